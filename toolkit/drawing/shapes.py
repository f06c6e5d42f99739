"""The nouns of a drawing: boxes, lines and words at their places, free of any format. The unit is the point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal["ink", "muted", "paper", "mist", "line", "primary", "primary_soft", "accent", "accent_soft", "law", "law_soft"]
"""A role in the theme's palette; what it looks like is the format's own business."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle whose corners are rounded by ``radius``."""

    left: float
    top: float
    width: float
    height: float
    radius: float = 0.0
    fill: Tone | None = None
    edge: Tone | None = None
    weight: float = 1.0
    dashed: bool = False

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point, with an arrowhead at the end and, for ``both_ways``, one at the start."""

    points: tuple[tuple[float, float], ...]
    edge: Tone
    weight: float = 1.5
    dashed: bool = False
    arrow: bool = False
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text. ``baseline`` is that of the first; ``leading`` is the distance to the next."""

    lines: tuple[str, ...]
    at: float
    baseline: float
    size: float
    leading: float
    tone: Tone = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    width: float = 0.0  # of the widest line, for formats that set text in frames


Mark = Box | Path | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on a sheet of its own size; what stands later lies above."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def moved(mark: Mark, right: float, down: float) -> Mark:
    """``mark`` at another place."""
    match mark:
        case Box():
            return Box(mark.left + right, mark.top + down, mark.width, mark.height, mark.radius, mark.fill, mark.edge, mark.weight, mark.dashed)
        case Path():
            return replace(mark, points=tuple((x + right, y + down) for x, y in mark.points))
        case Words():
            return Words(
                mark.lines, mark.at + right, mark.baseline + down, mark.size, mark.leading, mark.tone, mark.bold, mark.anchor, mark.width
            )
