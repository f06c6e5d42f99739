"""A facilitator's Document in, the letter to the host as a Word file out, as people change it before they send it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export import document as d
from toolkit.export.docx.blocks import MAKERS
from toolkit.export.docx.book import TAB, Book
from toolkit.export.docx.dress import Sheet
from toolkit.export.docx.finish import finish
from toolkit.export.docx.front import detail
from toolkit.export.docx.nouns import Cell, Grid, Para, Part
from toolkit.export.docx.xml import Xml, join
from toolkit.export.letter import Letter, Section, letter
from toolkit.export.typography import polished
from toolkit.export.vetting import mark
from toolkit.look.theme import Theme
from toolkit.messages import messages

_TICK = 1500  # twips, of a column to tick


def to_request_letter_docx(document: d.Document, theme: Theme) -> bytes:
    """The letter. Raises ForbiddenCharacterError."""
    words = messages(document.language)
    written = letter(document, words)
    book = Book(polished(document), theme, words, MAKERS, Sheet(document.paper))
    title = book.word("letter.document-title", title=document.title)
    return finish(book, list(_parts(book, written, mark(document, words))), book.word("letter.kicker"), title, guide=False)


def _parts(book: Book, written: Letter, restricted: str) -> Iterator[Part]:
    yield book.text(" · ".join(part for part in (book.word("letter.kicker"), restricted) if part), "Kicker")
    yield book.heading(1, written.title)
    yield from _blank(book, book.word("letter.to"), written.to)
    yield from _blank(book, book.word("letter.date"))
    for name, value in written.facts:
        yield from detail(book, name, value, blank=True)
    yield from _blank(book, written.greeting)
    for text in written.opening:
        yield book.text(text)
    for section in written.sections:
        yield from _section(book, section)
    yield from _section(book, written.ours)
    for text in written.closing:
        yield book.text(text)
    yield from _blank(book, "", "")
    yield book.text(", ".join(written.names) or book.word("letter.names"))
    yield from _materials(book, written)


def _section(book: Book, section: Section) -> Iterator[Part]:
    yield book.heading(2, section.title)
    yield book.text(section.text, stays=True)
    number = book.numbering.begin("bullet")
    for point in section.points:
        yield Para(book.run(point), "ListBullet", (number, 0))
    for label in section.blanks:
        yield from _blank(book, label)


def _blank(book: Book, label: str, value: str = "") -> Iterator[Para]:
    """A label and what it is, or a line to write it on."""
    yield book.text(f"{label} {value}") if value else Para(join(book.run(f"{label} "), TAB), "FillIn", line=book.sheet.width, clear_below=True)


def _materials(book: Book, written: Letter) -> Iterator[Part]:
    if not written.materials:
        return
    yield book.heading(2, book.word("letter.materials"))
    yield book.text(written.materials_text, stays=True)

    def cell(text: str, style: str = "TableText") -> Cell:
        return (Para(book.run(text) if text else Xml(), style),)

    header = tuple(cell(book.word(f"letter.head-{name}"), "TableHead") for name in ("item", "you", "us"))
    rows = tuple((cell(item), cell(""), cell("")) for item in written.materials)
    yield Grid(header, rows, (book.sheet.width - 2 * _TICK, _TICK, _TICK), book.word("letter.materials"))
