"""Rules of diagrams: they exist where they are placed, and those who do not see them get what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.finding import (
    AsOf,
    Chart,
    DiagramRule,
    Finding,
    ModuleRule,
    PageRule,
    RegisterRule,
    Sheet,
    Subject,
    unknown,
)
from toolkit.drawing import smallest_on_slide
from toolkit.model.citation import CITATION
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.diagram import Cycle, PlaceDiagram
from toolkit.model.module import DiagramSlide, Module
from toolkit.model.page import Page

SHORTEST_ALT, LONGEST_ALT = 60, 400
SMALLEST = 14
"""Pixels on a slide of 1280 by 720: as small as any other text there gets."""
_ONLY_A_PICTURE = re.compile(r"\s*(?:an?\s+|the\s+)?(?:image|picture|diagram|graphic|figure|chart|drawing|illustration)\b", re.IGNORECASE)


def _placed(noun: Module | Page) -> Iterator[tuple[Place, str]]:
    """Each place where ``noun`` puts a diagram among its text, with the diagram's id."""
    parts = [("segments", part.body) for part in noun.segments] if isinstance(noun, Module) else [
        ("sections", part.body) for part in noun.sections
    ]
    numbered = ((key, n, m, block) for n, (key, body) in enumerate(parts) for m, block in enumerate(body))
    return (((key, n, "body", m, "diagram"), block.diagram) for key, n, m, block in numbered if isinstance(block, PlaceDiagram))


def _unknown(piece: Subject | Sheet) -> Iterator[Finding]:
    known = piece.curriculum.diagrams
    for place, name in _placed(piece.module if isinstance(piece, Subject) else piece.page):
        if f"diagrams/{name}" not in piece.curriculum.marks:
            yield unknown("diagram", place, name, known)


def _slides_apart(subject: Subject) -> Iterator[Finding]:
    for n, segment in enumerate(subject.module.segments):
        placed = [block.diagram for block in segment.body if isinstance(block, PlaceDiagram)]
        for m, slide in enumerate(segment.slides):
            if isinstance(slide, DiagramSlide) and slide.diagram not in placed:
                yield Finding(
                    ("segments", n, "slides", m, "diagram"),
                    f"the segment '{segment.id}' does not place the diagram '{slide.diagram}'.",
                    f"Add '- {{kind: diagram, diagram: {slide.diagram}}}' to its 'body', or show one that it places.",
                )


def _too_much_for_slide(subject: Subject) -> Iterator[Finding]:
    for n, segment in enumerate(subject.module.segments):
        for m, slide in enumerate(segment.slides):
            shown = subject.curriculum.diagrams.get(slide.diagram) if isinstance(slide, DiagramSlide) else None
            size = smallest_on_slide(shown.picture) if shown else SMALLEST
            if shown and size < SMALLEST:
                yield Finding(
                    ("segments", n, "slides", m, "diagram"),
                    f"'{shown.id}' is so full that its smallest text is {size:.0f} pixels high on a slide of 720.",
                    "Say it in fewer words, or leave it to the workbook and take the slide out.",
                )


def _weak_alt(chart: Chart) -> Iterator[Finding]:
    alt = " ".join(chart.diagram.alt.split())
    if not SHORTEST_ALT <= len(alt) <= LONGEST_ALT:
        yield Finding(
            ("alt",),
            f"the alternative text has {len(alt)} characters.",
            f"Say in {SHORTEST_ALT} to {LONGEST_ALT} what the picture means; what it holds in detail is told below it anyway.",
        )
    elif _ONLY_A_PICTURE.match(alt):
        yield Finding(
            ("alt",),
            "the alternative text opens with what it is, which every reader hears already.",
            "Begin with what the picture means.",
        )


def _way_to_nowhere(chart: Chart) -> Iterator[Finding]:
    picture = chart.diagram.picture
    if isinstance(picture, Cycle) and picture.stations[0].back:
        yield Finding(
            ("picture", "stations", 0, "back"),
            "the way back from the first place would lead to the last one, where the way on comes from.",
            "Delete it, or begin the cycle with another place.",
        )


def _cited_in_picture(chart: Chart) -> Iterator[Finding]:
    for text in chart.texts:
        for found in CITATION.finditer("" if text.markdown else text.words):
            yield Finding(
                text.place,
                f"'{found.group().strip()}' would be drawn as it stands.",
                "List the fact in the diagram's 'facts:' instead; its source prints below the drawing.",
                found.group().strip(),
            )


def _unplaced(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    listed = {module for course in curriculum.catalogue.courses for module in course.modules}
    if not listed <= curriculum.modules.keys() or not all(marks.whole for marks in curriculum.marks.values()):
        return  # what could not be read may be what places it
    nouns: tuple[Module | Page, ...] = (*curriculum.modules.values(), *curriculum.pages.values())
    placed = {name for noun in nouns for _, name in _placed(noun)}
    for name in curriculum.diagrams.keys() - placed:
        yield Finding(
            ("id",),
            f"no module and no page places the diagram '{name}'.",
            f"Place it with '- {{kind: diagram, diagram: {name}}}', or delete its file.",
            file=f"diagrams/{name}",
        )


_LEADS = "A reference that leads nowhere becomes a gap in a handout."
RULES = (
    ModuleRule(
        id="diagram-is-known",
        may_be_allowed=False,
        says="Diagrams that a module places exist.",
        why=_LEADS,
        find=_unknown,
        needs=("module",),
    ),
    PageRule(
        id="page-diagram-is-known",
        may_be_allowed=False,
        says="Diagrams that a reference page places exist.",
        why=_LEADS,
        find=_unknown,
        needs=("page",),
    ),
    ModuleRule(
        id="diagram-slide-shows-own",
        may_be_allowed=False,
        says="A slide shows a diagram that its own segment places.",
        why="What stands on the wall stands in the workbook too, for whoever sits far away or does not see it.",
        find=_slides_apart,
        needs=("module",),
    ),
    ModuleRule(
        id="diagram-fits-slide",
        severity="warning",
        says=f"A diagram on a slide has few enough words for text of {SMALLEST} pixels, on a slide 720 pixels high.",
        why="A drawing grows with its words and is scaled to the slide, until the last row sees only boxes.",
        find=_too_much_for_slide,
        needs=("module",),
    ),
    DiagramRule(
        id="diagram-alt-says-what-it-means",
        says=f"The alternative text of a diagram has {SHORTEST_ALT} to {LONGEST_ALT} characters and begins with what it means.",
        why="Who does not see the picture needs its point, not the news that there is a picture.",
        source="WCAG 2.2, success criterion 1.1.1 Non-text Content",
        find=_weak_alt,
        needs=("diagram",),
    ),
    DiagramRule(
        id="way-back-has-a-start",
        may_be_allowed=False,
        says="The first place of a cycle has no way back.",
        why="A dashed arrow against the way on would cross the drawing.",
        find=_way_to_nowhere,
        needs=("diagram",),
    ),
    DiagramRule(
        id="diagram-lists-its-facts",
        may_be_allowed=False,
        says="The title, the alternative text and the picture of a diagram hold no citation; its facts are listed.",
        why="A drawing has no links: a number in brackets there leads nowhere.",
        find=_cited_in_picture,
        needs=("diagram",),
    ),
    RegisterRule(
        id="diagram-is-placed",
        says="Some module or page places each diagram.",
        why="A picture that nobody gets costs a review all the same.",
        severity="advice",
        find=_unplaced,
        needs=("catalogue",),
    ),
)
