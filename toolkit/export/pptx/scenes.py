"""From a scenario's slides to pages: its opening, scenes with choices that link, endings, and one page to talk it over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.fit import fitting_size, in_pieces
from toolkit.export.pptx.layouts import sheets
from toolkit.export.pptx.page import Filled, Page, labelled, make_page
from toolkit.export.pptx.text import Para, Run, fixed, line, paragraphs, runs
from toolkit.export.typography import typographic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.export.deck import Link, Slide
    from toolkit.messages import Messages


def scenario_page(slide: Slide, words: Messages) -> Iterator[Page]:
    """The page on the straight run from which the scenes start."""
    del words
    role = (Para(tuple(replace(run, strong=True, tone="accent") for run in runs(slide.lead))),) if slide.lead else ()
    text = Filled(lay.BODY, (*role, *paragraphs(slide.blocks)))
    yield make_page(slide, "scenario", text, *_cards(slide.links[:1]))


def scene_pages(slide: Slide, words: Messages) -> Iterator[Page]:
    """Story and choices on one page where both can be read from the back; otherwise the story first."""
    text = (*_time(slide), *paragraphs(slide.blocks))
    key = f"scene-{len(slide.links)}"
    if key in sheets() and _fits(key, text, slide.links):
        yield make_page(slide, key, Filled(lay.BODY, text), *_cards(slide.links))
        return
    choices = f"{slide.anchor}-choices"
    yield from _story(
        replace(slide, notes=()), text, words, Filled(lay.CARDS, (fixed(words("deck.what-now")),), to=choices)
    )
    title = words("pptx.title-choices", title=slide.title)
    own = replace(slide, anchor=choices, title=title)
    yield make_page(own, f"choices-{len(slide.links)}", *_cards(slide.links))


def ending_pages(slide: Slide, words: Messages) -> Iterator[Page]:
    """How it turned out, and the way to the questions that all endings share."""
    text = (*_time(slide), *paragraphs(slide.blocks))
    if not slide.points or not slide.links:
        yield from _story(slide, text, words, *_cards(slide.links[:2]))
        return
    talk = Filled(lay.CARDS, (fixed(words("shared.discuss")),), to=talk_anchor(slide))
    yield from _story(slide, text, words, talk, replace(_card(0, slide.links[0]), idx=lay.CARDS + 1))


def talk_page(ending: Slide, words: Messages) -> Page:
    """The questions for the group, once for a scenario, from any of its endings. Notes stay with the endings."""
    title = words("pptx.title-talk", title=ending.kicker)
    own = replace(ending, anchor=talk_anchor(ending), title=title, kicker=ending.kicker, notes=())
    onward = tuple(reversed(ending.links[:2]))  # on with the workshop first, back to the start second
    return make_page(own, "talk", Filled(lay.BODY, tuple(line(point) for point in ending.points)), *_cards(onward))


def talk_anchor(ending: Slide) -> str:
    """Where the endings of a scenario lead; every ending knows the slide that opened it."""
    return f"{ending.links[0].to}-talk"


def _story(slide: Slide, text: Sequence[Para], words: Messages, *buttons: Filled) -> Iterator[Page]:
    """The story on as many pages as it takes; the last has the buttons, the others lead to the next."""
    pieces = in_pieces(text, sheets()["story"].slot(lay.BODY).setting)
    for place, piece in enumerate(pieces, start=1):
        more = words("deck.continued", title=slide.title)
        own = slide if place == 1 else replace(slide, anchor=f"{slide.anchor}-part-{place}", title=more, notes=())
        last = place == len(pieces)
        onward = Filled(lay.CARDS, (fixed(words("deck.read-on")),), to=f"{slide.anchor}-part-{place + 1}")
        yield make_page(own, "story", Filled(lay.BODY, piece), *(buttons if last else (onward,)))


def _time(slide: Slide) -> Iterator[Para]:
    """What time it is and how far the clocks are, as the story's first lines."""
    if slide.time is None:
        return
    first, *others = [clock.text for clock in slide.time.clocks] or [""]
    now = Run(typographic(slide.time.now), strong=True, tone="accent")
    yield Para((now, *((Run(typographic(f"  {first}")),) if first else ())), mark="none")
    yield from (fixed(text, mark="none") for text in others)


def _fits(key: str, text: Sequence[Para], links: Sequence[Link]) -> bool:
    sheet = sheets()[key]
    cards = all(fitting_size(card.paras, sheet.slot(card.idx).setting) is not None for card in _cards(links))
    return cards and fitting_size(text, sheet.slot(lay.BODY).setting) is not None


def _cards(links: Sequence[Link]) -> tuple[Filled, ...]:
    return tuple(_card(place, link) for place, link in enumerate(links))


def _card(place: int, link: Link) -> Filled:
    return Filled(lay.CARDS + place, (labelled(link.label, link.text),), to=link.to)
