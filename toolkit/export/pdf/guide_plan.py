"""From a facilitator's Document to what only its guide needs: numbered slides with their notes, the run of show, the cut list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.export import document as d
from toolkit.export.deck import Slide, build_deck
from toolkit.export.pdf.typst_data import plain
from toolkit.export.typography import polished
from toolkit.messages import Messages

_FRAME_LINES = 9
_FRAME_CHARACTERS = 120
_BRIEF = 60  # on the page that opens a module, whose objectives stand at a glance


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int  # as the deck counts its straight run
    slide: Slide


def guide_plan(document: d.Document, words: Messages) -> dict[str, Any]:
    """Plain data for guide.typ beside ``answer_data``; entries for modules and segments stand in document order."""
    document = polished(document)
    deck = polished(build_deck(document, words))
    straight = [slide for slide in deck.slides if slide.branch is None]
    numbered = [_Numbered(number, slide) for number, slide in enumerate(straight, start=1)]
    labels = _objective_labels(document)
    segments = [
        [_segment(module, segment, numbered, labels) for segment in module.segments] for module in document.modules
    ]
    return {
        "slides": len(numbered),
        "openings": [_opening(place, module, numbered) for place, module in enumerate(document.modules)],
        "closing": [_frame([item]) for item in numbered if item.slide.layout == "closing"],
        "objectives": [[labels[module.id, o.id] for o in module.objectives] for module in document.modules],
        "segments": segments,
        "rows": [_row(document, row, segments) for row in document.schedule],
        "ends": _ends(document),
        "cuts": _cuts(document),
        "recheck": min((fact.review_by for fact in document.facts), default=""),
        "checked": list(dict.fromkeys(contact.checked_on for contact in document.contacts)),
    }


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


def _opening(place: int, module: d.Module, numbered: Sequence[_Numbered]) -> list[dict[str, Any]]:
    """Slides before the module's first segment; those of the first module begin with the deck's title."""
    key = module.id.replace("/", "-") or "notebook"
    stems = tuple(f"{key}-{name}" for name in ("title", "notice", "objectives"))
    own = [
        item for item in numbered
        if not item.slide.segment
        and (item.slide.anchor.startswith(stems) or (place == 0 and item.slide.anchor == "start"))
    ]  # fmt: skip
    return [_frame([item], _BRIEF) for item in own]


def _segment(
    module: d.Module, segment: d.Segment, numbered: Sequence[_Numbered], labels: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    prefix = f"{module.id.replace('/', '-')}-{segment.id}".strip("-")
    own = [item for item in numbered if item.slide.segment == segment.id]
    steps: list[dict[str, Any]] = []
    for place, source in enumerate(segment.slides, start=1):
        stem = f"{prefix}-{place}"
        stemming = [item for item in own if item.slide.anchor == stem or item.slide.anchor.startswith(f"{stem}-")]
        steps += _steps(source, stem, stemming)
    return {
        "steps": steps,
        "slides": [steps[0]["first"], steps[-1]["last"]] if steps else [],
        "objectives": [labels[module.id, name] for name in segment.objectives if (module.id, name) in labels],
        "shown": [source.activity for source in segment.slides if source.activity],
    }


def _steps(source: d.SlideSource, stem: str, items: Sequence[_Numbered]) -> Iterator[dict[str, Any]]:
    """What the facilitator does with one slide of the plan: one step, however many slides it takes, or one a question."""
    groups: list[list[_Numbered]] = []
    for item in items:
        if not groups or item.slide.layout == "question":
            groups.append([])
        groups[-1].append(item)
    for place, group in enumerate(groups):
        slide = group[0].slide
        # A contacts slide brings a note of its own: which numbers are still to be confirmed.
        notes = slide.notes if slide.layout == "contacts" else polished(source.notes)
        bridges = tuple(note for note in notes if note.kind == "transition")
        others = tuple(note for note in notes if note.kind != "transition")
        yield {
            **_frame(group),
            "notes": plain(others if place == 0 else ()),
            "bridges": plain(bridges if place == len(groups) - 1 else ()),
            "activity": source.activity or "",
            "question": slide.anchor.removeprefix(f"{stem}-") if slide.layout == "question" else "",
            "closes": place == len(groups) - 1,
        }


def _frame(group: Sequence[_Numbered], longest: int = _FRAME_CHARACTERS) -> dict[str, Any]:
    """What a step's slides show, as a reminder: numbers, title and the first words, before any key."""
    shown: dict[tuple[str, d.Inlines], None] = {}  # a continued slide repeats its lead
    for item in group:
        if item.slide.layout != "answer" and not item.slide.anchor.endswith("-answers"):
            shown |= dict.fromkeys(_lines(item.slide))
    return {
        "first": group[0].number,
        "last": group[-1].number,
        "layout": group[0].slide.layout,
        "title": group[0].slide.title,
        "lines": [{"mark": mark, "text": plain(_shortened(text, longest))} for mark, text in list(shown)[:_FRAME_LINES]],
        "more": len(shown) > _FRAME_LINES,
    }


def _shortened(text: d.Inlines, room: int) -> d.Inlines:
    """``text`` cut behind a word where it is too long for a small frame."""
    kept: list[d.Span] = []
    for span in text:
        if len(span.text) > room:
            return (*kept, replace(span, text=span.text[:room].rsplit(" ", 1)[0].rstrip(",;:.") + "…"))
        kept.append(span)
        room -= len(span.text)
    return tuple(kept)


def _lines(slide: Slide) -> Iterator[tuple[str, d.Inlines]]:
    """The words on a slide, each with its mark: '' for plain text, '-' for a point, or a letter or number."""
    if slide.lead:
        yield "", slide.lead
    if slide.layout not in ("title", "closing"):
        yield from _block_lines(slide.blocks)
    if slide.layout not in ("closing", "sort"):
        yield from (("-", point) for point in slide.points)
    for column in slide.columns:
        yield "", (d.Span(column.title, strong=True),)
        yield from (("-", point) for point in column.points)
    # The cards of a sort and the answers of a question stand in full in the key beside the frame.
    yield from (("-", (d.Span(contact.name),)) for contact in slide.contacts)


def _block_lines(blocks: d.Blocks) -> Iterator[tuple[str, d.Inlines]]:
    for block in blocks:
        match block:
            case d.Paragraph() | d.Heading():
                yield "", tuple(span for span in block.text if not span.cites)
            case d.Listing():
                for item in block.items:
                    yield from (("-", text) for _mark, text in _block_lines(item))
            case d.Callout() | d.Quotation():
                yield from _block_lines(block.blocks)
            case d.Figure() | d.Diagram():
                yield "", (d.Span(block.alt, emphasis=True),)


def _row(document: d.Document, row: d.ScheduleRow, segments: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
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
    shared = {"clock": row.clock, "minutes": row.minutes, "title": row.title, "number": row.number}
    if found is None:
        return {**shared, "pause": True}
    segment, entry = found
    return {
        **shared,
        "pause": False,
        "priority": row.priority,
        "saves": _saves(segment),
        "slides": entry["slides"],
        "objectives": entry["objectives"],
        "materials": list(segment.materials),
        "id": f"{row.module}:{row.segment}",
        "module": row.module,
    }


def _saves(segment: d.Segment) -> int:
    """Minutes won when the day runs late: all of an optional segment, the slack of a core one, none of a safety one."""
    if segment.minutes is None or segment.priority == "safety":
        return 0
    kept = 0 if segment.priority == "optional" else segment.minutes.minimum
    return max(0, segment.minutes.planned - kept)


def _cuts(document: d.Document) -> list[dict[str, Any]]:
    """What to cut, in order: optional segments, the last one first, then core segments, the longest slack first."""
    cuts = [
        {
            "id": f"{module.id}:{segment.id}",
            "title": segment.title,
            "priority": segment.priority,
            "saves": _saves(segment),
        }
        for module in document.modules
        for segment in module.segments
        if _saves(segment)
    ]
    drops = [cut for cut in reversed(cuts) if cut["priority"] == "optional"]
    shorter = [cut for cut in cuts if cut["priority"] != "optional"]
    return [*drops, *sorted(shorter, key=lambda cut: -int(str(cut["saves"])))]
