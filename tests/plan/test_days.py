"""Several days, lunch, rooms, leaders and short seams, shown on workshops small enough to count by hand."""

from __future__ import annotations

import pytest

from tests.plan.workshops import curriculum_of, module, segment, session_of
from toolkit.errors import ToolkitError
from toolkit.plan import TooShortError, catch_up, make_plan, objectives_met


def frame(*inner):
    return [segment("welcome", (3, 5, 7), "safety"), *inner, segment("close", (2, 4, 5), "safety")]


def lesson(name, objective="first", weight="light", priority="core", *, practice=False):
    return segment(name, (5, 10, 15), priority, weight, [objective], practice=practice)


def days_of(plan):
    return [[slot.segment.id if slot.segment else "-" for slot in plan.of_day(day.number)] for day in plan.days]


def test_a_module_stays_on_one_day_where_it_can():
    course = curriculum_of(*(module(number, frame(lesson("a"), lesson("b"))) for number in (1, 2, 3)))
    plan = make_plan(course, session_of(course, days=[{}, {}, {}], start="09:00"))
    assert days_of(plan) == [["welcome", "a", "b", "close"]] * 3
    assert [(day.start, day.end) for day in plan.days] == [("09:00", "09:29")] * 3


def test_a_module_is_split_only_where_a_day_cannot_hold_it():
    course = curriculum_of(module(1, frame(*(lesson(name) for name in "abcdef"))))
    plan = make_plan(course, session_of(course, days=[{"minutes": 20}, {"minutes": 20}]))
    assert sum(len(day) for day in days_of(plan)) == 8
    assert all(day.minutes <= 20 for day in plan.days)


def test_no_day_ends_on_heavy_material():
    course = curriculum_of(module(1, frame(lesson("a"), lesson("b", weight="heavy"), lesson("c"), lesson("d"))))
    plan = make_plan(course, session_of(course, days=[{"minutes": 60}, {"minutes": 60}]))
    assert [day[-1] for day in days_of(plan)] != ["b", "close"]
    assert "b" not in [day[-1] for day in days_of(plan)]


def test_between_modules_of_a_day_farewell_and_welcome_are_short():
    course = curriculum_of(*(module(number, frame(lesson("a"))) for number in (1, 2)))
    plan = make_plan(course, session_of(course))
    assert [slot.minutes for slot in plan.slots] == [5, 10, 2, 3, 10, 4]
    alone = make_plan(course, session_of(course, days=[{}, {}]))
    assert [slot.minutes for slot in alone.slots] == [5, 10, 4, 5, 10, 4]


def test_lunch_is_near_its_time_and_takes_the_place_of_a_break():
    course = curriculum_of(module(1, frame(*(segment(f"s{number}", (10, 15, 20)) for number in range(12)))))
    plan = make_plan(course, session_of(course, start="10:00", minutes=240, lunch={"at": "12:00", "minutes": 45}))
    [lunch] = [slot for slot in plan.slots if slot.lunch]
    assert lunch.minutes == 45
    assert "11:45" <= lunch.clock <= "12:15"
    assert sum(slot.segment is None for slot in plan.slots) == 3
    assert plan.minutes == 240


def test_facilitators_alternate_and_their_parts_come_first():
    course = curriculum_of(module(1, frame(*(lesson(name) for name in "abcd"))))
    names = {"facilitators": ["Ana", "Ben"], "take_turns": True}
    plan = make_plan(course, session_of(course, **names, parts={"Ben": ["course/1/welcome", "course/1/close"]}))
    led = [slot.leaders[0] for slot in plan.slots]
    assert led[0] == led[-1] == "Ben"
    assert 20 <= sum(slot.minutes for slot in plan.slots if slot.leaders == ("Ana",)) <= 29
    assert all(slot.leaders == () for slot in make_plan(course, session_of(course, facilitators=["Ana", "Ben"])).slots)


def test_rooms_share_people_and_facilitators():
    course = curriculum_of(module(1, frame(lesson("a"))))
    plan = make_plan(course, session_of(course, rooms=["Blue", "Green"], facilitators=["Ana", "Ben"], participants=31))
    assert [(room.name, room.participants, room.facilitators) for room in plan.rooms] == [("Blue", 16, ("Ana",)), ("Green", 15, ("Ben",))]
    assert {slot.leaders for slot in plan.slots if slot.segment} == {("Ana", "Ben")}


def test_too_little_time_says_the_least_and_what_fits():
    course = curriculum_of(*(module(number, frame(lesson("a"), lesson("b"))) for number in (1, 2, 3)))
    with pytest.raises(TooShortError, match=r"at least 45 minutes.*Into 30 minutes fit course/1 and course/2 .*30 minutes at least"):
        make_plan(course, session_of(course, minutes=30))
    with pytest.raises(TooShortError, match=r"None of them fits into 10 minutes; the shortest, course/1, needs 15"):
        make_plan(course, session_of(course, minutes=10))
    with pytest.raises(TooShortError, match=r"2 days of 20 and 20 minutes.*at least 23 minutes"):
        make_plan(course, session_of(course, days=[{"minutes": 20}, {"minutes": 20}]))
    with pytest.raises(ToolkitError, match="13 days and only 12 segments"):
        make_plan(course, session_of(course, days=[{}] * 13))


def test_late_drops_the_optional_before_it_shortens_below_the_usual():
    course = curriculum_of(module(1, frame(lesson("a"), lesson("b", priority="optional"), lesson("c", "second"))))
    plan = make_plan(course, session_of(course))
    cuts = catch_up(plan, plan.slots[0], 12)
    assert [(cut.segment, cut.drop, cut.saves) for cut in cuts] == [("b", True, 10), ("a", False, 2)]
    assert len(objectives_met(plan.modules, plan.slots, cuts)) == 2


def test_the_only_teaching_of_an_objective_is_never_dropped_even_where_practice_uses_it():
    inner = [lesson("a", priority="optional"), lesson("b", practice=True), lesson("c", "second")]
    course = curriculum_of(module(1, frame(*inner)))
    plan = make_plan(course, session_of(course))
    cuts = catch_up(plan, plan.slots[0], 200)
    assert {cut.segment for cut in cuts if cut.drop} == {"b"}
    assert make_plan(course, session_of(course, minutes=20)).dropped == ()


def test_only_what_lies_ahead_is_cut():
    course = curriculum_of(module(1, frame(*(lesson(name) for name in "abc"))))
    plan = make_plan(course, session_of(course))
    assert {cut.segment for cut in catch_up(plan, plan.slots[2], 200)} <= {"b", "c"}
    assert catch_up(plan, plan.slots[-1], 15) == ()


def test_a_day_that_would_end_on_heavy_material_ends_earlier_or_later():
    heavy = [lesson(name, weight="heavy" if name in "ad" else "light") for name in "abcde"]
    course = curriculum_of(module(1, heavy[:3]), module(2, heavy[3:]))
    for first in range(12, 80):
        try:
            plan = make_plan(course, session_of(course, days=[{"minutes": first}, {"minutes": 80}]))
        except TooShortError:
            continue
        assert days_of(plan)[0][-1] not in ("a", "d")
