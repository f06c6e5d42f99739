"""A Document in; its deck as plain JSON-able data for Typst templates out, and beside it the pictures that slides show."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from toolkit.export.deck import Deck, Slide, build_deck, sections_of
from toolkit.export.diagrams import projected
from toolkit.export.document import Document
from toolkit.export.pdf.typst_data import figures, plain
from toolkit.export.read.citations import without_citations
from toolkit.export.slides.fit import BODY_SIZES, LOGO_HEIGHT, fit_slide
from toolkit.export.slides.numbers import points_before, slide_numbers
from toolkit.export.typography import polished, typographic
from toolkit.export.vetting import mark
from toolkit.look.theme import Theme
from toolkit.messages import Messages

COVERS = frozenset({"title", "closing"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A slide in its final place: its number, its section, and whether it is the first of that section."""

    slide: Slide
    number: str
    section: str
    opens: bool
    way_out: str = ""  # where a scene without another way leads on to


def placed_slides(document: Document, words: Messages) -> tuple[Deck, tuple[Placed, ...]]:
    """The deck and its slides in the order of pages: the straight run, then the scenes of each scenario.

    Slides that are withheld have no page. Numbers are those that the HTML slides print, whatever is left out.
    """
    deck: Deck = polished(without_citations(build_deck(document, words)))
    numbers = slide_numbers(deck.slides)
    sections = dict(zip((slide.anchor for slide in deck.slides), sections_of(deck, document, words), strict=True))
    onward = _onward(deck)
    shown = [slide for slide in deck.slides if not slide.withheld]
    ordered = sorted(shown, key=lambda slide: slide.branch is not None)
    placed: list[Placed] = []
    for slide in ordered:
        section = sections[slide.anchor]
        opens = not placed or placed[-1].section != section
        placed.append(Placed(slide, numbers[slide.anchor], section, opens, onward.get(slide.anchor, "")))
    return deck, tuple(placed)


def _onward(deck: Deck) -> dict[str, str]:
    """For each scene that does not lead there itself, the slide with which the workshop goes on."""
    after, found = "", {}
    for slide in reversed(deck.slides):
        if slide.branch is None:
            after = slide.anchor
        elif after and all(link.to != after for link in slide.links):
            found[slide.anchor] = after
    return found


def deck_data(deck: Deck, placed: tuple[Placed, ...], document: Document, theme: Theme, words: Messages) -> dict[str, Any]:
    """Everything that a template may show of these slides. Notes stay behind: no page has room for them."""
    before = points_before(deck.slides)
    about = polished(document.about)
    return {
        "theme": asdict(theme),
        "words": {key: typographic(text) for key, text in words.all().items()},
        "about": plain(about),
        "sizes": list(BODY_SIZES),
        "language": deck.language,
        "title": deck.title,
        "subtitle": deck.subtitle,
        "paper": document.paper,
        "access": document.access,
        "mark": typographic(mark(document, words)),
        "footer": deck.footer,
        "look": plain(polished(document.look)),
        "slides": [_slide_data(item, before[item.slide.anchor], deck) for item in placed],
    }


def _slide_data(item: Placed, before: int, deck: Deck) -> dict[str, Any]:
    slide = item.slide
    fit = fit_slide(slide, taken=LOGO_HEIGHT if deck.logo and slide.layout == "title" else 0)
    data = cast("dict[str, Any]", plain(replace(slide, notes=())))
    return data | {
        "number": item.number,
        "section": item.section,
        "opens": item.opens,
        "way_out": item.way_out,
        "before": before,
        "title_size": fit.title,
        "body_size": fit.body,
        "cover": slide.layout in COVERS,
    }


def deck_figures(deck: Deck, theme: Theme) -> dict[str, bytes]:
    """The pictures on the slides of a deck, by path."""
    return figures(deck, theme, projected)
