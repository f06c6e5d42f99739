"""Whom to call, as a table in a Word file, with lines for local numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.export import document as d
from toolkit.export.docx.book import TAB, Book
from toolkit.export.docx.nouns import Cell, Grid, Para, Part, Place
from toolkit.export.docx.xml import Xml, join

NEEDS = ("danger", "report", "missing", "support")
_PADDING = 200  # of a cell, both sides


def contacts_page(book: Book) -> Iterator[Part]:
    """All of them on a page of their own, those for the most urgent need first."""
    contacts = book.document.contacts
    if not contacts:
        return
    yield book.page(book.word("shared.contacts"))
    yield book.text(book.word("handout.keep-contacts"))
    ordered = [contact for need in NEEDS for contact in contacts if contact.need == need]
    widths = _widths(book, 0.17, 0.51)
    heads = ("docx.contact-when", "docx.contact-whom", "docx.contact-how")
    rows = tuple(
        ((Para(book.run(book.word(f"shared.need-{contact.need}"), strong=True), "TableText"),), _whom(book, contact, contacts), reach(book, contact, widths[2]))
        for contact in ordered
    )
    yield _grid(book, heads, rows, widths)
    yield from legend(book, contacts)


def whom_to_call(book: Book, block: d.WhomToCall, place: Place) -> Iterator[Part]:
    """Some of them, in the order given."""
    del place
    widths = _widths(book, 0.58)
    rows = tuple((_whom(book, contact, block.contacts), reach(book, contact, widths[1])) for contact in block.contacts)
    yield _grid(book, ("docx.contact-whom", "docx.contact-how"), rows, widths)
    if any(contact.confirm for contact in block.contacts):
        yield Para(_confirm_legend(book), "Small")


def _grid(book: Book, heads: Sequence[str], rows: tuple[tuple[Cell, ...], ...], widths: tuple[int, ...]) -> Grid:
    header = tuple((book.text(book.word(head), "TableHead"),) for head in heads)
    return Grid(header, rows, widths, book.word("shared.contacts"))


def _widths(book: Book, *shares: float) -> tuple[int, ...]:
    some = [round(book.sheet.width * share) for share in shares]
    return (*some, book.sheet.width - sum(some))


def _whom(book: Book, contact: d.Contact, group: Sequence[d.Contact]) -> Cell:
    name = join(book.run(contact.name, strong=True), confirm_sign(book, contact))
    days = {other.checked_on for other in group}
    parts = [*when_open(book, contact), *([_checked(book, contact)] if len(days) > 1 else [])]
    small = [Para(book.run(" \u00b7 ".join(parts), "Quiet"), "TableText")] if parts else []
    return (Para(name, "TableText"), book.text(contact.purpose, "TableText"), *small)


def confirm_sign(book: Book, contact: d.Contact) -> Xml:
    """A sign in words beside a number that somebody has to confirm."""
    return join(book.run("  "), book.run(f"[{book.word('contacts.confirm')}]", "Confirm")) if contact.confirm else Xml()


def when_open(book: Book, contact: d.Contact) -> list[str]:
    """Hours, languages and what else to know."""
    languages = book.word("shared.languages", names=", ".join(contact.languages)) if contact.languages else ""
    return [part for part in (contact.hours, languages, contact.note) if part]


def _checked(book: Book, contact: d.Contact) -> str:
    return book.word("shared.checked-on", day=contact.checked_on) if contact.checked_on else book.word("shared.not-checked-yet")


def reach(book: Book, contact: d.Contact, width: int) -> Cell:
    """Each way to reach them on a line; where only the place knows the number, a line to write it on."""
    ways = contact.number.replace(" (", " \u00b7 (").split(" \u00b7 ")
    out = [Para(book.run(way, "Number"), "TableText") for way in ways if way]
    if contact.web:
        out.append(Para(book.outside(f"https://{contact.web}", book.run(contact.web, "Hyperlink")), "TableText"))
    if not contact.number and contact.local:
        out.append(Para(join(book.run(f"{book.word('shared.local-number')} "), TAB), "TableText", line=width - _PADDING, clear_above=True))
    return tuple(out) or (book.text("\u2013", "TableText"),)


def legend(book: Book, group: Sequence[d.Contact]) -> Iterator[Para]:
    """What the sign asks for, and when all these numbers were checked."""
    if any(contact.confirm for contact in group):
        yield Para(_confirm_legend(book), "Small")
    days = {contact.checked_on for contact in group}
    if len(days) == 1:
        (day,) = days
        yield book.text(book.word("shared.checked-on", day=day) if day else book.word("shared.not-checked"), "Small")


def _confirm_legend(book: Book) -> Xml:
    return join(book.run(f"[{book.word('contacts.confirm')}]", "Confirm"), book.run(f" {book.word('contacts.confirm-legend')}"))
