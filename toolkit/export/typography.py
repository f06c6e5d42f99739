"""Typewriter punctuation in, printers' punctuation out: curly quotes and spaces that do not break, for every format alike."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TypeVar, cast

from toolkit.export.document import CodeBlock, Document, Figure, Inlines, Span

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


_QUOTE = re.compile("[\"']")
_TEXTS = 16_384
"""Polished texts that a process keeps: those of a day's workshop are asked for by twenty formats."""
_PROSE: dict[type, tuple[str, ...]] = {}
_LATEST: deque[tuple[Document, Document]] = deque(maxlen=4)
"""Whole documents as they came and polished, since several formats are made of each."""


@lru_cache(maxsize=_TEXTS)
def typographic(text: str, before: str = "") -> str:
    """``text`` composed (NFC), with curly quotes and tied spaces. ``before`` is the character in front of it, '' at a start.

    Quotes that are curly already stay as they are. English rules: an apostrophe
    inside or behind a word, or in front of a decade, closes.
    """
    polished = _curly(unicodedata.normalize("NFC", text), before)
    for tie in _TIED:
        polished = tie.sub("\u00a0", polished)
    return polished


def _curly(text: str, before: str) -> str:
    out: list[str] = []
    done = 0
    for found in _QUOTE.finditer(text):
        index = found.start()
        previous = text[index - 1] if index > done else out[-1] if out else before
        opens = previous == "" or previous in _OPENERS
        if found[0] == '"':
            curly = "\u201c" if opens else "\u201d"
        else:
            elided = _ELISION.match(text, index + 1) is not None
            curly = "\u2018" if opens and not elided else "\u2019"
        out += (text[done:index], curly)
        done = index + 1
    return "".join((*out, text[done:])) if out else text


def typographic_spans(spans: Inlines) -> Inlines:
    """Spans polished as one run of text, so that a quote opened in one closes in another. Code stays as typed."""
    out: list[Span] = []
    before = ""
    for span in spans:
        text = span.text if span.code else typographic(span.text, before)
        out.append(span if text == span.text else replace(span, text=text))
        before = (text or before)[-1:]
    return tuple(out)


def polished(value: T) -> T:
    """A document, a deck or any part of one with all its prose polished; ids, addresses, numbers and code untouched."""
    if not isinstance(value, Document):
        return cast("T", _polish(value))
    for came, known in _LATEST:
        if came is value:
            return cast("T", known)
    known = cast("Document", _polish(value))
    _LATEST.append((value, known))
    return cast("T", known)


def _polish(value: object) -> object:
    if isinstance(value, str):
        return typographic(value)
    if isinstance(value, tuple):
        if value and all(isinstance(item, Span) for item in value):
            return typographic_spans(cast("Inlines", value))
        return tuple(map(_polish, value))
    if isinstance(value, Figure):
        return replace(value, alt=typographic(value.alt), caption=typographic_spans(value.caption))
    names = _prose_of(value)
    if not names or not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{name: _polish(getattr(value, name)) for name in names})


def _prose_of(value: object) -> tuple[str, ...]:
    """The fields of a dataclass that may hold prose; none of what is no dataclass, nor of code."""
    kind = type(value)
    if kind not in _PROSE:
        known = fields(kind) if is_dataclass(kind) and not issubclass(kind, CodeBlock) else ()
        _PROSE[kind] = tuple(field.name for field in known if field.name not in _AS_TYPED)
    return _PROSE[kind]
