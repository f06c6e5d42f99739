"""From Pages to slides: each text into its placeholder, and links between slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.drawing import put_diagram
from toolkit.export.pptx.layouts import DIAGRAM_BOX, sheets
from toolkit.export.pptx.master import DECORATIVE
from toolkit.export.pptx.notes import TEXT_SLOT
from toolkit.export.pptx.page import Filled, Page, size_in, sizes_on
from toolkit.export.pptx.shapes import put_footer, put_picture, put_table, put_tick
from toolkit.export.pptx.write import set_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.export.pptx.text import Para
    from toolkit.export.pptx.write import Writer
    from toolkit.messages import Messages

_PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"


def fill_slide(slide: Any, page: Page, title: Para, writer: Writer, words: Messages) -> None:
    """Put ``page`` on ``slide``; placeholders that stay empty are taken away."""
    sheet = sheets()[page.sheet]
    sizes = sizes_on(page)
    texts = {item.idx: item for item in (Filled(lay.TITLE, (title,)), *page.filled)}
    for shape in list(slide.placeholders):
        idx = shape.placeholder_format.idx
        if idx == lay.TABLE and page.grid:
            put_table(shape, page.grid, writer)
        elif idx == lay.PICTURE and page.figure:
            put_picture(shape, page.figure, sheet.slot(idx).box)
        elif idx in texts:
            _fill_text(shape, texts[idx], sheet.slot(idx), writer)
            size = sizes.get(idx, size_in(sheet.slot(idx), texts[idx].paras))
            if size != sheet.slot(idx).sizes[0]:
                set_size(shape.text_frame, size)
        else:
            shape.element.getparent().remove(shape.element)
    if page.diagram:
        put_diagram(slide, page.diagram, DIAGRAM_BOX, writer)
    right = {item.idx for item in page.filled if item.right}
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx in right:
            put_tick(slide, shape, sheet.slot(shape.placeholder_format.idx).box, writer, words("pptx.right-answer"))


def add_footer(slide: Any, page: Page, footer: str, number: int, writer: Writer) -> None:
    """Footer and number, where the layout has a place for them."""
    if not sheets()[page.sheet].plain:
        put_footer(slide, footer, number, writer)


def fill_notes(slide: Any, paras: Sequence[Para], writer: Writer) -> None:
    """The notes page, in a size at which all of it is on the page."""
    from pptx.oxml import parse_xml

    frame = slide.notes_slide.notes_text_frame
    writer.paragraphs(frame, paras, TEXT_SLOT)
    set_size(frame, size_in(TEXT_SLOT, paras), before=TEXT_SLOT.before)
    for shape in slide.notes_slide.placeholders:
        if shape.element.ph.get("type") == "sldImg":
            shape.element.nvSpPr.cNvPr.append(parse_xml(DECORATIVE))


def link_slides(slide: Any, page: Page, targets: dict[str, Any]) -> None:
    """Make each placeholder that leads somewhere a link to that slide."""
    wanted = {item.idx: item.to for item in page.filled if item.to}
    for shape in slide.placeholders:
        anchor = wanted.get(shape.placeholder_format.idx)
        if anchor is not None:
            shape.click_action.target_slide = targets[anchor]


def keep_off_the_straight_run(slide: Any) -> None:
    """Hide a scene from the run of slides and let no stray click leave it: only its choices lead on."""
    from pptx.oxml import parse_xml

    slide.element.set("show", "0")
    transition = parse_xml(f'<p:transition xmlns:p="{_PRESENTATION}" advClick="0"/>')
    slide.element.find("{*}clrMapOvr").addnext(transition)


def _fill_text(shape: Any, item: Filled, slot: lay.Slot, writer: Writer) -> None:
    writer.paragraphs(shape.text_frame, item.paras, slot)
    if item.right:
        shape.fill.solid()
        writer.colour(shape.fill.fore_color, "primary")
