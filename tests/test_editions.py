"""Audience editions: each of the six finds, in every open module, steps of its own and a story in which it is itself."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from toolkit.build import run_notebook
from toolkit.compose import compose
from toolkit.export import document as d
from toolkit.export.read import read
from toolkit.load import find_curriculum, load_curriculum
from toolkit.model.base import AudienceId
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session
from toolkit.plan import make_plan

AUDIENCES: tuple[AudienceId, ...] = get_args(AudienceId)
INTRO = ("intro/1", "intro/2", "intro/3")
OWN_STORIES = {
    "parents-guardians": ("Two plates", "The headphones", "The kitchen door"),
    "judiciary": ("One line in a report", "The ride to court", "The witness chair"),
}


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return load_curriculum(find_curriculum(Path(__file__).parent))


def sources(curriculum: Curriculum, audience: AudienceId, *modules: str, alone: bool = False) -> str:
    session = Session.model_validate({"modules": list(modules), "audience": audience})
    notebook = compose(curriculum, make_plan(curriculum, session), alone=alone)
    return "\n".join(cell["source"] for cell in notebook["cells"])


def test_each_audience_has_its_own_steps_in_every_open_module(curriculum: Curriculum) -> None:
    open_modules = [module for module in curriculum.modules.values() if module.access != "restricted"]
    courses = [course for course in curriculum.catalogue.courses if course.access != "restricted"]
    looked_at = [module for module in open_modules if any(module.id in course.modules for course in courses)]
    assert len(looked_at) == sum(len(course.modules) for course in courses)
    for module in looked_at:
        for audience in AUDIENCES:
            own = [group for group in module.next_steps if audience in group.audiences]
            assert [len(group.steps) >= 3 for group in own] == [True], (module.id, audience)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_kit_holds_two_stories_for_its_audience_and_none_for_others(curriculum: Curriculum, audience: AudienceId) -> None:
    text = sources(curriculum, audience, *INTRO)
    for name in INTRO:
        stories = curriculum.module(name).scenarios
        shown = [story for story in stories if f"show('{name}/{story.id}'" in text or f'show("{name}/{story.id}"' in text]
        assert shown == [story for story in stories if not story.audiences or audience in story.audiences]
        assert len(shown) == 2, (name, audience)
    for whose, titles in OWN_STORIES.items():
        assert [title in text for title in titles] == [whose == audience] * len(titles)


def test_somebody_who_studies_alone_finds_the_stories_of_all(curriculum: Curriculum) -> None:
    text = sources(curriculum, "community", *INTRO, alone=True)
    assert all(title in text for titles in OWN_STORIES.values() for title in titles)


def test_a_room_of_parents_meets_no_story_of_others_on_page_or_slide(curriculum: Curriculum) -> None:
    session = Session.model_validate({"modules": ["intro/2"], "audience": "parents-guardians"})
    executed = run_notebook(curriculum, session)
    told = {"The headphones", "The helpful friend"}
    others = {story.title for story in curriculum.module("intro/2").scenarios} - told
    for reader in ("participant", "facilitator"):
        [module] = read(executed, reader).modules
        practice = next(segment for segment in module.segments if segment.id == "practice")
        assert {block.title for block in practice.blocks if isinstance(block, d.Scenario)} == told
        assert {slide.activity for slide in practice.slides if slide.activity} <= {"headphones", "helpful-friend"}
        for title in others:
            assert title not in repr(practice.blocks)
