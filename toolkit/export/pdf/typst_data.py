"""A Document in, plain JSON-able data for Typst templates out, and beside it the pictures it shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from toolkit.drawing.told import sentences
from toolkit.export.deck import Deck
from toolkit.export.diagrams import described, printed
from toolkit.export.document import Diagram, Document, Figure, Span
from toolkit.export.pictures import refuse_outside
from toolkit.export.typography import polished, typographic
from toolkit.look.theme import Palette, Theme
from toolkit.messages import Messages

_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg", "image/gif": "gif", "image/webp": "webp"}


def document_data(document: Document, theme: Theme, words: Messages) -> dict[str, Any]:
    """Everything a template may show, as dicts, lists, strings and numbers.

    Each dataclass becomes a dict with ``kind``, its class name in kebab-case
    ('scene-card'); a field that is itself called kind is found under ``type``. A
    span has no ``kind``. A figure has ``path``, which is a key of ``figures``.
    """
    data = plain(polished(document))
    if not isinstance(data, dict):
        raise TypeError(type(data))
    data["theme"] = asdict(theme)
    data["words"] = {key: typographic(text) for key, text in words.all().items()}
    return data


def figures(
    shown: Document | Deck, theme: Theme, draw: Callable[[Diagram, Palette], bytes] = printed
) -> dict[str, bytes]:
    """The pictures of a document or a deck by the path that ``plain`` gives them; diagrams are drawn here, with ``draw``.

    Raises UsageError for an SVG picture that reaches outside itself.
    """
    found: dict[str, bytes] = {}
    for figure in _walk(shown):
        if isinstance(figure, Diagram):
            found[_drawn(figure)] = draw(figure, theme.palette)
            continue
        refuse_outside(figure)
        found[_path(figure)] = figure.data
    return found


def _walk(value: object) -> Iterator[Figure | Diagram]:
    if isinstance(value, Figure | Diagram):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))


def _path(figure: Figure) -> str:
    return f"figures/{hashlib.sha256(figure.data).hexdigest()[:16]}.{_SUFFIX[figure.media_type]}"


def _drawn(diagram: Diagram) -> str:
    return f"figures/{diagram.id}-drawn.svg"


def _told(value: object, name: str) -> bool:
    """Labels of parts were looked at when the document was read; templates know that of the whole."""
    return name != "access" or isinstance(value, Document)


def plain(value: object) -> object:
    """Any part of a document as ``document_data`` shapes it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Figure):
        return {"kind": "figure", "path": _path(value), "alt": value.alt, "caption": plain(value.caption)}
    if isinstance(value, Diagram):
        return {
            "kind": "diagram", "path": _drawn(value), "alt": described(value), "title": sentences(value.title),
            "note": plain(value.note),
        }  # fmt: skip
    if is_dataclass(value) and not isinstance(value, type):
        named = {("type" if f.name == "kind" else f.name): plain(getattr(value, f.name)) for f in fields(value) if _told(value, f.name)}
        return named if isinstance(value, Span) else {"kind": _kebab(type(value).__name__), **named}
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
