"""``facilitate check`` says what it found in every shape, and exits with 1 for errors only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.curricula import MODULE, copy_of_small, plant
from toolkit.cli import main
from toolkit.commands.check import GROUPS
from toolkit.commands.reports import FORMATS

PREMISE = "    premise: A boy of 14 sits at the stop, late.\n"
CLAIM = "    premise: In 1999 all of it changed.\n"
ALLOWED = f"{CLAIM.rstrip()}  # allow: figure-is-sourced invented for this story\n"
DAY = ["--as-of", "2026-11-01"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_of_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "curriculum"


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["check", *DAY, *arguments])
    told = capsys.readouterr()
    assert told.err == ""
    return code, told.out


def test_an_error_exits_with_1_and_the_last_line_counts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(here, MODULE, PREMISE, CLAIM)
    code, shown = check(capsys)
    assert code == 1
    assert "  figure-is-sourced  error: a sentence gives no source for '1999'." in shown
    assert shown.splitlines()[-1] == "1 error, 0 warnings, 0 pieces of advice."


def test_warnings_exit_with_0(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "--as-of", "3000-01-01"])
    shown = capsys.readouterr().out
    assert code == 0
    assert "  fact-is-current  warning: " in shown
    assert shown.splitlines()[-1].startswith("0 errors, ")


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_allowed_is_listed_and_exits_with_0(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    plant(here, MODULE, PREMISE, ALLOWED)
    code, shown = check(capsys, "--format", name)
    assert code == 0
    assert shown.endswith("\n")
    if name != "github":
        assert "figure-is-sourced" in shown
        assert "invented for this story" in shown
    else:
        assert shown.endswith("; 1 allowed.\n")
        assert "::" not in shown


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_can_be_repeated(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    plant(here, MODULE, PREMISE, CLAIM)
    first, second = (check(capsys, "--format", name) for _ in range(2))
    assert first == second
    assert first[0] == 1
    assert "1999" in first[1]
    assert str(here.parent) not in first[1]


@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_session_is_reported_in_every_shape(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    Path("s.yaml").write_text("modules: [course/1]\nminuts: 60\n", encoding="utf-8")
    code, shown = check(capsys, "s.yaml", "--format", name)
    assert code == 1
    assert "key-is-known" in shown


def test_a_note_in_a_session_that_allows_nothing_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("s.yaml").write_text("modules: [course/1]  # allow: line-is-plain no reason at all\n", encoding="utf-8")
    code, shown = check(capsys, "s.yaml")
    assert code == 0
    assert "s.yaml:1:22  allowance-is-needed  warning: " in shown


@pytest.mark.parametrize(("arguments", "words"), [
    (["--as-of", "31.1.2027"], "is no day; write year-month-day"),
    (["--format", "xml"], "invalid choice: 'xml'"),
    (["--confirmed-within", "soon"], "invalid int value: 'soon'"),
])  # fmt: skip
def test_a_wrong_option_is_named(here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", *arguments])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("days", ["0", "-1", "99999999999"])
def test_a_window_without_a_day_or_an_end_is_refused(here: Path, capsys: pytest.CaptureFixture[str], days: str) -> None:
    assert main(["check", "--confirmed-within", days]) == 1
    assert f"{days} is no number of days. Write 1 to 3650." in capsys.readouterr().err


def test_the_window_and_the_day_reach_the_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, shown = check(capsys, "--format", "json", "--confirmed-within", "30")
    content: dict[str, Any] = json.loads(shown)
    assert content["as_of"] == "2026-11-01"
    assert content["confirmed_within_days"] == 30


@pytest.mark.parametrize("rule", [rule for rules in GROUPS.values() for rule in rules], ids=lambda rule: str(rule.id))
def test_every_rule_can_be_explained(rule: Any) -> None:
    from toolkit.check.grounds import Grounds
    from toolkit.commands.reports.explain import to_rule_page

    page = " ".join(to_rule_page(rule, "Group", Grounds()).split())
    for part in (rule.id, rule.says, rule.why, rule.severity, rule.source.split(", ")[0]):
        assert " ".join(part.split()) in page
    assert ("# allow: " in page) is rule.may_be_allowed


def test_a_rule_is_explained_by_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = check(capsys, "--explain", "fact-is-publishable")
    assert code == 0
    assert "It cannot be allowed." in shown
    assert main(["check", "--explain", "fact-is-publishible"]) == 1
    assert "Did you mean 'fact-is-publishable'?" in capsys.readouterr().err


def test_help_teaches_the_levels_the_notes_and_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    shown = capsys.readouterr().out
    for words in ("# allow: rule-id", "error ", "warning ", "advice ", "--explain RULE", "--fix-report > to-mend.md", *FORMATS):
        assert words in shown
