"""Rules of safety: a calm frame around the material, and indicators that never pass for a checklist."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.activity import Callout
from toolkit.model.curriculum import Place

INDICATORS = "indicators"
CAUTION = "not a checklist"


def _no_safety_segment(subject: Subject) -> Iterator[Finding]:
    audiences = [audience.id for audience in subject.curriculum.catalogue.audiences]
    frames = [segment for segment in subject.module.segments if segment.priority == "safety"]
    without = [name for name in audiences if not any(not s.audiences or name in s.audiences for s in frames)]
    if not frames:
        yield Finding(
            ("segments",),
            "no segment has 'priority: safety'.",
            "Open with one that gives the content notice, the ways to step out and the support there is.",
        )
    elif without:
        yield Finding(
            ("segments",),
            f"no segment with 'priority: safety' is for {', '.join(without)}.",
            "Make one that is for everyone.",
        )


def _bare_indicators(subject: Subject) -> Iterator[Finding]:
    module = subject.module
    stated = [number for number, objective in enumerate(module.objectives) if objective.id == INDICATORS]
    boxes = (block for segment in module.segments for block in segment.body if isinstance(block, Callout))
    cautions = [f"{box.title} {box.text}" for box in boxes if box.tone == "caution"]
    if stated and not any(CAUTION in " ".join(text.split()).casefold() for text in cautions):
        serving = [number for number, segment in enumerate(module.segments) if INDICATORS in segment.objectives]
        place: Place = ("segments", serving[0], "body") if serving else ("objectives", stated[0])
        yield Finding(
            place,
            "indicators are taught without the caution.",
            f"Add a callout with 'tone: caution' that says they are {CAUTION}.",
        )


RULES = (
    ModuleRule(
        id="module-has-safety-segment",
        says="A module has a safety segment for every audience.",
        why="Survivors are in every room: choices and support come before content.",
        find=_no_safety_segment,
        needs=("module",),
    ),
    ModuleRule(
        id="indicators-carry-caution",
        why="Counting signs misleads: an indicator starts a conversation and a report, it proves nothing.",
        says=f"A module with the objective '{INDICATORS}' has a caution callout that says they are {CAUTION}.",
        find=_bare_indicators,
        needs=("module",),
    ),
)
