"""The citations inside any part of a document: which there are, and the part without them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toolkit.export import document as d


def cited_in(value: Any) -> set[int]:
    """Numbers of the sources that ``value`` points to."""
    if isinstance(value, d.Span):
        return set(value.cites)
    if isinstance(value, tuple):
        return set().union(*map(cited_in, value))
    if hasattr(value, "__dataclass_fields__"):
        return set().union(*(cited_in(getattr(value, name)) for name in value.__dataclass_fields__))
    return set()


def without_citations(value: Any) -> Any:
    """A copy without citations, for a notebook that lists no sources to point to."""
    if isinstance(value, d.Span):
        return value
    if isinstance(value, tuple):
        kept = (item for item in value if not (isinstance(item, d.Span) and item.cites))
        return tuple(without_citations(item) for item in kept)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{
            name: without_citations(getattr(value, name))
            for name in value.__dataclass_fields__
            if isinstance(getattr(value, name), tuple) or hasattr(getattr(value, name), "__dataclass_fields__")
        })
    return value
