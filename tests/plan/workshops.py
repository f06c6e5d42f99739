"""Modules and sessions by the handful: any shape that a curriculum may have, made from the small one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from tests.curricula import SMALL
from toolkit.load import load_curriculum
from toolkit.model.activity import PlaceScenario
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Minutes, Module, Objective, Segment
from toolkit.model.session import Session

NAMES = ("first", "second", "third")


@cache
def small() -> Curriculum:
    return load_curriculum(SMALL)


def segment(  # noqa: PLR0913  # a segment has so many sides
    name: str, minutes: tuple[int, int, int], priority: str = "core", weight: str = "light", objectives=(), *, practice=False
) -> Segment:
    model = small().modules["course/1"].segments[0]
    body = [block for block in model.body if not isinstance(block, PlaceScenario)]
    if practice:
        body.append(PlaceScenario(kind="scenario", scenario="bus-stop"))
    least, usual, most = minutes
    return model.model_copy(update={
        "id": name, "title": f"Segment {name}", "minutes": Minutes(minimum=least, typical=usual, maximum=most),
        "priority": priority, "weight": weight, "objectives": tuple(objectives), "audiences": (), "body": tuple(body),
    })  # fmt: skip


def module(number: int, segments: list[Segment]) -> Module:
    objectives = tuple(Objective(id=name, text=f"Do the {name}", status="stated") for name in NAMES)
    return small().modules["course/1"].model_copy(
        update={"id": f"course/{number}", "title": f"Module {number}", "segments": tuple(segments), "objectives": objectives}
    )


def curriculum_of(*modules: Module) -> Curriculum:
    return replace(small(), modules={each.id: each for each in modules})


def session_of(curriculum: Curriculum, **more) -> Session:
    return Session.model_validate({"modules": list(curriculum.modules), **more})


@st.composite
def _segments(draw) -> list[Segment]:
    """A welcome, some lessons and practice, a close; now and then without its frame."""
    inner = []
    for place in range(draw(st.integers(1, 6))):
        least = draw(st.integers(1, 12))
        usual = least + draw(st.integers(0, 8))
        minutes = (least, usual, usual + draw(st.integers(0, 8)))
        inner.append(segment(
            f"part-{place}", minutes, draw(st.sampled_from(["core", "core", "optional"])),
            draw(st.sampled_from(["light", "light", "heavy"])),
            draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3)), practice=draw(st.booleans()),
        ))  # fmt: skip
    frame = draw(st.sampled_from(["both", "both", "both", "none"]))
    if frame == "none":
        return inner
    return [segment("welcome", (3, 5, 7), "safety"), *inner, segment("close", (2, 4, 5), "safety")]


@st.composite
def curricula(draw, most: int = 4) -> Curriculum:
    count = draw(st.integers(1, most))
    return curriculum_of(*(module(number, draw(_segments())) for number in range(1, count + 1)))


@st.composite
def workshops(draw) -> tuple[Curriculum, Session]:
    """A curriculum and a session of all its modules: one day or several, with lunch, turns and rooms, or without."""
    curriculum = draw(curricula())
    start = draw(st.sampled_from([None, "00:00", "09:00", "18:30", "23:50"]))
    lengths = st.one_of(st.none(), st.integers(30, 500))
    days = draw(st.lists(lengths, max_size=3))
    more = {
        "minutes": draw(lengths), "start": start,
        "days": [{} if minutes is None else {"minutes": minutes} for minutes in days],
        "facilitators": ["A. Person", "B. Person", "C. Person", "D. Person"][: draw(st.integers(0, 4))],
    }  # fmt: skip
    if draw(st.booleans()) and start:
        more["lunch"] = {"at": "12:00", "minutes": draw(st.integers(15, 60))}
    if len(more["facilitators"]) == 4 and draw(st.booleans()):
        more["rooms"] = ["Blue", "Green"]
    more["take_turns"] = len(more["facilitators"]) > 1 and draw(st.booleans())
    return curriculum, session_of(curriculum, **more)
