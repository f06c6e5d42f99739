"""Bytes that a spreadsheet or a form tool saved in, rows with their line numbers out; and the empty table to fill in.

What programs do to such files is taken in stride: a byte-order mark, semicolons or tabs, an encoding of Windows, a line
'sep=;', blank lines, columns in another order. Names of people are refused before anything is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.assess.codes import first_form, other_form
from toolkit.errors import UsageError

_PERSON = re.compile(r"\b(?:(?:sur|user|nick|first|last|full)?names?|e-?mail|mail|phone|tel|initials|signature|participants?|person|who|respondent)\b")
_QUESTION = re.compile(r"(?:q|question)?[ #._-]*0*([1-9][0-9]?)(?:[.):\s].*)?")
_NAMES = {"code": "code", "pairing code": "code", "your code": "code", "form": "form", "when": "when", "before or after": "when"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``cells`` are by column: code, form, when and q1, q2 …; ``more`` is what stands beyond the last column."""

    line: int
    cells: Mapping[str, str]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. ``left_out`` names columns that were not read."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def template(questions: int, codes: Sequence[str]) -> bytes:
    """A table with every code twice, before and after, in the order of the printed copies. It holds no cell that could be a formula."""
    rows = [["code", "form", "when", *(f"q{number}" for number in range(1, questions + 1))]]
    for place, code in enumerate(codes):
        form = first_form(place)
        rows += [[code, form, "before", *[""] * questions], [code, other_form(form), "after", *[""] * questions]]
    return as_csv(rows)


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """``rows`` as every spreadsheet takes them."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def read_table(content: bytes, questions: int) -> Table:
    """The rows of a file with answers to ``questions`` questions. Raises UsageError, with what to do, for one that cannot be used."""
    text = _text_of(content).lstrip("\ufeff")
    lines = [(number, cells) for number, cells in _lines(text) if any(cells)]
    if lines and lines[0][1][0].casefold().startswith("sep="):
        del lines[0]
    if not lines:
        raise UsageError("The file is empty.", "Fill in the table that --template writes.")
    columns, left_out = _columns(lines[0][1], questions)
    return Table(tuple(_row(number, cells, columns) for number, cells in lines[1:]), left_out)


def _text_of(content: bytes) -> str:
    if content.startswith(_WORKBOOKS):
        raise UsageError("This is a spreadsheet, not a CSV file.", "In the spreadsheet program choose Save As, CSV.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number, as a text editor counts, in cells without spaces around them."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    found = re.match(r"\s*sep=([^\"\n])\n", text, re.IGNORECASE)
    heading = next((line for line in text.split("\n") if line.strip()), "")
    sign = found[1] if found else max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text), delimiter=sign)
    start = 1
    try:
        for cells in reader:
            yield start, [_bare(cell) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"Line {start} cannot be read: {error}.", "Look for a quotation mark that is not closed.") from error


def _bare(cell: str) -> str:
    """A cell without spaces around it, and without what spreadsheets write to keep text as it is: '="A"', or an apostrophe in front.

    Cells are told on the terminal, so what steers one is taken out.
    """
    cell = "".join(sign for sign in " ".join(cell.split()) if sign.isprintable())
    kept = re.fullmatch(r'="(.*)"', cell)
    return (kept[1] if kept else cell.removeprefix("'")).strip()


def _columns(heading: Sequence[str], questions: int) -> tuple[list[str], tuple[str, ...]]:
    """What each column is, '' for one that is not read. Raises UsageError for one that could name a person, is missing or is there twice."""
    named = [" ".join(re.split(r"[\s_]+", cell.casefold())) for cell in heading]
    person = next((cell for cell, name in zip(heading, named, strict=True) if not _column(name) and _PERSON.search(name)), None)
    if person is not None:
        raise UsageError(
            f"The column '{person}' can say who somebody is, so nothing was read.",
            "Delete the column and save again. Codes take the place of names: people answer freely only if nobody can look them up.",
        )
    columns = [_column(name) for name in named]
    wanted = ["code", "form", "when", *(f"q{number}" for number in range(1, questions + 1))]
    twice = next((name for name in wanted if columns.count(name) > 1), None)
    if twice:
        raise UsageError(f"There are two columns '{twice}'.", "Delete or rename one of them.")
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise UsageError(f"There is no column {', '.join(missing)}.", f"The first line must name: {', '.join(wanted)}. --template writes such a table.")
    over = [name for name in columns if name and name not in wanted]
    if over:
        what = f"The forms of this session have {questions} questions, and the file has a column {', '.join(over)}."
        raise UsageError(what, "Is it the file of another workshop, or was the session changed after printing?")
    return columns, tuple(cell for cell, name in zip(heading, columns, strict=True) if cell and not name)


def _column(name: str) -> str:
    number = _QUESTION.fullmatch(name)
    if name in _NAMES:
        return _NAMES[name]
    return f"q{number[1]}" if number else ""


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    held = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    beyond = [cell for place, cell in enumerate(cells) if cell and place >= len(columns)]
    return Row(line, held, ", ".join(beyond))
