"""From a Theme to the theme part of a presentation, and from a palette name to its place there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.look.theme import Palette, Theme

_SCHEME = {"ink": "tx1", "paper": "bg1", "mist": "bg2", "primary": "accent1", "accent": "accent2"}
_SLOTS = {
    "dk1": "ink", "lt1": "paper", "dk2": "primary", "lt2": "mist", "accent1": "primary", "accent2": "accent",
    "accent3": "support", "accent4": "law", "accent5": "safer", "accent6": "caution", "hlink": "primary",
    "folHlink": "support",
}  # fmt: skip


def colour(name: str, palette: Palette) -> str:
    """A colour of the palette as XML: by its place in the theme where it has one, so that a new theme recolours it."""
    if name in _SCHEME:
        return f'<a:schemeClr val="{_SCHEME[name]}"/>'
    return f'<a:srgbClr val="{getattr(palette, name).lstrip("#").upper()}"/>'


def themed(blob: bytes, theme: Theme) -> bytes:
    """A theme part with our colours and the office face in place of its own."""
    from lxml import etree

    root = etree.fromstring(blob)
    root.set("name", theme.name)
    scheme = root.find(".//{*}clrScheme")
    scheme.set("name", theme.name)
    for place in scheme:
        name = _SLOTS[etree.QName(place).localname]
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, f"{{{place.nsmap['a']}}}srgbClr").set(
            "val", getattr(theme.palette, name).lstrip("#").upper()
        )
    root.find(".//{*}fontScheme").set("name", theme.name)
    for face in root.iterfind(".//{*}fontScheme/*/{*}latin"):
        face.set("typeface", theme.office_font)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
