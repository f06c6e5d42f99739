"""From a slide's notes to the paragraphs of its notes page: the time, then what to say, ask, do and watch for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.text import Para, Run, fixed, paragraphs
from toolkit.export.typography import typographic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.export import document as d
    from toolkit.export.deck import Slide
    from toolkit.look.theme import Theme
    from toolkit.messages import Messages

PAGE = (7.5, 10.0)  # inches
PICTURE_BOX = lay.Box(0.75, 0.6, 4.8, 2.7)
TEXT_SLOT = lay.Slot(1, "body", lay.Box(0.75, 3.55, 6.0, 5.75), (12, 11, 10, 9, 8, 7))


def note_paragraphs(slide: Slide, words: Messages, mark: str = "") -> tuple[Para, ...]:
    """Everything the facilitator reads below the slide, in order. ``mark`` says for whom the notes are, where they are not for all."""
    when = [part for part in (mark, slide.clock) if part]
    if slide.minutes is not None:
        when.append(words("shared.minutes", count=slide.minutes))
    first = (fixed(" \u00b7 ".join(when), strong=True),) if when else ()
    return (*first, *(para for note in slide.notes for para in _note(note, words)))


def _note(note: d.Note, words: Messages) -> Iterator[Para]:
    """The label opens the first paragraph: one breath, one line."""
    label = Run(f"{typographic(words(f'pptx.note-{note.kind}'))}  ", strong=True)
    first, *rest = paragraphs(note.blocks) or (Para(()),)
    marked = first if first.mark in {"bullet", "number"} else None
    yield Para((label,)) if marked else replace(first, runs=(label, *first.runs))
    yield from (marked, *rest) if marked else rest
    if note.likely:
        yield fixed(words("pptx.note-likely"))
        for answer in note.likely:
            yield from (_dashed(place, para) for place, para in enumerate(paragraphs(answer)))


def _dashed(place: int, para: Para) -> Para:
    return replace(para, mark="bullet" if place == 0 else "none", level=max(para.level, 1))


def notes_text(paras: Sequence[Para]) -> str:
    """The same as plain text, for read-back."""
    return "\n".join(para.text for para in paras)


def restyle_notes_master(prs: Any, theme: Theme) -> None:
    """A small picture of the slide above a tall column of text, in our face and colours."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    from toolkit.export.pptx.master import emu
    from toolkit.export.pptx.theme import themed

    master = prs.notes_master
    old = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = themed(old.blob, theme)
    master.part.drop_rel(master.part.relate_to(old, RELATIONSHIP_TYPE.THEME))
    part = Part(PackURI("/ppt/theme/theme2.xml"), CONTENT_TYPE.OFC_THEME, prs.part.package, blob)
    master.part.relate_to(part, RELATIONSHIP_TYPE.THEME)
    size = prs.element.find("{*}notesSz")
    size.set("cx", str(emu(PAGE[0])))
    size.set("cy", str(emu(PAGE[1])))
    boxes = {
        "sldImg": PICTURE_BOX, "body": TEXT_SLOT.box, "hdr": lay.Box(0.75, 0.15, 3.0, 0.35),
        "dt": lay.Box(3.75, 0.15, 3.0, 0.35), "ftr": lay.Box(0.75, 9.45, 4.5, 0.35),
        "sldNum": lay.Box(5.25, 9.45, 1.5, 0.35),
    }  # fmt: skip
    for shape in master.placeholders:
        box = boxes[shape.element.ph.get("type")]
        shape.left, shape.top = emu(box.left), emu(box.top)
        shape.width, shape.height = emu(box.width), emu(box.height)
