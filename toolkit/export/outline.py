"""A Document in, plain text out: every field on a line of its own, for diffs that name the guilty stage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from toolkit.export.document import Document, Span
from toolkit.look.theme import Theme
from toolkit.model.base import Noun


def to_outline(document: Document, _theme: Theme) -> bytes:
    """The document as indented text. Empty fields and labels that open things are left out; a picture is told by its size."""
    return ("\n".join(_lines(document, 0)) + "\n").encode()


def _lines(value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}{type(value).__name__}"
    for entry in fields(value):
        content = getattr(value, entry.name)
        if content in ("", None, (), False) or (entry.name == "access" and content == "open" and depth):
            continue
        if isinstance(content, tuple) and all(isinstance(item, Span) for item in content):
            yield f"{pad}  {entry.name}: {_run(content)}"
        elif isinstance(content, tuple):
            yield f"{pad}  {entry.name}:"
            yield from _items(content, depth + 2)
        elif is_dataclass(content):
            yield f"{pad}  {entry.name}:"
            yield from _lines(content, depth + 2)
        elif isinstance(content, dict):
            yield f"{pad}  {entry.name}:"
            yield from (f"{pad}   {line}" for line in json.dumps(content, ensure_ascii=False, indent=1).splitlines())
        elif isinstance(content, Noun):
            yield f"{pad}  {entry.name}: {type(content).__name__}"
        elif isinstance(content, bytes):
            yield f"{pad}  {entry.name}: {len(content)} bytes"
        else:
            yield f"{pad}  {entry.name}: {content}"


def _items(items: tuple[Any, ...], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for item in items:
        if is_dataclass(item):
            yield from _lines(item, depth)
        elif isinstance(item, tuple) and all(isinstance(part, Span) for part in item):
            yield f"{pad}- {_run(item)}"
        elif isinstance(item, tuple):
            yield f"{pad}-"
            yield from _items(item, depth + 1)
        else:
            yield f"{pad}- {item}"


def _run(spans: tuple[Any, ...]) -> str:
    """Spans as Markdown-like text: **strong**, *emphasis*, `code`, <address>, [1, 2]."""
    parts = []
    for span in spans:
        text = f"`{span.text}`" if span.code else span.text
        text = f"*{text}*" if span.emphasis else text
        text = f"**{text}**" if span.strong else text
        text += f"<{span.href}>" if span.href else ""
        parts.append(f"[{', '.join(map(str, span.cites))}]" if span.cites else text)
    return "".join(parts)
