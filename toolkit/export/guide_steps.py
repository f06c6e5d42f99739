"""From numbered slides to the steps of a guide: what a facilitator does with each, and a reminder of what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.export import document as d
from toolkit.export.deck import Slide
from toolkit.export.typography import polished

_FRAME_LINES = 9
_FRAME_CHARACTERS = 120
BRIEF = 60
"""Characters of a line on the page that opens a module, whose objectives stand at a glance."""


@dataclass(frozen=True, slots=True)
class SlideLine:
    """Words on a slide with their mark: '' for plain text, '-' for a point, or a letter or number."""

    mark: str
    text: d.Inlines


@dataclass(frozen=True, slots=True)
class Step:
    """What the facilitator does with the slides ``first`` to ``last``, and what these show. ``bridges`` lead on from them.

    ``closes`` marks the last step of an activity that takes several.
    """

    first: int
    last: int
    layout: str
    title: str
    lines: tuple[SlideLine, ...]
    more: bool
    notes: tuple[d.Note, ...] = ()
    bridges: tuple[d.Note, ...] = ()
    activity: str = ""
    question: str = ""
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A slide with its number as the deck counts its straight run."""

    number: int
    slide: Slide


def steps_of(source: d.SlideSource, stem: str, items: Sequence[Numbered]) -> Iterator[Step]:
    """What the facilitator does with one slide of the plan: one step, however many slides it takes, or one a question."""
    groups: list[list[Numbered]] = []
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
        yield replace(
            step_of(group),
            notes=others if place == 0 else (),
            bridges=bridges if place == len(groups) - 1 else (),
            activity=source.activity or "",
            question=slide.anchor.removeprefix(f"{stem}-") if slide.layout == "question" else "",
            closes=place == len(groups) - 1,
        )


def step_of(group: Sequence[Numbered], longest: int = _FRAME_CHARACTERS) -> Step:
    """What a step's slides show, as a reminder: numbers, title and the first words, before any key."""
    shown: dict[tuple[str, d.Inlines], None] = {}  # a continued slide repeats its lead
    for item in group:
        if item.slide.layout != "answer" and not item.slide.anchor.endswith("-answers"):
            shown |= dict.fromkeys(_lines(item.slide))
    return Step(
        first=group[0].number,
        last=group[-1].number,
        layout=group[0].slide.layout,
        title=group[0].slide.title,
        lines=tuple(SlideLine(mark, _shortened(text, longest)) for mark, text in list(shown)[:_FRAME_LINES]),
        more=len(shown) > _FRAME_LINES,
    )


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
