"""Text sizes and layouts of the PowerPoint deck: pure values, checked without a file."""

from __future__ import annotations

import pytest

from toolkit.export.pptx.fit import Setting, count_lines, fitting_size, in_pieces, text_height, text_width
from toolkit.export.pptx.layouts import sheets
from toolkit.export.pptx.slots import HEIGHT, WIDTH
from toolkit.export.pptx.text import Para, Run


def test_every_layout_keeps_its_parts_on_the_slide_and_its_places_apart() -> None:
    assert sheets()
    for key, sheet in sheets().items():
        assert len({slot.idx for slot in sheet.slots}) == len(sheet.slots), key
        for box in (*(slot.box for slot in sheet.slots), *(panel.box for panel in sheet.panels)):
            assert box.left + box.width <= WIDTH + 0.001, key
            assert box.top + box.height <= HEIGHT + 0.001, key
        for slot in sheet.slots:
            assert list(slot.sizes) == sorted(slot.sizes, reverse=True), key
        boxes = [slot.box for slot in sheet.slots]
        for place, one in enumerate(boxes):
            for two in boxes[place + 1 :]:
                apart = (
                    one.left + one.width <= two.left + 0.001 or two.left + two.width <= one.left + 0.001
                    or one.top + one.height <= two.top + 0.001 or two.top + two.height <= one.top + 0.001
                )  # fmt: skip
                assert apart, key


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert text_width("mmm", 20) > text_width("nnn", 20) > text_width("iii", 20)
    assert text_width("word", 20, bold=True) > text_width("word", 20)
    assert text_width("word", 40) == pytest.approx(2 * text_width("word", 20))


def test_lines_break_at_spaces_and_a_word_that_is_too_long_breaks_too() -> None:
    assert count_lines("one two", 500, 20) == 1
    assert count_lines("one two", text_width("one tw", 20), 20) == 2  # one word a line
    assert count_lines("m" * 100, text_width("m" * 30, 20), 20) == 4  # 30, 30, 30, 10


def test_the_largest_size_that_fits_is_taken_and_none_when_none_does() -> None:
    setting = Setting((400, 100), (40, 30, 20, 10))
    paras = [Para((Run("A line of words that goes on for a while."),))]
    size = fitting_size(paras, setting)
    assert size is not None
    assert text_height(paras, size, setting) <= setting.room[1]
    assert fitting_size(paras * 40, setting) is None


def test_pieces_keep_every_paragraph_in_order_and_leave_no_orphan() -> None:
    setting = Setting((400, 120), (20, 18))
    paras = [Para((Run(f"Paragraph number {n} with some words."),)) for n in range(9)]
    pieces = in_pieces(paras, setting)
    assert [para for piece in pieces for para in piece] == paras
    assert len(pieces) > 1
    assert min(map(len, pieces)) > 1
