"""Rules of structure: ids are unique, and everything that exists has its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.activity import PlaceQuiz, PlaceScenario, Sort
from toolkit.model.curriculum import Place
from toolkit.model.module import ActivitySlide, Segment


def _twin_ids(subject: Subject) -> Iterator[Finding]:
    module = subject.module
    groups: list[tuple[str, list[tuple[Place, str]]]] = [
        ("objective", [(("objectives", n, "id"), o.id) for n, o in enumerate(module.objectives)]),
        ("segment", [(("segments", n, "id"), s.id) for n, s in enumerate(module.segments)]),
        ("activity, quiz or scenario", _shown_ids(subject)),
        (
            "question",
            [
                (("quizzes", n, "questions", m, "id"), question.id)
                for n, quiz in enumerate(module.quizzes)
                for m, question in enumerate(quiz.questions)
            ],
        ),
    ]
    groups += [
        ("scene", [(("scenarios", n, "scenes", m, "id"), scene.id) for m, scene in enumerate(scenario.scenes)])
        for n, scenario in enumerate(module.scenarios)
    ]
    groups += [
        ("clock", [(("scenarios", n, "clocks", m, "id"), clock.id) for m, clock in enumerate(scenario.clocks)])
        for n, scenario in enumerate(module.scenarios)
    ]
    groups += [
        ("category", [((*place, "categories", n, "id"), category.id) for n, category in enumerate(sort.categories)])
        for place, sort in sorts_of(subject)
    ]
    for thing, found in groups:
        seen: set[str] = set()
        for place, name in found:
            if name in seen:
                yield Finding(
                    place, f"'{name}' is the id of another {thing} already.", "Give one of the two another id."
                )
            seen.add(name)


def _shown_ids(subject: Subject) -> list[tuple[Place, str]]:
    module = subject.module
    found: list[tuple[Place, str]] = [
        (("segments", n, "body", m, "id"), getattr(block, "id", ""))
        for n, segment in enumerate(module.segments)
        for m, block in enumerate(segment.body)
        if hasattr(block, "id")
    ]
    found += [(("quizzes", n, "id"), quiz.id) for n, quiz in enumerate(module.quizzes)]
    return found + [(("scenarios", n, "id"), scenario.id) for n, scenario in enumerate(module.scenarios)]


def sorts_of(subject: Subject) -> Iterator[tuple[Place, Sort]]:
    """Every sort of the module with its place."""
    for n, segment in enumerate(subject.module.segments):
        for m, block in enumerate(segment.body):
            if isinstance(block, Sort):
                yield ("segments", n, "body", m), block


def _placing(segment: Segment) -> Iterator[tuple[int, str, str]]:
    for number, block in enumerate(segment.body):
        if isinstance(block, PlaceQuiz):
            yield number, "quiz", block.quiz
        elif isinstance(block, PlaceScenario):
            yield number, "scenario", block.scenario


def _misplaced(subject: Subject) -> Iterator[Finding]:
    placed: Counter[tuple[str, str]] = Counter()
    for n, segment in enumerate(subject.module.segments):
        for m, kind, name in _placing(segment):
            placed[kind, name] += 1
            if placed[kind, name] > 1:
                yield Finding(
                    ("segments", n, "body", m),
                    f"the {kind} '{name}' is placed here a second time.",
                    "Keep one of the two.",
                )
    made = [
        ("quizzes", "quiz", [quiz.id for quiz in subject.module.quizzes]),
        ("scenarios", "scenario", [scenario.id for scenario in subject.module.scenarios]),
    ]
    for key, kind, names in made:
        for n, name in enumerate(names):
            if not placed[kind, name]:
                yield Finding(
                    (key, n, "id"),
                    f"no segment places the {kind} '{name}'.",
                    f"Add '- kind: {kind}' with '{kind}: {name}' to a segment's body.",
                )


def _foreign_slides(subject: Subject) -> Iterator[Finding]:
    everything = subject.module.activities
    for n, segment in enumerate(subject.module.segments):
        own = {name for _, _, name in _placing(segment)} | {getattr(block, "id", "") for block in segment.body}
        for m, slide in enumerate(segment.slides):
            if isinstance(slide, ActivitySlide) and slide.activity in everything and slide.activity not in own:
                yield Finding(
                    ("segments", n, "slides", m, "activity"),
                    f"'{slide.activity}' is not in this segment's body.",
                    "Show it in its own segment, or move it here.",
                )


def _left_without_steps(subject: Subject) -> Iterator[Finding]:
    course = subject.curriculum.course_of.get(subject.id)
    audiences = (course and course.audiences) or [audience.id for audience in subject.curriculum.catalogue.audiences]
    steps = subject.module.next_steps
    without = [name for name in audiences if not any(not group.audiences or name in group.audiences for group in steps)]
    if without:
        yield Finding(
            ("next_steps",),
            f"there is no next step for {', '.join(without)}.",
            "Add a group of steps without 'audiences:', which is for everyone.",
        )


RULES = (
    ModuleRule(
        id="id-is-unique",
        may_be_allowed=False,
        says="No two things of one kind in a module share an id.",
        why="A reference must lead to one thing.",
        find=_twin_ids,
    ),
    ModuleRule(
        id="activity-is-placed-once",
        may_be_allowed=False,
        says="Each quiz and each scenario is placed in one segment, once.",
        why="What is placed nowhere is never seen; what is placed twice is scored twice.",
        find=_misplaced,
        needs=("module",),
    ),
    ModuleRule(
        id="slide-shows-own-segment",
        may_be_allowed=False,
        says="An activity slide shows an activity of its own segment.",
        why="Room and handout must be at the same place at the same time.",
        find=_foreign_slides,
        needs=("module",),
    ),
    ModuleRule(
        id="next-steps-are-for-everyone",
        says="Every audience of the course finds next steps.",
        why="People leave with something to do, and with hope.",
        severity="warning",
        source="F-LRN-11",
        find=_left_without_steps,
        needs=("module", "catalogue"),
    ),
)
