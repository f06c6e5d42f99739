"""From grids, pictures and marks to shapes on a slide: native tables, whole pictures, a drawn tick, the footer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from toolkit.export.docx.pictures import shown_figure
from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.master import DECORATIVE, FOOTER_IDX, NUMBER_FIELD, NUMBER_IDX, emu, frame, next_id
from toolkit.export.pptx.tables import CELL_PAD, SMALLER, Grid, Lines
from toolkit.export.pptx.text import Run
from toolkit.export.pptx.theme import colour
from toolkit.export.pptx.write import DRAWING

if TYPE_CHECKING:
    from toolkit.export import document as d
    from toolkit.export.pptx.write import Writer

_NS = (
    f'xmlns:a="{DRAWING}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # 'No Style, No Grid': the look is in the cells
_TICK = 0.46  # inches
_LOGO = lay.Box(lay.RIGHT, 0.28, 2.4, 0.68)  # its right edge, and its most
_LOGO_PAD = 0.12


def put_picture(placeholder: Any, figure: d.Figure, box: lay.Box) -> None:
    """Whole, never cropped, centred in its place."""
    picture = placeholder.insert_picture(io.BytesIO(figure.data))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    wide, tall = picture.image.size
    scale = min(box.width / wide, box.height / tall)
    picture.width, picture.height = emu(wide * scale), emu(tall * scale)
    picture.left = emu(box.left + (box.width - wide * scale) / 2)
    picture.top = emu(box.top + (box.height - tall * scale) / 2)
    picture.element.nvPicPr.cNvPr.set("descr", figure.alt)  # python-pptx would leave the file name here


def put_logo(slide: Any, figure: d.Figure) -> None:
    """The logo of the host at the right of a title slide, on white, whatever colour the slide has."""
    from pptx.oxml import parse_xml

    known = shown_figure(figure)
    scale = min(_LOGO.width / known.width, _LOGO.height / known.height)
    wide, tall = known.width * scale, known.height * scale
    box = lay.Box(lay.RIGHT - wide - 2 * _LOGO_PAD, _LOGO.top, wide + 2 * _LOGO_PAD, tall + 2 * _LOGO_PAD)
    plate = (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{next_id(slide)}" name="Logo ground">{DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    ground = parse_xml(plate)
    slide.shapes.title.element.addnext(ground)
    place = emu(box.left + _LOGO_PAD), emu(box.top + _LOGO_PAD)
    picture = slide.shapes.add_picture(io.BytesIO(known.data), *place, emu(wide), emu(tall))
    ground.addnext(picture.element)  # it is read aloud where it stands, not after all that is below it
    picture.name = "Logo"
    picture.element.nvPicPr.cNvPr.set("descr", figure.alt)


def put_table(placeholder: Any, grid: Grid, writer: Writer) -> None:
    """A native table whose first row is flagged as its header."""
    graphic = placeholder.insert_table(rows=len(grid.rows) + 1, cols=len(grid.header))
    graphic.element.nvGraphicFramePr.cNvPr.set("descr", grid.label)
    graphic.height = emu(sum(grid.heights))
    table = graphic.table
    table.first_row, table.horz_banding = True, False
    style = table._tbl.tblPr.find(f"{{{DRAWING}}}tableStyleId")  # noqa: SLF001  # table styles have no API
    style.text = _NO_STYLE
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = emu(width)
    for row, height in zip(table.rows, grid.heights, strict=True):
        row.height = emu(height)
    for place, head in enumerate(grid.header):
        cell = table.cell(0, place)
        _write_cell(cell, ((Run(head, strong=True, tone="paper"),),), [grid.size - SMALLER], writer)
        _style_cell(cell, "primary", writer)
    for down, row in enumerate(grid.rows, start=1):
        for place, lines in enumerate(row):
            cell = table.cell(down, place)
            _write_cell(cell, lines, grid.sizes(place, lines), writer)
            _style_cell(cell, "", writer)


def _write_cell(cell: Any, lines: Lines, sizes: list[float], writer: Writer) -> None:
    from pptx.util import Pt

    for place, (runs, size) in enumerate(zip(lines, sizes, strict=True)):
        target = cell.text_frame.paragraphs[0] if place == 0 else cell.text_frame.add_paragraph()
        for run in runs:
            writer.run(target, run)
        for made in target.runs:
            made.font.size = Pt(size)


def _style_cell(cell: Any, fill: str, writer: Writer) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.oxml import parse_xml

    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = emu(CELL_PAD[0])
    cell.margin_top = cell.margin_bottom = emu(CELL_PAD[1])
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # cells have no border API
    line = f"<a:solidFill>{colour('line', writer.palette)}</a:solidFill>"
    properties.append(parse_xml(f'<a:lnB {_NS} w="9525">{line}</a:lnB>'))
    shade = f"<a:solidFill {_NS}>{colour(fill, writer.palette)}</a:solidFill>" if fill else f"<a:noFill {_NS}/>"
    properties.append(parse_xml(shade))


def put_tick(slide: Any, placed: Any, card: lay.Box, writer: Writer, description: str) -> None:
    """A white disc with a tick at the end of a card: drawn, because the office face has no such character; read aloud right after ``placed``, the card's text."""
    from pptx.oxml import parse_xml

    disc = lay.Box(card.left + card.width - _TICK - 0.22, card.top + (card.height - _TICK) / 2, _TICK, _TICK)
    mark = lay.Box(disc.left + 0.12, disc.top + 0.145, 0.22, 0.17)
    first = next_id(slide)
    whole = frame(disc)
    inner = whole.replace("</a:xfrm>", whole[len("<a:xfrm>") :].replace("a:off", "a:chOff").replace("a:ext", "a:chExt"))
    stroke = (
        f'<a:ln w="38100" cap="rnd"><a:solidFill>{colour("primary", writer.palette)}</a:solidFill><a:round/></a:ln>'
    )
    path = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        '<a:path w="22" h="17" fill="none"><a:moveTo><a:pt x="0" y="9"/></a:moveTo><a:lnTo><a:pt x="8" y="17"/></a:lnTo>'
        '<a:lnTo><a:pt x="22" y="0"/></a:lnTo></a:path></a:pathLst></a:custGeom><a:noFill/>'
    )
    round_ = (
        f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:solidFill>{colour("paper", writer.palette)}</a:solidFill>'
        "<a:ln><a:noFill/></a:ln>"
    )
    group = parse_xml(
        f'<p:grpSp {_NS}><p:nvGrpSpPr><p:cNvPr id="{first}" name="Tick"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{inner}</p:grpSpPr>{_drawn(first + 1, 'Disc', whole + round_)}"
        f"{_drawn(first + 2, 'Mark', frame(mark) + path + stroke)}</p:grpSp>"
    )
    group.xpath("./p:nvGrpSpPr/p:cNvPr")[0].set("descr", description)
    placed.element.addnext(group)


def _drawn(shape_id: int, name: str, properties: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{properties}</p:spPr></p:sp>"
    )


def put_footer(slide: Any, footer: str, number: int, writer: Writer) -> None:
    """Footer and slide number as placeholders of the layout, so that Header & Footer in PowerPoint finds them."""
    from pptx.oxml import parse_xml

    field = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="{writer.language}"/><a:t>{number}</a:t></a:fld>'
    kinds = (("ftr", FOOTER_IDX, "Footer", ""), ("sldNum", NUMBER_IDX, "Slide Number", field))
    for kind, idx, name, content in kinds:
        shape_id = next_id(slide)
        shape = parse_xml(
            f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name} Placeholder {shape_id}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr>'
            f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>"
        )
        slide.shapes.element.append(shape)
    placed = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == FOOTER_IDX)
    writer.run(placed.text_frame.paragraphs[0], Run(footer))
