"""facilitate plan prints days, leaders and objectives, and answers what to drop now."""

from __future__ import annotations

import pytest

from toolkit.cli import main


def test_late_says_what_to_drop_now_and_when_the_day_ends(capsys):
    assert main(["plan", "community-evening", "--late", "15", "--at", "18:55"]) == 0
    shown = capsys.readouterr().out
    assert "15 minutes behind, with 'How it shows up' to come." in shown
    assert "You end at 19:30, as planned." in shown
    assert "Every objective is still met." in shown
    assert "Welcome" not in shown


def test_what_cannot_be_won_back_is_said(capsys):
    assert main(["plan", "community-evening", "--late", "30", "--at", "19:45"]) == 0
    shown = capsys.readouterr().out
    assert "cannot be won back" in shown
    assert "19:5" in shown


@pytest.mark.parametrize("call", [["--at", "18:55"], ["--late", "5", "--at", "noon"], ["--late", "5", "--at", "23:00"], ["--late", "5", "--day", "2"]])
def test_a_late_call_that_makes_no_sense_is_refused(call, capsys):
    assert main(["plan", "community-evening", *call]) == 1
    assert "facilitate:" in capsys.readouterr().err


def test_days_and_leaders_are_printed(tmp_path, capsys):
    path = tmp_path / "two.yaml"
    path.write_text(
        'modules: [intro/1, intro/2]\nstart: "09:00"\ndays:\n  - {date: 2027-01-15}\n  - {date: 2027-01-16}\n'
        "facilitators: [Ana, Ben]\ntake_turns: true\n",
        encoding="utf-8",
    )
    assert main(["plan", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "Day 1, Friday 2027-01-15, 09:00 to " in shown
    assert "Day 2, Saturday 2027-01-16" in shown
    assert "Each leads: Ana " in shown
    assert "Objectives met (7 of 7):" in shown
