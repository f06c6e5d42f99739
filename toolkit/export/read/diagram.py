"""The cell of a diagram in, the diagram and whatever a person wrote beside it out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from toolkit.drawing.cell import ADDRESS
from toolkit.drawing.told import is_ordered, sentences, told
from toolkit.export import document as d
from toolkit.export.read.markdown import Pictures, blocks_of, plain
from toolkit.messages import Messages
from toolkit.model.diagram import Diagram

_PICTURE = re.compile(rf"<img\b[^>]*{re.escape(ADDRESS)}[^>]*>")
_FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)


def diagram_of(source: str, data: Mapping[str, object], pictures: Pictures, words: Messages) -> d.Blocks:
    """The diagram that a cell's metadata hold, with its title and note as they stand in the cell, and what else stands there.

    The drawing and what it tells come from the data: one cannot be changed without the other. Nothing
    where a person took the picture out of the cell, or where the data are not as we wrote them.
    """
    if not _PICTURE.search(source):
        return ()
    try:
        found = Diagram.model_validate(data)
    except ValidationError:
        return ()
    lines = tuple((d.Paragraph((d.Span(line),)),) for line in told(found.picture, words))
    listing = d.Listing(lines, ordered=is_ordered(found.picture))
    drawn = d.Diagram(found.id, found.title, found.alt, (), listing, found.picture)
    match blocks_of(_FOLDED.sub("", _PICTURE.sub("", source)), pictures):
        case (d.Paragraph(text), *others):
            return (_captioned(drawn, text), *others)
        case others:
            return (drawn, *others)


def _captioned(diagram: d.Diagram, text: d.Inlines) -> d.Diagram:
    """``diagram`` with the bold start of ``text`` for a title, and the rest as its note."""
    first = next((place for place, span in enumerate(text) if not span.strong), len(text))
    title = plain(text[:first]).strip() or diagram.title
    note = text[first:]
    if note and first:
        note = (replace(note[0], text=note[0].text.lstrip()), *note[1:])
    return replace(diagram, title=diagram.title if title == sentences(diagram.title) else title, note=note)
