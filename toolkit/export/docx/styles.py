"""From looks and a Theme to the styles of a Word file: ``word/styles.xml``."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export.docx.looks import Lettering, Look, guide_looks, heading_looks, insets, letterings, text_looks
from toolkit.export.docx.nouns import leader
from toolkit.export.docx.numbering import STYLED
from toolkit.export.docx.xml import Attributes, Xml, join, part, tag, val
from toolkit.look.theme import Palette, Theme

SMALLER = 0.5
"""Points less than on other papers: a workbook is printed for everyone in the room."""
MONO = "Courier New"
_IN_THEME = {
    "ink": "text1", "paper": "background1", "primary": "accent1", "accent": "accent2", "support": "accent3", "law": "accent4",
    "safer": "accent5", "caution": "accent6",
}  # fmt: skip
_SINGLE = 240  # a line of the font's own height
_BAR, _BAR_GAP = 18, 9  # eighths of a point; points


def styles_part(theme: Theme, language: str, width: int, *, guide: bool) -> bytes:
    """The part, for text ``width`` twips wide; a workbook leaves out the styles of a ``guide``."""
    looks = [*heading_looks(), *text_looks(), *(guide_looks() if guide else ())]
    looks += insets(looks)
    written = [_paragraph_style(look, theme.palette, width) for look in looks]
    letters = [
        _character_style(look, theme.palette) for look in letterings() if guide or not look.name.endswith(" Label")
    ]
    return part("w:styles", _defaults(theme, language), _normal(), *written, *letters, *_table_styles(theme.palette))


def colour(name: str, palette: Palette) -> Attributes:
    """A colour as ``w:color`` has it: with its place in the theme, where it has one, so that a new theme recolours it."""
    found: Attributes = {"w:val": hexed(name, palette)}
    return {**found, "w:themeColor": _IN_THEME[name]} if name in _IN_THEME else found


def hexed(name: str, palette: Palette) -> str:
    """A colour as Word writes it."""
    return str(getattr(palette, name)).lstrip("#").upper()


def _defaults(theme: Theme, language: str) -> Xml:
    face = {f"w:{script}": theme.font for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    size = _half(theme.text_size - SMALLER)
    run = join(
        tag("w:rFonts", face), tag("w:color", colour("ink", theme.palette)), val("w:sz", size), val("w:szCs", size),
        tag("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"}),
    )  # fmt: skip
    spacing = tag("w:spacing", {"w:after": 120, "w:line": round(_SINGLE * theme.line_height * 0.85), "w:lineRule": "auto"})
    paragraph = tag("w:pPr", None, tag("w:widowControl"), spacing)
    return tag(
        "w:docDefaults", None, tag("w:rPrDefault", None, tag("w:rPr", None, run)), tag("w:pPrDefault", None, paragraph)
    )


def _normal() -> Xml:
    face = tag("w:style", {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
               val("w:name", "Default Paragraph Font"), val("w:uiPriority", 1), tag("w:semiHidden"))  # fmt: skip
    return join(
        tag("w:style", {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"}, val("w:name", "Normal"), tag("w:qFormat")),
        face,
    )


def _paragraph_style(look: Look, palette: Palette, width: int) -> Xml:
    numbered = STYLED.get(look.id)
    properties = join(
        tag("w:keepNext") if look.stays else "",
        tag("w:keepLines") if look.whole else "",
        tag("w:pageBreakBefore") if look.opens else "",
        tag("w:numPr", None, val("w:numId", numbered)) if numbered else "",
        _borders(look, palette),
        _shade(look.fill, palette),
        tag("w:tabs", None, *_tabs(look, width)) if look.leader or look.id in _TABBED else "",
        _spacing(look),
        _indent(look),
        val("w:outlineLvl", look.level - 1) if look.level else "",
    )
    return tag(
        "w:style", {"w:type": "paragraph", **({"w:customStyle": 1} if look.own else {}), "w:styleId": look.id},
        val("w:name", look.name), val("w:basedOn", look.base), val("w:next", look.then) if look.then else "",
        tag("w:qFormat"), tag("w:pPr", None, properties) if properties else "", _run_properties(look, palette),
    )  # fmt: skip


_TABBED = frozenset({"Header", "FirstHeader", "Footer", "Details", "Facts"})
"""Styles whose second tab stop is the right edge; the details of a first page have one for their values as well."""


def _tabs(look: Look, width: int) -> Iterator[Xml]:
    if look.id in {"Details", "Facts"}:
        yield tag("w:tab", {"w:val": "left", "w:pos": _twips(look.left or 0)})
        yield leader(width)
    elif look.leader:
        yield leader(width)
    else:
        yield tag("w:tab", {"w:val": "right", "w:pos": width})


def _borders(look: Look, palette: Palette) -> Xml:
    sides = []
    if look.fill:  # an edge in the colour of the panel is its padding
        sides.append(tag("w:top", _edge(look.fill, palette, 4, 4)))
    if look.bar:
        sides.append(tag("w:left", _edge(look.bar, palette, _BAR, round(_BAR_GAP + look.inset))))
    if look.fill:
        sides.append(tag("w:bottom", _edge(look.fill, palette, 4, 4)))
    if look.rule:
        sides.append(tag("w:bottom", _edge(look.rule, palette, 12 if look.rule == "accent" else 4, 6)))
    return tag("w:pBdr", None, *sides) if sides else Xml()


def _edge(name: str, palette: Palette, weight: int, gap: int) -> Attributes:
    found = colour(name, palette)
    return {"w:val": "single", "w:sz": weight, "w:space": gap, "w:color": found.pop("w:val"), **found}


def _shade(fill: str | None, palette: Palette) -> Xml:
    return tag("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": hexed(fill, palette)}) if fill else Xml()


def _spacing(look: Look) -> Xml:
    found: Attributes = {}
    if look.before is not None:
        found["w:before"] = _twips(look.before)
    if look.after is not None:
        found["w:after"] = _twips(look.after)
    if look.exact is not None:
        found |= {"w:line": _twips(look.exact), "w:lineRule": "exact"}
    elif look.line is not None:
        found |= {"w:line": round(_SINGLE * look.line), "w:lineRule": "auto"}
    return tag("w:spacing", found) if found else Xml()


def _indent(look: Look) -> Xml:
    if look.left is None:
        return Xml()
    return tag("w:ind", {"w:left": _twips(look.left), "w:hanging": _twips(look.hanging or 0)})


def _character_style(look: Lettering, palette: Palette) -> Xml:
    return tag(
        "w:style", {"w:type": "character", **({"w:customStyle": 1} if look.own else {}), "w:styleId": look.id},
        val("w:name", look.name), val("w:basedOn", "DefaultParagraphFont"), tag("w:qFormat"), _run_properties(look, palette),
    )  # fmt: skip


def _run_properties(look: Look | Lettering, palette: Palette) -> Xml:
    size = "" if look.size is None else join(val("w:sz", _half(look.size)), val("w:szCs", _half(look.size)))
    letters = look if isinstance(look, Lettering) else None
    written = join(
        tag("w:rFonts", {"w:ascii": MONO, "w:hAnsi": MONO, "w:cs": MONO}) if look.mono else "",
        _switch("w:b", look.bold), _switch("w:i", look.italic),
        tag("w:caps") if letters and letters.capitals else "",
        tag("w:color", colour(look.ink, palette)) if look.ink else "",
        size,
        val("w:u", "single") if letters and letters.underline else "",
        _shade(letters.fill, palette) if letters else "",
        val("w:vertAlign", "superscript") if letters and letters.raised else "",
    )  # fmt: skip
    return tag("w:rPr", None, written) if written else Xml()


def _switch(name: str, on: bool | None) -> Xml:  # noqa: FBT001  # a style says yes, no or nothing
    if on is None:
        return Xml()
    return tag(name) if on else val(name, 0)


def _table_styles(palette: Palette) -> Iterator[Xml]:
    none: Attributes = {"w:w": 0, "w:type": "dxa"}
    side: Attributes = {"w:w": 100, "w:type": "dxa"}
    upright: Attributes = {"w:w": 40, "w:type": "dxa"}
    yield tag(
        "w:style", {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"}, val("w:name", "Normal Table"),
        val("w:uiPriority", 99), tag("w:semiHidden"),
        tag("w:tblPr", None, tag("w:tblInd", none), tag("w:tblCellMar", None, tag("w:top", none), tag("w:left", side), tag("w:bottom", none), tag("w:right", side))),
    )  # fmt: skip
    line = _edge("line", palette, 4, 0)
    borders = tag("w:tblBorders", None, *(tag(f"w:{name}", line) for name in ("top", "bottom", "insideH")))
    margins = tag("w:tblCellMar", None, tag("w:top", upright), tag("w:left", side), tag("w:bottom", upright), tag("w:right", side))
    head = tag("w:tcPr", None, tag("w:tcBorders", None, tag("w:bottom", _edge("primary", palette, 12, 0))), _shade("primary_soft", palette))
    yield tag(
        "w:style", {"w:type": "table", "w:customStyle": 1, "w:styleId": "WorkshopTable"}, val("w:name", "Workshop Table"),
        val("w:basedOn", "TableNormal"), tag("w:qFormat"), tag("w:tblPr", None, borders, margins),
        tag("w:tblStylePr", {"w:type": "firstRow"}, tag("w:rPr", None, tag("w:b")), head),
    )  # fmt: skip


def _twips(points: float) -> int:
    return round(points * 20)


def _half(points: float) -> int:
    return round(points * 2)
