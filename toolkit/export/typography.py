"""Typewriter punctuation in, printers' punctuation out: curly quotes and spaces that do not break, for every format alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from toolkit.export.document import CodeBlock, Figure, Inlines, Span

T = TypeVar("T")

_OPENERS = " \t\n\u00a0\u2009\u202f([{<\u2013\u2014/\u201c\u2018"
_ELISION = re.compile(r"(?:\d\ds?\b|(?:til|tis|twas|em|cause)\b)", re.IGNORECASE)
_TIED = (
    re.compile(r"(?<=[§¶]) (?=\d)"),
    re.compile(r"(?<=\bU\.S\.C\.) (?=§)"),
    re.compile(r"(?<=\d) (?=(?:%|min\b|U\.S\.C\.|[ap]\.?m\b))"),
    re.compile(r"(?<=\b(?:Mr|Ms|Dr|No)\.) (?=\S)"),
)
_AS_TYPED = frozenset({
    "id", "kind", "href", "url", "web", "number", "language", "paper", "access", "reader", "module", "segment",
    "activity", "objective", "safety", "need", "tone", "priority", "media_type", "clock", "layout", "anchor",
    "to", "branch",
})  # fmt: skip


def typographic(text: str, before: str = "") -> str:
    """``text`` composed (NFC), with curly quotes and tied spaces. ``before`` is the character in front of it, '' at a start.

    Quotes that are curly already stay as they are. English rules: an apostrophe
    inside or behind a word, or in front of a decade, closes.
    """
    text = unicodedata.normalize("NFC", text)
    out: list[str] = []
    for index, char in enumerate(text):
        previous = out[-1] if out else before
        opens = previous == "" or previous in _OPENERS
        if char == '"':
            out.append("\u201c" if opens else "\u201d")
        elif char == "'":
            elided = _ELISION.match(text, index + 1) is not None
            out.append("\u2018" if opens and not elided else "\u2019")
        else:
            out.append(char)
    polished = "".join(out)
    for tie in _TIED:
        polished = tie.sub("\u00a0", polished)
    return polished


def typographic_spans(spans: Inlines) -> Inlines:
    """Spans polished as one run of text, so that a quote opened in one closes in another. Code stays as typed."""
    out: list[Span] = []
    before = ""
    for span in spans:
        out.append(span if span.code else replace(span, text=typographic(span.text, before)))
        before = (out[-1].text or before)[-1:]
    return tuple(out)


def polished(value: T) -> T:
    """A document, a deck or any part of one with all its prose polished; ids, addresses, numbers and code untouched."""
    return cast("T", _polish(value))


def _polish(value: object) -> object:
    if isinstance(value, str):
        return typographic(value)
    if isinstance(value, tuple):
        if value and all(isinstance(item, Span) for item in value):
            return typographic_spans(cast("Inlines", value))
        return tuple(_polish(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type | CodeBlock | Figure):
        named = ((f.name, getattr(value, f.name)) for f in fields(value) if f.name not in _AS_TYPED)
        return replace(value, **{name: _polish(item) for name, item in named})
    if isinstance(value, Figure):
        return replace(value, alt=typographic(value.alt), caption=typographic_spans(value.caption))
    return value
