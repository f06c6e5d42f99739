"""A plan: the timetable of one session, day by day, with its breaks, its leaders and what to cut when late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from toolkit.model.module import Module, Segment
from toolkit.model.session import Session

Seam = Literal["opens", "closes"]
"""What a segment does where one module follows another on the same day: a welcome that opens the next, or a close that ends the one before."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the timetable. ``segment`` is None for a break; ``offset`` is minutes from the start of its day.

    ``leaders`` holds who leads it, one name for each room; empty where the session does not say. At a ``seam``
    nobody needs a whole welcome or a whole close.
    """

    module: Module
    segment: Segment | None
    number: int | None
    offset: int
    minutes: int
    clock: str
    day: int = 1
    leaders: tuple[str, ...] = ()
    lunch: bool = False
    seam: Seam | None = None

    @property
    def end(self) -> int:
        """Minutes from the start of its day to its end."""
        return self.offset + self.minutes


Step = Literal["usual", "optional", "least", "last-resort"]
"""Which kind of loss a cut is: minutes above the usual, an optional segment, minutes above the least, a segment whose objectives others teach."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to win back time, in the order in which to use them. ``leaves`` is what the segment takes then.

    ``clock`` is when the segment was to begin: several modules have a segment called 'Practice'.
    """

    title: str
    saves: int
    drop: bool
    module: str = ""
    segment: str = ""
    leaves: int = 0
    step: Step = "least"
    day: int = 1
    clock: str = ""


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day of a plan. ``asked`` is the length that the session asks for, ``minutes`` what the timetable takes."""

    number: int
    date: dt.date | None
    start: str
    end: str
    minutes: int
    asked: int

    @property
    def spare(self) -> int:
        """Minutes asked for that stay free."""
        return self.asked - self.minutes


@dataclass(frozen=True, slots=True)
class Room:
    """One group that follows the timetable, with how many are expected in it, and who leads there."""

    name: str
    participants: int | None
    facilitators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """An objective that the plan serves, and the titles of the segments that teach it, in order."""

    module: str
    objective: str
    text: str
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable that fits the time asked for.

    ``start`` and ``end`` are '' where they are not known, or are not the same on every day.
    """

    session: Session
    title: str
    modules: tuple[Module, ...]
    slots: tuple[Slot, ...]
    minutes: int
    asked: int
    start: str
    end: str
    dropped: tuple[str, ...]
    cuts: tuple[Cut, ...]
    withheld: tuple[str, ...] = ()
    """Ids of modules that the session lists and its readers may not see."""
    days: tuple[PlanDay, ...] = ()
    rooms: tuple[Room, ...] = ()

    @property
    def spare(self) -> int:
        """Minutes asked for that the longest version of the content does not fill."""
        return self.asked - self.minutes

    def of_day(self, number: int) -> tuple[Slot, ...]:
        """The slots of one day."""
        return tuple(slot for slot in self.slots if slot.day == number)
