"""A colour as DrawingML writes it, and a theme, in; #RRGGBB out, or None where it cannot be worked out.

The theme's colours, the map from their roles to them, and the changes of brightness are those of ECMA-376 part 1, 20.1.2.3.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

from lxml import etree

from toolkit.audit.office import A, number

_PRESETS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00", "gray": "808080", "grey": "808080",
    "silver": "C0C0C0", "maroon": "800000", "navy": "000080", "teal": "008080", "purple": "800080", "olive": "808000", "lime": "00FF00", "aqua": "00FFFF",
    "cyan": "00FFFF", "magenta": "FF00FF", "fuchsia": "FF00FF", "orange": "FFA500", "dkGray": "A9A9A9", "darkGray": "A9A9A9", "ltGray": "D3D3D3",
    "lightGray": "D3D3D3", "dkBlue": "00008B", "dkRed": "8B0000", "dkGreen": "006400",
}  # fmt: skip
_MIDDLE = 0.04045, 0.0031308
_WHOLE = 100_000
Rgb = tuple[float, float, float]


class Scheme:
    """The colours of a theme under the names by which a slide calls them, such as 'tx1'. ``stand`` is what 'phClr' stands for."""

    def __init__(self, theme: Any, roles: Mapping[str, str], stand: str | None = None) -> None:
        self._theme, self._roles, self._stand = theme, dict(roles), stand
        named = None if theme is None else theme.find(f"{A}themeElements/{A}clrScheme")
        self._named = {etree.QName(place).localname: place for place in (() if named is None else named)}

    def standing_for(self, colour: str | None) -> Scheme:
        """The same, with a colour for 'phClr'."""
        return Scheme(self._theme, self._roles, colour)

    def mapped(self, roles: Mapping[str, str]) -> Scheme:
        """The same theme with other roles, as a slide may ask for."""
        return Scheme(self._theme, roles, self._stand)

    def fill_style(self, place: int) -> Any:
        """The fill of the theme with that number, from 1; those from 1001 are of grounds. None where there is none."""
        name, index = ("bgFillStyleLst", place - 1001) if place > 1000 else ("fillStyleLst", place - 1)  # noqa: PLR2004  # as the format counts
        styles = None if self._theme is None else self._theme.find(f"{A}themeElements/{A}fmtScheme/{A}{name}")
        return styles[index] if styles is not None and 0 <= index < len(styles) else None

    def named(self, role: str) -> str | None:
        """The colour of a role, such as 'tx1' or 'hlink'."""
        place = self._named.get(self._roles.get(role, role))
        return self.colour_in(place)

    def colour_in(self, holder: Any) -> str | None:
        """The colour in a ``solidFill`` or another element that holds one."""
        return self._colour(holder[0], 0) if holder is not None and len(holder) else None

    def colour(self, element: Any) -> str | None:
        """The colour that an element is, such as a ``schemeClr``."""
        return self._colour(element, 0)

    def _colour(self, element: Any, depth: int) -> str | None:
        base = self._base(element, etree.QName(element).localname, depth)
        return _changed(base, element) if base is not None and len(element) else base

    def _base(self, element: Any, kind: str, depth: int) -> str | None:
        if kind != "schemeClr":
            return _plain(element, kind)
        said = element.get("val", "")
        if said == "phClr":
            return self._stand
        place = self._named.get(self._roles.get(said, said))
        return self._colour(place[0], depth + 1) if place is not None and len(place) and not depth else None


def _plain(element: Any, kind: str) -> str | None:
    """A colour that needs no theme."""
    said = element.get("val", "")
    if kind == "scrgbClr":
        linear = [share(element.get(name), 0) for name in "rgb"]
        return _written((_bent(linear[0]), _bent(linear[1]), _bent(linear[2])))
    if kind == "hslClr":
        hue = number(element.get("hue")) / 21_600_000
        return _written(colorsys.hls_to_rgb(hue, share(element.get("lum"), 0), share(element.get("sat"), 0)))
    if kind == "sysClr":
        return _hex(element.get("lastClr", "")) or _hex({"windowText": "000000", "window": "FFFFFF"}.get(said, ""))
    return _hex(_PRESETS.get(said, "") if kind == "prstClr" else said)


def share(written: str | None, otherwise: float) -> float:
    """'50000' or '50%' as 0.5."""
    if not written:
        return otherwise
    return number(written[:-1]) / 100 if written.endswith("%") else number(written) / _WHOLE


def _changed(colour: str, element: Any) -> str | None:
    """With what is said about brightness and strength; None where it lets something through that lies below."""
    found = _read(colour)
    for change in element:
        kind, amount = etree.QName(change).localname, share(change.get("val"), 1.0)
        if kind == "alpha" and amount < 1:
            return None
        if kind in {"lumMod", "lumOff", "satMod", "satOff", "hueOff", "hueMod", "lum", "sat"}:
            found = _in_light(found, kind, amount)
        elif kind == "shade":
            found = _each(found, lambda part, amount=amount: part * amount)
        elif kind == "tint":
            found = _each(found, lambda part, amount=amount: part * amount + 1 - amount)
        elif kind == "inv":
            found = _each(found, lambda part: 1 - part)
        elif kind in {"gray", "comp", "gamma", "invGamma"}:
            return None
    return _written(found)


def _in_light(found: Rgb, kind: str, amount: float) -> Rgb:
    hue, light, strength = colorsys.rgb_to_hls(*found)
    if kind.startswith("lum"):
        light = {"lumMod": light * amount, "lumOff": light + amount, "lum": amount}[kind]
    elif kind.startswith("sat"):
        strength = {"satMod": strength * amount, "satOff": strength + amount, "sat": amount}[kind]
    return colorsys.hls_to_rgb(hue, _within(light), _within(strength))


def _each(found: Rgb, change: Any) -> Rgb:
    """Changed in linear light."""
    red, green, blue = (_bent(change(_straight(part))) for part in found)
    return red, green, blue


def _straight(part: float) -> float:
    return part / 12.92 if part <= _MIDDLE[0] else float(((part + 0.055) / 1.055) ** 2.4)


def _bent(part: float) -> float:
    part = _within(part)
    return part * 12.92 if part <= _MIDDLE[1] else float(1.055 * part ** (1 / 2.4) - 0.055)


def _within(part: float) -> float:
    return min(1.0, max(0.0, part))


def _hex(written: str) -> str | None:
    plain = written.strip().lstrip("#").upper()
    return f"#{plain}" if len(plain) == 6 and all(sign in "0123456789ABCDEF" for sign in plain) else None  # noqa: PLR2004  # two for each of three


def _read(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(found: Rgb) -> str:
    return "#" + "".join(f"{round(255 * _within(part)):02X}" for part in found)
