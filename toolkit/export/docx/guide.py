"""A facilitator's Document in, the run-of-show guide as a Word file out, for a team to make its own."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export import document as d
from toolkit.export.docx.answers import all_keys, quick_keys
from toolkit.export.docx.back import sources
from toolkit.export.docx.blocks import MAKERS
from toolkit.export.docx.book import Book
from toolkit.export.docx.dress import Sheet
from toolkit.export.docx.finish import finish
from toolkit.export.docx.front import contents
from toolkit.export.docx.guide_back import afterwards, colophon, contacts_check, facts
from toolkit.export.docx.guide_front import at_a_glance, cover
from toolkit.export.docx.guide_run import cut_list, run_of_show
from toolkit.export.docx.guide_safety import safety
from toolkit.export.docx.guide_segments import module_pages
from toolkit.export.docx.nouns import Part
from toolkit.export.guide_plan import GuidePlan, guide_plan
from toolkit.export.typography import polished
from toolkit.look.theme import Theme
from toolkit.messages import messages

_SIDE = 1080
"""Twips: a guide has narrower margins, for its tables."""


def to_guide_docx(document: d.Document, theme: Theme) -> bytes:
    """The guide with every answer: it is never for participants.

    Raises ForbiddenCharacterError, and ToolkitError for a picture that cannot be read.
    """
    if document.reader != "facilitator":
        raise ValueError(document.reader)
    words = messages(document.language)
    plan = guide_plan(document, words)
    document = polished(document)
    book = Book(document, theme, words, MAKERS, Sheet(document.paper, side=_SIDE))
    first = tuple(cover(book, plan))
    body = tuple(_body(book, plan))
    listed = contents(book, book.word("docx.contents"), book.outline, 2, opens=True)
    title = book.word("guide.document-title", title=document.title)
    return finish(book, [*first, *listed, *body], book.word("guide.title"), title, guide=True)


def _body(book: Book, plan: GuidePlan) -> Iterator[Part]:
    yield from at_a_glance(book, plan)
    yield from safety(book, plan)
    yield from run_of_show(book, plan)
    yield from cut_list(book, plan)
    for place, module in enumerate(book.document.modules):
        yield from module_pages(book, plan, place, module)
    yield from afterwards(book, plan)
    yield book.page(book.word("guide.answer-key"))
    yield from quick_keys(book, 2)
    yield from all_keys(book, 2)
    yield from contacts_check(book)
    if book.document.facts or book.document.sources:
        yield book.page(book.word("guide.sources"))
        yield from facts(book)
        yield from sources(book, 2)
    yield from colophon(book)
