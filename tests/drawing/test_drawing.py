"""Whatever a diagram's texts are, its drawing keeps to its sheet, nothing lies over anything, and no word is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing.pictures import PICTURES, boxes_of, everywhere, lines_of, strings_of, words_of
from toolkit.drawing import draw, draw_for
from toolkit.drawing.shapes import Box, Drawing, Mark, Path, Words
from toolkit.drawing.told import told
from toolkit.export.pptx.fit import text_width
from toolkit.look.measure import printed_width, wrapped
from toolkit.messages import messages
from toolkit.model.diagram import Cycle, Picture, Rings, Steps, Timeline

WORDS = messages("en")
KINDS = sorted(PICTURES)
WIDTHS = st.integers(200, 800)
SHEET = 1.0  # point that an edge may stand beyond the sheet


def faults_of(drawing: Drawing) -> list[str]:
    """Everything that lies where it should not."""
    boxes, words, lines = boxes_of(drawing), words_of(drawing), lines_of(drawing)
    found = [
        f"off the sheet: {area}" for area in everywhere(drawing)
        if min(area.left, area.top) < -SHEET or area.right > drawing.width + SHEET or area.bottom > drawing.height + SHEET
    ]  # fmt: skip
    found += [f"negative: {area}" for area in everywhere(drawing) if area.right < area.left or area.bottom < area.top]
    found += [f"boxes cross: {a} {b}" for a, b in combinations(boxes, 2) if not (a.apart(b) or a.inside(b) or b.inside(a))]
    found += [f"text leaves its box: {text} {box}" for text in words for box in boxes if not (text.apart(box) or text.inside(box))]
    found += [f"texts cross: {a} {b}" for a, b in combinations(words, 2) if not a.apart(b)]
    arrows = lines_of(replace(drawing, marks=tuple(mark for mark in drawing.marks if isinstance(mark, Path) and mark.arrow)))
    found += [f"an arrow runs through a box: {arrow} {box}" for arrow in arrows for box in boxes if not arrow.apart(box)]
    found += [f"a line runs through text: {line} {text}" for line in lines for text in words if not line.apart(text, 0)]
    return found


@pytest.mark.parametrize(("mark", "fault"), [
    (Box(-3, 0, 10, 10), "off the sheet"),
    (Box(50, 10, -8, 10), "negative"),
    (Box(30, 12, 40, 20, 4), "boxes cross"),
    (Words(("much too long for the box",), 22, 25, 10, 12), "text leaves its box"),
    (Words(("two",), 22, 27, 10, 12), "texts cross"),
    (Path(((0, 22), (90, 22)), "ink"), "a line runs through text"),
    (Path(((5, 15), (45, 15)), "ink", arrow=True), "an arrow runs through a box"),
])
def test_what_lies_wrong_is_seen(mark: Mark, fault: str) -> None:
    sound = (Box(20, 10, 30, 20, 4), Words(("one",), 22, 25, 10, 12))
    assert faults_of(Drawing(100, 50, sound)) == []
    assert fault in "".join(faults_of(Drawing(100, 50, (*sound, mark))))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), width=WIDTHS)
def test_nothing_leaves_the_sheet_or_lies_over_something_else(kind: str, data: st.DataObject, width: int) -> None:
    picture = data.draw(PICTURES[kind])
    drawing = draw(picture, width)
    assert drawing.width == width
    assert drawing.height > 0
    assert faults_of(drawing) == []


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_slide_gets_a_sheet_that_holds_by_the_widths_of_another_face(kind: str, data: st.DataObject) -> None:
    assert faults_of(draw_for(data.draw(PICTURES[kind]), 12.3, 4.75, text_width)) == []


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data(), width=WIDTHS)
def test_every_letter_is_drawn_and_told(kind: str, data: st.DataObject, width: int) -> None:
    picture = data.draw(PICTURES[kind])
    drawn = sorted(_bare("".join(mark.lines)) for mark in draw(picture, width).marks if isinstance(mark, Words))
    everything = _bare("\n".join(told(picture, WORDS)))
    for text in strings_of(picture):
        assert _bare(text) in drawn, text
        assert _bare(text) in everything, text


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10, deadline=None)
@given(data=st.data(), width=WIDTHS)
def test_the_same_picture_gives_the_same_drawing(kind: str, data: st.DataObject, width: int) -> None:
    picture = data.draw(PICTURES[kind])
    again = type(picture).model_validate(picture.model_dump(mode="json"))
    assert draw(picture, width) == draw(again, width)


LONG = "Because nothing at all has changed, and everybody waited for somebody else to begin with it " * 2


def cycle(count: int, *, back: tuple[int, ...] = (), why: str = LONG, both_ways: bool = False) -> Cycle:
    stations = [
        {"title": f"Place {n}", "text": "What happens there, in a short sentence.", **({"back": why} if n in back else {})}
        for n in range(count)
    ]
    return Cycle.model_validate({"kind": "cycle", "center": "What holds at every place", "both_ways": both_ways, "stations": stations})


@pytest.mark.parametrize("width", [200, 232, 329, 330, 468, 500, 800])
@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_ways_back_stand_between_their_places_wherever_those_are(count: int, width: int) -> None:
    backs = range(1, count)
    drawing = draw(cycle(count, back=tuple(backs)), width)
    assert faults_of(drawing) == []
    dashed = [mark for mark in drawing.marks if isinstance(mark, Path) and mark.dashed]
    assert len(dashed) == len(backs)
    boxes = boxes_of(drawing)
    assert len(boxes) == count
    for arrow in lines_of(Drawing(width, 0, tuple(dashed))):
        assert all(arrow.apart(box) for box in boxes)


@pytest.mark.parametrize("width", [200, 330, 468, 800])
def test_four_rings_of_nine_are_drawn_and_joined_without_a_crossing(width: int) -> None:
    rings = [
        {"title": f"Ring {n}", "members": [{"name": f"Somebody {m}", "does": "something that takes long to say", "through": "by others alone"} for m in range(9)]}
        for n in range(4)
    ]  # fmt: skip
    drawing = draw(Rings.model_validate({"kind": "rings", "center": "The young person", "rings": rings}), width)
    assert faults_of(drawing) == []
    joins = [mark for mark in drawing.marks if isinstance(mark, Path)]
    assert len(joins) == (4 if width >= 330 else 0)
    pieces = [(n, piece) for n, join in enumerate(joins) for piece in lines_of(Drawing(0, 0, (join,)))]
    assert [1 for (n, a), (m, b) in combinations(pieces, 2) if n != m and not a.apart(b, -0.1)] == []


def lane(hours: int, limit: str = "at most") -> dict[str, object]:
    return {"title": "Clock", "starts": "It starts.", "acts": "All", "does": ["tell", "ask", "write"], "hours": str(hours), "limit": limit}


@pytest.mark.parametrize("width", [200, 399, 400, 800])
@pytest.mark.parametrize("hours", [(0, 0), (0, 24), (1, 8760), (2, 24), (24, 24)])
def test_a_clock_of_no_hours_and_a_limit_longer_than_its_bar_stay_on_the_sheet(hours: tuple[int, int], width: int) -> None:
    lanes = [lane(hour, limit) for hour in hours for limit in ("at most", LONG)]
    drawing = draw(Timeline.model_validate({"kind": "timeline", "axis": LONG, "now": "At once", "lanes": lanes}), width)
    assert faults_of(drawing) == []


def test_bars_are_as_long_as_their_hours() -> None:
    picture = Timeline.model_validate({"kind": "timeline", "axis": "Hours", "now": "At once", "lanes": [lane(24), lane(2)]})
    whole, part = (mark for mark in draw(picture, 468).marks if isinstance(mark, Box) and mark.fill == "law_soft")
    assert part.width / whole.width == pytest.approx(2 / 24)


def steps(*titles: str) -> Steps:
    return Steps.model_validate({"kind": "steps", "steps": [{"title": title} for title in titles]})


def columns(picture: Picture, width: float) -> int:
    return len({box.left for box in boxes_of(draw(picture, width)) if box.right - box.left > 20})


def test_steps_get_fewer_columns_before_a_word_is_broken() -> None:
    assert columns(steps("Look", "Ask", "Call", "Wait"), 468) == 4
    assert columns(steps("Look", "Internationalization", "Call", "Wait"), 468) == 2
    assert columns(steps("Look", "Ask", "Call", "Wait"), 300) == 1
    assert columns(steps("Look", "Inter\u00a0national\u00a0ization", "Call", "Wait"), 468) == 2  # tied words are one


@pytest.mark.parametrize(("text", "lines"), [
    ("one two", ["one two"]),
    ("one\ntwo   three", ["one two", "three"]),
    ("Donaudampfschiff", ["Donaudam", "pfschiff"]),
    ("well-known-thing", ["well-", "known-", "thing"]),
    ("a\u00a0b " * 8, ["a\u00a0b a\u00a0b", "a\u00a0b a\u00a0b", "a\u00a0b a\u00a0b", "a\u00a0b a\u00a0b"]),
    ("eeeeeeeeee\u0301e", ["eeeeeeee", "ee\u0301e"]),
    ("eeeeeeee\u0301ee", ["eeeeeeee\u0301", "ee"]),
])
def test_text_breaks_at_spaces_and_inside_a_word_only_where_it_must(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 8, 1, lambda line, size, **_: len(line) * size)) == lines


def test_a_line_has_at_least_a_letter() -> None:
    assert wrapped("abc", 0, 10, printed_width) == ("a", "b", "c")
