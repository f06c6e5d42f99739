"""A text and a type size in, how wide it is and where its lines break out, by the font's own widths."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Protocol
from unicodedata import combining

from toolkit.look.fonts import by_family, font_folders
from toolkit.look.scripts import ems

_GENEROUS = 1.06
_UNKNOWN = 0.6  # em, for a character that the font lacks
_SPACES = re.compile(r"[ \t\r\n]+")  # not those that tie a number to its unit
_JOINTS = "-/.@_\u2013\u2014"


class Measure(Protocol):
    """Width of ``text`` on one line, in the unit of ``size``."""

    def __call__(self, text: str, size: float, *, bold: bool = False) -> float: ...


@cache
def _advances(style: str) -> dict[int, float]:
    """Widths of one style of the face, in em."""
    from fontTools.ttLib import TTFont

    with TTFont(font_folders()[0] / f"AtkinsonHyperlegible-{style}.ttf") as font:
        em = font["head"].unitsPerEm
        return {code: font["hmtx"][glyph][0] / em for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=20_000)
def _ems(text: str, style: str) -> float:
    """Width of ``text`` on one line, in em. A drawing asks for the same words again and again while it tries its sizes."""
    widths = _advances(style)
    return sum(ems(piece, family) if family else sum(widths.get(ord(char), _UNKNOWN) for char in piece) for piece, family in by_family(text))


def printed_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of ``text`` on one line, in one style."""
    return _ems(text, "Bold" if bold else "Regular") * size


def text_width(text: str, size: float) -> float:
    """Width of ``text`` on one line, a little generous: some of it may be bold."""
    return printed_width(text, size) * _GENEROUS


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


def words_of(text: str) -> list[str]:
    """What a line of ``text`` may end behind. A number and its unit, tied by a space that does not break, are one."""
    return _SPACES.split(text.strip())


def wrapped(text: str, width: float, size: float, measure: Measure, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` in lines no wider than ``width``, broken at spaces, and inside a word only where the word is wider than a line."""

    def fits(line: str) -> bool:
        return measure(line, size, bold=bold) <= width

    lines: list[str] = []
    for word in words_of(text):
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines += _parts(word, fits)
    return tuple(lines)


def _parts(word: str, fits: Callable[[str], bool]) -> list[str]:
    """``word`` in parts that fit, broken behind a hyphen or a slash where one is near. A sole letter counts as fitting."""
    parts: list[str] = []
    while not fits(word):
        end = 1
        while fits(word[: end + 1]):
            end += 1
        joint = max(word.rfind(sign, 0, end) + 1 for sign in _JOINTS)
        end = joint if joint * 2 > end else end
        while end < len(word) and combining(word[end]):
            end += 1
        if end >= len(word):
            break
        parts.append(word[:end])
        word = word[end:]
    return [*parts, word]
