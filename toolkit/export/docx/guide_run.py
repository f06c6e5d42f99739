"""The run of show as a table with the clock, and what to cut when the day runs late."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export.docx.book import Book
from toolkit.export.docx.nouns import Cell, Grid, Para, Part, Place
from toolkit.export.docx.xml import Xml, join
from toolkit.export.guide_plan import GuidePlan, Row

_HEADS = ("clock", "minutes", "segment", "aims", "slides", "needs", "if-late")
_SHARES = (0.105, 0.055, 0.225, 0.125, 0.08, 0.27)


def run_of_show(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """A row for each segment and break; each segment's title leads to its pages."""
    if not plan.rows:
        return
    yield book.page(book.word("guide.run-of-show"))
    some = [round(book.sheet.width * share) for share in _SHARES]
    header = tuple((book.text(book.word(f"guide.{key}"), "TableHead"),) for key in _HEADS)
    rows = [_row(book, row) for row in plan.rows]
    if book.document.about.ends:
        ends = (_cell(book.run(book.document.about.ends, strong=True)), _cell(), _cell(book.run(book.word("guide.end"), strong=True)))
        rows.append((*ends, *(_cell() for _ in _HEADS[3:])))
    yield Grid(header, tuple(rows), (*some, book.sheet.width - sum(some)), book.word("guide.run-of-show"))


def _cell(*runs: Xml) -> Cell:
    return (Para(join(*runs), "TableText"),)


def _row(book: Book, row: Row) -> tuple[Cell, ...]:
    clock, minutes = _cell(book.run(row.clock, strong=True)), _cell(book.run(str(row.minutes)))
    if row.pause:
        return (clock, minutes, _cell(book.run(row.title, "Label")), *(_cell() for _ in _HEADS[3:]))
    title = row.title if row.number is None else f"{row.number}. {row.title}"
    slides = "\u2013".join(map(str, dict.fromkeys(row.slides)))
    return (
        clock, minutes, _cell(book.inside(segment_key(row.id), book.run(title, "Hyperlink", strong=True))),
        _cell(book.run(", ".join(row.objectives))), _cell(book.run(slides)), _cell(book.run("; ".join(row.materials))),
        _cell(book.run(_late(book, row), strong=row.priority == "safety")),
    )  # fmt: skip


def _late(book: Book, row: Row) -> str:
    if row.priority == "safety":
        return book.word("guide.late-safety")
    if row.priority == "optional":
        return book.word("guide.late-optional", count=row.saves)
    return book.word("guide.late-core", count=row.saves) if row.saves else book.word("guide.late-core-none")


def segment_key(name: str) -> str:
    """The name of the place where a segment, 'module:segment', begins."""
    return f"segment {name}"


def cut_list(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """In which order to cut, and what each cut wins."""
    if not plan.cuts:
        return
    yield book.heading(2, book.word("guide.late"))
    yield book.text(book.word("guide.late-intro"))
    number = book.numbering.begin("number")
    for cut in plan.cuts:
        key = "guide.late-drop" if cut.priority == "optional" else "guide.late-shorten"
        wins = book.run(book.word("guide.late-wins", count=cut.saves), strong=True)
        yield book.listed(join(book.run(f"{book.word(key, title=cut.title)} "), wins), "number", number, Place())
    yield book.text(book.word("guide.late-all", count=sum(cut.saves for cut in plan.cuts)))
