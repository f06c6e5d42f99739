"""A participant's Document in, an evaluation form of one sheet out (PDF/UA-1): anonymous, and about the workshop alone."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.form_data import form_data, logo_of
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.typography import typographic
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_evaluation(document: Document, theme: Theme) -> bytes:
    """The session's own objectives, each rated as it was before the workshop and as it is now; then how the workshop was.

    People tend to rate themselves too high before they know what there is to know, so both ratings are asked for at the
    end (F-LRN-07). Nothing asks who is writing, and nobody is rated by name. Raises MissingGlyphError (typeset).
    """
    words = messages(document.language)
    data = form_data(document, theme, words)
    data["modules"] = [
        {
            "title": typographic(module.title or document.title),
            "objectives": [typographic(objective.text) for objective in module.objectives],
        }
        for module in document.modules
    ]
    return compile_pdf("evaluation.typ", data, title=words("evaluation.document-title", title=document.title), figures=logo_of(document, theme))
