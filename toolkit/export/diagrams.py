"""A diagram of the document in, its drawing to a format's own measure out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from toolkit.drawing import SLIDE, draw, draw_for
from toolkit.drawing.svg import Lettering, in_colours, in_properties, live_text, stretched_text, to_svg
from toolkit.export.markup import Html, element, join
from toolkit.export.typography import typographic
from toolkit.look.measure import Measure, printed_width
from toolkit.model.diagram import Picture

if TYPE_CHECKING:
    from toolkit.drawing.shapes import Drawing
    from toolkit.export import document as d
    from toolkit.look.theme import Palette

PAPER = 468.0  # points: the text of a Letter page
SCREEN, PHONE = 500.0, 232.0  # points; a page shows the one that its own width can carry


def printed(diagram: d.Diagram, palette: Palette) -> bytes:
    """SVG for paper. Its text is text, in the font that the PDF embeds."""
    return to_svg(draw(_polished(diagram.picture), PAPER), in_colours(asdict(palette)), live_text).encode()


def projected(diagram: d.Diagram, palette: Palette) -> bytes:
    """SVG for a slide that is a page: the drawing as large as a slide can show it."""
    return to_svg(draw_for(_polished(diagram.picture), *SLIDE), in_colours(asdict(palette)), live_text).encode()


def described(diagram: d.Diagram) -> str:
    """What the picture means, and after it all that it holds, for files that have nowhere to fold it away."""
    lines = ("".join(span.text for block in item for span in getattr(block, "text", ())) for item in diagram.told.items)
    return typographic(" ".join((diagram.alt, *lines)))


def on_page(diagram: d.Diagram) -> Html:
    """The drawing twice, for a wide and for a narrow page; the page's style shows one of them. Such a page brings no font along."""
    picture = _polished(diagram.picture)
    return _two(draw(picture, SCREEN), draw(picture, PHONE), diagram.alt, stretched_text)


def on_slide(diagram: d.Diagram) -> Html:
    """The drawing as large as a slide can show it, and the one for a narrow screen; the deck's style shows one of them."""
    picture = _polished(diagram.picture)
    return _two(draw_for(picture, *SLIDE), draw(picture, PHONE), diagram.alt, live_text)


def for_frame(diagram: d.Diagram, width: float, height: float, measure: Measure = printed_width) -> Drawing:
    """The drawing for a frame of a slide, by the widths of another face."""
    return draw_for(_polished(diagram.picture), width, height, measure)


def _two(wide: Drawing, narrow: Drawing, alt: str, text: Lettering) -> Html:
    return join(_inline(wide, alt, "drawn wide", text), _inline(narrow, alt, "drawn narrow", text))


def _inline(drawing: Drawing, alt: str, kind: str, text: Lettering) -> Html:
    # ``role=img`` makes one picture of it: its text is told in the list below, in an order that can be read.
    label = element("svg", role="img", aria_label=typographic(alt), class_=kind).removeprefix("<svg").partition(">")[0]
    return Html(to_svg(drawing, in_properties, text, attributes=label))


def _polished(picture: Picture) -> Picture:
    """``picture`` with printers' punctuation."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return typographic(value)
        if isinstance(value, dict):
            return {key: item if key == "kind" else walk(item) for key, item in value.items()}
        return [walk(item) for item in value] if isinstance(value, list) else value

    return type(picture).model_validate(walk(picture.model_dump(mode="json")))
