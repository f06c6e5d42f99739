"""A facilitator's Document in, what the sheet for the time after the workshop shows of it out: care, whom to call, and the plan beside the clock."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from toolkit.export import document as d
from toolkit.export.read.markdown import plain
from toolkit.messages import Messages

_CALLED = ("danger", "report")
_MOST_CARE = 8


def whom_to_call(document: d.Document) -> tuple[d.Contact, ...]:
    """Whom to call about a child, in the order of the document."""
    return tuple(contact for contact in document.contacts if contact.need in _CALLED)


def whom_to_talk_to(document: d.Document) -> tuple[d.Contact, ...]:
    """The first line for people in distress, and the first that is for the readers of a restricted document alone."""
    first: dict[str | None, d.Contact] = {}
    for contact in document.contacts:
        if contact.need == "support":
            first.setdefault(contact.access, contact)
    return tuple(first.values())


def care_items(document: d.Document) -> tuple[d.Blocks, ...]:
    """What the modules say about looking after oneself: one text for each opening, in turns, so that each module has a say."""
    found: dict[str, d.Blocks] = {}
    for turn in zip_longest(*(module.self_care for module in document.modules)):
        for blocks in turn:
            if blocks:
                found.setdefault(_opening(blocks), blocks)
    return tuple(found.values())[:_MOST_CARE]


def _opening(blocks: d.Blocks) -> str:
    """The bold words with which a text begins; several modules begin one in the same way."""
    first = blocks[0]
    spans = first.text if isinstance(first, d.Paragraph) else ()
    return next((span.text for span in spans if span.strong), plain(spans) or repr(first))


def timed_rows(document: d.Document) -> list[dict[str, Any]]:
    """The timetable with its planned minutes: segments and breaks."""
    return [{"title": row.title, "minutes": row.minutes, "clock": row.clock, "day": row.day or 0} for row in document.schedule]


def timed_modules(document: d.Document, words: Messages) -> list[dict[str, Any]]:
    """The same by module, where there is no room for more."""
    parts = [(module.title, sum(row.minutes for row in document.schedule if row.module == module.id and row.segment)) for module in document.modules]
    breaks = sum(row.minutes for row in document.schedule if not row.segment)
    return [
        {"title": title, "minutes": minutes, "clock": "", "day": 0}
        for title, minutes in [*parts, (words("selfcare.breaks"), breaks)]
        if minutes
    ]
