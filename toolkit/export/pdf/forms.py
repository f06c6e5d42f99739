"""A participant's Document in, the test before and after the workshop out (PDF/UA-1): two forms that ask about the same things.

Of the test before, every copy bears its own code and a slip with it, for the form to take afterwards stands on that slip.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from toolkit.assess.keys import UNSURE
from toolkit.errors import UsageError
from toolkit.export.document import Document, Forms
from toolkit.export.pdf.cards import uncited
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import document_data, figures
from toolkit.export.typography import typographic
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages

_CHOOSING = ("single-choice", "several-choices", "true-false")
_QUESTIONS_A_MINUTE = 1.25


def to_pre_test(document: Document, theme: Theme) -> bytes:
    """A sheet for whoever prints it, then one copy after the other, form A and form B by turns. Raises as ``to_post_test`` does."""
    return _sheets(document, theme, "before")


def to_post_test(document: Document, theme: Theme) -> bytes:
    """A sheet for whoever prints it, then form A and form B once.

    Raises UsageError where the notebook has no questions for it, ValueError for a document that is not a
    participant's, and what ``compile_pdf`` raises.
    """
    return _sheets(document, theme, "after")


def _sheets(document: Document, theme: Theme, when: str) -> bytes:
    if document.reader != "participant":
        raise ValueError(document.reader)
    words = messages(document.language)
    data = form_data(document, theme, words)
    for form in (data["forms"]["a"], data["forms"]["b"]):
        form["questions"] = [_with_unsure(question, words) for question in form["questions"]]
    data["when"] = when
    title = words(f"test.title-{when}", title=document.title)
    return compile_pdf("forms.typ", data, title=title, figures=figures(document, theme))


def forms_in(document: Document) -> Forms:
    """The forms of ``document``. Raises UsageError where it has none."""
    if document.forms is None:
        words = messages(document.language)
        raise UsageError(words("test.none"), words("test.none-mend"))
    return document.forms


def form_data(document: Document, theme: Theme, words: Messages) -> dict[str, Any]:
    """``document_data`` with the forms, how long one takes (minutes), and without all that tests do not show."""
    minutes = ceil(len(forms_in(document).a.questions) / _QUESTIONS_A_MINUTE) + 1
    data = document_data(document, theme, words)
    del data["modules"]
    return {**data, "forms": uncited(data["forms"]), "test_minutes": minutes}


def _with_unsure(question: dict[str, Any], words: Messages) -> dict[str, Any]:
    """The question with 'I do not know yet' as its last option, where there are options to choose from."""
    if question["type"] not in _CHOOSING:
        return question
    text = {"text": typographic(words("test.unsure")), "strong": False, "emphasis": False, "code": False, "href": None, "cites": []}
    return {**question, "options": [*question["options"], {"kind": "labelled", "label": UNSURE, "text": [text]}]}
