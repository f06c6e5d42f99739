"""A welcome or a close between two modules of a day in, with the whole one that the day has; its short version out.

Nobody is greeted twice and nobody says goodbye twice. What the whole one says under the same heading is left out;
that every choice still holds, and where support is, is said again each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.messages import Messages
from toolkit.model.activity import Block, Callout, Prose, Reflect
from toolkit.model.module import (
    ActivitySlide,
    ContactsSlide,
    DiagramSlide,
    Do,
    Module,
    Note,
    PointsSlide,
    Say,
    Segment,
    Slide,
)
from toolkit.model.plan import Seam

_SECTION = re.compile(r"^(?=#{1,6} )", re.MULTILINE)


def in_short(module: Module, segment: Segment, whole: Segment, seam: Seam, words: Messages) -> Segment:
    """``segment`` of ``module`` in short, where ``whole`` is the first welcome or the last close of its day."""
    said = set(_headings(whole))
    body = [*(kept for block in segment.body if (kept := _unsaid(block, said, whole)) is not None), _holds(segment, seam, words)]
    placed = {block.id for block in body if hasattr(block, "id")}
    dropped = {block.id for block in segment.body if hasattr(block, "id")} - placed
    shown = _slides(module, segment, whole, seam, words)
    slides = tuple(slide for slide in shown if not (isinstance(slide, ActivitySlide) and slide.activity in dropped))
    return segment.model_copy(update={
        "title": words("plan.in-short", title=segment.title), "purpose": words(f"plan.purpose-{seam}"), "materials": (),
        "body": tuple(body), "slides": slides,
    })  # fmt: skip


def _headings(segment: Segment) -> Iterable[str]:
    for block in segment.body:
        if isinstance(block, Callout):
            yield block.title
        elif isinstance(block, Prose):
            yield from (_heading(part) for part in (*_SECTION.split(block.text), *_SECTION.split(block.alone or "")))


def _heading(section: str) -> str:
    """The heading of a stretch of text, '' where it has none."""
    line = section.lstrip().partition("\n")[0]
    return line.lstrip("#").strip() if line.startswith("#") else ""


def _unsaid(block: Block, said: set[str], whole: Segment) -> Block | None:
    """``block`` without what was ``said``; None where nothing is left of it. A second private thought is one too many."""
    match block:
        case Callout():
            return None if block.title in said else block
        case Reflect():
            return None if any(isinstance(other, Reflect) for other in whole.body) else block
        case Prose():
            text = _without(block.text, said)
            return block.model_copy(update={"text": text, "alone": _without(block.alone or "", said) or None}) if text else None
        case _:
            return block


def _without(text: str, said: set[str]) -> str:
    return "".join(part for part in _SECTION.split(text) if not _heading(part) or _heading(part) not in said).strip()


def _holds(segment: Segment, seam: Seam, words: Messages) -> Callout:
    return Callout(
        kind="callout", tone="support", title=words(f"plan.box-{seam}"), text=words(f"plan.box-text-{seam}"),
        alone=words(f"plan.box-alone-{seam}"), access=segment.access,
    )  # fmt: skip


def _slides(module: Module, segment: Segment, whole: Segment, seam: Seam, words: Messages) -> list[Slide]:
    """The first slide, with notes for this place, and those that show what the ``whole`` one does not."""
    shown = {title for slide in whole.slides if (title := _title(slide))}
    first, *others = segment.slides
    do = Do(kind="do", text=words(f"plan.do-{seam}"), access=segment.access)
    say = Say(kind="say", text=words(f"plan.say-{seam}", module=module.title), access=segment.access)
    if seam == "opens":
        renamed = {"title": words("plan.opens-slide")} if isinstance(first, PointsSlide) else {}
        return [
            first.model_copy(update={**renamed, "notes": (do, say, *_of(first.notes, "watch-for"))}),
            *(slide for slide in others if _title(slide) not in shown),
        ]
    kept = [first.model_copy(update={"notes": (do, *_of(first.notes, "say", "watch-for"))})]
    for slide in others:
        if isinstance(slide, ContactsSlide):
            kept.append(slide.model_copy(update={"notes": (say, *_of(slide.notes, "watch-for"))}))
        elif isinstance(slide, ActivitySlide | DiagramSlide) or _title(slide) not in shown:
            kept.append(slide)
    return kept


def _of(notes: tuple[Note, ...], *kinds: str) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.kind in kinds)


def _title(slide: Slide) -> str:
    return "" if isinstance(slide, ActivitySlide) else slide.title
