"""The bytes of a table that somebody saved from a spreadsheet in; its cells in rows, each with its line in the file, out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import UsageError

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = (",", ";", "\t", "|")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UNUSED = re.compile("[\x80-\x9f]")  # what Windows-1252 leaves free, and text never holds
_LARGEST = 5_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAVE = "In the spreadsheet, choose 'CSV UTF-8' when you save it."


@dataclass(frozen=True, slots=True)
class Row:
    """Cells with white space taken off their ends. ``line`` is the first line of the row, counted from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table that are not blank, read anew each time they are walked through, so that they need not all be held.

    ``guessed``: its letters had to be guessed, as the file is not Unicode. Walking raises UsageError at a row that cannot be read.
    """

    file: str
    guessed: bool
    _text: str
    _separator: str
    _skipped: int

    def __iter__(self) -> Iterator[Row]:
        try:
            yield from (row for row in _rows(self._text, self._separator, self._skipped) if not row.is_blank)
        except _UnreadableError as error:
            mend = "Look at the quotation marks there: one that opens a cell must close it, and one inside a cell is written twice."
            raise UsageError(f"{self.file}, line {error.line}: the row cannot be read.", mend) from None


def read_table(data: bytes, file: str) -> tuple[list[Row], bool]:
    """Every row of a roster, and whether its letters had to be guessed. Raises UsageError for what is no such table."""
    if len(data) > _LARGEST:
        raise UsageError(f"{file} is too large for a roster.", "Name the file with one row for each person.")
    table = open_table(data, file)
    return list(table), table.guessed


def open_table(data: bytes, file: str) -> Table:
    """The table that ``data`` holds. Raises UsageError for what is none.

    Separators may be commas, semicolons, tabs or upright strokes: the one that the first row has most of. A first line 'sep=;',
    which spreadsheets write, decides it.
    """
    text, guessed = _text_of(data, file)
    lines = text.lstrip("\ufeff")
    told = re.match(r"sep=([^\"\r\n])(\r\n|\r|\n)", lines, re.IGNORECASE)
    lines = lines[told.end() :] if told else lines
    first = next((line for line in _lines(lines) if line.strip(" ,;|\t\r\n")), "")
    separator = told[1] if told else max(_SEPARATORS, key=first.count)
    return Table(file, guessed, lines, separator, 1 if told else 0)


class _UnreadableError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _lines(text: str) -> Iterator[str]:
    return (found.group() for found in _LINE.finditer(text))  # a copy of the whole would hold a large table several times


def _rows(text: str, separator: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _UnreadableError(line) from None
        yield Row(line, tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells))


def _text_of(data: bytes, file: str) -> tuple[str, bool]:
    if data.startswith(_SPREADSHEETS):
        raise UsageError(f"{file} is a spreadsheet or another office file, not a table in text.", _SAVE)
    coding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "") or _without_mark(data)
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        if coding != "utf-8":
            raise UsageError(f"{file} is damaged: it begins like Unicode and does not go on like it.", _SAVE) from None
        text = data.decode("cp1252", errors="replace")
        if "\ufffd" in text or _UNUSED.search(text):
            raise UsageError(f"{file} holds bytes that are no text in UTF-8.", _SAVE) from None
        return text, True
    if "\x00" in text:
        raise UsageError(f"{file} holds bytes that are no text.", _SAVE)
    return text, False


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark shows in zeros at every other place."""
    head = data[:200]
    if len(head) > 1 and head[1::2].count(0) * 2 > len(head) // 2:
        return "utf-16-le"
    if len(head) > 1 and head[::2].count(0) * 2 > len(head) // 2:
        return "utf-16-be"
    return "utf-8"
