"""The problems of a curriculum and its '# allow:' notes in; the problems that stand and those that were allowed out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.errors import Problem
from toolkit.model.curriculum import Marks
from toolkit.model.naming import close_match
from toolkit.model.rule import Rule, printable

_ALLOW = re.compile(r"#[ \t]*allow[ \t]*:[ \t]*(\S*)[ \t]*(.*)", re.IGNORECASE)
_FEWEST_WORDS = 2
_BLOCK = ("|", ">")
_QUOTES = ("'", '"')

WELL_FORMED = Rule(
    id="allowance-is-well-formed",
    says="A note '# allow:' names one rule that can be allowed, and gives a reason of two words or more.",
    why="A misspelt allowance silences nothing, and without its reason nobody can judge later whether it still holds.",
    may_be_allowed=False,
)
NEEDED = Rule(
    id="allowance-is-needed",
    says="A note '# allow:' stands beside a line, or right above one, that breaks the rule it names.",
    why="One that is left behind would hide the next breach in that place.",
    severity="warning",
    may_be_allowed=False,
)
RULES: tuple[Rule, ...] = (WELL_FORMED, NEEDED)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A note that silences ``rule`` in ``lines`` of ``file``. ``at`` is where it stands, line and column from 1."""

    file: str
    at: tuple[int, int]
    rule: str
    reason: str
    lines: frozenset[int]

    def covers(self, problem: Problem) -> bool:
        """Whether ``problem`` is what it silences."""
        return (problem.rule, problem.file) == (self.rule, self.file) and problem.line in self.lines


@dataclass(frozen=True, slots=True, order=True)
class Allowed:
    """A problem that an author allowed, in line ``noted``, for ``reason``."""

    problem: Problem
    reason: str
    noted: int


@dataclass(frozen=True, slots=True)
class Review:
    """What a check found: ``problems`` that stand, and those that were ``allowed``. Both in order of file and line."""

    problems: tuple[Problem, ...] = ()
    allowed: tuple[Allowed, ...] = ()


def part_allowed(
    problems: Iterable[Problem], files: Iterable[Marks], rules: Mapping[str, Rule], *, sure: bool = True
) -> Review:
    """Part ``problems`` by the notes in ``files``, and add what is wrong with the notes themselves.

    ``sure`` is False where not every rule could look at everything: then no note is called needless.
    """
    allowances, faults = _read_notes(files, rules)
    standing, allowed, used = list(faults), [], set()
    for problem in problems:
        covering = next((one for one in allowances if one.covers(problem)), None)
        if covering is None:
            standing.append(problem)
        else:
            used.add(covering)
            allowed.append(Allowed(problem, covering.reason, covering.at[0]))
    if sure:
        standing += [_needless(one) for one in allowances if one not in used]
    return Review(tuple(sorted(set(standing))), tuple(sorted(set(allowed))))


def _needless(allowance: Allowance) -> Problem:
    what = f"nothing here breaks '{allowance.rule}'."
    mend = "Delete the note, or put it beside the line that does, or right above it."
    return NEEDED.broken(allowance.file, allowance.at, what, mend)


def _read_notes(files: Iterable[Marks], rules: Mapping[str, Rule]) -> tuple[list[Allowance], list[Problem]]:
    allowances: list[Allowance] = []
    faults: list[Problem] = []
    for marks in files:
        file = printable(marks.file)
        for note in notes_of(marks):
            rule, reason = note.words[1].rstrip(":"), note.words[2].strip(" \t-:")
            fault = _fault_of(rule, reason, rules)
            if fault:
                faults.append(WELL_FORMED.broken(file, note.at, *fault))
            else:
                allowances.append(Allowance(file, note.at, rule, printable(reason), note.lines))
    return allowances, faults


def _fault_of(name: str, reason: str, rules: Mapping[str, Rule]) -> tuple[str, str] | None:
    """What is wrong with a note, and how to mend it."""
    if not name:
        return "the note names no rule.", "Write '# allow: rule-id reason'."
    if name.endswith(","):
        return "the note names more than one rule.", "Give each rule a note of its own, one above the other."
    if name not in rules:
        meant = close_match(name, (rule.id for rule in rules.values() if rule.may_be_allowed))
        mend = f"Did you mean '{meant}'?" if meant else "Copy the rule's id from the report; a fault in a file's format cannot be allowed."
        return f"there is no rule '{name}' that can be allowed.", mend
    if not rules[name].may_be_allowed:
        return f"'{name}' cannot be allowed: {rules[name].why}", "Mend what it names, and delete the note."
    if len(reason.split()) < _FEWEST_WORDS:
        return f"the note gives no reason why '{name}' may be broken here.", f"Write '# allow: {name}' and why, in a few words."
    return None


@dataclass(frozen=True, slots=True)
class Note:
    """A comment '# allow:' and the ``lines`` it speaks of. ``words`` holds the rule and the reason as typed."""

    at: tuple[int, int]
    words: re.Match[str]
    lines: frozenset[int]


def notes_of(marks: Marks) -> Iterator[Note]:
    """Every '# allow:' of one file that YAML reads as a comment, not as text."""
    writing = _Writing(marks)
    for number, line in enumerate(marks.source, start=1):
        if "#" not in line or not _ALLOW.search(line):
            continue
        start = writing.comment_in(number)
        words = None if start is None else _ALLOW.match(line, start)
        if start is not None and words:
            yield Note((number, start + 1), words, writing.lines_meant(number, alone=not line[:start].strip()))


@dataclass(frozen=True)
class _Writing:
    """How one file is written: where each text starts and ends, which YAML's comments stand between."""

    marks: Marks

    @cached_property
    def _starts(self) -> frozenset[tuple[int, int]]:
        return frozenset(self.marks.lines.values()) | frozenset(self.marks.keys.values())

    @cached_property
    def _spans(self) -> tuple[tuple[int, int, int], ...]:
        """First line, column and last line of every text of more than one line."""
        ends = self.marks.ends.items()
        return tuple((*self.marks.lines[place], end) for place, end in ends if place in self.marks.lines)

    @cached_property
    def _values(self) -> dict[int, tuple[int, ...]]:
        """Of every line with a key, the lines in which the values of its keys start."""
        found: dict[int, tuple[int, ...]] = {}
        for place, (line, _) in self.marks.keys.items():
            value = self.marks.lines.get(place)
            found[line] = (*found.get(line, ()), *((value[0],) if value else ()))
        return found

    def comment_in(self, number: int) -> int | None:
        """Index in line ``number`` where a comment starts. None when it has none, or its '#' is part of a text."""
        line = self.marks.source[number - 1]
        index = self._after_text(number, line)
        while index is not None and index < len(line):
            sign = line[index]
            if sign == "#" and (index == 0 or line[index - 1] in " \t"):
                return index
            if sign in _QUOTES and (number, index + 1) in self._starts:
                index = _closing(line, index + 1, sign)
            else:
                index += 1
        return None

    def _after_text(self, number: int, line: str) -> int | None:
        """Where the text ends that began in an earlier line; None when it does not end in this one."""
        for first, column, last in self._spans:
            if first < number <= last:
                sign = self.marks.source[first - 1][column - 1 : column]
                if number < last or sign in _BLOCK:
                    return None
                return _closing(line, 0, sign) if sign in _QUOTES else 0
        return 0

    def lines_meant(self, number: int, *, alone: bool) -> frozenset[int]:
        """The lines that a note in line ``number`` speaks of: its own, or the one below when it stands ``alone``.

        A text that starts or ends there belongs to it as a whole, for no note can stand inside a text.
        """
        target = number
        while alone and target <= len(self.marks.source) and self.marks.source[target - 1].lstrip().startswith("#"):
            target += 1
        heads = {target, *self._values.get(target, ())}
        texts = (range(first, last + 1) for first, _, last in self._spans if first in heads or last == target)
        return frozenset(heads).union(*texts)


def _closing(line: str, index: int, quote: str) -> int | None:
    """The index behind the quotation mark that ends the text in which ``index`` stands."""
    while index < len(line):
        if quote == '"' and line[index] == "\\":
            index += 2
        elif line[index] != quote:
            index += 1
        elif quote == "'" and line[index + 1 : index + 2] == quote:
            index += 2
        else:
            return index + 1
    return None
