"""Days, lunch, rooms and parts of a session are right, or their faults are named with their places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.load.test_session import named, problems_of
from toolkit.load import load_curriculum, load_session
from toolkit.model.session import Session, SessionDay

TWO = "facilitators: [A. Person, B. Person]\n"


def test_a_session_without_days_is_held_on_one() -> None:
    session = Session.model_validate({"modules": ["course/1"], "date": "2027-01-15", "start": "09:00", "minutes": "60"})
    assert session.held_on == (SessionDay(date=date(2027, 1, 15), start="09:00", minutes=60),)
    assert session.parameters().date == "2027-01-15"


def test_days_take_over_what_the_session_says_for_each() -> None:
    session = Session.model_validate({
        "modules": ["course/1"], "start": "09:00", "minutes": "120", "date": "2027-01-15",
        "days": [{}, {"date": "2027-01-16", "start": "10:00", "minutes": "90"}],
    })  # fmt: skip
    assert session.held_on == (
        SessionDay(date=date(2027, 1, 15), start="09:00", minutes=120),
        SessionDay(date=date(2027, 1, 16), start="10:00", minutes=90),
    )
    assert session.parameters().date == "2027-01-15"


@pytest.mark.parametrize(("text", "expected"), [
    ("days:\n  - {date: 2027-01-15}\n  - {date: 2027-01-15}\n", ["4:12 session-days-are-in-order"]),
    ("days:\n  - {date: 2027-01-16}\n  - {minutes: 60}\n  - {date: 2027-01-15}\n", ["5:12 session-days-are-in-order"]),
    ("date: 2027-01-14\ndays:\n  - {date: 2027-01-15}\n", ["4:12 session-days-are-in-order"]),
    ("days:\n" + "  - {minutes: 60}\n" * 15, ["17:5 session-days-are-in-order"]),
    ("days:\n  - {minutes: 0}\n", ["3:15 session-has-time"]),
    ('days:\n  - {start: "25:00"}\n', None),
    ("days:\n  - {date: 2027-01-15}\n  - {minutes: 60}\n", []),
])
def test_days_rise(tmp_path: Path, text: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(Exception, match="24-hour"):
            problems_of(tmp_path, text)
        return
    assert named(problems_of(tmp_path, text)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ('start: "09:00"\nlunch: {at: "12:00", minutes: 45}\n', []),
    ('lunch: {at: "12:00", minutes: 45}\n', ["2:13 session-lunch-fits"]),
    ('start: "13:00"\nlunch: {at: "12:00", minutes: 45}\n', ["3:13 session-lunch-fits"]),
    ('start: "09:00"\nminutes: 60\nlunch: {at: "12:00", minutes: 45}\n', ["4:13 session-lunch-fits"]),
    ('start: "09:00"\nlunch: {at: "12:00", minutes: 5}\n', ["3:31 session-lunch-fits"]),
])
def test_lunch_falls_into_a_day(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert named(problems_of(tmp_path, text)) == expected


def first_segment() -> str:
    return load_curriculum(SMALL).modules["course/1"].segments[0].id


def test_parts_name_who_is_there_and_what_there_is(tmp_path: Path) -> None:
    part = f"course/1/{first_segment()}"
    assert problems_of(tmp_path, f"{TWO}parts:\n  A. Person: [{part}]\n") == []
    assert problems_of(tmp_path, f"{TWO}parts:\n  A. Person: [course/1]\n") == []
    problems = problems_of(tmp_path, f"{TWO}parts:\n  A. Persson: [{part}]\n  B. Person:\n    - {part}x\n")
    assert named(problems) == ["4:3 session-part-is-known", "6:7 session-part-is-known"]
    assert "Did you mean 'A. Person'?" in problems[0].mend
    assert f"Did you mean '{part}'?" in problems[1].mend
    assert named(problems_of(tmp_path, f"{TWO}parts:\n  A. Person: [course/1]\n  B. Person: [{part}]\n")) == ["5:15 session-part-is-known"]


def test_turns_need_two(tmp_path: Path) -> None:
    assert problems_of(tmp_path, f"{TWO}take_turns: true\n") == []
    assert named(problems_of(tmp_path, "take_turns: true\n")) == ["2:1 session-part-is-known"]
    assert named(problems_of(tmp_path, f"{TWO}take_turns: true\nrooms: [Blue, Green]\n")) == ["3:1 session-part-is-known"]


@pytest.mark.parametrize(("text", "expected"), [
    ("rooms: [Blue, Green]\n", []),
    ("rooms: [Blue]\n", ["2:9 session-rooms-differ"]),
    ("rooms: [Blue, Blue]\n", ["2:15 session-rooms-differ"]),
    ("rooms: [Blue, Green]\nparticipants: 1\n", ["2:8 session-rooms-differ"]),
    (f"{TWO}rooms: [Blue, Green]\nparts:\n  A. Person: [course/1]\n", ["5:3 session-rooms-differ"]),
])
def test_rooms_differ(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert named(problems_of(tmp_path, text)) == expected


def test_a_file_with_all_of_it_is_read_as_typed(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        f'modules: [course/1]\n{TWO}take_turns: true\nlunch:\n  at: "12:00"\n  minutes: 45\ndays:\n  - date: 2027-01-15\n    start: "09:00"\n',
        encoding="utf-8",
    )
    session, _ = load_session(path)
    assert session.take_turns
    assert session.lunch is not None
    assert (session.lunch.at, session.lunch.minutes) == ("12:00", 45)
