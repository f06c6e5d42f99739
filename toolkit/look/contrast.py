"""Colours written #RRGGBB in; how far apart two are in lightness, and the nearest of the same hue that can be read, out.

Contrast is that of WCAG 2.2. Hue, strength and lightness are those of OKLCH (B. Ottosson, "A perceptual color space for image
processing", 2020), in which a colour that is made darker still looks like itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

TEXT = 4.5
"""The least contrast of text (WCAG 2.2, 1.4.3)."""
_STEP = 0.004
_MIDDLE = 0.18  # luminance as far from black as from white
_ROUNDING = 0.0005
_BENT, _BENT_LINEAR = 0.04045, 0.0031308  # where the curve of sRGB begins
Lch = tuple[float, float, float]
"""Lightness from 0 to 1, chroma from 0 to about 0.37, hue in radians."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The contrast with that one of ``grounds`` from which it stands out least."""
    return min(contrast(colour, ground) for ground in grounds)


def readable(colour: Lch, grounds: Iterable[str]) -> str:
    """The nearest in lightness that is text on each of ``grounds``: darker ones on pale grounds, lighter ones on dark grounds.

    Of the same hue, and of the same chroma as far as screens can show it. The grounds are all pale or all dark.
    """
    grounds = tuple(grounds)
    lightness, chroma, hue = colour
    step = -_STEP if _luminance(grounds[0]) > _MIDDLE else _STEP
    found = from_lch((lightness, chroma, hue))
    while least_contrast(found, grounds) < TEXT and 0 < lightness + step < 1:
        lightness += step
        found = from_lch((lightness, chroma, hue))
    return found


def to_lch(colour: str) -> Lch:
    """Lightness, chroma and hue of a colour."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_lch(colour: Lch) -> str:
    """The colour of that lightness and hue, with as much of its chroma as screens can show."""
    lightness, chroma, hue = colour
    shown = _rgb(lightness, chroma, hue)
    while not all(-_ROUNDING <= part <= 1 + _ROUNDING for part in shown) and chroma > 0:
        chroma = max(0.0, chroma - _STEP)
        shown = _rgb(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, part)))):02X}" for part in shown)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= _BENT else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    return 12.92 * part if part <= _BENT_LINEAR else float(1.055 * part ** (1 / 2.4) - 0.055)
