"""The parts that dress a Word file: the theme with its colours and font, the settings, and what runs along every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.export.docx.styles import hexed
from toolkit.export.docx.xml import Attributes, Xml, join, part, tag, val
from toolkit.look.theme import Palette, Theme

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLOTS = {
    "dk1": "ink", "lt1": "paper", "dk2": "primary", "lt2": "mist", "accent1": "primary", "accent2": "accent",
    "accent3": "support", "accent4": "law", "accent5": "safer", "accent6": "caution", "hlink": "primary", "folHlink": "support",
}  # fmt: skip
_PLACES = ("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2")
_PAPERS = {"letter": (12240, 15840), "a4": (11906, 16838)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and its margins, in twips."""

    paper: str
    side: int = 1440
    top: int = 1300
    bottom: int = 1200

    @property
    def size(self) -> tuple[int, int]:
        return _PAPERS[self.paper]

    @property
    def width(self) -> int:
        """Of the text."""
        return self.size[0] - 2 * self.side

    @property
    def height(self) -> int:
        """Of the text."""
        return self.size[1] - self.top - self.bottom

    def section(self) -> Xml:
        """The section: its first page has a header of its own, with the mark alone."""
        wide, tall = self.size
        margins: Attributes = {
            "w:top": self.top, "w:right": self.side, "w:bottom": self.bottom, "w:left": self.side, "w:header": 620,
            "w:footer": 560, "w:gutter": 0,
        }  # fmt: skip
        return tag(
            "w:sectPr", None,
            tag("w:headerReference", {"w:type": "default", "r:id": "rIdHeader"}),
            tag("w:headerReference", {"w:type": "first", "r:id": "rIdFirst"}),
            tag("w:footerReference", {"w:type": "default", "r:id": "rIdFooter"}),
            tag("w:footerReference", {"w:type": "first", "r:id": "rIdFooter"}),
            tag("w:pgSz", {"w:w": wide, "w:h": tall}), tag("w:pgMar", margins), tag("w:cols", {"w:space": 720}), tag("w:titlePg"),
        )  # fmt: skip


def theme_part(theme: Theme) -> bytes:
    """Colours and font as Word's own menus show them."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = Xml(
        f'<a:fmtScheme name="Plain"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )
    colours = tag("a:clrScheme", {"name": theme.name}, *_scheme(theme.palette))
    face = join(tag("a:latin", {"typeface": theme.font}), tag("a:ea", {"typeface": ""}), tag("a:cs", {"typeface": ""}))
    fonts = tag("a:fontScheme", {"name": theme.name}, tag("a:majorFont", None, face), tag("a:minorFont", None, face))
    root = tag("a:theme", {"xmlns:a": _A, "name": theme.name}, tag("a:themeElements", None, colours, fonts, formats))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def _scheme(palette: Palette) -> Iterator[Xml]:
    for place, name in _SLOTS.items():
        yield tag(f"a:{place}", None, tag("a:srgbClr", {"val": hexed(name, palette)}))


def settings_part(language: str) -> bytes:
    """Fonts stay in the file when it is saved, and Word treats it as one of its own day."""
    mapping: Attributes = {f"w:{short}": name for short, name in _PLACES}
    mapping |= {f"w:accent{place}": f"accent{place}" for place in range(1, 7)}
    mapping |= {"w:hyperlink": "hyperlink", "w:followedHyperlink": "followedHyperlink"}
    modern: Attributes = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15}
    return part(
        "w:settings", tag("w:embedTrueTypeFonts"), val("w:defaultTabStop", 720), val("w:characterSpacingControl", "doNotCompress"),
        tag("w:compat", None, tag("w:compatSetting", modern)), val("w:themeFontLang", language),
        tag("w:clrSchemeMapping", mapping), val("w:decimalSymbol", "."), val("w:listSeparator", ","),
    )  # fmt: skip


def header_part(left: Xml, right: Xml, style: str = "Header") -> bytes:
    """What stands at the left and at the right of every head."""
    return part("w:hdr", _two(style, left, right))


def footer_part(left: Xml, right: Xml) -> bytes:
    """What stands at the left and at the right of every foot."""
    return part("w:ftr", _two("Footer", left, right))


def _two(style: str, left: Xml, right: Xml) -> Xml:
    tab = tag("w:r", None, tag("w:tab")) if right else ""
    return tag("w:p", None, tag("w:pPr", None, val("w:pStyle", style)), left, tab, right)
