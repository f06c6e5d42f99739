"""Between two modules of a day: what the day's first welcome and last close say is not said again, and support is."""

from __future__ import annotations

from toolkit.model.activity import Callout, Prose, Reflect
from toolkit.model.session import Session
from toolkit.plan import make_plan


def day_of(curriculum, **more):
    plan = make_plan(curriculum, Session.model_validate({"modules": ["intro/1", "intro/2", "intro/3"], "start": "09:00", **more}))
    return [slot for slot in plan.slots if slot.segment and slot.segment.priority == "safety"]


def test_only_the_first_welcome_and_the_last_close_are_whole(curriculum):
    slots = day_of(curriculum)
    assert [slot.seam for slot in slots] == [None, "closes", "opens", "closes", "opens", None]
    assert [", in short" in slot.segment.title for slot in slots] == [False, True, True, True, True, False]
    assert sum(isinstance(block, Reflect) for slot in slots for block in slot.segment.body) == 1


def test_support_is_told_every_time_and_numbers_are_shown_at_every_close(curriculum):
    for slot in day_of(curriculum):
        assert any(isinstance(block, Callout) and block.tone == "support" for block in slot.segment.body)
        if slot.segment.id == "close":
            assert "contacts" in {slide.kind for slide in slot.segment.slides}


def test_what_a_module_says_of_its_own_stays(curriculum):
    [_, _, second, *_] = day_of(curriculum)
    text = "\n".join(block.text for block in second.segment.body if isinstance(block, Prose))
    assert "Today is about needs" in text
    assert "### Where we start from" in text
    assert "### How we work together" not in text
    assert [slide.title for slide in second.segment.slides] == ["What comes next", "Where we start from"]


def test_nobody_is_greeted_twice_by_a_note(curriculum):
    for slot in day_of(curriculum):
        if slot.seam:
            said = " ".join(note.text for slide in slot.segment.slides for note in slide.notes)
            assert "Good to see you" not in said
            assert "We stay for fifteen minutes" not in said


def test_a_day_that_begins_in_the_midst_of_a_module_keeps_the_next_welcome_whole(curriculum):
    slots = day_of(curriculum, days=[{"minutes": 60}, {"minutes": 90}])
    for number in (1, 2):
        here = [slot for slot in slots if slot.day == number]
        if here and here[0].segment.id == "welcome":
            assert ", in short" not in here[0].segment.title
