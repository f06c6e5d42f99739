"""A text on a slide in, the colours on which it stands out: its shape's, else what lies below it, down to the ground of slide, layout and master."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.audit.office import A, number
from toolkit.audit.office_colours import Scheme
from toolkit.audit.slides_nouns import Box, P, Shape, Sheet, Slide
from toolkit.audit.slides_text import UNKNOWN, Cell, Piece
from toolkit.look.contrast import contrast

_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "noFill", "grpFill")
_RECTANGLES = frozenset({"rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect", "snip1Rect", "snip2SameRect", "flowChartProcess"})
_MOST = 3_000  # shapes on a slide that are looked through for each text
_SLACK = 0.02
"""Share of a text's frame that may stick out of what lies below, or reach into it, and count as nothing: frames are larger than their words."""
TEXT, LARGE_TEXT = 4.5, 3.0
"""The least contrast (WCAG 2.2, 1.4.3); large is 18 points, or 14 in bold."""
_LARGE, _LARGE_BOLD = 18.0, 14.0


@dataclass(frozen=True, slots=True)
class Painted:
    """A shape that covers something: with a colour, or with UNKNOWN. ``full`` says that it fills its box."""

    shape: Shape | None
    box: Box
    fill: str
    full: bool


class Grounds:
    """What lies below the texts of one slide. ``known`` keeps what layouts and masters paint, which many slides share."""

    def __init__(self, slide: Slide, known: dict[int, tuple[Painted, ...]]) -> None:
        self._sheet = slide.sheet
        below: list[Painted] = []
        above = slide.sheet.above if slide.sheet.shows_above else None
        for sheet in reversed(list(above.chain()) if above is not None else []):
            if sheet is not above and above is not None and not above.shows_above:
                continue
            if id(sheet) not in known:
                known[id(sheet)] = tuple(_painted(sheet, placeholders=False))
            below += known[id(sheet)]
        self._stack = (*below, *_painted(slide.sheet, placeholders=True))
        self._places = {id(one.shape): place for place, one in enumerate(self._stack)}
        self._ground = next((found for sheet in slide.sheet.chain() if (found := _ground(sheet, slide.sheet.scheme))), UNKNOWN)

    def below(self, piece: Piece) -> tuple[str, ...]:
        """Every colour on which a piece may stand; UNKNOWN among them where one cannot be worked out."""
        if piece.cell is not None:
            own = _cell_fill(piece.cell, self._sheet.scheme)
            if own != "":
                return (own,)
        place = self._places.get(id(piece.shape))
        if place is not None and piece.cell is None and self._stack[place].fill:
            return (self._stack[place].fill,)
        box = piece.shape.box
        if box is None or place is None or len(self._stack) > _MOST:
            return (UNKNOWN,)
        found: list[str] = []
        for one in reversed(self._stack[:place]):
            if not one.fill or one.fill in found:
                if one.full and one.fill and _shared(box, one.box) > 1 - _SLACK:
                    return tuple(found)
                continue
            covered = _shared(box, one.box)
            if covered > _SLACK:
                found.append(one.fill)
                if one.full and covered > 1 - _SLACK:
                    return tuple(found)
        return (*found, self._ground)


def verdict(piece: Piece, grounds: tuple[str, ...]) -> float | None:
    """1 or more where a piece can be read on all of ``grounds``, by how much; less where it cannot on any; None where it is not known."""
    if UNKNOWN in grounds or piece.look.colour == UNKNOWN:
        return None
    found = [contrast_of(piece.look.colour, ground) / least(piece) for ground in grounds]
    if min(found) < 1 <= max(found):
        return None  # it stands across an edge, and which words lie on which side only its picture tells
    return min(found)


@lru_cache(maxsize=1024)
def contrast_of(one: str, other: str) -> float:
    """The same few colours meet on every slide."""
    return contrast(one, other)


def least(piece: Piece) -> float:
    """The contrast that a piece of its size needs."""
    large = piece.look.size >= _LARGE or (piece.look.bold and piece.look.size >= _LARGE_BOLD)
    return LARGE_TEXT if large else TEXT


def _painted(sheet: Sheet, *, placeholders: bool) -> list[Painted]:
    found = []
    for top in sheet.shapes:
        for shape in top.all():
            if shape.box is None or shape.hidden or (shape.role is not None and not placeholders):
                continue
            form = shape.element.find(f"{P}spPr/{A}prstGeom")
            plain = shape.tag != "sp" or shape.role is not None or (form is not None and form.get("prst") in _RECTANGLES)
            found.append(Painted(shape, shape.box, _fill_of(shape, top, sheet.scheme), plain and not shape.turned))
    return found


def _fill_of(shape: Shape, top: Shape, scheme: Scheme) -> str:
    """'' where nothing is painted."""
    if shape.tag in {"pic", "contentPart"}:
        return UNKNOWN
    if shape.tag == "graphicFrame":
        return "" if shape.element.find(f"{A}graphic/{A}graphicData/{A}tbl") is not None else UNKNOWN
    if shape.tag != "sp":
        return ""
    for one in (shape, *shape.given):
        properties = one.element.find(f"{P}spPr")
        fill = None if properties is None else next((child for child in properties if child.tag.rpartition("}")[2] in _FILLS), None)
        if fill is not None and fill.tag == f"{A}grpFill":
            fill = next((child for holder in top.element.iterfind(f"{P}grpSpPr") for child in holder if child.tag.rpartition("}")[2] in _FILLS), None)
        if fill is not None:
            return _paint(fill, scheme)
    reference = shape.element.find(f"{P}style/{A}fillRef")
    return "" if reference is None else _referred(reference, scheme)


def _paint(fill: Any, scheme: Scheme) -> str:
    if fill.tag == f"{A}noFill":
        return ""
    return (scheme.colour_in(fill) or UNKNOWN) if fill.tag == f"{A}solidFill" else UNKNOWN


def _referred(reference: Any, scheme: Scheme) -> str:
    """A fill of the theme, in the colour that a shape or a ground asks for."""
    place = int(number(reference.get("idx")))
    if place in {0, 1000}:
        return ""
    style = scheme.fill_style(place)
    return UNKNOWN if style is None else _paint(style, scheme.standing_for(scheme.colour_in(reference)))


def _ground(sheet: Sheet, scheme: Scheme) -> str:
    ground = sheet.root.find(f"{P}cSld/{P}bg")
    if ground is None:
        return ""
    reference = ground.find(f"{P}bgRef")
    if reference is not None:
        return _referred(reference, scheme) or UNKNOWN
    fill = next((child for holder in ground.iterfind(f"{P}bgPr") for child in holder if child.tag.rpartition("}")[2] in _FILLS), None)
    return UNKNOWN if fill is None else _paint(fill, scheme) or UNKNOWN


def _cell_fill(cell: Cell, scheme: Scheme) -> str:
    properties = cell.element.find(f"{A}tcPr")
    fill = None if properties is None else next((child for child in properties if child.tag.rpartition("}")[2] in _FILLS), None)
    if fill is not None:
        return _paint(fill, scheme)
    if cell.styles is None:
        return UNKNOWN
    for style in cell.styles:
        found = style.find(f"{A}tcStyle/{A}fill")
        if found is not None and len(found):
            return _paint(found[0], scheme)
        reference = style.find(f"{A}tcStyle/{A}fillRef")
        if reference is not None:
            return _referred(reference, scheme)
    return ""


def _shared(text: Box, other: Box) -> float:
    """The share of ``text`` that lies on ``other``."""
    wide = min(text.right, other.right) - max(text.left, other.left)
    tall = min(text.bottom, other.bottom) - max(text.top, other.top)
    area = (text.right - text.left) * (text.bottom - text.top)
    return max(0.0, wide) * max(0.0, tall) / area if area > 0 else 0.0
