"""Clocks in, a drawing out: each lane has its bar to one scale, so that two hours look like two of twenty-four."""

from __future__ import annotations

from toolkit.drawing.lettering import BODY, HEAD, NOTE, Pen, Piece, Setting, in_rows
from toolkit.drawing.shapes import Box, Drawing, Mark, Path
from toolkit.model.diagram import Lane, Timeline

_SIDE_BY_SIDE = 400.0  # points; on a narrower sheet the words stand above the bar
_WORDS = 0.38  # of the width
_BAR = 9.0
_GAP = 12.0


def draw_timeline(timeline: Timeline, width: float, pen: Pen) -> Drawing:
    """A lane for each clock: what starts it and who acts, what they do at once, and a bar that ends at the limit."""
    wide = width >= _SIDE_BY_SIDE
    left = width * _WORDS if wide else 0.0
    marks: list[Mark] = []
    top = 0.0
    for number, lane in enumerate(timeline.lanes):
        told = _told(lane, (left - 16) if wide else width, pen)
        run = _run(timeline, lane, width - left - 4, pen)
        if wide:
            height = max(told.height, run.height)
            marks += [*told.at(0, top), *run.at(left + 2, top)]
        else:
            height = told.height + 6 + run.height
            marks += [*told.at(0, top), *run.at(2, top + told.height + 6)]
        top += height
        if number < len(timeline.lanes) - 1:
            marks.append(Path(((0, top + _GAP / 2), (width, top + _GAP / 2)), "line", 0.75))
        top += _GAP
    scale = _scale(timeline, width - left - 4, pen)
    marks += scale.at(left + 2, top - 4)
    return Drawing(width, top - 4 + scale.height, tuple(marks))


def _told(lane: Lane, width: float, pen: Pen) -> Piece:
    parts = [pen.text(lane.title, width, HEAD), pen.text(lane.starts, width, BODY)]
    if lane.note:
        parts.append(pen.text(lane.note, width, NOTE))
    return pen.stack(tuple(parts), 1.5)


def _run(timeline: Timeline, lane: Lane, width: float, pen: Pen) -> Piece:
    """What is done at once, and below it the bar with its end wall."""
    first = pen.label(timeline.now, width)
    done = tuple(pen.chip(what, width) for what in lane.does)
    who = pen.text(lane.acts, width, Setting(bold=True, tone="accent"))
    chips = pen.stack((who, in_rows((first, *done), width)), 3)
    top = chips.height + 5
    long = width * lane.hours / _hours(timeline)
    limit = pen.text(lane.limit, width, Setting(bold=True, tone="ink"))
    beside = long + 8 + limit.width <= width
    marks: list[Mark] = [
        *chips.marks,
        Box(0, top, long, _BAR, 0, "law_soft", "law", 0.75),
        Box(0, top - 2, 3, _BAR + 4, 0, "accent"),
        Box(long - 3, top - 3, 3, _BAR + 6, 0, "ink"),
    ]
    if beside:
        marks += limit.at(long + 8, top - 2)
        return Piece(tuple(marks), width, top + _BAR + 3)
    marks += limit.at(long - limit.width, top + _BAR + 4)
    return Piece(tuple(marks), width, top + _BAR + 4 + limit.height)


def _scale(timeline: Timeline, width: float, pen: Pen) -> Piece:
    hours = _hours(timeline)
    marks: list[Mark] = [Path(((0, 2), (width, 2)), "muted", 0.75)]
    step = max(1, hours // 4)
    for hour in range(0, hours + 1, step):
        x = width * hour / hours
        marks.append(Path(((x, 2), (x, 6)), "muted", 0.75))
        label = pen.text(str(hour), 30, NOTE)
        marks += label.at(min(max(x - label.width / 2, 0), width - label.width), 7)
    axis = pen.text(timeline.axis, width, NOTE)
    marks += axis.at((width - axis.width) / 2, 18)
    return Piece(tuple(marks), width, 18 + axis.height)


def _hours(timeline: Timeline) -> int:
    return max(1, *(lane.hours for lane in timeline.lanes))
