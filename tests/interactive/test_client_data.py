"""What reaches the page: safe text, nothing of the key in a test, and nothing meant for a facilitator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.interactive.engine_page import shown
from toolkit.interactive.client_data import client_data
from toolkit.interactive.safe_html import SafeHtml
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.activity import Sort
from toolkit.model.quiz import Matching, Ordering, Quiz, SingleChoice, TrueFalse
from toolkit.model.session import Parameters
from toolkit.study import Show

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://example.org/y.png)"
WORDS = messages("en")
SECRETS = {"key", "feedback", "reason", "safety", "debrief"}


@pytest.fixture(scope="module")
def activities(curriculum):
    show = Show(curriculum, ["intro/1"], Parameters())
    found = {name: shown(show, f"intro/1/{name}") for name in curriculum.module("intro/1").activities}
    assert {each.kind for each in found.values()} == {"quiz", "scenario", "activity"}
    return found


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(item)


def names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_test_carries_nothing_that_tells_the_key(activities):
    for each in activities.values():
        practice = client_data(each, WORDS, module="intro/1")
        data = client_data(each, WORDS, module="intro/1", test="before")
        assert not names({**data, "words": {}}) & SECRETS
        kept = {practice["id"], *strings(data)}
        told = [text for text in strings(practice) if text not in kept and len(text) > 20]
        assert not [text for text in told if text in json.dumps(data)]
        if each.kind == "quiz":
            assert names(practice) >= {"key", "feedback"}


def test_moving_the_key_changes_nothing_in_a_test(activities):
    for each in (each for each in activities.values() if each.kind == "quiz"):
        moved = cells.ShownQuiz(quiz=each.quiz.model_copy(update={"questions": tuple(map(_moved, each.quiz.questions))}))
        assert client_data(moved, WORDS) != client_data(each, WORDS)
        assert client_data(moved, WORDS, test="before") == client_data(each, WORDS, test="before")


def _moved(question):
    match question:
        case SingleChoice():
            options = tuple(option.model_copy(update={"correct": not option.correct}) for option in question.options)
            return question.model_copy(update={"options": options})
        case TrueFalse():
            return question.model_copy(update={"answer": not question.answer})
        case Ordering():
            return question.model_copy(update={"items": question.items[::-1]})
        case Matching():
            rights = [pair.right for pair in question.pairs][::-1]
            pairs = zip(question.pairs, rights, strict=True)
            return question.model_copy(update={"pairs": tuple(p.model_copy(update={"right": r}) for p, r in pairs)})


def test_each_test_has_an_id_of_its_own_and_the_same_content(activities):
    practice, before, after = (client_data(activities["check-define"], WORDS, test=test) for test in (None, "before", "after"))
    assert [data["id"] for data in (practice, before, after)] == ["check-define", "check-define@before", "check-define@after"]
    assert [data["mode"] for data in (practice, before, after)] == ["practice", "test", "test"]
    assert before["version"] == after["version"] != practice["version"]


def test_the_version_changes_with_the_content(activities):
    quiz = activities["check-define"]
    other = cells.ShownQuiz(quiz=quiz.quiz.model_copy(update={"intro": "Something else."}))
    assert client_data(quiz, WORDS)["version"] == client_data(quiz, WORDS)["version"]
    assert client_data(quiz, WORDS)["version"] != client_data(other, WORDS)["version"]


def test_what_is_for_a_facilitator_stays_out(activities):
    for each in activities.values():
        if each.kind == "activity" and hasattr(each.activity, "debrief"):
            data = client_data(each, WORDS)
            assert "debrief" not in data
            assert SafeHtml(WORDS).blocks(each.activity.debrief) not in list(strings(data))


def test_cards_of_a_sort_stand_in_the_shown_order_with_their_piles(activities):
    sort = next(e.activity for e in activities.values() if e.kind == "activity" and isinstance(e.activity, Sort))
    data = client_data(cells.ShownActivity(activity=sort), WORDS)
    piles = {category.id: place for place, category in enumerate(sort.categories)}
    key = {card.text: piles[card.category] for card in sort.cards}
    html = SafeHtml(WORDS)
    assert [card["text"] for card in data["cards"]] != [html.line(card.text) for card in sort.cards]
    assert dict(zip((card["text"] for card in data["cards"]), data["key"], strict=True)) == {
        html.line(text): pile for text, pile in key.items()
    }


def test_text_is_safe_html_in_every_field(activities):
    hostile = {"id": "q", "title": "T", "intro": HOSTILE, "questions": [
        {"kind": "single-choice", "id": "a", "objective": "o", "prompt": HOSTILE,
         "options": [{"text": f"{HOSTILE} {n}", "correct": n == 1, "feedback": HOSTILE} for n in range(3)]},
        {"kind": "matching", "id": "b", "objective": "o", "prompt": f"- {HOSTILE}",
         "pairs": [{"left": HOSTILE, "right": f"right {n}", "feedback": HOSTILE} for n in range(3)]},
    ]}  # fmt: skip
    every = [*activities.values(), cells.ShownQuiz(quiz=Quiz.model_validate(hostile))]
    for each in every:
        data = client_data(each, WORDS, module="intro/1")
        elements = Elements("".join(text for text in strings({**data, "words": {}}) if "<" in text)).found
        assert {tag for tag, _ in elements} <= {"p", "a", "em", "strong", "ul", "ol", "li", "sup", "blockquote"}
        for tag, attributes in elements:
            assert set(attributes) <= ({"href", "class", "aria-label"} if tag == "a" else set())
            assert attributes.get("href", "#").startswith(("https://", "mailto:", "tel:", "#"))


def test_a_source_is_named_and_stands_close_to_its_word():
    html = SafeHtml(WORDS).blocks("Anyone can report [[3, 12]](#Sources).")
    assert html == '<p>Anyone can report<a href="#Sources" class="tk-cite" aria-label="Source 3, 12">3, 12</a>.</p>'
    assert SafeHtml(WORDS).line("a < b [[3]](#Sources)") == "a &lt; b<sup>3</sup>"


def test_a_prompt_of_several_paragraphs_keeps_its_first_for_the_legend():
    assert SafeHtml(WORDS).prompt("One *two*.\n\nThree.") == ("One <em>two</em>.", "<p>Three.</p>")
    assert SafeHtml(WORDS).prompt("- One\n- Two") == ("", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>")


def test_what_is_not_interactive_is_refused():
    with pytest.raises(TypeError, match="ShownNextSteps"):
        client_data(cells.ShownNextSteps(sets=()), WORDS)
