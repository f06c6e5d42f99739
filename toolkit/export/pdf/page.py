"""The Document of a reference page in, one printed sheet out (PDF/UA-1)."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import document_data, figures
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_page(document: Document, theme: Theme) -> bytes:
    """The sheet: sections, tables of figures, whom to call, room to fill in, and the sources."""
    data = {**document_data(document, theme, messages(document.language)), "one_sheet": True}
    return compile_pdf("page.typ", data, title=document.title, figures=figures(document, theme))
