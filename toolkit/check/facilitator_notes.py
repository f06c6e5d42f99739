"""Rules of facilitator notes: whoever stands in front has words, tasks and a way on for every slide."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.activity import Discuss, Exercise, PlaceScenario, Sort
from toolkit.model.module import ActivitySlide, Segment

_RUNS = {"say", "ask", "do"}


def _bare_slides(subject: Subject) -> Iterator[Finding]:
    for n, segment in enumerate(subject.module.segments):
        for m, slide in enumerate(segment.slides):
            if not _RUNS & {note.kind for note in slide.notes}:
                name = slide.activity if isinstance(slide, ActivitySlide) else slide.title
                yield Finding(
                    ("segments", n, "slides", m),
                    f"the slide '{name}' does not tell the facilitator what to say, ask or do.",
                    "Add 'notes:' with a 'kind: say', 'kind: ask' or 'kind: do'.",
                )


def _without_script(subject: Subject) -> Iterator[Finding]:
    for n, segment in enumerate(subject.module.segments):
        if not any(note.kind == "say" for slide in segment.slides for note in slide.notes):
            yield Finding(
                ("segments", n, "slides"),
                f"the notes of segment '{segment.id}' hold no words to speak.",
                "Add a 'kind: say' note that can be read out as it stands.",
            )


def _abrupt_ends(subject: Subject) -> Iterator[Finding]:
    segments = subject.module.segments
    for n, segment in enumerate(segments[:-1]):
        if not any(note.kind == "transition" for note in segment.slides[-1].notes):
            yield Finding(
                ("segments", n, "slides", len(segment.slides) - 1),
                f"segment '{segment.id}' ends without a transition to '{segments[n + 1].id}'.",
                "End the notes of this slide with a 'kind: transition'.",
            )


def _run_in_the_room(segment: Segment) -> Iterator[tuple[int, str]]:
    """Position and id of what a group does together. A quiz, an example or a reflection may stay in the workbook."""
    for m, block in enumerate(segment.body):
        match block:
            case PlaceScenario(scenario=name):
                yield m, name
            case Sort(id=name) | Discuss(id=name) | Exercise(id=name):
                yield m, name


def _unseen_activities(subject: Subject) -> Iterator[Finding]:
    known = subject.module.activities.keys()
    for n, segment in enumerate(subject.module.segments):
        shown = {slide.activity for slide in segment.slides if isinstance(slide, ActivitySlide)}
        for m, name in _run_in_the_room(segment):
            if name not in shown and name in known and shown <= known:
                yield Finding(
                    ("segments", n, "body", m),
                    f"no slide of segment '{segment.id}' shows '{name}', so no notes say how to run it.",
                    f"Add a slide with 'kind: activity', 'activity: {name}' and notes.",
                )


_PLAN = "A guide is a lesson plan: what to say, what to do, and a transition, since transitions are often rushed."
RULES = (
    ModuleRule(
        id="slide-has-notes",
        says="The notes of each slide tell the facilitator something to say, to ask or to do.",
        why=_PLAN,
        severity="warning",
        source="F-GUI-01",
        find=_bare_slides,
        needs=("module",),
    ),
    ModuleRule(
        id="segment-has-script",
        says="The notes of each segment hold words that can be spoken as they stand.",
        why=_PLAN,
        severity="advice",
        source="F-GUI-01",
        find=_without_script,
        needs=("module",),
    ),
    ModuleRule(
        id="segment-ends-with-transition",
        says="The last slide of each segment has a transition note; the module's last segment needs none.",
        why=_PLAN,
        severity="advice",
        source="F-GUI-01",
        find=_abrupt_ends,
        needs=("module",),
    ),
    ModuleRule(
        id="activity-has-slide",
        says="Each scenario, sort, discussion and exercise of a segment has an activity slide there.",
        why="The notes on a slide say how to introduce, run and debrief what a group does.",
        severity="warning",
        source="F-GUI-02",
        find=_unseen_activities,
        needs=("module",),
    ),
)
