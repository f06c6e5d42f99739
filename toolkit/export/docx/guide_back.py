"""The last pages of the guide: what to do afterwards, numbers to check, facts with their sources, and what this guide is."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export import document as d
from toolkit.export.docx.activities import TICK, lines
from toolkit.export.docx.book import Book
from toolkit.export.docx.contacts import confirm_sign, reach, when_open
from toolkit.export.docx.guide_front import ticks, told_once
from toolkit.export.docx.nouns import Cell, Grid, Para, Part, Place
from toolkit.export.docx.xml import Xml, join
from toolkit.export.guide_plan import GuidePlan
from toolkit.messages.days import printed_day

_NOTE_LINES = 5


def afterwards(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """When the room is empty, and how to take care of oneself."""
    yield book.page(book.word("guide.after"))
    yield book.heading(2, book.word("guide.after-workshop"), style="QuietHeading")
    yield from ticks(book, [book.word(f"guide.after-{place}") for place in range(1, 5)])
    yield book.heading(2, book.word("guide.self-care"), style="QuietHeading")
    yield from told_once(book, plan.care, "bullet")
    if not plan.care.common and not plan.care.own:  # a notebook that says nothing of its own
        number = book.numbering.begin("bullet")
        for place in range(1, 5):
            yield book.listed(book.run(book.word(f"guide.self-care-{place}")), "bullet", number, Place())
    yield book.heading(2, book.word("guide.notes-space"), style="QuietHeading")
    yield from lines(_NOTE_LINES)


def contacts_check(book: Book) -> Iterator[Part]:
    """What participants get as a page to keep is, for whoever prepares the day, a list to work through."""
    contacts = book.document.contacts
    if not contacts:
        return
    yield book.page(book.word("guide.contacts"))
    yield book.text(book.word("guide.contacts-intro", confirm=book.word("contacts.confirm")))
    if any(not contact.checked_on for contact in contacts):
        yield Para(book.run(book.word("guide.contacts-unchecked"), "TimeNow"))
    widths = _widths(book, 0.32, 0.54)
    rows = tuple((reach(book, contact, widths[0]), _whom(book, contact), _tick(book, contact)) for contact in contacts)
    yield _grid(book, ("contacts-reach", "contacts-whom", "contacts-tick"), rows, widths, "guide.contacts")


def _whom(book: Book, contact: d.Contact) -> Cell:
    name = join(book.run(contact.name, strong=True), confirm_sign(book, contact), book.run(f"  {contact.purpose}"))
    when = " \u00b7 ".join(when_open(book, contact))
    return (Para(name, "TableText"), *([Para(book.run(when, "Quiet"), "TableText")] if when else []))


def _tick(book: Book, contact: d.Contact) -> Cell:
    day = [Para(book.run(contact.checked_on, "Quiet"), "TableText")] if contact.checked_on else []
    return (book.text(TICK, "TableText"), *day)


def facts(book: Book) -> Iterator[Part]:
    """What each claim rests on, and by when a person must look at it again."""
    if not book.document.facts:
        return
    yield book.text(book.word("guide.sources-intro"))
    widths = _widths(book, 0.2, 0.58)
    rows = tuple((_entry(book, fact), _statement(book, fact), _days(book, fact)) for fact in book.document.facts)
    yield _grid(book, ("fact-id", "fact", "fact-review-by"), rows, widths, "guide.sources")


def _entry(book: Book, fact: d.FactNote) -> Cell:
    label = Para(book.run(book.word(f"guide.label-{fact.label}"), "Quiet"), "TableText")
    return (Para(book.run(fact.id, strong=True), "TableText"), label)


def _statement(book: Book, fact: d.FactNote) -> Cell:
    cites = book.spans((d.Span("", cites=fact.sources),)) if fact.sources else Xml()
    caution = book.run(f" {book.word('guide.fact-caution', text=fact.caution)}", emphasis=True) if fact.caution else Xml()
    return (Para(join(book.run(fact.statement), cites, caution), "TableText"),)


def _days(book: Book, fact: d.FactNote) -> Cell:
    as_of = [Para(book.run(book.word("guide.fact-as-of", day=fact.as_of), "Quiet"), "TableText")] if fact.as_of else []
    return (book.text(printed_day(fact.review_by, book.word), "TableText"), *as_of)


def colophon(book: Book) -> Iterator[Part]:
    """Which edition this is, and who stands behind it."""
    document = book.document
    if not document.edition:
        return
    yield book.heading(2, book.word("guide.colophon"), style="QuietHeading")
    yield book.text(book.word("docx.colophon", title=document.title, edition=document.edition))
    if document.licence:
        yield book.text(document.licence)
    yield from book.blocks(document.notice, Place())


def _widths(book: Book, *shares: float) -> tuple[int, ...]:
    some = [round(book.sheet.width * share) for share in shares]
    return (*some, book.sheet.width - sum(some))


def _grid(book: Book, heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], widths: tuple[int, ...], told: str) -> Grid:
    header = tuple((book.text(book.word(f"guide.{head}"), "TableHead"),) for head in heads)
    return Grid(header, rows, widths, book.word(told))
