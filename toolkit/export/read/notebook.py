"""A notebook in, the Document of one reader out, with everything that reader must not see already gone.

A composed notebook carries its structure in cell metadata. A notebook that a person wrote
has headings, prose and outputs; each second-level heading opens a segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from toolkit.export import document as d
from toolkit.export.read.building import Building
from toolkit.export.read.damage import told_if_damaged
from toolkit.export.read.diagram import diagram_of, draws, unfolded
from toolkit.export.read.labels import label_of_cell, label_of_notebook
from toolkit.export.read.markdown import Pictures, blocks_of, line_of, no_pictures, plain
from toolkit.export.read.marks import is_hidden, is_private, on_slides
from toolkit.export.read.output import blocks_of_outputs
from toolkit.export.read.own import own_text
from toolkit.export.read.parts import (
    callout_of,
    contacts_in,
    fact_of,
    heading,
    in_todays_format,
    items_of,
    lower_headings,
    module_of,
    objectives_of,
    own_segment,
    shown_in,
    source_of,
    summary_of,
    with_caption,
    words_of,
)
from toolkit.messages.days import printed_clock
from toolkit.model import cells
from toolkit.model.access import fully_labelled, high_water, most_restrictive
from toolkit.model.module import Objective
from toolkit.model.registers import Term

if TYPE_CHECKING:
    from nbformat import NotebookNode

_KINDS = frozenset(get_args(cells.CellKind))


def read(notebook: NotebookNode, reader: d.Reader, pictures: Pictures = no_pictures) -> d.Document:
    """What ``reader`` may see of ``notebook``.

    ``pictures`` finds the file that a relative image address names; anything it does not
    find becomes a placeholder, and nothing is ever fetched. Raises UsageError for a
    parameter, an output or metadata of ours that cannot be used, for what is no notebook, for a
    label that was lost, and for material that the notebook's audience may not see.
    """
    with told_if_damaged(notebook):
        return _read(notebook, reader, pictures)


def _read(notebook: NotebookNode, reader: d.Reader, pictures: Pictures) -> d.Document:
    notebook = in_todays_format(notebook)
    parameters = cells.notebook_parameters(notebook)
    at_hand = contacts_in(notebook, parameters.clearance) if reader == "learner" else None
    walk = _Walk(reader, parameters, pictures, label_of_notebook(notebook), at_hand)
    for cell in notebook.cells:
        walk.cell(cell)
    return walk.document(notebook)


@dataclass
class _Walk(Building):
    """Collects a document cell by cell."""

    # -- one method per kind of cell ------------------------------------------------------

    def cell(self, cell: NotebookNode) -> None:
        """Take in one cell."""
        private = is_private(cell)
        if is_hidden(cell) or (private and not self.full):
            return
        info = cell.metadata.get(cells.KEY) or {}
        self.label = label_of_cell(cell, info, self.of_notebook)
        if self.reader == "learner" and "alone" in info:
            cell.source = info["alone"]  # a copy of the notebook is walked, see in_todays_format
        kind = info.get("kind") if info.get("kind") in _KINDS else None
        if private and cell.cell_type == "markdown" and kind in (None, "prose", "callout", "diagram"):
            self._add_note(blocks_of(cell.source))
        elif kind:
            getattr(self, "_" + kind.replace("-", "_"))(cell, info)
        elif cell.cell_type == "markdown" and draws(cell.source):  # a cell of ours that lost its metadata
            self._diagram(cell, {})
        elif cell.cell_type == "markdown":
            self._own_markdown(cell)
        elif cell.cell_type == "code":
            self._activity(cell, {})

    def _nothing(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        """Cells that only serve the notebook itself."""

    _help = _parameters = _setup = _colophon = _home = _planner = _test = _nothing

    def _activity_title(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        """The activity brings its own title; what a person wrote below the heading stands before it."""
        self._add(self._text_below_heading(cell), own=True)

    def _cover(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self.title = heading(cell.source)
        if "module" in info:
            self._module(cell, info)
        elif "page" in info:
            summary = summary_of(cell.source, info["subtitle"])
            self._add_module(d.Module("", self.title, info["subtitle"], summary, (), (), (), (), (), ()))

    def _module(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self._add_module(module_of(cells.ModuleInfo.model_validate(info["module"]), cell.source, full=self.full))

    def _notice(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._update(notice=(*self._last_module().notice, *self._text_below_heading(cell)))

    def _objectives(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        known = [fully_labelled(Objective.model_validate(each)) for each in info["objectives"]]
        found = objectives_of(cell.source, known)
        self._update(objectives=(*self._last_module().objectives, *found))

    def _segment(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        segment = fully_labelled(cells.SegmentInfo.model_validate(info["segment"]))
        if segment.id in {known.id for known in self._last_module().segments}:
            self._own_markdown(cell)  # JupyterLab gives both halves of a cell that was split the same metadata
            return
        title = re.sub(r"^\d+\.\s+", "", heading(cell.source))
        times = segment.minutes
        self._add_segment(d.Segment(
            id=segment.id, title=title, number=segment.number, blocks=self._text_below_heading(cell),
            clock=printed_clock(segment.clock, self.words),
            minutes=d.Minutes(times.minimum, times.typical, times.maximum, segment.planned),
            purpose=segment.purpose if self.full else "", priority=segment.priority,
            objectives=segment.objectives, materials=segment.materials if self.full else (),
            slides=self.slides.of(segment.slides),
        ))

    def _prose(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._add(lower_headings(blocks_of(cell.source, self._pictures_of(cell)), by=2))

    def _callout(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self._add(callout_of(cell.source, info["tone"], self._pictures_of(cell)))

    def _activity(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        """What a code cell shows. Only for cells of ours (``info``) a slide is planned already."""
        held = shown_in(cell)
        self.label = most_restrictive((self.label, high_water(held)))  # an output says more than the cell that a person wrote
        shown = [item for item in held if not isinstance(item, cells.ShownTest)]  # which is read as the text beside it
        for item in shown:
            if isinstance(item, cells.ShownContacts):
                self.contacts = self._reached(item)
            elif isinstance(item, cells.ShownNextSteps):
                steps = (d.RoleSteps(g.title, tuple(map(blocks_of, g.steps)), access=g.access) for g in item.sets)
                self._update(next_steps=(*self._last_module().next_steps, *steps))
            elif self.reader == "learner":
                self._add((self.activities.interactive(item, self._last_module().id, self.at_hand),))
            else:
                self._add((self.activities.shown(item),), own=not info and on_slides(cell))
                self._keep_off_the_wall(cell, item)
            if isinstance(item, cells.ShownQuiz) and not is_private(cell):
                self.asked |= {(self._last_module().id, each.id): each for each in item.quiz.questions}
        if not shown:
            self._add(blocks_of_outputs(cell, self._near(), self.words), own=on_slides(cell))

    def _keep_off_the_wall(self, cell: NotebookNode, item: cells.Shown) -> None:
        """Without the slide that was planned for ``item``, where a person marked its cell as a facilitator's."""
        if is_private(cell):
            last = self._last_segment()
            self._change_segment(replace(last, slides=self.slides.without(last, item)))

    _next_steps = _activity

    def _key_points(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._update(key_points=(*self._last_module().key_points, *items_of(self._text_below_heading(cell))))

    def _contacts(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        if cell.cell_type == "code":
            self._activity(cell, info)

    def _section(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._own_markdown(cell)

    def _table(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._add(with_caption(blocks_of(cell.source, self._pictures_of(cell))))

    def _diagram(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        found = diagram_of(cell.source, info.get("diagram"), self._pictures_of(cell), self.words, full=self.full)
        self._add(lower_headings(found, by=2))
        if not found:
            cell.source = unfolded(cell.source, self.words)
            self._own_markdown(cell)

    def _whom_to_call(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        listed = fully_labelled(cells.ShownContacts(contacts=info["contacts"], numbers=self.parameters.contacts))
        shown = self._reached(listed)
        self.contacts = (*self.contacts, *(contact for contact in shown if contact not in self.contacts))
        self._add((d.WhomToCall(self.words("shared.contacts"), shown),))

    def _fill_in(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        title = words_of(cell.source.partition("\n")[0])
        self._add((d.FillIn(title, tuple(info["labels"]), info["lines"]),))

    def _glossary(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        terms = (fully_labelled(Term.model_validate(term)) for term in info["terms"])
        self.glossary = tuple(d.Term(term.term, line_of(term.meaning), access=term.access) for term in terms)

    def _sources(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        self.sources = tuple(source_of(fully_labelled(cells.SourceEntry.model_validate(entry))) for entry in info["sources"])
        if self.full:
            self.facts = tuple(fact_of(fully_labelled(cells.FactEntry.model_validate(entry))) for entry in info["facts"])

    # -- cells that a person wrote --------------------------------------------------------

    def _own_markdown(self, cell: NotebookNode) -> None:
        for block in blocks_of(own_text(cell.source, self.words, full=self.full), self._pictures_of(cell)):
            if isinstance(block, d.Heading) and block.level == 1 and not self.title:
                self.title = plain(block.text)
            elif isinstance(block, d.Heading) and block.level <= 2:  # noqa: PLR2004  # second-level headings open segments
                self._add_segment(own_segment(plain(block.text), len(self._last_module().segments)))
            else:
                self._add(lower_headings((block,), by=2), own=on_slides(cell))
