"""The shapes of a slide in, every piece of their text with its size, colour and language out, wherever it takes them from.

What a piece says itself comes first, then its shape, the placeholder of the layout and of the master, the master's styles, and the deck's defaults
(ECMA-376 part 1, 19.3.1 and 21.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from toolkit.audit.office import A, R, number
from toolkit.audit.office_colours import share
from toolkit.audit.slides_nouns import RUNNING, TITLES, Deck, Levels, P, Shape, Sheet, Slide

_USUAL = 18.0  # points, where nobody says
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "noFill")
_PLAIN = frozenset({"{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}"})
"""The table styles 'No Style, No Grid' and 'No Style, Table Grid', which PowerPoint need not write into a file: the slide's own text color, and no fill."""
UNKNOWN = "?"
"""A colour that cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text is set: points, and a colour or UNKNOWN."""

    size: float
    bold: bool
    colour: str
    language: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look. ``cell`` is that of a table in which they stand; ``link`` is what they lead to, or None."""

    text: str
    look: Look
    shape: Shape
    paragraph: Any
    cell: Cell | None = None
    link: str | None = None

    @property
    def in_running(self) -> bool:
        """Whether it stands along the edge of every slide."""
        return self.shape.role in RUNNING


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its element, and what its table's style says of it, the nearest first; None for a style that is not in the file."""

    element: Any
    styles: tuple[Any, ...] | None


def pieces(slide: Slide, deck: Deck) -> Iterator[Piece]:
    """All text on a slide, in the order in which it is read. What is hidden is left out."""
    for top in slide.sheet.shapes:
        for shape in top.all():
            if shape.hidden:
                continue
            if shape.tag == "sp":
                yield from _in_frame(shape, shape.element.find(f"{P}txBody"), _sources(shape, slide.sheet, deck), slide, None)
            elif shape.tag == "graphicFrame":
                for cell in cells(shape, deck):
                    yield from _in_frame(shape, cell.element.find(f"{A}txBody"), (deck.defaults,), slide, cell)


def cells(shape: Shape, deck: Deck) -> Iterator[Cell]:
    """The cells of a table that are not covered by others, row by row."""
    table = shape.element.find(f"{A}graphic/{A}graphicData/{A}tbl")
    if table is None:
        return
    settings = table.find(f"{A}tblPr")
    named = None if settings is None else settings.findtext(f"{A}tableStyleId")
    style = deck.tables.get(named.strip()) if named else None
    for down, row in enumerate(table.iterfind(f"{A}tr")):
        for across, element in enumerate(row.iterfind(f"{A}tc")):
            if not _on(element, "hMerge") and not _on(element, "vMerge"):
                yield Cell(element, tuple(_of_style(style, settings, down, across)) if style is not None else None if named and named.strip() not in _PLAIN else ())


def _of_style(style: Any, settings: Any, down: int, across: int) -> Iterator[Any]:
    """The parts of a table style that hold for a cell, the strongest first."""
    first_row = _on(settings, "firstRow")
    names = ["firstRow"] if first_row and down == 0 else []
    names += ["firstCol"] if _on(settings, "firstCol") and across == 0 else []
    if _on(settings, "bandRow") and not (first_row and down == 0):
        names.append("band1H" if (down - first_row) % 2 == 0 else "band2H")
    if _on(settings, "bandCol"):
        names.append("band1V" if across % 2 == 0 else "band2V")
    for name in (*names, "wholeTbl"):
        found = style.find(f"{A}{name}")
        if found is not None:
            yield found


def _on(element: Any, name: str) -> bool:
    return element is not None and element.get(name) in {"1", "true"}


def _sources(shape: Shape, sheet: Sheet, deck: Deck) -> tuple[Levels, ...]:
    """Styles of text by level, the nearest first."""
    if shape.role is None:
        return (shape.levels, deck.defaults)
    *_, master = sheet.chain()
    kind = "titleStyle" if shape.role in TITLES else "otherStyle" if shape.role in RUNNING else "bodyStyle"
    return (shape.levels, *(one.levels for one in shape.given), master.styles.get(kind, {}), deck.defaults)


def _in_frame(shape: Shape, body: Any, sources: tuple[Levels, ...], slide: Slide, cell: Cell | None) -> Iterator[Piece]:
    if body is None:
        return
    fit = body.find(f"{A}bodyPr/{A}normAutofit")
    shrunk = 1.0 if fit is None else share(fit.get("fontScale"), 1.0)
    known: dict[str, Look] = {}
    for paragraph in body.iterfind(f"{A}p"):
        settings = paragraph.find(f"{A}pPr")
        level = "1" if settings is None else str(int(number(settings.get("lvl"))) + 1)
        if level not in known:
            known[level] = _base(shape, sources, level, slide.sheet, cell)
        for run in paragraph.iterchildren(f"{A}r", f"{A}fld"):
            text = run.findtext(f"{A}t") or ""
            if text.strip():
                own = run.find(f"{A}rPr")
                look = known[level] if own is None else _own(known[level], own, slide.sheet)
                yield Piece(text, look if shrunk == 1 else replace(look, size=look.size * shrunk), shape, paragraph, cell, _link(own, slide))


def _link(own: Any, slide: Slide) -> str | None:
    click = None if own is None else own.find(f"{A}hlinkClick")
    return None if click is None else slide.links.get(click.get(f"{R}id", ""), click.get("action", ""))


def _base(shape: Shape, sources: tuple[Levels, ...], level: str, sheet: Sheet, cell: Cell | None) -> Look:
    """What a text takes that says nothing about itself."""
    letters = [found[name] for found in sources for name in (level, "def") if name in found]
    size = next((_points(one.get("sz")) for one in letters if one.get("sz")), _USUAL)
    bold = next((one.get("b") for one in letters if one.get("b")), "0") in {"1", "true"}
    language = next((one.get("lang") for one in letters if one.get("lang")), "")
    if cell is not None:
        return _of_table(cell, Look(size, bold, _colour_of(letters, sheet), language), sheet)
    reference = shape.element.find(f"{P}style/{A}fontRef") if shape.role is None else None
    if reference is not None and len(reference):  # stronger than the deck's defaults, which are the last of the sources
        own = [found[name] for found in sources[:-1] for name in (level, "def") if name in found]
        return Look(size, bold, _colour_of(own, sheet, "") or sheet.scheme.colour_in(reference) or UNKNOWN, language)
    return Look(size, bold, _colour_of(letters, sheet), language)


def _of_table(cell: Cell, look: Look, sheet: Sheet) -> Look:
    """With what the style of the table says; a style that is not in the file is PowerPoint's own secret."""
    said = [found for found in (part.find(f"{A}tcTxStyle") for part in cell.styles or ()) if found is not None]
    bold = next((one.get("b") == "on" for one in said if one.get("b")), look.bold)
    colours = [child for one in said for child in one if child.tag.endswith("Clr")]
    if cell.styles is None:
        return replace(look, bold=bold, colour=UNKNOWN)
    return replace(look, bold=bold, colour=(sheet.scheme.colour(colours[0]) or UNKNOWN) if colours else look.colour)


def _colour_of(letters: list[Any], sheet: Sheet, otherwise: str = "tx1") -> str:
    for one in letters:
        fill = next((child for child in one if child.tag.rpartition("}")[2] in _FILLS), None)
        if fill is not None:
            return (sheet.scheme.colour_in(fill) or UNKNOWN) if fill.tag == f"{A}solidFill" else UNKNOWN
    return sheet.scheme.named(otherwise) or UNKNOWN if otherwise else ""


def _own(base: Look, own: Any, sheet: Sheet) -> Look:
    colour = _colour_of([own], sheet, "") or base.colour
    if own.find(f"{A}hlinkClick") is not None and not list(own.iter("{*}hlinkClr")):
        colour = sheet.scheme.named("hlink") or UNKNOWN  # a link has the theme's colour, whatever else it says
    return Look(
        _points(own.get("sz")) if own.get("sz") else base.size, own.get("b") in {"1", "true"} if own.get("b") else base.bold, colour, own.get("lang") or base.language
    )


def _points(written: str | None) -> float:
    return number(written, _USUAL * 100) / 100
