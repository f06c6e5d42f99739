"""From a facilitator's Document to the run-of-show guide: what to say, ask and do, when, and with which slide."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.guide_plan import guide_plan
from toolkit.export.pdf.answers import answer_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import figures, plain
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_guide(document: Document, theme: Theme) -> bytes:
    """The facilitator guide as PDF/UA-1. Raises MissingGlyphError and ToolkitError (typeset)."""
    words = messages(document.language)
    data = answer_data(document, theme, words)
    data["plan"] = plain(guide_plan(document, words))
    return compile_pdf(
        "guide.typ", data, title=words("guide.document-title", title=document.title), figures=figures(document, theme)
    )
