"""A text in; the fonts of an extra that it needs, its stretches of one language, and where to get what is lacking, out."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import bidirectional

EXTRA = "facilitator-toolkit[languages]"
_FULL_TABLE = 12  # of the formats in which a font lists its characters: the one that holds those beyond U+FFFF as well


@dataclass(frozen=True, slots=True)
class Script:
    """Characters that only the fonts of an extra can show. ``families`` begin with the one that has a glyph for each of them.

    ``ranges`` say what is offered of what the font can draw: a text that is read back out of a file must be the one that was typed.
    """

    name: str
    module: str
    file: str
    face: int  # in a file of several
    families: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    alone: bool = False  # in its folder, where many a font has others beside it

    @property
    def package(self) -> str:
        """As pip names it."""
        return self.module.replace("_", "-")

    def holds(self, code: int) -> bool:
        """Whether ``code`` belongs to the script, shown or not."""
        return any(first <= code <= last for first, last in self.ranges)


EAST_ASIAN = Script(
    "Chinese, Japanese and Korean", "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", 2,
    ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR"),
    # Not what stands for another character (radicals, compatibility ideographs) and would read back as that, nor invisible
    # fillers and tone marks: punctuation, kana, bopomofo, letters of Korean, circled and squared signs, ideographs, wide forms.
    (
        (0x3000, 0x3029), (0x3030, 0x3030), (0x303B, 0x303D), (0x3041, 0x3096), (0x309B, 0x309F), (0x30A0, 0x30FF), (0x3105, 0x312F),
        (0x3131, 0x3163), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6),
        (0x20000, 0x2F7FF), (0x30000, 0x323AF),
    ),
    alone=True,
)  # fmt: skip
EMOJI = Script(
    "emoji", "manimgx_fonts", "NotoEmoji[wght].ttf", -1, ("Noto Emoji",),
    # Signs, the wish for a picture behind one, and pictures; neither what draws a key around a digit, which no drawing can
    # set, nor the invisible letters of tags.
    ((0x203C, 0x20CF), (0x2100, 0x2BFF), (0xFE0F, 0xFE0F), (0x1F000, 0x1FAFF)),
)  # fmt: skip
FAMILY_OF = dict(zip(("zh", "ja", "ko"), EAST_ASIAN.families, strict=True))
"""One ideograph has other glyphs in other languages."""
SCRIPTS = (EAST_ASIAN, EMOJI)
"""In the order in which a text takes its fonts from them."""

JOINER, AS_PICTURE = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
_WIDTH, _PICTURE = 1.0, 1.275  # em, of all ideographs and of all emoji
_NO_WIDTH = frozenset({JOINER, AS_PICTURE, *map(chr, range(0x1F3FB, 0x1F400))})
"""What only changes the picture in front of it."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_JOINED = re.compile(f"{JOINER}.")

_FROM_THE_RIGHT = (
    "Write it in Latin letters: where letters run from right to left, a PDF may give back the brackets and numbers beside them in another order."
)
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u3131-\u3163\uac00-\ud7a3]")
_EAST_ASIAN = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in EAST_ASIAN.ranges)}]+")


@cache
def font_file(script: Script) -> Path | None:
    """Where its font is; none where the extra is not installed."""
    found = find_spec(script.module)
    path = Path(found.origin).parent / script.file if found and found.origin else None
    return path if path and path.is_file() else None


@cache
def characters(script: Script) -> frozenset[int]:
    """What it shows here: code points that are offered and that its font draws; none where the extra is not installed."""
    path = font_file(script)
    return frozenset(code for code in _drawn(path, script.face) if script.holds(code)) if path else frozenset()


def _drawn(path: Path, face: int) -> Iterator[int]:
    """Every code point with a glyph, out of the font's own table: fontTools names each glyph first, which takes ten times as long."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=face, lazy=True) as font:
        table = font.reader["cmap"]
    count = struct.unpack_from(">H", table, 2)[0]
    for number in range(count):
        start = struct.unpack_from(">L", table, 8 + 8 * number)[0]
        if struct.unpack_from(">H", table, start)[0] == _FULL_TABLE:
            groups = struct.unpack_from(">L", table, start + 12)[0]
            for first, last, _ in struct.iter_unpack(">LLL", table[start + 16 : start + 16 + 12 * groups]):
                yield from range(first, last + 1)
            return


def in_an_extra(code: int) -> bool:
    """Whether the fonts of an extra that is installed here show ``code``."""
    return any(script.holds(code) and code in characters(script) for script in SCRIPTS)


def scripts_in(text: str, plain: frozenset[int]) -> tuple[Script, ...]:
    """Those that ``text`` needs beyond the characters that ``plain`` fonts have."""
    more = {ord(sign) for sign in set(text)} - plain
    return tuple(script for script in SCRIPTS if any(map(script.holds, more)))


def ems(text: str, family: str) -> float:
    """How wide ``text`` is in a ``family`` of an extra, about: half-width letters count as wide ones."""
    if family != EMOJI.families[0]:
        return len(text) * _WIDTH
    pictures = _JOINED.sub("", _FLAG.sub("x", text))
    return sum(sign not in _NO_WIDTH for sign in pictures) * _PICTURE


def lacking(text: str) -> str:
    """What to install so that characters of ``text`` can be shown, or why no font would help; '' where neither is known."""
    names = [script.name for script in SCRIPTS if font_file(script) is None and any(script.holds(ord(sign)) for sign in text)]
    if names:
        return f"For {' and '.join(names)}, install their fonts: pip install '{EXTRA}'"
    return _FROM_THE_RIGHT if any(bidirectional(sign) in ("R", "AL", "AN") for sign in text) else ""


def east_asian_runs() -> str:
    """A regular expression that finds whole stretches of Chinese, Japanese and Korean; Typst reads it as Python does."""
    return _EAST_ASIAN.pattern


def stretches(text: str) -> Iterator[tuple[str, str]]:
    """``text`` in order, in pieces of one language: 'zh', 'ja' or 'ko', and '' for that of the document."""
    start = 0
    for found in _EAST_ASIAN.finditer(text):
        if found.start() > start:
            yield text[start : found.start()], ""
        yield found[0], "ja" if _KANA.search(found[0]) else "ko" if _HANGUL.search(found[0]) else "zh"
        start = found.end()
    if start < len(text) or not text:
        yield text[start:], ""
