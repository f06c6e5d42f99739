"""The session file that a table fills in, in; what it says with a row's cells laid over it, and from where each value came, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from toolkit.batch.matrix_columns import Column
from toolkit.errors import ContentError, Problem
from toolkit.kit.obstacles import session_problems
from toolkit.load.explain import Advice
from toolkit.load.files import read_content, shown
from toolkit.load.logo import with_logo
from toolkit.load.rules import problem
from toolkit.load.validate import to_noun
from toolkit.load.yaml_tree import Parsed, parse_tree
from toolkit.model.curriculum import Curriculum, Marks, Place
from toolkit.model.session import Session
from toolkit.model.shape import Tree

IN_TABLE = 1_000_000_000
"""The line of a value that stands in the table and not in the template; its column is that of the table."""
NOTHING = ("-", "\u2013", "\u2014")
"""Cells that take away what the template says: a hyphen, and the dashes that spreadsheets make of it."""
_TOGETHER = frozenset({
    "session-readers-are-vetted", "session-has-time", "session-days-are-in-order", "session-lunch-fits", "session-part-is-known",
    "session-rooms-differ", "session-logo-is-described",
})  # fmt: skip
"""Rules about several keys at once: a row may fill in what the template alone lacks."""


@dataclass(frozen=True)
class Template:
    """A session file as typed. ``covered`` are, for each place that a column fills, the marks that no longer hold then."""

    tree: Mapping[str, Tree]
    marks: Marks
    folder: Path
    covered: Mapping[Place, Sequence[Place]]

    def filled(self, cells: Sequence[tuple[Column, str]]) -> Parsed:
        """What a session file with these ``cells`` in it would hold. Raises ContentError when they leave out a day before another."""
        tree: Any = _copy(self.tree)
        for column, cell in cells:
            if cell in NOTHING:
                _take_away(tree, column.place)
            elif not _put(tree, column.place, column.value(cell)):
                what, mend = "a day is filled in, and the one before it is not.", "Fill in the days in their order."
                at = (IN_TABLE, column.number)
                raise ContentError((problem("session-days-are-in-order", self.marks.file, at, what=what, mend=mend),))
        return Parsed(tree, self.marked(column for column, _ in cells))

    def marked(self, columns: Iterable[Column]) -> Marks:
        """The marks of the template, where ``columns`` are filled in those of the table."""
        lines, keys = dict(self.marks.lines), dict(self.marks.keys)
        for column in columns:
            for place in self.covered[column.place]:
                lines.pop(place, None)
                keys.pop(place, None)
            lines[column.place] = (IN_TABLE, column.number)
        return replace(self.marks, lines=lines, keys=keys)


def read_template(path: Path, columns: Sequence[Column], curriculum: Curriculum) -> Template:
    """The template at ``path``. Raises ContentError with all that is wrong with it whatever ``columns`` are filled with."""
    data = read_content(path)
    if isinstance(data, Problem):
        raise ContentError((data,))
    parsed = parse_tree(data, shown(path))
    if parsed.problems or not isinstance(parsed.tree, dict):
        raise ContentError(tuple(sorted(set(to_noun(parsed, Session).problems))))
    covered = {column.place: [place for place in parsed.marks.lines if place[: len(column.place)] == column.place] for column in columns}
    template = Template(parsed.tree, parsed.marks, path.parent, covered)
    problems = [*_vetted(template), *_faults(template, columns, curriculum)]
    if problems:
        raise ContentError(tuple(sorted(set(problems))))
    return template


def _vetted(template: Template) -> Iterable[Problem]:
    """What one person said of one workshop's participants must not open restricted material in a thousand others."""
    if "vetted_by" in template.tree:
        what = "a template is for many workshops, so nobody can have confirmed the participants of each."
        mend = "Delete the line; a column 'vetted_by' in the table says it for each row."
        at = template.marks.at_key(("vetted_by",))
        yield problem("session-readers-are-vetted", template.marks.file, at, what=what, mend=mend)


def _faults(template: Template, columns: Sequence[Column], curriculum: Curriculum) -> Iterable[Problem]:
    """What is wrong with single values that no column fills."""
    reading = to_noun(Parsed(_copy(template.tree), template.marked(columns)), Session)
    found = [each for each in reading.problems if each.line != IN_TABLE]
    session = reading.noun
    if session is not None and session.look and session.look.logo:
        with_it = with_logo(session, template.folder)
        if isinstance(with_it, Advice):
            at = reading.marks.at(("look", "logo"))
            found.append(problem(with_it.rule, reading.marks.file, at, what=with_it.what, mend=with_it.mend))
            with_it = session.model_copy(update={"look": session.look.model_copy(update={"logo": None})})
        session = with_it
    if session is not None and not found:
        found += [each for each in session_problems(session, reading.marks, curriculum) if each.rule not in _TOGETHER]
    return [each for each in found if each.line != IN_TABLE and each.severity == "error"]


def _copy(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _copy(value) for key, value in tree.items()}
    return [_copy(value) for value in tree] if isinstance(tree, list) else tree


def _put(tree: Any, place: Place, value: Tree) -> bool:
    """Put the value there; False for an item of a list that is further than the next one."""
    for part, after in pairwise(place):
        if isinstance(tree, list):
            if int(part) > len(tree):
                return False
            tree.extend([{}] if int(part) == len(tree) else [])
        elif not isinstance(tree.get(part), dict | list):
            tree[part] = [] if isinstance(after, int) else {}
        tree = tree[part]
    tree[place[-1]] = value
    return True


def _take_away(tree: Any, place: Place) -> None:
    """Take away the value and, as an empty block means nothing, one that holds nothing else."""
    around = [tree]
    for part in place[:-1]:
        block = around[-1]
        there = part in block if isinstance(block, dict) else int(part) < len(block)
        if not there:
            return
        around.append(block[part])
    around[-1].pop(place[-1], None)
    if len(place) > 1 and isinstance(place[-2], str) and not around[-1]:
        around[-2].pop(place[-2])
