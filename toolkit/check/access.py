"""Rules of access: labels only tighten, and what open readers get is whole without the parts that they may not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from toolkit.check.finding import Finding, ModuleRule, Piece, Subject, TextRule
from toolkit.model.access import Access, Guarded, most_restrictive
from toolkit.model.base import Noun
from toolkit.model.citation import PLACEHOLDER, find_citations
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Place
from toolkit.model.module import Module


def _holder(piece: Piece) -> Access:
    course = piece.curriculum.course_of.get(piece.id) if isinstance(piece, Subject) else None
    return most_restrictive((course.access if course else None,))


def _labelled(value: Any, place: Place, label: Access) -> Iterator[tuple[Place, Access, Noun | str]]:
    """Every noun and text in ``value`` with its place and the label it has from itself and from all that holds it."""
    if isinstance(value, Noun):
        yield place, label, value
        own = most_restrictive((label, value.access)) if isinstance(value, Guarded) else label
        for name in type(value).model_fields:
            yield from _labelled(getattr(value, name), (*place, name), own)
    elif isinstance(value, str):
        yield place, label, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _labelled(item, (*place, number), label)


def _loosened(piece: Piece) -> Iterator[Finding]:
    for place, label, part in _labelled(piece.noun, (), _holder(piece)):
        if label == "restricted" and isinstance(part, Guarded) and part.access == "open":
            what = "this is marked as open, but it stands inside something restricted, so it is restricted all the same."
            yield Finding((*place, "access"), what, "Delete the line, or move the text to where everyone may see it.")


def _open_on_restricted(piece: Piece) -> Iterator[Finding]:
    """What open text would print of a register's restricted entry, or rests on."""
    known = seen(piece.curriculum, "restricted")
    for place, label, text in _labelled(piece.noun, (), _holder(piece)):
        if label == "restricted" or not isinstance(text, str):
            continue
        facts = [*find_citations(text), *([text] if text in known.facts else [])]
        contacts = [match[2] for match in PLACEHOLDER.finditer(text) if match[1] == "contact"]
        named: Sequence[tuple[str, Guarded | None]] = [
            *((name, known.facts.get(name)) for name in facts), *((name, known.contacts.get(name)) for name in contacts),
        ]  # fmt: skip
        for name, entry in named:
            if entry is not None and entry.access == "restricted":
                what = f"everyone may see this, but {name} is restricted."
                yield Finding(place, what, "Mark this part 'access: restricted', or rest it on something open.", name)


def _broken_without(subject: Subject) -> Iterator[Finding]:
    """What is no longer a module once the parts have gone that open readers may not see."""
    left = seen(subject.curriculum, "open").modules.get(subject.id)
    if left is None:
        return
    mend = "Mark what holds them 'access: restricted' as well, or leave something open."
    try:
        Module.model_validate(left.model_dump())
    except ValidationError as error:
        for item in error.errors():
            where = _as_written(subject.module, left, item["loc"])
            yield Finding(where, "nothing is left of this for readers who may see only open parts.", mend)


def _as_written(written: Module, left: Module, loc: Sequence[str | int]) -> Place:
    """The place in the file of something in the module that is ``left``: parts in front of it may have gone."""
    match loc:
        case (str(key), int(number), *rest) if key in ("segments", "quizzes", "scenarios"):
            ids = [part.id for part in getattr(written, key)]
            name = getattr(left, key)[number].id
            return (key, ids.index(name), *(part for part in rest[:1] if isinstance(part, str)))
        case (str(key), *_):
            return (key,)
        case _:
            return ()


RULES = (
    TextRule(
        id="access-only-tightens",
        says="Nothing inside something restricted is marked as open.",
        why="Restricted material reaches vetted public-safety professionals only; a label that had no effect would mislead.",
        find=_loosened,
        may_be_allowed=False,
    ),
    TextRule(
        id="open-text-rests-on-open-facts",
        says="Open text cites no restricted fact and names no restricted contact.",
        why="Its readers would see what is not for them, or a claim without its source.",
        find=_open_on_restricted,
        needs=("facts", "sources", "contacts"),
        may_be_allowed=False,
    ),
    ModuleRule(
        id="open-part-stands-alone",
        says="What open readers see of an open module is a whole module: no segment, quiz or list is left without content.",
        why="Most kits are made for them.",
        find=_broken_without,
        needs=("module", "catalogue", "glossary"),
        may_be_allowed=False,
    ),
)
