"""A Curriculum and a Session in, a Plan out: segments with clock times, breaks, and what to cut when late."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import ToolkitError, UsageError
from toolkit.model.access import Access
from toolkit.model.clearance import HOW_TO_OPEN, seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Module, Segment
from toolkit.model.plan import Cut, Plan, Slot
from toolkit.model.session import Session

BREAK_MINUTES = 10
"""Ten minutes of break for each hour after the first (facts F-LRN-11)."""


@dataclass(frozen=True, slots=True)
class _Part:
    module: Module
    segment: Segment


class TooShortError(ToolkitError):
    """The time asked for cannot hold what must not be dropped."""


def clock_at(start: str | None, offset: int) -> str:
    """'18:40' for a known start, '+0:40' otherwise. Times past midnight wrap."""
    if start is None:
        return f"+{offset // 60}:{offset % 60:02d}"
    hours, minutes = map(int, start.split(":"))
    total = (hours * 60 + minutes + offset) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"


def make_plan(curriculum: Curriculum, session: Session) -> Plan:
    """The timetable of ``session``.

    Lengths are in minutes. Modules that its readers may not see are left out. Raises UsageError
    for an unknown module and when no module is left, and TooShortError, which says the least
    time that works, when the minutes asked for cannot hold the safety and core segments.
    """
    modules, withheld = _allowed(curriculum, session.modules, session.clearance)
    parts = [
        _Part(module, segment)
        for module in modules
        for segment in module.segments
        if not segment.audiences or session.audience in segment.audiences
    ]
    typical = sum(part.segment.minutes.typical for part in parts)
    asked = typical + BREAK_MINUTES * _breaks_for_content(typical) if session.minutes is None else session.minutes
    breaks = _breaks_within(parts, asked)
    kept, dropped = _fit(parts, asked - BREAK_MINUTES * breaks)
    breaks = min(breaks, len(_after_light(kept)))
    lengths = _share_out([part.segment for part in kept], asked - BREAK_MINUTES * breaks)
    slots = _lay_out(kept, lengths, breaks, session.start)
    total = sum(slot.minutes for slot in slots)
    return Plan(
        session=session,
        title=session.title or " + ".join(module.title for module in modules),
        modules=modules,
        slots=slots,
        minutes=total,
        asked=asked,
        start=session.start or "",
        end=clock_at(session.start, total) if session.start else "",
        dropped=dropped,
        cuts=_cuts(slots),
        withheld=withheld,
    )


def _allowed(
    curriculum: Curriculum, names: tuple[str, ...], clearance: Access
) -> tuple[tuple[Module, ...], tuple[str, ...]]:
    """The modules called ``names`` as readers with ``clearance`` see them, and the names of those that they do not."""
    view = seen(curriculum, clearance)
    withheld = tuple(name for name in names if name in curriculum.modules and name not in view.modules)
    if len(withheld) == len(names):
        these = f"Module {names[0]} is" if len(names) == 1 else f"All modules asked for ({', '.join(names)}) are"
        raise UsageError(f"{these} for vetted public-safety professionals.", HOW_TO_OPEN)
    return tuple(view.module(name) for name in names if name not in withheld), withheld


def _breaks_for_length(minutes: int) -> int:
    return max(0, (minutes - 1) // 60)


def _breaks_for_content(minutes: int) -> int:
    breaks = 0
    while _breaks_for_length(minutes + BREAK_MINUTES * breaks) > breaks:
        breaks += 1
    return breaks


def _breaks_within(parts: list[_Part], asked: int) -> int:
    """Breaks for the ``asked`` minutes: no more than the content can use, nor than leave room for what must be kept."""
    needed = sum(part.segment.minutes.minimum for part in parts if part.segment.priority != "optional")
    longest = sum(part.segment.minutes.maximum for part in parts)
    breaks = min(_breaks_for_length(asked), _breaks_for_content(longest))
    while breaks > _breaks_for_content(needed) and asked - BREAK_MINUTES * breaks < needed:
        breaks -= 1
    return breaks


def _fit(parts: list[_Part], available: int) -> tuple[list[_Part], tuple[str, ...]]:
    """The parts that fit at their shortest, and the titles of optional ones left out, last first."""
    kept, dropped = list(parts), []
    while sum(part.segment.minutes.minimum for part in kept) > available:
        optional = [part for part in kept if part.segment.priority == "optional"]
        if not optional:
            least = sum(part.segment.minutes.minimum for part in kept)
            least += BREAK_MINUTES * _breaks_for_content(least)
            raise TooShortError(
                f"These modules need at least {least} minutes, breaks included, even in their shortest version. "
                f"Set 'minutes: {least}' or more, or choose fewer modules."
            )
        kept.remove(optional[-1])
        dropped.append(optional[-1].segment.title)
    return kept, tuple(dropped)


def _share_out(segments: list[Segment], available: int) -> list[int]:
    """Whole minutes for each segment, between minimum and maximum, in proportion to what each can give.

    Rounded by largest remainder, so that the sum is exact whenever the maximum allows it.
    """
    low = [s.minutes.minimum for s in segments]
    high = [s.minutes.typical for s in segments]
    if available > sum(high):
        low, high = high, [s.minutes.maximum for s in segments]
    room = sum(high) - sum(low)
    extra = max(0, min(available - sum(low), room))
    exact = [extra * (top - bottom) / room if room else 0.0 for bottom, top in zip(low, high, strict=True)]
    given = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (given[i] - exact[i], i))
    for i in by_remainder[: extra - sum(given)]:
        given[i] += 1
    return [bottom + plus for bottom, plus in zip(low, given, strict=True)]


def _lay_out(parts: list[_Part], lengths: list[int], breaks: int, start: str | None) -> tuple[Slot, ...]:
    after = _break_places(parts, lengths, breaks)
    slots: list[Slot] = []
    offset = 0
    for place, (part, minutes) in enumerate(zip(parts, lengths, strict=True)):
        number = 1 + sum(1 for earlier in parts[:place] if earlier.module is part.module)
        slots.append(Slot(part.module, part.segment, number, offset, minutes, clock_at(start, offset)))
        offset += minutes
        if place in after:
            slots.append(Slot(part.module, None, None, offset, BREAK_MINUTES, clock_at(start, offset)))
            offset += BREAK_MINUTES
    return tuple(slots)


def _break_places(parts: list[_Part], lengths: list[int], breaks: int) -> set[int]:
    """Indices of the segments that a break follows: evenly spread, never right after heavy material."""
    total, places = sum(lengths), set[int]()
    for number in range(1, breaks + 1):
        target = total * number / (breaks + 1)
        candidates = [place for place in _after_light(parts) if place not in places]
        if candidates:
            places.add(min(candidates, key=lambda place: (abs(sum(lengths[: place + 1]) - target), place)))
    return places


def _after_light(parts: list[_Part]) -> list[int]:
    """Indices of the segments that a break may follow."""
    return [place for place, part in enumerate(parts[:-1]) if part.segment.weight == "light"]


def _cuts(slots: tuple[Slot, ...]) -> tuple[Cut, ...]:
    """Optional segments first, last one first; then the segments that can be shortened most."""
    teaching = [(slot.segment, slot.minutes) for slot in slots if slot.segment]
    drops = [Cut(s.title, minutes, drop=True) for s, minutes in reversed(teaching) if s.priority == "optional"]
    shorter = [
        Cut(s.title, minutes - s.minutes.minimum, drop=False)
        for s, minutes in teaching
        if s.priority == "core" and minutes > s.minutes.minimum
    ]
    return (*drops, *sorted(shorter, key=lambda cut: -cut.saves))
