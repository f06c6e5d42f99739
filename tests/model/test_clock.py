"""Clocks in a story: what has gone, what the limit is and when it has passed, whatever the weekday."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.curricula import MODULE, clocked_copy
from toolkit.load import load_curriculum
from toolkit.messages import messages
from toolkit.messages.story_time import clock_in_words, moment_in_words
from toolkit.model.clock import Clock, RunningClock, elapsed, read_clocks
from toolkit.model.moment import WEEKDAYS, Instant, Moment
from toolkit.model.scenario import Scenario

MOMENT: TypeAdapter[str] = TypeAdapter(Moment)
WORDS = messages("en")
A_MONDAY = dt.datetime(2027, 1, 4)  # noqa: DTZ001  # a story has no zone


def written(when: dt.datetime) -> str:
    """A day and time as an author writes it."""
    hour = when.strftime("%I").lstrip("0")
    return f"{WEEKDAYS[when.weekday()]} {hour}:{when:%M} {'a' if when.hour < 12 else 'p'}.m."


def clock(starts: str, limit: int = 24) -> Clock:
    return Clock(id="c", title="Clock 9", starts=starts, limit=limit, told="police", facts=("F-ONE-01",))


instants = st.integers(0, 7 * 24 * 60 - 1).map(lambda minute: A_MONDAY + dt.timedelta(minutes=minute))


@given(instants, st.integers(0, 6 * 24 * 60), st.integers(0, 6 * 24 * 60), st.integers(1, 144))
def test_what_has_gone_and_the_limit_are_those_of_the_calendar(first, start, wait, limit):
    midnight = first.replace(hour=0, minute=0)
    end_of_story = midnight + dt.timedelta(days=7, minutes=-1)
    starts = min(first + dt.timedelta(minutes=start), end_of_story)
    time = min(starts + dt.timedelta(minutes=wait), end_of_story)
    [running] = read_clocks([clock(written(starts), limit)], written(time), written(first)).clocks
    assert running.elapsed == (time - starts).total_seconds() // 60 >= 0
    ends = starts + dt.timedelta(hours=limit)
    assert running.ends == Instant.of(written(ends))
    assert running.passed == (time > ends)
    assert running.limit == limit * 60


@given(instants, instants, instants)
def test_a_clock_that_has_not_started_does_not_run(first, starts, time):
    gone = elapsed(clock(written(starts)), written(time), written(first))
    running = read_clocks([clock(written(starts))], written(time), written(first)).clocks
    assert [each.elapsed for each in running] == ([gone] if gone >= 0 else [])


@given(instants)
def test_a_moment_is_printed_as_it_was_written(when):
    assert moment_in_words(Instant.of(written(when)), WORDS).replace(",", "") == written(when).replace(":00", "")
    assert MOMENT.validate_python(written(when)) == written(when)


@pytest.mark.parametrize("text", [
    "Friday", "8:10 p.m.", "Friday 20:10", "Friday 8:10 pm", "friday 8:10 p.m.", "Friday, 8:10 p.m.", "Friday 13 p.m.",
    "Friday 08:10 p.m.", "Friday 8:60 p.m.", "Friday 0 a.m.", "Fri 8:10 p.m.", "Friday 8:10 p.m", "",
])  # fmt: skip
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValidationError):
        MOMENT.validate_python(text)
    with pytest.raises(ValueError, match=r".*"):
        Instant.of(text)


@pytest.mark.parametrize(("moment", "minute"), [
    ("Friday 12 a.m.", 0), ("Friday 12:05 a.m.", 5), ("Friday 12 p.m.", 720), ("Friday 11:59 p.m.", 1439),
])  # fmt: skip
def test_noon_and_midnight_stand_where_a_clock_has_them(moment, minute):
    assert Instant.of(moment).minute == minute


@pytest.mark.parametrize("limit", [0, 145, -1, "x", "024"])
def test_a_limit_is_a_number_of_hours_that_its_weekday_can_tell(limit):
    with pytest.raises(ValidationError):
        clock("Friday 8 p.m.", limit)


def test_a_limit_rests_on_a_fact():
    with pytest.raises(ValidationError, match="facts"):
        Clock(id="c", title="Clock", starts="Friday 8 p.m.", limit=24, told="police", facts=())


@pytest.mark.parametrize(("gone", "words"), [
    (0, "Clock 9. It starts now. Tell police at once, no later than Saturday, 8:10 p.m."),
    (1, "Clock 9. 1 minute gone. Tell police at once, no later than Saturday, 8:10 p.m."),
    (60, "Clock 9. 1 hour gone. Tell police at once, no later than Saturday, 8:10 p.m."),
    (800, "Clock 9. 13 hours and 20 minutes gone. Tell police at once, no later than Saturday, 8:10 p.m."),
    (1440, "Clock 9. 24 hours gone. Tell police at once, no later than Saturday, 8:10 p.m."),
    (1441, "Clock 9. The limit passed 1 minute ago. The rule is still: tell police at once."),
])  # fmt: skip
def test_a_clock_always_says_at_once_and_never_how_long_one_may_wait(gone, words):
    running = RunningClock("Clock 9", "police", gone, 1440, Instant.of("Saturday 8:10 p.m."))
    assert clock_in_words(running, WORDS) == words
    assert "at once" in words


def test_a_scenario_reads_its_clocks_for_each_scene(tmp_path):
    scenario = load_curriculum(clocked_copy(tmp_path)).modules["course/1"].scenarios[0]
    read = {scene.id: scenario.reading(scene) for scene in scenario.scenes}
    assert {name: [each.elapsed for each in found.clocks] for name, found in read.items() if found} == {
        "start": [15], "later": [690], "talk": [38 * 60], "safe": [],
    }  # fmt: skip
    assert read["alone"] is None


def test_a_story_without_clocks_is_dumped_as_it_was_before_there_were_any(curriculum, tmp_path):
    [plain] = curriculum.modules["intro/1"].scenarios[:1]
    dumped = plain.model_dump(mode="json")
    assert "clocks" not in dumped
    assert not any({"time", "clocks"} & scene.keys() for scene in dumped["scenes"])
    timed = load_curriculum(clocked_copy(tmp_path)).modules[MODULE.partition("-")[0]].scenarios[0]
    assert Scenario.model_validate(timed.model_dump(mode="json")) == timed
