"""What holds of every plan, whatever the modules and the hours: sums, order, limits, safety, objectives."""

from __future__ import annotations

import itertools
import os

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.plan.workshops import curricula, session_of, workshops
from toolkit.plan import BREAK_MINUTES, TooShortError, catch_up, clock_at, make_plan, objectives_met, retimed
from toolkit.plan.days import Hours, over_days
from toolkit.plan.parts import parts_for, taught_by

ASKED = st.integers(20, 420)
CALM = settings(deadline=None, derandomize=True, max_examples=int(os.environ.get("PLAN_EXAMPLES", "30")))
"""Enough to notice a change. After a change to the planner, PLAN_EXAMPLES=500 looks at as many sessions as it says."""


def plan_or_skip(curriculum, session):
    try:
        return make_plan(curriculum, session)
    except TooShortError:
        assume(False)


@given(workshops())
@CALM
def test_days_have_no_gap_no_overlap_and_exact_sums(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    assert [day.number for day in plan.days] == list(range(1, len(session.held_on) + 1))
    assert [slot.day for slot in plan.slots] == sorted(slot.day for slot in plan.slots)
    for day, held in zip(plan.days, session.held_on, strict=True):
        offset = 0
        slots = plan.of_day(day.number)
        for slot in slots:
            assert slot.offset == offset
            assert slot.clock == clock_at(held.start, offset)
            assert slot.minutes > 0
            offset += slot.minutes
        assert offset == day.minutes <= day.asked
        assert day.asked == (day.asked if held.minutes is None else held.minutes)
        assert slots[0].segment is not None
        assert slots[-1].segment is not None
    assert plan.minutes == sum(day.minutes for day in plan.days)
    assert plan.spare == sum(day.spare for day in plan.days)


@given(workshops())
@CALM
def test_segments_keep_their_order_and_their_limits(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    all_of_them = [(module.id, part.id) for module in curriculum.modules.values() for part in module.segments]
    kept = [(slot.module.id, slot.segment.id) for slot in plan.slots if slot.segment]
    assert kept == [name for name in all_of_them if name in kept]
    assert len(kept) == len(set(kept))
    assert len(kept) + len(plan.dropped) == len(all_of_them)
    for slot in plan.slots:
        if slot.segment:
            assert slot.segment.minutes.minimum <= slot.minutes <= slot.segment.minutes.maximum
        else:
            assert slot.minutes == (session.lunch.minutes if slot.lunch else BREAK_MINUTES)
    for module in plan.modules:
        numbers = [slot.number for slot in plan.slots if slot.segment and slot.module.id == module.id]
        assert numbers == list(range(1, len(numbers) + 1))


@given(workshops())
@CALM
def test_safety_and_core_are_kept_and_so_is_every_objective(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    kept = {(slot.module.id, slot.segment.id) for slot in plan.slots if slot.segment}
    for module in curriculum.modules.values():
        assert kept >= {(module.id, part.id) for part in module.segments if part.priority != "optional"}
    taught = {(m.id, name) for m in curriculum.modules.values() for part in m.segments for name in part.objectives}
    assert {(one.module, one.objective) for one in objectives_met(plan.modules, plan.slots)} == taught


@given(workshops())
@CALM
def test_no_break_follows_heavy_material_and_no_day_ends_on_it_where_it_need_not(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    for slot, after in zip(plan.slots, plan.slots[1:], strict=False):
        if after.segment is None:
            assert slot.segment is not None
            assert slot.segment.weight == "light"
    last = plan.slots[-1].segment
    parts = [part for module in curriculum.modules.values() for part in module.segments]
    assert last.weight == "light" or parts[-1].weight == "heavy"
    for day in plan.days:
        assert sum(slot.lunch for slot in plan.of_day(day.number)) <= 1


@given(workshops())
@CALM
def test_no_hour_has_more_than_one_short_break_and_no_day_more_than_one_lunch(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    for day in plan.days:
        pauses = [slot for slot in plan.of_day(day.number) if slot.segment is None]
        lunch = [slot.minutes for slot in pauses if slot.lunch]
        assert len(lunch) <= 1
        assert BREAK_MINUTES * (len(pauses) - len(lunch)) * 60 <= BREAK_MINUTES * (day.minutes - sum(lunch))


@given(workshops())
@CALM
def test_all_cuts_of_a_plan_keep_safety_every_objective_and_no_heavy_end(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    slots = {(slot.module.id, slot.segment.id): slot for slot in plan.slots if slot.segment}
    left = {name: slot.minutes for name, slot in slots.items()}
    for cut in plan.cuts:
        slot = slots[cut.module, cut.segment]
        assert slot.segment.priority != "safety"
        assert (cut.day, cut.clock) == (slot.day, slot.clock)
        left[cut.module, cut.segment] -= cut.saves
        assert left[cut.module, cut.segment] == cut.leaves
        assert cut.leaves == 0 if cut.drop else cut.leaves >= slot.segment.minutes.minimum
    gone = {name for name, minutes in left.items() if minutes == 0}
    for module in plan.modules:
        planned = [slot.segment for slot in plan.slots if slot.segment and slot.module.id == module.id]
        kept = [segment for segment in planned if (module.id, segment.id) not in gone]
        assert taught_by(kept) == taught_by(planned)
    for day in plan.days:
        rest = [slot for slot in plan.of_day(day.number) if slot.segment is None or (slot.module.id, slot.segment.id) not in gone]
        ends = [slot.segment for slot, after in itertools.pairwise([*rest, None]) if slot.segment and (after is None or after.segment is None)]
        planned = plan.of_day(day.number)[-1].segment
        assert all(segment.weight == "light" for segment in ends[:-1])
        assert ends[-1].weight == "light" or planned.weight == "heavy"


@given(workshops())
@CALM
def test_between_modules_of_a_day_and_only_there_welcome_and_close_are_short(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    led = [slot for slot in plan.slots if slot.segment]
    for before, slot in itertools.pairwise([None, *led]):
        follows = before is not None and before.day == slot.day and before.module.id != slot.module.id
        assert (slot.seam == "opens") == (follows and slot.segment.priority == "safety")
        if slot.seam:
            assert slot.minutes <= slot.segment.minutes.typical
            assert any(getattr(block, "tone", "") == "support" for block in slot.segment.body) or ", in short" not in slot.segment.title


@given(workshops())
@CALM
def test_the_same_workshop_gives_the_same_plan(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    assert make_plan(curriculum, session) == plan


@given(curricula(), ASKED)
@CALM
def test_more_time_never_gives_less(curriculum, asked):
    plan = plan_or_skip(curriculum, session_of(curriculum, minutes=asked))
    more = make_plan(curriculum, session_of(curriculum, minutes=asked + 1))
    assert more.minutes >= plan.minutes
    assert len(more.dropped) <= len(plan.dropped)
    assert set(more.dropped) <= set(plan.dropped)


@given(curricula())
@CALM
def test_the_least_that_an_error_names_is_the_least_that_works(curriculum):
    try:
        make_plan(curriculum, session_of(curriculum, minutes=0))
    except TooShortError as error:
        least = int(str(error).split("at least ")[1].split()[0])
    assert make_plan(curriculum, session_of(curriculum, minutes=least)).minutes == least
    try:
        make_plan(curriculum, session_of(curriculum, minutes=least - 1))
    except TooShortError as error:
        assert f"at least {least} minutes" in str(error)  # noqa: PT017
    else:
        raise AssertionError


@given(workshops(), st.integers(1, 90), st.data())
@CALM
def test_what_is_cut_lies_ahead_keeps_safety_and_every_objective(workshop, behind, data):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    at = data.draw(st.sampled_from(plan.slots))
    cuts = catch_up(plan, at, behind)
    ahead = {(s.module.id, s.segment.id): s for s in plan.of_day(at.day) if s.segment and s.offset >= at.offset}
    won = sum(cut.saves for cut in cuts)
    assert len({(cut.module, cut.segment) for cut in cuts}) == len(cuts)
    for cut in cuts:
        slot = ahead[cut.module, cut.segment]
        assert slot.segment.priority != "safety"
        assert cut.saves > 0
        assert cut.leaves == slot.minutes - cut.saves
        assert (cut.leaves == 0) if cut.drop else (cut.leaves >= slot.segment.minutes.minimum)
    assert won <= behind or all(cut.drop for cut in cuts)
    met = objectives_met(plan.modules, plan.slots)
    assert [one.objective for one in objectives_met(plan.modules, plan.slots, cuts)] == [one.objective for one in met]
    for one in objectives_met(plan.modules, plan.slots, cuts):
        assert one.segments


@given(workshops(), st.integers(1, 90), st.data())
@CALM
def test_the_rest_of_a_late_day_is_whole_and_never_rests_on_heavy_material(workshop, behind, data):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    at = data.draw(st.sampled_from(plan.slots))
    cuts = catch_up(plan, at, behind)
    rest = retimed(plan, at, behind, cuts)
    offset = at.offset + behind
    for slot in rest:
        assert slot.offset == offset
        offset += slot.minutes
    day = plan.days[at.day - 1]
    assert offset == day.minutes + behind - sum(cut.saves for cut in cuts)
    whole = [slot for slot in plan.of_day(at.day) if slot.offset < at.offset] + list(rest)
    planned = plan.of_day(at.day)[-1].segment.weight
    for slot, after in itertools.pairwise(whole):
        if after.segment is None:
            assert slot.segment is not None
            assert slot.segment.weight == "light"
    assert whole[-1].segment is None or whole[-1].segment.weight == "light" or planned == "heavy"


@given(workshops(), st.integers(1, 60))
@CALM
def test_later_never_wins_back_less(workshop, behind):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    first = plan.slots[0]
    won, more = (sum(cut.saves for cut in catch_up(plan, first, late)) for late in (behind, behind + 1))
    assert more >= min(won, behind)


@given(workshops())
@CALM
def test_by_turns_nobody_leads_after_a_heavy_segment_of_their_own(workshop):
    curriculum, session = workshop
    plan = plan_or_skip(curriculum, session)
    rooms = max(1, len(session.rooms))
    if not session.take_turns:
        return
    for place in range(rooms):
        team = session.facilitators[place::rooms]
        led = [slot for slot in plan.slots if slot.segment]
        assert {slot.leaders[place] for slot in led} <= set(team)
        if len(team) < 2:
            continue
        for slot, after in itertools.pairwise(led):
            if slot.segment.weight == "heavy" and slot.day == after.day:
                assert slot.leaders[place] != after.leaders[place]
        shares = [sum(s.minutes for s in led if s.leaders[place] == name) for name in team]
        assert max(shares) - min(shares) <= 2 * max(s.minutes for s in led) + 6


@given(workshops())
@CALM
def test_days_are_the_best_of_all_ways_to_share_out_the_segments(workshop):
    """Each way is tried, and each of its days weighed as it stands: the planner itself looks at far fewer."""
    curriculum, session = workshop
    days = [Hours.of(day, session.lunch) for day in session.held_on]
    parts = parts_for(tuple(curriculum.modules.values())[:2], session.audience)
    ways = (
        tuple(parts[a:b] for a, b in itertools.pairwise((0, *inner, len(parts))))
        for inner in itertools.combinations(range(1, len(parts)), len(days) - 1)
    )
    possible = [way for way in ways if all(day.holds(run) for day, run in zip(days, way, strict=True))]
    found = over_days(parts, days)
    assert (found is None) == (not possible)
    if found is None:
        return
    assert found in possible

    def faults(way):
        torn = sum(a[-1].module is b[0].module for a, b in itertools.pairwise(way))
        return (sum(run[-1].segment.weight == "heavy" for run in way) if len(way) > 1 else 0, torn)

    assert faults(found) == min(map(faults, possible))
