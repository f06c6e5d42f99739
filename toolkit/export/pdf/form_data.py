"""A Document in, the little that a printed form tells of it out: what it is called, who hosts it, and whom to call."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toolkit.export.document import Document
from toolkit.export.pdf.cards import uncited
from toolkit.export.pdf.typst_data import document_data, figures
from toolkit.look.theme import Theme
from toolkit.messages import Messages


def form_data(document: Document, theme: Theme, words: Messages) -> dict[str, Any]:
    """``document_data`` of all but the modules and what belongs to them.

    A form lies on tables and hangs on doors, so nothing that was written for facilitators may even reach its template.
    It has no list of sources, so no number of one stays.
    """
    bare = replace(document, modules=(), schedule=(), sources=(), facts=())
    data: dict[str, Any] = uncited(document_data(bare, theme, words))
    return data


def logo_of(document: Document, theme: Theme) -> dict[str, bytes]:
    """The one picture of a form, by its path."""
    return figures(replace(document, modules=()), theme)
