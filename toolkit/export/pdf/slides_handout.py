"""A participant's Document in, sheets with three slides each and lines to write on beside them out (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import replace

from toolkit.export.document import Document
from toolkit.export.pdf.deck_data import deck_data, deck_figures, placed_slides
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.typography import typographic
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_slides_handout(document: Document, theme: Theme) -> bytes:
    """What the wall shows before anybody answers. A story stays in the workbook, and its button on the wall, as breaks and the thanks do.

    Raises ValueError for a document that is not a participant's: its deck would hold the keys.
    """
    if document.reader != "participant":
        raise ValueError(document.reader)
    words = messages(document.language)
    deck, placed = placed_slides(document, words)
    straight = tuple(
        replace(item, slide=replace(item.slide, links=()))
        for item in placed
        if item.slide.branch is None and item.slide.layout != "closing" and not item.slide.pause
    )
    colophon = words("deck.colophon", edition=document.edition, licence=document.licence) if document.edition else ""
    data = {**deck_data(deck, straight, document, theme, words), "colophon": typographic(colophon)}
    deck = replace(deck, slides=tuple(item.slide for item in straight))
    return compile_pdf("slides-handout.typ", data, title=document.title, figures=deck_figures(deck, theme))
