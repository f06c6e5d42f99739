"""The bytes of one YAML file in; a tree of mappings, lists and text exactly as typed, with marks and problems, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from toolkit.errors import Problem
from toolkit.load.decode import decode, lines_of
from toolkit.load.notes import MEND, WHAT, ClingingNotes, cut_after
from toolkit.load.repairs import Repairs
from toolkit.load.rules import problem
from toolkit.load.syntax import QuotedText, SyntaxFault, explain_syntax, stopped_at
from toolkit.model.curriculum import Marks, Place
from toolkit.model.shape import Tree

DEEPEST = 40


@dataclass(frozen=True)
class Parsed:
    """What a file holds. ``refused`` are the places whose value was refused and reported already."""

    tree: Tree
    marks: Marks
    refused: frozenset[Place] = frozenset()
    problems: tuple[Problem, ...] = ()


def parse_tree(data: bytes, file: str) -> Parsed:
    """The tree of ``data``; its tree is None when nothing can be made of it. Never raises."""
    problems: list[Problem] = []
    text = decode(data, file, problems)
    if text is None:
        return Parsed(None, Marks(file, {}, whole=False), problems=tuple(problems))
    source = lines_of(text)
    builder = _read_with_repairs(file, source, problems)
    marks = Marks(file, builder.marks, builder.keys, builder.ends, source)
    return Parsed(builder.tree, marks, frozenset(builder.refused), tuple(problems + builder.problems))


def _read_with_repairs(file: str, source: Sequence[str], problems: list[Problem]) -> _Builder:
    """Read on after a syntax error where that is cheap, so that one run names many faults; say where reading stops."""
    repairs = Repairs(source)
    faults: list[SyntaxFault] = []
    while True:
        builder = _Builder(file, repairs)
        fault = builder.read()
        if fault is not None:
            builder.tree = None
            if not repairs.is_echo(fault):
                faults.append(replace(fault, column=repairs.column(fault.line, fault.column)))
            if repairs.go_on(fault):
                continue
            faults[-1] = replace(faults[-1], mend=f"{faults[-1].mend} {stopped_at(fault.line)}")
        problems += [problem("file-is-yaml", file, (f.line, f.column), what=f.what, mend=f.mend) for f in faults]
        return builder


@dataclass
class _Frame:
    """A mapping or list that is being filled. ``key`` is the key whose value comes next."""

    value: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None
    drop: bool = False  # the next value belongs to a key that was refused


@dataclass
class _Builder:
    """Builds the tree from parser events with a stack of its own, so that depth costs no recursion."""

    file: str
    repairs: Repairs
    tree: Tree = None
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Place, tuple[int, int]] = field(default_factory=dict)
    ends: dict[Place, int] = field(default_factory=dict)
    refused: set[Place] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _stack: list[_Frame] = field(default_factory=list)
    _skipping: int = 0
    _documents: int = 0
    _quoted: QuotedText | None = None

    def read(self) -> SyntaxFault | None:
        """Fill the tree; the first syntax error, if there is one."""
        lines = self.repairs.lines
        parser = yaml.CSafeLoader("\n".join(lines))
        notes = ClingingNotes(lines)
        try:
            while (event := parser.get_event()) is not None:
                if notes and isinstance(event, yaml.ScalarEvent):
                    notes.hold(event)
                if not self._take(event):
                    return None
        except yaml.YAMLError as error:
            return explain_syntax(error, lines, self._quoted)
        for line, column in notes.left():
            self._report("text-is-not-cut", (line, self.repairs.column(line, column)), WHAT, MEND)
        if not self._documents:
            self._report("file-is-not-empty", (1, 1), "the file is empty.", "Write its content, or delete the file.")
        return None

    def _position(self, mark: Any) -> tuple[int, int]:
        if mark is None:
            return (1, 1)
        line, column = mark.line + 1, mark.column + 1
        return (line, self.repairs.column(line, column)) if self.repairs.tabbed else (line, column)

    def _take(self, event: yaml.Event) -> bool:
        """Use one event; False when the rest of the file must not be read."""
        if isinstance(event, yaml.NodeEvent):  # most of them
            return self._take_node(event, self._position(event.start_mark))
        if isinstance(event, yaml.CollectionEndEvent):
            if self._skipping:
                self._skipping -= 1
            else:
                self._stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            at = self._position(event.start_mark)
            self._documents += 1
            if self._documents > 1:
                self._report(
                    "file-is-one-document",
                    at,
                    "a second document starts here.",
                    f"Delete the line '---', or move what follows to a file of its own. {stopped_at(at[0])}",
                )
                return False
        return True

    def _take_node(self, event: yaml.NodeEvent, at: tuple[int, int]) -> bool:
        opens = isinstance(event, yaml.CollectionStartEvent)
        if self._skipping:
            self._skipping += opens
            return True
        frame = self._stack[-1] if self._stack else None
        if frame and isinstance(frame.value, dict) and frame.key is None and not frame.drop:
            self._take_key(frame, event, at)
            return True
        if frame and frame.drop:
            frame.drop = False
            self._skipping += opens
            return True
        place = self._place(frame)
        self._refuse_references(event, place, at)
        if opens and len(self._stack) >= DEEPEST:
            self._report(
                "file-is-not-deep",
                at,
                f"blocks are nested more than {DEEPEST} deep.",
                f"Check the indentation. {stopped_at(at[0])}",
            )
            self.tree = None
            return False
        self._put(frame, self._value_of(event, place, at), place, at)
        return True

    def _take_key(self, frame: _Frame, event: yaml.NodeEvent, at: tuple[int, int]) -> None:
        fault = self._fault_of_key(frame, event)
        if fault:
            rule, what, mend = fault
            self._report(rule, at, what, mend)
            frame.drop = True
            self._skipping += isinstance(event, yaml.CollectionStartEvent)
        elif isinstance(event, yaml.ScalarEvent):
            frame.key = event.value
            self.keys[(*frame.place, event.value)] = at
            self._refuse_references(event, None, at)

    def _fault_of_key(self, frame: _Frame, event: yaml.NodeEvent) -> tuple[str, str, str] | None:  # noqa: PLR0911  # a table of cases
        if isinstance(event, yaml.AliasEvent):
            return "value-is-written-out", f"the key is an alias (*{event.anchor}).", "Write the key out."
        if not isinstance(event, yaml.ScalarEvent):
            return "key-is-text", "a list or block stands where a key is expected.", "Write 'key: value'."
        if not event.style and self._follows_question_mark(event):
            return "key-is-text", "'?' right before the key is a sign of YAML and no part of it.", "Put the whole key in quotation marks."
        if event.value == "<<":
            return "value-is-written-out", "'<<' merges another block into this one.", "Write the keys out."
        if not event.value.strip():
            return "key-is-text", "the key is empty.", "Write the key before the colon."
        if event.value in frame.value:
            first = self.keys[(*frame.place, event.value)][0]
            return (
                "key-is-written-once",
                f"'{event.value}' stands in this block already, in line {first}.",
                "Keep one of the two.",
            )
        return None

    def _place(self, frame: _Frame | None) -> Place:
        if frame is None:
            return ()
        return (*frame.place, frame.key if frame.key is not None else len(frame.value))

    def _refuse_references(self, event: yaml.NodeEvent, place: Place | None, at: tuple[int, int]) -> None:
        if isinstance(event, yaml.ScalarEvent) and event.value and not event.anchor and not event.tag:
            return  # most of them
        if isinstance(event, yaml.AliasEvent):
            self._report(
                "value-is-written-out",
                at,
                f"'*{event.anchor}' is an alias.",
                "Write the value out; put text that starts with '*' in quotation marks.",
            )
        elif event.anchor:
            self._report(
                "value-is-written-out",
                at,
                f"'&{event.anchor}' is an anchor.",
                "Delete it; put text that starts with '&' in quotation marks.",
            )
        elif getattr(event, "tag", None):
            self._report(
                "value-has-no-tag",
                at,
                "the value has a tag (!).",
                "Delete it; put text that starts with '!' in quotation marks.",
            )
        elif place is not None and isinstance(event, yaml.ScalarEvent) and not event.value:
            self._report(
                "value-is-present",
                self.keys.get(place, at),
                "there is no value here.",
                f"Write one, or delete the line.{self._hidden(event)}",
            )

    def _hidden(self, event: yaml.ScalarEvent) -> str:
        """What to do where a value begins with '#', and so is none."""
        lines, end = self.repairs.lines, event.end_mark
        note = end is not None and end.line < len(lines) and not event.style and lines[end.line][end.column :].lstrip().startswith("#")
        return " What begins with '#' is a note: put it in quotation marks if it is the value." if note else ""

    def _value_of(self, event: yaml.NodeEvent, place: Place, at: tuple[int, int]) -> Tree:
        if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            return {} if isinstance(event, yaml.MappingStartEvent) else []
        self._quoted = None
        if isinstance(event, yaml.ScalarEvent):
            line, column = self._position(event.end_mark)
            last = line if column > 1 else line - 1  # a block text ends at the start of the line after it
            if last > at[0]:
                self.ends[place] = last
                if event.style in ("'", '"'):
                    self._quoted = QuotedText(*at, last)
            if event.value and at[0] not in self.repairs.lost:
                self._refuse_cut(event)
                return str(event.value)
        self.refused.add(place)
        return None

    def _refuse_cut(self, event: yaml.ScalarEvent) -> None:
        """Report a '#' that may have been meant as text: YAML drops it with the rest of the line, in silence."""
        blanks = cut_after(event, self.repairs.lines)
        if blanks is not None:
            line, column = self._position(event.end_mark)
            self._report("text-is-not-cut", (line, column + blanks), WHAT, MEND)

    def _follows_question_mark(self, event: yaml.ScalarEvent) -> bool:
        mark: Any = event.start_mark
        return bool(self.repairs.lines[mark.line][:mark.column].endswith("?"))

    def _put(self, frame: _Frame | None, value: Tree, place: Place, at: tuple[int, int]) -> None:
        self.marks[place] = at
        if frame is None:
            self.tree = value
        elif isinstance(frame.value, dict):
            frame.value[str(frame.key)] = value
            frame.key = None
        else:
            frame.value.append(value)
        if isinstance(value, dict | list):
            self._stack.append(_Frame(value, place))

    def _report(self, rule: str, at: tuple[int, int], what: str, mend: str) -> None:
        self.problems.append(problem(rule, self.file, at, what=what, mend=mend))
