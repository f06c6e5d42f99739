"""From paragraphs to the XML of a text frame: runs, colours, bullets, numbers, sizes, language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.export.office import EAST_ASIAN_FACES, language_tag
from toolkit.export.pptx.fit import LEVEL_INDENT, NUMBER_HANG, level_size
from toolkit.export.pptx.master import LEVELS, emu
from toolkit.look.scripts import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.export.pptx import slots as lay
    from toolkit.export.pptx.text import Para, Run
    from toolkit.look.theme import Palette

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CODE_FACE = "Courier New"


class Writer:
    """Writes text in one palette and language. It holds what every call needs, and nothing that changes."""

    def __init__(self, palette: Palette, language: str) -> None:
        self.palette = palette
        self.language = language

    def paragraphs(self, text_frame: Any, paras: Sequence[Para], slot: lay.Slot) -> None:
        """Fill an empty text frame with ``paras``; ``slot`` tells which marks it gives by itself."""
        for place, para in enumerate(paras):
            target = text_frame.paragraphs[0] if place == 0 else text_frame.add_paragraph()
            if para.level:
                target.level = para.level
            _mark(target, para, slot)
            for run in para.runs:
                self.run(target, run)
            if not para.runs:
                target._p.get_or_add_endParaRPr().set("lang", self.language)  # noqa: SLF001  # no public door

    def run(self, target: Any, run: Run) -> None:
        """Add a run to a paragraph; a vertical tab breaks the line."""
        for place, text in enumerate(run.text.split("\v")):
            if place:
                target.add_line_break()
            for piece, language in stretches(text) if text else ():
                self._piece(target, run, piece, language)

    def _piece(self, target: Any, run: Run, text: str, language: str) -> None:
        """Text of one language, '' for the deck's; Chinese, Japanese and Korean have no italics."""
        made = target.add_run()
        made.text = text
        properties = made._r.get_or_add_rPr()  # noqa: SLF001  # python-pptx knows only some languages, and Latin faces
        properties.set("lang", language_tag(language) if language else self.language)
        made.font.bold = True if run.strong else None
        made.font.italic = True if run.emphasis and not language else None
        if run.code:
            made.font.name = _CODE_FACE
        if run.tone:
            self.colour(made.font.color, run.tone)
        if language:
            _add(properties, "ea", typeface=EAST_ASIAN_FACES[language])
        if run.href:
            made.hyperlink.address = run.href

    def colour(self, target: Any, name: str) -> None:
        """Give a colour of the palette, by its place in the theme where it has one."""
        from pptx.dml.color import RGBColor
        from pptx.enum.dml import MSO_THEME_COLOR as THEME

        places = {
            "ink": THEME.TEXT_1, "paper": THEME.BACKGROUND_1, "mist": THEME.BACKGROUND_2, "primary": THEME.ACCENT_1,
            "accent": THEME.ACCENT_2,
        }  # fmt: skip
        if name in places:
            target.theme_color = places[name]
        else:
            target.rgb = RGBColor.from_string(getattr(self.palette, name).lstrip("#").upper())


def set_size(text_frame: Any, size: float, before: float | None = None) -> None:
    """A size for the whole placeholder, not run by run: text typed later takes it too.

    With ``before``, also plain indents and space between paragraphs, which a notes page does not inherit everywhere.
    """
    from lxml import etree

    styles = text_frame._txBody.find(f"{{{DRAWING}}}lstStyle")  # noqa: SLF001  # list styles have no API
    for level in range(LEVELS):
        style = etree.SubElement(styles, f"{{{DRAWING}}}lvl{level + 1}pPr")
        if before is not None:
            style.set("marL", str(emu(LEVEL_INDENT) * level))
            style.set("indent", "0")
            space = etree.SubElement(style, f"{{{DRAWING}}}spcBef")
            etree.SubElement(space, f"{{{DRAWING}}}spcPct", {"val": str(round(before * 100_000))})
        etree.SubElement(style, f"{{{DRAWING}}}defRPr", {"sz": str(round(level_size(size, level) * 100))})


def _mark(target: Any, para: Para, slot: lay.Slot) -> None:
    """Bullets and numbers where the placeholder does not already have them, none where the text has none."""
    if para.mark == "slot" or (para.mark == "bullet" and slot.bullets):
        return
    properties = target._p.get_or_add_pPr()  # noqa: SLF001  # python-pptx has no bullet API
    step = emu(LEVEL_INDENT)
    if para.mark == "none":
        if slot.bullets or slot.hang:
            properties.set("marL", str(step * para.level))
            properties.set("indent", "0")
            _add(properties, "buNone")
        return
    hang = emu(NUMBER_HANG if para.mark == "number" else slot.hang or LEVEL_INDENT)
    properties.set("marL", str(hang + step * para.level))
    properties.set("indent", str(-hang))
    if para.mark == "number":
        _add(properties, "buFont", typeface="+mj-lt")
        numbered = {"startAt": str(para.start)} if para.start > 1 else {}
        _add(properties, "buAutoNum", type="arabicPeriod", **numbered)
    else:
        _add(properties, "buFont", typeface="Arial")
        _add(properties, "buChar", char="\u2022")


def _add(parent: Any, name: str, **attributes: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{DRAWING}}}{name}", attributes)
