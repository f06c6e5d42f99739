"""A facilitator's Document in; the key of both forms of the test, and the sheet on which a group's answers are scored, out."""

from __future__ import annotations

from typing import Any

from toolkit.export import document as d
from toolkit.export.pdf.forms import form_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import figures
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_test_key(document: d.Document, theme: Theme) -> bytes:
    """What is right on each form and why, place by place, and which objective each place asks about.

    Raises UsageError where the notebook has no questions for a test, ValueError for a document that is not a facilitator's.
    """
    return _sheet(document, theme, "key")


def to_scoring_sheet(document: d.Document, theme: Theme) -> bytes:
    """A grid of codes and questions, totals by objective, and what such numbers can say. Raises as ``to_test_key`` does."""
    return _sheet(document, theme, "score")


def _sheet(document: d.Document, theme: Theme, kind: str) -> bytes:
    if document.reader != "facilitator":
        raise ValueError(document.reader)
    words = messages(document.language)
    data: dict[str, Any] = form_data(document, theme, words)
    titles = {module.id: module.title for module in document.modules}
    data["module_titles"] = {aim["module"]: titles.get(aim["module"], "") for aim in data["forms"]["aims"]}
    for form, shown in ((data["forms"]["a"], document.forms and document.forms.a), (data["forms"]["b"], document.forms and document.forms.b)):
        form["keys"] = [letters_of(question) for question in shown.questions] if shown else []
    title = words(f"test.title-{kind}", title=document.title)
    return compile_pdf(f"forms-{kind}.typ", data, title=title, figures=figures(document, theme))


def letters_of(question: d.Question) -> str:
    """The key of ``question`` as letters without anything between them: 'AC', or 'CADB' for steps and partners."""
    if question.answer is None:
        return ""
    if question.kind == "ordering":
        return question.answer.key.replace(", ", "")
    if question.kind == "matching":
        return "".join(pair.split()[1] for pair in question.answer.key.split(", "))
    return "".join(reason.label for reason in question.answer.reasons if reason.right)
