"""A cell of a roster in, how much of the workshop a person attended out: whether they came, on which days, in which modules, for how long."""

from __future__ import annotations

import re
from typing import Literal

from toolkit.errors import UsageError
from toolkit.model.roster import Held

_YES = frozenset({"yes", "y", "x", "1", "true", "present", "attended", "all", "✓", "✔", "ok", "here"})
_NO = frozenset({"no", "n", "0", "false", "absent", "no show", "not attended", "none", "cancelled", "canceled", "did not attend"})
_FIGURES = re.compile(r"(?:[\d\s.,:;/+&()\u2013-]|(?:\b|(?<=\d))(?:h|hrs?|hours?|min|minutes?|days?|to|and)\b|\b[a-z][a-z-]*/(?=\d))*+")
"""Figures, with the words that stand between them in hours, days and ids of modules."""
_HOUR = 60
_SLACK = 0.5  # minutes; hours are written with two decimals

Presence = Literal["present", "absent", "unmarked"]


def presence(attended: str, absent: str, *, asked: bool) -> Presence:
    """Whether a person came. Where the roster has a column for it (``asked``), a blank cell says nothing, and nobody gets a certificate for it.

    Raises UsageError for a word that says neither.
    """
    if absent and _said(absent):
        return "absent"
    if not asked:
        return "present"
    if not attended:
        return "unmarked"
    return "present" if _said(attended) else "absent"


def _quoted(cell: str) -> str:
    """``cell`` in quotation marks where it is made of figures. Words may be a name or an address in a wrong column, and are told by their line alone."""
    return f"'{cell}'" if _FIGURES.fullmatch(cell.casefold()) and any(map(str.isdecimal, cell)) else "what is typed"


def _said(cell: str) -> bool:
    word = " ".join(cell.casefold().replace("-", " ").split())
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UsageError(f"{_quoted(cell)} does not say whether the person came.", "Write yes or no; for a part, use 'hours', 'days attended' or 'modules'.")


def minutes_of(cell: str, most: int) -> int | None:
    """Contact minutes that the organizer recorded; None for a blank cell. ``most`` is what the timetable has for that person, 0 if unknown.

    Raises UsageError for what is no number of hours, and for more than the timetable has: no certificate may say too much.
    """
    text = cell.casefold().removesuffix("h").removesuffix("hours").removesuffix("hour").strip()
    if not text:
        return None
    clock = re.fullmatch(r"(\d{1,3}):([0-5]\d)", text)
    number = re.fullmatch(r"\d{1,3}(?:[.,]\d{1,4})?", text)
    if not clock and not number:
        raise UsageError(f"{_quoted(cell)} is no number of hours.", "Write for example 2.5 or 2:30.")
    minutes = int(clock[1]) * _HOUR + int(clock[2]) if clock else float(text.replace(",", ".")) * _HOUR
    if most and minutes > most + _SLACK:
        told = f"{most / _HOUR:.2f}".rstrip("0").rstrip(".")
        raise UsageError(f"'{cell}' hours are more than the {told} that the timetable has without breaks.", "Write what was attended.")
    return min(int(minutes + _SLACK), most) if most else int(minutes + _SLACK)


def days_of(cell: str, held: Held) -> tuple[int, ...] | None:
    """Days by number: (), which is all of them, for a blank cell, and None for no day at all.

    A number alone could be one day or so many days, so it counts only where both are the same. Raises UsageError.
    """
    text = cell.casefold().strip()
    if text in ("", "all"):
        return ()
    if text in ("none", "0"):
        return None
    count = len(held.days)
    if text.isdecimal() and count > 1:
        mend = f"Write 'day {text}', or the days, for example '1, 2', or 'all'."
        raise UsageError(f"'{cell}' could mean day {text} or {text} days.", mend)
    found: list[int] = []
    for part in re.split(r"\s*(?:[,;+&]|\band\b)\s*", text.replace("days", "").replace("day", "").strip()):
        found += _days_in(part.strip(), held, cell)
    return tuple(sorted(set(found)))


def _days_in(part: str, held: Held, cell: str) -> list[int]:
    dates = {date.isoformat(): number for number, date in enumerate(held.days, start=1) if date}
    if part in dates:
        return [dates[part]]
    span = re.fullmatch(r"(\d{1,2})(?:\s*(?:-|\u2013|to)\s*(\d{1,2}))?", part)
    first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
    if not 1 <= first <= last <= len(held.days):
        known = ", ".join(dates) or f"1 to {len(held.days)}"
        raise UsageError(f"{_quoted(cell)} does not name days of this workshop.", f"Its days: {known}. Write for example '1, 2'.")
    return list(range(first, last + 1))


def modules_of(cell: str, held: Held) -> tuple[str, ...]:
    """Ids of the modules named, by id or by title; () for a blank cell, which is all of them. Raises UsageError."""
    if cell.casefold().strip() in ("", "all"):
        return ()
    names = {name.casefold(): name for name in held.modules} | {title.casefold(): name for name, title in held.modules.items()}
    found: list[str] = []
    for whole in (part.strip() for part in re.split(r"[;|+]", cell)):
        pieces = [whole] if whole.casefold() in names else [piece.strip() for piece in whole.split(",")]
        for piece in filter(None, pieces):
            if piece.casefold() not in names:
                known = ", ".join(f"{name} ({title})" for name, title in held.modules.items())
                raise UsageError(f"{_quoted(piece)} is no module of this workshop.", f"Its modules: {known}.")
            found.append(names[piece.casefold()])
    return tuple(name for name in held.modules if name in found)
