"""A noun in; every text that people read in it, with its place and its readers, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from toolkit.model.activity import Discuss, Exercise, Sort
from toolkit.model.base import AudienceId, Noun
from toolkit.model.curriculum import Place
from toolkit.model.module import Module, Objective, Segment
from toolkit.model.shape import Shape, shape_of_field

Reader = Literal["participant", "facilitator"]

_FOR_FACILITATORS: dict[str, tuple[type[Noun], ...]] = {
    "notes": (Noun,),
    "debrief": (Discuss, Sort, Exercise),
    "materials": (Module, Segment),
    "purpose": (Segment,),
    "before": (Module,),
    "self_care": (Module,),
    "tested_as": (Objective,),
}
"""Fields that only the facilitator's outputs print, by the nouns that have them; everything in them is theirs too."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text at ``place``. ``cited`` tells that a ``facts`` list beside or above it says what it rests on.

    ``owner`` is the noun whose field it is; ``audiences`` are those of the nearest noun around it that
    names some, empty for everyone.
    """

    place: Place
    words: str
    markdown: bool
    cited: bool
    owner: Noun
    reader: Reader
    audiences: tuple[AudienceId, ...]


class _Around(NamedTuple):
    """What a text takes over from the nouns around it."""

    cited: bool = False
    reader: Reader = "participant"
    audiences: tuple[AudienceId, ...] = ()


def texts_of(noun: Noun, place: Place = ()) -> Iterator[Text]:
    """Every text in ``noun``, in the order of its fields. Ids, kinds and numbers are no texts."""
    return _texts(noun, place, _Around())


def _texts(noun: Noun, place: Place, around: _Around) -> Iterator[Text]:
    here = around._replace(
        cited=around.cited or bool(getattr(noun, "facts", ())),
        audiences=getattr(noun, "audiences", ()) or around.audiences,
    )
    for name, shape, reader in text_fields(type(noun)):
        inside = here._replace(reader="facilitator") if reader == "facilitator" else here
        yield from _inside(noun, getattr(noun, name), shape, (*place, name), inside)


def _inside(owner: Noun, value: Any, shape: Shape, place: Place, around: _Around) -> Iterator[Text]:
    if value is None:
        return
    if shape.kind == "list" and shape.item:
        for number, item in enumerate(value):
            yield from _inside(owner, item, shape.item, (*place, number), around)
    elif shape.kind in ("noun", "kinds"):
        yield from _texts(value, place, around)
    elif shape.spelling:
        yield Text(place, value, shape.spelling.name == "Markdown text", owner=owner, **around._asdict())


@cache
def text_fields(noun: type[Noun]) -> tuple[tuple[str, Shape, Reader], ...]:
    """Fields of ``noun`` that hold text, or nouns that may, each with who reads it."""
    shapes = ((name, shape_of_field(info)) for name, info in noun.model_fields.items())
    return tuple((name, shape, _reader(noun, name)) for name, shape in shapes if _holds_text(shape))


def _reader(noun: type[Noun], field: str) -> Reader:
    return "facilitator" if issubclass(noun, _FOR_FACILITATORS.get(field, ())) else "participant"


def _holds_text(shape: Shape) -> bool:
    if shape.kind == "list" and shape.item:
        return _holds_text(shape.item)
    if shape.kind == "text":
        return shape.spelling is not None and shape.spelling.name.endswith("text")
    return shape.kind in ("noun", "kinds")
