"""Two colours in, how far apart they are in lightness out."""

from __future__ import annotations


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21, of two colours written #RRGGBB (WCAG 2.2, 'contrast ratio' and 'relative luminance')."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
