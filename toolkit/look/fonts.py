"""The fonts that come with installed packages: their folders, and the characters that they can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit.errors import ToolkitError

PACKAGES = ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans")
FAMILIES = ("Atkinson Hyperlegible", "Noto Sans")  # the second fills in what the first has no glyph for
_UNSET = frozenset({*range(0x0900, 0x0980), *range(0x1CD0, 0x1D00), *range(0x20F0, 0x20F1), *range(0xA830, 0xA840), *range(0xA8E0, 0xA900)})
"""Devanagari: there are glyphs for it, but what its letters become together has no text in a PDF, and PDF/UA wants one."""
_AROUND = 24
_ESCAPED = re.compile(r'\\[^n"\\/]')
"""A control character, or what looks like one, in JSON; a line break is one that fonts need not show."""


@dataclass(eq=False)
class MissingGlyphError(ToolkitError):
    """A character that none of the fonts can show; printing would leave a hole there."""

    character: str
    text: str

    def __str__(self) -> str:
        name = unicodedata.name(self.character, "unnamed")
        return (
            f"The fonts cannot show the character '{self.character}' (U+{ord(self.character):04X}, {name.lower()}) "
            f"in “{self.text}”. Write it in words or with another sign."
        )


@cache
def font_folders() -> tuple[Path, ...]:
    """Folders of font files, the same on every machine. Raises ToolkitError when a font package is not installed."""
    try:
        return tuple(Path(str(files(package) / "files")) for package in PACKAGES)
    except ModuleNotFoundError as missing:
        name = str(missing.name).replace("_", "-")
        raise ToolkitError(f"The font package {name} is not installed. Install it: pip install {name}") from missing


def font_files() -> tuple[Path, ...]:
    """Every font file, sorted, for formats that embed them."""
    return tuple(sorted(path for folder in font_folders() for path in folder.glob("*.ttf")))


@cache
def known_characters() -> frozenset[int]:
    """Code points that every style (upright, bold, italic) of at least one family can show."""
    return frozenset().union(*map(_characters, font_folders())) - {0xFEFF} - _UNSET | {0x0A}


def family_for(text: str) -> str:
    """The first family with a glyph of its own for every character of ``text``; the last one if none has them all.

    For a few large words: a family that has none for 'ễ' draws it from parts, and those who hear the page hear it twice.
    """
    needed = {ord(sign) for sign in text}
    found = (name for name, folder in zip(FAMILIES, font_folders(), strict=True) if needed <= _characters(folder))
    return next(found, FAMILIES[-1])


@cache
def _characters(folder: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    styles: list[set[int]] = []
    for path in sorted(folder.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            styles.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*styles))


def refuse_missing_glyphs(value: object, dumped: str = "") -> None:
    """Raise MissingGlyphError for the first character in any string inside ``value`` that the fonts cannot show.

    ``dumped`` is the same value as JSON with every character as it is, where the caller has that: one look at it is then enough for
    what holds none.
    """
    known = known_characters()
    if dumped and not _ESCAPED.search(dumped) and known.issuperset(map(ord, set(dumped))):
        return
    for text in _strings(value):
        for index, character in enumerate(text):
            if ord(character) not in known:
                start = max(0, index - _AROUND)
                around = text[start : index + _AROUND].replace("\n", " ")
                raise MissingGlyphError(character, around)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
