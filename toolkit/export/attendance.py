"""A Document and an Attendee in, what a certificate says of that person out: days, modules, contact hours, and whether that is all of it.

Contact hours follow the practice of those who count training hours: sixty minutes of the workshop's own segments are one,
breaks and lunch are none, and what is left is rounded down to a quarter, so that no certificate says too much.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from toolkit.export.document import Document
from toolkit.messages import Messages
from toolkit.model.roster import Attendee, Held

_HOUR, _QUARTER = 60, 15


@dataclass(frozen=True, slots=True)
class Attended:
    """What is printed. ``minutes`` is None where nobody knows; ``whole`` where nothing was missed, ``recorded`` where the organizer gave the hours."""

    days: tuple[int, ...]
    modules: tuple[tuple[str, int], ...]
    minutes: int | None
    whole: bool
    recorded: bool


def held(document: Document) -> Held:
    """The workshop of a document, as its timetable has it."""
    minutes: dict[tuple[int, str], int] = defaultdict(int)
    for row in document.schedule:
        if row.segment is not None:
            minutes[row.day or 1, row.module] += row.minutes
    days = tuple(day.date for day in document.days) or (None,)
    return Held(days, {module.id: module.title or document.title for module in document.modules}, dict(minutes))


def attended(workshop: Held, attendee: Attendee) -> Attended:
    """What ``attendee`` took part in. A module with no segment on the days attended is left out."""
    every = tuple(range(1, len(workshop.days) + 1))
    days = attendee.days or every
    named = attendee.modules or tuple(workshop.modules)
    modules = tuple(
        (title, workshop.counted(days, (name,)))
        for name, title in workshop.modules.items()
        if name in named and (workshop.counted(days, (name,)) or not workshop.counted((), (name,)))
    )
    counted = workshop.counted(days, named)
    minutes = counted if attendee.minutes is None else attendee.minutes
    whole = set(days) == set(every) and set(named) == set(workshop.modules) and minutes >= counted
    recorded = attendee.minutes is not None and minutes != counted
    return Attended(days, modules, minutes or None, whole, recorded)


def hours_as_printed(minutes: int, words: Messages) -> str:
    """'1.25 (80 min)': quarter hours, rounded down, and the minutes they come from."""
    quarters = minutes // _QUARTER
    told = words("shared.minutes", count=minutes)
    if not quarters:
        return told
    return words("certificate.contact-hours", hours=f"{quarters / (_HOUR // _QUARTER):g}", minutes=told)


def days_as_printed(document: Document, days: tuple[int, ...], words: Messages) -> str:
    """'January 15, 2027', 'January 15, 16 and 17, 2027'; days by number where they have no date, '' where there is but one."""
    plan = document.days
    dates = [plan[day - 1].date for day in days if day <= len(plan)]
    known = [date for date in dates if date]
    if known and len(known) == len(days):
        return "; ".join(_of_month(list(group), words) for _, group in groupby(sorted(known), key=lambda date: (date.year, date.month)))
    if len(plan) > 1:
        return words("certificate.days", days=_joined([str(day) for day in days], words), count=len(plan))
    return document.about.date


def _of_month(dates: list[dt.date], words: Messages) -> str:
    month = words("shared.months").split(",")[dates[0].month - 1].strip()
    return words("shared.day", month=month, day=_joined([str(date.day) for date in dates], words), year=dates[0].year)


def _joined(parts: list[str], words: Messages) -> str:
    return parts[0] if len(parts) == 1 else words("certificate.and", first=", ".join(parts[:-1]), last=parts[-1])
