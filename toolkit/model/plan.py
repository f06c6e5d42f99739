"""A plan: the timetable of one session, with its breaks and what to cut when late."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.module import Module, Segment
from toolkit.model.session import Session


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the timetable. ``segment`` is None for a break; ``offset`` is minutes from the start."""

    module: Module
    segment: Segment | None
    number: int | None
    offset: int
    minutes: int
    clock: str


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to win back time, in the order in which to use them."""

    title: str
    saves: int
    drop: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable that fits the time asked for."""

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

    @property
    def spare(self) -> int:
        """Minutes asked for that the longest version of the content does not fill."""
        return self.asked - self.minutes
