"""From tables and contacts to Grids: header, rows, column widths and a text size that fits the slide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.export import document as d
from toolkit.export.pptx.fit import SINGLE_LINE, count_lines, text_width
from toolkit.export.pptx.slots import FULL
from toolkit.export.pptx.text import Run, runs
from toolkit.export.typography import typographic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.messages import Messages

Lines = tuple[tuple[Run, ...], ...]  # a cell: its lines, each of runs
BIGGER, SMALLER = 5.0, 2.0  # points
_ONE_LINE = 20  # characters of a number that stand on one line
CELL_PAD = (0.12, 0.07)  # inches: left and right, top and bottom
TABLE_HEIGHT = 4.6  # inches
_SIZES = (20.0, 18.0, 16.0, 14.0)
"""Of the first line of a cell; the header and further lines are smaller, and nobody at the back of a room reads less than 12 points."""
_CONTACT_SIZE = 16.0
_NARROWEST = 0.12  # share of the width


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out. ``widths`` and ``heights`` are in inches; ``big`` is the column of large figures, or None."""

    label: str
    header: tuple[str, ...]
    rows: tuple[tuple[Lines, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    big: int | None = None

    def sizes(self, column: int, lines: Lines) -> list[float]:
        """The size of each line of a cell: what is strong in the big column is larger, further lines are smaller."""
        return _line_sizes(self.size, lines, big=column == self.big)


def _line_sizes(size: float, lines: Lines, *, big: bool) -> list[float]:
    return [
        size + BIGGER if big and any(run.strong for run in line) else size - SMALLER * bool(place)
        for place, line in enumerate(lines)
    ]


def grids(table: d.Table, label: str, height: float = TABLE_HEIGHT) -> Iterator[Grid]:
    """A table as one Grid no taller than ``height`` inches, or several with the header repeated."""
    caption = "".join(span.text for span in table.caption)
    header = tuple("".join(run.text for run in runs(cell)) for cell in table.header)
    rows = tuple(tuple((runs(cell),) for cell in row) for row in table.rows)
    longest = [
        max(text_width(text, 16) for text in (head, *(_words(row[place]) for row in rows)))
        for place, head in enumerate(header)
    ]
    shares = [max(min(wide, 420.0), 60.0) for wide in longest]
    yield from _laid_out(Grid(caption or label, header, rows, _widths(shares), (), _SIZES[0]), height)


def contact_grids(contacts: Sequence[d.Contact], label: str, words: Messages) -> Iterator[Grid]:
    """Whom to call, and the number large enough to copy from the last row of seats."""
    header = (words("pptx.contact-when"), words("pptx.contact-who"), words("pptx.contact-how"))
    rows = tuple(_contact_row(contact, words) for contact in contacts)
    yield from _laid_out(Grid(label, header, rows, _widths((0.28, 0.34, 0.38)), (), _CONTACT_SIZE, big=2), TABLE_HEIGHT)


def _contact_row(contact: d.Contact, words: Messages) -> tuple[Lines, ...]:
    if contact.number:  # '1-800-THE-LOST (1-800-843-5678)': a number never breaks across lines
        parts = contact.number.replace(" (", "\n(").split("\n")
        if len(contact.number) > _ONE_LINE:
            parts = [piece for part in parts for piece in part.split(" \u00b7 ")]
        reach = [(Run(part, strong=True, tone="primary"),) for part in parts]
    elif contact.local:
        reach = [(Run(f"{words('shared.local-number')} ____________", tone="muted"),)]
    else:
        reach = []
    web = ((Run(contact.web, strong=not reach, tone="" if reach else "primary"),),) if contact.web else ()
    return (
        ((Run(typographic(words(f"shared.need-{contact.need}"))),),),
        _lines((Run(typographic(contact.name), strong=True),), (Run(contact.hours, tone="muted"),)),
        _lines(*reach, *web),
    )


def _lines(*lines: tuple[Run, ...]) -> Lines:
    return tuple(line for line in lines if line and any(run.text for run in line))


def _words(cell: Lines) -> str:
    return " ".join("".join(run.text for run in line) for line in cell)


def _widths(shares: Sequence[float]) -> tuple[float, ...]:
    total = sum(shares)
    wide = [max(share / total, _NARROWEST) for share in shares]
    return tuple(round(FULL * share / sum(wide), 3) for share in wide)


def _laid_out(grid: Grid, room: float) -> Iterator[Grid]:
    """At the largest size that fits; rows that still do not fit go to a further grid."""
    for size in _SIZES:
        heights = _heights(grid, size)
        if size <= grid.size and sum(heights) <= room:
            yield replace(grid, heights=heights, size=size)
            return
    heights = _heights(grid, _SIZES[-1])
    start, used = 0, heights[0]
    for place, tall in enumerate(heights[1:]):
        if place > start and used + tall > room:
            yield _part(grid, heights, start, place)
            start, used = place, heights[0]
        used += tall
    yield _part(grid, heights, start, len(grid.rows))


def _part(grid: Grid, heights: tuple[float, ...], start: int, end: int) -> Grid:
    own = (heights[0], *heights[start + 1 : end + 1])
    return replace(grid, rows=grid.rows[start:end], heights=own, size=_SIZES[-1])


def _heights(grid: Grid, size: float) -> tuple[float, ...]:
    header = max(
        _cell_height(((Run(text, strong=True),),), width, [size - SMALLER])
        for text, width in zip(grid.header, grid.widths, strict=True)
    )
    rows = tuple(
        max(
            _cell_height(cell, width, _line_sizes(size, cell, big=place == grid.big))
            for place, (cell, width) in enumerate(zip(row, grid.widths, strict=False))
        )
        for row in grid.rows
    )
    return (header, *rows)


def _cell_height(cell: Lines, width: float, sizes: Sequence[float]) -> float:
    room = (width - 2 * CELL_PAD[0]) * 72
    points = sum(
        size * SINGLE_LINE * count_lines(
            "".join(run.text for run in line), room, size, bold=any(run.strong for run in line)
        )
        for line, size in zip(cell, sizes, strict=True)
    )  # fmt: skip
    return round(points / 72 + 2 * CELL_PAD[1], 3)
