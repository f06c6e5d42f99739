"""A diagram with its text resolved in, the Markdown and the picture that a notebook shows of it out."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict

from toolkit.drawing import draw
from toolkit.drawing.svg import in_colours, outlines, to_svg
from toolkit.drawing.told import is_ordered, told
from toolkit.look.theme import DEFAULT
from toolkit.messages import Messages
from toolkit.model.diagram import Diagram

MEDIA_TYPE = "image/svg+xml"
_WIDTH = 520.0  # points: as much as a sheet of a notebook shows without making text small


def attachments(diagram: Diagram) -> dict[str, dict[str, str]]:
    """The picture as a cell carries it inside itself: on paper of its own, so that it reads on a dark screen too."""
    colours = in_colours(asdict(DEFAULT.palette))
    drawn = to_svg(draw(diagram.picture, _WIDTH), colours, outlines, background="paper")
    return {_name(diagram): {MEDIA_TYPE: b64encode(drawn.encode()).decode("ascii")}}


def markdown(diagram: Diagram, cited: str, words: Messages) -> str:
    """The picture by its name, its title and note with the sources ``cited``, and all of it in words to fold out."""
    alt = " ".join(diagram.alt.split()).replace("[", "(").replace("]", ")")
    caption = " ".join(part for part in (f"**{diagram.title.rstrip('.')}.**", (diagram.note or "").strip()) if part)
    mark = "1." if is_ordered(diagram.picture) else "-"
    lines = "\n".join(f"{mark} {line}" for line in told(diagram.picture, words))
    folded = f"<details><summary>{words('diagram.in-words')}</summary>\n\n{lines}\n\n</details>"
    return f"![{alt}](attachment:{_name(diagram)})\n\n{caption}{cited}\n\n{folded}"


def _name(diagram: Diagram) -> str:
    return f"{diagram.id}.svg"
