"""What gives a question away is found in its words, and nothing harmless is."""

from __future__ import annotations

import time

import pytest

from toolkit.check.item_writing import plain_negation, words_on_others
from toolkit.check.written import placeholder_in


@pytest.mark.parametrize(("prompt", "word"), [
    ("Which of these is not a sign?", "not"),
    ("A teacher calls. Which of these\n  doesn't help?", "n't"),
    ("All of these are reasons to report except which? Which step is least helpful?", "least"),
    ("Who should never be told first?", "never"),
    ("Which of these is **not** a sign?", ""),
    ("Which of these is NOT a sign?", ""),
    ("He does not speak. What do you do?", ""),
    ("What do you do for a child who does not speak?", ""),
    ("What helps, if you cannot reach anyone and do not know whom to call?", ""),
    ('A colleague asks, "Which of them is not lying?" What do you say?', ""),
    ("Why is a list of indicators not a checklist?", ""),
    ("Who can report?", ""),
])  # fmt: skip
def test_a_question_for_what_is_not_so_is_found(prompt: str, word: str) -> None:
    assert plain_negation(prompt) == word


@pytest.mark.parametrize(("answer", "words"), [
    ("All of the above", "All of the above"),
    ("It is none of the above.", "none of the above"),
    ("Neither of these", "Neither of these"),
    ("Both of them.", "Both of them."),
    ("Only A and C", "Only A and C"),
    ("A, B and D", "A, B and D"),
    ("Both A and B are right", "Both A and B"),
    ("The other answer above", "answer above"),
    ("All of these people may report", ""),
    ("Tell both of the parents", ""),
    ("None of the children was asked", ""),
    ("A neighbor and a teacher", ""),
    ("An aunt and a coach", ""),
    ("Some of it, and the rest later", ""),
])  # fmt: skip
def test_an_answer_that_speaks_of_the_others_is_found(answer: str, words: str) -> None:
    assert words_on_others(answer) == words


@pytest.mark.parametrize(("text", "words"), [
    ("…", "…"),
    ("...", "..."),
    (" ??? ", "???"),
    ("TODO: write this", "TODO"),
    ("It lasts XXX minutes.", "XXX"),
    ("**Write here:** what to say", "**Write here:** what to say"),
    ("LOREM ipsum dolor", "LOREM ipsum"),
    ("Call [add the number].", "[add the number]"),
    ("Gracias a todos", ""),
    ("Size XXL and XL", ""),
    ("He waits … and waits.", ""),
    ("What would you write here?", ""),
    ("[Write it down](#Sources) and cite [@F-ONE-01].", ""),
    ("911", ""),
])  # fmt: skip
def test_a_text_that_waits_to_be_written_is_found(text: str, words: str) -> None:
    assert placeholder_in(text) == words


@pytest.mark.parametrize("text", [
    "*" * 200_000, "* " * 100_000, '"' * 199_999, "which " * 40_000, "which not " * 20_000 + "?", "A, " * 70_000, "[add " * 40_000,
    "X" * 200_000 + "y", "." * 200_000 + "y", "? " * 100_000, "all of " * 30_000,
])  # fmt: skip
def test_long_nonsense_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    plain_negation(text)
    words_on_others(text)
    placeholder_in(text)
    assert time.perf_counter() - started < 3
