"""The run of show as a table with the clock, and what to cut when the day runs late."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export.docx.book import Book
from toolkit.export.docx.nouns import Cell, Grid, Para, Part
from toolkit.export.docx.xml import Xml, join
from toolkit.export.guide_days import GuideDay, Row
from toolkit.export.guide_plan import GuidePlan

_SHARES = {"clock": 0.12, "minutes": 0.11, "segment": 0.24, "slides": 0.08, "needs": 0.29}
_SHARES_WITH_LEADERS = {"clock": 0.12, "minutes": 0.1, "segment": 0.21, "led": 0.15, "slides": 0.08, "needs": 0.2}


def run_of_show(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """A table for each day, with a row for each segment and break; each segment's title leads to its pages."""
    if not plan.days:
        return
    yield book.page(book.word("guide.run-of-show"))
    if plan.rooms:
        runs = book.run(f"{book.word('guide.rooms')}: ", strong=True), book.run(" \u00b7 ".join(plan.rooms))
        yield Para(join(*runs))
    leads = any(row.leaders for day in plan.days for row in day.rows)
    heads = ("clock", "minutes", "segment", *(("led",) if leads else ()), "slides", "needs", "if-late")
    for day in plan.days:
        if day.title:
            yield book.heading(2, day.title)
        yield _day(book, day, heads)
    yield book.text(book.word("guide.span-note"), "Small")


def _day(book: Book, day: GuideDay, heads: tuple[str, ...]) -> Grid:
    shares = _SHARES_WITH_LEADERS if "led" in heads else _SHARES
    some = [round(book.sheet.width * shares[key]) for key in heads[:-1]]
    header = tuple((book.text(book.word(f"guide.{key}"), "TableHead"),) for key in heads)
    rows = [cells for row in day.rows for cells in _rows(book, row, heads)]
    if day.ends:
        ends = {"clock": _cell(book.run(day.ends, strong=True)), "segment": _cell(book.run(book.word("guide.end"), strong=True))}
        rows.append(tuple(ends.get(key, _cell()) for key in heads))
    told = day.title or book.word("guide.run-of-show")
    return Grid(header, tuple(rows), (*some, book.sheet.width - sum(some)), told)


def _cell(*runs: Xml) -> Cell:
    return (Para(join(*runs), "TableText"),)


def _rows(book: Book, row: Row, heads: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """The row, below one with the name of its module where that begins here."""
    if row.heads:
        yield tuple(_cell(book.run(row.heads, "Label")) if key == "segment" else _cell() for key in heads)
    cells = _pause(book, row) if row.pause else _segment(book, row)
    yield tuple(cells.get(key, _cell()) for key in heads)


def _pause(book: Book, row: Row) -> dict[str, Cell]:
    told = join(book.run(row.title, "Label"), book.run(f"  {row.told}" if row.told else ""))
    return {
        "clock": _cell(book.run(row.clock, strong=True)), "minutes": _cell(book.run(str(row.minutes), strong=True)),
        "segment": _cell(told), "slides": _cell(book.run(_numbers(row))),
    }  # fmt: skip


def _segment(book: Book, row: Row) -> dict[str, Cell]:
    title = row.title if row.number is None else f"{row.number}. {row.title}"
    aims = book.word("guide.serves", numbers=", ".join(row.objectives)) if row.objectives else ""
    span = book.word("guide.span", least=row.span[0], usual=row.span[1], most=row.span[2]) if row.span else ""
    return {
        "clock": _cell(book.run(row.clock, strong=True)),
        "minutes": (*_cell(book.run(str(row.minutes), strong=True)), *_small(book, span)),
        "segment": (*_cell(book.inside(segment_key(row.id), book.run(title, "Hyperlink", strong=True))), *_small(book, aims)),
        "led": tuple(part for name in row.leaders for part in _cell(book.run(name))) or _cell(),
        "slides": _cell(book.run(_numbers(row))),
        "needs": _cell(book.run("; ".join(row.materials))),
        "if-late": _cell(book.run(row.late, strong=row.priority == "safety")),
    }


def _small(book: Book, text: str) -> Cell:
    return (Para(book.run(text, "Quiet"), "TableText"),) if text else ()


def _numbers(row: Row) -> str:
    return "\u2013".join(map(str, dict.fromkeys(row.slides)))


def segment_key(name: str) -> str:
    """The name of the place where a segment, 'module:segment', begins."""
    return f"segment {name}"


def cut_list(book: Book, plan: GuidePlan) -> Iterator[Part]:
    """In which order to cut, what each cut wins, and what all so far win together."""
    if not any(day.cuts for day in plan.days):
        return
    yield book.heading(2, book.word("guide.late"))
    yield book.text(book.word("guide.late-intro"))
    for day in plan.days:
        if day.cuts and day.title:
            yield book.heading(3, day.title)
        if day.cuts:
            yield _cuts(book, day)
    yield book.text(book.word("guide.late-tool"), "Small")


def _cuts(book: Book, day: GuideDay) -> Grid:
    header = tuple(
        (book.text(book.word(f"guide.late-{key}"), "TableHead"),) for key in ("begins", "what", "gain", "won")
    )
    rows: list[tuple[Cell, ...]] = []
    for number, group in enumerate(day.cuts, start=1):
        rows.append((_cell(), _cell(book.run(f"{number}. {group.title}", "Label")), _cell(), _cell()))
        rows += [
            (
                _cell(book.run(cut.clock)), _cell(book.run(cut.told)),
                _cell(book.run(book.word("shared.minutes", count=cut.saves))), _cell(book.run(str(cut.together), strong=True)),
            )
            for cut in group.cuts
        ]  # fmt: skip
    some = [round(book.sheet.width * share) for share in (0.13, 0.65, 0.12)]
    return Grid(header, tuple(rows), (*some, book.sheet.width - sum(some)), book.word("guide.late"))
