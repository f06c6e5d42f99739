"""A full module that real authors might have written badly: the check names every mistake in it, and nothing besides.

Each mistake in tests/curricula/planted is marked where it stands. '# planted: rule-id' behind a value means its own line;
on a line of its own it means the next line that is no such mark; with words, '# planted: rule-id: words', the first line
below that holds them, for no note can stand inside a text of several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import NamedTuple

import pytest

from tests.curricula import PLANTED
from toolkit.check import GROUPS, RULES, find_errors, find_problems
from toolkit.check.finding import AsOf
from toolkit.load import load_curriculum

TODAY = AsOf(date(2026, 11, 1))
MODULE = "course/1-planted.yaml"
FEWEST_IN_MODULE = 100
FEWEST_RULES = 100
FEWEST_SEGMENTS, FEWEST_QUESTIONS, FEWEST_SCENES = 6, 8, 8
_MARK = re.compile(r"# planted: ([a-z0-9-]+)(?:: (.+))?$")


class Fault(NamedTuple):
    """A rule that is broken in a line of a file."""

    file: str
    line: int
    rule: str


def _planted() -> Iterator[Fault]:
    for path in sorted(PLANTED.rglob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            mark = _MARK.search(line)
            if mark:
                yield Fault(path.relative_to(PLANTED).as_posix(), _meant(lines, number, mark), mark[1])


def _meant(lines: list[str], number: int, mark: re.Match[str]) -> int:
    """The line, from 1, that the ``mark`` in line ``number`` speaks of."""
    alone = not lines[number - 1][: mark.start()].strip()
    if not alone:
        return number
    below = (n for n in count(number + 1) if not _MARK.fullmatch(lines[n - 1].strip()))
    return next(n for n in below if not mark[2] or mark[2] in lines[n - 1])


@pytest.fixture(scope="module")
def planted() -> list[Fault]:
    return list(_planted())


@pytest.fixture(scope="module")
def found() -> dict[Fault, str]:
    problems = find_problems(load_curriculum(PLANTED), TODAY)
    return {Fault(one.file.partition("/planted/")[2], one.line, one.rule): str(one) for one in problems}


def test_every_planted_mistake_is_found_where_it_stands(planted: list[Fault], found: dict[Fault, str]) -> None:
    assert sorted(set(planted) - found.keys()) == []


def test_nothing_is_found_besides(planted: list[Fault], found: dict[Fault, str]) -> None:
    assert "\n".join(text for fault, text in found.items() if fault not in planted) == ""


def test_the_mistakes_are_many_and_of_many_kinds(planted: list[Fault]) -> None:
    assert len(set(planted)) == len(planted), "a mark stands twice"
    assert {fault.rule for fault in planted} <= RULES.keys()
    assert len([fault for fault in planted if fault.file == MODULE]) >= FEWEST_IN_MODULE
    assert len({fault.rule for fault in planted}) >= FEWEST_RULES
    for group, rules in GROUPS.items():
        assert {fault.rule for fault in planted} & {rule.id for rule in rules}, group


def test_the_module_is_a_full_one() -> None:
    module = load_curriculum(PLANTED).modules["course/1"]
    assert len(module.segments) >= FEWEST_SEGMENTS
    assert sum(len(quiz.questions) for quiz in module.quizzes) >= FEWEST_QUESTIONS
    assert max(len(scenario.scenes) for scenario in module.scenarios) >= FEWEST_SCENES
    assert all(segment.slides for segment in module.segments)


def test_a_look_for_errors_alone_finds_the_same_errors() -> None:
    curriculum = load_curriculum(PLANTED)
    errors = [problem for problem in find_problems(curriculum) if problem.severity == "error"]
    assert len(errors) > 20
    assert find_errors(curriculum) == errors
