"""The guide's pages on keeping everyone safe, and on what to do when someone tells you something."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export.docx.book import BREAK, TAB, Book
from toolkit.export.docx.nouns import Para, Part, Place, panel, together
from toolkit.export.docx.xml import Xml, join
from toolkit.export.guide_plan import GuidePlan

_WORKSHEET = ("quiet-place", "second-person", "host")


def safety(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """How to begin, how to go on when someone is upset or says something that hurts, and a disclosure step by step."""
    modules = book.document.modules
    yield book.page(book.word("guide.safety"))
    yield Para(book.run(book.word("guide.safety-assume"), strong=True), "Lead")
    yield book.text(book.word("guide.safety-two"))
    yield book.heading(2, book.word("guide.safety-start"), style="QuietHeading")
    yield book.text(book.word("guide.safety-start-say"))
    place = Place().inside("CalloutSupport")
    for notice in plan.notices:
        name = " \u00b7 ".join([book.word("shared.content-notice"), *notice.titles])
        head = book.para(book.run(name, "SupportTitle"), place, stays=True)
        yield from panel((head, *book.blocks(notice.text, place)))
    opening = [segment for module in modules for segment in module.segments if segment.priority == "safety" and segment.number is not None]
    if opening:
        yield book.text(book.word("guide.safety-agreements", number=opening[0].number, title=opening[0].title))
    yield book.heading(2, book.word("guide.safety-out"), style="QuietHeading")
    yield from _words(book, "guide.safety-out", 3, counted=False)
    yield book.heading(2, book.word("guide.safety-upset"), style="QuietHeading")
    yield from _words(book, "guide.safety-upset", 5)
    yield book.heading(2, book.word("guide.safety-remark"), style="QuietHeading")
    yield from _words(book, "guide.safety-remark", 3)
    yield book.page(book.word("guide.disclosure"))
    yield book.heading(2, book.word("guide.disclosure-self"), style="QuietHeading")
    yield from _words(book, "guide.disclosure-self", 8)
    yield book.heading(2, book.word("guide.disclosure-child"), style="QuietHeading")
    yield from _words(book, "guide.disclosure-child", 6)
    yield from _worksheet(book)


def _words(book: Book, stem: str, count: int, *, counted: bool = True) -> Iterator[Part]:
    """Fixed words in a list, each with what one can say."""
    number = book.numbering.begin("number" if counted else "bullet")
    for place in range(1, count + 1):
        said = book.said(f"{stem}-{place}")
        runs = join(book.run(book.word(f"{stem}-{place}")), BREAK if said else Xml(), book.run(f"\u201c{said}\u201d" if said else "", "Label"))
        yield book.listed(runs, "number" if counted else "bullet", number, Place(), whole=True)


def _worksheet(book: Book) -> Iterator[Part]:
    """Whom to turn to here, to be filled in before the day."""
    yield book.heading(2, book.word("guide.support"), style="QuietHeading")
    rows = [Para(book.run(book.word("guide.support-note")))]
    rows += [
        Para(join(book.run(f"{book.word(f'guide.support-{key}')}  ", strong=True), TAB), "FillIn") for key in _WORKSHEET
    ]
    for contact in book.document.contacts:
        if contact.local or contact.need == "support":
            value = "; ".join(part for part in (contact.number, contact.web) if part)
            rows.append(Para(join(book.run(f"{contact.name}  ", strong=True), book.run(value) if value else TAB), "FillIn"))
    yield from together(rows)
