"""A plan, a place in it and minutes lost in; what to shorten and drop from there on, in order, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Literal

from toolkit.model.module import Module
from toolkit.model.plan import Cut, Met, Plan, Slot
from toolkit.plan.clock import clock_at
from toolkit.plan.parts import is_practice, taught_by


def catch_up(plan: Plan, at: Slot, behind: int) -> tuple[Cut, ...]:
    """How to win back ``behind`` minutes on the day of ``at``, from that slot on; no more than that, least loss first.

    Fewer minutes come together where there is no more to give. Safety segments keep their time, what alone teaches
    an objective is never dropped, and no heavy segment is left to stand last before a break or the end.
    """
    chosen: dict[tuple[str, str], Cut] = {}
    left = behind
    for cut in cuts_from(plan, at):
        if left <= 0:
            break
        left -= cut.saves
        earlier = chosen.pop((cut.module, cut.segment), None)
        saves = cut.saves + (earlier.saves if earlier else 0)
        chosen[cut.module, cut.segment] = replace(cut, saves=saves)
    return _no_more_than_needed(list(chosen.values()), -left)


def _no_more_than_needed(cuts: list[Cut], over: int) -> tuple[Cut, ...]:
    """``cuts`` that win ``over`` minutes less, the last ones giving first; what is dropped gives nothing back."""
    for place in reversed(range(len(cuts))):
        cut = cuts[place]
        if over > 0 and not cut.drop:
            back = min(over, cut.saves)
            over -= back
            cuts[place] = replace(cut, saves=cut.saves - back, leaves=cut.leaves + back)
    return tuple(cut for cut in cuts if cut.saves)


def cuts_from(plan: Plan, at: Slot) -> Iterator[Cut]:
    """Everything that the rest of the day of ``at`` can give, in the order in which to take it.

    First the minutes above the usual ones; then optional segments, the last one first; then the minutes above the
    least; and as a last resort segments whose objectives others teach.
    """
    left = _Left(plan, at)
    spare = [slot for slot in left.ahead if slot.segment and not left.may_drop(slot, "optional")]
    yield from left.shorten(spare, "usual")
    for slot in reversed(left.ahead):
        if left.may_drop(slot, "optional"):
            yield left.drop(slot)
    yield from left.shorten(left.ahead, "least")
    for slot in sorted(left.ahead, key=_practised):
        if left.may_drop(slot, "core"):
            yield replace(left.drop(slot), step="last-resort")


def _practised(slot: Slot) -> tuple[bool, int]:
    """What goes first as a last resort: lessons that say again what others teach, the last one first, and then practice."""
    return (slot.segment is not None and is_practice(slot.segment), -slot.offset)


def _main_lesson_of(slot: Slot) -> str:
    if slot.segment is None or is_practice(slot.segment) or not slot.segment.objectives:
        return ""
    return slot.segment.objectives[0]


class _Left:
    """A plan from which something is taken step by step: what of its day is ahead, and the minutes that each slot has left.

    Slots are told apart by what they are, not by what they say: to compare all that two of them say takes long.
    """

    def __init__(self, plan: Plan, at: Slot) -> None:
        day = plan.of_day(at.day)
        self.ahead = [slot for slot in day if slot.offset >= at.offset]
        self.minutes = {id(slot): slot.minutes for slot in plan.slots}
        self._before: dict[int, Slot | None] = {id(slot): before for before, slot in pairwise((None, *day)) if slot}
        self._after: dict[int, Slot | None] = {id(slot): after for slot, after in pairwise((*day, None)) if slot}
        self._gone: set[int] = set()
        self._teach = Counter(each for slot in plan.slots for each in _taught_in(slot))
        self._lessons: dict[tuple[str, str], list[Slot]] = defaultdict(list)
        for slot in plan.slots:
            self._lessons[slot.module.id, _main_lesson_of(slot)].append(slot)

    def shorten(self, slots: Sequence[Slot], step: Literal["usual", "least"]) -> list[Cut]:
        """Take ``slots`` down to their usual or their least minutes; what wins most comes first."""
        cuts = []
        for slot in slots:
            if slot.segment is None or slot.segment.priority == "safety" or id(slot) in self._gone:
                continue
            times = slot.segment.minutes
            leaves = times.typical if step == "usual" else times.minimum
            saves = self.minutes[id(slot)] - leaves
            if saves > 0:
                self.minutes[id(slot)] = leaves
                cuts.append(replace(_cut(slot, slot.segment.title, saves, leaves), step=step))
        return sorted(cuts, key=lambda cut: -cut.saves)

    def may_drop(self, slot: Slot, priority: str) -> bool:
        """Whether ``slot`` can go: of that priority, no only teaching, and no shield between heavy material and a pause."""
        if slot.segment is None or slot.segment.priority != priority or id(slot) in self._gone:
            return False
        own = _taught_in(slot)
        aims = {(slot.module.id, name) for name in slot.segment.objectives}
        if not all(self._teach[aim] > (aim in own) for aim in aims) or (priority == "core" and self.is_main_lesson(slot)):
            return False
        before, after = self._before[id(slot)], self._after[id(slot)]
        if after is not None and after.segment is not None:
            return True
        return before is not None and before.segment is not None and before.segment.weight == "light"

    def is_main_lesson(self, slot: Slot) -> bool:
        """Whether ``slot`` is the first of its module to teach the objective that it names first."""
        main = _main_lesson_of(slot)
        same = (s for s in self._lessons[slot.module.id, main] if main and id(s) not in self._gone)
        return next(same, None) is slot

    def drop(self, slot: Slot) -> Cut:
        """Take ``slot`` out."""
        self._gone.add(id(slot))
        self._teach.subtract(_taught_in(slot))
        before, after = self._before[id(slot)], self._after[id(slot)]
        if before is not None:
            self._after[id(before)] = after
        if after is not None:
            self._before[id(after)] = before
        return replace(_cut(slot, slot.segment.title if slot.segment else "", self.minutes[id(slot)], 0), drop=True, step="optional")


def _taught_in(slot: Slot) -> set[tuple[str, str]]:
    """The objectives that ``slot`` teaches, each with its module."""
    return {(slot.module.id, name) for name in taught_by([slot.segment])} if slot.segment else set()


def _cut(slot: Slot, title: str, saves: int, leaves: int) -> Cut:
    segment = slot.segment.id if slot.segment else ""
    return Cut(
        title, saves, drop=False, module=slot.module.id, segment=segment, leaves=leaves, day=slot.day, clock=slot.clock
    )


def retimed(plan: Plan, at: Slot, behind: int, cuts: Sequence[Cut] = ()) -> tuple[Slot, ...]:
    """The rest of the day of ``at``, which begins ``behind`` minutes late, with ``cuts`` made."""
    by_segment = {(cut.module, cut.segment): cut for cut in cuts}
    start = next((day.start or None for day in plan.days if day.number == at.day), None)
    offset = at.offset + behind
    slots = []
    for slot in plan.of_day(at.day):
        if slot.offset < at.offset:
            continue
        cut = by_segment.get((slot.module.id, slot.segment.id)) if slot.segment else None
        if cut and cut.drop:
            continue
        minutes = slot.minutes - (cut.saves if cut else 0)
        slots.append(replace(slot, offset=offset, minutes=minutes, clock=clock_at(start, offset)))
        offset += minutes
    return tuple(slots)


def objectives_met(modules: Sequence[Module], slots: Sequence[Slot], cuts: Sequence[Cut] = ()) -> tuple[Met, ...]:
    """The objectives that ``slots`` teach when ``cuts`` are made, in order, each with where it is taught."""
    gone = {(cut.module, cut.segment) for cut in cuts if cut.drop}
    taught = [s for s in slots if s.segment and (s.module.id, s.segment.id) not in gone]
    met = []
    for module in modules:
        for objective in module.objectives:
            where = tuple(
                slot.segment.title
                for slot in taught
                if slot.segment and slot.module.id == module.id and objective.id in slot.segment.objectives
            )
            if where:
                met.append(Met(module.id, objective.id, objective.text, where))
    return tuple(met)


def segment_at(slots: Sequence[Slot], offset: int) -> Slot | None:
    """The first of one day's ``slots`` that begins at ``offset`` minutes or later: what is running can no longer change."""
    passed = len(list(takewhile(lambda slot: slot.offset < offset, slots)))
    return slots[passed] if passed < len(slots) else None
