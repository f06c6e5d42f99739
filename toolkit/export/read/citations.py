"""The citations inside any part of a document: which there are, and the part without them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toolkit.export import document as d
from toolkit.export.activity_data import CITATION, texts_of, with_texts


def cited_in(value: Any) -> set[int]:
    """Numbers of the sources that ``value`` points to."""
    if isinstance(value, d.Span):
        return set(value.cites)
    if isinstance(value, dict):
        found = (match for text in texts_of(value) for match in CITATION.finditer(text))
        return {int(number) for match in found for number in (match[1] or match[2]).split(", ")}
    if isinstance(value, tuple):
        return set().union(*map(cited_in, value))
    if hasattr(value, "__dataclass_fields__"):
        return set().union(*(cited_in(getattr(value, name)) for name in value.__dataclass_fields__))
    return set()


def without_citations(value: Any) -> Any:
    """A copy without citations, for a notebook that lists no sources to point to."""
    if isinstance(value, d.Span):
        return value
    if isinstance(value, dict):
        return with_texts(value, lambda text: CITATION.sub("", text))
    if isinstance(value, tuple):
        kept = (item for item in value if not (isinstance(item, d.Span) and item.cites))
        return tuple(without_citations(item) for item in kept)
    if hasattr(value, "__dataclass_fields__"):
        names = (name for name in value.__dataclass_fields__ if _may_cite(getattr(value, name)))
        return replace(value, **{name: without_citations(getattr(value, name)) for name in names})
    return value


def _may_cite(value: Any) -> bool:
    return isinstance(value, tuple | dict) or hasattr(value, "__dataclass_fields__")
