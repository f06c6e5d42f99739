"""A participant's Document in, the printed workbook out (PDF/UA-1)."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import document_data, figures
from toolkit.export.timetable import pauses_told, rooms_told, when
from toolkit.export.typography import polished
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_handout(document: Document, theme: Theme) -> bytes:
    """The workbook: prose, activities with room to write, questions without answers, and whom to call."""
    words = messages(document.language)
    data = document_data(document, theme, words)
    known = polished(document)
    data["told"] = {
        "when": when(known, words), "pauses": pauses_told(known, words), "rooms": tuple(rooms_told(known, words)),
    }  # fmt: skip
    return compile_pdf("handout.typ", data, title=document.title, figures=figures(document, theme))
