"""The guide before the first segment: its cover facts, and the workshop at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.export.docx.book import BREAK, Book
from toolkit.export.docx.front import fact, objective, titles
from toolkit.export.docx.nouns import Para, Part, Place, panel
from toolkit.export.docx.numbering import Kind
from toolkit.export.docx.xml import join
from toolkit.export.guide_plan import GuidePlan
from toolkit.export.told_once import ToldOnce
from toolkit.messages.days import printed_day


def cover(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """Whose workshop this is, when and where; what nobody has said yet is left to write in."""
    document, about = book.document, book.document.about
    yield from titles(book, book.word("guide.title"))
    yield from panel((book.text(book.word("guide.private"), "Private"),))
    time = about.starts
    if about.starts and about.ends:
        time = book.word("guide.time-range", starts=about.starts, ends=about.ends)
    yield from fact(book, "audience", about.audience)
    days = (("date", about.date), ("time", time))
    yield from fact(book, "host", about.organization, blank=True)
    for line in plan.when:
        yield from fact(book, "dates", line)
    for key, value in (
        *(() if plan.when else days), ("place", about.place), ("led-by", ", ".join(about.facilitators)),
    ):  # fmt: skip
        yield from fact(book, key, value, blank=True)
    for line in plan.rooms:
        yield from fact(book, "room", line)
    expected = "" if about.participants is None else book.word("guide.expected-people", count=about.participants)
    checked = book.word("guide.contacts-unchecked") if "" in plan.checked else ", ".join(plan.checked)
    for key, value in (
        ("length", book.word("guide.length-minutes", count=about.minutes) if about.minutes else ""),
        ("vetted-by", about.vetted_by), ("expected", expected), ("edition", document.edition), ("licence", document.licence),
        ("recheck", printed_day(plan.recheck, book.word)), ("contacts-checked", checked),
    ):  # fmt: skip
        yield from fact(book, key, value)
    place = Place().inside("Callout")
    yield from panel(book.blocks(document.notice, place))


def at_a_glance(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """How long, how many, what people will be able to do, what to prepare and to bring."""
    document, about = book.document, book.document.about
    yield book.page(book.word("guide.at-a-glance"))
    segments = sum(len(module.segments) for module in document.modules)
    yield from fact(book, "length", book.word("shared.minutes", count=about.minutes) if about.minutes else "")
    yield from fact(book, "count-segments", str(segments))
    yield from fact(book, "count-slides", str(plan.slides))
    yield from fact(book, "expected", "" if about.participants is None else str(about.participants))
    if document.schedule and plan.lengths:
        yield book.text(book.word("guide.lengths", **plan.lengths))
    yield from _objectives(book, plan)
    if plan.before.common or plan.before.own:
        yield book.heading(2, book.word("guide.before"), style="QuietHeading")
        yield from told_once(book, plan.before, "check")
    yield from _materials(book)


def told_once(book: Book, told: ToldOnce, kind: Kind) -> Iterator[Part]:
    """What all should do, and below it what one module adds, under its title."""
    yield from book.items(told.common, kind, Place())
    for module in told.own:
        yield book.heading(3, module.title)
        yield from book.items(module.items, kind, Place())


def _objectives(book: Book, plan: GuidePlan) -> Iterator[Part]:
    modules = book.document.modules
    if not any(module.objectives for module in modules):
        return
    yield book.heading(2, book.word("guide.objectives"), style="QuietHeading")
    for module, labels, places in zip(modules, plan.objectives, plan.served, strict=True):
        if len(modules) > 1:
            yield book.heading(3, module.title)
        for label, item, where in zip(labels, module.objectives, places, strict=True):
            served = (BREAK, book.run(where, "Quiet")) if book.document.schedule else ()
            yield Para(join(book.run(f"{label}  ", "Label"), objective(book, item), *served), "Term")
    if any(item.proposed for module in modules for item in module.objectives):
        mark = book.word("shared.objective-proposed")
        yield book.text(book.word("guide.objectives-proposed-note", mark=mark), "Small")


def _materials(book: Book) -> Iterator[Part]:
    whole = list(dict.fromkeys(item for module in book.document.modules for item in module.materials))
    parts = [segment for module in book.document.modules for segment in module.segments if segment.materials]
    if whole or parts:
        yield book.heading(2, book.word("guide.bring"), style="QuietHeading")
    if whole:
        yield book.heading(3, book.word("guide.bring-whole"))
        yield from ticks(book, whole)
    if parts:
        yield book.heading(3, book.word("guide.bring-segments"))
        number = book.numbering.begin("check")
        for segment in parts:
            title = segment.title if segment.number is None else f"{segment.number}. {segment.title}"
            runs = join(book.run(f"{title}: ", strong=True), book.run("; ".join(segment.materials)))
            yield book.listed(runs, "check", number, Place())


def ticks(book: Book, items: Sequence[str]) -> Iterator[Part]:
    """Plain words to tick off."""
    number = book.numbering.begin("check")
    yield from (book.listed(book.run(item), "check", number, Place()) for item in items)
