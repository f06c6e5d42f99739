"""A figure or a diagram in, a picture that every Word can show out, with its size: what Word cannot read is drawn anew as PNG."""

from __future__ import annotations

import io
from dataclasses import dataclass

from toolkit.errors import ToolkitError
from toolkit.export import document as d
from toolkit.export.diagrams import described, printed
from toolkit.export.docx.xml import Attributes, Xml, tag
from toolkit.export.pdf.typeset import draw_png
from toolkit.export.pictures import refuse_outside
from toolkit.look.theme import Palette

EMU = 635
"""In a twip."""
_INCH = 1440
_DRAWN = 288  # pixels to an inch of a drawing: three for each of its own
_SCREEN = 96
_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture's file, its ending, its own size in twips, and the words that stand for it."""

    data: bytes
    suffix: str
    width: int
    height: int
    told: str
    title: str = ""

    def within(self, width: int, height: int) -> tuple[int, int]:
        """Its size where there is no more room than that."""
        scale = min(1.0, width / self.width, height / self.height)
        return round(self.width * scale), round(self.height * scale)


def shown_figure(figure: d.Figure) -> Shown:
    """A picture file. Raises UsageError for one that reaches outside, and ToolkitError for one that cannot be read."""
    refuse_outside(figure)
    if figure.media_type in _SUFFIX:
        return _measured(figure.data, _SUFFIX[figure.media_type], _SCREEN, figure.alt)
    kind = "svg" if figure.media_type == "image/svg+xml" else "webp"
    return _measured(draw_png(figure.data, kind, figure.alt, _DRAWN), "png", _DRAWN, figure.alt)


def shown_diagram(diagram: d.Diagram, palette: Palette) -> Shown:
    """A drawing in our own font, as no Word draws text in a picture the same way twice."""
    data = draw_png(printed(diagram, palette), "svg", diagram.title, _DRAWN)
    return _measured(data, "png", _DRAWN * 72 // _SCREEN, described(diagram), diagram.title)  # its unit is the point


def _measured(data: bytes, suffix: str, density: int, told: str, title: str = "") -> Shown:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            wide, tall = picture.size
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ToolkitError(f"The picture “{told}” cannot be read: {error}. Save it again.") from error
    return Shown(data, suffix, round(wide * _INCH / density), round(tall * _INCH / density), told, title)


def picture_xml(shown: Shown, relation: str, number: int, name: str, room: tuple[int, int]) -> Xml:
    """The picture in a line of text. ``name`` is what Word's list of objects calls it; its meaning is in the description."""
    wide, tall = (side * EMU for side in shown.within(*room))
    extent = {"cx": wide, "cy": tall}
    about: Attributes = {"id": number, "name": name, "descr": shown.told}
    about |= {"title": shown.title} if shown.title else {}
    fill = tag("pic:blipFill", None, tag("a:blip", {"r:embed": relation}), tag("a:stretch", None, tag("a:fillRect")))
    frame = tag("a:xfrm", None, tag("a:off", {"x": 0, "y": 0}), tag("a:ext", extent))
    shape = tag("pic:spPr", None, frame, tag("a:prstGeom", {"prst": "rect"}, tag("a:avLst")))
    same = tag("pic:cNvPr", {"id": number, "name": name, "descr": shown.told})
    picture = tag("pic:pic", None, tag("pic:nvPicPr", None, same, tag("pic:cNvPicPr")), fill, shape)
    graphic = tag("a:graphic", None, tag("a:graphicData", {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"}, picture))
    locks = tag("wp:cNvGraphicFramePr", None, tag("a:graphicFrameLocks", {"noChangeAspect": 1}))
    flat = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
    inline = tag("wp:inline", flat, tag("wp:extent", extent), tag("wp:docPr", about), locks, graphic)
    return tag("w:r", None, tag("w:drawing", None, inline))
