"""Rules of time: minutes make sense, and people never leave on heavy material."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject


def _disordered_minutes(subject: Subject) -> Iterator[Finding]:
    for number, segment in enumerate(subject.module.segments):
        minutes = segment.minutes
        place = ("segments", number, "minutes")
        if not 0 < minutes.minimum <= minutes.typical <= minutes.maximum:
            yield Finding(
                place,
                f"segment '{segment.id}' takes {minutes.minimum}, {minutes.typical} or {minutes.maximum} minutes.",
                "Write a minimum above 0, then a typical and a maximum that are not smaller.",
            )


def _heavy_ends(subject: Subject) -> Iterator[Finding]:
    audiences = [audience.id for audience in subject.curriculum.catalogue.audiences]
    reported: set[int] = set()
    for audience in audiences:
        kept = [
            (number, segment)
            for number, segment in enumerate(subject.module.segments)
            if not segment.audiences or audience in segment.audiences
        ]
        for shown in (kept, [(number, segment) for number, segment in kept if segment.priority != "optional"]):
            if shown and shown[-1][1].weight == "heavy" and shown[-1][0] not in reported:
                reported.add(shown[-1][0])
                yield Finding(
                    ("segments", shown[-1][0], "weight"),
                    f"the heavy segment '{shown[-1][1].id}' is the last one for the audience {audience}.",
                    "Put a light segment after it that is for everyone and never dropped.",
                )


RULES = (
    ModuleRule(
        id="minutes-are-in-order",
        says="Minutes are above 0, and minimum, typical and maximum rise.",
        why="The plan of a workshop is computed from them.",
        find=_disordered_minutes,
    ),
    ModuleRule(
        id="heavy-segment-is-not-last",
        says="No heavy segment stands last, for any audience, with or without optional segments.",
        why="People need time to come back to themselves before they leave (trauma-informed practice).",
        find=_heavy_ends,
        needs=("module",),
    ),
)
