"""A facilitator's Document in, a table to type answers into out (CSV): every code twice, with its form, and a column for each question."""

from __future__ import annotations

from toolkit.assess.table import template
from toolkit.export.document import Document
from toolkit.export.pdf.forms import forms_in
from toolkit.look.theme import Theme


def to_results_template(document: Document, _theme: Theme) -> bytes:
    """Rows in the order of the printed copies: before and after. Raises UsageError where the notebook has no questions for a test."""
    forms = forms_in(document)
    return template(len(forms.a.questions), [pairing.code for pairing in forms.pairings])
