"""From a facilitator's Document to the answer key: the right answers and why, short enough to print and hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.export.document import Document
from toolkit.export.pdf.answers import ANSWERED, answer_data
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import figures
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_key(document: Document, theme: Theme) -> bytes:
    """The key of every quiz, sort and scenario as PDF/UA-1. Raises MissingGlyphError and ToolkitError (typeset)."""
    words = messages(document.language)
    data = answer_data(document, theme, words)
    cited = set(_cited([_answered(module) for module in data["modules"]] + [data["notice"]]))
    data["sources"] = [source for source in data["sources"] if source["number"] in cited]
    return compile_pdf(
        "key.typ", data, title=words("key.document-title", title=document.title), figures=figures(document, theme)
    )


def _answered(module: dict[str, Any]) -> list[Any]:
    return [block for segment in module["segments"] for block in segment["blocks"] if block["kind"] in ANSWERED]


def _cited(value: object) -> Iterator[int]:
    """Numbers of the sources that any text inside ``value`` cites; the others would only make the key longer."""
    if isinstance(value, dict):
        yield from value.get("cites", ())
        for item in value.values():
            yield from _cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item)
