"""A day as it is kept in, the day as people write it out."""

from __future__ import annotations

import re
from collections.abc import Callable

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def printed_day(day: str, word: Callable[..., str]) -> str:
    """'2027-01-15' as 'January 15, 2027' in the words of ``word``; anything else ('not yet checked') stays as it is."""
    found = _DAY.fullmatch(day)
    if not found:
        return day
    months = [month.strip() for month in word("shared.months").split(",")]
    return word("shared.day", month=months[int(found[2]) - 1], day=int(found[3]), year=found[1])
