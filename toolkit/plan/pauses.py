"""The segments and hours of one day in; how many breaks it has and where they stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from toolkit.plan.lengths import spans_of
from toolkit.plan.parts import Part

BREAK_MINUTES = 10
"""Ten minutes of break for each hour after the first (facts F-LRN-11)."""

_BETWEEN_MODULES = 100
_AT_A_FRAME = 200
"""What a break is worth to stand between modules, and off a welcome or a close, in squared minutes off its even place."""


@dataclass(frozen=True, slots=True)
class Noon:
    """When lunch should begin, in minutes from the start of the day, and how long it lasts."""

    at: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Pauses:
    """How the breaks of one day are counted: lunch, where there is one, takes the place of a short one."""

    noon: Noon | None = None

    @property
    def lunch(self) -> int:
        """Minutes of lunch, or 0."""
        return self.noon.minutes if self.noon else 0

    def minutes(self, count: int) -> int:
        """How long ``count`` breaks take together."""
        return self.lunch + BREAK_MINUTES * (count - 1) if self.noon and count else BREAK_MINUTES * count

    def for_length(self, asked: int) -> int:
        """Breaks of a day of ``asked`` minutes, breaks included."""
        return max(1 if self.noon else 0, (asked - self.lunch - 1) // 60)

    def for_content(self, minutes: int) -> int:
        """Breaks of a day with so many minutes of content."""
        count = 1 if self.noon else 0
        while self.for_length(minutes + self.minutes(count)) > count:
            count += 1
        return count

    def least(self, content: int, places: int) -> int:
        """The shortest day that holds ``content`` minutes where breaks find that many ``places``."""
        return content + self.minutes(min(self.for_content(content), places))

    def within(self, parts: Sequence[Part], asked: int) -> int:
        """Breaks for ``asked`` minutes: no more than the content can use, find a place, or leave room for it."""
        spans = spans_of(parts)
        needed, longest = sum(span.least for span in spans), sum(span.most for span in spans)
        places = len(after_light(parts))
        count = min(self.for_length(asked), self.for_content(longest), places)
        least = min(self.for_content(needed), places)
        while count > least and asked - self.minutes(count) < needed:
            count -= 1
        return count


def after_light(parts: Sequence[Part]) -> list[int]:
    """Indices of the segments that a break may follow."""
    return [place for place, part in enumerate(parts[:-1]) if part.segment.weight == "light"]


@dataclass(frozen=True, slots=True)
class _Choice:
    """The cheapest way to set breaks as far as some place, and which of them is lunch."""

    cost: float
    places: tuple[int, ...] = ()
    lunch: int | None = None


def break_places(parts: Sequence[Part], lengths: Sequence[int], count: int, pauses: Pauses) -> tuple[tuple[int, ...], int | None]:
    """Indices of the segments that a break follows, and of the one that lunch follows.

    Stretches between breaks are as even as they can be, and lunch is near its time. A break rather stands between
    modules than within one, and rather not right behind a welcome or right before a close. Never does one follow
    heavy material: ``count`` is at most the number of places that are left.
    """
    sums = [0, *accumulate(lengths)]
    even = sums[-1] / (count + 1)
    # One best choice for each number of breaks so far, place of the last one, and whether lunch has been.
    ways: dict[tuple[int, bool], _Choice] = {(-1, False): _Choice(0)}
    free = [(place, _oddness(place, parts)) for place in after_light(parts)]
    for number in range(1, count + 1):
        after: dict[tuple[int, bool], _Choice] = {}
        for place, oddness in free:
            for (last, had), way in ways.items():
                if last >= place:
                    continue
                cost = way.cost + (sums[place + 1] - sums[last + 1] - even) ** 2 + oddness
                options = [(had, cost, way.lunch)]
                if pauses.noon and not had:
                    off = sums[place + 1] + BREAK_MINUTES * (number - 1) - pauses.noon.at
                    options.append((True, cost + 4 * off**2, place))
                for state, total, lunch in options:
                    best = after.get((place, state))
                    if best is None or total < best.cost:
                        after[place, state] = _Choice(total, (*way.places, place), lunch)
        ways = after
    done = [
        (way.cost + (sums[-1] - sums[last + 1] - even) ** 2, way.places, way.lunch)
        for (last, had), way in ways.items()
        if had or not (pauses.noon and count)
    ]
    _, places, lunch = min(done, key=lambda way: way[:2])
    return places, lunch


def _oddness(place: int, parts: Sequence[Part]) -> int:
    here, after = parts[place], parts[place + 1]
    if here.module is not after.module:
        return 0
    opens = here.segment.priority == "safety" and here.segment is here.module.segments[0]
    closes = after.segment.priority == "safety" and after.segment is after.module.segments[-1]
    several = parts[0].module is not parts[-1].module
    return _AT_A_FRAME * (opens or closes) + _BETWEEN_MODULES * several
