"""The first page of a Word file and what any module opens with: titles, details, the notice, objectives, a list of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.export import document as d
from toolkit.export.docx.book import TAB, Book, Entry
from toolkit.export.docx.nouns import Para, Part, Place, Raw, panel
from toolkit.export.docx.pictures import shown_figure
from toolkit.export.docx.xml import Xml, join, tag, val
from toolkit.export.timetable import pauses_told, rooms_told, when
from toolkit.export.vetting import mark
from toolkit.messages import messages

_LOGO = (2300, 840)
"""Twips: its most, wide and high."""


def titles(book: Book, kind: str) -> Iterator[Part]:
    """The logo of the host; what this is, for whom where not everyone may have it, and its title."""
    document = book.document
    if document.look.logo:
        yield Para(book.picture(shown_figure(document.look.logo), _LOGO), "Picture", clear_below=True)
    restricted = mark(document, messages(document.language))
    yield book.text(" \u00b7 ".join(part for part in (kind, restricted) if part), "Kicker")
    yield book.text(document.title, "Title", clear_below=not document.subtitle)
    if document.subtitle:
        yield book.text(document.subtitle, "Subtitle")


def detail(book: Book, name: str, value: str, style: str = "Details", *, blank: bool = False) -> Iterator[Para]:
    """A name and what it is here; ``blank`` leaves a line to write it on where nobody has said."""
    if value or blank:
        yield Para(join(book.run(name, "Label"), TAB, book.run(value) if value else TAB), style, clear_above=not value)


def fact(book: Book, key: str, value: str, *, blank: bool = False) -> Iterator[Para]:
    """The same in a guide, where names are longer."""
    yield from detail(book, book.word(f"guide.{key}"), value, "Facts", blank=blank)


def workshop_details(book: Book) -> Iterator[Part]:
    """When, where, with whom and for whom."""
    about = book.document.about
    host = "" if about.organization in about.place else about.organization
    words = messages(book.document.language)
    dates = when(book.document, words) or (", ".join(part for part in (about.date, hours(about)) if part),)
    for line in dates:
        yield from detail(book, book.word("handout.when"), line)
    yield from detail(book, book.word("handout.pauses"), "; ".join(pauses_told(book.document, words)))
    yield from detail(book, book.word("handout.where"), ", ".join(part for part in (about.place, host) if part))
    for line in rooms_told(book.document, words):
        yield from detail(book, book.word("handout.room"), line)
    shared_out = any(room.facilitators for room in book.document.rooms)
    yield from detail(book, book.word("handout.with"), "" if shared_out else ", ".join(about.facilitators))
    yield from detail(book, book.word("handout.for"), about.audience)


def hours(about: d.About) -> str:
    """'6:30\u20138:00 PM': AM or PM only once where both are the same."""
    if not (about.starts and about.ends):
        return about.starts + about.ends
    starts, _, half = about.starts.partition(" ")
    same = half and about.ends.endswith(f" {half}")
    return f"{starts if same else about.starts}\u2013{about.ends}".replace(" ", "\u00a0")


def notice(book: Book, level: int, blocks: d.Blocks, *, support: bool) -> Iterator[Part]:
    """What people may choose, before anything else; with ``support``, who is there to talk to."""
    lines = [
        Para(join(book.run(contact.name, strong=True), book.run(f": {(contact.number or contact.web)}")), "CalloutSupport")
        for contact in book.document.contacts
        if support and contact.need == "support" and (contact.number or contact.web)
    ]
    if blocks or lines:
        yield book.heading(level, book.word("shared.content-notice"), style="NoticeHeading")
        yield from panel((*book.blocks(blocks, Place().inside("CalloutSupport")), *lines), headed=True)


def objectives(book: Book, level: int, items: Sequence[d.Objective]) -> Iterator[Part]:
    """What people will be able to do."""
    if items:
        yield book.heading(level, book.word("shared.objectives"), style="QuietHeading")
        number = book.numbering.begin("bullet")
        for item in items:
            yield book.listed(objective(book, item), "bullet", number, Place())


def objective(book: Book, item: d.Objective) -> Xml:
    """Its text, and whose wording it is where it is ours."""
    ours = book.run(f" ({book.word('shared.objective-proposed')})", "Quiet") if item.proposed else Xml()
    return join(book.run(item.text), ours)


def contents(book: Book, title: str, entries: Sequence[Entry], depth: int, *, opens: bool = False) -> Iterator[Part]:
    """A list of contents that Word can renew. Only Word knows on which page things stand, so it names none: a wrong number is worse."""
    shown = [entry for entry in entries if entry.level <= depth]
    if not shown:
        return
    begin = _field("begin", "separate", f' TOC \\o "1-{depth}" \\n \\h \\z ')
    gallery = tag("w:docPartObj", None, val("w:docPartGallery", "Table of Contents"), tag("w:docPartUnique"))
    head = book.text(title, "TOCHeading", opens=opens)
    rows = []
    for place, entry in enumerate(shown):
        link = tag("w:hyperlink", {"w:anchor": entry.bookmark, "w:history": 1}, book.run(entry.text))
        lead, end = begin if place == 0 else Xml(), _end() if place == len(shown) - 1 else Xml()
        rows.append(Para(join(lead, link, end), f"TOC{entry.level}"))
    inside = join(*(part.xml() for part in (head, *rows)))
    yield Raw(tag("w:sdt", None, tag("w:sdtPr", None, val("w:id", 731_902_114), gallery), tag("w:sdtContent", None, inside)))


def _field(first: str, second: str, instruction: str) -> Xml:
    char = [tag("w:r", None, tag("w:fldChar", {"w:fldCharType": kind})) for kind in (first, second)]
    return join(char[0], tag("w:r", None, tag("w:instrText", {"xml:space": "preserve"}, instruction)), char[1])


def _end() -> Xml:
    return tag("w:r", None, tag("w:fldChar", {"w:fldCharType": "end"}))
