"""A facilitator's Document in, its slides as pages out (PDF/UA-1): for a projector where no browser and no office is."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.deck_data import deck_data, deck_figures, placed_slides
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_slides_pdf(document: Document, theme: Theme) -> bytes:
    """One page a slide, scenes at the end, joined by links. It shows answers, and no notes."""
    words = messages(document.language)
    deck, placed = placed_slides(document, words)
    data = deck_data(deck, placed, document, theme, words)
    return compile_pdf("slides-pdf.typ", data, title=document.title, figures=deck_figures(deck, theme))
