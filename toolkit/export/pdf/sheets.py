"""A facilitator's Document in, the forms around a workshop out (PDF/UA-1): the sign-in sheet, and the sheet for the time after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from toolkit.export import document as d
from toolkit.export.afterwards import care_items, timed_modules, timed_rows, whom_to_call, whom_to_talk_to
from toolkit.export.pdf.cards import uncited
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import document_data, plain
from toolkit.export.typography import polished
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages
from toolkit.messages.days import printed_clock, printed_day

_UNKNOWN = 30
"""Lines to sign on where nobody said how many people are expected."""
_SPARE, _SHARE = 3, 10
"""Lines more than people: so many at least, and one for each so many."""
_NOON, _HALF = 12 * 60, 60
"""A day that begins before noon and goes on for so many minutes behind it is signed for twice."""
_MOST_ROWS = 40
"""Lines of a timetable that can be read on half of a page."""


def bare_data(document: d.Document, theme: Theme, words: Messages) -> dict[str, Any]:
    """What a template needs of every document, without the content of the workshop."""
    empty = replace(document, modules=(), schedule=(), contacts=(), sources=(), facts=(), notice=(), days=(), rooms=())
    return document_data(empty, theme, words)


def to_sign_in(document: d.Document, theme: Theme) -> bytes:
    """A sign-in sheet for each day and room, with spare lines. It asks for what proves attendance and for no more: no address, no number."""
    words = messages(document.language)
    data = bare_data(document, theme, words)
    data["sheets"] = [sheet for day, room in _gatherings(document) for sheet in (_sheet(document, day, room, words),)]
    title = words("signin.document-title", title=document.title)
    return compile_pdf("sign-in.typ", data, title=title)


def _gatherings(document: d.Document) -> Iterator[tuple[int, d.Room | None]]:
    for number in range(1, max(len(document.days), 1) + 1):
        for room in document.rooms or (None,):
            yield number, room


def _sheet(document: d.Document, number: int, room: d.Room | None, words: Messages) -> dict[str, Any]:
    about = document.about
    day = document.days[number - 1] if document.days else d.Day(None, None, 0)
    people = room.participants if room else about.participants
    led = room.facilitators if room and room.facilitators else about.facilitators
    several = len(document.days) > 1
    begins = day.start.hour * 60 + day.start.minute if day.start else _NOON
    return {
        "day": words("signin.day", number=number, count=len(document.days)) if several else "",
        "date": printed_day(day.date.isoformat(), words) if day.date else "" if several else about.date,
        "time": _hours(day, words),
        "room": room.name if room else "",
        "facilitators": ", ".join(led),
        "halves": begins < _NOON and begins + day.minutes > _NOON + _HALF,
        "lines": people + max(_SPARE, -(-people // _SHARE)) if people else _UNKNOWN,
    }


def _hours(day: d.Day, words: Messages) -> str:
    if day.start is None:
        return ""
    begins = dt.datetime.combine(dt.date.min, day.start)
    ends = begins + dt.timedelta(minutes=day.minutes)
    return words("shared.hours", starts=printed_clock(f"{begins:%H:%M}", words), ends=printed_clock(f"{ends:%H:%M}", words))


def to_self_care(document: d.Document, theme: Theme) -> bytes:
    """Two pages for the facilitator, for the time after the workshop: to cool down, to finish what is open, and to make the next one better."""
    words = messages(document.language)
    data = bare_data(document, theme, words)
    data["calls"] = uncited(plain(polished(whom_to_call(document))))
    data["help"] = uncited(plain(polished(whom_to_talk_to(document))))
    data["care"] = uncited(plain(polished(care_items(document))))
    rows, modules = timed_rows(polished(document)), timed_modules(polished(document), words)
    data["timing"], data["timing_short"] = rows if len(rows) <= _MOST_ROWS else modules, modules
    return compile_pdf("self-care.typ", data, title=words("selfcare.document-title", title=document.title))
