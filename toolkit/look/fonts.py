"""The fonts that come with installed packages: their folders, and the characters that they can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.look.scripts import EMOJI, FAMILY_OF, JOINER, Script, in_an_extra, lacking, scripts_in, stretches

PACKAGES = ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans")
FAMILIES = ("Atkinson Hyperlegible", "Noto Sans")  # the second fills in what the first has no glyph for
_UNSET = frozenset({*range(0x0900, 0x0980), *range(0x1CD0, 0x1D00), *range(0x20F0, 0x20F1), *range(0xA830, 0xA840), *range(0xA8E0, 0xA900)})
"""Devanagari: there are glyphs for it, but what its letters become together has no text in a PDF, and PDF/UA wants one."""
_AROUND = 24
_MEND = "Write it in words, or with another sign."
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
            f"in “{self.text}”. {lacking(self.character) or _MEND}"
        )


@dataclass(frozen=True, eq=False)
class Characters:
    """Code points that can be shown: those of the ``plain`` fonts, and those of which ``more`` says so.

    Whoever looks at much text looks for a ``hole`` first: most texts have none, and fonts of an extra are then never opened.
    """

    plain: frozenset[int]
    more: Callable[[int], bool] = lambda _code: False
    mend: Callable[[str], str] = lambda _text: _MEND
    """What to do about text that cannot be shown."""

    def __contains__(self, code: int) -> bool:
        return code in self.plain or self.more(code)

    def can_show(self, text: str) -> bool:
        """Whether each character of ``text`` can be shown."""
        return all(ord(sign) in self for sign in set(text))

    @cached_property
    def hole(self) -> re.Pattern[str]:
        """A pattern that finds a character that the plain fonts lack."""
        return re.compile(f"[^{re.escape(''.join(map(chr, sorted(self.plain))))}]")


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
def known_characters() -> Characters:
    """Code points that every style (upright, bold, italic) of at least one family can show, and those of the extras installed here.

    The fonts of an extra have no italic; stressed text of theirs stands upright.
    """
    return Characters(frozenset().union(*map(_characters, font_folders())) - {0xFEFF} - _UNSET | {0x0A}, in_an_extra, lambda text: lacking(text) or _MEND)


def extras_for(text: str) -> tuple[Script, ...]:
    """The scripts of extras whose fonts ``text`` needs."""
    plain = known_characters()
    return scripts_in(text, plain.plain) if plain.hole.search(text) else ()


def by_family(text: str) -> Iterator[tuple[str, str]]:
    """``text`` in order, in pieces, each with the family of an extra that shows it; '' for what every text is set in."""
    plain = known_characters()
    if not plain.hole.search(text):
        yield text, ""
        return
    for piece, language in stretches(text):
        if language:
            yield piece, FAMILY_OF[language]
            continue
        for picture, signs in groupby(_with_marks(piece, plain.plain), key=itemgetter(1)):
            yield "".join(sign for sign, _ in signs), EMOJI.families[0] if picture else ""


def _with_marks(text: str, plain: frozenset[int]) -> Iterator[tuple[str, bool]]:
    """Each character, and whether it belongs to an emoji: parts of one are joined by a sign that other fonts have, too."""
    inside = False
    for sign in text:
        inside = ord(sign) not in plain or (inside and sign == JOINER)
        yield sign, inside


def family_for(text: str) -> str:
    """The first family with a glyph of its own for every character of ``text`` that no extra shows; the last one if none has them all.

    For a few large words: a family that has none for 'ễ' draws it from parts, and those who hear the page hear it twice.
    """
    needed = {ord(sign) for sign in text} & known_characters().plain
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
    if dumped and not _ESCAPED.search(dumped) and known.can_show(dumped):
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
