"""What the cells of a notebook of ours are made from: text, code that nobody has to read, settings, sources, an edition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.drawing.cell import markdown
from toolkit.messages import Messages
from toolkit.model import cells
from toolkit.model.access import Access, high_water, label_of, most_restrictive
from toolkit.model.activity import Callout
from toolkit.model.as_typed import address_as_typed, as_typed
from toolkit.model.curriculum import Curriculum
from toolkit.model.diagram import PlaceDiagram
from toolkit.model.entry import When
from toolkit.model.references import References
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

Cell = dict[str, Any]


def as_notebook(info: cells.NotebookInfo, composed: list[Cell]) -> NotebookNode:
    """A notebook of ``composed`` cells, each of which gets an id that says what it is.

    Its label is that of ``info``, or a stricter one where a cell bears it.
    """
    import nbformat

    _name_cells(composed)
    info = info.model_copy(update={"access": most_restrictive((info.access, *_labels_in(composed)))})
    return nbformat.from_dict({
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": info.title,
            cells.KEY: info.model_dump(mode="json"),
        },
        "cells": composed,
    })


def _labels_in(value: Any) -> Iterator[Access]:
    if isinstance(value, dict):
        if isinstance(value.get("access"), str):
            yield value["access"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _labels_in(item)


def _name_cells(composed: list[Cell]) -> None:
    """Cell ids that say what the cell is, unique and stable: 'segment-welcome', 'prose-3'."""
    given: set[str] = set()
    for cell in composed:
        info = cell["metadata"][cells.KEY]
        detail = info.get("id", "") or info.get("segment", {}).get("id", "")
        name = re.sub(r"[^\w-]", "-", "-".join(part for part in (info["kind"], detail) if part), flags=re.ASCII)[:58]
        names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
        cell["id"] = next(free for free in names if free not in given)
        given.add(cell["id"])


def markdown_cell(kind: cells.CellKind, source: str, access: Access, *, slide: str = "-", **extra: Any) -> Cell:
    """A cell of text that readers with the label ``access`` may see; ``extra`` goes into our metadata."""
    return {
        "cell_type": "markdown", "id": kind, "source": source,
        "metadata": {"slideshow": {"slide_type": slide}, cells.KEY: {"kind": kind, "access": access, **extra}},
    }


def code_cell(kind: cells.CellKind, source: str, access: Access, *, tags: list[str] | None = None, **extra: Any) -> Cell:
    """A code cell that no reader sees the code of; ``extra`` goes into our metadata."""
    # Each for another tool: JupyterLab folds the input away, and nbconvert's own exporters leave it out unasked
    # for 'transient' and when told to for the tags.
    return {
        "cell_type": "code", "id": kind, "source": source, "outputs": [], "execution_count": None,
        "metadata": {
            "jupyter": {"source_hidden": True},
            "transient": {"remove_source": True},
            "tags": [*(tags or []), "hide-input", "remove-input"],
            "slideshow": {"slide_type": "-" if kind not in ("parameters", "setup") else "skip"},
            cells.KEY: {"kind": kind, "access": access, **extra},
        },
    }


def callout_cell(block: Callout, **extra: Any) -> Cell:
    """A boxed text."""
    return markdown_cell("callout", quoted(block.title, block.text), label_of(block), tone=block.tone, **extra)


def diagram_cell(curriculum: Curriculum, references: References, place: PlaceDiagram, words: Messages) -> Cell:
    """The diagram that ``place`` names: drawn, with its data, so that an exporter can draw it to its own measure."""
    diagram = references.resolved(curriculum.diagrams[place.diagram])
    cited = references.cite(diagram.facts)
    label = most_restrictive((label_of(place), label_of(diagram)))
    return markdown_cell("diagram", markdown(diagram, cited, words), label, id=diagram.id, diagram=diagram.model_dump(mode="json"))


def quoted(title: str, text: str) -> str:
    """A boxed text as Markdown quotes one."""
    quoted = "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
    return f"> **{as_typed(title)}**\n>\n{quoted}"


def parameters_cell(parameters: Parameters, words: Messages) -> Cell:
    """The one cell whose values papermill may set."""
    values = {name: value for name, value in parameters.model_dump(mode="json").items() if name in _told(parameters)}
    source = "\n".join([f"# {words('notebook.settings')}", *(f"{name} = {value!r}" for name, value in values.items())])
    return code_cell("parameters", source, "open", tags=["parameters"])


def setup_cell(modules: Sequence[str], parameters: Parameters, words: Messages) -> Cell:
    """The cell that opens ``modules`` for showing; without any, what every notebook may show."""
    given = ", ".join([*(f'"{name}"' for name in modules), *(f"{name}={name}" for name in _told(parameters))])
    return code_cell("setup", f"# {words('notebook.setup')}\nfrom toolkit.study import begin\n\nshow = begin({given})", "open")


def _told(parameters: Parameters) -> list[str]:
    """The parameters that a notebook states. Who vetted its readers is asked only where somebody did."""
    return [name for name in Parameters.model_fields if parameters.vetted_by or name != "vetted_by"]


def call(name: str, title: str, test: When | None = None) -> str:
    """Code that shows ``name``. JupyterLab shows the first line of a folded cell, so that line is for people."""
    option = f', test="{test}"' if test else ""
    return f'# {" ".join(title.split())}\nshow("{name}"{option})'


def quoted_notice(curriculum: Curriculum) -> str:
    """Who stands behind the curriculum and who does not, as it stands on every cover."""
    return "\n".join(f"> {line}".rstrip() for line in curriculum.catalogue.notice.strip().splitlines())


def edition_line(curriculum: Curriculum) -> str:
    """Name, edition and licence of the curriculum, below a rule."""
    title, edition, licence = map(as_typed, (curriculum.catalogue.title, curriculum.catalogue.edition, curriculum.catalogue.licence))
    return f"---\n\n{title}, {edition}. {licence}."


def end_cells(curriculum: Curriculum, references: References, words: Messages) -> Iterator[Cell]:
    """What the text rests on, and the edition."""
    sources = "\n".join(
        f"{number}. {as_typed(source.publisher)}. *{as_typed(source.title)}*. {as_typed(source.as_of)}. {address_as_typed(source.url)}"
        for number, source in enumerate(references.sources, start=1)
    )
    yield markdown_cell(
        "sources", f"## {words('shared.sources')}\n\n{sources}", high_water([*references.sources, *references.facts]),
        sources=[
            cells.SourceEntry(number=number, source=source).model_dump(mode="json")
            for number, source in enumerate(references.sources, start=1)
        ],
        facts=[
            cells.FactEntry(fact=fact, sources=references.numbers_of([fact.id])).model_dump(mode="json")
            for fact in references.facts
        ],
    )
    yield markdown_cell("colophon", edition_line(curriculum), "open")
