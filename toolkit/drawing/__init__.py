"""A picture's data and a width in, a drawing free of any format out. Text in it never gets smaller to fit: the sheet grows."""

from __future__ import annotations

from toolkit.drawing.cycle import draw_cycle
from toolkit.drawing.lettering import Pen
from toolkit.drawing.rings import draw_rings
from toolkit.drawing.shapes import Drawing, Words
from toolkit.drawing.steps import draw_steps
from toolkit.drawing.timeline import draw_timeline
from toolkit.look.measure import Measure, printed_width
from toolkit.model.diagram import Cycle, Picture, Rings, Steps, Timeline

SLIDE = (1130.0, 470.0)
"""Room for a drawing on a slide of 1280 by 720, in pixels."""
_NARROWEST, _WIDEST, _STEP = 420, 760, 20


def draw(picture: Picture, width: float, measure: Measure = printed_width) -> Drawing:
    """``picture`` on a sheet ``width`` points wide, as high as it needs to be."""
    pen = Pen(measure)
    match picture:
        case Timeline():
            return draw_timeline(picture, width, pen)
        case Cycle():
            return draw_cycle(picture, width, pen)
        case Rings():
            return draw_rings(picture, width, pen)
        case Steps():
            return draw_steps(picture, width, pen)


def draw_for(picture: Picture, width: float, height: float, measure: Measure = printed_width) -> Drawing:
    """``picture`` on the sheet that can be shown largest in a room of ``width`` by ``height``, in any unit."""
    tried = (draw(picture, points, measure) for points in range(_NARROWEST, _WIDEST + 1, _STEP))
    return max(tried, key=lambda sheet: min(width / sheet.width, height / sheet.height))


def smallest_on_slide(picture: Picture) -> float:
    """Size of its smallest text on a slide, in pixels: there, the sheet that grew is scaled to the room."""
    sheet = draw_for(picture, *SLIDE)
    size = min(mark.size for mark in sheet.marks if isinstance(mark, Words))
    return size * min(SLIDE[0] / sheet.width, SLIDE[1] / sheet.height)
