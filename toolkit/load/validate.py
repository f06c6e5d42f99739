"""A tree with its marks and a model class in; the noun, or a stand-in that lets checking go on, and all problems out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from toolkit.errors import Problem
from toolkit.load.explain import Fault, explain
from toolkit.load.files import read_content, shown
from toolkit.load.mend import likely_value
from toolkit.load.rules import problem
from toolkit.load.yaml_tree import Parsed, parse_tree
from toolkit.model.base import Noun
from toolkit.model.curriculum import Marks, Place
from toolkit.model.naming import close_match
from toolkit.model.shape import Shape, Tree, shape_of_noun

N = TypeVar("N", bound=Noun)
_ROUNDS = 12


@dataclass(frozen=True)
class Reading(Generic[N]):
    """What one file gave. ``noun`` is sound only when there are no problems; until then it serves the checks."""

    noun: N | None
    marks: Marks
    problems: tuple[Problem, ...]


def read_noun(path: Path, model: type[N]) -> Reading[N]:
    """The ``model`` that the file at ``path`` describes."""
    data = read_content(path)
    if isinstance(data, Problem):
        return Reading(None, Marks(shown(path), {}, whole=False), (data,))
    return to_noun(parse_tree(data, shown(path)), model)


def to_noun(parsed: Parsed, model: type[N]) -> Reading[N]:
    """Validate a tree. Each faulty value is reported, then replaced by a likely one, until the noun holds."""
    if parsed.tree is None:
        return Reading(None, replace(parsed.marks, whole=False), parsed.problems)
    work = _Work(parsed, shape_of_noun(model))
    noun: N | None = None
    for _ in range(_ROUNDS):
        try:
            noun = model.model_validate(work.tree)
        except ValidationError as error:
            work.take(error)
        else:
            break
    marks = replace(work.marks, guessed=frozenset(work.guessed), whole=work.whole and noun is not None)
    return Reading(noun, marks, (*parsed.problems, *work.problems))


class _Work:
    """A tree under repair. Every change is remembered, so that nothing is reported about our own guesses."""

    def __init__(self, parsed: Parsed, shape: Shape) -> None:
        self.parsed = parsed
        self.tree: Tree = parsed.tree
        self.shape = shape
        self.marks = parsed.marks
        self.problems: list[Problem] = []
        self.guessed: set[Place] = set(parsed.refused)
        self.whole = True

    def take(self, error: ValidationError) -> None:
        """Report each fault of ``error`` and mend the tree for another try."""
        faults = [self._fault(details) for details in error.errors(include_url=False, include_input=False)]
        renamed = {self._rename(fault) for fault in faults if fault.type == "extra_forbidden"}
        for fault in faults:
            if fault.place in renamed or _is_echo(fault):
                continue  # the key is there, misspelt, and that was reported; or items were counted out
            if fault.type == "extra_forbidden":
                self._report(fault)
                continue
            if not self._is_guess(fault.place):
                self._report(fault)
            self._mend(fault)

    def _fault(self, details: Any) -> Fault:
        shape: Shape | None = self.shape
        place: Place = ()
        parts = tuple(part for part in details["loc"] if part != "[key]")
        on_key = len(parts) < len(details["loc"]) or details["type"] == "extra_forbidden"
        around: Shape | None = None
        for part in parts:
            tag = shape is not None and shape.kind == "kinds"
            around, shape = shape, shape.inside(part) if shape else None
            if not tag:
                place = (*place, part)
        if details["type"] in ("missing", "extra_forbidden"):
            shape = around
        return Fault(details["type"], place, self._value(place), shape, details.get("ctx", {}), details["msg"], on_key)

    def _value(self, place: Place) -> Tree:
        value: Any = self.tree
        for part in place:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value  # type: ignore[no-any-return]  # a tree holds trees

    def _is_guess(self, place: Place) -> bool:
        return any(place[:length] in self.guessed for length in range(len(place) + 1))

    def _report(self, fault: Fault) -> None:
        advice = explain(fault)
        at = self.marks.at_key(fault.place) if fault.on_key else self.marks.at(fault.place)
        self.problems.append(problem(advice.rule, self.marks.file, at, what=advice.what, mend=advice.mend))

    def _rename(self, fault: Fault) -> Place | None:
        """Put the value of an unknown key under the key that was probably meant; else drop it."""
        block = self._value(fault.place[:-1])
        if not isinstance(block, dict) or fault.place[-1] not in block:
            return None
        value = block.pop(str(fault.place[-1]))
        known = fault.shape.noun.model_fields if fault.shape and fault.shape.kind == "noun" else {}
        meant = close_match(str(fault.place[-1]), (name for name in known if name not in block))
        if meant is None:
            return None
        block[meant] = value
        new = (*fault.place[:-1], meant)
        self._move_marks(fault.place, new)
        if fault.place in self.guessed:
            self.guessed.add(new)
        return new

    def _move_marks(self, old: Place, new: Place) -> None:
        def moved(place: Place) -> Place:
            return (*new, *place[len(old) :]) if place[: len(old)] == old else place

        lines = dict(self.marks.lines) | {moved(place): at for place, at in self.marks.lines.items()}
        keys = dict(self.marks.keys) | {moved(place): at for place, at in self.marks.keys.items()}
        self.marks = replace(self.marks, lines=lines, keys=keys)
        self.guessed |= {moved(place) for place in self.guessed}

    def _mend(self, fault: Fault) -> None:
        """Put a likely value where the fault is. Where content is lost by it, the file is no longer whole."""
        tried_before = fault.place in self.guessed and fault.place not in self.parsed.refused
        self.guessed.add(fault.place)
        wanted = fault.shape.inside(fault.place[-1]) if fault.type == "missing" and fault.shape else fault.shape
        if fault.on_key:
            self._drop_key(fault.place)
        elif wanted is not None:
            likely = likely_value(fault.type, None if tried_before else fault.value, wanted)
            self.whole = self.whole and not likely.loses
            self._put(fault.place, likely.value)

    def _drop_key(self, place: Place) -> None:
        block = self._value(place[:-1])
        if isinstance(block, dict):
            block.pop(str(place[-1]), None)

    def _put(self, place: Place, value: Tree) -> None:
        if not place:
            self.tree = value
            return
        block: Any = self._value(place[:-1])
        key: Any = place[-1]
        if isinstance(block, dict | list):
            block[key] = value


def _is_echo(fault: Fault) -> bool:
    """Whether a list seems short only because pydantic does not count items that are at fault themselves."""
    return (
        fault.type == "too_short"
        and fault.shape is not None
        and isinstance(fault.value, list)
        and (len(fault.value) >= fault.shape.least)
    )
