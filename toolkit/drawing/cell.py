"""A diagram with its text resolved in, what a notebook shows of it out: a picture that is part of the text, and words."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from html import escape

from toolkit.drawing import draw
from toolkit.drawing.svg import in_colours, stretched_text, to_svg
from toolkit.drawing.told import is_ordered, sentences, told
from toolkit.look.theme import DEFAULT
from toolkit.messages import Messages
from toolkit.model.as_typed import as_typed
from toolkit.model.diagram import Diagram

ADDRESS = "data:image/svg+xml;base64,"
"""How the picture's own address begins. JupyterLab shows no SVG from a cell's attachments, but any that stands in a text."""
_WIDTH = 520.0  # points: as much as a sheet of a notebook shows without making text small
_SHOWN = 720  # pixels


def markdown(diagram: Diagram, cited: str, words: Messages) -> str:
    """The picture, its title and note with the sources ``cited``, and all of it in words to fold out."""
    caption = " ".join(part for part in (f"**{as_typed(sentences(diagram.title))}**", (diagram.note or "").strip()) if part)
    mark = "1." if is_ordered(diagram.picture) else "-"
    lines = "\n".join(f"{mark} {as_typed(line)}" for line in told(diagram.picture, words))
    folded = f"<details><summary>{words('diagram.in-words')}</summary>\n\n{lines}\n\n</details>"
    return f"{_picture(diagram)}\n\n{caption}{cited}\n\n{folded}"


def _picture(diagram: Diagram) -> str:
    """On paper of its own, so that it reads on a dark screen too."""
    drawn = to_svg(draw(diagram.picture, _WIDTH), in_colours(asdict(DEFAULT.palette)), stretched_text, background="paper")
    alt = escape(" ".join(diagram.alt.split()))
    return f'<img alt="{alt}" width="{_SHOWN}" src="{ADDRESS}{b64encode(drawn.encode()).decode("ascii")}">'
