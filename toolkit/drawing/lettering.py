"""Text and a width in, set lines with their height out: the one place that knows type sizes in drawings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from toolkit.drawing.shapes import Box, Mark, Tone, Words, moved
from toolkit.look.measure import Measure, words_of, wrapped

TITLE, TEXT, SMALL = 10.5, 9.5, 8.5
"""Sizes in points. Drawings are set at these sizes and scaled as a whole."""
_LEADING = 1.28
_ASCENT = 0.95  # of the size: how far below its top the first line stands
PAD = 7.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set."""

    size: float = TEXT
    bold: bool = False
    tone: Tone = "ink"
    anchor: Literal["start", "middle", "end"] = "start"


HEAD = Setting(TITLE, bold=True, tone="primary")
BODY = Setting()
NOTE = Setting(SMALL, tone="muted")


@dataclass(frozen=True, slots=True)
class Piece:
    """Marks from (0, 0), and how much room they take."""

    marks: tuple[Mark, ...]
    width: float
    height: float

    def at(self, left: float, top: float) -> tuple[Mark, ...]:
        """The marks with their corner at (``left``, ``top``)."""
        return tuple(moved(mark, left, top) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Pen:
    """Sets text by the widths of the letters of one face."""

    measure: Measure

    def text(self, text: str, width: float, setting: Setting = BODY) -> Piece:
        """``text`` in lines no wider than ``width``."""
        lines = wrapped(text, width, setting.size, self.measure, bold=setting.bold)
        widest = max((self.measure(line, setting.size, bold=setting.bold) for line in lines), default=0.0)
        leading = setting.size * _LEADING
        at = {"start": 0.0, "middle": width / 2, "end": width}[setting.anchor]
        words = Words(
            lines, at, setting.size * _ASCENT, setting.size, leading, setting.tone, setting.bold, setting.anchor, widest
        )
        return Piece((words,), widest, leading * len(lines))

    def widest_word(self, text: str, setting: Setting = BODY) -> float:
        """Room that ``text`` asks for when none of its words is to be broken."""
        return max((self.measure(word, setting.size, bold=setting.bold) for word in words_of(text)), default=0.0)

    def stack(self, pieces: tuple[Piece, ...], gap: float = 2.0) -> Piece:
        """Pieces below each other."""
        marks: list[Mark] = []
        top = 0.0
        for place, piece in enumerate(pieces):
            top += gap if place else 0.0
            marks += piece.at(0, top)
            top += piece.height
        return Piece(tuple(marks), max((piece.width for piece in pieces), default=0.0), top)

    def label(self, text: str, width: float) -> Piece:
        """A few words that stand out, in a filled box of their own size."""
        return self._in_box(self.text(text, width - 2 * PAD, Setting(bold=True, tone="paper")), Box(0, 0, 0, 0, 4, "accent"))

    def chip(self, text: str, width: float) -> Piece:
        """A few words in a box of their own size."""
        return self._in_box(self.text(text, width - 2 * PAD), Box(0, 0, 0, 0, 4, "primary_soft", "primary"))

    def _in_box(self, inside: Piece, box: Box) -> Piece:
        sized = replace(box, width=inside.width + 2 * PAD, height=inside.height + PAD)
        return Piece((sized, *inside.at(PAD, PAD / 2)), sized.width, sized.height)


def in_rows(pieces: tuple[Piece, ...], width: float, gap: float = 5.0) -> Piece:
    """Pieces side by side, in as many rows as ``width`` asks for."""
    marks: list[Mark] = []
    left = top = tallest = widest = 0.0
    for piece in pieces:
        if left and left + piece.width > width:
            left, top, tallest = 0.0, top + tallest + gap, 0.0
        marks += piece.at(left, top)
        left += piece.width + gap
        tallest = max(tallest, piece.height)
        widest = max(widest, left - gap)
    return Piece(tuple(marks), widest, top + tallest)
