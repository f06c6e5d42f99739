"""A notebook in, the Document of one reader out, with everything that reader must not see already gone.

A composed notebook carries its structure in cell metadata. A notebook that a person wrote
has headings, prose and outputs; each second-level heading opens a segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from toolkit.export import document as d
from toolkit.export.read.activity import ActivityReader
from toolkit.export.read.citations import cited_in, without_citations
from toolkit.export.read.markdown import Pictures, blocks_of, line_of, no_pictures, plain
from toolkit.export.read.output import blocks_of_outputs
from toolkit.export.read.parts import (
    about_of,
    attached,
    below_heading,
    clock,
    contact_of,
    heading,
    items_of,
    lower_headings,
    own_segment,
    shown_in,
)
from toolkit.export.read.slides import SlideReader
from toolkit.messages import Messages, messages
from toolkit.model import cells
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

_HIDDEN_TAGS = frozenset({"remove-cell", "remove_cell"})


def read(notebook: NotebookNode, reader: d.Reader, pictures: Pictures = no_pictures) -> d.Document:
    """What ``reader`` may see of ``notebook``.

    ``pictures`` finds the file that a relative image address names; anything it does not
    find becomes a placeholder, and nothing is ever fetched.
    """
    known = {
        name: value for name, value in cells.notebook_parameters(notebook).items() if name in Parameters.model_fields
    }
    parameters = Parameters.model_validate(known)
    walk = _Walk(reader, messages(parameters.language), pictures)
    for cell in notebook.cells:
        walk.cell(cell)
    return walk.document(notebook, parameters)


@dataclass
class _Walk:
    """Collects a document cell by cell."""

    reader: d.Reader
    words: Messages
    pictures: Pictures
    title: str = ""
    modules: list[d.Module] = field(default_factory=list)
    contacts: tuple[d.Contact, ...] = ()
    sources: tuple[d.SourceNote, ...] = ()
    facts: tuple[d.FactNote, ...] = ()
    glossary: tuple[d.Term, ...] = ()

    def __post_init__(self) -> None:
        self.full = self.reader == "facilitator"
        self.activities = ActivityReader(self.reader, self.words)
        self.slides = SlideReader()

    # -- one method per kind of cell ------------------------------------------------------

    def cell(self, cell: NotebookNode) -> None:
        """Take in one cell."""
        tags = set(cell.metadata.get("tags", []))
        if tags & _HIDDEN_TAGS:
            return
        info = cell.metadata.get(cells.KEY, {})
        method = getattr(self, "_" + str(info.get("kind", "")).replace("-", "_"), None) if info else None
        if method is not None:
            method(cell, info)
        elif cell.cell_type == "markdown":
            self._own_markdown(cell)
        elif cell.cell_type == "code":
            self._own_code(cell)

    def _nothing(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        """Cells that only serve the notebook itself."""

    _help = _parameters = _setup = _activity_title = _colophon = _nothing

    def _cover(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        self.title = heading(cell.source)
        if "module" in info:
            self._module(cell, info)

    def _module(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        module = cells.ModuleInfo.model_validate(info["module"])
        self.modules.append(d.Module(
            id=module.id, title=module.title, subtitle=module.subtitle, summary=blocks_of(module.summary),
            notice=(), objectives=(), segments=(), key_points=(), next_steps=(), glossary=(),
            materials=module.materials if self.full else (),
            before=tuple(map(blocks_of, module.before)) if self.full else (),
            self_care=tuple(map(blocks_of, module.self_care)) if self.full else (),
        ))

    def _notice(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._update(notice=blocks_of(below_heading(cell.source)))

    def _objectives(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        self._update(objectives=tuple(
            d.Objective(o["id"], o["text"], o["status"] == "proposed") for o in info["objectives"]
        ))

    def _segment(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        segment = cells.SegmentInfo.model_validate(info["segment"])
        title = re.sub(r"^\d+\.\s+", "", heading(cell.source))
        times = segment.minutes
        self._add_segment(d.Segment(
            id=segment.id, title=title, number=segment.number, blocks=blocks_of(below_heading(cell.source)),
            clock=clock(segment.clock, self.words),
            minutes=d.Minutes(times.minimum, times.typical, times.maximum, segment.planned),
            purpose=segment.purpose if self.full else "", priority=segment.priority,
            objectives=segment.objectives, materials=segment.materials if self.full else (),
            slides=tuple(map(self.slides.slide, segment.slides)) if self.full else (),
        ))

    def _prose(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._add(lower_headings(blocks_of(cell.source, self._pictures_of(cell)), by=2))

    def _callout(self, cell: NotebookNode, info: dict[str, Any]) -> None:
        text = re.sub(r"^> ?", "", cell.source, flags=re.MULTILINE)
        title, _, rest = text.partition("\n")
        self._add((d.Callout(info["tone"], title.strip().strip("*"), blocks_of(rest)),))

    def _activity(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._add(tuple(self._shown_block(shown) for shown in shown_in(cell)))

    def _key_points(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        self._update(key_points=items_of(blocks_of(below_heading(cell.source))))

    def _next_steps(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        for shown in shown_in(cell):
            self._update(next_steps=tuple(
                d.RoleSteps(group.title, tuple(map(blocks_of, group.steps))) for group in shown.sets
            ))

    def _contacts(self, cell: NotebookNode, _info: dict[str, Any]) -> None:
        if cell.cell_type == "code":
            for shown in shown_in(cell):
                self.contacts = tuple(contact_of(c, shown.numbers) for c in shown.contacts)

    def _glossary(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        self.glossary = tuple(d.Term(term["term"], line_of(term["meaning"])) for term in info["terms"])

    def _sources(self, _cell: NotebookNode, info: dict[str, Any]) -> None:
        entries = [cells.SourceEntry.model_validate(entry) for entry in info["sources"]]
        self.sources = tuple(
            d.SourceNote(e.number, e.source.publisher, e.source.title, e.source.url, e.source.as_of, e.source.secondary)
            for e in entries
        )
        if self.full:
            found = [cells.FactEntry.model_validate(entry) for entry in info["facts"]]
            self.facts = tuple(
                d.FactNote(
                    e.fact.id, e.fact.statement, e.fact.label, e.fact.as_of, e.fact.review_by.isoformat(),
                    e.fact.caution or "", e.sources,
                )
                for e in found
            )

    # -- cells that a person wrote --------------------------------------------------------

    def _own_markdown(self, cell: NotebookNode) -> None:
        slide_type = cell.metadata.get("slideshow", {}).get("slide_type", "")
        if slide_type == "notes" or "facilitator" in cell.metadata.get("tags", []):
            if self.full:
                self._add_note(blocks_of(cell.source))
            return
        for block in blocks_of(cell.source, self._pictures_of(cell)):
            if isinstance(block, d.Heading) and block.level == 1 and not self.title:
                self.title = plain(block.text)
            elif isinstance(block, d.Heading) and block.level <= 2:  # noqa: PLR2004  # second-level headings open segments
                self._add_segment(own_segment(plain(block.text), self._segments_so_far()))
            else:
                self._add(lower_headings((block,), by=2), own=True)

    def _own_code(self, cell: NotebookNode) -> None:
        shown = shown_in(cell)
        for item in shown:
            if isinstance(item, cells.ShownContacts):
                self.contacts = tuple(contact_of(c, item.numbers) for c in item.contacts)
            elif not isinstance(item, cells.ShownNextSteps):
                self._add((self._shown_block(item),), own=True)
        if not shown:
            near = self.modules[-1].segments[-1].title if self._segments_so_far() else self.title
            self._add(blocks_of_outputs(cell, near, self.words), own=True)

    def _shown_block(self, shown: Any) -> d.Block:
        if isinstance(shown, cells.ShownQuiz):
            return self.activities.quiz(shown.quiz)
        if isinstance(shown, cells.ShownScenario):
            return self.activities.scenario(shown.scenario)
        return self.activities.activity(shown.activity)

    # -- building -------------------------------------------------------------------------

    def _pictures_of(self, cell: NotebookNode) -> Pictures:
        attachments = cell.get("attachments", {})
        return lambda address: attached(attachments, address) or self.pictures(address)

    def _segments_so_far(self) -> int:
        return len(self.modules[-1].segments) if self.modules else 0

    def _update(self, **changes: Any) -> None:
        if not self.modules:
            self.modules.append(d.Module("", self.title, "", (), (), (), (), (), (), ()))
        self.modules[-1] = replace(self.modules[-1], **changes)

    def _add_segment(self, segment: d.Segment) -> None:
        self._update(segments=(*(self.modules[-1].segments if self.modules else ()), segment))

    def _add(self, blocks: d.Blocks, *, own: bool = False) -> None:
        """Append ``blocks`` to the segment at hand; ``own`` ones also reach a slide, as nobody planned one for them."""
        if not blocks:
            return
        if not self._segments_so_far():
            self._add_segment(own_segment(self.title, 0))
        last = self.modules[-1].segments[-1]
        changed = replace(last, blocks=(*last.blocks, *blocks))
        if own and self.full:
            changed = replace(changed, slides=self.slides.with_own(changed, blocks))
        self._update(segments=(*self.modules[-1].segments[:-1], changed))

    def _add_note(self, blocks: d.Blocks) -> None:
        if not self._segments_so_far():
            self._add_segment(own_segment(self.title, 0))
        last = self.modules[-1].segments[-1]
        self._update(segments=(*self.modules[-1].segments[:-1], replace(last, slides=self.slides.with_note(last, blocks))))

    def document(self, notebook: NotebookNode, parameters: Parameters) -> d.Document:
        """The finished document."""
        raw = notebook.metadata.get(cells.KEY)
        info = cells.NotebookInfo.model_validate(raw) if raw else None
        numbers = {source.number for source in self.sources}
        document = d.Document(
            reader=self.reader,
            title=self.title or str(notebook.metadata.get("title", "")) or self.words("read.untitled"),
            subtitle=info.subtitle if info else "",
            language=parameters.language,
            paper=parameters.paper,
            access=info.access if info else "open",
            edition=info.edition if info else "",
            notice=blocks_of(info.notice) if info else (),
            licence=info.licence if info else "",
            about=about_of(info, parameters, self.words),
            modules=tuple(
                replace(module, title=module.title or self.title or self.words("read.untitled"),
                        glossary=self.glossary if place == len(self.modules) - 1 else ())
                for place, module in enumerate(self.modules)
            ),
            schedule=tuple(
                d.ScheduleRow(
                    clock(row.clock, self.words), row.minutes, row.title or self.words("shared.break"), row.module,
                    row.segment, row.number, row.priority,
                )
                for row in (info.schedule if info else ())
            ),
            contacts=self.contacts,
            sources=self.sources,
            facts=self.facts,
        )
        if not numbers:
            bare: d.Document = without_citations(document)
            return bare
        cited = cited_in(document)
        return replace(document, sources=tuple(s for s in self.sources if self.full or s.number in cited))
