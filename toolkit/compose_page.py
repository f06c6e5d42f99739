"""A reference page and parameters in, its notebook out: sections of text, tables from the registers, whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.compose import (
    Cell,
    as_notebook,
    call,
    callout_cell,
    code_cell,
    end_cells,
    markdown_cell,
    parameters_cell,
    quoted_notice,
    setup_cell,
)
from toolkit.messages import Messages, messages
from toolkit.model import cells
from toolkit.model.activity import Callout, Prose
from toolkit.model.curriculum import Curriculum
from toolkit.model.page import FigureCell, Figures, FillIn, Page, PageBlock, Table, WhomToCall
from toolkit.model.references import References
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

def compose_page(curriculum: Curriculum, page: Page, parameters: Parameters) -> NotebookNode:
    """The notebook of one page. The same page and parameters give the same notebook."""
    catalogue = curriculum.catalogue
    info = cells.NotebookInfo(
        title=page.title, subtitle=page.subtitle or "", edition=catalogue.edition, notice=catalogue.notice,
        licence=catalogue.licence, access="open", page=page.id,
        audience_titles={audience.id: audience.title for audience in catalogue.audiences},
    )  # fmt: skip
    words = messages(parameters.language)
    return as_notebook(info, list(_cells(curriculum, page, parameters, words)))


def _cells(curriculum: Curriculum, page: Page, parameters: Parameters, words: Messages) -> Iterator[Cell]:
    references = References(curriculum, (), page)
    resolved = references.resolved(page)
    opening = [f"# {page.title}", f"*{page.subtitle}*" if page.subtitle else "", resolved.summary.strip()]
    yield markdown_cell(
        "cover", "\n\n".join([*filter(None, opening), quoted_notice(curriculum)]), slide="slide",
        page=page.id, subtitle=page.subtitle or "",
    )  # fmt: skip
    yield parameters_cell(parameters, words)
    if any(isinstance(block, WhomToCall) for section in page.sections for block in section.body):
        yield markdown_cell("help", f"> {words('notebook.help')}", slide="skip")
        yield setup_cell((), words)
    for section in resolved.sections:
        yield markdown_cell("section", f"## {section.title}", slide="slide")
        for block in section.body:
            yield _block(curriculum, block, references, words)
    yield from end_cells(curriculum, references, words)


def _block(curriculum: Curriculum, block: PageBlock, references: References, words: Messages) -> Cell:
    match block:
        case Prose():
            return markdown_cell("prose", block.text.strip())
        case Callout():
            return callout_cell(block)
        case Figures():
            rows = [
                [row.counted, *(_figure(curriculum, each, references, words) for each in row.cells)]
                for row in block.rows
            ]
            return _table(block.title, [words("page.counted"), *block.years], rows)
        case Table():
            return _table(block.title, block.columns, block.rows)
        case WhomToCall():
            name = "/".join(filter(None, ("contacts", "+".join(block.contacts))))
            return code_cell("whom-to-call", call(name, words("shared.contacts")), id=name)
        case FillIn():
            lines = "\n".join(f"- {words('page.line', label=label)}" for label in block.labels)
            source = f"**{block.title}**\n\n{lines}"
            return markdown_cell("fill-in", source, labels=list(block.labels), lines=block.lines)


def _figure(curriculum: Curriculum, cell: FigureCell, references: References, words: Messages) -> str:
    """A figure with its unit, its counter and its source, all from the register; or why there is none."""
    if cell.fact is None:
        return words("page.missing", why=cell.missing or "")
    fact = curriculum.facts[cell.fact]
    told = words(
        "page.figure", value=fact.value or fact.statement, unit=fact.unit or "", counted_by=fact.counted_by or ""
    )
    return references.resolve(f"{told.rstrip('.')} [@{fact.id}].")


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Cell:
    """A Markdown table below its caption."""
    lines = [_row(columns), _row(["---"] * len(columns)), *map(_row, rows)]
    return markdown_cell("table", f"**{title}**\n\n" + "\n".join(lines))


def _row(texts: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(text.split()).replace("|", "\\|") for text in texts) + " |"
