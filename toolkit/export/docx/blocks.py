"""From the document's blocks to parts of a Word file: a table from each kind of block to the function that writes it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.drawing.told import sentences
from toolkit.export import document as d
from toolkit.export.docx import activities, contacts, questions, scenarios
from toolkit.export.docx.book import BREAK, Book, Makers
from toolkit.export.docx.nouns import Grid, Para, Part, Place, panel
from toolkit.export.docx.pictures import shown_diagram, shown_figure
from toolkit.export.docx.xml import Xml, join


def _paragraph(book: Book, block: d.Paragraph, place: Place) -> Iterator[Part]:
    yield book.para(book.spans(block.text), place)


def _listing(book: Book, block: d.Listing, place: Place) -> Iterator[Part]:
    yield from book.items(block.items, "number" if block.ordered else "bullet", place, block.start)


def _table(book: Book, block: d.Table, place: Place) -> Iterator[Part]:
    del place
    if block.caption:
        yield Para(book.spans(block.caption), "TableCaption")
    columns = len(block.header)
    told = "".join(span.text for span in block.caption or tuple(span for cell in block.header for span in cell))
    widths = tuple(book.sheet.width // columns for _ in block.header)
    header = tuple((Para(book.spans(cell), "TableHead"),) for cell in block.header)
    rows = tuple(
        tuple((Para(book.spans(cell), "TableText"),) for cell in (*row, *((),) * columns)[:columns]) for row in block.rows
    )
    yield Grid(header, rows, widths, told)


def _figure(book: Book, block: d.Figure, place: Place) -> Iterator[Part]:
    shown = shown_figure(block)
    yield Para(book.picture(shown, (book.sheet.width - place.left, book.sheet.height // 2)), "Picture")
    if block.caption:
        yield Para(book.spans(block.caption), "Caption")


def _diagram(book: Book, block: d.Diagram, place: Place) -> Iterator[Part]:
    shown = shown_diagram(block, book.palette)
    yield Para(book.picture(shown, (book.sheet.width - place.left, round(book.sheet.height * 0.85))), "Picture")
    title = book.run(f"{sentences(block.title)} ", strong=True)
    yield Para(join(title, book.spans(block.note)), "Caption")


def _code(book: Book, block: d.CodeBlock, place: Place) -> Iterator[Part]:
    del place
    lines = [book.run(line) for line in block.text.split("\n")]
    runs = join(*(run for line in lines for run in (BREAK, line)))
    yield Para(Xml(runs.removeprefix(BREAK)), "Code", clear_above=True, clear_below=True)


def _quotation(book: Book, block: d.Quotation, place: Place) -> Iterator[Part]:
    yield from book.blocks(block.blocks, Place("Quote", None, 360, 0, place.room))


def _rule(book: Book, block: d.Rule, place: Place) -> Iterator[Part]:
    del book, block, place
    yield Para(Xml(), "Divider")


def _placeholder(book: Book, block: d.Placeholder, place: Place) -> Iterator[Part]:
    inner = place.inside("Callout")
    yield from panel((book.title(block.title, inner), book.para(book.run(block.text), inner)))


def _callout(book: Book, block: d.Callout, place: Place) -> Iterator[Part]:
    inner = place.inside(f"Callout{block.tone.title()}")
    title = [book.para(book.run(block.title, f"{block.tone.title()}Title"), inner, stays=True)] if block.title else []
    yield from panel((*title, *book.blocks(block.blocks, inner)))


def _interactive(book: Book, block: d.Interactive, place: Place) -> Iterator[Part]:
    yield from book.blocks((block.activity,), place)


MAKERS: Makers = {
    d.Paragraph: _paragraph, d.Listing: _listing, d.Table: _table, d.Figure: _figure, d.Diagram: _diagram, d.CodeBlock: _code,
    d.Quotation: _quotation, d.Rule: _rule, d.Placeholder: _placeholder, d.Callout: _callout, d.Interactive: _interactive,
    d.Explain: activities.explain, d.Discuss: activities.discuss, d.Sort: activities.sort, d.Reflect: activities.reflect,
    d.Exercise: activities.exercise, d.Quiz: questions.quiz, d.Scenario: scenarios.scenario,
    d.WhomToCall: contacts.whom_to_call, d.FillIn: activities.fill_in,
}  # fmt: skip
