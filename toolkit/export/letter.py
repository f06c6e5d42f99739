"""A facilitator's Document in, the letter to whoever gives the room out: sections of sentences, lists and lines to fill in, free of any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.export import document as d
from toolkit.export.attendance import days_as_printed
from toolkit.export.typography import typographic
from toolkit.messages import Messages

_SEATS = 4
_SECTIONS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("letter.room-", 6, ("room-contact",)), ("letter.quiet-", 3, ("quiet-where",)), ("letter.person-", 5, ("person-who", "person-reach")),
    ("letter.privacy-", 5, ()), ("letter.access-", 4, ()), ("letter.safety-", 3, ("safety-who",)),
)  # fmt: skip
"""How the keys of each section begin, how many points it has, and the lines in it that the host fills in."""
_OURS = ("letter.ours-", 3)
_OPENING, _CLOSING = ("letter.opening-", 2), ("letter.closing-", 2)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter. ``blanks`` are labels of lines to write on."""

    title: str
    text: str
    points: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """All of it. ``facts`` are names and values; a value of '' is a line to write on. ``materials`` are to be shared out between host and us."""

    title: str
    to: str
    facts: tuple[tuple[str, str], ...]
    greeting: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    materials: tuple[str, ...]
    materials_text: str
    ours: Section
    closing: tuple[str, ...]
    names: tuple[str, ...]


def letter(document: d.Document, words: Messages) -> Letter:
    """The letter, its words polished. What the session does not say becomes a line to write on."""
    people = document.about.participants
    return Letter(
        title=_said(words, "title"),
        to=document.about.organization,
        facts=tuple((_said(words, name), typographic(value)) for name, value in _facts(document, words)),
        greeting=_said(words, "greeting"),
        opening=_numbered(words, *_OPENING, title=document.title),
        sections=tuple(_sections(words, people)),
        materials=tuple(dict.fromkeys(typographic(item) for module in document.modules for item in module.materials)),
        materials_text=_said(words, "materials-text"),
        ours=_section(words, *_OURS),
        closing=_numbered(words, *_CLOSING),
        names=document.about.facilitators,
    )


def _said(words: Messages, name: str, **values: object) -> str:
    return typographic(words(f"letter.{name}", **values))


def _facts(document: d.Document, words: Messages) -> Iterator[tuple[str, str]]:
    about = document.about
    days = tuple(range(1, len(document.days) + 1)) or (1,)
    several = len(days) > 1
    hours = words("shared.hours", starts=about.starts, ends=about.ends) if about.starts and about.ends else ""
    yield "fact-workshop", document.title
    yield "fact-when", days_as_printed(document, days, words) or about.date
    if hours or not several:
        yield "fact-hours", hours or (words("shared.minutes", count=about.minutes) if about.minutes else "")
    yield "fact-where", about.place
    yield "fact-people", str(about.participants or "")
    if document.rooms:
        yield "fact-rooms", ", ".join(room.name for room in document.rooms)
    if about.audience:
        yield "fact-for", about.audience


def _sections(words: Messages, people: int | None) -> Iterator[Section]:
    tables = -(-people // _SEATS) if people else 0
    seats = _said(words, "room-seats", people=people, tables=tables) if people else _said(words, "room-seats-unknown")
    for start, count, blanks in _SECTIONS:
        section = _section(words, start, count, blanks)
        yield replace(section, points=(seats, *section.points)) if start == "letter.room-" else section


def _section(words: Messages, start: str, count: int, blanks: tuple[str, ...] = ()) -> Section:
    title, text = (typographic(words(key)) for key in (start.removesuffix("-"), f"{start}text"))
    return Section(title, text, _numbered(words, start, count), tuple(_said(words, blank) for blank in blanks))


def _numbered(words: Messages, start: str, count: int, **values: object) -> tuple[str, ...]:
    return tuple(typographic(words(f"{start}{number}", **values)) for number in range(1, count + 1))
