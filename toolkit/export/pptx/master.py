"""From a Theme to an empty presentation with our own master, theme and layouts, each layout named by its purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.fit import LEVEL_INDENT, level_size
from toolkit.export.pptx.layouts import sheets
from toolkit.export.pptx.theme import colour, themed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.look.theme import Palette, Theme
    from toolkit.messages import Messages

EMU = 914_400  # in an inch
LEVELS = 5
FOOTER_IDX, NUMBER_IDX = 90, 91
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
DECORATIVE = (
    f'<a:extLst {_NS}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def emu(inches: float) -> int:
    """Inches as PowerPoint counts them."""
    return round(inches * EMU)


def next_id(slide: Any) -> int:
    """A shape id that is free on ``slide``."""
    return max(int(found) for found in slide.shapes.element.xpath("//p:cNvPr/@id")) + 1


def frame(box: lay.Box) -> str:
    """Position and size of a box, as XML."""
    return (
        f'<a:xfrm><a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )


def empty_presentation(theme: Theme, words: Messages, used: Sequence[str], footer: str) -> tuple[Any, dict[str, Any]]:
    """A presentation without slides, and its layouts by key.

    Layouts that come in a family (by number of cards or columns) are there only
    when ``used`` names them; the others always, for whoever adds a slide later.
    The footer stands on the layouts too, so that a new slide has it.
    """
    from pptx import Presentation

    prs = Presentation()
    prs.slide_width, prs.slide_height = emu(lay.WIDTH), emu(lay.HEIGHT)
    prs.element.find(".//{*}sldSz").attrib.pop("type", None)
    for layout in list(prs.slide_layouts):
        prs.slide_layouts.remove(layout)
    _restyle_master(prs.slide_master, theme, words)
    _recolour(prs.slide_master.part, theme)
    layouts = {
        key: _add_layout(prs, sheet, theme, words) for key, sheet in sheets().items() if not sheet.count or key in used
    }
    for owner in (prs.slide_master, *layouts.values()):
        for shape in owner.placeholders:
            if shape.element.ph.get("type") == "ftr":
                shape.text_frame.text = footer
    return prs, layouts


def _recolour(master_part: Any, theme: Theme) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = master_part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part.blob = themed(part.blob, theme)


def _restyle_master(master: Any, theme: Theme, words: Messages) -> None:
    from pptx.oxml import parse_xml

    title = lay.Slot(lay.TITLE, "title", lay.Box(lay.LEFT, 0.84, lay.FULL, 1.15), (32,), "primary", bold=True)
    body = sheets()["points"].slot(lay.BODY)
    shapes = (
        *_decoration(theme.palette),
        _placeholder(2, title, theme.palette, words("pptx.prompt-title"), ""),
        _placeholder(3, body, theme.palette, words("pptx.prompt-text"), ' idx="1"'),
        *_footers(4, theme.palette, (3, 4)),
    )
    tree = master.element.find(".//{*}spTree")
    for old in list(tree)[2:]:
        tree.remove(old)
    for xml in shapes:
        tree.append(parse_xml(xml))
    styles = master.element.find("{*}txStyles")
    styles.getparent().replace(styles, parse_xml(_text_styles(title, body, theme.palette)))


def _text_styles(title: lay.Slot, body: lay.Slot, palette: Palette) -> str:
    other = lay.Slot(99, "body", body.box, (18,))
    return (
        f"<p:txStyles {_NS}><p:titleStyle>{_levels(title, palette, 1, '+mj-lt')}</p:titleStyle>"
        f"<p:bodyStyle>{_levels(body, palette)}</p:bodyStyle>"
        f"<p:otherStyle>{_levels(other, palette)}</p:otherStyle></p:txStyles>"
    )


def _levels(slot: lay.Slot, palette: Palette, levels: int = LEVELS, face: str = "+mn-lt") -> str:
    """Paragraph styles of a placeholder, one for each list level."""
    bullet = f'<a:buClr>{colour("accent", palette)}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>'
    before = round(slot.before * 100_000) if slot.kind == "body" else 0
    spacing = round(slot.leading * 100_000)
    out = []
    for level in range(levels):
        hang = emu(slot.hang if level == 0 else LEVEL_INDENT)
        size = round(level_size(slot.sizes[0], level) * 100)
        left = emu(slot.hang) + emu(LEVEL_INDENT) * level if slot.hang or level else 0
        mark = bullet if slot.bullets else "<a:buNone/>"
        out.append(
            f'<a:lvl{level + 1}pPr marL="{left}" indent="{-hang}" algn="{slot.align}" defTabSz="914400" rtl="0" '
            f'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="{spacing}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPct val="{before}"/></a:spcBef>{mark}'
            f'<a:defRPr sz="{size}" b="{int(slot.bold)}" kern="1200"><a:solidFill>{colour(slot.tone, palette)}</a:solidFill>'
            f'<a:latin typeface="{face}"/><a:ea typeface="{face[:4]}ea"/><a:cs typeface="{face[:4]}cs"/></a:defRPr>'
            f"</a:lvl{level + 1}pPr>"
        )
    return "".join(out)


def _placeholder(shape_id: int, slot: lay.Slot, palette: Palette, prompt: str, idx: str | None = None) -> str:
    left, top, right, bottom = (emu(side) for side in slot.inset)
    attributes = f' idx="{slot.idx}"' if slot.idx else ""
    prompted = "" if idx is not None else ' hasCustomPrompt="1"'
    fill = f"<a:solidFill>{colour(slot.fill, palette)}</a:solidFill>" if slot.fill else ""
    edge = f'<a:ln w="12700"><a:solidFill>{colour(slot.edge, palette)}</a:solidFill></a:ln>' if slot.edge else ""
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    levels = LEVELS if slot.kind in {"body", "subTitle"} else 1
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{shape_id}" name={quoteattr(f"{prompt} {slot.idx}")}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{slot.kind}"{attributes if idx is None else idx}{prompted}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{frame(slot.box)}{shape}{fill}{edge}</p:spPr>"
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'anchor="{slot.anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_levels(slot, palette, levels, '+mj-lt' if 'itle' in slot.kind else '+mn-lt')}</a:lstStyle>"
        f"<a:p><a:r><a:rPr/><a:t>{escape(prompt)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _panel(shape_id: int, panel: lay.Panel, palette: Palette) -> str:
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{shape_id}" name="Panel {shape_id}">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(panel.box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{colour(panel.fill, palette)}</a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _decoration(palette: Palette) -> tuple[str, ...]:
    """The thin band at the left edge and the hairline above the footer."""
    band = lay.Panel(lay.Box(0, 0, 0.2, lay.HEIGHT), "primary")
    rule = lay.Panel(lay.Box(lay.LEFT, 6.92, lay.FULL, 0.012), "line")
    return _panel(20, band, palette), _panel(21, rule, palette)


def _footers(first_id: int, palette: Palette, idxs: tuple[int, int]) -> tuple[str, str]:
    boxes = (lay.Box(lay.LEFT, 7.0, 9.6, 0.3), lay.Box(lay.RIGHT - 1.4, 7.0, 1.4, 0.3))
    kinds = (("ftr", "Footer", "l"), ("sldNum", "Slide Number", "r"))
    texts = (
        "<a:endParaRPr/>",
        f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr/><a:t>&#8249;#&#8250;</a:t></a:fld>',
    )
    made = []
    for place, (kind, name, align) in enumerate(kinds):
        made.append(
            f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{first_id + place}" name="{name} Placeholder"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idxs[place]}"/></p:nvPr>'
            f'</p:nvSpPr><p:spPr>{frame(boxes[place])}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle><a:lvl1pPr algn="{align}">'
            f'<a:defRPr sz="1100"><a:solidFill>{colour("muted", palette)}</a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
            f"<a:p>{texts[place]}</a:p></p:txBody></p:sp>"
        )
    return made[0], made[1]


NUMBER_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


def _add_layout(prs: Any, sheet: lay.Sheet, theme: Theme, words: Messages) -> Any:
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml
    from pptx.parts.slide import SlideLayoutPart

    master = prs.slide_master
    ids = master.element.get_or_add_sldLayoutIdLst()
    number = len(ids) + 1
    part = SlideLayoutPart(
        PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml"), CONTENT_TYPE.PML_SLIDE_LAYOUT, prs.part.package,
        parse_xml(_layout_xml(sheet, theme.palette, words)),
    )  # fmt: skip
    part.relate_to(master.part, RELATIONSHIP_TYPE.SLIDE_MASTER)
    entry = parse_xml(
        f'<p:sldLayoutId {_NS} id="{2_147_483_648 + number}" '
        f'r:id="{master.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)}"/>'
    )
    ids.append(entry)
    return part.slide_layout


def _layout_xml(sheet: lay.Sheet, palette: Palette, words: Messages) -> str:
    name = words(f"pptx.layout-{sheet.name}", count=sheet.count)
    panels = [_panel(100 + place, panel, palette) for place, panel in enumerate(sheet.panels)]
    slots = [
        _placeholder(2 + place, slot, palette, words(f"pptx.prompt-{_prompt(slot)}"))
        for place, slot in enumerate(sheet.slots)
    ]
    footers = () if sheet.plain else _footers(80, palette, (FOOTER_IDX, NUMBER_IDX))
    shown = ' showMasterSp="0"' if sheet.plain else ""
    return (
        f'<p:sldLayout {_NS}{shown} preserve="1" userDrawn="1"><p:cSld name={quoteattr(name)}><p:spTree>{_TREE}'
        f"{''.join((*panels, *slots, *footers))}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _prompt(slot: lay.Slot) -> str:
    if slot.kind in {"title", "ctrTitle"}:
        return "title"
    return {"tbl": "table", "pic": "picture"}.get(slot.kind, "text")
