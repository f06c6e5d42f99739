"""For whom a restricted document is, and who confirmed that they may see it: the words that every page and slide bears."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.messages import Messages


def mark(document: Document, words: Messages) -> str:
    """'For vetted public-safety professionals', or nothing where everyone may see the document."""
    return words("shared.restricted") if document.access == "restricted" else ""


def confirmed(document: Document, words: Messages) -> str:
    """Who confirmed that the readers of a restricted document are vetted."""
    name = document.about.vetted_by
    return words("shared.vetted-by", name=name) if document.access == "restricted" and name else ""


def vetting_lines(document: Document, words: Messages) -> list[str]:
    """Both, as far as there is something to say; for covers."""
    return [line for line in (mark(document, words), confirmed(document, words)) if line]
