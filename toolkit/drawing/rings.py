"""A map of people in, a drawing out: bands from the nearest ring to the farthest, beside the rings themselves."""

from __future__ import annotations

from toolkit.drawing.lettering import BODY, HEAD, NOTE, PAD, Pen, Piece, Setting, in_rows
from toolkit.drawing.shapes import Box, Drawing, Mark, Path, Tone
from toolkit.model.diagram import Member, Ring, Rings

_NARROW = 330.0  # points; a sheet that is narrower has no room for the rings beside the bands
_TARGET = 92.0
_GAP = 7.0
_FILLS: tuple[Tone, ...] = ("accent_soft", "primary_soft", "law_soft", "mist")
_EDGES: tuple[Tone, ...] = ("accent", "primary", "law", "muted")


def draw_rings(rings: Rings, width: float, pen: Pen) -> Drawing:
    """A band for each ring with its members; at the left, the person in the middle of the rings they stand for."""
    wide = width >= _NARROW
    left = _TARGET + 14 if wide else 0.0
    marks: list[Mark] = []
    top = 0.0
    centers: list[float] = []
    if not wide:
        head = pen.label(rings.center, width)
        marks += head.at(0, 0)
        top = head.height + _GAP
    for place, ring in enumerate(rings.rings):
        band = _band(ring, width - left, pen)
        marks += [
            Box(left, top, width - left, band.height, 6, _FILLS[place], _EDGES[place]), *band.at(left, top)
        ]
        centers.append(top + band.height / 2)
        top += band.height + _GAP
    height = top - _GAP
    if wide:
        marks = [*_target(rings, centers, height, pen), *marks]
    return Drawing(width, height, tuple(marks))


def _band(ring: Ring, width: float, pen: Pen) -> Piece:
    inside = width - 2 * PAD
    chips = in_rows(tuple(_member(member, inside, pen) for member in ring.members), inside)
    stacked = pen.stack((pen.text(ring.title, inside, HEAD), chips), 4)
    return Piece(stacked.at(PAD, PAD), width, stacked.height + 2 * PAD)


def _member(member: Member, width: float, pen: Pen) -> Piece:
    """A name, what they do below it, and a dashed edge where nobody reaches them alone."""
    most = min(width, 190.0) - 2 * PAD
    parts = [pen.text(member.name, most, Setting(bold=True) if member.does or member.through else BODY)]
    parts += [pen.text(member.does, most, BODY)] if member.does else []
    parts += [pen.text(member.through, most, NOTE)] if member.through else []
    inside = pen.stack(tuple(parts), 1)
    box = Box(0, 0, inside.width + 2 * PAD, inside.height + PAD, 4, "paper", "muted" if member.through else "line", dashed=bool(member.through))
    return Piece((box, *inside.at(PAD, PAD / 2)), box.width, box.height)


def _target(rings: Rings, centers: list[float], height: float, pen: Pen) -> list[Mark]:
    """The rings as rings, each joined to its band."""
    count = len(rings.rings)
    middle = min(max(height / 2, _TARGET / 2), height - _TARGET / 2) if height > _TARGET else _TARGET / 2
    x = _TARGET / 2
    marks: list[Mark] = []
    core = 0.5
    for place in reversed(range(count)):
        radius = _TARGET / 2 * (core + (1 - core) * (place + 1) / count)
        marks.append(
            Box(x - radius, middle - radius, 2 * radius, 2 * radius, radius, _FILLS[place], _EDGES[place], 1.25)
        )
    radius = _TARGET / 2 * core
    marks.append(Box(x - radius, middle - radius, 2 * radius, 2 * radius, radius, "accent"))
    label = pen.text(rings.center, 2 * radius - 6, Setting(8.5, bold=True, tone="paper", anchor="middle"))
    marks += label.at(x - radius + 3, middle - label.height / 2)
    joins: list[Mark] = []
    for place, center in enumerate(centers):
        edge = _TARGET / 2 * (core + (1 - core) * (place + 0.5) / count)
        turn = _TARGET + 3 + 3 * (count - place)
        start = (x + edge * 0.94, middle + edge * 0.34 * (place - (count - 1) / 2))
        joins.append(Path((start, (turn, start[1]), (turn, center), (_TARGET + 14, center)), _EDGES[place], 1.25))
    return [*marks, *joins]
