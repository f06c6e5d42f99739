"""A facilitator's Document in, sheets to fold into tents for the tables out (PDF/UA-1): agreements and choices."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.form_data import form_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_table_tents(document: Document, theme: Theme) -> bytes:
    """One tent a sheet, the same words on both faces, so that people on both sides of a table read all of them.

    Raises MissingGlyphError (typeset).
    """
    words = messages(document.language)
    data = form_data(document, theme, words)
    return compile_pdf("table-tents.typ", data, title=words("tents.document-title", title=document.title))
