"""What a walk through a notebook collected in, the finished Document out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.export import document as d
from toolkit.export.read.activity import ActivityReader
from toolkit.export.read.citations import cited_in, without_citations
from toolkit.export.read.forms import Asked, forms_of
from toolkit.export.read.labels import label_of_notebook, labelled, sealed
from toolkit.export.read.look import look_of
from toolkit.export.read.markdown import blocks_of
from toolkit.export.read.parts import about_of, later
from toolkit.messages import Messages, messages
from toolkit.messages.days import printed_clock, printed_day
from toolkit.model import cells
from toolkit.model.access import fully_labelled
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True)
class Parts:
    """What the cells of a notebook gave for one reader."""

    title: str
    modules: tuple[d.Module, ...]
    contacts: tuple[d.Contact, ...]
    sources: tuple[d.SourceNote, ...]
    facts: tuple[d.FactNote, ...]
    glossary: tuple[d.Term, ...]
    asked: Asked


def document_of(parts: Parts, notebook: NotebookNode, parameters: Parameters, activities: ActivityReader) -> d.Document:
    """The document of the reader of ``activities``, with the label of what is in it. Without sources there are no citations; a participant gets only the sources cited."""
    words, reader = messages(parameters.language), activities.reader
    raw = notebook.metadata.get(cells.KEY)
    info = fully_labelled(cells.NotebookInfo.model_validate(raw)) if raw else None
    label = label_of_notebook(notebook)
    document = d.Document(
        reader=reader,
        title=parts.title or str(notebook.metadata.get("title", "")) or words("read.untitled"),
        subtitle=info.subtitle if info else "",
        language=parameters.language,
        paper=parameters.paper,
        access="open",
        edition=info.edition if info else "",
        notice=labelled(blocks_of(info.notice), "open") if info else (),
        licence=info.licence if info else "",
        about=_about(info, parameters, words),
        modules=_modules(parts, words),
        schedule=_schedule(parts, info, words),
        contacts=parts.contacts,
        sources=parts.sources,
        facts=parts.facts,
        days=_days(info, parameters, words),
        rooms=tuple(d.Room(room.name, room.participants, room.facilitators) for room in (info.rooms if info else ())),
        cuts=_cuts(parts, info, words) if reader == "facilitator" else (),
        look=look_of(info.look if info else None),
        forms=forms_of(info, parts.asked, parts.modules, activities) if info else None,
    )
    if not parts.sources:
        bare: d.Document = without_citations(document)
        return sealed(bare, parameters, label)
    cited = cited_in(document)
    kept = tuple(s for s in parts.sources if reader == "facilitator" or s.number in cited)
    return sealed(replace(document, sources=kept), parameters, label)


def _modules(parts: Parts, words: Messages) -> tuple[d.Module, ...]:
    """Every module with a title; the glossary stands once, with the last."""
    last = len(parts.modules) - 1
    return tuple(
        replace(
            module,
            title=module.title or parts.title or words("read.untitled"),
            glossary=parts.glossary if place == last else (),
        )
        for place, module in enumerate(parts.modules)
    )


def _about(info: cells.NotebookInfo | None, parameters: Parameters, words: Messages) -> d.About:
    """The workshop's details, with every date where it has several days."""
    about = about_of(info, parameters, words)
    dates = [printed_day(day.date.isoformat(), words) for day in _days(info, parameters, words) if day.date]
    if len(dates) < 2:  # noqa: PLR2004  # dates to list
        return about
    return replace(about, date=words("shared.dates", first=", ".join(dates[:-1]), last=dates[-1]))


def _days(info: cells.NotebookInfo | None, parameters: Parameters, words: Messages) -> tuple[d.Day, ...]:
    """The days, as the parameters have moved them: a notebook's own date is the date of its first day."""
    if info is None or not info.minutes:
        return ()
    days = info.days or (cells.DayInfo(date=None, start=info.start, minutes=info.minutes),)
    first = _date_in(parameters.date)
    moved = first - days[0].date if first and days[0].date else dt.timedelta()
    dates = [first if place == 0 else day.date and day.date + moved for place, day in enumerate(days)]
    return tuple(
        d.Day(
            date, dt.time.fromisoformat(day.start) if day.start else None, day.minutes, day=_weekday(date, words),
            starts=printed_clock(day.start, words), ends=printed_clock(later(day.start, day.minutes), words) if day.start else "",
        )
        for date, day in zip(dates, days, strict=True)
    )  # fmt: skip


def _weekday(date: dt.date | None, words: Messages) -> str:
    """'Friday, January 15, 2027': who comes on several days plans by the day of the week."""
    if date is None:
        return ""
    name = words("story.weekdays").split(",")[date.weekday()].strip()
    return words("shared.weekday", weekday=name, day=printed_day(date.isoformat(), words))


def _date_in(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:  # a facilitator may have written 'next Friday'
        return None


def _schedule(parts: Parts, info: cells.NotebookInfo | None, words: Messages) -> tuple[d.ScheduleRow, ...]:
    """The run of show, without the segments that a person has deleted from the notebook."""
    several = info is not None and len(info.days) > 1
    kept = {(module.id, segment.id) for module in parts.modules for segment in module.segments}
    return tuple(
        d.ScheduleRow(
            printed_clock(row.clock, words), row.minutes, row.title or words("shared.lunch" if row.lunch else "shared.break"),
            row.module, row.segment, row.number, row.priority, row.day if several else None, row.leaders,
            printed_clock(later(row.clock, row.minutes), words), row.lunch, access=row.access,
        )
        for row in (info.schedule if info else ())
        if row.segment is None or (row.module, row.segment) in kept
    )  # fmt: skip


def _cuts(parts: Parts, info: cells.NotebookInfo | None, words: Messages) -> tuple[d.Cut, ...]:
    """What to cut when late, as the plan has it, without the segments that a person has deleted from the notebook."""
    kept = {(module.id, segment.id) for module in parts.modules for segment in module.segments}
    return tuple(
        d.Cut(
            printed_clock(cut.clock, words), cut.title, cut.module, cut.segment, cut.drop, cut.saves, cut.leaves, cut.step, cut.day,
            access=cut.access,
        )
        for cut in (info.cuts if info else ())
        if (cut.module, cut.segment) in kept
    )  # fmt: skip
