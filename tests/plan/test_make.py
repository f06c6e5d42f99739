"""A timetable fits the time asked for, keeps what must be kept, and never leaves people on heavy material."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.curricula import SMALL
from toolkit.errors import UsageError
from toolkit.load import load_curriculum
from toolkit.model.module import Minutes
from toolkit.model.session import Session
from toolkit.plan import BREAK_MINUTES, TooShortError, clock_at, make_plan


def plan_of(curriculum, minutes=None, **more):
    return make_plan(curriculum, Session.model_validate({"modules": ["intro/1"], "minutes": minutes, **more}))


@pytest.mark.parametrize(("asked", "breaks"), [(30, 0), (60, 0), (90, 1)])
def test_the_three_promised_lengths_are_filled_to_the_minute(curriculum, asked, breaks):
    plan = plan_of(curriculum, asked)
    assert plan.minutes == asked
    assert sum(slot.segment is None for slot in plan.slots) == breaks
    assert not plan.dropped


@given(minutes=st.integers(30, 240), start=st.sampled_from([None, "00:00", "09:05", "18:30", "23:50"]))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_any_length_gives_a_timetable_without_gap_or_overlap(curriculum, minutes, start):
    plan = plan_of(curriculum, minutes, start=start)
    offset = 0
    for slot in plan.slots:
        assert slot.offset == offset
        assert slot.clock == clock_at(start, offset)
        offset += slot.minutes
        if slot.segment is None:
            assert slot.minutes == BREAK_MINUTES
        else:
            assert slot.segment.minutes.minimum <= slot.minutes <= slot.segment.minutes.maximum
    assert offset == plan.minutes <= minutes
    assert plan.spare == minutes - plan.minutes
    kept = {slot.segment.id for slot in plan.slots if slot.segment}
    assert kept >= {s.id for s in plan.modules[0].segments if s.priority != "optional"}
    for slot, after in zip(plan.slots, plan.slots[1:], strict=False):
        if after.segment is None:
            assert slot.segment.weight == "light"


def test_too_little_time_says_the_least_that_works(curriculum):
    with pytest.raises(TooShortError, match="at least 30 minutes"):
        plan_of(curriculum, 20)


def test_an_unknown_module_is_named_with_the_known_ones(curriculum):
    with pytest.raises(UsageError, match=r"intro/9.*intro/1"):
        make_plan(curriculum, Session.model_validate({"modules": ["intro/9"]}))


def test_no_length_means_the_typical_one(curriculum):
    typical = sum(s.minutes.typical for s in curriculum.module("intro/1").segments)
    assert plan_of(curriculum).minutes == typical


def test_the_cut_list_never_names_a_safety_segment(curriculum):
    plan = plan_of(curriculum, 90)
    titles = {s.title for s in plan.modules[0].segments if s.priority == "safety"}
    assert plan.cuts
    assert titles
    assert not titles & {cut.title for cut in plan.cuts}


def test_times_after_midnight_wrap():
    assert clock_at("23:50", 20) == "00:10"
    assert clock_at(None, 65) == "+1:05"


def test_no_minutes_at_all_is_too_short_and_not_the_typical_length(curriculum):
    with pytest.raises(TooShortError, match="at least 30 minutes"):
        plan_of(curriculum, 0)


def small_session(minutes, **more):
    """A plan of one module of 55 to 70 minutes in two light segments, made from the small curriculum."""
    small = load_curriculum(SMALL)
    module = small.modules["course/1"]
    first, last = (
        segment.model_copy(update={"id": name, "minutes": times, "priority": "core", "weight": more.get(name, "light")})
        for segment, name, times in zip(
            module.segments[:1] * 2, ("first", "last"),
            (Minutes(minimum=30, typical=32, maximum=40), Minutes(minimum=25, typical=26, maximum=30)), strict=True,
        )
    )
    changed = replace(small, modules={"course/1": module.model_copy(update={"segments": (first, last)})})
    return make_plan(changed, Session(modules=("course/1",), minutes=minutes))


@pytest.mark.parametrize("asked", [55, 60, 61, 64, 65, 70])
def test_one_more_minute_never_makes_a_workshop_too_short(asked):
    assert small_session(asked).minutes == asked


def test_the_least_time_that_is_named_is_the_least_that_works():
    with pytest.raises(TooShortError, match="at least 55 minutes"):
        small_session(54)


def test_long_days_get_no_more_breaks_than_the_content_can_use():
    plan = small_session(600)
    assert [slot.minutes for slot in plan.slots] == [40, 10, 30]


def test_a_break_that_finds_no_place_leaves_its_minutes_to_the_content():
    plan = small_session(70, first="heavy")
    assert [slot.minutes for slot in plan.slots] == [40, 30]
