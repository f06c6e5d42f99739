"""A Document in, an iCalendar file (RFC 5545) out: one event a day, with place, rooms and breaks."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.vetting import confirmed, mark
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages

if TYPE_CHECKING:
    from icalendar import Event

_OURS = uuid.UUID("5a0c1f0e-9f43-5d0f-8d5e-2f6f0d0b7c11")


def to_calendar(document: d.Document, _theme: Theme) -> bytes:
    """The days that have a date, in local time wherever the calendar is opened: a workshop is held in one place.

    What people see in a shared calendar is the workshop's own title and its hours; segments are not named. Raises
    UsageError where no day has a date.
    """
    from icalendar import Calendar

    words = messages(document.language)
    days = [(number, day) for number, day in enumerate(document.days, start=1) if day.date]
    if not days:
        raise UsageError(words("calendar.no-date"), words("calendar.no-date-mend"))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//facilitator-toolkit//{__version__}//EN")
    for number, day in days:
        calendar.add_component(_event(document, number, day, words))
    content: bytes = calendar.to_ical()
    return content


def _event(document: d.Document, number: int, day: d.Day, words: Messages) -> Event:
    from icalendar import Event

    event = Event()
    date = day.date or dt.date.min
    several = len(document.days) > 1
    title = words("calendar.day", title=document.title, day=number, days=len(document.days)) if several else document.title
    event.add("uid", _uid(document, number, date))
    # When the entry was written would differ from run to run; the day itself is as good and stays.
    event.add("dtstamp", dt.datetime.combine(date, dt.time(), dt.UTC))
    if day.start is None:
        event.add("dtstart", date)
        event.add("dtend", date + dt.timedelta(days=1))
    else:
        begins = dt.datetime.combine(date, day.start)  # floating on purpose: the clock on the wall
        event.add("dtstart", begins)
        event.add("dtend", begins + dt.timedelta(minutes=day.minutes))
    event.add("summary", title)
    where = ", ".join(filter(None, (document.about.place, *(room.name for room in document.rooms))))
    if where:
        event.add("location", where)
    if mark(document, words):
        event.add("class", "CONFIDENTIAL")
        event.add("comment", mark(document, words))  # on a line of its own, where a reader of the file finds it whole
    event.add("description", "\n".join(_lines(document, number, words)))
    return event


def _uid(document: d.Document, number: int, date: dt.date) -> str:
    """The same for the same workshop on the same day, so that a calendar changes its entry and adds no second one."""
    told = "\n".join((document.title, document.about.organization, document.about.place, date.isoformat(), str(number)))
    return f"{uuid.uuid5(_OURS, hashlib.sha256(told.encode()).hexdigest())}@facilitator-toolkit"


def _lines(document: d.Document, number: int, words: Messages) -> list[str]:
    about = document.about
    several = len(document.days) > 1
    rows = [row for row in document.schedule if not several or row.day == number]
    here = {row.module for row in rows}
    titles = [module.title for module in document.modules if module.id in here]
    pauses = [
        words("calendar.pause", clock=row.clock, what=row.title, minutes=words("shared.minutes", count=row.minutes))
        for row in rows
        if row.segment is None
    ]
    return [
        *filter(None, (mark(document, words), confirmed(document, words), about.organization)),
        *(titles if titles != [document.title] else ()),
        *pauses,
        *((words("calendar.rooms", rooms=", ".join(room.name for room in document.rooms)),) if document.rooms else ()),
        *((words("calendar.led-by", names=", ".join(about.facilitators)),) if about.facilitators else ()),
    ]
