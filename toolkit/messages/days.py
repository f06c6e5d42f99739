"""A day and a time of day as they are kept in, as people write them out."""

from __future__ import annotations

import re
from collections.abc import Callable

_NOON = 12
_CLOCK = re.compile(r"(\d\d):(\d\d)")
_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})")


def printed_day(day: str, word: Callable[..., str]) -> str:
    """'2027-01-15' as 'January 15, 2027' in the words of ``word``; anything else ('not yet checked') stays as it is."""
    found = _DAY.fullmatch(day)
    if not found:
        return day
    months = [month.strip() for month in word("shared.months").split(",")]
    return word("shared.day", month=months[int(found[2]) - 1], day=int(found[3]), year=found[1])


def printed_clock(machine: str, word: Callable[..., str]) -> str:
    """'18:30' as '6:30 PM' in the words of ``word``; an offset such as '+0:40' stays as it is."""
    found = _CLOCK.fullmatch(machine)
    if not found:
        return machine
    hours = int(found[1])
    half = word("shared.am" if hours < _NOON else "shared.pm")
    return word("shared.clock", hours=hours % _NOON or _NOON, minutes=found[2], half=half)
