"""Sentences, words and syllables are counted as a reader meets them, and the grade is that of the published formula."""

from __future__ import annotations

import time

import pytest

from toolkit.check.reading_level import Reading, reading_of, sentences_of, syllables_of, words_of

SPOKEN = {
    "safe": 1, "child": 1, "helped": 1, "comes": 1, "don't": 1, "can't": 1, "aren't": 1, "through": 1, "breathed": 1,
    "strength": 1, "school": 1, "ask": 1, "league": 1, "she's": 1, "who": 1, "used": 1, "moved": 1, "phones": 1,
    "safely": 2, "children": 2, "wanted": 2, "places": 2, "little": 2, "someone": 2, "lifeline": 2, "doesn't": 2,
    "trusted": 2, "because": 2, "business": 2, "tired": 2, "quiet": 2, "being": 2, "trauma": 2, "people": 2,
    "question": 2, "every": 2, "settled": 2, "social": 2, "patient": 2, "trial": 2, "safety": 2, "handle": 2,
    "anyone": 3, "everyone": 3, "behavior": 3, "agencies": 3, "officer": 3, "reported": 3, "trafficker": 3, "idea": 3,
    "disclosure": 3, "families": 3, "exercise": 3, "several": 3, "employer": 3, "coercion": 3, "grandparents": 3,
    "community": 4, "vulnerable": 4, "indicator": 4, "society": 4, "emergency": 4, "experience": 4, "material": 4,
    "responsible": 4, "priority": 4, "situation": 4, "misconception": 4,
    "vulnerability": 6, "responsibility": 6, "opportunity": 5, "investigation": 5, "organization": 5,
    "FBI": 3, "18": 2, "2023": 4,
}  # fmt: skip
"""Words as a dictionary of American English divides them when they are spoken."""


@pytest.mark.parametrize(("word", "count"), SPOKEN.items())
def test_syllables_are_those_that_are_spoken(word: str, count: int) -> None:
    assert syllables_of(word) == count


@pytest.mark.parametrize(("text", "sentences"), [
    ("One. Two! Three? Four", ["One", "Two", "Three", "Four"]),
    ("Ms. Ortiz works for the U.S. government. She listens.", ["Ms Ortiz works for the US government", "She listens."]),
    ('"Are you all right?" she asks. "Yes."', ['"Are you all right?" she asks', '"Yes."']),
    ("It wraps\nat the margin.\n\nThen it goes on", ["It wraps at the margin.", "Then it goes on"]),
    ("Try this:\n\n- stay near\n- ask quietly\n\n1. Wait\n2. Call", ["Try this:", "stay near", "ask quietly", "Wait", "Call"]),
    ("### A heading counts for nothing\n\nText does.", ["Text does."]),
    ("A child is younger than 18 [@F-A1-01; @F-A1-02]. Call {contact:state-line}.", ["A child is younger than 18", "Call ."]),
    ("**Stay** *calm*, and read [this](https://example.org/a).", ["Stay calm, and read this."]),
    ("{contact:emergency}", []),
])  # fmt: skip
def test_sentences_are_what_is_read_in_one_go(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_a_word_with_a_hyphen_is_two_and_a_figure_one() -> None:
    assert words_of("A well-known 17,200, don't forget") == ["A", "well", "known", "17,200,", "don't", "forget"]


def test_the_grade_is_that_of_the_formula() -> None:
    assert Reading(sentences=10, words=120, syllables=180).grade == pytest.approx(0.39 * 12 + 11.8 * 1.5 - 15.59)
    assert reading_of([]).grade == 0


@pytest.mark.parametrize(("text", "sentences", "words", "syllables", "grade"), [
    ("Stay calm. Ask how the child is. Then call.", 3, 9, 9, -2.62),  # 0.39 x 3 + 11.8 x 1 - 15.59
    (
        "A neighbor may see that a child is never at school. She can report it to the state line, and trained people will decide.",
        2, 24, 29, 3.35,  # 0.39 x 12 + 11.8 x 1.20833 - 15.59
    ),
])  # fmt: skip
def test_the_grade_of_a_text_is_the_one_worked_by_hand(text: str, sentences: int, words: int, syllables: int, grade: float) -> None:
    reading = reading_of(sentences_of(text))
    assert reading == Reading(sentences, words, syllables)
    assert reading.grade == pytest.approx(grade, abs=0.005)


def test_what_an_author_cannot_shorten_counts_as_nothing() -> None:
    bare = "### A heading\n\nAsk at once. Report it:\n\n- to\n- for a child"
    full = (
        "### A much longer organizational heading\n\nAsk at once [@F-LAW-01; @F-LAW-02]. Report it [@F-LAW-03]:\n\n"
        "- to {contact:state-line}\n- for {fact:F-FIG-01} a child [@F-FIG-01]"
    )
    assert reading_of(sentences_of(full)) == reading_of(sentences_of(bare)) == Reading(4, 9, 10)


def test_each_item_of_a_list_is_a_sentence() -> None:
    items = reading_of(sentences_of("- stay near\n- ask how it is\n- call"))
    line = reading_of(sentences_of("stay near, ask how it is, call"))
    assert (items.sentences, line.sentences) == (3, 1)
    assert (items.words, items.syllables) == (line.words, line.syllables) == (7, 7)


def test_readings_are_taken_together_by_their_counts() -> None:
    together = Reading.of([Reading(1, 2, 3), Reading(0, 0, 0), Reading(4, 5, 6)])
    assert together == Reading(5, 7, 9)
    assert Reading.of([]).grade == 0


def test_long_words_and_sentences_raise_the_grade() -> None:
    plain = reading_of(sentences_of("Stay calm. Ask how the child is. Then call."))
    hard = reading_of(sentences_of("Practitioners should demonstrate organizational responsibility throughout investigations."))
    assert plain.grade < 2
    assert hard.grade > 12


@pytest.mark.parametrize("text", [" " * 500_000, ". " * 100_000, "\n" * 200_000, "](" * 100_000, "a" * 200_000, "#" * 200_000, "- " * 100_000])
def test_long_nonsense_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    reading_of(sentences_of(text))
    assert time.perf_counter() - started < 2
