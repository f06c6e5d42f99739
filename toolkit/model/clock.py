"""Clocks of a scenario and the time of a scene in; how long each has run, its limit, and whether that has passed, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from toolkit.model.base import Hours, Id, Line, Noun, RegisterId
from toolkit.model.moment import Instant, Moment


class Clock(Noun):
    """A time limit that runs in a story: what starts it, whom it is for, and the last minute."""

    id: Id = Field(description="Id within the scenario.")
    title: Line = Field(description="Its name, as printed, for example 'Clock 2: missing'.")
    starts: Moment = Field(description="When it starts to run, for example Friday 8:10 p.m.")
    limit: Hours = Field(description="Its outer limit in hours, 1 to 144, for example 24.")
    told: Line = Field(description="Who must hear of it, as printed, for example 'police and NCMEC'.")
    facts: tuple[RegisterId, ...] = Field(min_length=1, description="Facts that the limit and the duty rest on.")


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock as a scene finds it. ``elapsed`` and ``limit`` are in minutes, and ``ends`` is the moment of the limit."""

    title: str
    told: str
    elapsed: int
    limit: int
    ends: Instant

    @property
    def passed(self) -> bool:
        """Whether it is later than the limit. In the very minute of the limit it is not."""
        return self.elapsed > self.limit


@dataclass(frozen=True, slots=True)
class Reading:
    """What time it is in a scene, and the clocks that run there."""

    time: Instant
    clocks: tuple[RunningClock, ...]


def elapsed(clock: Clock, time: Moment, first: Moment) -> int:
    """Minutes for which ``clock`` has run at ``time``, counted from the day of ``first``; below 0 before it starts."""
    day = Instant.of(first).weekday
    return Instant.of(time).counted_from(day) - Instant.of(clock.starts).counted_from(day)


def read_clocks(clocks: Iterable[Clock], time: Moment, first: Moment) -> Reading:
    """The reading at ``time`` in a story that begins on the day of ``first``. A clock that has not started is left out."""
    gone = ((clock, elapsed(clock, time, first)) for clock in clocks)
    running = (
        RunningClock(clock.title, clock.told, minutes, clock.limit * 60, Instant.of(clock.starts).later(clock.limit * 60))
        for clock, minutes in gone
        if minutes >= 0
    )
    return Reading(Instant.of(time), tuple(running))
