"""What a field may hold, read off a model: text, number, list, noun. For messages, docs and checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from toolkit.model.base import Noun, Spelling

Tree = dict[str, Any] | list[Any] | str | None
"""What one YAML file holds before it becomes nouns: mappings, lists and text as typed."""

ShapeKind = Literal["text", "flag", "count", "day", "choice", "list", "mapping", "noun", "kinds"]


@dataclass(frozen=True)
class Shape:
    """What one field may hold. ``kinds`` is a choice of nouns told apart by their ``kind`` key."""

    kind: ShapeKind
    spelling: Spelling | None = None
    values: tuple[str, ...] = ()
    item: Shape | None = None
    nouns: Mapping[str, type[Noun]] = field(default_factory=dict)
    least: int = 0
    most: int | None = None

    @property
    def noun(self) -> type[Noun]:
        """The one noun of a ``noun`` shape."""
        return self.nouns[""]

    def inside(self, part: str | int) -> Shape | None:
        """The shape at key or position ``part``; for kinds, ``part`` is the kind. None when there is none."""
        if self.kind in ("list", "mapping"):
            return self.item
        if self.kind == "kinds" and part in self.nouns:
            return shape_of_noun(self.nouns[str(part)])
        if self.kind == "noun" and part in self.noun.model_fields:
            return shape_of_field(self.noun.model_fields[str(part)])
        return None

    def example(self) -> Tree:
        """The smallest value, as typed in a file, that fits."""
        match self.kind:
            case "text":
                return self.spelling.example if self.spelling else "…"
            case "choice":
                return self.values[0]
            case "list":
                return [self.item.example() if self.item else "…" for _ in range(self.least)]
            case "mapping":
                return {}
            case "noun" | "kinds":
                noun = next(iter(self.nouns.values()))
                return {name: shape_of_field(info).example() for name, info in required(noun)}
            case _:
                return {"flag": "false", "count": "1", "day": "9999-01-01"}[self.kind]

    def called(self) -> str:
        """The shape in an author's words, with its article, for example 'a list of ids'."""
        match self.kind:
            case "text":
                name = self.spelling.name if self.spelling else "text"
                return name if name.endswith("text") else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
            case "choice":
                return "one of " + ", ".join(self.values) if len(self.values) > 1 else f"the word {self.values[0]}"
            case "list":
                return "a list"
            case "mapping" | "noun" | "kinds":
                return "a block of 'key: value' lines"
            case _:
                return {"flag": "true or false", "count": "a whole number", "day": "a date"}[self.kind]


def required(noun: type[Noun]) -> Iterable[tuple[str, FieldInfo]]:
    """Name and description of each field that must be there."""
    return ((name, info) for name, info in noun.model_fields.items() if info.is_required())


@cache
def shape_of_noun(noun: type[Noun]) -> Shape:
    """The shape that holds one ``noun``."""
    return Shape("noun", nouns={"": noun})


def shape_of_field(info: FieldInfo) -> Shape:
    """The shape of a model's field."""
    return _shape(info.annotation, tuple(info.metadata))


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*arguments[1:], *metadata))
    if origin in (Union, UnionType):
        return _union([member for member in arguments if member is not NoneType], metadata)
    if origin is tuple:
        return _list(_shape(arguments[0], ()), metadata)
    if origin is dict:
        return Shape("mapping", item=_shape(arguments[1], ()))
    return Shape("choice", values=arguments) if origin is Literal else _single(annotation, metadata)


def _list(item: Shape, metadata: tuple[Any, ...]) -> Shape:
    limits = [
        next((getattr(m, name) for m in metadata if hasattr(m, name)), None) for name in ("min_length", "max_length")
    ]
    return Shape("list", item=item, least=limits[0] or 0, most=limits[1])


def _single(annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    if annotation is str:
        return Shape("text", spelling=next((m for m in metadata if isinstance(m, Spelling)), None))
    plain: dict[Any, ShapeKind] = {bool: "flag", int: "count", date: "day"}
    return Shape(plain[annotation]) if annotation in plain else shape_of_noun(annotation)


def _union(members: list[Any], metadata: tuple[Any, ...]) -> Shape:
    if len(members) == 1:
        return _shape(members[0], metadata)
    tags = {get_args(noun.model_fields["kind"].annotation)[0]: noun for noun in members}
    return Shape("kinds", nouns=tags)
