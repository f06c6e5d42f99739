"""An organisation's two colours and a theme in; the theme in those colours, each made fit for text, and what was changed out.

Colours that carry a meaning stay as they are: what is safer or riskier, and the panels of caution, support and law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.look.contrast import TEXT, contrast, from_lch, least_contrast, readable, to_lch
from toolkit.look.theme import DEFAULT, Palette, Theme

TEXTS = ("ink", "muted", "primary", "accent", "remember", "caution", "support", "law", "safer", "mixed", "riskier")
"""Roles of text. Each can be read on each of ``GROUNDS``, and ``paper`` can be read on ``BANDS``."""
GROUNDS = (
    "paper", "mist", "primary_soft", "accent_soft", "remember_soft", "caution_soft", "support_soft", "law_soft",
)  # fmt: skip
BANDS = ("primary", "accent", "remember", "support", "law", "safer", "riskier")
PAIRS = (*((text, ground) for text in TEXTS for ground in GROUNDS), *(("paper", band) for band in BANDS))
"""Every text with every ground on which formats set it."""

_PALEST, _FAINTEST = 0.9, 0.02  # lightness and chroma of what is white to the eye
_STRONG = 0.1  # chroma up to which a pastel grows when it is made darker, so as not to turn grey


@dataclass(frozen=True, slots=True)
class Change:
    """A colour that could not be read as it was given, the one in its place, and how little it stood out."""

    given: str
    used: str
    ratio: float
    on_white: bool
    """Whether already white paper was too near to it; otherwise only panels are."""


def is_white(colour: str) -> bool:
    """Whether a colour is so near to white that nothing of it would be left in one that can be read."""
    lightness, chroma, _ = to_lch(colour)
    return lightness > _PALEST and chroma < _FAINTEST


def in_colours_of(theme: Theme, primary: str, accent: str) -> Theme:
    """``theme`` with the roles that follow from ``primary`` and from ``accent``; '' for either keeps the theme's own.

    Every pair of ``PAIRS`` has 4.5:1 or better, in light and dark. Raises ValueError for a colour that ``is_white``.
    """
    for colour in (primary, accent):
        if colour and is_white(colour):
            raise ValueError(colour)
    if not primary and not accent:
        return theme
    light = _light(theme.palette, primary.upper(), accent.upper())
    return replace(theme, palette=light, dark=_dark(theme.dark, primary, accent))


def changes(primary: str, accent: str, theme: Theme = DEFAULT) -> Iterator[Change]:
    """What ``in_colours_of`` changes of the colours given, each once."""
    palette = in_colours_of(theme, primary, accent).palette
    for given, used in {primary.upper(): palette.primary, accent.upper(): palette.accent}.items():
        if given and given != used:
            white = contrast(given, palette.paper)
            ratio = white if white < TEXT else least_contrast(given, _grounds(palette))
            yield Change(given, used, ratio, on_white=white < TEXT)


def _light(palette: Palette, primary: str, accent: str) -> Palette:
    if primary:
        palette = replace(palette, primary_soft=_soft(primary, 0.931, 0.3), remember_soft=_soft(primary, 0.945, 0.25))
    if accent:
        palette = replace(palette, accent_soft=_soft(accent, 0.957, 0.2))
    grounds = _grounds(palette)
    if primary:
        text = _made_readable(primary, grounds)
        palette = replace(palette, primary=text, remember=text, stripe=palette.stripe if text == primary else primary)
    if accent:
        palette = replace(palette, accent=_made_readable(accent, grounds), stripe=accent)
    return palette


def _dark(palette: Palette, primary: str, accent: str) -> Palette:
    if primary:
        soft = _soft(primary, 0.312, 0.6)
        palette = replace(palette, primary_soft=soft, remember_soft=soft)
    if accent:
        palette = replace(palette, accent_soft=_soft(accent, 0.288, 0.4))
    grounds = _grounds(palette)
    if primary:
        text = _lit(primary, 0.82, grounds)
        palette = replace(palette, primary=text, remember=text)
    if accent:
        text = _lit(accent, 0.8, grounds)
        palette = replace(palette, accent=text, stripe=text)
    return palette


def _grounds(palette: Palette) -> tuple[str, ...]:
    return tuple(getattr(palette, name) for name in GROUNDS)


def _soft(colour: str, lightness: float, share: float) -> str:
    """A panel in a breath of the colour."""
    _, chroma, hue = to_lch(colour)
    return from_lch((lightness, min(share * chroma, 0.04 if lightness < _PALEST else 0.022), hue))


def _made_readable(colour: str, grounds: tuple[str, ...]) -> str:
    if least_contrast(colour, grounds) >= TEXT:
        return colour
    lightness, chroma, hue = to_lch(colour)
    return readable((lightness, max(chroma, min(_STRONG, 2 * chroma)), hue), grounds)


def _lit(colour: str, lightness: float, grounds: tuple[str, ...]) -> str:
    _, chroma, hue = to_lch(colour)
    return readable((lightness, min(chroma, 0.12), hue), grounds)
