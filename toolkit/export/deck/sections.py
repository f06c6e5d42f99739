"""A deck and its document in, the section of each slide out: the parts that an outline of the deck lists."""

from __future__ import annotations

from toolkit.export import document as d
from toolkit.export.deck.slide import Deck
from toolkit.export.typography import typographic
from toolkit.messages import Messages


def sections_of(deck: Deck, document: d.Document, words: Messages) -> list[str]:
    """The section of each slide: its segment, its scenario, or what opens and closes the workshop."""
    segments = iter([(segment.id, segment.title) for module in document.modules for segment in module.segments])
    scenarios: dict[str, str] = {}
    now, title, out = "", "", []
    for slide in deck.slides:
        if slide.branch is not None:
            scenarios.setdefault(slide.branch, slide.kicker)
            out.append(typographic(words("pptx.section-scenario", title=scenarios[slide.branch])))
            continue
        if not slide.segment:
            now = ""
            title = (
                typographic(words("pptx.section-closing")) if slide.layout == "closing" else slide.kicker or slide.title
            )
        elif slide.segment != now:
            now = slide.segment
            title = next((typographic(text) for key, text in segments if key == now), slide.kicker)
        out.append(title)
    return out
