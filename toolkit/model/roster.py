"""Who attended a workshop and how much of it, as values: what certificates are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Held:
    """A workshop as far as its certificates tell it. ``modules`` holds titles by id; None stands for a day without a date.

    ``minutes`` are contact minutes by day (from 1) and module id: those of segments, without breaks and lunch. Nothing
    is counted where nobody planned any.
    """

    days: tuple[date | None, ...]
    modules: Mapping[str, str]
    minutes: Mapping[tuple[int, str], int]

    def counted(self, days: Iterable[int] = (), modules: Iterable[str] = ()) -> int:
        """Contact minutes on ``days`` in ``modules``; on all of them, in all of them, where none are named."""
        on, of = set(days), set(modules)
        return sum(
            minutes for (day, module), minutes in self.minutes.items() if (not on or day in on) and (not of or module in of)
        )


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person. ``days`` and ``modules`` are those attended, all where none are named; ``minutes`` as the organizer recorded them.

    ``line`` is where the roster names them, counted from 1.
    """

    name: str
    line: int = 0
    minutes: int | None = None
    days: tuple[int, ...] = ()
    modules: tuple[str, ...] = ()

    @property
    def is_exception(self) -> bool:
        """Whether the roster says more of them than that they came."""
        return self.minutes is not None or bool(self.days or self.modules)


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody on the roster who gets no certificate. ``marked`` is False where nobody said whether they came."""

    name: str
    line: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """What a roster says. ``doubts`` are sentences about what a person should look at; they keep nobody from a certificate."""

    attendees: tuple[Attendee, ...]
    absent: tuple[Absent, ...] = ()
    doubts: tuple[str, ...] = ()
