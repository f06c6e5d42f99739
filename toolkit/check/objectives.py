"""Rules of objectives: each can be observed, and is taught, then practised, then asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.assessment import questions_of
from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.activity import (
    Block,
    Callout,
    Discuss,
    Exercise,
    Explain,
    PlaceQuiz,
    PlaceScenario,
    Prose,
    Reflect,
    Sort,
)
from toolkit.model.base import AudienceId
from toolkit.model.module import Segment

_PRACTISES = (Sort, Discuss, Exercise, Reflect, PlaceScenario)
_HIDDEN = re.compile(
    r"""(?:to\s+)?(?:
      understand | know | realize | realise | appreciate | learn | grasp | comprehend | value | enjoy | believe | feel
    | (?:be|become|get|grow|feel)\s+(?:\w+\s+)?(?:aware|familiar|acquainted|conscious|sensitive|sensitized|comfortable|
      confident|interested|informed|introduced|exposed|open)
    | (?:gain|have|develop|acquire|get|build)\s+(?:an?\s+|some\s+|more\s+)?(?:\w+\s+)?(?:awareness|knowledge|
      understanding|insight|insights|appreciation|sense|familiarity)
    | think\s+about | see\s+(?:why|how|that) | hear\s+about | read\s+about | be\s+able\s+to\s+understand
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_VERB = re.compile(
    r"(?:the|an?|how|what|why|when|where|who|which|this|these|participants?|readers?|learners?|people|you|they|we|"
    r"knowledge|awareness|understanding|basics|overview|introduction)\b",
    re.IGNORECASE,
)


def _teaches(block: Block) -> bool:
    """Whether people learn from ``block``. A pause or a word of comfort teaches nothing that a question could ask about."""
    return isinstance(block, Prose | Explain) or (isinstance(block, Callout) and block.tone != "support")


def _teaching(subject: Subject, objective: str) -> list[tuple[int, int, Segment]]:
    """Segments that serve ``objective`` with text to read: their position and that of the first such text."""
    return [
        (n, next(m for m, block in enumerate(segment.body) if _teaches(block)), segment)
        for n, segment in enumerate(subject.module.segments)
        if objective in segment.objectives and any(map(_teaches, segment.body))
    ]


def _all_known(subject: Subject) -> bool:
    """Whether every objective that is named exists: a misspelt one is reported as such, and once is enough."""
    named = {name for segment in subject.module.segments for name in segment.objectives}
    named |= {name for scenario in subject.module.scenarios for name in scenario.objectives}
    return named <= {objective.id for objective in subject.module.objectives}


def _untaught(subject: Subject) -> Iterator[Finding]:
    if not _all_known(subject):
        return
    for number, objective in enumerate(subject.module.objectives):
        if not _teaching(subject, objective.id):
            serving = [segment.id for segment in subject.module.segments if objective.id in segment.objectives]
            yield Finding(
                ("objectives", number),
                f"the segment '{serving[0]}' serves the objective '{objective.id}' without text that teaches it."
                if serving
                else f"no segment serves the objective '{objective.id}'.",
                "Give its body prose, a callout or an explained example."
                if serving
                else "Add it to the 'objectives:' of the segment that teaches it.",
            )


def _taught_to_some(subject: Subject) -> Iterator[Finding]:
    course = subject.curriculum.course_of.get(subject.id)
    everyone: tuple[AudienceId, ...] = tuple(audience.id for audience in subject.curriculum.catalogue.audiences)
    audiences = (course.audiences if course else ()) or everyone
    for number, objective in enumerate(subject.module.objectives):
        teaching = [segment for _, _, segment in _teaching(subject, objective.id)]
        kept = [segment for segment in teaching if segment.priority != "optional"]
        without = [name for name in audiences if not any(not s.audiences or name in s.audiences for s in kept)]
        if teaching and without:
            whom = "anybody" if len(without) == len(audiences) else ", ".join(without)
            yield Finding(
                ("objectives", number),
                f"no segment that is always kept teaches the objective '{objective.id}' to {whom}.",
                "Make a segment that teaches it 'priority: core' and for everyone.",
            )


def _unpractised(subject: Subject) -> Iterator[Finding]:
    module = subject.module
    if not _all_known(subject):
        return
    practised = {name for scenario in module.scenarios for name in scenario.objectives}
    for segment in module.segments:
        if any(isinstance(block, _PRACTISES) for block in segment.body):
            practised.update(segment.objectives)
    for number, objective in enumerate(module.objectives):
        if objective.id not in practised:
            yield Finding(
                ("objectives", number),
                f"nobody practises the objective '{objective.id}'.",
                "Add a sort, discussion, exercise or reflection to a segment that serves it, or let a scenario name it.",
            )


def _unobservable(subject: Subject) -> Iterator[Finding]:
    for number, objective in enumerate(subject.module.objectives):
        key, text = ("tested_as", objective.tested_as) if objective.tested_as else ("text", objective.text)
        hidden = _HIDDEN.match(text)
        start = hidden or _NO_VERB.match(text)
        if start:
            wrong = "nobody can observe '{}'." if hidden else "the objective starts with '{}' and not with a verb."
            ways = "define, identify, distinguish, explain, choose, demonstrate"
            mend = f"Start with what a person can be seen to do: {ways}."
            if key == "text" and objective.status == "stated":
                mend = f"It is stated elsewhere, so keep it, and add 'tested_as:' with an observable verb: {ways}."
            yield Finding(("objectives", number, key), wrong.format(start.group()), mend, start.group())


def _asked_too_early(subject: Subject) -> Iterator[Finding]:
    module = subject.module
    first = {objective.id: _teaching(subject, objective.id) for objective in module.objectives}
    placed = {
        block.quiz: (n, m)
        for n, segment in enumerate(module.segments)
        for m, block in enumerate(segment.body)
        if isinstance(block, PlaceQuiz)
    }
    for place, question in questions_of(subject):
        teaching = first.get(question.objective)
        at = placed.get(module.quizzes[int(place[1])].id)
        if teaching and at and teaching[0][:2] > at:
            yield Finding(
                (*place, "objective"),
                f"question '{question.id}' stands before the text that teaches '{question.objective}'.",
                "Place the quiz after that text, or move the question to a later quiz.",
            )


_ALIGNED = "Training states what people will be able to do, teaches it and checks it; what nobody can see, nobody can check."
RULES = (
    ModuleRule(
        id="objective-is-observable",
        says="An objective, or its 'tested_as', starts with a verb that can be observed: not understand, know, be aware.",
        why="What cannot be seen can be neither practised nor assessed.",
        severity="warning",
        source="F-LRN-01, F-LRN-02",
        find=_unobservable,
    ),
    ModuleRule(
        id="objective-is-taught",
        says="A segment serves each objective with text that teaches it: prose, an explained example, or a callout that is no support.",
        why=_ALIGNED,
        source="F-LRN-03",
        find=_untaught,
        needs=("module",),
    ),
    ModuleRule(
        id="objective-is-taught-to-everyone",
        says="Every audience of the course meets each objective in a segment that is never dropped.",
        why="Everyone is asked about it, also where time was short.",
        severity="warning",
        find=_taught_to_some,
        needs=("module", "catalogue"),
    ),
    ModuleRule(
        id="objective-is-practised",
        says="A scenario, or an activity in a segment that serves it, practises each objective.",
        why="People who practised a decision on an invented case find it more easily on a real day.",
        severity="warning",
        source="F-LRN-11, F-LRN-15",
        find=_unpractised,
        needs=("module",),
    ),
    ModuleRule(
        id="question-follows-teaching",
        says="A quiz asks about an objective only after text that teaches it.",
        why="A question before the teaching tests what people brought along.",
        severity="warning",
        source="F-LRN-03",
        find=_asked_too_early,
        needs=("module",),
    ),
)
