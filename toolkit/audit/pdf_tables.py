"""The tables of a PDF in; where somebody who hears them cell by cell would not know which heading a cell belongs to, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.audit.pdf_read import Paper
from toolkit.audit.pdf_tree import Tag, Tree, attributes

Finding = tuple[int, str]
_MOST_SPAN = 300
"""Rows or columns that one cell may take; a damaged file may say a billion."""
_MOST_COLUMNS = 1000
_MOST_NAMES = 50
_SECTIONS = ("THead", "TBody", "TFoot")


@dataclass(slots=True)
class _Cell:
    tag: Tag
    row: int
    column: int
    down: int
    across: int
    says: dict[str, Any]

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.down)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.across)


def headers(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """Each table has header cells; each of them says for which cells it stands; each other cell with something in it has one.

    The corner above row headings may be empty, and so may cells to write in: they have headers all the same.
    """
    tables = tree.of("Table")
    return len(tables), [(table.page, what) for table in tables for what in _without_headers(paper, table)]


def rows(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """Every row of a table has as many cells as the others, spans counted in, and no place holds two."""
    found: list[Finding] = []
    count = 0
    for table in tree.of("Table"):
        lines = _rows(table)
        count += len(lines)
        if not lines:
            found.append((table.page, "A table has no rows that a program could find. Tag its rows and cells, or tag it as what it is."))
            continue
        widths, clash = _widths(paper, lines)
        if clash:
            found.append((table.page, "Two cells of a table take the same place. Give each cell a place of its own."))
        if len(set(widths)) > 1:
            told = ", ".join(f"{number} with {width}" for width, number in sorted(Counter(widths).items()))
            found.append((table.page, f"The rows of a table have different numbers of cells ({told}). Give each row as many as the others."))
    return count, found


def spans_rows(paper: Paper, tag: Tag) -> bool:
    """Whether a cell takes more than one row. Typesetters draw such cells after the rows."""
    return _span(attributes(paper, tag, "/Table"), "/RowSpan") > 1


def _rows(table: Tag) -> list[Tag]:
    held = [row for part in table.tags for row in (part.tags if part.kind in _SECTIONS else [part])]
    return [row for row in held if row.kind == "TR"]


def _span(says: dict[str, Any], name: str) -> int:
    said = says.get(name, 1)
    return min(max(said, 1), _MOST_SPAN) if isinstance(said, int) else 1


def _placed(paper: Paper, lines: list[Tag]) -> Iterator[tuple[_Cell, bool]]:
    """Every cell with its place in the grid, and whether that place was taken: cells fill the first free column, as in HTML."""
    until: dict[int, int] = {}
    for row, line in enumerate(lines):
        column = 0
        for tag in line.tags:
            if tag.kind not in ("TH", "TD"):
                continue
            says = attributes(paper, tag, "/Table")
            while until.get(column, 0) > row:
                column += 1
            if column > _MOST_COLUMNS:
                break
            cell = _Cell(tag, row, column, _span(says, "/RowSpan"), _span(says, "/ColSpan"), says)
            yield cell, any(until.get(each, 0) > row for each in cell.columns)
            until.update(dict.fromkeys(cell.columns, row + cell.down))
            column += cell.across


def _widths(paper: Paper, lines: list[Tag]) -> tuple[list[int], bool]:
    """How many places each row takes, and whether two cells want the same one. A span below the last row is cut off, as readers do."""
    widths = [0] * len(lines)
    clash = False
    for cell, taken in _placed(paper, lines):
        clash = clash or taken
        for row in range(cell.row, min(cell.row + cell.down, len(lines))):
            widths[row] += cell.across
    return widths, clash


def _without_headers(paper: Paper, table: Tag) -> Iterator[str]:
    cells = [cell for cell, _ in _placed(paper, _rows(table))]
    heads = [cell for cell in cells if cell.tag.kind == "TH"]
    if not heads:
        yield "A table has no header cells. Make its first row, or the first cell of each row, a header."
        return
    named = {name for cell in heads if (name := paper.text(cell.tag.entries.get("/ID")))}
    meant = {name for cell in cells for name in _names(paper, cell)}
    if lost := len({name for name in meant if name not in named}):
        yield f"Cells of a table name {lost} header {'cell' if lost == 1 else 'cells'} that it does not have. Name those that are there."
    mute = [cell for cell in heads if cell.says.get("/Scope") not in ("/Row", "/Column", "/Both") and paper.text(cell.tag.entries.get("/ID")) not in meant]
    if mute:
        yield f"{len(mute)} of {len(heads)} header cells of a table do not say for which cells they stand. Give each a scope: its column, its row or both."
    above, beside = _covered(heads)
    alone = [
        cell for cell in cells
        if cell.tag.kind == "TD" and not named.intersection(_names(paper, cell))
        and not above.intersection(cell.columns) and not beside.intersection(cell.rows) and not cell.tag.is_empty
    ]  # fmt: skip
    if alone:
        yield f"{len(alone)} of {len(cells) - len(heads)} cells of a table have no header. Give each column, or each row, a header cell."


def _names(paper: Paper, cell: _Cell) -> list[str]:
    return [paper.text(each) for each in paper.several(cell.says.get("/Headers"))[:_MOST_NAMES]]


def _covered(heads: list[_Cell]) -> tuple[set[int], set[int]]:
    """The columns and the rows that have a header."""
    above = {column for cell in heads if cell.says.get("/Scope") in ("/Column", "/Both") for column in cell.columns}
    beside = {row for cell in heads if cell.says.get("/Scope") in ("/Row", "/Both") for row in cell.rows}
    return above, beside
