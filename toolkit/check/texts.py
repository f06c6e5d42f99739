"""A noun in; every text that people read in it, with its place, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.model.base import Noun
from toolkit.model.curriculum import Place
from toolkit.model.shape import Shape, shape_of_field


@dataclass(frozen=True, slots=True)
class Text:
    """Text at ``place``. ``cited`` tells that a ``facts`` list beside or above it says what it rests on."""

    place: Place
    words: str
    markdown: bool
    cited: bool
    owner: Noun


def texts_of(noun: Noun, place: Place = (), *, cited: bool = False) -> Iterator[Text]:
    """Every text in ``noun``, in the order of its fields. Ids, kinds and numbers are no texts."""
    cited = cited or bool(getattr(noun, "facts", ()))
    for name, shape in _text_fields(type(noun)):
        yield from _inside(noun, getattr(noun, name), shape, (*place, name), cited=cited)


def _inside(owner: Noun, value: Any, shape: Shape, place: Place, *, cited: bool) -> Iterator[Text]:
    if value is None:
        return
    if shape.kind == "list" and shape.item:
        for number, item in enumerate(value):
            yield from _inside(owner, item, shape.item, (*place, number), cited=cited)
    elif shape.kind in ("noun", "kinds"):
        yield from texts_of(value, place, cited=cited)
    elif shape.spelling:
        yield Text(place, value, shape.spelling.name == "Markdown text", cited, owner)


@cache
def _text_fields(noun: type[Noun]) -> tuple[tuple[str, Shape], ...]:
    """Fields of ``noun`` that hold text, or nouns that may."""
    shapes = ((name, shape_of_field(info)) for name, info in noun.model_fields.items())
    return tuple((name, shape) for name, shape in shapes if _holds_text(shape))


def _holds_text(shape: Shape) -> bool:
    if shape.kind == "list" and shape.item:
        return _holds_text(shape.item)
    if shape.kind == "text":
        return shape.spelling is not None and shape.spelling.name.endswith("text")
    return shape.kind in ("noun", "kinds")
