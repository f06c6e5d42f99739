"""A map of people in, a drawing out: bands from the nearest ring to the farthest, beside the rings themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from toolkit.drawing.lettering import BODY, HEAD, NOTE, PAD, SMALL, Pen, Piece, Setting, in_rows
from toolkit.drawing.shapes import Box, Drawing, Mark, Path, Tone
from toolkit.model.diagram import Member, Ring, Rings

_NARROW = 330.0  # points; a sheet that is narrower has no room for the rings beside the bands
_TARGET = 92.0
_GUTTER = 18.0  # between the rings and the bands
_GAP = 7.0
_WIDEST = 190.0  # points; words of one member that are longer break
_CORES = (0.5, 0.58, 0.66)  # of the rings' radius; the first that holds the words
_SPREAD = 1.9  # radians, over which the lines from the rings to their bands fan out
_DOT = 2.2
_LOOSE = 4.0  # of the height of lines is empty above and below their letters
_INSIDE = 10.0  # as far from the corners of a band as a line may reach it
_FILLS: tuple[Tone, ...] = ("accent_soft", "primary_soft", "law_soft", "mist")
_EDGES: tuple[Tone, ...] = ("accent", "primary", "law", "muted")


def draw_rings(rings: Rings, width: float, pen: Pen) -> Drawing:
    """A band for each ring with its members; at the left, the person in the middle of the rings they stand for."""
    wide = width >= _NARROW
    left = _TARGET + _GUTTER if wide else 0.0
    fitting = ((core, _in_core(rings.center, core, pen)) for core in _CORES if wide)
    core, label = next((pair for pair in fitting if pair[1]), (_CORES[0], None))
    marks: list[Mark] = []
    top = 0.0
    if not label:
        head = pen.label(rings.center, width)
        marks += head.at(0, 0)
        top = head.height + _GAP
    first, bands = top, []
    for place, ring in enumerate(rings.rings):
        band = _band(ring, width - left, pen)
        bands.append(Box(left, top, width - left, band.height, 6, _FILLS[place], _EDGES[place]))
        marks += [bands[-1], *band.at(left, top)]
        top += band.height + _GAP
    height = max(top - _GAP, first + _TARGET if wide else 0)
    if wide:
        target = _Target(_TARGET / 2, (first + height) / 2, core, bands)
        marks = [*target.rings(), *(label.at(target.x, target.y) if label else ()), *target.lines(), *marks]
    return Drawing(width, height, tuple(marks))


def _band(ring: Ring, width: float, pen: Pen) -> Piece:
    inside = width - 2 * PAD
    chips = in_rows(tuple(_member(member, inside, pen) for member in ring.members), inside)
    stacked = pen.stack((pen.text(ring.title, inside, HEAD), chips), 4)
    return Piece(stacked.at(PAD, PAD), width, stacked.height + 2 * PAD)


def _member(member: Member, width: float, pen: Pen) -> Piece:
    """A name, what they do below it, and a dashed edge where nobody reaches them alone."""
    most = min(width, _WIDEST) - 2 * PAD
    parts = [pen.text(member.name, most, Setting(bold=True) if member.does or member.through else BODY)]
    parts += [pen.text(member.does, most, BODY)] if member.does else []
    parts += [pen.text(member.through, most, NOTE)] if member.through else []
    inside = pen.stack(tuple(parts), 1)
    edge: Tone = "muted" if member.through else "line"
    box = Box(0, 0, inside.width + 2 * PAD, inside.height + PAD, 4, "paper", edge, dashed=bool(member.through))
    return Piece((box, *inside.at(PAD, PAD / 2)), box.width, box.height)


def _in_core(text: str, core: float, pen: Pen) -> Piece | None:
    """``text`` about the middle of the rings; None where it is too much for them."""
    radius = _TARGET / 2 * core - 1
    setting = Setting(SMALL, bold=True, tone="paper", anchor="middle")
    for room in range(int(2 * radius), int(pen.widest_word(text, setting)), -1):
        inside = pen.text(text, room, setting)
        if math.hypot(inside.width, inside.height - _LOOSE) / 2 <= radius:
            return Piece(inside.at(-room / 2, -inside.height / 2), inside.width, inside.height)
    return None


@dataclass(frozen=True, slots=True)
class _Target:
    """The rings as rings about (``x``, ``y``), each joined to its band."""

    x: float
    y: float
    core: float
    bands: list[Box]

    def rings(self) -> list[Mark]:
        """From the farthest, so that the nearest lies above the others."""
        count = len(self.bands)
        circles = [self._circle(self._radius(place + 1), _FILLS[place], _EDGES[place], 1.25) for place in reversed(range(count))]
        return [*circles, self._circle(self._radius(0), "accent")]

    def lines(self) -> list[Mark]:
        """From a dot on each ring to the nearest place of its band: the ends stand in the order of the bands, so none cross."""
        count = len(self.bands)
        marks: list[Mark] = []
        for place, band in enumerate(self.bands):
            turn = _SPREAD * (place / (count - 1) - 0.5)
            radius = self._radius(place + 0.5)
            x, y = self.x + radius * math.cos(turn), self.y + radius * math.sin(turn)
            to = min(max(y, band.top + _INSIDE), band.bottom - _INSIDE)
            marks.append(Path(((x, y), *self._bend(place, y, to), (band.left, to)), _EDGES[place], 1.25))
            marks.append(Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT, _DOT, _EDGES[place]))
        return marks

    def _bend(self, place: int, y: float, to: float) -> tuple[tuple[float, float], ...]:
        """Corners in the gutter: of lines that rise, the upper one turns first, and of those that fall, the lower one."""
        count = len(self.bands)
        turns = place if to < y else count - 1 - place
        across = 2 * self.x + _GUTTER * (turns + 1) / (count + 1)
        return ((across, y), (across, to)) if to != y else ()

    def _radius(self, place: float) -> float:
        return self.x * (self.core + (1 - self.core) * place / len(self.bands))

    def _circle(self, radius: float, fill: Tone, edge: Tone | None = None, weight: float = 1.0) -> Box:
        return Box(self.x - radius, self.y - radius, 2 * radius, 2 * radius, radius, fill, edge, weight)
