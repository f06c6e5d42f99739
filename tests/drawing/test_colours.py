"""What a drawing says by letters and lines can be seen on its own ground, on paper and on a dark screen."""

from __future__ import annotations

import math

import pytest

from tests.contrast import contrast
from tests.drawing.pictures import EXAMPLES
from toolkit.drawing import draw
from toolkit.drawing.shapes import Box, Drawing, Path, Tone, Words
from toolkit.look.theme import DEFAULT, Palette

PALETTES = {"light": DEFAULT.palette, "dark": DEFAULT.dark}
TEXT, EDGE = 4.5, 3.0
WIDTHS = (232, 500)
MEANS_NOTHING: set[Tone] = {"line"}
"""A hairline between two lanes, or round a name that stands on its own paper."""


def ground(drawing: Drawing, mark: Box | Path | Words, x: float, y: float) -> Tone:
    """What lies below ``mark`` at a point."""
    below = drawing.marks[: drawing.marks.index(mark)]
    filled = [box for box in below if isinstance(box, Box) and box.fill and covers(box, x, y)]
    return filled[-1].fill or "paper" if filled else "paper"


def covers(box: Box, x: float, y: float) -> bool:
    if box.radius * 2 >= box.width:  # a circle
        return math.hypot(x - box.left - box.radius, y - box.top - box.radius) < box.radius
    return box.left < x < box.right and box.top < y < box.bottom


def pairs_of(drawing: Drawing) -> dict[tuple[Tone, Tone], float]:
    """Each tone with the one that it must stand out from, and by how much."""
    found: dict[tuple[Tone, Tone], float] = {}
    for mark in drawing.marks:
        match mark:
            case Words():
                found[mark.tone, ground(drawing, mark, mark.at, mark.baseline - 2)] = TEXT
            case Path() if mark.edge not in MEANS_NOTHING:
                found |= {(mark.edge, ground(drawing, mark, x, y)): EDGE for x, y in mark.points}
            case Box() if mark.edge and mark.edge not in MEANS_NOTHING:
                found[mark.edge, ground(drawing, mark, mark.left, mark.top)] = EDGE
    return found


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_every_tone_of_a_drawing_stands_out_from_what_lies_below_it(palette: Palette) -> None:
    pairs: dict[tuple[Tone, Tone], float] = {}
    for picture in EXAMPLES.values():
        for width in WIDTHS:
            for pair, least in pairs_of(draw(picture, width)).items():
                pairs[pair] = max(least, pairs.get(pair, 0))
    assert {("paper", "accent"), ("muted", "primary_soft"), ("muted", "paper"), ("ink", "paper"), ("primary", "law_soft")} <= pairs.keys()
    weak = {pair: contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < pairs[pair]} == {}
