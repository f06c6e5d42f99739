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
from toolkit.export.read.own import own_text
from toolkit.messages import Messages
from toolkit.model.access import fully_labelled
from toolkit.model.diagram import Diagram

_PICTURE = re.compile(rf"<img\b[^>]*{re.escape(ADDRESS)}[^>]*>")


def diagram_of(
    source: str, data: Mapping[str, object] | None, pictures: Pictures, words: Messages, *, full: bool
) -> d.Blocks:
    """The diagram that a cell's metadata hold, with its title and note as they stand in the cell, and what else stands there.

    The drawing and what it tells come from the data: one cannot be changed without the other. Nothing
    where a person took the picture out of the cell, or where the data are not as we wrote them. What a
    person folded away beside it is read as in any cell of theirs: its body is for a ``full`` document.
    """
    if not draws(source):
        return ()
    try:
        found = fully_labelled(Diagram.model_validate(data))
    except ValidationError:
        return ()
    lines = tuple((d.Paragraph((d.Span(line),)),) for line in told(found.picture, words))
    listing = d.Listing(lines, ordered=is_ordered(found.picture))
    drawn = d.Diagram(found.id, found.title, found.alt, (), listing, found.picture)
    beside = _in_words(words).sub("", _PICTURE.sub("", source), count=1)
    match blocks_of(own_text(beside, words, full=full), pictures):
        case (d.Paragraph(text), *others):
            return (_captioned(drawn, text), *others)
        case others:
            return (drawn, *others)


def unfolded(source: str, words: Messages) -> str:
    """``source`` with what its diagram tells in words in the open: that is for everyone, unlike what a person folds away."""
    return _in_words(words).sub(rf"\n\n**{words('diagram.in-words')}**\n\n\g<told>\n\n", source, count=1)


def draws(source: str) -> bool:
    """Whether a drawing of ours stands in ``source``."""
    return bool(_PICTURE.search(source))


def _in_words(words: Messages) -> re.Pattern[str]:
    """The folded part that we wrote: the first one with our summary."""
    summary = rf"<summary>\s*{re.escape(words('diagram.in-words'))}\s*</summary>"
    return re.compile(rf"<details\b[^>]*>\s*{summary}(?P<told>.*?)</details\s*>", re.DOTALL | re.IGNORECASE)


def _captioned(diagram: d.Diagram, text: d.Inlines) -> d.Diagram:
    """``diagram`` with the bold start of ``text`` for a title, and the rest as its note."""
    first = next((place for place, span in enumerate(text) if not span.strong), len(text))
    title = plain(text[:first]).strip() or diagram.title
    note = text[first:]
    if note and first:
        note = (replace(note[0], text=note[0].text.lstrip()), *note[1:])
    return replace(diagram, title=diagram.title if title == sentences(diagram.title) else title, note=note)
