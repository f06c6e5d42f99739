"""Text arrives exactly as typed, or is refused with its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.load.yaml_tree import parse_tree

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_file_gives_its_tree_and_its_problems(case: dict[str, Any]) -> None:
    parsed = parse_tree(case["text"].encode(), "x.yaml")
    problems = sorted(parsed.problems)
    assert [f"{p.line}:{p.column} {p.rule}" for p in problems] == case.get("problems", []), problems
    assert parsed.tree == case.get("tree")


@pytest.mark.parametrize(("text", "line"), [
    ("a: 1\nb\nc: d: e\n", 2),
    ("a: [1, 2\nb: 3\n", 1),
    ("a:\n  b: 1\n c: 2\n", 3),
    ("a:\n   b: 1\n\tc: 2\n", 3),
    ("a: 1\n---\nb: 2\n", 2),
    ("a: 1\nb: " + "[" * 50, 2),
    ("a: b: c\n" * 10, 9),
])
def test_where_reading_stops_the_author_is_told(text: str, line: int) -> None:
    mends = [problem.mend for problem in sorted(parse_tree(text.encode(), "x.yaml").problems)]
    told = [mend for mend in mends if f"Nothing after line {line} was read; mend this and check again." in mend]
    assert told == mends[-1:], mends


def test_where_reading_goes_on_nothing_is_said_to_be_unread() -> None:
    problems = parse_tree(b"a:\n\tb: c: d\n", "x.yaml").problems
    assert len(problems) == 2
    assert not any("Nothing after" in problem.mend for problem in problems)


def test_a_byte_order_mark_is_refused_and_shifts_no_column() -> None:
    parsed = parse_tree(b"\xef\xbb\xbfa: *b", "x.yaml")
    assert [(p.rule, p.column) for p in parsed.problems] == [("file-is-utf-8", 1), ("value-is-written-out", 4)]


def test_bytes_that_are_not_utf_8_are_named() -> None:
    parsed = parse_tree("a: 1\nb: é".encode("latin-1"), "x.yaml")
    assert [(p.rule, p.line, p.column) for p in parsed.problems] == [("file-is-utf-8", 2, 4)]


def test_utf_16_is_named_as_such() -> None:
    parsed = parse_tree("a: 1".encode("utf-16"), "x.yaml")
    assert ["UTF-16" in p.what for p in parsed.problems] == [True]
    assert parsed.tree is None


def test_marks_count_characters_from_one_and_know_keys_and_values() -> None:
    marks = parse_tree("a:\n  - é: ü\n    b: |\n      one\n      two words\n".encode(), "x.yaml").marks
    assert marks.at(("a", 0, "é")) == (2, 8)
    assert marks.at_key(("a", 0, "b")) == (3, 5)
    assert marks.find(("a", 0, "b"), "words") == (5, 11)
    assert marks.find(("a", 0, "b"), "absent") == (3, 8)
    assert marks.at(("a", 0, "missing")) == (2, 5)


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    parsed = parse_tree("\n".join(lines).encode(), "bomb.yaml")
    assert {problem.rule for problem in parsed.problems} == {"value-is-written-out"}


def test_nesting_of_a_million_costs_no_recursion() -> None:
    parsed = parse_tree(b"[" * 1_000_000, "deep.yaml")
    assert [problem.rule for problem in parsed.problems] == ["file-is-not-deep"]
