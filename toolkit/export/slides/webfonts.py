"""From a font family to CSS that carries the font itself: subsets for Latin script, as data addresses, the same bytes each time."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.look.fonts import FAMILIES, font_folders

if TYPE_CHECKING:
    from pathlib import Path

_LATIN = (*range(0x20, 0x250), *range(0x2000, 0x2070), 0x20AC, 0x2122)
_STYLES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"), ("BoldItalic", 700, "italic"))


@cache
def font_face_css(family: str) -> str:
    """``@font-face`` rules for the four styles of ``family``. Raises ToolkitError for a family that is not installed."""
    if family not in FAMILIES:
        message = f"The font '{family}' does not come with an installed package. Known: {', '.join(FAMILIES)}."
        raise ToolkitError(message)
    folder = font_folders()[FAMILIES.index(family)]
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:block;'
        f'src:url(data:font/woff;base64,{_subset(folder / _file(family, name))}) format("woff")}}'
        for name, weight, style in _STYLES
    )


def _file(family: str, style: str) -> str:
    return f"{family.replace(' ', '')}-{style}.ttf"


def _subset(path: Path) -> str:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = ["kern", "liga", "mark"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence goes with the font
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_LATIN)
    out = BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(out)
    return b64encode(out.getvalue()).decode("ascii")
