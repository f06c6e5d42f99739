"""A start time and minutes since then in; the time of day out, and the way back."""

from __future__ import annotations

import re

from toolkit.model.session import minutes_of_day

_DAY = 24 * 60
_SINCE_START = re.compile(r"\+(\d{1,2}):([0-5]\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def clock_at(start: str | None, offset: int) -> str:
    """'18:40' for a known start, '+0:40' otherwise. Times past midnight wrap."""
    if start is None:
        return f"+{offset // 60}:{offset % 60:02d}"
    total = (minutes_of_day(start) + offset) % _DAY
    return f"{total // 60:02d}:{total % 60:02d}"


def offset_of(clock: str, start: str | None) -> int | None:
    """Minutes from ``start`` to ``clock``, '18:40' or '+0:40'; None where it is neither, or the start is not known."""
    since = _SINCE_START.fullmatch(clock)
    if since:
        return int(since[1]) * 60 + int(since[2])
    if start is None or not _CLOCK.fullmatch(clock):
        return None
    return (minutes_of_day(clock) - minutes_of_day(start)) % _DAY
