"""A reference page and parameters in, its notebook out: sections of text, tables from the registers, whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.messages import Messages, messages
from toolkit.model import cells
from toolkit.model.access import Access, high_water, label_of, most_restrictive
from toolkit.model.activity import Callout, Prose
from toolkit.model.as_typed import as_typed
from toolkit.model.clearance import seen, seen_parameters
from toolkit.model.curriculum import Curriculum
from toolkit.model.diagram import PlaceDiagram
from toolkit.model.look import Look
from toolkit.model.page import FigureCell, Figures, FillIn, Page, PageBlock, Table, WhomToCall
from toolkit.model.references import References
from toolkit.model.session import Parameters
from toolkit.notebook_cells import (
    Cell,
    as_notebook,
    callout_cell,
    diagram_cell,
    end_cells,
    markdown_cell,
    parameters_cell,
    quoted_notice,
)
from toolkit.widgets.as_markdown import markdown_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

def compose_page(curriculum: Curriculum, page: Page, parameters: Parameters, look: Look | None = None) -> NotebookNode:
    """The notebook of one page, in the ``look`` of the session that it is for. The same page and parameters give the same notebook."""
    parameters = seen_parameters(curriculum, parameters)
    curriculum = seen(curriculum, parameters.clearance)
    catalogue, page = curriculum.catalogue, curriculum.page(page.id)
    info = cells.NotebookInfo(
        title=page.title, subtitle=page.subtitle or "", edition=catalogue.edition, notice=catalogue.notice,
        licence=catalogue.licence, access=label_of(page), page=page.id,
        audience_titles={audience.id: audience.title for audience in catalogue.audiences}, look=look,
    )  # fmt: skip
    words = messages(parameters.language)
    return as_notebook(info, list(_cells(curriculum, page, parameters, words)))


def _cells(curriculum: Curriculum, page: Page, parameters: Parameters, words: Messages) -> Iterator[Cell]:
    references = References(curriculum, (), page)
    resolved = references.resolved(page)
    opening = [f"# {as_typed(page.title)}", f"*{as_typed(page.subtitle)}*" if page.subtitle else "", resolved.summary.strip()]
    yield markdown_cell(
        "cover", "\n\n".join([*filter(None, opening), quoted_notice(curriculum)]), label_of(page), slide="slide",
        page=page.id, subtitle=page.subtitle or "",
    )  # fmt: skip
    for section in resolved.sections:
        yield markdown_cell("section", f"## {as_typed(section.title)}", label_of(section), slide="slide")
        for block in section.body:
            yield _block(block, _Desk(curriculum, references, parameters, words))
    yield parameters_cell(parameters, words)  # last of the reader's own: a page is read without running anything
    yield from end_cells(curriculum, references, words)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the cells of one page are written from."""

    curriculum: Curriculum
    references: References
    parameters: Parameters
    words: Messages


def _block(block: PageBlock, desk: _Desk) -> Cell:  # noqa: PLR0911  # a table of cases
    words = desk.words
    match block:
        case Prose():
            return markdown_cell("prose", block.text.strip(), label_of(block))
        case Callout():
            return callout_cell(block)
        case Figures():
            rows = [[as_typed(row.counted), *(_figure(each, desk) for each in row.cells)] for row in block.rows]
            facts = [desk.curriculum.facts[cell.fact] for row in block.rows for cell in row.cells if cell.fact]
            label = most_restrictive((label_of(block), high_water(facts)))
            return _table(block.title, [words("page.counted"), *block.years], rows, label)
        case Table():
            return _table(block.title, [as_typed(each) for each in block.columns], block.rows, label_of(block))
        case PlaceDiagram():
            return diagram_cell(desk.curriculum, desk.references, block, words)
        case WhomToCall():
            return _whom_to_call(block, desk)
        case FillIn():
            lines = "\n".join(f"- {words('page.line', label=as_typed(label))}" for label in block.labels)
            source = f"**{as_typed(block.title)}**\n\n{lines}"
            return markdown_cell("fill-in", source, label_of(block), labels=list(block.labels), lines=block.lines)


def _whom_to_call(block: WhomToCall, desk: _Desk) -> Cell:
    known = desk.curriculum.contacts
    asked = [known[name] for name in block.contacts] or [contact for contact in known.values() if contact.card]
    shown = cells.ShownContacts(contacts=tuple(asked), numbers=desk.parameters.contacts)
    listed = [contact.model_dump(mode="json") for contact in asked]
    return markdown_cell("whom-to-call", markdown_of(shown, desk.words).strip(), most_restrictive((label_of(block), high_water(asked))), contacts=listed)


def _figure(cell: FigureCell, desk: _Desk) -> str:
    """A figure with its unit, its counter and its source, all from the register; or why there is none."""
    if cell.fact is None:
        return desk.words("page.missing", why=as_typed(cell.missing or ""))
    fact = desk.curriculum.facts[cell.fact]
    told = desk.words(
        "page.figure", value=as_typed(fact.value or fact.statement), unit=as_typed(fact.unit or ""), counted_by=as_typed(fact.counted_by or ""),
    )
    return desk.references.resolve(f"{told.rstrip('.')} [@{fact.id}].")


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], label: Access) -> Cell:
    """A Markdown table below its caption."""
    lines = [_row(columns), _row(["---"] * len(columns)), *map(_row, rows)]
    return markdown_cell("table", f"**{as_typed(title)}**\n\n" + "\n".join(lines), label)


def _row(texts: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(text.split()).replace("|", "\\|") for text in texts) + " |"
