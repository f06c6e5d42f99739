"""A Curriculum and a Session in, a Plan out: days of segments with clock times, breaks, leaders, and what to cut when late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Segment
from toolkit.model.plan import Cut, Plan, PlanDay, Seam, Slot
from toolkit.model.session import Session, SessionDay
from toolkit.plan.clock import clock_at
from toolkit.plan.cuts import cuts_from
from toolkit.plan.days import Hours, over_days
from toolkit.plan.impossible import too_short
from toolkit.plan.leaders import Led, leaders_of, rooms_of
from toolkit.plan.lengths import seam_at, share_out, spans_of
from toolkit.plan.parts import Part, allowed_modules, numbered, parts_for, shorter_and_shorter
from toolkit.plan.pauses import BREAK_MINUTES, break_places
from toolkit.plan.seams import in_short


def make_plan(curriculum: Curriculum, session: Session) -> Plan:
    """The timetable of ``session``.

    Lengths are in minutes. Modules that its readers may not see are left out. Raises UsageError
    for an unknown module and when no module is left, and TooShortError, which says the least
    time that works and what fits, when the time asked for cannot hold the safety and core segments.
    """
    modules, withheld = allowed_modules(curriculum, session.modules, session.clearance)
    held_on = session.held_on
    by_day, dropped = _fit(parts_for(modules, session.audience), [Hours.of(day, session.lunch) for day in held_on])
    laid = [_day(number, day, session, parts) for number, (day, parts) in enumerate(zip(held_on, by_day, strict=True), 1)]
    days = tuple(one.day for one in laid)
    plan = Plan(
        session=session,
        title=session.title or " + ".join(module.title for module in modules),
        modules=modules,
        slots=_led([one.slots for one in laid], by_day, session),
        minutes=sum(day.minutes for day in days),
        asked=sum(day.asked for day in days),
        start=days[0].start if len({day.start for day in days}) == 1 else "",
        end=days[0].end if len({day.end for day in days}) == 1 else "",
        dropped=tuple(part.segment.title for part in dropped),
        cuts=(),
        withheld=withheld,
        days=days,
        rooms=rooms_of(session),
    )
    return replace(plan, cuts=_cuts(plan))


def _cuts(plan: Plan) -> tuple[Cut, ...]:
    """The cuts of every day. What one day may drop, no later one counts on: together they lose no objective either."""
    found: list[Cut] = []
    left = plan
    for day in plan.days:
        here = tuple(cuts_from(left, left.of_day(day.number)[0]))
        gone = {(cut.module, cut.segment) for cut in here if cut.drop}
        left = replace(left, slots=tuple(s for s in left.slots if not s.segment or (s.module.id, s.segment.id) not in gone))
        found += here
    return tuple(found)


def _fit(parts: tuple[Part, ...], days: Sequence[Hours]) -> tuple[tuple[tuple[Part, ...], ...], tuple[Part, ...]]:
    """The segments of each day, with as few dropped as can be, and those that were. Raises TooShortError."""
    for kept, gone in shorter_and_shorter(parts):
        by_day = over_days(numbered(kept), days) if len(days) <= len(kept) else None
        if by_day is not None:
            return by_day, gone
    raise too_short(parts, days)


@dataclass(frozen=True, slots=True)
class _Laid:
    day: PlanDay
    slots: tuple[Slot, ...]


def _day(number: int, held: SessionDay, session: Session, parts: tuple[Part, ...]) -> _Laid:
    """One day, laid out."""
    spans = spans_of(parts)
    usual = sum(span.usual for span in spans)
    pauses = Hours.of(held, session.lunch).pauses(usual)
    asked = usual + pauses.minutes(pauses.for_content(usual)) if held.minutes is None else held.minutes
    breaks = pauses.within(parts, asked)
    lengths = share_out(spans, asked - pauses.minutes(breaks))
    places, lunch = break_places(parts, lengths, breaks, pauses)
    slots: list[Slot] = []
    offset = 0
    for place, (part, minutes) in enumerate(zip(parts, lengths, strict=True)):
        clock, seam = clock_at(held.start, offset), seam_at(place, parts)
        segment = _at_seam(part, parts, seam, session) if seam else part.segment
        slots.append(Slot(part.module, segment, part.number, offset, minutes, clock, number, seam=seam))
        offset += minutes
        if place in places:
            long = place == lunch
            pause = pauses.lunch if long else BREAK_MINUTES
            slots.append(Slot(part.module, None, None, offset, pause, clock_at(held.start, offset), number, lunch=long))
            offset += pause
    end = clock_at(held.start, offset) if held.start else ""
    return _Laid(PlanDay(number, held.date, held.start or "", end, offset, asked), tuple(slots))


def _at_seam(part: Part, parts: Sequence[Part], seam: Seam, session: Session) -> Segment:
    """A welcome or a close between two modules: in short, where the day begins with a whole welcome or ends with a whole close."""
    whole = parts[0 if seam == "opens" else -1].segment
    if whole.priority != "safety":
        return part.segment
    return in_short(part.module, part.segment, whole, seam, messages(session.language))


def _led(days: Sequence[Sequence[Slot]], by_day: Sequence[Sequence[Part]], session: Session) -> tuple[Slot, ...]:
    """The slots of all days in one row, each segment with who leads it."""
    taught = [[slot for slot in slots if slot.segment] for slots in days]
    led = [
        Led(part, slot.minutes, opens=place == 0)
        for parts, slots in zip(by_day, taught, strict=True)
        for place, (part, slot) in enumerate(zip(parts, slots, strict=True))
    ]
    leaders = iter(leaders_of(led, session))
    return tuple(replace(slot, leaders=next(leaders)) if slot.segment else slot for slots in days for slot in slots)
