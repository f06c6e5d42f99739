"""What cells give in; modules and segments, each part with its label, and in the end the document, out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from toolkit.export import document as d
from toolkit.export.read.activity import ActivityReader
from toolkit.export.read.assemble import Parts, document_of
from toolkit.export.read.labels import labelled
from toolkit.export.read.markdown import Pictures, blocks_of
from toolkit.export.read.parts import (
    attached,
    below_heading,
    contact_of,
    lower_headings,
    missing_picture,
    own_segment,
    with_alt,
)
from toolkit.export.read.slides import SlideReader
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.access import Access
from toolkit.model.quiz import Question
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass
class Building:
    """A document in the making, for one reader. ``label`` is that of the cell at hand: whatever is added bears it."""

    reader: d.Reader
    parameters: Parameters
    pictures: Pictures
    of_notebook: Access
    at_hand: cells.ShownContacts | None = None  # contacts that a scenario has one press away
    title: str = ""
    modules: list[d.Module] = field(default_factory=list)
    contacts: tuple[d.Contact, ...] = ()
    sources: tuple[d.SourceNote, ...] = ()
    facts: tuple[d.FactNote, ...] = ()
    glossary: tuple[d.Term, ...] = ()
    asked: dict[tuple[str, str], Question] = field(default_factory=dict)  # what participants are asked, by module and id

    def __post_init__(self) -> None:
        self.words = messages(self.parameters.language)
        self.full = self.reader == "facilitator"
        self.activities = ActivityReader(self.reader, self.words)
        self.slides = SlideReader(self.reader)
        self.label = self.of_notebook

    def _reached(self, shown: cells.ShownContacts) -> tuple[d.Contact, ...]:
        """Whom to call, with the local numbers and the day that the notebook was told."""
        reached = (contact_of(c, shown.numbers, self.parameters.date, self.words) for c in shown.contacts)
        return labelled(tuple(reached), self.label)

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
            self._add_module(d.Module("", self.title, "", (), (), (), (), (), (), (), access=self.of_notebook))
        return self.modules[-1]

    def _last_segment(self) -> d.Segment:
        if not self._last_module().segments:
            self._add_segment(own_segment(self.title or self.words("read.untitled"), 0))
        return self._last_module().segments[-1]

    def _add_module(self, module: d.Module) -> None:
        self.modules.append(labelled(module, self.label))

    def _update(self, **changes: Any) -> None:
        last = self._last_module()
        self.modules[-1] = replace(last, **{name: labelled(value, self.label) for name, value in changes.items()})

    def _add_segment(self, segment: d.Segment) -> None:
        last = self._last_module()
        self.modules[-1] = replace(last, segments=(*last.segments, labelled(segment, self.label)))

    def _change_segment(self, segment: d.Segment) -> None:
        last = self._last_module()
        self.modules[-1] = replace(last, segments=(*last.segments[:-1], segment))

    def _add(self, blocks: d.Blocks, *, own: bool = False) -> None:
        """Append ``blocks`` to the segment at hand; ``own`` ones also reach a slide, as nobody planned one for them."""
        if not blocks:
            return
        last = self._last_segment()
        blocks = labelled(self._described(blocks), self.label)
        changed = replace(last, blocks=(*last.blocks, *blocks))
        if own and self.slides.any:
            changed = replace(changed, slides=labelled(self.slides.with_own(changed, blocks), self.label))
        self._change_segment(changed)

    def _add_note(self, blocks: d.Blocks) -> None:
        last = self._last_segment()
        self._change_segment(replace(last, slides=labelled(self.slides.with_note(last, blocks), self.label)))

    def document(self, notebook: NotebookNode) -> d.Document:
        """The finished document."""
        parts = Parts(self.title, tuple(self.modules), self.contacts, self.sources, self.facts, self.glossary, self.asked)
        return document_of(parts, notebook, self.parameters, self.activities)
