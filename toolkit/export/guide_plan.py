"""From a facilitator's Document to what every form of its guide needs: numbered slides with their notes, the run of show, the cut list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.guide_steps import BRIEF, Numbered, Step, step_of, steps_of
from toolkit.export.typography import polished
from toolkit.messages import Messages


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """``slides`` are the numbers of the first and the last, ``objectives`` are labels, ``shown`` ids of activities with a slide."""

    steps: tuple[Step, ...]
    slides: tuple[int, ...]
    objectives: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the run of show; a ``pause`` has no more than its time and title."""

    clock: str
    minutes: int
    title: str
    number: int | None
    pause: bool
    priority: str = "core"
    saves: int = 0
    slides: tuple[int, ...] = ()
    objectives: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    id: str = ""
    module: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """Something to leave out or to shorten, and the minutes that this wins."""

    id: str
    title: str
    priority: str
    saves: int


@dataclass(frozen=True, slots=True)
class GuidePlan:
    """Entries for modules and segments stand in document order; ids are 'module:segment', ``ends`` tells when each must be done."""

    slides: int
    openings: tuple[tuple[Step, ...], ...]
    closing: tuple[Step, ...]
    objectives: tuple[tuple[str, ...], ...]
    segments: tuple[tuple[SegmentPlan, ...], ...]
    rows: tuple[Row, ...]
    ends: dict[str, str]
    cuts: tuple[Cut, ...]
    recheck: str
    checked: tuple[str, ...]


def guide_plan(document: d.Document, words: Messages) -> GuidePlan:
    """The plan, its prose polished."""
    document = polished(document)
    deck = polished(build_deck(document, words))
    straight = [slide for slide in deck.slides if slide.branch is None]
    numbered = [Numbered(number, slide) for number, slide in enumerate(straight, start=1)]
    labels = _objective_labels(document)
    segments = tuple(
        tuple(_segment(module, segment, numbered, labels) for segment in module.segments) for module in document.modules
    )
    return GuidePlan(
        slides=len(numbered),
        openings=tuple(_opening(place, module, numbered) for place, module in enumerate(document.modules)),
        closing=tuple(step_of([item]) for item in numbered if item.slide.layout == "closing"),
        objectives=tuple(tuple(labels[module.id, o.id] for o in module.objectives) for module in document.modules),
        segments=segments,
        rows=tuple(_row(document, row, segments) for row in document.schedule),
        ends=_ends(document),
        cuts=_cuts(document),
        recheck=min((fact.review_by for fact in document.facts), default=""),
        checked=tuple(dict.fromkeys(contact.checked_on for contact in document.contacts)),
    )


def _objective_labels(document: d.Document) -> dict[tuple[str, str], str]:
    """'2', or '3.2' where the workshop has more than one module."""
    many = len(document.modules) > 1
    return {
        (module.id, objective.id): f"{place}.{number}" if many else str(number)
        for place, module in enumerate(document.modules, start=1)
        for number, objective in enumerate(module.objectives, start=1)
    }


def _ends(document: d.Document) -> dict[str, str]:
    """When each segment must be done, by 'module:segment': the clock of the next line of the schedule."""
    clocks = [row.clock for row in document.schedule[1:]] + [document.about.ends]
    return {
        f"{row.module}:{row.segment}": clock
        for row, clock in zip(document.schedule, clocks, strict=False)
        if row.segment is not None
    }


def _opening(place: int, module: d.Module, numbered: Sequence[Numbered]) -> tuple[Step, ...]:
    """Slides before the module's first segment; those of the first module begin with the deck's title."""
    key = module.id.replace("/", "-") or "notebook"
    stems = tuple(f"{key}-{name}" for name in ("title", "notice", "objectives"))
    own = [
        item for item in numbered
        if not item.slide.segment
        and (item.slide.anchor.startswith(stems) or (place == 0 and item.slide.anchor == "start"))
    ]  # fmt: skip
    return tuple(step_of([item], BRIEF) for item in own)


def _segment(
    module: d.Module, segment: d.Segment, numbered: Sequence[Numbered], labels: Mapping[tuple[str, str], str]
) -> SegmentPlan:
    prefix = f"{module.id.replace('/', '-')}-{segment.id}".strip("-")
    own = [item for item in numbered if item.slide.segment == segment.id]
    steps: list[Step] = []
    for place, source in enumerate(segment.slides, start=1):
        stem = f"{prefix}-{place}"
        stemming = [item for item in own if item.slide.anchor == stem or item.slide.anchor.startswith(f"{stem}-")]
        steps += steps_of(source, stem, stemming)
    return SegmentPlan(
        steps=tuple(steps),
        slides=(steps[0].first, steps[-1].last) if steps else (),
        objectives=tuple(labels[module.id, name] for name in segment.objectives if (module.id, name) in labels),
        shown=tuple(source.activity for source in segment.slides if source.activity),
    )


def _row(document: d.Document, row: d.ScheduleRow, segments: Sequence[Sequence[SegmentPlan]]) -> Row:
    """A schedule row joined with what its segment needs."""
    found = next(
        (
            (segment, entry)
            for module, entries in zip(document.modules, segments, strict=True)
            for segment, entry in zip(module.segments, entries, strict=True)
            if (module.id, segment.id) == (row.module, row.segment)
        ),
        None,
    )
    if found is None:
        return Row(row.clock, row.minutes, row.title, row.number, pause=True)
    segment, entry = found
    return Row(
        row.clock, row.minutes, row.title, row.number, pause=False, priority=row.priority, saves=_saves(segment),
        slides=entry.slides, objectives=entry.objectives, materials=segment.materials, id=f"{row.module}:{row.segment}",
        module=row.module,
    )  # fmt: skip


def _saves(segment: d.Segment) -> int:
    """Minutes won when the day runs late: all of an optional segment, the slack of a core one, none of a safety one."""
    if segment.minutes is None or segment.priority == "safety":
        return 0
    kept = 0 if segment.priority == "optional" else segment.minutes.minimum
    return max(0, segment.minutes.planned - kept)


def _cuts(document: d.Document) -> tuple[Cut, ...]:
    """What to cut, in order: optional segments, the last one first, then core segments, the longest slack first."""
    cuts = [
        Cut(f"{module.id}:{segment.id}", segment.title, segment.priority, _saves(segment))
        for module in document.modules
        for segment in module.segments
        if _saves(segment)
    ]
    drops = [cut for cut in reversed(cuts) if cut.priority == "optional"]
    shorter = [cut for cut in cuts if cut.priority != "optional"]
    return (*drops, *sorted(shorter, key=lambda cut: -cut.saves))
