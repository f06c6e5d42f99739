"""A drawing in, one group of native shapes on a slide out: it can be edited, recoloured with the theme, and heard as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from toolkit.drawing.shapes import Box, Drawing, Path, Words
from toolkit.export.diagrams import described, for_frame
from toolkit.export.office import EAST_ASIAN_FACES, language_tag
from toolkit.export.pptx.fit import text_width
from toolkit.export.pptx.master import emu, next_id
from toolkit.export.pptx.theme import colour
from toolkit.look.scripts import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.drawing.shapes import Mark, Tone
    from toolkit.export import document as d
    from toolkit.export.pptx import slots as lay
    from toolkit.export.pptx.write import Writer
    from toolkit.look.measure import Measure

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_POINTS = 72  # in an inch
_LARGEST = 2.0  # times the size that text has on paper; larger looks like shouting
_READABLE = 12.0  # points; the audit of a finished deck asks for them
_MOST_GROWN = 2.0  # times; a drawing with so much text that it would take more cannot be read however it is set
_MOST_RAISED = 1.15  # times: a line has no room for more
_BASELINE = 0.8  # of a line of exact height: where office programs set the letters' foot
_SMALLEST = 100  # hundredths of a point; a file with smaller text counts as damaged
_ROUNDEST = 50_000  # of a side, as the format counts


def put_diagram(slide: Any, diagram: d.Diagram, box: lay.Box, writer: Writer) -> None:
    """Draw ``diagram`` in the middle of ``box``, as large as it can be shown."""
    from pptx.oxml import parse_xml

    drawing, scale = _fitted(diagram, box, text_width)
    least = _READABLE / scale
    small = min((mark.size for mark in drawing.marks if isinstance(mark, Words)), default=least)
    if small < least < small * _MOST_GROWN:
        # Small text gets the room that it will take, so that it can be set larger than its drawing has it.
        drawing, scale = _fitted(diagram, box, lambda text, size, *, bold=False: text_width(text, max(size, least), bold=bold))
    wide, tall = drawing.width * scale / _POINTS, drawing.height * scale / _POINTS
    left, top = box.left + (box.width - wide) / 2, box.top + max(0.0, min((box.height - tall) / 2, 0.35))
    shapes = _Shapes(scale, left, top, writer, first=next_id(slide) + 1)
    frame = f'<a:off x="{emu(left)}" y="{emu(top)}"/><a:ext cx="{emu(wide)}" cy="{emu(tall)}"/>'
    group = parse_xml(
        f'<p:grpSp {_NS}><p:nvGrpSpPr><p:cNvPr id="{shapes.first - 1}" name={quoteattr(diagram.title)}/><p:cNvGrpSpPr/><p:nvPr/>'
        f'</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{frame}{frame.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")}</a:xfrm>'
        f"</p:grpSpPr>{''.join(shapes.all(drawing))}</p:grpSp>"
    )
    group.xpath("./p:nvGrpSpPr/p:cNvPr")[0].set("descr", described(diagram))
    slide.shapes.element.append(group)


def _fitted(diagram: d.Diagram, box: lay.Box, measure: Measure) -> tuple[Drawing, float]:
    """The drawing, and how many times larger it is shown."""
    drawing = for_frame(diagram, box.width, box.height, measure)
    return drawing, min(box.width * _POINTS / drawing.width, box.height * _POINTS / drawing.height, _LARGEST)


class _Shapes:
    """Marks of one drawing as shapes, at their places on the slide."""

    def __init__(self, scale: float, left: float, top: float, writer: Writer, *, first: int) -> None:
        self._scale, self._left, self._top = scale, left, top
        self._writer = writer
        self.first = first

    def all(self, drawing: Drawing) -> Iterator[str]:
        for number, mark in enumerate(drawing.marks):
            yield self._shape(mark, self.first + number)

    def _shape(self, mark: Mark, number: int) -> str:
        match mark:
            case Box():
                return _shape(number, "Box", self._frame(mark.left, mark.top, mark.width, mark.height) + self._box(mark))
            case Path():
                return self._path(mark, number)
            case Words():
                return self._words(mark, number)

    def _frame(self, left: float, top: float, width: float, height: float, turn: str = "") -> str:
        inches = self._scale / _POINTS
        return (
            f'<a:xfrm{turn}><a:off x="{emu(self._left + left * inches)}" y="{emu(self._top + top * inches)}"/>'
            f'<a:ext cx="{emu(width * inches)}" cy="{emu(height * inches)}"/></a:xfrm>'
        )

    def _box(self, box: Box) -> str:
        share = min(_ROUNDEST, round(box.radius / max(min(box.width, box.height), 0.1) * 100_000))
        form = (
            f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
            if share
            else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
        fill = f"<a:solidFill>{self._colour(box.fill)}</a:solidFill>" if box.fill else "<a:noFill/>"
        edge = self._line(box.edge, box.weight, dashed=box.dashed) if box.edge else "<a:ln><a:noFill/></a:ln>"
        return f"{form}{fill}{edge}"

    def _line(self, tone: Tone, weight: float, ends: str = "", *, dashed: bool) -> str:
        dashes = '<a:prstDash val="dash"/>' if dashed else ""
        return (
            f'<a:ln w="{round(weight * self._scale * 12_700)}"><a:solidFill>{self._colour(tone)}</a:solidFill>'
            f"{dashes}<a:round/>{ends}</a:ln>"
        )

    def _path(self, path: Path, number: int) -> str:
        xs, ys = [x for x, _ in path.points], [y for _, y in path.points]
        left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
        ends = ('<a:headEnd type="triangle"/>' if path.both_ways else "") + ('<a:tailEnd type="triangle"/>' if path.arrow else "")
        line = self._line(path.edge, path.weight, ends, dashed=path.dashed)
        if len(path.points) == 2:  # noqa: PLR2004  # a straight line has a form of its own
            turn = (' flipH="1"' if xs[1] < xs[0] else "") + (' flipV="1"' if ys[1] < ys[0] else "")
            form = '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            return _shape(number, "Line", self._frame(left, top, width, height, turn) + form + line)
        points = [f'<a:pt x="{round((x - left) * 100)}" y="{round((y - top) * 100)}"/>' for x, y in path.points]
        steps = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
        form = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{round(width * 100)}" h="{round(height * 100)}" fill="none"><a:moveTo>{points[0]}</a:moveTo>{steps}'
            "</a:path></a:pathLst></a:custGeom><a:noFill/>"
        )
        return _shape(number, "Line", self._frame(left, top, width, height) + form + line)

    def _words(self, words: Words, number: int) -> str:
        """Lines as the drawing breaks them, in a frame that never breaks them again."""
        size, leading = self._size(words.size), words.leading * self._scale
        left = words.at - {"start": 0.0, "middle": words.width / 2, "end": words.width}[words.anchor]
        top = words.baseline - words.leading * _BASELINE
        frame = self._frame(left, top, words.width, words.leading * len(words.lines))
        align = {"start": "l", "middle": "ctr", "end": "r"}[words.anchor]
        sized = f'sz="{max(_SMALLEST, round(size * 100))}" b="{int(words.bold)}"><a:solidFill>{self._colour(words.tone)}</a:solidFill>'

        def runs(line: str) -> str:
            return "".join(
                f'<a:r><a:rPr lang="{language_tag(language) or self._writer.language}" {sized}'
                + (f'<a:ea typeface="{EAST_ASIAN_FACES[language]}"/>' if language else "")
                + f"</a:rPr><a:t>{escape(piece)}</a:t></a:r>"
                for piece, language in stretches(line)
            )

        form = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        spacing = f'<a:lnSpc><a:spcPts val="{round(leading * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        lines = "".join(
            f'<a:p><a:pPr algn="{align}">{spacing}</a:pPr>{runs(line)}</a:p>'
            for line in words.lines
        )
        body = '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        return _shape(number, "Text", frame + form, f"<p:txBody>{body}{lines}</p:txBody>")

    def _size(self, size: float) -> float:
        """As large as the drawing has it, or large enough to be read where only little is lacking."""
        return max(size * self._scale, min(_READABLE, size * self._scale * _MOST_RAISED))

    def _colour(self, tone: Tone) -> str:
        return colour(tone, self._writer.palette)


def _shape(number: int, name: str, properties: str, text: str = "") -> str:
    kind = '<p:cNvSpPr txBox="1"/>' if text else "<p:cNvSpPr/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/>{kind}<p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{properties}</p:spPr>{text}</p:sp>"
    )
