"""A participant's Document in, sheets of small folded cards with whom to call out (PDF/UA-1)."""

from __future__ import annotations

from toolkit.export.document import Document
from toolkit.export.pdf.form_data import form_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_wallet_card(document: Document, theme: Theme) -> bytes:
    """The insides on one page, the outsides on the next. Outside stands nothing that says what a card is about.

    Somebody else may find it in a pocket. Raises MissingGlyphError (typeset).
    """
    words = messages(document.language)
    data = form_data(document, theme, words)
    return compile_pdf("wallet-card.typ", data, title=words("wallet.document-title", title=document.title))
