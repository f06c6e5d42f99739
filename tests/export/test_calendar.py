"""The calendar file: read back, it holds each day with its hours, place, rooms and breaks."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from tests.curricula import SMALL
from toolkit.build import run_notebook
from toolkit.errors import UsageError
from toolkit.export.calendar import to_calendar
from toolkit.export.read import read
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model.session import Session


def written(reader="participant", modules=("course/1",), **more) -> bytes:
    small = load_curriculum(SMALL)
    return to_calendar(read(run_notebook(small, Session.model_validate({"modules": list(modules), **more})), reader), DEFAULT)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_day_stands_at_its_local_hours_with_its_place():
    [event] = events(written(date="2027-01-15", start="18:30", minutes=30, place="Room 2; first floor, left", title="An evening"))
    assert event.decoded("dtstart") == dt.datetime(2027, 1, 15, 18, 30)  # noqa: DTZ001
    assert event.decoded("dtend") == dt.datetime(2027, 1, 15, 19, 0)  # noqa: DTZ001
    assert str(event["location"]) == "Room 2; first floor, left"
    assert str(event["summary"]) == "An evening"
    assert not event.errors


def test_lines_are_folded_and_ended_as_the_standard_asks():
    content = written(date="2027-01-15", start="18:30", title="An evening " * 10, place="Ünter den Linden " * 6)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"VERSION:2.0\r\n" in content
    assert b"PRODID:" in content


def test_a_session_without_a_start_is_a_whole_day():
    [event] = events(written(date="2027-01-15"))
    assert event.decoded("dtstart") == dt.date(2027, 1, 15)


def test_the_same_workshop_gives_the_same_bytes_and_another_day_another_entry():
    assert written(date="2027-01-15", start="18:30") == written(date="2027-01-15", start="18:30")
    [one], [later], [other] = (
        events(written(date=day, start=start)) for day, start in (("2027-01-15", "18:30"), ("2027-01-15", "19:00"), ("2027-01-22", "18:30"))
    )
    assert one["uid"] == later["uid"] != other["uid"]


def test_every_day_has_its_entry_and_rooms_are_named():
    days = [{"date": "2027-01-15"}, {"date": "2027-01-16", "start": "10:00"}]
    first, second = events(written(start="09:00", days=days, rooms=["Blue", "Green"]))
    assert str(first["summary"]).endswith(", day 1 of 2")
    assert second.decoded("dtstart") == dt.datetime(2027, 1, 16, 10, 0)  # noqa: DTZ001
    assert str(second["location"]) == "Blue, Green"
    assert "Rooms: Blue, Green" in second["description"]


def test_every_day_floats_with_the_clock_on_the_wall_and_rings_no_alarm():
    days = [{"date": "2027-01-15"}, {"date": "2027-01-16", "start": "13:00"}, {"date": "2027-02-01"}]
    content = written(start="09:00", days=days, minutes=30, rooms=["Blue", "Green"], place="Community hall")
    calendar = icalendar.Calendar.from_ical(content)
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VEVENT", "VEVENT"]  # no alarm, no zone
    for event, day in zip(calendar.walk("VEVENT"), ("15", "16", "01"), strict=True):
        for name in ("dtstart", "dtend"):
            moment = event.decoded(name)
            assert moment.tzinfo is None
            assert moment.strftime("%d") == day
            assert not event[name].params
        assert dt.timedelta() < event.decoded("dtend") - event.decoded("dtstart") <= dt.timedelta(minutes=30)
        assert str(event["location"]) == "Community hall, Blue, Green"
    assert len({event["uid"] for event in calendar.walk("VEVENT")}) == 3


def test_no_day_is_an_honest_error():
    with pytest.raises(UsageError, match="date: 2027-01-15"):
        written(start="18:30")
