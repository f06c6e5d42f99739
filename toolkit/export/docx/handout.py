"""A participant's Document in, the workbook as a Word file out, for a host to edit before it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export import document as d
from toolkit.export.docx.back import colophon, glossary, sources
from toolkit.export.docx.blocks import MAKERS
from toolkit.export.docx.book import Book
from toolkit.export.docx.contacts import contacts_page
from toolkit.export.docx.dress import Sheet
from toolkit.export.docx.finish import finish
from toolkit.export.docx.front import contents, notice, objectives, titles, workshop_details
from toolkit.export.docx.nouns import Part, Place, panel
from toolkit.export.typography import polished
from toolkit.look.theme import Theme
from toolkit.messages import messages


def to_handout_docx(document: d.Document, theme: Theme) -> bytes:
    """The workbook: prose, activities with room to write, questions without answers, and whom to call.

    Raises ForbiddenCharacterError, and ToolkitError for a picture that cannot be read.
    """
    document = polished(document)
    book = Book(document, theme, messages(document.language), MAKERS, Sheet(document.paper))
    one = len(document.modules) == 1
    front = [*titles(book, book.word("handout.kicker")), *workshop_details(book)]
    front += notice(book, 1, document.modules[0].notice if one else (), support=bool(document.contacts))
    front += objectives(book, 1, document.modules[0].objectives) if one else ()
    body = [part for place, module in enumerate(document.modules, start=1) for part in _module(book, place, module, one=one)]
    back = [*glossary(book, 1), *sources(book, 1), *contacts_page(book), *colophon(book)]
    listed = contents(book, book.word("handout.contents"), book.outline, 2 if one else 1)
    return finish(book, [*front, *listed, *body, *back], book.word("handout.kicker"), document.title, guide=False)


def _module(book: Book, number: int, module: d.Module, *, one: bool) -> Iterator[Part]:
    title = module.title or book.document.title
    chip = None if one else book.run(f"{book.word('shared.module', number=number)}  ", "SegmentNumber")
    yield book.heading(1, title, before=chip) if number == 1 else book.page(title, before=chip)
    if module.subtitle:
        yield book.text(module.subtitle, "Subtitle")
    yield from book.blocks(module.summary, Place("Lead"))
    if not one:
        yield from notice(book, 2, module.notice, support=False)
        yield from objectives(book, 2, module.objectives)
    for segment in module.segments:
        yield from _segment(book, segment)
    yield from _key_points(book, module)
    yield from _next_steps(book, module)


def _segment(book: Book, segment: d.Segment) -> Iterator[Part]:
    # What opens a notebook written by hand stands under the title itself, which is not said twice.
    opening = segment.number is None and segment.title == book.document.title
    if not opening:
        number = None if segment.number is None else book.run(f"{segment.number}  ", "SegmentNumber")
        yield book.heading(2, segment.title, before=number)
    yield from book.blocks(segment.blocks, Place(level=2 if opening else 3))


def _key_points(book: Book, module: d.Module) -> Iterator[Part]:
    if module.key_points:
        yield book.heading(2, book.word("shared.key-points"))
        yield from panel(book.items(module.key_points, "point", Place()))


def _next_steps(book: Book, module: d.Module) -> Iterator[Part]:
    if module.next_steps:
        yield book.heading(2, book.word("shared.next-steps"))
    for role in module.next_steps:
        yield book.heading(3, role.title)
        yield from book.items(role.steps, "check", Place())
