"""Slides of a segment in, document slides for one reader out: what the wall shows, and for a facilitator the notes as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.read.markdown import blocks_of, line_of, plain
from toolkit.model import cells
from toolkit.model import module as m


class SlideReader:
    """Turns slide nouns into document slides, and makes slides for what a person added.

    Who sits in the workshop sees the wall; notes are a facilitator's. Who studies alone has no wall.
    """

    def __init__(self, reader: d.Reader) -> None:
        self._full = reader == "facilitator"
        self.any = reader != "learner"

    def of(self, slides: Sequence[m.Slide]) -> tuple[d.SlideSource, ...]:
        """A segment's slides."""
        return tuple(map(self._slide, slides)) if self.any else ()

    def _slide(self, slide: m.Slide) -> d.SlideSource:
        """One slide as the segment describes it."""
        notes = tuple(map(_note, slide.notes)) if self._full else ()
        match slide:
            case m.PointsSlide():
                return d.SlideSource("points", slide.title, points=tuple(map(_uncited, slide.points)), notes=notes, access=slide.access)
            case m.StatementSlide():
                return d.SlideSource("statement", slide.title, text=_uncited(slide.text), notes=notes, access=slide.access)
            case m.CompareSlide():
                columns = (
                    d.Column(slide.left_title, tuple(map(_uncited, slide.left))),
                    d.Column(slide.right_title, tuple(map(_uncited, slide.right))),
                )
                return d.SlideSource("compare", slide.title, columns=columns, notes=notes, access=slide.access)
            case m.ActivitySlide():
                return d.SlideSource(
                    "activity", "", activity=slide.activity, questions=slide.questions, notes=notes, access=slide.access,
                )
            case m.DiagramSlide():
                return d.SlideSource("diagram", slide.title, diagram=slide.diagram, notes=notes, access=slide.access)
            case m.ContactsSlide():
                return d.SlideSource("contacts", slide.title, notes=notes, access=slide.access)

    def with_own(self, segment: d.Segment, blocks: d.Blocks) -> tuple[d.SlideSource, ...]:
        """The segment's slides with ``blocks`` on the last one, or on new ones where a heading or activity opens one."""
        slides = list(segment.slides)
        for block in blocks:
            if isinstance(block, d.Heading):
                slides.append(d.SlideSource("blocks", plain(block.text)))
            elif isinstance(block, d.Explain | d.Discuss | d.Sort | d.Reflect | d.Exercise | d.Quiz | d.Scenario):
                slides.append(d.SlideSource("activity", block.title, activity=block.id))
            elif slides and slides[-1].kind == "blocks":
                slides[-1] = replace(slides[-1], blocks=(*slides[-1].blocks, block))
            else:
                slides.append(d.SlideSource("blocks", segment.title, blocks=(block,)))
        return tuple(slides)

    def without(self, segment: d.Segment, item: cells.Shown) -> tuple[d.SlideSource, ...]:
        """The segment's slides without those that show ``item``."""
        match item:
            case cells.ShownActivity():
                shown = item.activity.id
            case cells.ShownQuiz():
                shown = item.quiz.id
            case cells.ShownScenario():
                shown = item.scenario.id
            case _:
                return segment.slides
        return tuple(slide for slide in segment.slides if slide.activity != shown)

    def with_note(self, segment: d.Segment, blocks: d.Blocks) -> tuple[d.SlideSource, ...]:
        """The segment's slides with a spoken note on the last one."""
        slides = list(segment.slides) or [d.SlideSource("blocks", segment.title)]
        slides[-1] = replace(slides[-1], notes=(*slides[-1].notes, d.Note("say", blocks)))
        return tuple(slides)


def _note(note: m.Note) -> d.Note:
    likely = tuple(map(blocks_of, note.likely)) if isinstance(note, m.Ask) else ()
    return d.Note(note.kind, blocks_of(note.text), likely, access=note.access)


def _uncited(text: str) -> d.Inlines:
    """Slides carry no footnotes; the sources stand in the handout and the guide."""
    return tuple(span for span in line_of(text) if not span.cites)
