"""Steps and cycles in, drawings out: boxes of one width, joined by arrows, on a sheet as wide as it is."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.drawing.lettering import BODY, HEAD, NOTE, PAD, Pen, Piece, Setting
from toolkit.drawing.shapes import Box, Drawing, Mark, Path, Tone
from toolkit.model.diagram import Cycle, Steps

_NARROW = 330.0  # points; a sheet that is narrower has one box to a row
_ARROW = 22.0  # room for an arrow between two boxes
_BADGE = 17.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A box on the sheet, as it stands."""

    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        return self.box.left + self.box.width / 2, self.box.top + self.box.height / 2


def draw_steps(steps: Steps, width: float, pen: Pen) -> Drawing:
    """Numbered boxes from left to right, and further rows below where one does not hold them all."""
    most = 1 if width < _NARROW else 4
    count = len(steps.steps)
    rows = -(-count // most)
    columns = -(-count // rows)
    wide = (width - _ARROW * (columns - 1)) / columns
    pieces = [_numbered(n, step.title, step.text or "", wide, pen) for n, step in enumerate(steps.steps, start=1)]
    marks: list[Mark] = []
    top = 0.0
    for first in range(0, count, columns):
        row = pieces[first : first + columns]
        height = max(piece.height for piece in row)
        for place, piece in enumerate(row):
            left = place * (wide + _ARROW)
            marks += [Box(left, top, wide, height, 6, "primary_soft", "primary", 1), *piece.at(left, top)]
            if place:
                marks.append(Path(((left - _ARROW + 4, top + height / 2), (left - 4, top + height / 2)), "ink", arrow=True))
        if first + columns < count:
            marks.append(_to_next_row(width if columns > 1 else wide, wide, top + height, single=columns == 1))
        top += height + _ARROW
    return Drawing(width, top - _ARROW, tuple(marks))


def _to_next_row(width: float, wide: float, bottom: float, *, single: bool) -> Path:
    if single:
        return Path(((wide / 2, bottom + 3), (wide / 2, bottom + _ARROW - 3)), "ink", arrow=True)
    middle = bottom + _ARROW / 2
    from_, to = width - wide / 2, wide / 2
    return Path(((from_, bottom), (from_, middle), (to, middle), (to, bottom + _ARROW - 3)), "ink", arrow=True)


def _numbered(number: int, title: str, text: str, width: float, pen: Pen) -> Piece:
    label = pen.text(str(number), _BADGE, Setting(10, bold=True, tone="paper", anchor="middle"))
    head = pen.text(title, width - 2 * PAD - _BADGE - 6, HEAD)
    below = max(head.height, _BADGE) + 4
    marks: list[Mark] = [
        Box(PAD, PAD, _BADGE, _BADGE, _BADGE / 2, "primary"), *label.at(PAD, PAD + 2), *head.at(PAD + _BADGE + 6, PAD + 1),
    ]  # fmt: skip
    if not text:
        return Piece(tuple(marks), width, PAD * 2 + below - 4)
    body = pen.text(text, width - 2 * PAD, BODY)
    return Piece((*marks, *body.at(PAD, PAD + below)), width, PAD * 2 + below + body.height)


def draw_cycle(cycle: Cycle, width: float, pen: Pen) -> Drawing:
    """Boxes round a track, to be read clockwise; what holds everywhere stands in the middle."""
    return _column(cycle, width, pen) if width < _NARROW else _track(cycle, width, pen)


def _station(title: str, text: str, width: float, pen: Pen) -> Piece:
    inside = pen.stack((pen.text(title, width - 2 * PAD, HEAD), pen.text(text, width - 2 * PAD, BODY)), 2)
    return Piece(inside.at(PAD, PAD), width, inside.height + 2 * PAD)


def _boxed(piece: Piece, box: Box) -> tuple[Mark, ...]:
    return (box, *piece.at(box.left, box.top + (box.height - piece.height) / 2))


def _track(cycle: Cycle, width: float, pen: Pen) -> Drawing:
    count = len(cycle.stations)
    columns = -(-count // 2)
    between = _ARROW + 8
    wide = (width - between * (columns - 1)) / columns
    pieces = [_station(station.title, station.text, wide, pen) for station in cycle.stations]
    upper, lower = pieces[:columns], pieces[columns:]
    middle = _middle(cycle.center, width - 2 * min(wide, 110.0), pen)
    notes = [pen.text(station.back, 100, NOTE) for station in cycle.stations if station.back]
    band = max([middle.height + 16, 40.0, *(note.height + 12 for note in notes)])
    high, low = max(piece.height for piece in upper), max(piece.height for piece in lower)
    cells: list[_Cell] = []
    marks: list[Mark] = []
    for place, piece in enumerate(pieces):
        above = place < columns
        column = place if above else _column_below(place - columns, len(lower), columns)
        box = Box(column * (wide + between), 0 if above else high + band, wide, high if above else low, 6, "primary_soft", "primary")
        cells.append(_Cell(box))
        marks += _boxed(piece, box)
    marks += middle.at((width - middle.width) / 2, high + (band - middle.height) / 2)
    for place, cell in enumerate(cells):
        marks += _ways(cycle, place, cell, cells[(place + 1) % count], pen)
    return Drawing(width, high + band + low, tuple(marks))


def _column_below(place: int, lower: int, columns: int) -> float:
    """The lower row runs from right to left; with one box less than the upper, it leaves the middle free."""
    return (columns - 1) * (1 - place / (lower - 1)) if lower > 1 else (columns - 1) / 2


def _middle(text: str, width: float, pen: Pen) -> Piece:
    """Text about its own middle, in lines of about equal length."""
    setting = Setting(bold=True, tone="accent", anchor="middle")
    room = min(width, 230.0)
    whole = pen.text(text, room, setting)
    while pen.text(text, room - 5, setting).height == whole.height and room > 40:  # noqa: PLR2004  # no word is narrower
        room -= 5
    inside = pen.text(text, room, setting)
    return Piece(inside.at(-(room - inside.width) / 2, 0), inside.width, inside.height)


def _ways(cycle: Cycle, place: int, here: _Cell, there: _Cell, pen: Pen) -> list[Mark]:
    """The arrow from one place to the next, and the dashed one back where the next place has it."""
    back = cycle.stations[(place + 1) % len(cycle.stations)].back if place + 1 < len(cycle.stations) else None
    (x, y), (u, v) = here.middle, there.middle
    tone: Tone = "ink"
    if abs(y - v) < 1:  # side by side
        ends = (here.box.right + 4, there.box.left - 4) if u > x else (here.box.left - 4, there.box.right + 4)
        return [Path(((ends[0], y), (ends[1], y)), tone, arrow=True, both_ways=cycle.both_ways)]
    span = (here.box.bottom + 4, there.box.top - 4) if v > y else (here.box.top - 4, there.box.bottom + 4)
    across = u if abs(x - u) > 1 and here.box.left > there.box.left else x
    across = min(max(across, max(here.box.left, there.box.left) + 12), min(here.box.right, there.box.right) - 12)
    way = [Path(((across, span[0]), (across, span[1])), tone, arrow=True, both_ways=cycle.both_ways)]
    if not back:
        return list(way)
    aside = across + 16
    note = pen.text(back, there.box.right - aside - 8, NOTE)
    top = (span[0] + span[1] - note.height) / 2
    return [
        *way, Path(((aside, span[1]), (aside, span[0])), "accent", dashed=True, arrow=True), *note.at(aside + 7, top),
    ]  # fmt: skip


def _column(cycle: Cycle, width: float, pen: Pen) -> Drawing:
    """One below the other, with the way from the last to the first along the left edge."""
    edge = 18.0
    marks: list[Mark] = []
    top = 0.0
    middles: list[float] = []
    head = pen.text(cycle.center, width - edge, Setting(bold=True, tone="accent"))
    marks += head.at(edge, 0)
    top = head.height + 8
    for place, station in enumerate(cycle.stations):
        piece = _station(station.title, station.text, width - edge, pen)
        if place:
            note = pen.text(station.back, width - edge - 60, NOTE) if station.back else None
            gap = max(_ARROW, note.height + 8 if note else 0)
            x = edge + 20
            marks.append(Path(((x, top + 3), (x, top + gap - 3)), "ink", arrow=True, both_ways=cycle.both_ways))
            if note:
                marks.append(Path(((x + 16, top + gap - 3), (x + 16, top + 3)), "accent", dashed=True, arrow=True))
                marks += note.at(x + 24, top + (gap - note.height) / 2)
            top += gap
        box = Box(edge, top, width - edge, piece.height, 6, "primary_soft", "primary")
        marks += _boxed(piece, box)
        middles.append(top + piece.height / 2)
        top += piece.height
    first, last = middles[0], middles[-1]
    marks.append(
        Path(((edge - 3, last), (4, last), (4, first), (edge - 3, first)), "ink", arrow=True, both_ways=cycle.both_ways)
    )
    return Drawing(width, top, tuple(marks))
