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
FILES = sorted(Path(__file__).parent.glob("broken*.yml"))
WRITTEN: list[dict[str, Any]] = [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
CASES = [case for case in WRITTEN if "rule" in case]
KEPT = [case for case in WRITTEN if "keeps" in case]


def spoiled(case: dict[str, Any], folder: Path) -> Path:
    """A copy of the small curriculum with the case's edits: those of its file, and `with` those of others."""
    root = copy_of_small(folder)
    for old, new in case["edits"]:
        plant(root, case.get("file", MODULE), old, new * case.get("times", 1))
    for file, edits in case.get("with", {}).items():
        for old, new in edits:
            plant(root, file, old, new)
    return root


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['rule']}" for number, case in enumerate(CASES)])
def test_a_breach_is_named_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    root = spoiled(case, tmp_path)
    problems = find_problems(load_curriculum(root), TODAY)
    found = {(problem.rule, problem.line) for problem in problems}
    file = case.get("file", MODULE)
    line = line_of(root, file, case["line"], case.get("nth", 1)) + case.get("after", 0)
    assert (case["rule"], line) in found, "\n".join(map(str, problems))
    assert {rule for rule, _ in found} - {case["rule"]} <= set(case.get("also", ())), "\n".join(map(str, problems))


@pytest.mark.parametrize("case", KEPT, ids=[f"{number}-{case['keeps']}" for number, case in enumerate(KEPT)])
def test_what_only_looks_like_a_breach_is_left_alone(case: dict[str, Any], tmp_path: Path) -> None:
    root = spoiled(case, tmp_path)
    assert case["keeps"] in RULES
    found = find_problems(load_curriculum(root), TODAY)
    assert {problem.rule for problem in found} <= set(case.get("also", ())), "\n".join(map(str, found))


def test_every_rule_is_broken_by_a_case() -> None:
    assert {case["rule"] for case in CASES} == set(RULES)


def test_the_small_curriculum_keeps_every_rule() -> None:
    assert find_problems(load_curriculum(SMALL), TODAY) == []


def test_a_fact_past_its_review_day_is_a_warning() -> None:
    problems = find_problems(load_curriculum(SMALL), AsOf(date(3000, 1, 1)))
    assert {problem.rule for problem in problems} == {"fact-is-current", "contact-is-confirmed"}
    assert {problem.severity for problem in problems} == {"warning"}


def test_rule_ids_and_sentences_are_written_alike() -> None:
    assert RULES
    for rule in RULES.values():
        assert rule.id == rule.id.lower()
        assert rule.says.endswith("."), rule.id
        assert rule.why.endswith("."), rule.id


def test_nobody_is_told_to_test_call_an_emergency_number(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    plant(root, "registers/contacts.yaml", "    checked_on: 2026-10-20\n", "")
    [problem] = find_problems(load_curriculum(root), TODAY)
    assert problem.rule == "contact-is-confirmed"
    assert "Never test-call it" in problem.mend
    assert "Call or open" not in problem.mend
