"""Segments and the days of a session in; which day holds which segments out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from toolkit.model.session import Lunch, SessionDay, minutes_of_day
from toolkit.plan.lengths import spans_of
from toolkit.plan.parts import Part
from toolkit.plan.pauses import Noon, Pauses, after_light

_SPLIT = 1e7
_HEAVY_END = 1e10
"""What it costs to tear a module apart, and to end a day on heavy material; days that are uneven cost far less."""


@dataclass(frozen=True, slots=True)
class Hours:
    """One day to fill: its start and length as far as the session says, and the lunch of every day."""

    start: str | None
    asked: int | None
    lunch: Lunch | None

    @classmethod
    def of(cls, day: SessionDay, lunch: Lunch | None) -> Hours:
        """The hours of one day of a session."""
        return cls(day.start, day.minutes, lunch)

    def pauses(self, usual: int) -> Pauses:
        """How its breaks are counted. ``usual`` are the minutes of content to expect where no length is given."""
        if self.lunch is None or self.start is None:
            return Pauses()
        noon = Noon(minutes_of_day(self.lunch.at) - minutes_of_day(self.start), self.lunch.minutes)
        plain = Pauses()
        length = usual + plain.minutes(plain.for_content(usual)) if self.asked is None else self.asked
        return Pauses(noon) if 0 < noon.at < length else plain

    def holds(self, parts: Sequence[Part]) -> bool:
        """Whether it is long enough for the shortest version of ``parts``."""
        return self.asked is None or least_minutes(parts, self) <= self.asked


def least_minutes(parts: Sequence[Part], hours: Hours) -> int:
    """The shortest time, breaks included, that holds ``parts``."""
    spans = spans_of(parts)
    pauses = hours.pauses(sum(span.usual for span in spans))
    places = len(after_light(parts))
    return pauses.least(sum(span.least for span in spans), places)


def over_days(parts: tuple[Part, ...], days: Sequence[Hours]) -> tuple[tuple[Part, ...], ...] | None:
    """``parts`` in one run for each of ``days``, or None where they do not fit.

    A module stays whole and no day ends on heavy material unless there is no other way; beyond that each day gets
    its share of the usual minutes.
    """
    if len(days) == 1:
        return (parts,) if days[0].holds(parts) else None
    sums = [0, *accumulate(part.segment.minutes.typical for part in parts)]
    shares = _shares(days, sums[-1])
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number, (day, share) in enumerate(zip(days, shares, strict=True), start=1):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        left = len(days) - number
        ends = [len(parts)] if not left else range(number, len(parts) - left + 1)
        for end in ends:
            for begin, (cost, cuts) in ways.items():
                if begin >= end or not day.holds(parts[begin:end]):
                    continue
                total = cost + (sums[end] - sums[begin] - share) ** 2 + _end_cost(parts, end)
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*cuts, end))
        ways = after
    if len(parts) not in ways:
        return None
    cuts = ways[len(parts)][1]
    return tuple(parts[begin:end] for begin, end in pairwise(cuts))


def _shares(days: Sequence[Hours], usual: int) -> list[float]:
    known = [day.asked for day in days if day.asked is not None]
    each = sum(known) / len(known) if known else 1.0
    weights = [each if day.asked is None else day.asked for day in days]
    return [usual * weight / (sum(weights) or 1) for weight in weights]


def _end_cost(parts: Sequence[Part], end: int) -> float:
    heavy = parts[end - 1].segment.weight == "heavy"
    splits = end < len(parts) and parts[end - 1].module is parts[end].module
    return _HEAVY_END * heavy + _SPLIT * splits
