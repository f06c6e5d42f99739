"""Steps in, a drawing out: numbered boxes of one width, joined by arrows, row below row."""

from __future__ import annotations

from toolkit.drawing.lettering import BODY, HEAD, PAD, Pen, Piece, Setting
from toolkit.drawing.shapes import Box, Drawing, Mark, Path
from toolkit.model.diagram import Steps

_NARROW = 330.0  # points; a sheet that is narrower has one box to a row
_ARROW = 22.0  # room for an arrow between two boxes
_BADGE = 17.0
_BESIDE_BADGE = _BADGE + 6
_NUMBER = Setting(10, bold=True, tone="paper", anchor="middle")


def draw_steps(steps: Steps, width: float, pen: Pen) -> Drawing:
    """Numbered boxes from left to right, and further rows below where one does not hold them all."""
    count = len(steps.steps)
    columns = 1 if width < _NARROW else _columns(steps, width, pen)
    wide = _wide(width, columns)
    pieces = [_numbered(n, step.title, step.text or "", wide, pen) for n, step in enumerate(steps.steps, start=1)]
    marks: list[Mark] = []
    top = 0.0
    for first in range(0, count, columns):
        row = pieces[first : first + columns]
        height = max(piece.height for piece in row)
        for place, piece in enumerate(row):
            left = place * (wide + _ARROW)
            marks += [Box(left, top, wide, height, 6, "primary_soft", "primary", 1), *piece.at(left, top)]
            if place:
                marks.append(Path(((left - _ARROW + 4, top + height / 2), (left - 4, top + height / 2)), "ink", arrow=True))
        if first + columns < count:
            marks.append(_to_next_row(width, wide, top + height))
        top += height + _ARROW
    return Drawing(width, top - _ARROW, tuple(marks))


def _columns(steps: Steps, width: float, pen: Pen) -> int:
    """Boxes in a row: as many as leave every word whole, and two where none do."""
    count = len(steps.steps)
    title = max(pen.widest_word(step.title, HEAD) for step in steps.steps) + _BESIDE_BADGE
    text = max(pen.widest_word(step.text or "", BODY) for step in steps.steps)
    for most in (4, 3, 2):
        rows = -(-count // most)
        columns = -(-count // rows)
        if max(title, text) + 2 * PAD <= _wide(width, columns):
            return columns
    return 2


def _wide(width: float, columns: int) -> float:
    return (width - _ARROW * (columns - 1)) / columns


def _to_next_row(width: float, wide: float, bottom: float) -> Path:
    from_, to = width - wide / 2, wide / 2
    if from_ <= to:
        return Path(((to, bottom + 3), (to, bottom + _ARROW - 3)), "ink", arrow=True)
    middle = bottom + _ARROW / 2
    return Path(((from_, bottom + 3), (from_, middle), (to, middle), (to, bottom + _ARROW - 3)), "ink", arrow=True)


def _numbered(number: int, title: str, text: str, width: float, pen: Pen) -> Piece:
    label = pen.text(str(number), _BADGE, _NUMBER)
    head = pen.text(title, width - 2 * PAD - _BESIDE_BADGE, HEAD)
    below = max(head.height, _BADGE) + 4
    marks: list[Mark] = [
        Box(PAD, PAD, _BADGE, _BADGE, _BADGE / 2, "primary"),
        *label.at(PAD, PAD + 2),
        *head.at(PAD + _BESIDE_BADGE, PAD + 1),
    ]
    if not text:
        return Piece(tuple(marks), width, PAD * 2 + below - 4)
    body = pen.text(text, width - 2 * PAD, BODY)
    return Piece((*marks, *body.at(PAD, PAD + below)), width, PAD * 2 + below + body.height)
