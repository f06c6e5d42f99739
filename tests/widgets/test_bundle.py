"""Every activity has a readable form for every tool, and no markup in its text survives."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest

from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.clock import Reading, RunningClock
from toolkit.model.moment import Instant
from toolkit.model.quiz import Quiz
from toolkit.model.scenario import Scenario
from toolkit.model.session import Parameters
from toolkit.study import Show
from toolkit.widgets.as_html import html_of
from toolkit.widgets.as_markdown import _scene_time
from toolkit.widgets.bundle import bundle, keyless_bundle

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; [x](javascript:alert(1)) "
    "![y](https://example.org/y.png) [z](http://example.org/z) [v](//example.org/v.ipynb) [w](javascript:x.ipynb)"
)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen: list[tuple[str, dict]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def tags_of(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def shown(curriculum):
    module = curriculum.module("intro/1")
    show = Show(curriculum, ["intro/1"], Parameters())
    names = [*(f"intro/1/{name}" for name in module.activities), "intro/1/next-steps", "contacts"]
    assert len(names) > 10
    return {name: show.bundle(name) for name in names}


def test_html_is_well_formed_and_holds_no_active_content(shown):
    for name, data in shown.items():
        tags = tags_of(data["text/html"])
        assert not {tag for tag, _ in tags.seen} & {"script", "style", "img", "iframe", "input"}, name
        assert not [a for _, attrs in tags.seen for a in attrs if a.startswith("on")], name


def test_answers_start_folded(shown, curriculum):
    quizzes = [data for data in shown.values() if data[cells.MIME]["kind"] == "quiz"]
    assert len(quizzes) == len(curriculum.module("intro/1").quizzes)
    for data in quizzes:
        folds = [attrs for tag, attrs in tags_of(data["text/html"]).seen if tag == "details"]
        assert len(folds) == len(data[cells.MIME]["quiz"]["questions"])
        assert not any("open" in attrs for attrs in folds)


def test_a_test_asks_as_much_and_answers_nothing_whatever_the_words_look_like():
    odd = ":::fold Not a fold"
    quiz = Quiz.model_validate({
        "id": "q", "title": "T", "intro": "i",
        "questions": [{
            "kind": "single-choice", "id": "a", "objective": "o", "prompt": "Which?",
            "options": [{"text": f"{odd} {n}", "correct": n == 1, "feedback": f"Told {n}"} for n in range(3)],
        }, {
            "kind": "true-false", "id": "b", "objective": "o", "prompt": "So?", "answer": True,
            "feedback_true": "Told so", "feedback_false": "Told not",
        }],
    })  # fmt: skip
    text = keyless_bundle(cells.ShownQuiz(quiz=quiz), messages("en"))["text/plain"]
    assert all(f"Not a fold {n}" in text for n in range(3))
    assert "- True\n- False" in text
    assert "Told" not in text
    assert messages("en")("notebook.show-answer") not in text
    assert "Told so" in bundle(cells.ShownQuiz(quiz=quiz), messages("en"))["text/plain"]


def test_plain_text_and_markdown_show_no_fold_marks(shown):
    for data in shown.values():
        assert ":::" not in data["text/plain"] + data["text/markdown"] + data["text/html"]


def test_citations_and_placeholders_are_resolved(shown):
    for name, data in shown.items():
        assert "[@" not in data["text/plain"], name
        assert "{contact:" not in data["text/plain"], name
        assert "{fact:" not in data["text/plain"], name


def test_the_structured_form_reads_back_as_the_noun(shown):
    kinds = {type(cells.SHOWN.validate_python(data[cells.MIME])).__name__ for data in shown.values()}
    assert kinds == {"ShownQuiz", "ShownScenario", "ShownActivity", "ShownNextSteps", "ShownContacts"}


def test_contacts_say_when_to_confirm_and_what_to_know_first(curriculum):
    show = Show(curriculum, ["intro/1"], Parameters(contacts={"local-police": "555-0100"}))
    lines = show.bundle("contacts")["text/plain"].splitlines()
    told = {contact.id: next(line for line in lines if f"**{contact.title}**" in line)
            for contact in curriculum.contacts.values() if contact.card}
    assert len(told) > 5
    assert "look up the number" in told["state-line"]
    assert "Confirm before use" not in told["state-line"]
    assert "555-0100" in told["local-police"]
    assert "Confirm before use" in told["local-police"]
    assert "Confirm before use" in told["hotline"]
    assert "Confirm before use" not in told["emergency"]
    for name, line in told.items():
        assert " ".join((curriculum.contacts[name].note or "").split()) in line


def test_hostile_text_stays_text():
    quiz = Quiz.model_validate({
        "id": "q", "title": "T", "intro": HOSTILE,
        "questions": [{
            "kind": "single-choice", "id": "a", "objective": "o", "prompt": HOSTILE,
            "options": [{"text": f"{HOSTILE} {n}", "correct": n == 1, "feedback": HOSTILE} for n in range(3)],
        }],
    })
    html = bundle(cells.ShownQuiz(quiz=quiz), messages("en"))["text/html"]
    tags = tags_of(html)
    assert not {tag for tag, _ in tags.seen} & {"script", "img"}
    assert {attrs["href"] for tag, attrs in tags.seen if tag == "a"} == {"https://example.org/y.png"}


def test_a_fold_title_is_escaped():
    assert "<b>" not in html_of(":::fold <b>x</b>\n\ntext\n\n:::\n")


def test_a_scenario_folds_its_choices_inside_its_cards(shown, curriculum):
    scenario: Scenario = curriculum.module("intro/1").scenarios[0]
    html = shown[f"intro/1/{scenario.id}"]["text/html"]
    depth = deepest = 0
    for part in html.split("<details>")[1:]:
        depth += 1
        deepest = max(deepest, depth)
        depth -= part.count("</details>")
    assert deepest == 2


def test_the_words_of_a_clock_in_a_story_are_shown_as_they_were_typed():
    clock = RunningClock("Clock *2* \\", "the &lt;state&gt; $line$", 10, 24, Instant(4, 8 * 60))
    (line,) = _scene_time(Reading(Instant(4, 8 * 60), (clock,)), messages("en"))
    shown = html.unescape(html_of(line))
    assert "Clock *2* \\" in shown
    assert "the &lt;state&gt; $line$" in shown
