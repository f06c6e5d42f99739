"""From text and a box to the size it is set at: the largest that fits, judged by the widths of a wide office face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.export.pptx.text import Para

LINE_SPACING = 1.08  # of the single line; the master sets the same
SINGLE_LINE = 1.2  # single line in ems, as PowerPoint sets it
SPACE_BEFORE = 0.5  # in ems, before each paragraph; the master sets the same
LEVEL_INDENT = 0.36  # inches, for each list level
NUMBER_HANG = 0.62  # inches, room for two digits at the largest sizes
LEVEL_STEP = 2.0  # points by which each list level is smaller
SMALLEST = 10.0
BOLD_WIDER = 1.15
SAFETY = 1.02  # office faces differ a little from machine to machine

# Advance widths in ems, after Verdana: the widest face that a slide is likely to be shown in.
_WIDTHS = {
    0.28: "il'|\u2018\u2019",
    0.36: " fjt\u00a0.,",
    0.43: "rI!-\u2011",
    0.46: ':;()[]/J"\u201c\u201d\u00b7',
    0.53: "csz?",
    0.56: "LF",
    0.61: "aekovxyPTY",
    0.64: "bdghnpquE0123456789$\u2013",
    0.70: "ABCKRSVXZ&",
    0.78: "DGHNUOQ",
    0.84: "wM#+<=>~\u2026",
    1.00: "mW\u2014\u2192",
    1.08: "%@",
}
_WIDTH = {char: width for width, chars in _WIDTHS.items() for char in chars}
_UNKNOWN = 0.75
_WIDE_FROM = "\u1100"  # Hangul, CJK, emoji: a full em
_WORDS = 8192
"""Words whose widths a process keeps: each is measured at many sizes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a placeholder sets its text: sizes largest first, ``room`` (width, height) and ``hang`` in points."""

    room: tuple[float, float]
    sizes: tuple[float, ...]
    bold: bool = False
    hang: float = 0.0  # hanging indent of an unmarked paragraph
    before: float = SPACE_BEFORE  # space before a paragraph, in ems
    leading: float = LINE_SPACING  # of the single line


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in points of ``text`` on one line."""
    return _ems(text) * size * (BOLD_WIDER if bold else 1.0) * SAFETY


@lru_cache(maxsize=_WORDS)
def _ems(text: str) -> float:
    return sum(1.05 if char >= _WIDE_FROM and char not in _WIDTH else _WIDTH.get(char, _UNKNOWN) for char in text)


def count_lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Lines that ``text`` takes when wrapped at spaces to ``width`` points. A word that is too long breaks."""
    space = text_width(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = text_width(word, size, bold=bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (space if used else 0.0)
        if used > width:
            more = int(used // width)
            lines, used = lines + more, used - more * width
    return lines


def level_size(size: float, level: int) -> float:
    """The size of a list level where the first level is set at ``size``."""
    return size if not level else max(size - LEVEL_STEP * level, min(size, SMALLEST))


def text_height(paras: Sequence[Para], size: float, setting: Setting) -> float:
    """Height in points of paragraphs set at ``size``."""
    width = setting.room[0]
    total = 0.0
    for place, para in enumerate(paras):
        own = level_size(size, para.level)
        strong = setting.bold or sum(len(run.text) for run in para.runs if run.strong) * 2 > len(para.text)
        hang = {"none": 0.0, "number": NUMBER_HANG * 72, "slot": setting.hang}.get(para.mark, LEVEL_INDENT * 72)
        indent = LEVEL_INDENT * 72 * para.level + hang
        room = max(width - indent, own * 3)
        lines = sum(count_lines(part, room, own, bold=strong) for part in para.text.split("\v"))
        total += own * (lines * SINGLE_LINE * setting.leading + (setting.before if place else 0.0))
    return total


def fitting_size(paras: Sequence[Para], setting: Setting) -> float | None:
    """The largest size at which ``paras`` fit, or None when even the smallest is too large."""
    return next((size for size in setting.sizes if text_height(paras, size, setting) <= setting.room[1]), None)


def in_pieces(paras: Sequence[Para], setting: Setting) -> list[tuple[Para, ...]]:
    """``paras`` in as few pieces as fit, of about equal height, so that the last one is no orphan."""
    smallest = setting.sizes[-1]
    whole = text_height(paras, smallest, setting)
    for count in range(1, len(paras) + 1):
        pieces: list[list[Para]] = [[]]
        for para in paras:
            filled = text_height(pieces[-1], smallest, setting)
            if pieces[-1] and filled + text_height([para], smallest, setting) / 2 > whole / count:
                pieces.append([])
            pieces[-1].append(para)
        if all(fitting_size(piece, setting) is not None for piece in pieces):
            return [tuple(piece) for piece in pieces]
    return [(para,) for para in paras]
