"""A moment in a story, or a clock that runs there, in; its words out."""

from __future__ import annotations

from toolkit.messages import Messages
from toolkit.model.clock import RunningClock
from toolkit.model.moment import Instant

_HOUR = 60


def moment_in_words(instant: Instant, words: Messages) -> str:
    """'Friday, 8:10 p.m.', or 'Saturday, 5 p.m.' on the full hour."""
    weekday = words("story.weekdays").split(", ")[instant.weekday]
    half = words("story.am" if instant.before_noon else "story.pm")
    minutes = instant.minute % _HOUR
    key = "story.moment" if minutes else "story.moment-full"
    return words(key, weekday=weekday, hour=instant.hour, minutes=f"{minutes:02}", half=half)


def clock_in_words(clock: RunningClock, words: Messages) -> str:
    """How long it has run and what it asks for: always at once, and then the limit, which is never a waiting period."""
    if clock.passed:
        return words("story.clock-passed", title=clock.title, ago=_span(clock.elapsed - clock.limit, words), told=clock.told)
    key = "story.clock-runs" if clock.elapsed else "story.clock-starts"
    gone = _span(clock.elapsed, words)
    return words(key, title=clock.title, gone=gone, told=clock.told, ends=moment_in_words(clock.ends, words))


def _span(minutes: int, words: Messages) -> str:
    """'13 hours and 20 minutes'. Days are not counted: limits are in hours."""
    hours, rest = divmod(minutes, _HOUR)
    in_hours = words("story.hour" if hours == 1 else "story.hours", count=hours)
    in_minutes = words("story.minute" if rest == 1 else "story.minutes", count=rest)
    if hours and rest:
        return words("story.hours-and-minutes", hours=in_hours, minutes=in_minutes)
    return in_hours if hours else in_minutes
