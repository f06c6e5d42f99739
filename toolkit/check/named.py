"""A noun in; the facts and the nouns that it names or holds, each with its place, out."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.base import Noun
from toolkit.model.curriculum import Place
from toolkit.model.page import FigureCell


def listed_facts(noun: Noun, place: Place) -> Iterator[tuple[Place, str]]:
    """Every fact that ``noun`` names in a ``facts`` list or in a cell of figures, with its place."""
    for number, name in enumerate(getattr(noun, "facts", ())):
        yield (*place, "facts", number), name
    if isinstance(noun, FigureCell) and noun.fact:
        yield (*place, "fact"), noun.fact
    for key, item in nouns_in(noun):
        yield from listed_facts(item, (*place, *key))


def nouns_in(noun: Noun) -> Iterator[tuple[Place, Noun]]:
    """Every noun in a list of ``noun``, with its place there."""
    for key in type(noun).model_fields:
        value = getattr(noun, key)
        for number, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, Noun):
                yield (key, number), item
