"""A noun in; every text that people read in it, with its place and its readers, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from toolkit.model.activity import Discuss, Exercise, Sort
from toolkit.model.base import AudienceId, Noun
from toolkit.model.citation import CITATION, PLACEHOLDER
from toolkit.model.curriculum import Place
from toolkit.model.module import Module, Objective, Segment
from toolkit.model.shape import Shape, shape_of_field

Reader = Literal["participant", "facilitator"]
_WORD = re.compile(r"\w+")
_BLANKS = str.maketrans({chr(code): " " for code in range(128) if not _WORD.match(chr(code))})

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


class Text(NamedTuple):
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
    found: list[Text] = []
    _add_texts(noun, place, _Around(), found)
    return iter(found)


def _add_texts(noun: Noun, place: Place, around: _Around, found: list[Text]) -> None:
    fields = noun.__dict__
    cited = around.cited or bool(fields.get("facts"))
    here = _Around(cited, around.reader, fields.get("audiences") or around.audiences)
    for name, shape, reader in text_fields(type(noun)):
        value = fields[name]
        if value is not None and value != ():
            inside = _Around(cited, "facilitator", here.audiences) if reader == "facilitator" else here
            _add_inside(noun, value, shape, (*place, name), inside, found)


def _add_inside(owner: Noun, value: Any, shape: Shape, place: Place, around: _Around, found: list[Text]) -> None:  # noqa: PLR0913, PLR0917  # a walk that makes no object for each step
    if shape.spelling:
        found.append(Text(place, value, shape.spelling.name == "Markdown text", around.cited, owner, around.reader, around.audiences))
    elif shape.item:
        for number, item in enumerate(value):
            _add_inside(owner, item, shape.item, (*place, number), around, found)
    else:
        _add_texts(value, place, around, found)


@lru_cache(maxsize=20_000)
def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, in small letters."""
    if text.isascii():
        return frozenset(text.lower().translate(_BLANKS).split())
    return frozenset(_WORD.findall(text.casefold()))


def may_hold(text: str, words: frozenset[str]) -> bool:
    """Whether ``text`` may hold one of ``words``: a quick look that spares most texts a slow pattern that asks for one.

    Text with other letters than English ones always may, as a pattern without regard to case takes some of them for these.
    """
    return not text.isascii() or not word_set(text).isdisjoint(words)


def without_references(text: str, instead: str = " ") -> str:
    """``text`` with ``instead`` for each citation and placeholder."""
    text = CITATION.sub(instead, text) if "[@" in text else text
    return PLACEHOLDER.sub(instead, text) if "{" in text else text


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
