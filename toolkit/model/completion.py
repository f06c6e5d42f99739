"""What a course asks of a learner, and the days on which they finished parts of it, in; how far they are, and what comes next, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.model.activity import PlaceQuiz, PlaceScenario
from toolkit.model.base import AudienceId
from toolkit.model.curriculum import Course
from toolkit.model.entry import Entry
from toolkit.model.module import Module, Segment
from toolkit.model.session import Parameters

Done = Mapping[tuple[str, str], date]
"""The day on which each activity was first finished, by module and activity."""


@dataclass(frozen=True, slots=True)
class Required:
    """What a learner goes through to finish a module: a quiz, or any one of the scenarios of a segment."""

    any_of: tuple[str, ...]
    titles: tuple[str, ...]
    kind: Literal["quiz", "scenario"]

    @property
    def id(self) -> str:
        """The first of them stands for all."""
        return self.any_of[0]


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """How far a learner is in one module. ``minutes`` is the typical length of what they read of it."""

    module: Module
    minutes: int
    items: tuple[Required, ...]
    done: tuple[str, ...]
    finished: date | None


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """How far a learner is in the open modules of one course."""

    course: Course
    modules: tuple[ModuleProgress, ...]

    @property
    def finished(self) -> bool:
        """Whether every module is finished."""
        return bool(self.modules) and all(module.finished for module in self.modules)

    def is_for(self, role: str | None) -> bool:
        """Whether the course is offered to a role; someone who chose none is offered everything."""
        return role is None or not self.course.audiences or role in self.course.audiences


@dataclass(frozen=True, slots=True)
class NextUp:
    """The module to open next. ``item`` is the activity in which the learner stopped, by id, or empty."""

    why: Literal["continue", "start", "next"]
    module: Module
    item: str = ""


def segments_for(segments: Iterable[Segment], audience: AudienceId) -> tuple[Segment, ...]:
    """Those of ``segments`` that are meant for ``audience``."""
    return tuple(each for each in segments if not each.audiences or audience in each.audiences)


def studied_segments(module: Module) -> tuple[Segment, ...]:
    """What stands in the self-study notebook of ``module``, composed for no role: nothing else can be asked of a learner."""
    return segments_for(module.segments, Parameters().audience)


def module_progress(module: Module, segments: Sequence[Segment], audience: AudienceId, done: Done) -> ModuleProgress:
    """How far a learner is in ``module``, of which they read ``segments``.

    Finished means that every quiz, and in every segment one of its scenarios, was finished once, on the
    latest of those days. A scenario that somebody left counts: nobody has to sit through one. A module
    that asks nothing is never finished: nobody could tell.
    """
    items = tuple(item for segment in segments for item in _required(module, segment, audience))
    days = [min((done[module.id, each] for each in item.any_of if (module.id, each) in done), default=None) for item in items]
    known = [day for day in days if day is not None]
    return ModuleProgress(
        module=module,
        minutes=sum(segment.minutes.typical for segment in segments),
        items=items,
        done=tuple(item.id for item, day in zip(items, days, strict=True) if day is not None),
        finished=max(known) if items and len(known) == len(items) else None,
    )


def _required(module: Module, segment: Segment, audience: AudienceId) -> Iterator[Required]:
    stories = []
    for block in segment.body:
        match block:
            case PlaceQuiz():
                yield Required((block.quiz,), (module.activities[block.quiz].title,), "quiz")
            case PlaceScenario():
                stories.append(next(each for each in module.scenarios if each.id == block.scenario))
    mine = [story for story in stories if not story.is_for_others(audience)]
    if mine:
        yield Required(tuple(story.id for story in mine), tuple(story.title for story in mine), "scenario")


def next_up(courses: Sequence[CourseProgress], role: str | None, entries: Sequence[Entry]) -> NextUp | None:
    """What a learner opens next: the module where they stopped, else the first unfinished one that is for them.

    ``entries`` stand in the order in which they were touched. None when nothing is left.
    """
    known = {each.module.id: each for course in courses for each in course.modules}
    last = next((entry for entry in reversed(entries) if entry.module in known), None)
    if last is not None and known[last.module].finished is None:
        return NextUp("continue", known[last.module].module, "" if last.done else last.item.partition("@")[0])
    open_ones = [each for course in _by_interest(courses, role, last) for each in course.modules if not each.finished]
    return NextUp("next" if last else "start", open_ones[0].module) if open_ones else None


def _by_interest(courses: Sequence[CourseProgress], role: str | None, last: Entry | None) -> list[CourseProgress]:
    """The course of the module that was open last comes first, then the others that are for the role."""
    current = [each for each in courses if last and last.module in each.course.modules]
    return [*current, *(each for each in courses if each.is_for(role) and each not in current)]
