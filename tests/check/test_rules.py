"""Every rule is broken at least once, and the breach is named with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.curricula import MODULE, SMALL, copy_of_small, line_of, plant
from toolkit.check import RULES, find_problems
from toolkit.check.finding import AsOf
from toolkit.load import load_curriculum

TODAY = AsOf(date(2026, 11, 1))
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "broken.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['rule']}" for number, case in enumerate(CASES)])
def test_a_breach_is_named_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    for old, new in case["edits"]:
        plant(root, case.get("file", MODULE), old, new)
    problems = find_problems(load_curriculum(root), TODAY)
    found = {(problem.rule, problem.line) for problem in problems}
    file = MODULE if case["rule"] == "access-agrees-with-course" else case.get("file", MODULE)
    line = line_of(root, file, case["line"], case.get("nth", 1)) + case.get("after", 0)
    assert (case["rule"], line) in found, "\n".join(map(str, problems))
    assert {rule for rule, _ in found} - {case["rule"]} <= set(case.get("also", ())), "\n".join(map(str, problems))


def test_every_rule_is_broken_by_a_case() -> None:
    assert {case["rule"] for case in CASES} == set(RULES)


def test_the_small_curriculum_keeps_every_rule() -> None:
    assert find_problems(load_curriculum(SMALL), TODAY) == []


def test_a_fact_past_its_review_day_is_a_warning() -> None:
    problems = find_problems(load_curriculum(SMALL), AsOf(date(3000, 1, 1)))
    assert {problem.rule for problem in problems} == {"fact-is-current"}
    assert {problem.severity for problem in problems} == {"warning"}


def test_rule_ids_and_sentences_are_written_alike() -> None:
    assert RULES
    for rule in RULES.values():
        assert rule.id == rule.id.lower()
        assert rule.says.endswith("."), rule.id
        assert rule.why.endswith("."), rule.id
