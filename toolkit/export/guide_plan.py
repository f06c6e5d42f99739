"""From a facilitator's Document to what every form of its guide needs: numbered slides with their notes, the run of show, the cut list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.guide_days import (
    GuideDay,
    Row,
    guide_days,
    late_word,
    leaders_told,
    lengths,
    served,
)
from toolkit.export.guide_steps import BRIEF, Numbered, Step, step_of, steps_of
from toolkit.export.timetable import pauses_of, rooms_told, when
from toolkit.export.told_once import Notice, ToldOnce, notices, told_once
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
class Strip:
    """A pause between two segments, with the number of its slide; ``title`` says what, ``told`` when it goes on."""

    title: str
    clock: str
    told: str
    minutes: int | None
    slide: int | None


@dataclass(frozen=True, slots=True)
class GuidePlan:
    """Entries for modules and segments stand in document order; ids are 'module:segment'.

    ``ends`` tells when each segment must be done, ``here`` all of where one should be, ``led`` who leads it,
    ``strips`` what follows it; ``served`` where each objective is taught. ``before``, ``care`` and ``notices`` say once
    what several modules say.
    """

    slides: int
    openings: tuple[tuple[Step, ...], ...]
    closing: tuple[Step, ...]
    objectives: tuple[tuple[str, ...], ...]
    segments: tuple[tuple[SegmentPlan, ...], ...]
    days: tuple[GuideDay, ...]
    ends: dict[str, str]
    here: dict[str, str]
    led: dict[str, tuple[str, ...]]
    strips: dict[str, tuple[Strip, ...]]
    served: tuple[tuple[str, ...], ...]
    lengths: Mapping[str, int]
    when: tuple[str, ...]
    rooms: tuple[str, ...]
    recheck: str
    checked: tuple[str, ...]
    before: ToldOnce
    care: ToldOnce
    notices: tuple[Notice, ...]


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
    strips = _strips(document, numbered, words)
    rows = _rows(document, segments, strips, words)
    return GuidePlan(
        slides=len(numbered),
        openings=tuple(_opening(place, module, numbered) for place, module in enumerate(document.modules)),
        closing=tuple(step_of([item]) for item in numbered if item.slide.layout == "closing"),
        objectives=tuple(tuple(labels[module.id, o.id] for o in module.objectives) for module in document.modules),
        segments=segments,
        days=guide_days(document, rows, words),
        ends={f"{row.module}:{row.segment}": row.ends for row in document.schedule if row.segment},
        here=_here(document, words),
        led={row.id: row.leaders for _, row in rows if row.leaders},
        strips=strips,
        served=tuple(served(module, document.cuts, words) for module in document.modules),
        lengths=lengths(document),
        when=when(document, words),
        rooms=tuple(rooms_told(document, words)),
        recheck=min((fact.review_by for fact in document.facts), default=""),
        checked=tuple(dict.fromkeys(contact.checked_on for contact in document.contacts)),
        before=told_once(document.modules, [module.before for module in document.modules]),
        care=told_once(document.modules, [module.self_care for module in document.modules]),
        notices=notices(document.modules),
    )


def _objective_labels(document: d.Document) -> dict[tuple[str, str], str]:
    """'2', or '3.2' where the workshop has more than one module."""
    many = len(document.modules) > 1
    return {
        (module.id, objective.id): f"{place}.{number}" if many else str(number)
        for place, module in enumerate(document.modules, start=1)
        for number, objective in enumerate(module.objectives, start=1)
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


def _rows(
    document: d.Document, segments: Sequence[Sequence[SegmentPlan]], strips: Mapping[str, tuple[Strip, ...]], words: Messages
) -> list[tuple[int, Row]]:
    """The schedule with the day of each line, joined with what its segment needs, or with the slide of its pause."""
    entries = {
        (module.id, segment.id): (segment, entry)
        for module, planned in zip(document.modules, segments, strict=True)
        for segment, entry in zip(module.segments, planned, strict=True)
    }
    breaks = iter([strip for each in strips.values() for strip in each if strip.minutes is not None])
    rows: list[tuple[int, Row]] = []
    for row in document.schedule:
        found = entries.get((row.module, row.segment or ""))
        if found is None:
            strip = next(breaks, None) if rows else None
            number = (strip.slide,) if strip and strip.slide else ()
            told = strip.told if strip else ""
            made = Row(row.clock, row.minutes, row.title, None, pause=True, slides=number, told=told)
        else:
            made = _row(document, row, *found, words)
        rows.append((row.day or 1, made))
    return rows


def _row(document: d.Document, row: d.ScheduleRow, segment: d.Segment, entry: SegmentPlan, words: Messages) -> Row:
    times = segment.minutes
    return Row(
        row.clock, row.minutes, row.title, row.number, pause=False, priority=row.priority,
        late=late_word((row.module, row.segment or ""), row.priority, document.cuts, words),
        span=(times.minimum, times.typical, times.maximum) if times else (), slides=entry.slides,
        objectives=entry.objectives, materials=segment.materials, leaders=leaders_told(row, document.rooms),
        id=f"{row.module}:{row.segment}", module=row.module,
    )  # fmt: skip


def _strips(document: d.Document, numbered: Sequence[Numbered], words: Messages) -> dict[str, tuple[Strip, ...]]:
    numbers = {item.slide.anchor: item.number for item in numbered}
    return {
        f"{module}:{segment}": tuple(
            Strip(each.title, each.clock, each.told, each.minutes, numbers.get(each.anchor)) for each in pauses
        )
        for (module, segment), pauses in pauses_of(document, words).items()
    }


def _here(document: d.Document, words: Messages) -> dict[str, str]:
    """Where one should be, by 'module:segment': when it begins and must be done, on which day where there are several."""
    found = {}
    for row in document.schedule:
        if row.segment is not None:
            told = words("guide.here-at" if row.ends else "guide.here-at-start", starts=row.clock, ends=row.ends)
            day = [words("shared.day-number", day=row.day)] if row.day else []
            found[f"{row.module}:{row.segment}"] = " \u00b7 ".join([*day, told])
    return found
