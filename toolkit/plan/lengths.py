"""Segments of one day and the minutes there are for them in; whole minutes for each out, and the sum is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.plan import Seam
from toolkit.plan.parts import Part


@dataclass(frozen=True, slots=True)
class Span:
    """Four lengths of a segment that never fall: shortest, usual, longest, and longest when all others have theirs."""

    levels: tuple[int, int, int, int]

    @property
    def least(self) -> int:
        """Its shortest length."""
        return self.levels[0]

    @property
    def usual(self) -> int:
        """Its usual length in this place."""
        return self.levels[1]

    @property
    def most(self) -> int:
        """Its longest length in this place."""
        return self.levels[-1]


def spans_of(parts: Sequence[Part]) -> tuple[Span, ...]:
    """The lengths that the segments of one day may have.

    Where one module ends and the next begins in the midst of a day, nobody needs a whole farewell and a whole
    welcome: both stay short, and get their usual length only from minutes that nothing else can use.
    """
    return tuple(_span(part, seam=seam_at(place, parts) is not None) for place, part in enumerate(parts))


def _span(part: Part, *, seam: bool) -> Span:
    minutes = part.segment.minutes
    if seam:
        return Span((minutes.minimum, minutes.minimum, minutes.minimum, minutes.typical))
    return Span((minutes.minimum, minutes.typical, minutes.maximum, minutes.maximum))


def seam_at(place: int, parts: Sequence[Part]) -> Seam | None:
    """What the segment at ``place`` does where one module follows another in the midst of a day; None anywhere else."""
    here = parts[place]
    if here.segment.priority != "safety":
        return None
    if place and parts[place - 1].module is not here.module:
        return "opens"
    after = parts[place + 1] if place + 1 < len(parts) else here
    return None if after.module is here.module else "closes"


def share_out(spans: Sequence[Span], available: int) -> list[int]:
    """Minutes for each of ``spans``, from its least to its most, in proportion to what each can give.

    Rounded by largest remainder, so that the sum is exact whenever the longest lengths allow it.
    """
    stage = next((stage for stage in (0, 1) if available <= sum(span.levels[stage + 1] for span in spans)), 2)
    low, high = ([span.levels[level] for span in spans] for level in (stage, stage + 1))
    room = sum(high) - sum(low)
    extra = max(0, min(available - sum(low), room))
    exact = [extra * (top - bottom) / room if room else 0.0 for bottom, top in zip(low, high, strict=True)]
    given = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (given[i] - exact[i], i))
    for i in by_remainder[: extra - sum(given)]:
        given[i] += 1
    return [bottom + plus for bottom, plus in zip(low, given, strict=True)]
