"""A cycle in, a drawing out: boxes round a track, or below each other where the sheet is narrow."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.drawing.lettering import BODY, HEAD, NOTE, PAD, Pen, Piece, Setting
from toolkit.drawing.shapes import Box, Drawing, Mark, Path
from toolkit.model.diagram import Cycle, Station

_NARROW = 330.0  # points; a sheet that is narrower has the boxes below each other
_BETWEEN = 30.0  # room for an arrow between two boxes side by side
_BAND = 40.0  # room for one between the two rows
_BELOW = 22.0  # room for one between two boxes below each other
_EDGE = 18.0  # room beside them for the way from the last to the first
_ASIDE = 16.0  # from a way on to the dashed way back
_NOTE_ASIDE = _ASIDE + 7  # and to the note about it
_FROM_CORNER = 12.0
_WIDEST_MIDDLE = 230.0
_FEWEST = 3
_CENTER = Setting(bold=True, tone="accent", anchor="middle")


def draw_cycle(cycle: Cycle, width: float, pen: Pen) -> Drawing:
    """Boxes round a track, to be read clockwise; what holds everywhere stands in the middle."""
    return _column(cycle, width, pen) if width < _NARROW else _Track.of(cycle, width, pen).drawing(pen)


def _station(station: Station, width: float, pen: Pen, *, with_back: bool = False) -> Piece:
    parts = [pen.text(station.title, width - 2 * PAD, HEAD), pen.text(station.text, width - 2 * PAD, BODY)]
    if station.back and with_back:
        parts.append(pen.text(station.back, width - 2 * PAD, NOTE))
    inside = pen.stack(tuple(parts), 2)
    return Piece(inside.at(PAD, PAD), width, inside.height + 2 * PAD)


def _boxed(piece: Piece, box: Box) -> tuple[Mark, ...]:
    return (box, *piece.at(box.left, box.top + (box.height - piece.height) / 2))


@dataclass(frozen=True, slots=True)
class _Track:
    """Two rows of boxes: the upper one runs to the right, the lower one back to the left."""

    cycle: Cycle
    width: float
    pieces: tuple[Piece, ...]
    lefts: tuple[float, ...]
    columns: int

    @classmethod
    def of(cls, cycle: Cycle, width: float, pen: Pen) -> _Track:
        columns = -(-len(cycle.stations) // 2)
        lower = len(cycle.stations) - columns
        wide = (width - _BETWEEN * (columns - 1)) / columns
        at = [*range(columns), *(_column_below(place, lower, columns) for place in range(lower))]
        pieces = (  # the way back between the rows has its note beside it
            _station(station, wide, pen, with_back=place not in (0, columns)) for place, station in enumerate(cycle.stations)
        )
        return cls(cycle, width, tuple(pieces), tuple(column * (wide + _BETWEEN) for column in at), columns)

    def drawing(self, pen: Pen) -> Drawing:
        down, up, note = self._down(pen), self._up(), self._note(pen)
        middle = _middle(self.cycle.center, min(down - up - 2 * _FROM_CORNER, _WIDEST_MIDDLE), pen)
        band = max(middle.height + 16, _BAND, note.height + 12 if note else 0)
        upper, lower = self.pieces[: self.columns], self.pieces[self.columns :]
        high, low = max(piece.height for piece in upper), max(piece.height for piece in lower)
        boxes = [self._box(n, 0, high) for n in range(len(upper))]
        boxes += [self._box(n, high + band, low) for n in range(len(upper), len(self.pieces))]
        marks: list[Mark] = []
        for piece, box in zip(self.pieces, boxes, strict=True):
            marks += _boxed(piece, box)
        marks += middle.at((up + down) / 2, high + (band - middle.height) / 2)
        for place in range(len(boxes) - 1):
            if place + 1 != self.columns:
                marks += self._beside(place, boxes[place], boxes[place + 1])
        top, bottom = high + 4, high + band - 4
        marks += [self._way((down, top), (down, bottom)), self._way((up, bottom), (up, top))]
        if note:
            marks.append(_back((down + _ASIDE, bottom), (down + _ASIDE, top)))
            marks += note.at(down + _NOTE_ASIDE, high + (band - note.height) / 2)
        return Drawing(self.width, high + band + low, tuple(marks))

    @property
    def _wide(self) -> float:
        return self.pieces[0].width

    def _box(self, place: int, top: float, height: float) -> Box:
        return Box(self.lefts[place], top, self._wide, height, 6, "primary_soft", "primary")

    def _down(self, pen: Pen) -> float:
        """Where the way leads down: in the middle of its boxes, or further left where a note needs the room."""
        leftmost = max(self.lefts[self.columns - 1], self.lefts[self.columns]) + _FROM_CORNER
        rightmost = min(self.lefts[self.columns - 1], self.lefts[self.columns]) + self._wide - _FROM_CORNER
        back = self.cycle.stations[self.columns].back
        note = pen.text(back, self.width, NOTE).width if back else 0.0
        if len(self.pieces) == _FEWEST:
            return rightmost
        middle = (leftmost + rightmost) / 2
        return middle if middle + _NOTE_ASIDE + note <= self.width else leftmost

    def _up(self) -> float:
        if len(self.pieces) == _FEWEST:
            return self.lefts[-1] + _FROM_CORNER
        return self._wide / 2

    def _note(self, pen: Pen) -> Piece | None:
        back = self.cycle.stations[self.columns].back
        return pen.text(back, self.width - self._down(pen) - _NOTE_ASIDE, NOTE) if back else None

    def _way(self, from_: tuple[float, float], to: tuple[float, float]) -> Path:
        return Path((from_, to), "ink", arrow=True, both_ways=self.cycle.both_ways)

    def _beside(self, place: int, here: Box, there: Box) -> list[Mark]:
        """The arrow between two boxes of a row, and the dashed one back where the second has it."""
        back = bool(self.cycle.stations[place + 1].back)
        y = here.top + here.height / 2 - (6 if back else 0)
        ends = (here.right + 4, there.left - 4) if there.left > here.left else (here.left - 4, there.right + 4)
        way = self._way((ends[0], y), (ends[1], y))
        return [way, _back((ends[1], y + 12), (ends[0], y + 12))] if back else [way]


def _back(from_: tuple[float, float], to: tuple[float, float]) -> Path:
    return Path((from_, to), "accent", dashed=True, arrow=True)


def _column_below(place: int, lower: int, columns: int) -> float:
    """The lower row runs from right to left; with one box less than the upper, it leaves the middle free."""
    return (columns - 1) * (1 - place / (lower - 1)) if lower > 1 else (columns - 1) / 2


def _middle(text: str, width: float, pen: Pen) -> Piece:
    """Text about its own middle, in lines of about equal length."""
    room = width
    whole = pen.text(text, room, _CENTER)
    narrowest = pen.widest_word(text, _CENTER)
    while room - 5 > narrowest and pen.text(text, room - 5, _CENTER).height == whole.height:
        room -= 5
    inside = pen.text(text, room, _CENTER)
    return Piece(inside.at(-room / 2, 0), inside.width, inside.height)


def _column(cycle: Cycle, width: float, pen: Pen) -> Drawing:
    """One below the other, with the way from the last to the first along the left edge."""
    head = pen.text(cycle.center, width - _EDGE, Setting(bold=True, tone="accent"))
    marks: list[Mark] = [*head.at(_EDGE, 0)]
    top = head.height + 8
    middles: list[float] = []
    for place, station in enumerate(cycle.stations):
        if place:
            between = _between(station.back, cycle, width, pen)
            marks += between.at(_EDGE, top)
            top += between.height
        piece = _station(station, width - _EDGE, pen)
        marks += _boxed(piece, Box(_EDGE, top, width - _EDGE, piece.height, 6, "primary_soft", "primary"))
        middles.append(top + piece.height / 2)
        top += piece.height
    first, last = middles[0], middles[-1]
    points = ((_EDGE - 3, last), (4.0, last), (4.0, first), (_EDGE - 3, first))
    marks.append(Path(points, "ink", arrow=True, both_ways=cycle.both_ways))
    return Drawing(width, top, tuple(marks))


def _between(back: str | None, cycle: Cycle, width: float, pen: Pen) -> Piece:
    """The arrow to the box below, and the dashed one back with its note."""
    x = 20.0
    note = pen.text(back, width - _EDGE - x - _NOTE_ASIDE, NOTE) if back else None
    gap = max(_BELOW, note.height + 8 if note else 0.0)
    marks: list[Mark] = [Path(((x, 3), (x, gap - 3)), "ink", arrow=True, both_ways=cycle.both_ways)]
    if note:
        marks.append(_back((x + _ASIDE, gap - 3), (x + _ASIDE, 3)))
        marks += note.at(x + _NOTE_ASIDE, (gap - note.height) / 2)
    return Piece(tuple(marks), width, gap)
