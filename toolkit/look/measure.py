"""From a text and a type size to how wide it is and how many lines it takes, by the font's own widths."""

from __future__ import annotations

from functools import cache

from toolkit.export.fonts import font_folders

_GENEROUS = 1.06
_UNKNOWN = 0.6  # em, for a character that the font lacks


@cache
def _advances() -> dict[int, float]:
    """Widths of the upright face, in em."""
    from fontTools.ttLib import TTFont

    with TTFont(font_folders()[0] / "AtkinsonHyperlegible-Regular.ttf") as font:
        em = font["head"].unitsPerEm
        return {code: font["hmtx"][glyph][0] / em for code, glyph in font.getBestCmap().items()}


def text_width(text: str, size: float) -> float:
    """Width of ``text`` on one line, a little generous: some of it may be bold."""
    widths = _advances()
    return sum(widths.get(ord(char), _UNKNOWN) for char in text) * size * _GENEROUS


def count_lines(text: str, width: float, size: float) -> int:
    """Lines that ``text`` takes when it is broken at spaces, and inside a word only where the word is wider than a line."""
    lines, room = 1, width
    space = text_width(" ", size)
    for word in text.split():
        wide = text_width(word, size)
        if wide > room and room < width:
            lines, room = lines + 1, width
        while wide > width:
            lines, wide = lines + 1, wide - width
        room -= wide + space
    return lines
