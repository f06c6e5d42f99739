"""The nouns of a Word page: paragraphs and tables with everything about them but their looks, which styles hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.export.docx.xml import Attributes, Xml, join, tag, val

TWIPS = 1440
"""In an inch: what Word counts lengths in."""
STEP = 360
"""How far each level of a list stands in."""
PANEL = 240
"""Where text in a frame begins."""
_AIR = 180
_AIRY = ("Heading", "QuietHeading", "ActivityKind", "TableCaption")
_SHORT = 8  # rows of a table that stays on one page


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. ``style`` '' is running text; ``number`` is a list and the level in it.

    ``left`` and ``hanging`` are given only where the list's own would be wrong; ``line`` is where a line to write on ends.
    """

    runs: Xml
    style: str = ""
    number: tuple[int, int] | None = None
    left: int | None = None
    hanging: int = 0
    line: int | None = None
    stays: bool = False  # on the page of the next one
    whole: bool = False  # never broken over pages
    opens: bool = False  # a page
    close_above: bool = False
    clear_above: bool = False
    clear_below: bool = False
    close_below: bool = False

    def xml(self) -> Xml:
        """The paragraph, its properties in the order that the format asks for."""
        properties = join(
            val("w:pStyle", self.style) if self.style else "",
            tag("w:keepNext") if self.stays else "",
            tag("w:keepLines") if self.whole else "",
            tag("w:pageBreakBefore") if self.opens else "",
            self._numbering(),
            tag("w:tabs", None, leader(self.line)) if self.line else "",
            self._spacing(),
            "" if self.left is None else tag("w:ind", {"w:left": self.left, "w:hanging": self.hanging}),
        )
        return tag("w:p", None, tag("w:pPr", None, properties) if properties else "", self.runs)

    def _numbering(self) -> Xml:
        if self.number is None:
            return Xml()
        number, level = self.number
        return tag("w:numPr", None, val("w:ilvl", level), val("w:numId", number))

    def _spacing(self) -> Xml:
        sides: Attributes = {"w:before": 0} if self.close_above else {"w:before": _AIR} if self.clear_above else {}
        sides |= {"w:after": 0} if self.close_below else {"w:after": _AIR} if self.clear_below else {}
        return tag("w:spacing", sides) if sides else Xml()


def leader(position: int) -> Xml:
    """A tab that draws a line up to ``position``."""
    return tag("w:tab", {"w:val": "right", "w:leader": "underscore", "w:pos": position})


Cell = tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first row is its header. ``widths`` are in twips; ``told`` says what it is to those who hear the page."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    told: str

    def xml(self) -> Xml:
        """The table with its columns and rows."""
        look: Attributes = {"w:val": "0420", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0, "w:lastColumn": 0, "w:noHBand": 0, "w:noVBand": 1}
        properties = tag(
            "w:tblPr", None, val("w:tblStyle", "WorkshopTable"), tag("w:tblW", {"w:w": sum(self.widths), "w:type": "dxa"}),
            tag("w:tblLayout", {"w:type": "fixed"}), tag("w:tblLook", look),
            val("w:tblCaption", self.told),
        )  # fmt: skip
        columns = tag("w:tblGrid", None, *(tag("w:gridCol", {"w:w": width}) for width in self.widths))
        whole = len(self.rows) <= _SHORT and all(len(cell) == 1 for row in self.rows for cell in row)
        rows = [self._row(row, stays=whole and row is not self.rows[-1]) for row in self.rows]
        return tag("w:tbl", None, properties, columns, self._row(self.header, first=True), *rows)

    def _row(self, cells: Sequence[Cell], *, first: bool = False, stays: bool = False) -> Xml:
        properties = tag("w:trPr", None, tag("w:cantSplit"), tag("w:tblHeader") if first else "")
        columns = zip(cells, self.widths, strict=True)
        return tag("w:tr", None, properties, *(self._cell(cell, width, stays=stays) for cell, width in columns))

    def _cell(self, cell: Cell, width: int, *, stays: bool) -> Xml:
        size = tag("w:tcPr", None, tag("w:tcW", {"w:w": width, "w:type": "dxa"}))
        return tag("w:tc", None, size, *(replace(para, stays=para.stays or stays).xml() for para in cell))


@dataclass(frozen=True, slots=True)
class Raw:
    """Markup between paragraphs, such as what a table of contents is wrapped in."""

    markup: Xml

    def xml(self) -> Xml:
        return self.markup


Part = Para | Grid | Raw


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: in which style their text is, how far in, below which heading, and how deep in lists.

    ``level`` is that of a title here; where there is none (in panels and lists), titles are bold lines. ``room``
    leaves space to write.
    """

    style: str = ""
    level: int | None = None
    left: int = 0
    depth: int = 0
    room: bool = True

    def inside(self, style: str) -> Place:
        """The same in a panel, where no heading can stand."""
        return replace(self, style=style, level=None, left=PANEL)

    def deeper(self) -> Place:
        """Below a title that stands here."""
        return replace(self, level=None if self.level is None else self.level + 1)


def together(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Paragraphs that stay on one page, as far as a page can hold them."""
    last = len(parts) - 1
    return tuple(
        replace(part, stays=part.stays or place < last, whole=True) if isinstance(part, Para) else part
        for place, part in enumerate(parts)
    )


def panel(parts: Sequence[Part], *, headed: bool = False) -> tuple[Part, ...]:
    """Paragraphs in one frame: air around it, and none inside where the text steps in or out, which would cut the frame.

    ``headed`` says that a heading in the same frame stands above.
    """
    out = list(parts)
    for place in range(len(out) - 1):
        one, two = out[place], out[place + 1]
        if isinstance(one, Para) and isinstance(two, Para) and (one.left, one.hanging) != (two.left, two.hanging):
            out[place] = replace(one, close_below=True)
            out[place + 1] = replace(two, close_above=True)
    if out and isinstance(out[0], Para) and not headed:
        out[0] = replace(out[0], clear_above=True)
    if out and isinstance(out[-1], Para):
        out[-1] = replace(out[-1], clear_below=True)
    return tuple(out)


def _ends_list(last: Para, part: Part) -> bool:
    listed = (last.number is not None or last.style == "ListContinue") and not last.close_below
    return listed and isinstance(part, Para) and part.number is None and not part.style


def spaced(parts: Sequence[Part]) -> tuple[Part, ...]:
    """With air behind lists and tables, and between two tables that would else become one."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        behind = isinstance(last, Grid)
        if isinstance(last, Para) and _ends_list(last, part):
            out[-1] = replace(last, clear_below=True)
        if behind and isinstance(part, Grid):
            out.append(Para(Xml(), "TableGap"))
        elif behind and isinstance(part, Para) and not part.style.startswith(_AIRY):
            part = replace(part, clear_above=True)  # noqa: PLW2901  # the same part, with air above it
        out.append(part)
    return tuple(out)
