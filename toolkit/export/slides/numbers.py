"""From the slides of a deck to the numbers that they print: their own, and those of points that go on from slide to slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.export.deck.slide import Slide


def slide_numbers(slides: Sequence[Slide]) -> dict[str, str]:
    """The number printed on each slide, by anchor: '7' on the straight run, '7.2' for a scene below slide 7."""
    numbers: dict[str, str] = {}
    straight = below = 0
    for slide in slides:
        if slide.branch is None:
            straight, below = straight + 1, 0
            numbers[slide.anchor] = str(straight)
        else:
            below += 1
            numbers[slide.anchor] = f"{straight}.{below}"
    return numbers


def points_before(slides: Sequence[Slide]) -> dict[str, int]:
    """How many points the slides had that a slide continues, by its anchor: its own numbers go on from there."""
    counted: dict[str, int] = {}
    before: dict[str, int] = {}
    for slide in slides:
        stem = slide.anchor.partition("-part-")[0]
        before[slide.anchor] = counted.get(stem, 0)
        counted[stem] = before[slide.anchor] + len(slide.points)
    return before
