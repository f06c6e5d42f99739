"""Every fault of a file is named once, at its place, with the way to mend it."""

from __future__ import annotations

import pytest

from toolkit.load.rules import RULES
from toolkit.load.validate import to_noun
from toolkit.load.yaml_tree import parse_tree
from toolkit.model.base import Noun
from toolkit.model.clock import Clock
from toolkit.model.module import Module, Segment
from toolkit.model.quiz import Quiz
from toolkit.model.registers import Fact
from toolkit.model.session import Session

QUIZ = """id: check
title: Check
intro: Answer.
questions:
  - kind: single-choice
    id: one
    objective: goal
    prompt: Which?
    options:
      - text: First
        correct: true
        feedback: Right.
      - text: Second
        feedback: Wrong.
      - text: Third
        feedback: Wrong too.
"""
SEGMENT = """id: part
title: Part
purpose: To begin.
minutes: {minimum: 1, typical: 2, maximum: 3}
priority: core
body:
  - kind: prose
    text: Hello.
slides:
  - kind: points
    title: Hello
    points: [One]
"""
FACT = """id: F-ONE-01
statement: So it is.
label: seen
as_of: "2023"
review_by: 2030-01-01
"""
CLOCK = """starts: Friday 8:10 p.m.
limit: 24
id: missing
title: Missing
told: police
facts: [F-ONE-01]
"""
SESSION = """modules: [intro/1]
start: 18:30
contacts:
  state-line: 555-0100
"""
CASES: list[tuple[type[Noun], str, str, str, str, str]] = [
    (Quiz, QUIZ, "intro:", "intr:", "3:1 key-is-known", "Did you mean 'intro'?"),
    (Quiz, QUIZ, "intro: Answer.\n", "", "1:1 key-is-present", "Add 'intro:' (What the reader is asked to do"),
    (Quiz, QUIZ, "    prompt: Which?\n", "", "5:5 key-is-present", "Add 'prompt:'"),
    (Quiz, QUIZ, "id: check", "colour: red\nid: check", "1:1 key-is-known", "Known: id, title, intro, questions, access."),
    (Quiz, QUIZ, "single-choice", "singel-choice", "5:5 kind-is-known", "Did you mean 'single-choice'?"),
    (
        Quiz,
        QUIZ,
        "kind: single-choice\n    id: one",
        "id: one",
        "5:5 kind-is-known",
        "Add 'kind:' with one of: single-choice",
    ),
    (Quiz, QUIZ, "correct: true", "correct: yes", "11:18 flag-is-true-or-false", "Write true or false."),
    (Quiz, QUIZ, "correct: true", "correct: [true]", "11:18 value-has-right-shape", "Write a value of that kind."),
    (Quiz, QUIZ, "title: Check", "title: [Check]", "2:8 value-has-right-shape", "Write text after the colon"),
    (Quiz, QUIZ, "title: Check", "title: {a: b}", "2:8 value-has-right-shape", "Write text after the colon"),
    (Quiz, QUIZ, "id: check", "id: Check It", "1:5 id-is-well-formed", "Write it like 'first-response'."),
    (Quiz, QUIZ, "id: check", "id: con", "1:5 id-is-well-formed", "Write it like 'first-response'."),
    (Quiz, QUIZ, "title: Check", 'title: "  "', "2:8 text-is-not-blank", "Write the text"),
    (Quiz, QUIZ, "title: Check", 'title: "a\\u202Eb"', "2:8 text-is-safe", "Delete that character"),
    (
        Quiz,
        QUIZ,
        "      - text: Third\n        feedback: Wrong too.\n",
        "",
        "10:7 list-has-right-length",
        "Add what is missing.",
    ),
    (
        Quiz,
        QUIZ[: QUIZ.index("questions:")],
        "intro: Answer.",
        "intro: Answer.\nquestions: none",
        "4:12 value-has-right-shape",
        "Write each item on a line",
    ),
    (
        Quiz,
        QUIZ,
        "      - text: Second\n        feedback: Wrong.\n",
        "      - Second\n",
        "13:9 value-has-right-shape",
        "Write one 'key: value' a line",
    ),
    (Segment, SEGMENT, "typical: 2", "typical: two", "4:32 number-is-whole", "Write plain digits"),
    (Segment, SEGMENT, "typical: 2", "typical: 02", "4:32 number-is-whole", "Write plain digits"),
    (Segment, SEGMENT, "priority: core", "priority: coer", "5:11 value-is-allowed", "Did you mean 'core'?"),
    (
        Segment,
        SEGMENT,
        "points: [One]",
        "points: [1, 2, 3, 4, 5, 6, 7]",
        "12:13 list-has-right-length",
        "Take some out",
    ),
    (Segment, SEGMENT, "slides:\n", "slides:\n  - just text\n", "10:5 value-has-right-shape", "Start it with 'kind:'"),
    (Fact, FACT, "F-ONE-01", "f-one-01", "1:5 id-is-well-formed", "Write it like 'F-A1-03'."),
    (Fact, FACT, "2030-01-01", "1/1/2030", "5:12 date-is-year-month-day", "Write it like 2027-01-15."),
    (Fact, FACT, "2030-01-01", "2030-02-30", "5:12 date-is-year-month-day", "Write it like 2027-01-15."),
    (Session, SESSION, "18:30", "6:30pm", "2:8 time-is-24-hour", "Write it like 18:30."),
    (Clock, CLOCK, "Friday 8:10 p.m.", "Friday 20:10", "1:9 moment-is-weekday-and-time", "Write it like Friday 8:10 p.m."),
    (Clock, CLOCK, "24", "24 hours", "2:8 number-is-whole", "Write plain digits"),
    (Clock, CLOCK, "24", "0", "2:8 value-is-valid", "See the format's description."),
    (Session, SESSION, "intro/1", "../intro/1", "1:11 id-is-well-formed", "Write it like 'intro/1'."),
    (Session, SESSION, "state-line", "State Line", "4:3 id-is-well-formed", "Write it like 'first-response'."),
    (
        Session,
        SESSION,
        "contacts:\n  state-line: 555-0100",
        "contacts: 555-0100",
        "3:11 value-has-right-shape",
        "Write one 'key: value' a line",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case[4]}" for n, case in enumerate(CASES)])
def test_a_fault_is_named_once_at_its_place(case: tuple[type[Noun], str, str, str, str, str]) -> None:
    model, text, old, new, where, mend = case
    assert old in text
    reading = to_noun(parse_tree(text.replace(old, new, 1).encode(), "x.yaml"), model)
    assert [f"{p.line}:{p.column} {p.rule}" for p in reading.problems] == [where], reading.problems
    assert mend in reading.problems[0].mend
    assert reading.noun is not None, "a stand-in lets checking go on"
    assert reading.marks.guessed or new.startswith(("intr:", "colour"))


@pytest.mark.parametrize("text", ["just text", "- a\n- b\n", "a: 1\n"])
def test_a_file_of_another_shape_is_named_and_is_not_whole(text: str) -> None:
    reading = to_noun(parse_tree(text.encode(), "x.yaml"), Module)
    assert reading.problems
    assert not reading.marks.whole


def test_good_files_have_no_problems() -> None:
    pairs: list[tuple[type[Noun], str]] = [(Quiz, QUIZ), (Segment, SEGMENT), (Fact, FACT), (Session, SESSION)]
    for model, text in pairs:
        reading = to_noun(parse_tree(text.encode(), "x.yaml"), model)
        assert reading.problems == ()
        assert reading.marks.whole
        assert not reading.marks.guessed


def test_a_misspelt_key_keeps_the_marks_of_what_is_below_it() -> None:
    text = QUIZ.replace("questions:", "question:").replace("correct: true", "correct: maybe")
    reading = to_noun(parse_tree(text.encode(), "x.yaml"), Quiz)
    assert [(p.line, p.rule) for p in reading.problems] == [(4, "key-is-known"), (11, "flag-is-true-or-false")]


def test_many_faults_are_all_named() -> None:
    text = QUIZ.replace("intro:", "intr:").replace("correct: true", "correct: yes").replace("id: one", "id: One!")
    rules = [p.rule for p in to_noun(parse_tree(text.encode(), "x.yaml"), Quiz).problems]
    assert sorted(rules) == ["flag-is-true-or-false", "id-is-well-formed", "key-is-known"]


def test_problems_steer_no_terminal() -> None:
    text = QUIZ.replace("title:", '"\\e[31mtitle":')
    for problem in to_noun(parse_tree(text.encode(), "x.yaml"), Quiz).problems:
        assert "\x1b" not in str(problem)


def test_rules_of_loading_are_written_alike() -> None:
    assert RULES
    for rule in RULES.values():
        assert rule.says.endswith("."), rule.id
        assert rule.why.endswith("."), rule.id
