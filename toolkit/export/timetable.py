"""A Document's schedule in; its breaks and the ends of its days out, each behind the segment that it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.export import document as d
from toolkit.messages import Messages


@dataclass(frozen=True, slots=True)
class Pause:
    """A break, lunch or the end of a day but the last: its name, when it begins, and what to say about when it goes on.

    ``anchor`` is that of its slide. ``minutes`` is None for the night between two days.
    """

    anchor: str
    title: str
    clock: str
    told: str
    minutes: int | None


def pauses_of(document: d.Document, words: Messages) -> dict[tuple[str, str], tuple[Pause, ...]]:
    """The pauses behind each segment, by its module and its id."""
    found: dict[tuple[str, str], tuple[Pause, ...]] = {}
    last: d.ScheduleRow | None = None
    count = 0
    for row in document.schedule:
        if last is not None and row.day != last.day:
            _put(found, last, _night(document, last, words))
        if row.segment is not None:
            last = row
        elif last is not None:
            count += 1
            _put(found, last, Pause(f"break-{count}", row.title, row.clock, back(row, words), row.minutes))
    return found


def _put(found: dict[tuple[str, str], tuple[Pause, ...]], row: d.ScheduleRow, pause: Pause) -> None:
    key = (row.module, row.segment or "")
    found[key] = (*found.get(key, ()), pause)


def back(row: d.ScheduleRow, words: Messages) -> str:
    """When a break is over: a time where the clock is known, else its length."""
    known = row.ends and not row.ends.startswith("+")
    return words("deck.back-at", clock=row.ends) if known else words("deck.back-in", count=row.minutes)


def _night(document: d.Document, row: d.ScheduleRow, words: Messages) -> Pause:
    number = row.day or 1
    after = document.days[number] if number < len(document.days) else None
    told = words("deck.next-day", day=number + 1)
    if after and after.day and after.starts:
        told = words("deck.next-day-at", day=number + 1, date=after.day, clock=after.starts)
    elif after and after.day:
        told = words("deck.next-day-on", day=number + 1, date=after.day)
    return Pause(f"day-{number}-end", words("deck.day-end", day=number), row.ends, told, None)


def when(document: d.Document, words: Messages) -> tuple[str, ...]:
    """A line for each day: 'Day 1: Friday, January 15, 2027, 9:00 AM to 12:30 PM'. Empty for one day: its cover says it."""
    if len(document.days) < 2:  # noqa: PLR2004  # days that need telling apart
        return ()
    return tuple(_day_line(number, day, words) for number, day in enumerate(document.days, start=1))


def _day_line(number: int, day: d.Day, words: Messages) -> str:
    hours = words("shared.hours", starts=day.starts, ends=day.ends) if day.starts else ""
    told = ", ".join(part for part in (day.day, hours) if part)
    return words("shared.day-line", day=number, told=told) if told else words("shared.day-number", day=number)


def pauses_told(document: d.Document, words: Messages) -> tuple[str, ...]:
    """'Break 9:53 AM' and the like for a day with lunch, whose guests want to know when they eat; nothing for an evening."""
    rows = [row for row in document.schedule if row.segment is None]
    if len(document.days) != 1 or not any(row.lunch for row in rows) or not document.about.starts:
        return ()
    return tuple(words("shared.pause-at", what=row.title, starts=row.clock, ends=row.ends) for row in rows)


def rooms_told(document: d.Document, words: Messages) -> Iterator[str]:
    """A line for each room: how many people, and with whom."""
    for room in document.rooms:
        people = words("shared.people", count=room.participants) if room.participants else ""
        told = ", ".join(part for part in (people, ", ".join(room.facilitators)) if part)
        yield words("shared.room-line", room=room.name, told=told) if told else room.name
