"""A notebook in, the Document of one reader out, with everything that reader must not see already gone.

A composed notebook carries its structure in cell metadata. A notebook that a person wrote
has headings, prose and outputs; each second-level heading opens a segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from toolkit.export import document as d
from toolkit.export.read.activity import ActivityReader
from toolkit.export.read.assemble import Parts, document_of
from toolkit.export.read.diagram import diagram_of, draws, unfolded
from toolkit.export.read.markdown import Pictures, blocks_of, line_of, no_pictures, plain
from toolkit.export.read.marks import is_hidden, is_private, on_slides
from toolkit.export.read.output import blocks_of_outputs
from toolkit.export.read.own import own_text
from toolkit.export.read.parts import (
    attached,
    below_heading,
    callout_of,
    clock,
    contact_of,
    contacts_in,
    fact_of,
    heading,
    in_todays_format,
    items_of,
    lower_headings,
    missing_picture,
    module_of,
    objectives_of,
    own_segment,
    shown_in,
    source_of,
    summary_of,
    with_alt,
    with_caption,
)
from toolkit.export.read.slides import SlideReader
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

_KINDS = frozenset(get_args(cells.CellKind))


def read(notebook: NotebookNode, reader: d.Reader, pictures: Pictures = no_pictures) -> d.Document:
    """What ``reader`` may see of ``notebook``.

    ``pictures`` finds the file that a relative image address names; anything it does not
    find becomes a placeholder, and nothing is ever fetched. Raises UsageError for a
    parameter or an output of ours that cannot be used.
    """
    notebook = in_todays_format(notebook)
    parameters = cells.notebook_parameters(notebook)
    at_hand = contacts_in(notebook) if reader == "learner" else None
    walk = _Walk(reader, parameters, pictures, at_hand)
    for cell in notebook.cells:
        walk.cell(cell)
    return walk.document(notebook)


@dataclass
class _Walk:
    """Collects a document cell by cell."""

    reader: d.Reader
    parameters: Parameters
    pictures: Pictures
    at_hand: cells.ShownContacts | None = None  # contacts that a scenario has one press away
    title: str = ""
    modules: list[d.Module] = field(default_factory=list)
    contacts: tuple[d.Contact, ...] = ()
    sources: tuple[d.SourceNote, ...] = ()
    facts: tuple[d.FactNote, ...] = ()
    glossary: tuple[d.Term, ...] = ()

    def __post_init__(self) -> None:
        self.words = messages(self.parameters.language)
        self.full = self.reader == "facilitator"
        self.activities = ActivityReader(self.reader, self.words)
        self.slides = SlideReader()

    # -- one method per kind of cell ------------------------------------------------------

    def cell(self, cell: NotebookNode) -> None:
        """Take in one cell."""
        private = is_private(cell)
        if is_hidden(cell) or (private and not self.full):
            return
        info = cell.metadata.get(cells.KEY, {})
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

    _help = _parameters = _setup = _colophon = _home = _nothing

    def _activity_title(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        """The activity brings its own title; what a person wrote below the heading stands before it."""
        self._add(self._text_below_heading(cell), own=True)

    def _cover(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self.title = heading(cell.source)
        if "module" in info:
            self._module(cell, info)
        elif "page" in info:
            summary = summary_of(cell.source, info["subtitle"])
            self.modules.append(d.Module("", self.title, info["subtitle"], summary, (), (), (), (), (), ()))

    def _module(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self.modules.append(module_of(cells.ModuleInfo.model_validate(info["module"]), cell.source, full=self.full))

    def _notice(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._update(notice=(*self._last_module().notice, *self._text_below_heading(cell)))

    def _objectives(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        found = objectives_of(cell.source, info["objectives"])
        self._update(objectives=(*self._last_module().objectives, *found))

    def _segment(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        segment = cells.SegmentInfo.model_validate(info["segment"])
        if segment.id in {known.id for known in self._last_module().segments}:
            self._own_markdown(cell)  # JupyterLab gives both halves of a cell that was split the same metadata
            return
        title = re.sub(r"^\d+\.\s+", "", heading(cell.source))
        times = segment.minutes
        self._add_segment(d.Segment(
            id=segment.id, title=title, number=segment.number, blocks=self._text_below_heading(cell),
            clock=clock(segment.clock, self.words),
            minutes=d.Minutes(times.minimum, times.typical, times.maximum, segment.planned),
            purpose=segment.purpose if self.full else "", priority=segment.priority,
            objectives=segment.objectives, materials=segment.materials if self.full else (),
            slides=tuple(map(self.slides.slide, segment.slides)) if self.full else (),
        ))

    def _prose(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._add(lower_headings(blocks_of(cell.source, self._pictures_of(cell)), by=2))

    def _callout(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self._add(callout_of(cell.source, info["tone"], self._pictures_of(cell)))

    def _activity(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        """What a code cell shows. Only for cells of ours (``info``) a slide is planned already."""
        shown = shown_in(cell)
        for item in shown:
            if isinstance(item, cells.ShownContacts):
                self.contacts = self._reached(item)
            elif isinstance(item, cells.ShownNextSteps):
                steps = (d.RoleSteps(group.title, tuple(map(blocks_of, group.steps))) for group in item.sets)
                self._update(next_steps=(*self._last_module().next_steps, *steps))
            elif self.reader == "learner":
                self._add((self.activities.interactive(item, self._last_module().id, self.at_hand),))
            else:
                self._add((self.activities.shown(item),), own=not info and on_slides(cell))
                self._keep_off_the_wall(cell, item)
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
        shown = self._reached(cells.ShownContacts(contacts=info["contacts"], numbers=self.parameters.contacts))
        self.contacts = (*self.contacts, *(contact for contact in shown if contact not in self.contacts))
        self._add((d.WhomToCall(self.words("shared.contacts"), shown),))

    def _fill_in(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        title = cell.source.partition("\n")[0].strip().strip("*")
        self._add((d.FillIn(title, tuple(info["labels"]), info["lines"]),))

    def _glossary(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        self.glossary = tuple(d.Term(term["term"], line_of(term["meaning"])) for term in info["terms"])

    def _sources(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        self.sources = tuple(source_of(cells.SourceEntry.model_validate(entry)) for entry in info["sources"])
        if self.full:
            self.facts = tuple(fact_of(cells.FactEntry.model_validate(entry)) for entry in info["facts"])

    # -- cells that a person wrote --------------------------------------------------------

    def _own_markdown(self, cell: NotebookNode) -> None:
        for block in blocks_of(own_text(cell.source, self.words, full=self.full), self._pictures_of(cell)):
            if isinstance(block, d.Heading) and block.level == 1 and not self.title:
                self.title = plain(block.text)
            elif isinstance(block, d.Heading) and block.level <= 2:  # noqa: PLR2004  # second-level headings open segments
                self._add_segment(own_segment(plain(block.text), len(self._last_module().segments)))
            else:
                self._add(lower_headings((block,), by=2), own=on_slides(cell))

    # -- building -------------------------------------------------------------------------

    def _reached(self, shown: cells.ShownContacts) -> tuple[d.Contact, ...]:
        """Whom to call, with the local numbers and the day that the notebook was told."""
        return tuple(contact_of(c, shown.numbers, self.parameters.date, self.words) for c in shown.contacts)

    def _pictures_of(self, cell: NotebookNode) -> Pictures:
        attachments = cell.get("attachments", {})

        def find(address: str) -> d.Figure | d.Placeholder | None:
            return attached(attachments, address) or self.pictures(address) or missing_picture(address, self.words)

        return find

    def _described(self, blocks: d.Blocks) -> d.Blocks:
        """``blocks`` in which a picture without alternative text has the heading it stands under."""
        return with_alt(blocks, self.words("read.picture-alt", near=self._near()))

    def _near(self) -> str:
        """The heading above the cell at hand."""
        segments = self.modules[-1].segments if self.modules else ()
        return segments[-1].title if segments else self.title or self.words("read.untitled")

    def _text_below_heading(self, cell: NotebookNode) -> d.Blocks:
        return self._described(lower_headings(blocks_of(below_heading(cell.source), self._pictures_of(cell)), by=2))

    def _last_module(self) -> d.Module:
        """The module at hand; the one of a notebook written by hand starts when something belongs to it."""
        if not self.modules:
            self.modules.append(d.Module("", self.title, "", (), (), (), (), (), (), ()))
        return self.modules[-1]

    def _last_segment(self) -> d.Segment:
        if not self._last_module().segments:
            self._add_segment(own_segment(self.title or self.words("read.untitled"), 0))
        return self._last_module().segments[-1]

    def _update(self, **changes: Any) -> None:
        self.modules[-1] = replace(self._last_module(), **changes)

    def _add_segment(self, segment: d.Segment) -> None:
        self._update(segments=(*self._last_module().segments, segment))

    def _change_segment(self, segment: d.Segment) -> None:
        self._update(segments=(*self._last_module().segments[:-1], segment))

    def _add(self, blocks: d.Blocks, *, own: bool = False) -> None:
        """Append ``blocks`` to the segment at hand; ``own`` ones also reach a slide, as nobody planned one for them."""
        if not blocks:
            return
        last = self._last_segment()
        blocks = self._described(blocks)
        changed = replace(last, blocks=(*last.blocks, *blocks))
        if own and self.full:
            changed = replace(changed, slides=self.slides.with_own(changed, blocks))
        self._change_segment(changed)

    def _add_note(self, blocks: d.Blocks) -> None:
        last = self._last_segment()
        self._change_segment(replace(last, slides=self.slides.with_note(last, blocks)))

    def document(self, notebook: NotebookNode) -> d.Document:
        """The finished document."""
        parts = Parts(self.title, tuple(self.modules), self.contacts, self.sources, self.facts, self.glossary)
        return document_of(parts, notebook, self.parameters, self.reader)
