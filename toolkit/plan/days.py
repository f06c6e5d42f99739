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
    known = {day: _earliest(parts, day) for day in set(days)}
    earliest = [known[day] for day in days]
    if not _fits(earliest, len(parts)):
        return None
    sums = [0, *accumulate(part.segment.minutes.typical for part in parts)]
    shares = _shares(days, sums[-1])
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number, (early, share) in enumerate(zip(earliest, shares, strict=True), start=1):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        left = len(days) - number
        ends = [len(parts)] if not left else range(number, len(parts) - left + 1)
        for end in ends:
            odd = _end_cost(parts, end)
            found = [
                (ways[begin][0] + (sums[end] - sums[begin] - share) ** 2 + odd, begin)
                for begin in range(early[end], end) if begin in ways
            ]  # fmt: skip
            if found:
                cost, begin = min(found)
                after[end] = (cost, (*ways[begin][1], end))
        ways = after
    cuts = ways[len(parts)][1]
    return tuple(parts[begin:end] for begin, end in pairwise(cuts))


def _earliest(parts: Sequence[Part], day: Hours) -> list[int]:
    """For each end the earliest begin of a run that ``day`` holds, the end itself where it holds none. Whatever lies within such a run fits as well."""
    if day.asked is None:
        return [0] * (len(parts) + 1)
    least = [0, *accumulate(part.segment.minutes.minimum for part in parts)]
    light = [0, *accumulate(part.segment.weight == "light" for part in parts)]
    pauses = day.pauses(0)  # its length is given, so what is usual does not count
    found, begin = [0], 0
    for end in range(1, len(parts) + 1):
        while begin < end and pauses.least(least[end] - least[begin], light[end - 1] - light[begin]) > day.asked:
            begin += 1
        found.append(begin)
    return found


def _fits(earliest: Sequence[Sequence[int]], count: int) -> bool:
    """Whether ``count`` segments can be shared out at all, one at least to each day."""
    reached = [True] + [False] * count
    for early in earliest:
        after, last = [False], -1
        for end in range(1, count + 1):
            last = end - 1 if reached[end - 1] else last
            after.append(last >= early[end])
        reached = after
    return reached[count]


def _shares(days: Sequence[Hours], usual: int) -> list[float]:
    known = [day.asked for day in days if day.asked is not None]
    each = sum(known) / len(known) if known else 1.0
    weights = [each if day.asked is None else day.asked for day in days]
    return [usual * weight / (sum(weights) or 1) for weight in weights]


def _end_cost(parts: Sequence[Part], end: int) -> float:
    heavy = parts[end - 1].segment.weight == "heavy"
    splits = end < len(parts) and parts[end - 1].module is parts[end].module
    return _HEAVY_END * heavy + _SPLIT * splits
