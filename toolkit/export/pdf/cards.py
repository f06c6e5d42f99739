"""A participant's Document in, cards to cut out and worksheets out (PDF/UA-1): the paper twins of what people do together.

A participant's, though a facilitator prints and cuts it: what a group holds in its hands must hold no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.export.document import Document
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import document_data, figures
from toolkit.look.theme import Theme
from toolkit.messages import messages

_ON_PAPER = ("matching", "ordering")
"""Kinds of questions that are better done with a pencil or with the hands than by ticking a letter."""


def to_cards(document: Document, theme: Theme) -> bytes:
    """The cover sheet, then one stack after the other. Raises MissingGlyphError and ToolkitError (typeset)."""
    words = messages(document.language)
    data = document_data(document, theme, words)
    modules = data.pop("modules")
    stacks = [stack for module in modules for segment in module["segments"] for stack in _stacks(segment)]
    # Stories on one sheet come last: they are printed on both sides, and everything before them is not.
    stacks.sort(key=lambda stack: stack["kind"] == "one-sheet")
    data["stacks"] = [uncited(stack) | {"number": number} for number, stack in enumerate(stacks, start=1)]
    title = words("cards.document-title", title=document.title)
    return compile_pdf("cards.typ", data, title=title, figures=figures(document, theme))


def _stacks(segment: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is printed for each activity of a segment, in the order of the segment."""
    for block in segment["blocks"]:
        of = {"title": block.get("title", ""), "segment": segment["number"]}
        match block["kind"]:
            case "scenario" if block["cards"]:
                yield {"kind": "story", "story": block, **of}
                yield {"kind": "one-sheet", "story": block, **of}
            case "sort":
                yield {"kind": "sort", "sort": block, **of}
            case "quiz":
                questions = [question for question in block["questions"] if question["type"] in _ON_PAPER]
                if questions:
                    yield {"kind": "worksheet", "questions": questions, **of}
                for question in questions:
                    if question["type"] == "ordering":
                        yield {"kind": "strips", "question": question, **of}


def uncited(value: Any) -> Any:
    """``value`` without the numbers of sources: a card that was cut out has no list of them; the workbook has."""
    if isinstance(value, dict):
        return {key: uncited(item) for key, item in value.items()}
    if isinstance(value, list):
        return [uncited(item) for item in value if not (isinstance(item, dict) and item.get("cites"))]
    return value
