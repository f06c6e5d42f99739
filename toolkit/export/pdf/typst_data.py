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
_SIMPLE = frozenset({str, int, float, bool, type(None)})
_NAMES: dict[type, tuple[str, ...]] = {}
_SHAPES: dict[type, tuple[dict[str, str], tuple[tuple[str, str], ...]]] = {}


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
            if not isinstance(item, str):
                yield from _walk(item)
    else:
        for name in _names(type(value)):
            yield from _walk(getattr(value, name))


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none of what is none."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]


def _path(figure: Figure) -> str:
    return f"figures/{hashlib.sha256(figure.data).hexdigest()[:16]}.{_SUFFIX[figure.media_type]}"


def _drawn(diagram: Diagram) -> str:
    return f"figures/{diagram.id}-drawn.svg"


def plain(value: object) -> object:
    """Any part of a document as ``document_data`` shapes it."""
    if type(value) in _SIMPLE:  # most of what there is
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, Figure):
        return {"kind": "figure", "path": _path(value), "alt": value.alt, "caption": plain(value.caption)}
    if isinstance(value, Diagram):
        return {
            "kind": "diagram", "path": _drawn(value), "alt": described(value), "title": sentences(value.title),
            "note": plain(value.note),
        }  # fmt: skip
    if is_dataclass(value) and not isinstance(value, type):
        kind, named = _shape(type(value))
        return {**kind, **{key: plain(getattr(value, name)) for key, name in named}}
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _shape(of: type) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What every dataclass of a class begins with, and its fields by the names that templates know them by.

    Labels of parts were looked at when the document was read; templates know that of the whole.
    """
    if of not in _SHAPES:
        told = [name for name in _names(of) if name != "access" or issubclass(of, Document)]
        kind = {} if issubclass(of, Span) else {"kind": _kebab(of.__name__)}
        _SHAPES[of] = (kind, tuple(("type" if name == "kind" else name, name) for name in told))
    return _SHAPES[of]


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
