"""Nouns and the characters that the fonts can show in; every place where text holds another character out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from toolkit.errors import Problem
from toolkit.load.rules import problem
from toolkit.look.fonts import Characters
from toolkit.model.base import Noun
from toolkit.model.curriculum import Curriculum, Marks, Place

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)  # tabs there are never printed, and no font shows one
_MOST_NAMED = 4


def find_unprintable(curriculum: Curriculum, printable: Characters) -> list[Problem]:
    """Every text of the curriculum with a character whose code point is not in ``printable``."""
    found: list[Problem] = []
    for name, value in _nouns_by_file(curriculum):
        marks = curriculum.marks.get(name)
        if marks is not None:
            found += unprintable_in(value, marks, printable)
    return found


def _nouns_by_file(curriculum: Curriculum) -> Iterator[tuple[str, Any]]:
    yield "catalogue", curriculum.catalogue
    yield "facts", {"facts": tuple(curriculum.facts.values())}
    yield "sources", {"sources": tuple(curriculum.sources.values())}
    yield "contacts", {"contacts": tuple(curriculum.contacts.values())}
    yield "glossary", {"terms": tuple(curriculum.terms.values())}
    yield "language", {"wordings": tuple(curriculum.wordings.values())}
    yield from curriculum.modules.items()
    yield from ((f"pages/{name}", page) for name, page in curriculum.pages.items())
    yield from ((f"diagrams/{name}", diagram) for name, diagram in curriculum.diagrams.items())


def unprintable_in(value: Any, marks: Marks, printable: Characters) -> Iterator[Problem]:
    """Each run of characters in ``value`` that is not ``printable``, at its own line and column."""
    texts: list[tuple[Place, str]] = []
    _add_texts(value, (), texts)
    for place, text in texts:
        if not printable.hole.search(text) or _is_guess(place, marks):
            continue
        for run, count in Counter(run for _, run in _runs(_INDENT.sub("", text), printable)).items():
            for at in _places(marks, place, run, count, printable):
                what = f"the fonts of the printed files cannot show {_named(run)}."
                yield problem("text-can-be-printed", marks.file, at, what=what, mend=printable.mend(run))


def _add_texts(value: Any, place: Place, found: list[tuple[Place, str]]) -> None:
    if isinstance(value, str):
        found.append((place, value))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _add_texts(item, (*place, number), found)
    elif isinstance(value, Noun):
        values = value.__dict__
        for name in type(value).model_fields:
            inside = values[name]
            if inside is not None and inside != ():
                _add_texts(inside, (*place, name), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _add_texts(item, (*place, key), found)


def _is_guess(place: Place, marks: Marks) -> bool:
    return any(place[:length] in marks.guessed for length in range(len(place) + 1))


def _runs(text: str, printable: Characters) -> Iterator[tuple[int, str]]:
    """Neighbors that cannot be printed, together: a flag or a family is one picture of several characters."""
    start: int | None = None
    for index, sign in enumerate(f"{text}\n"):
        if sign != "\n" and ord(sign) not in printable:
            start = index if start is None else start
        elif start is not None:
            yield start, text[start:index]
            start = None


def _places(
    marks: Marks, place: Place, run: str, count: int, printable: Characters
) -> Iterator[tuple[int, int]]:
    """Where the ``count`` runs stand in the file; the start of the text for one that is written as an escape."""
    line, column = marks.at(place)
    found: list[tuple[int, int]] = []
    for number in range(line, min(marks.ends.get(place, line), len(marks.source)) + 1):
        before = column - 1 if number == line else 0
        runs = _runs(marks.source[number - 1][before:], printable)
        found += [(number, before + index + 1) for index, other in runs if other == run]
    yield from found[:count] or [(line, column)]


def _named(run: str) -> str:
    signs = [f"U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed').lower()}" for sign in run[:_MOST_NAMED]]
    more = ", …" if len(run) > _MOST_NAMED else ""
    shown = f"'{run[: _MOST_NAMED * 5]}' " if run.isprintable() else ""
    return f"{shown}({', '.join(signs)}{more})"
