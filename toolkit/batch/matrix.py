"""A session file as a template and a table with a row for each kit in; a session for each row, or what is wrong with it, out.

A session file and a table that is laid over it: an empty cell leaves what the template says, a hyphen takes it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.batch.matrix_columns import Column, columns_of
from toolkit.batch.matrix_names import as_one, kit_name
from toolkit.batch.matrix_template import IN_TABLE, Template, read_template
from toolkit.errors import ContentError, Problem, ToolkitError, UsageError
from toolkit.kit.obstacles import Timed, session_problems
from toolkit.load.explain import Advice
from toolkit.load.files import shown
from toolkit.load.logo import Pictures
from toolkit.load.rules import problem
from toolkit.load.session import whole_session
from toolkit.load.table import Row, Table, open_table
from toolkit.load.validate import to_noun
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session

LARGEST = 50_000_000  # bytes
_SPOILT = (
    (re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE), "an error of the spreadsheet"),
    (re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE), "a number that the spreadsheet has shortened"),
    (re.compile(r"=.*"), "a formula of the spreadsheet"),
)
"""What spreadsheets write where something else was typed, such as a long telephone number."""
_AS_IN_A_TABLE = (
    (re.compile(r"\bDelete the line\b"), "Write '-' in the cell"),
    (re.compile(r"\bdelete the (?:line|key)\b"), "write '-' in the cell"),
    (re.compile(r"\bdelete one of the two lines\b"), "write '-' for one of the two"),
    (re.compile(r" in quotation marks, like \"(#\w+)\""), r", like \1"),
    (re.compile(r"\bAdd '(logo|logo_alt):'"), r"Fill in the column 'look.\1'"),
    (re.compile(r"\bAdd '(\w+):'"), r"Fill in the column '\1'"),
    (re.compile(r" A copy to fill in: .*"), ""),
)
"""What to do in a session file, and the same in a table."""


@dataclass(frozen=True)
class Matrix:
    """A template and its table. Walking through it makes one session after the other, so that they need not all be held.

    Each is a kit's name and its session, or the error that says what is wrong with its row. ``len`` counts the rows.
    """

    file: str
    template: Template
    table: Table
    columns: Mapping[int, Column]
    curriculum: Curriculum
    rows: int

    def __len__(self) -> int:
        return self.rows

    def __iter__(self) -> Iterator[tuple[str, Session | ContentError]]:
        walk = iter(self.table)
        next(walk)  # the names of the columns
        making = _Making(self)
        return (making.kit(row) for row in walk)


def open_matrix(template: Path, table: Path, curriculum: Curriculum) -> Matrix:
    """The sessions of ``table``, laid over the session file ``template``.

    Raises UsageError when there is no such file or it is no table, and ContentError with all that is wrong with its first row
    or with the template. What is wrong with one of the other rows keeps only that one back.
    """
    for path, mend in ((template, "Make one with: facilitate new my-workshop"), (table, "Save a spreadsheet as 'CSV UTF-8'.")):
        if not path.is_file():
            what = f"{path} is a folder, not a file." if path.is_dir() else f"There is no file {path}."
            raise UsageError(what, mend)
    file = shown(table)
    cells = open_table(_content(table), file)
    if cells.guessed:
        what, mend = "the file is not UTF-8 text.", "In the spreadsheet, choose 'CSV UTF-8' when you save it."
        raise ContentError((problem("file-is-utf-8", file, (1, 1), what=what, mend=mend),))
    head = next(iter(cells), None)
    rows = sum(1 for _ in cells) - 1  # a row that cannot be read is told now, before a kit is made
    if head is None or not rows:
        raise UsageError(f"{file} has no row for a kit.", "Name the columns in its first row, and write one row for each kit below.")
    columns = columns_of(head, file, curriculum)
    filling = [column for column in columns.values() if column.place]
    return Matrix(file, read_template(template, filling, curriculum), cells, columns, curriculum, rows)


def matrix_sessions(template: Path, table: Path, curriculum: Curriculum) -> tuple[dict[str, Session], list[tuple[str, ToolkitError]]]:
    """All sessions of a table by the names of their kits, and the rows that cannot be used. Raises as open_matrix does."""
    found: dict[str, Session] = {}
    failures: list[tuple[str, ToolkitError]] = []
    for name, made in open_matrix(template, table, curriculum):
        if isinstance(made, Session):
            found[name] = made
        else:
            failures.append((name, made))
    return found, failures


def _content(table: Path) -> bytes:
    try:
        with table.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"The table {table} cannot be read: {error.strerror or error}.", "Check the file and its permissions.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{table} is larger than {LARGEST // 1_000_000} MB.", "Check that it is the right file, or split it.")
    return data


@dataclass
class _Making:
    """The sessions of one walk through a matrix, and what their rows share."""

    matrix: Matrix
    names: dict[str, int] = field(default_factory=dict)
    timed: Timed = field(default_factory=dict)
    pictures: Pictures = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = self.matrix.columns
        self.by_number = {column.number: column for column in columns.values()}
        self.kit_at = next(place for place, column in columns.items() if not column.place)
        filling = [(place, column) for place, column in columns.items() if column.place]
        self.filling = sorted(filling, key=lambda pair: [f"{part:03}" if isinstance(part, int) else part for part in pair[1].place])

    def kit(self, row: Row) -> tuple[str, Session | ContentError]:
        """The name of the kit and its session, or all that is wrong with the row."""
        name, problems = self._name(row)
        problems += self._misplaced(row)
        session = None
        try:
            session = self._session(row)
        except ContentError as error:
            problems += [self._told(each, row) for each in error.problems]
        if session is None or problems:
            return name or f"{self.matrix.file}, line {row.line}", ContentError(tuple(sorted(set(problems))))
        return name, session

    def _session(self, row: Row) -> Session:
        """The session of ``row``. Raises ContentError with places in the template, and in the table as the template marks them."""
        cells = [(column, row.cells[place]) for place, column in self.filling if place < len(row.cells) and row.cells[place]]
        reading = to_noun(self.matrix.template.filled(cells), Session)
        session = whole_session(reading, self.matrix.template.folder, self.pictures)
        problems = session_problems(session, reading.marks, self.matrix.curriculum, timed=self.timed)
        if any(each.severity == "error" for each in problems):
            raise ContentError(tuple(problems))
        return session

    def _name(self, row: Row) -> tuple[str, list[Problem]]:
        """How the kit is called, and what is wrong with that."""
        name = kit_name(row.cells[self.kit_at] if self.kit_at < len(row.cells) else "")
        at = self.kit_at + 1
        if isinstance(name, Advice):
            return "", [self._problem(row, at, name)]
        first = self.names.setdefault(as_one(name), row.line)
        if first == row.line:
            return name, []
        what = f"the kit of line {first} is called '{name}' already, or so nearly so that some systems see no difference."
        return name, [self._problem(row, at, Advice("file-name-is-unique", what, "Give one of the two another name."))]

    def _misplaced(self, row: Row) -> Iterator[Problem]:
        """Cells that no column names, and what a spreadsheet writes where it could not calculate."""
        for place, cell in enumerate(row.cells):
            if cell and place not in self.matrix.columns:
                mend = "Name the column, or put a text with a separator in it into quotation marks."
                yield self._problem(row, place + 1, Advice("key-is-known", f"'{cell[:40]}' stands in a column that the first row does not name.", mend))
            elif spoilt := next((told for sign, told in _SPOILT if sign.fullmatch(cell)), ""):
                mend = "Type it again in a column that is formatted as text, and save again."
                yield self._problem(row, place + 1, Advice("value-is-valid", f"'{cell[:40]}' is {spoilt}.", mend))

    def _problem(self, row: Row, column: int, advice: Advice) -> Problem:
        known = self.by_number.get(column)
        where = f"column '{known.name}': " if known else ""
        return problem(advice.rule, self.matrix.file, (row.line, column), what=f"{where}{advice.what}", mend=advice.mend)

    def _told(self, found: Problem, row: Row) -> Problem:
        """A problem of a row's session, as one of the row."""
        if found.line != IN_TABLE:
            what = f"with this row, {found.file}:{found.line}:{found.column} breaks the rule: {found.what}"
            return replace(found, file=self.matrix.file, line=row.line, column=self.kit_at + 1, what=what)
        what, mend = found.what, found.mend
        for sign, instead in _AS_IN_A_TABLE:
            what, mend = sign.sub(instead, what), sign.sub(instead, mend)
        column = self.by_number[found.column]
        if column.shape.kind == "list" and found.rule == "id-is-well-formed":
            mend = f"{mend} Items of a list have semicolons between them."
        return replace(found, file=self.matrix.file, line=row.line, what=f"column '{column.name}': {what}", mend=mend)
