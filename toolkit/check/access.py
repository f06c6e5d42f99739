"""Rules of access: labels only tighten, and what open readers get is whole without the parts that they may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from toolkit.check.finding import AsOf, Finding, ModuleRule, Piece, RegisterRule, Subject, TextRule
from toolkit.model.access import Access, Guarded, high_water, most_restrictive
from toolkit.model.base import Noun
from toolkit.model.citation import PLACEHOLDER, find_citations
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.module import Module

_Labelled = tuple[Place, Access, Noun | str]
_MEND = "Mark what holds it 'access: restricted' as well, or leave something open."


def _holder(piece: Piece) -> Access:
    course = piece.curriculum.course_of.get(piece.id) if isinstance(piece, Subject) else None
    return most_restrictive((course.access if course else None,))


def _labelled(noun: Noun, place: Place, label: Access) -> list[_Labelled]:
    """Every noun and text in ``noun`` with its place and the label it has from itself and from all that holds it."""
    found: list[_Labelled] = []
    _add_labelled(noun, place, label, found)
    return found


def _add_labelled(value: Any, place: Place, label: Access, found: list[_Labelled]) -> None:
    if isinstance(value, str):
        found.append((place, label, value))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _add_labelled(item, (*place, number), label, found)
    elif isinstance(value, Noun):
        found.append((place, label, value))
        own = most_restrictive((label, value.access)) if isinstance(value, Guarded) else label
        values = value.__dict__
        for name in type(value).model_fields:
            _add_labelled(values[name], (*place, name), own, found)


def _loosened(piece: Piece) -> Iterator[Finding]:
    for place, label, part in _labelled(piece.noun, (), _holder(piece)):
        if label == "restricted" and isinstance(part, Guarded) and part.access == "open":
            what = "this is marked as open, but it stands inside something restricted, so it is restricted all the same."
            yield Finding((*place, "access"), what, "Delete the line, or move the text to where everyone may see it.")


def _open_on_restricted(piece: Piece) -> Iterator[Finding]:
    """What open text would print of a register's restricted entry, or rests on."""
    return _resting(piece.noun, (), _holder(piece), seen(piece.curriculum, "restricted"))


def _open_entries_on_restricted(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    known = seen(curriculum, "restricted")
    registers: list[tuple[str, str, Iterable[Noun]]] = [
        ("glossary", "terms", curriculum.terms.values()), ("contacts", "contacts", curriculum.contacts.values()),
        ("catalogue", "courses", curriculum.catalogue.courses),
    ]  # fmt: skip
    for file, key, entries in registers:
        for number, entry in enumerate(entries):
            yield from (replace(found, file=file) for found in _resting(entry, (key, number), "open", known))


def _resting(noun: Noun, at: Place, holder: Access, known: Curriculum) -> Iterator[Finding]:
    for place, label, text in _labelled(noun, at, holder):
        if label == "restricted" or not isinstance(text, str) or not ("[@" in text or "{" in text or text in known.facts):
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
    """What an open module lacks once the parts have gone that open readers may not see."""
    left = seen(subject.curriculum, "open").modules.get(subject.id)
    if left is None or high_water((subject.module,)) == "open":
        return
    yield from _vanished(subject, left)
    try:
        Module.model_validate(left.model_dump())
    except ValidationError as error:
        for item in error.errors():
            where = _as_written(subject.module, left, item["loc"])
            yield Finding(where, "nothing is left of this for readers who may see only open parts.", _MEND)
    else:
        yield from _newly_broken(subject, left)


def _vanished(subject: Subject, left: Module) -> Iterator[Finding]:
    kept = {segment.id for segment in left.segments}
    whole = seen(subject.curriculum, "restricted").modules[subject.id]
    for number, segment in enumerate(whole.segments):
        if segment.access == "open" and segment.id not in kept:
            yield Finding(("segments", number), "everything in this segment is restricted, and the segment itself is not.", _MEND)


def _newly_broken(subject: Subject, left: Module) -> Iterator[Finding]:
    """Rules that the whole module keeps and its open part breaks: a frame of safety, an objective that is tested, the time."""
    from toolkit.check import RULES as EVERY  # the table of all rules holds this one

    view = Subject(subject.id, left, seen(subject.curriculum, "open"), subject.as_of)
    for rule in EVERY.values():
        if isinstance(rule, ModuleRule) and rule.severity != "advice" and rule.id != "open-part-stands-alone":
            before = {finding.what for finding in rule.find(subject)}
            for finding in rule.find(view):
                if finding.what not in before:
                    where = _as_written(subject.module, left, finding.place)
                    yield Finding(where, f"without its restricted parts the module breaks {rule.id}: {finding.what}", _MEND)


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
    RegisterRule(
        id="open-entry-rests-on-open-facts",
        says="An open term, contact or course rests on no restricted fact and names no restricted contact.",
        why="Its readers would see what is not for them, or a claim without its source.",
        find=_open_entries_on_restricted,
        needs=("facts", "sources", "contacts", "glossary", "catalogue"),
        may_be_allowed=False,
    ),
    ModuleRule(
        id="open-part-stands-alone",
        says="What open readers see of an open module is a whole module, which keeps the rules that the module keeps.",
        why="Most kits are made for them.",
        find=_broken_without,
        needs=("module", "catalogue", "glossary"),
        may_be_allowed=False,
    ),
)
