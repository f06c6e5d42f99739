"""From one slide that may hold too much to the slides that hold it legibly, none of them fuller than the rest.

Limits count lines of about sixty characters, which is what a room of forty can read from the back row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import TypeVar

from toolkit.export import document as d
from toolkit.export.deck.slide import Link, Slide
from toolkit.messages import Messages

_T = TypeVar("_T")
_WIDE = 60  # characters on a line across the slide
_POINTS = 11  # lines of points on one slide
_CARDS = 15.6  # lines in two columns of cards
_COLUMN = 10.5  # lines in one column
_WHOLE_COLUMN = 30  # lines in one column, in the smallest type
_UNEVEN = 0.15  # by how much more than its share the fullest pile of a sort holds, for each pile beyond two
_BLOCKS = 16
_HALF = 42  # characters on a line of half a slide
_SCENE = 13  # lines in either half of a scene
_ENDING = 13
_CONTACTS = 6


def split_slide(slide: Slide, words: Messages) -> Iterator[Slide]:
    """``slide`` itself, or its parts. The first part keeps the anchor and the notes."""
    match slide.layout:
        case "points" | "agenda" | "discuss" | "write" if slide.points:
            pieces = [replace(slide, points=part) for part in _behind_lead(slide)]
        case "sort":
            pieces = [replace(slide, points=part) for part in _parts(slide.points, _card_lines, _CARDS)]
        case "compare":
            pieces = [slide] * slide.room if slide.withheld else _compared(slide)
        case "blocks" | "write" | "notice" | "scenario":
            pieces = [replace(slide, blocks=part) for part in _block_parts(slide.blocks)]
        case "contacts":
            pieces = [replace(slide, contacts=few) for few in _parts(slide.contacts, lambda _: 1, _CONTACTS)]
        case "scene":
            pieces = _told_then_chosen(slide, words)
        case "ending":
            pieces = _ended_then_asked(slide, words)
        case _:
            pieces = [slide]
    yield from _named(pieces or [slide], words)


def _named(pieces: Sequence[Slide], words: Messages) -> Iterator[Slide]:
    """Pieces with anchors and titles of their own. A piece that has both already keeps them."""
    first = pieces[0]
    links = pieces[-1].links if first.layout == "scenario" else None
    for place, piece in enumerate(pieces, start=1):
        if links is not None:
            piece = replace(piece, links=links if place == len(pieces) else ())  # noqa: PLW2901
        if place == 1 or piece.anchor != first.anchor:
            yield piece
        else:
            stem = first.anchor.removesuffix("-answers")
            suffix = "-answers" if stem != first.anchor else ""
            yield replace(
                piece, anchor=f"{stem}-part-{place}{suffix}", title=words("deck.continued", title=first.title),
                lead=(), notes=(),
            )  # fmt: skip


def _parts(items: Sequence[_T], weigh: Callable[[_T], float], limit: float) -> list[tuple[_T, ...]]:
    """``items`` in runs of about equal weight, as few as keep about ``limit``."""
    return _in_runs(items, weigh, ceil((sum(map(weigh, items)) or 1) / max(1, limit)))


def _in_runs(items: Sequence[_T], weigh: Callable[[_T], float], count: int) -> list[tuple[_T, ...]]:
    """``items`` in ``count`` runs of about equal weight, or fewer where an item weighs more than a run."""
    weights = [weigh(item) for item in items]
    whole = sum(weights) or 1  # an empty list weighs nothing
    runs: dict[int, list[_T]] = {}
    before = 0.0
    for item, weight in zip(items, weights, strict=True):
        runs.setdefault(int((before + weight / 2) / whole * count), []).append(item)
        before += weight
    return [tuple(run) for run in runs.values()]


def _behind_lead(slide: Slide) -> list[tuple[d.Inlines, ...]]:
    """The points of a slide and of those that continue it, which repeat no lead and so hold more."""
    room = _POINTS - _lines(_length(slide.lead))
    if room >= _POINTS / 2 or sum(map(_point_lines, slide.points)) <= room:
        return _parts(slide.points, _point_lines, room)
    held = 1
    while held < len(slide.points) and sum(map(_point_lines, slide.points[: held + 1])) <= room:
        held += 1
    return [slide.points[:held], *_parts(slide.points[held:], _point_lines, _POINTS)]


def _compared(slide: Slide) -> list[Slide]:
    """Every column cut into the same number of runs, so that each slide still shows both sides."""

    def weigh(point: d.Inlines) -> float:
        return _column_lines(point, len(slide.columns))

    heaviest = max((sum(weigh(point) for point in column.points) for column in slide.columns), default=0)
    count = slide.room or max(1, ceil(heaviest / _COLUMN))
    cut = [_in_runs(column.points, weigh, count) for column in slide.columns]
    if max(map(len, cut), default=0) < count:  # one point weighs more than a run: count points instead
        cut = [_in_runs(column.points, lambda _: 1, count) for column in slide.columns]
    return [
        replace(slide, columns=tuple(
            replace(column, points=runs[place] if place < len(runs) else ())
            for column, runs in zip(slide.columns, cut, strict=True)
            if place == 0 or place < len(runs)
        ))
        for place in range(max([1, *map(len, cut)]))
    ]  # fmt: skip


def key_slides(cards: Sequence[d.Inlines], piles: int) -> int:
    """How many slides the key of a sort takes, from what everyone may see: the numbers of slides must not tell the key.

    The more piles, the less even they are, as a rule; and even if one held every card, the smallest type would do.
    """
    lines = sum(_column_lines(card, piles) for card in cards)
    fullest = lines / max(1, piles) * (1 + _UNEVEN * (piles - 2))
    wanted = max(ceil(fullest / _COLUMN), ceil(lines / _WHOLE_COLUMN))
    return max(1, min(wanted, ceil(len(cards) / max(1, piles))))  # the fullest pile has a card for each slide


def _column_lines(point: d.Inlines, columns: int) -> float:
    return ceil(_length(point) / (_WIDE * 1.2 / max(1, columns))) + 0.6


def _told_then_chosen(slide: Slide, words: Messages) -> list[Slide]:
    """A long scene: its text first, then its choices, joined by links."""
    told = sum(_block_lines(block, _HALF) for block in slide.blocks)
    chosen = sum(ceil(_length(link.text) / (_HALF - 8)) + 1.6 for link in slide.links)
    if max(told, chosen) <= _SCENE - _time_lines(slide):
        return [slide]
    choices = replace(
        slide, anchor=f"{slide.anchor}-choices", title=words("deck.what-now"), kicker=slide.title, blocks=()
    )
    parts = [replace(slide, blocks=part) for part in _block_parts(slide.blocks, _BLOCKS - _time_lines(slide))]
    return _chained(parts, choices, words("deck.what-now"), words)


def _time_lines(slide: Slide) -> float:
    """Lines that the time of a scene takes, with its clocks below it."""
    return 1 + 1.2 * len(slide.time.clocks) if slide.time else 0


def _ended_then_asked(slide: Slide, words: Messages) -> list[Slide]:
    """A long ending: how it turns out first, then the questions for the group, joined by links."""
    text = sum(map(_block_lines, slide.blocks))
    if text + sum(map(_point_lines, slide.points)) <= _ENDING or not slide.points:
        return [slide]
    asked = replace(
        slide, anchor=f"{slide.anchor}-questions", title=words("shared.discuss"), kicker=slide.title, blocks=()
    )
    parts = [replace(slide, blocks=part, points=()) for part in _block_parts(slide.blocks)]
    return _chained(parts, asked, words("shared.discuss"), words)


def _chained(parts: Sequence[Slide], last: Slide, towards: str, words: Messages) -> list[Slide]:
    """``parts``, each with one link to the next, and ``last``, which keeps its own links."""
    named = [*_named(parts, words), last]
    texts = [*(words("deck.read-on") for _ in parts[1:]), towards]
    linked = [
        replace(part, links=(Link("", (d.Span(text),), onward.anchor),))
        for part, onward, text in zip(named, named[1:], texts, strict=False)
    ]
    return [*linked, last]


def _block_parts(blocks: d.Blocks, room: float = _BLOCKS) -> list[d.Blocks]:
    return _parts(_small_blocks(blocks), _block_lines, room)


def _small_blocks(blocks: d.Blocks) -> d.Blocks:
    """``blocks`` with those that no slide can hold cut at items, rows, lines or sentences."""
    small: list[d.Block] = []
    for block in blocks:
        if _block_lines(block) <= _BLOCKS:
            small.append(block)
            continue
        match block:
            case d.Listing():
                start = block.start
                for items in _parts(block.items, lambda item: sum(map(_block_lines, item)) + 0.5, _BLOCKS):
                    small.append(replace(block, items=items, start=start))
                    start += len(items)
            case d.Table():
                small += [replace(block, rows=rows) for rows in _parts(block.rows, _row_lines, _BLOCKS - 3)]
            case d.CodeBlock():
                parts = _parts(block.text.splitlines(), _code_lines, _BLOCKS - 1)
                small += [replace(block, text="\n".join(part)) for part in parts]
            case d.Paragraph():
                small += [replace(block, text=part) for part in _parts(_sentences(block.text), _span_lines, _BLOCKS)]
            case d.Callout() | d.Quotation():
                inner = _parts(_small_blocks(block.blocks), _block_lines, _BLOCKS - 2)
                small += [replace(block, blocks=part) for part in inner]
            case _:
                small.append(block)
    return tuple(small)


def _sentences(text: d.Inlines) -> d.Inlines:
    """Spans cut after each sentence, so that a paragraph can go on on the next slide."""
    return tuple(
        replace(span, text=sentence + (". " if place < span.text.count(". ") else ""))
        for span in text
        for place, sentence in enumerate(span.text.split(". "))
    )


def _length(text: d.Inlines) -> int:
    return sum(len(span.text) for span in text)


def _lines(length: int, wide: float = _WIDE) -> int:
    return ceil(length / wide)


def _span_lines(span: d.Span) -> float:
    return len(span.text) / _WIDE


def _point_lines(point: d.Inlines) -> float:
    return _lines(_length(point)) + 0.5


def _card_lines(point: d.Inlines) -> float:
    return _lines(_length(point), 38) + 0.6


def _row_lines(row: Sequence[d.Inlines], wide: float = _WIDE) -> float:
    cell = wide * 1.2 / max(1, len(row))
    return max((_lines(_length(text), cell) for text in row), default=1) + 0.5


def _code_lines(line: str) -> float:
    return max(1, _lines(len(line), 80))


def _block_lines(block: d.Block, wide: float = _WIDE) -> float:  # noqa: PLR0911  # a table of cases
    """Lines that ``block`` takes, the space behind it included."""
    match block:
        case d.Heading() | d.Paragraph():
            return _lines(_length(block.text), wide) + 0.6
        case d.Listing():
            return sum(_block_lines(inner, wide) for item in block.items for inner in item)
        case d.Table():
            return sum(_row_lines(row, wide) for row in (block.header, *block.rows)) + bool(block.caption)
        case d.Figure() | d.Diagram():
            return _BLOCKS - 1
        case d.CodeBlock():
            return sum(map(_code_lines, block.text.splitlines())) + 1
        case d.Callout() | d.Quotation():
            return sum(_block_lines(inner, wide) for inner in block.blocks) + 2
        case _:
            return 2
