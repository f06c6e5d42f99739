"""From a slide to the type sizes at which everything on it fits, measured with the font's own widths.

Sizes are CSS pixels on a canvas of 1280 by 720. The numbers here mirror slides.css; a browser test keeps the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from toolkit.export import document as d
from toolkit.look.measure import count_lines, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.export.deck.slide import Layout, Link, Slide

WIDTH = 1104  # between the margins
BODY_SIZES = (44, 40, 36, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14)
TITLE_SIZES = (48, 44, 40, 36, 32, 28)
COVER_SIZES = (76, 68, 60, 54, 48, 42, 36)
_LEADING = 1.35
_TITLE_LEADING = 1.15
_COVER_HEIGHT = 720 - 2 * 72
LOGO_HEIGHT = 76
_HEIGHT = 720 - 52 - 84  # without the margins above and below
_MARK = 170  # tick and word beside a right answer; kept free on the question too, so that nothing jumps
_BOLD = 1.1  # bold text is that much wider
_AIR = 16  # free above the footer
_SMALL_TITLES = frozenset({"question", "answer", "statement"})  # there, the title only says what kind of slide it is
_SMALL_TITLE = 30
_SORT_LEAD = 21
_TIME = 22
_MONOSPACE = 0.62  # em, every character
_LARGEST: dict[Layout, int] = {
    "compare": 34, "sort": 28, "question": 32, "answer": 32, "scene": 32, "ending": 30, "contacts": 28,
    "blocks": 36, "notice": 36, "scenario": 34, "points": 40, "discuss": 36, "write": 36, "agenda": 36,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """Sizes in CSS pixels."""

    title: int
    body: int


def fit_slide(slide: Slide, taken: int = 0) -> Fit:
    """The largest sizes that fit, or the smallest there are. ``taken`` is what a logo takes of a cover's height."""
    if slide.layout in ("title", "closing"):
        return Fit(_first(COVER_SIZES, lambda size: _cover_height(slide, size) <= _COVER_HEIGHT - taken), 26)
    title = _SMALL_TITLE if slide.layout in _SMALL_TITLES else _title_size(slide)
    kicker = count_lines(slide.kicker, WIDTH / _BOLD, 22) * 30 + 6 if slide.kicker else 0
    top = kicker + count_lines(slide.title, WIDTH / _BOLD, title) * title * _TITLE_LEADING + 30 + _time_height(slide)
    room = _HEIGHT - top - _AIR
    sizes = tuple(size for size in BODY_SIZES if size <= _LARGEST.get(slide.layout, 44))
    return Fit(title, _first(sizes, lambda size: _body_height(slide, size) <= room))


def _first(sizes: Sequence[int], fits: Callable[[int], bool]) -> int:
    return next((size for size in sizes if fits(size)), sizes[-1])


def _title_size(slide: Slide) -> int:
    return _first(TITLE_SIZES, lambda size: count_lines(slide.title, WIDTH / _BOLD, size) <= _title_lines(size))


def _title_lines(size: int) -> int:
    return 1 if size > TITLE_SIZES[2] else 2


def _time_height(slide: Slide) -> float:
    """What the time of a scene and its clocks take below the title."""
    if slide.time is None:
        return 0
    first, *others = [clock.text for clock in slide.time.clocks] or [""]
    bold = text_width(slide.time.now, _TIME) * (_BOLD - 1)
    lines = count_lines(f"{slide.time.now} {first}", WIDTH - bold, _TIME)
    lines += sum(count_lines(text, WIDTH, _TIME) for text in others)
    return 14 + lines * _TIME * _LEADING + 8 * (len(others) + 1) + 10 * len(slide.time.clocks) + 12 * len(others)


def _cover_height(slide: Slide, size: int) -> float:
    title = count_lines(slide.title, 1000 / _BOLD, size) * size * 1.1
    lead = count_lines(plain(slide.lead), 1000, 34) * 34 * _LEADING + 24
    below = sum(count_lines(plain(point), 500, 24) * 24 * _LEADING for point in slide.points)
    return title + lead + below + _blocks(slide, 19, 1000) + 40


def _body_height(slide: Slide, size: float) -> float:
    return _lead_height(slide, size) + _HEIGHTS.get(slide.layout, _plain)(slide, size)


def _lead_height(slide: Slide, size: float) -> float:
    if not slide.lead or slide.layout in {"statement", "answer"}:  # set as the body, or shown by the mark alone
        return 0
    size = _SORT_LEAD if slide.layout == "sort" else size
    return _text(slide.lead, WIDTH, size) + (18 if slide.layout == "sort" else 24)


def _blocks(slide: Slide, size: float, width: float = WIDTH) -> float:
    return sum(_block_height(block, width, size) for block in slide.blocks)


def _plain(slide: Slide, size: float) -> float:
    return _blocks(slide, size) + _points(slide.points, WIDTH, size)


def _question(slide: Slide, size: float) -> float:
    return _blocks(slide, size * 1.1, WIDTH / _BOLD) + 20 + _options(slide, size)


def _scene(slide: Slide, size: float) -> float:
    if not any(link.label for link in slide.links):
        return _blocks(slide, size) + _onward(slide.links)
    width = (WIDTH - 56) / 2 if slide.blocks else WIDTH
    chosen = sum(_text(link.text, width - 110, size) + 52 for link in slide.links)
    return max(_blocks(slide, size, width), chosen)


def _ending(slide: Slide, size: float) -> float:
    asked = _points(slide.points, WIDTH - 70, size) + (84 if slide.blocks else 0) if slide.points else 0
    return _blocks(slide, size) + asked + _onward(slide.links)


def _text(text: d.Inlines, width: float, size: float) -> float:
    return count_lines(plain(text), width, size) * size * _LEADING


def _points(points: Sequence[d.Inlines], width: float, size: float) -> float:
    return sum(_text(point, width - 1.4 * size, size) + 0.6 * size for point in points)


def _statement(slide: Slide, size: float) -> float:
    """A sentence in bold, with the room around it."""
    width, size = (WIDTH - 138) / _BOLD, size * 1.18
    return _text(slide.lead, width, size) + _blocks(slide, size, width) + 80


def _rows(slide: Slide, size: float) -> float:
    """Points between hairlines."""
    return _blocks(slide, size) + sum(_text(point, WIDTH - 1.5 * size, size) + 0.6 * size + 2 for point in slide.points)


def _columns(slide: Slide, size: float) -> float:
    width = (WIDTH - 32 * (len(slide.columns) - 1)) / max(1, len(slide.columns)) - 64
    return max(
        (
            count_lines(column.title, width / _BOLD, size * 1.1) * size * 1.45
            + 52
            + 0.66 * size
            + _points(column.points, width, size)
            for column in slide.columns
        ),
        default=0,
    )


def _cards(slide: Slide, size: float) -> float:
    heights = [_text(point, (WIDTH - 20) / 2 - 52, size) + 36 for point in slide.points]
    return sum(max(heights[place : place + 2]) for place in range(0, len(heights), 2))


def _options(slide: Slide, size: float) -> float:
    if slide.left and slide.layout == "question":
        half = (WIDTH - 40) / 2 - 120
        return max(sum(_option(item.text, half, size) for item in side) for side in (slide.left, slide.options))
    return sum(_option(option.text, WIDTH - 120 - _MARK, size) for option in slide.options)


def _option(text: d.Inlines, width: float, size: float) -> float:
    return max(_text(text, width, size), 36) + 37


def _onward(links: Sequence[Link]) -> float:
    """Height of the buttons below a text, which stand side by side."""
    if not links:
        return 0
    width = (WIDTH - 56) / len(links) / _BOLD - 120
    return max(count_lines(plain(link.text), width, 24) for link in links) * 24 * _LEADING + 50


def _contacts(contacts: Sequence[d.Contact], size: float) -> float:
    def height(contact: d.Contact) -> float:
        small = max(20, size * 0.8)
        who = (
            count_lines(contact.name, 350, size) * size * 1.3
            + count_lines(contact.hours, 350, small) * small * _LEADING
        )
        number = count_lines(contact.number or " ", 460 / _BOLD, size * 1.4) * size * 1.4 * 1.2
        web = count_lines(contact.web, 460, small) * small * _LEADING if contact.web else 0
        return max(who, number + web, 54) + 23

    return sum(map(height, contacts))


def _block_height(block: d.Block, width: float, size: float) -> float:  # noqa: PLR0911  # a table of cases
    """Height of ``block`` with the space below it."""
    gap = 0.62 * size
    match block:
        case d.Heading():
            return _text(block.text, width, size * 1.1) + gap
        case d.Paragraph():
            return _text(block.text, width, size) + gap
        case d.Listing():
            return sum(_block_height(inner, width - 1.4 * size, size) for item in block.items for inner in item)
        case d.Table():
            return _table_height(block, width, size) + gap
        case d.Figure() | d.Diagram():
            return 400
        case d.CodeBlock():
            across = max(1, int((width - 48) / (size * 0.85 * _MONOSPACE)))
            lines = sum(max(1, ceil(len(line) / across)) for line in block.text.splitlines() or [""])
            return lines * size * 0.85 * _LEADING + 40 + gap
        case d.Quotation():
            return sum(_block_height(inner, width - 60, size) for inner in block.blocks) + gap
        case d.Callout():
            inside = sum(_block_height(inner, width - 72, size) for inner in block.blocks)
            return inside + count_lines(block.title, width - 72, size) * size * _LEADING + 60 + gap
        case d.Placeholder():
            return (2 + count_lines(block.text, width - 72, size)) * size * _LEADING + 50
        case _:
            return 1.5 * size


def _table_height(table: d.Table, width: float, size: float) -> float:
    cell = width / max(1, len(table.header)) - 32
    rows = (table.header, *table.rows)
    caption = _text(table.caption, width, size * 0.85) + 12 if table.caption else 0
    return caption + sum(max((_text(text, cell, size * 0.9) for text in row), default=0) + 24 for row in rows)


def plain(text: d.Inlines) -> str:
    """The words of ``text``, without style and citations."""
    return "".join(span.text for span in text)


_HEIGHTS: dict[Layout, Callable[[Slide, float], float]] = {
    "statement": _statement,
    "points": _rows,
    "agenda": _rows,
    "compare": _columns,
    "diagram": lambda _slide, _size: 0.0,  # it takes what room there is
    "discuss": lambda slide, size: sum(_text(point, WIDTH - 90, size) + 32 for point in slide.points) + 40,
    "sort": lambda slide, size: _cards(slide, size) + 76,
    "question": _question,
    "answer": _question,
    "scenario": lambda slide, size: _blocks(slide, size) + 0.3 * size + _onward(slide.links),
    "scene": _scene,
    "ending": _ending,
    "write": lambda slide, size: _plain(slide, size) + 96,
    "contacts": lambda slide, size: _contacts(slide.contacts, size),
}
