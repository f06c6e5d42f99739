"""Rules of reference pages: figures stand under their own year, tables are whole, and a page stays a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from toolkit.check.finding import Finding, PageRule, Sheet
from toolkit.check.registers import years_of
from toolkit.model.citation import CITATION
from toolkit.model.curriculum import Place
from toolkit.model.page import FigureCell, Figures, PageBlock, Table

B = TypeVar("B", bound=PageBlock)
MOST_WORDS = 900


def _blocks(sheet: Sheet, kind: type[B]) -> Iterator[tuple[Place, B]]:
    for n, section in enumerate(sheet.page.sections):
        for m, block in enumerate(section.body):
            if isinstance(block, kind):
                yield ("sections", n, "body", m), block


def _cells(sheet: Sheet) -> Iterator[tuple[Place, FigureCell]]:
    for place, block in _blocks(sheet, Figures):
        for n, row in enumerate(block.rows):
            for m, cell in enumerate(row.cells):
                yield (*place, "rows", n, "cells", m), cell


def _uneven_figures(sheet: Sheet) -> Iterator[Finding]:
    for place, block in _blocks(sheet, Figures):
        if list(block.years) != sorted(set(block.years)):
            yield Finding(
                (*place, "years"),
                f"the years {', '.join(block.years)} are not in order.",
                "Write each year once, the earliest first.",
            )
        for n, row in enumerate(block.rows):
            years = tuple(cell.year for cell in row.cells)
            if years != block.years:
                yield Finding(
                    (*place, "rows", n),
                    f"the row '{row.counted}' has cells for {', '.join(years)}; the columns are {', '.join(block.years)}.",
                    "Write one cell for each year, in order, with 'missing:' where there is no figure.",
                )


def _unclear_cells(sheet: Sheet) -> Iterator[Finding]:
    for place, cell in _cells(sheet):
        if (cell.fact is None) == (cell.missing is None):
            both = "both 'fact' and 'missing'" if cell.fact else "neither 'fact' nor 'missing'"
            yield Finding(
                place,
                f"the cell of {cell.year} has {both}.",
                "Write 'fact:' with the figure's id, or 'missing:' with the reason why there is none.",
            )


def _foreign_figures(sheet: Sheet) -> Iterator[Finding]:
    for place, cell in _cells(sheet):
        fact = sheet.curriculum.facts.get(cell.fact or "")
        if fact and years_of(fact.as_of) != {cell.year}:
            yield Finding(
                (*place, "fact"),
                f"{fact.id} holds for '{fact.as_of}' and stands under {cell.year}.",
                f"Name a figure of {cell.year} alone, or write 'missing:' with the reason.",
                fact.id,
            )


def _ragged_tables(sheet: Sheet) -> Iterator[Finding]:
    for place, block in _blocks(sheet, Table):
        for n, row in enumerate(block.rows):
            if len(row) != len(block.columns):
                yield Finding(
                    (*place, "rows", n),
                    f"a row of '{block.title}' has {len(row)} cells; the table has {len(block.columns)} columns.",
                    "Write one cell for each column.",
                )


def _long_pages(sheet: Sheet) -> Iterator[Finding]:
    words = sum(len(CITATION.sub("", text.words).split()) for text in sheet.texts)
    if words > MOST_WORDS:
        yield Finding(
            ("sections",),
            f"the page has {words} words; a sheet holds about {MOST_WORDS}.",
            "Cut it, or make two pages of it.",
        )


_SIDE_BY_SIDE = (
    "Figures of different years were counted in different ways; one under the wrong year looks like a trend."
)
RULES = (
    PageRule(
        id="figures-have-every-year",
        may_be_allowed=False,
        says="Each row of figures has one cell for each year of its table, and the years are in order.",
        why="A cell that is left out moves the next figure under the wrong year.",
        source="F-FIG-02, F-FIG-06",
        find=_uneven_figures,
        needs=("page",),
    ),
    PageRule(
        id="figure-cell-is-clear",
        may_be_allowed=False,
        says="A cell of figures names a fact or says why there is none, never both.",
        why="An empty cell reads as zero; a gap in the source is itself worth knowing.",
        source="F-FIG-03",
        find=_unclear_cells,
        needs=("page",),
    ),
    PageRule(
        id="figure-stands-in-its-year",
        may_be_allowed=False,
        says="A figure stands under the year it was counted for, and under no other.",
        why=_SIDE_BY_SIDE,
        source="F-FIG-02, F-FIG-06",
        find=_foreign_figures,
        needs=("page", "facts"),
    ),
    PageRule(
        id="table-is-whole",
        may_be_allowed=False,
        says="Each row of a table has one cell for each column.",
        why="What stands in the wrong column says something else.",
        find=_ragged_tables,
        needs=("page",),
    ),
    PageRule(
        id="page-is-a-sheet",
        says=f"A reference page has at most {MOST_WORDS} words.",
        why="It is kept on a wall or in a file: one sheet, printed on both sides.",
        severity="advice",
        source="F-GUI-04",
        find=_long_pages,
        needs=("page",),
    ),
)
