"""What readers do, as parts of a Word file: talk, sort, think, try, each with lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.docx.book import BREAK, TAB, Book
from toolkit.export.docx.nouns import Grid, Para, Part, Place, panel, together
from toolkit.export.docx.xml import join
from toolkit.look.measure import printed_width

TICK = "\u2610"
_PILE = 1300  # the narrowest column of a pile
_HEAD = 9.5
_FEW = 12  # lines that stay on one page


def opening(book: Book, kind: str, title: str, place: Place) -> Iterator[Part]:
    """What kind of activity this is, and its title."""
    yield book.text(kind, "ActivityKind")
    if title:
        yield replace(book.title(title, place), close_above=True)


def lines(count: int) -> tuple[Part, ...]:
    """Lines to write on: one paragraph, so that they move as one and are heard as one."""
    if not count:
        return ()
    runs = join(*(piece for line in range(count) for piece in ((BREAK, TAB) if line else (TAB,))))
    return (Para(runs, "WritingLines", whole=count <= _FEW),)


def caution(book: Book) -> Para:
    """What stands under every place to write freely."""
    return book.text(book.word("shared.not-reporting-channel"), "Small")


def written_answers(book: Book, questions: Sequence[d.Blocks], place: Place) -> Iterator[Part]:
    """Questions, each with two lines below it."""
    inner = Place(room=place.room)
    for question in questions:
        yield from together((*book.blocks(question, inner), *lines(2)))
    if questions:
        yield caution(book)


def staying(parts: Sequence[Part]) -> Iterator[Part]:
    """Paragraphs that stay with what follows them."""
    yield from (replace(part, stays=True) if isinstance(part, Para) else part for part in parts)


def explain(book: Book, block: d.Explain, place: Place) -> Iterator[Part]:
    """An idea, and an example beside it."""
    if block.title:
        yield book.title(block.title, place)
    yield from book.blocks(block.blocks, place)
    if block.example:
        inner = place.inside("CalloutExample")
        head = book.para(book.run(book.word("shared.explain"), "ExampleTitle"), inner, stays=True)
        yield from panel((head, *book.blocks(block.example, inner)))


def discuss(book: Book, block: d.Discuss, place: Place) -> Iterator[Part]:
    """Questions to talk about, with room for what one hears."""
    kind = " \u00b7 ".join(part for part in (book.word("shared.discuss"), block.grouping) if part)
    yield from opening(book, kind, block.title, place)
    yield from book.blocks(block.intro, Place())
    if place.room:
        yield from written_answers(book, block.questions, place)
    else:
        yield from book.items(block.questions, "number", Place())


def sort(book: Book, block: d.Sort, place: Place) -> Iterator[Part]:
    """Cards with a box to tick for each pile."""
    yield from opening(book, book.word("shared.sort"), block.title, place)
    yield from staying(book.blocks(block.intro, Place()))
    heads = (book.word("docx.card"), *block.piles)
    words = [word for pile in block.piles for word in pile.split()]
    longest = max((printed_width(word, _HEAD, bold=True) for word in words), default=0.0)
    pile = max(_PILE, round(longest * 20) + 260)
    widths = (book.sheet.width - pile * len(block.piles), *(pile for _ in block.piles))
    ticks = tuple((book.text(TICK, "TableText"),) for _ in block.piles)
    rows = tuple(((book.text(card.text, "TableText"),), *ticks) for card in block.cards)
    yield Grid(tuple((book.text(head, "TableHead"),) for head in heads), rows, widths, block.title or book.word("shared.sort"))


def reflect(book: Book, block: d.Reflect, place: Place) -> Iterator[Part]:
    """A question for oneself alone."""
    yield from opening(book, book.word("shared.reflect"), block.title, place)
    prompt = book.blocks(block.prompt, Place())
    yield from together((*prompt, *lines(block.lines), caution(book))) if place.room else prompt


def exercise(book: Book, block: d.Exercise, place: Place) -> Iterator[Part]:
    """Where there are lines enough, each step has its own."""
    yield from opening(book, book.word("shared.exercise"), block.title, place)
    yield from book.blocks(block.intro, Place())
    each = place.room and bool(block.steps) and block.lines >= len(block.steps)
    shares = lines_for(block.lines, len(block.steps)) if each else (0,) * len(block.steps)
    number = book.numbering.begin("number") if block.steps else 0
    for step, count in zip(block.steps, shares, strict=True):
        yield from together((*book.item(step, "number", number, Place(room=place.room)), *lines(count)))
    if place.room:
        yield from () if each else lines(block.lines)
        yield caution(book)


def lines_for(count: int, steps: int) -> tuple[int, ...]:
    """How many of ``count`` lines each step gets: the later ones, which ask for more, get what is over."""
    return tuple(count // steps + (place >= steps - count % steps) for place in range(steps))


def fill_in(book: Book, block: d.FillIn, place: Place) -> Iterator[Part]:
    """Labelled lines, the first beginning behind its label."""
    yield book.title(block.title, Place(level=None, room=place.room))
    for label in block.labels:
        further = [piece for _ in range(block.lines - 1) for piece in (BREAK, TAB)]
        yield Para(join(book.run(f"{label} "), TAB, *further), "FillIn", whole=True)
