"""A drawing in, SVG out: for formats that bring the font along, or for places that may have to take another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr, unescape

from toolkit.drawing.shapes import Box, Drawing, Mark, Path, Tone, Words
from toolkit.look.fonts import FAMILIES, by_family
from toolkit.look.measure import printed_width
from toolkit.look.scripts import AS_PICTURE

_HEAD = 6.0  # length of an arrowhead
_DASH = "4 3"
_FACES = quoteattr(", ".join((*FAMILIES, "sans-serif")))
_BLEED, _CARD = 1, 12  # room around a drawing: for the edge of a box, or for a card of its own

Paint = Callable[[Tone], str]
Lettering = Callable[[Words, Paint], Iterator[str]]


def in_colours(palette: Mapping[str, Any]) -> Paint:
    """Paint with the colours of a palette."""
    return lambda tone: str(palette[tone])


def in_properties(tone: Tone) -> str:
    """Paint with a page's own custom properties, so that a dark screen has dark colours."""
    return f"var(--{tone.replace('_', '-')})"


def live_text(words: Words, paint: Paint) -> Iterator[str]:
    """Text that can be searched and copied; the font must be at hand where it is shown."""
    weight = ' font-weight="700"' if words.bold else ""
    anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    for number, line in enumerate(words.lines):
        for piece, family, at, held in _pieces(line, words, anchor):
            faces = quoteattr(f"{family}, sans-serif") if family else _FACES
            yield (
                f'<text x="{_n(at)}" y="{_n(words.baseline + number * words.leading)}" font-size="{_n(words.size)}"'
                f' font-family={faces}{weight}{held} fill="{paint(words.tone)}">{escape(piece)}</text>'
            )


def _pieces(line: str, words: Words, anchor: str) -> Iterator[tuple[str, str, float, str]]:
    """``line`` in pieces of one font family, each with its place and what holds it there.

    Typst finds other fonts for a whole line of a drawing only, and leaves a hole where that has fewer glyphs for it than the
    first one. What makes a picture of the sign in front of it is left out, since no font has it beside all such signs.
    """
    pieces = list(by_family(line.replace(AS_PICTURE, "")))
    if len(pieces) == 1:
        yield *pieces[0], words.at, anchor
        return
    at = words.at - printed_width(line, words.size, bold=words.bold) * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    for piece, family in pieces:
        yield piece, family, at, ' xml:space="preserve"'
        at += printed_width(piece, words.size, bold=words.bold)


def stretched_text(words: Words, paint: Paint) -> Iterator[str]:
    """Text for places that may lack the font: in whichever face, each line is as long as the drawing has room for."""
    for line in live_text(words, paint):
        head, close, text = line.partition(">")
        wide = printed_width(unescape(text.removesuffix("</text>")), words.size, bold=words.bold)
        yield f'{head} textLength="{_n(wide)}" lengthAdjust="spacingAndGlyphs"{close}{text}'


def to_svg(drawing: Drawing, paint: Paint, text: Lettering, *, attributes: str = "", background: Tone | None = None) -> str:
    """One SVG element. ``attributes`` are written as they stand: a role, a label, a class."""
    edge = _CARD if background else _BLEED
    wide, tall = _n(drawing.width + 2 * edge), _n(drawing.height + 2 * edge)
    sheet = f'x="-{edge}" y="-{edge}" width="{wide}" height="{tall}"'
    ground = [f'<rect {sheet} rx="{edge}" fill="{paint(background)}"/>'] if background else []
    marks = [part for mark in drawing.marks for part in _mark(mark, paint, text)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{edge} -{edge} {wide} {tall}" width="{wide}" height="{tall}"'
        f"{attributes}>{''.join([*ground, *marks])}</svg>"
    )


def _mark(mark: Mark, paint: Paint, text: Lettering) -> Iterator[str]:
    match mark:
        case Box():
            yield _box(mark, paint)
        case Path():
            yield from _path(mark, paint)
        case Words():
            yield from text(mark, paint)


def _box(box: Box, paint: Paint) -> str:
    fill = paint(box.fill) if box.fill else "none"
    round_ = f' rx="{_n(box.radius)}"' if box.radius else ""
    return (
        f'<rect x="{_n(box.left)}" y="{_n(box.top)}" width="{_n(box.width)}" height="{_n(box.height)}"{round_}'
        f' fill="{fill}"{_edge(box.edge, box.weight, dashed=box.dashed, paint=paint)}/>'
    )


def _edge(tone: Tone | None, weight: float, *, dashed: bool, paint: Paint) -> str:
    if not tone:
        return ""
    dashes = f' stroke-dasharray="{_DASH}"' if dashed else ""
    return f' stroke="{paint(tone)}" stroke-width="{_n(weight)}"{dashes}'


def _path(path: Path, paint: Paint) -> Iterator[str]:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in path.points)
    yield f'<polyline points="{points}" fill="none"{_edge(path.edge, path.weight, dashed=path.dashed, paint=paint)}/>'
    if path.arrow:
        yield _arrowhead(path.points[-2], path.points[-1], paint(path.edge))
    if path.both_ways:
        yield _arrowhead(path.points[1], path.points[0], paint(path.edge))


def arrowhead(from_: tuple[float, float], to: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """The three corners of an arrowhead at the end of the line that runs from ``from_`` to ``to``."""
    angle = math.atan2(to[1] - from_[1], to[0] - from_[0])
    sides = ((angle + turn) for turn in (2.6, -2.6))
    return (to, *((to[0] + _HEAD * math.cos(side), to[1] + _HEAD * math.sin(side)) for side in sides))


def _arrowhead(from_: tuple[float, float], to: tuple[float, float], colour: str) -> str:
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in arrowhead(from_, to))
    return f'<polygon points="{corners}" fill="{colour}"/>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
