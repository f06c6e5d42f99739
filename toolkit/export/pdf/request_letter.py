"""A facilitator's Document in, the letter to the host out (PDF/UA-1)."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.letter import letter
from toolkit.export.pdf.form_data import logo_of
from toolkit.export.pdf.sheets import bare_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import plain
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_request_letter(document: Document, theme: Theme) -> bytes:
    """What we ask of whoever gives the room, with lines for what the session does not say."""
    words = messages(document.language)
    data = bare_data(document, theme, words) | {"letter": plain(letter(document, words))}
    return compile_pdf("request-letter.typ", data, title=words("letter.document-title", title=document.title), figures=logo_of(document, theme))
