"""Clocks in, a drawing out: each lane has its bar to one scale, so that two hours look like two of twenty-four."""

from __future__ import annotations

from dataclasses import replace

from toolkit.drawing.lettering import BODY, HEAD, NOTE, Pen, Piece, Setting, in_rows
from toolkit.drawing.shapes import Box, Drawing, Mark, Path
from toolkit.model.diagram import Lane, Timeline

_SIDE_BY_SIDE = 400.0  # points; on a narrower sheet the words stand above the bar
_WORDS = 0.38  # of the width
_BAR = 9.0
_GAP = 12.0
_BESIDE = 0.5  # of the width: as much as words beside a bar need, however many they are
_STEPS = (1, 2, 3, 4, 6, 12, 24, 48, 72, 168)  # hours between two marks of the scale
_MARKS = 4
_CENTERED = replace(NOTE, anchor="middle")


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
    long = width * lane.hours / timeline.hours
    room = width - long - 8
    below = pen.text(lane.limit, width, Setting(bold=True, anchor="end"))
    marks: list[Mark] = [
        *chips.marks,
        *([Box(0, top, long, _BAR, 0, "law_soft", "law", 0.75)] if long else []),
        Box(0, top - 2, 3, _BAR + 4, 0, "accent"),
        Box(max(long - 3, 0), top - 3, 3, _BAR + 6, 0, "ink"),
    ]
    if room >= min(width * _BESIDE, below.width):
        beside = pen.text(lane.limit, room, Setting(bold=True))
        marks += beside.at(long + 8, top - 2)
        return Piece(tuple(marks), width, top + max(_BAR + 3, beside.height - 2))
    marks += below.at(max(long, below.width) - width, top + _BAR + 4)
    return Piece(tuple(marks), width, top + _BAR + 4 + below.height)


def _scale(timeline: Timeline, width: float, pen: Pen) -> Piece:
    hours = timeline.hours
    marks: list[Mark] = [Path(((0, 2), (width, 2)), "muted", 0.75)]
    step = next((step for step in _STEPS if hours <= step * _MARKS), -(-hours // _MARKS))
    for hour in range(0, hours + 1, step):
        x = width * hour / hours
        marks.append(Path(((x, 2), (x, 6)), "muted", 0.75))
        label = pen.text(str(hour), width, _CENTERED)
        marks += label.at(min(max(x, label.width / 2), width - label.width / 2) - width / 2, 7)
    axis = pen.text(timeline.axis, width, _CENTERED)
    marks += axis.at(0, 18)
    return Piece(tuple(marks), width, 18 + axis.height)
