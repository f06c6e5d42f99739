"""A facilitator's Document in, one page for the wall out (PDF/UA-1): whom to call, to be read from across the room."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.form_data import form_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_poster(document: Document, theme: Theme) -> bytes:
    """Numbers as large as the page allows, and where to go when somebody steps out. Raises MissingGlyphError (typeset)."""
    words = messages(document.language)
    data = form_data(document, theme, words)
    return compile_pdf("poster.typ", data, title=words("poster.document-title", title=document.title))
