"""From a facilitator's Document to an editable PowerPoint deck: real layouts, outline text, notes, scenes that link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit.export.deck import build_deck, footer_of, sections_of
from toolkit.export.office import language_tag
from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.fill import add_footer, fill_notes, fill_slide, keep_off_the_straight_run, link_slides
from toolkit.export.pptx.layouts import sheets
from toolkit.export.pptx.master import empty_presentation
from toolkit.export.pptx.notes import note_paragraphs, restyle_notes_master
from toolkit.export.pptx.package import SlideMaker, add_sections, describe, same_bytes
from toolkit.export.pptx.page import Filled, Page
from toolkit.export.pptx.pages import pages_of
from toolkit.export.pptx.scenes import talk_anchor, talk_page
from toolkit.export.pptx.shapes import put_logo
from toolkit.export.pptx.text import Para, Run, fixed
from toolkit.export.pptx.write import Writer
from toolkit.export.typography import polished, typographic
from toolkit.export.vetting import mark
from toolkit.messages import messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.export.deck import Deck
    from toolkit.export.document import Document
    from toolkit.look.theme import Theme
    from toolkit.messages import Messages


@dataclass(frozen=True, slots=True)
class Placed:
    """A page in its final place: its section, and the one title no other page has."""

    page: Page
    section: str
    title: Para


def to_pptx(document: Document, theme: Theme) -> bytes:
    """The deck of a facilitator's document. It holds notes and answers: it is never for participants."""
    words = messages(document.language)
    placed = place_pages(document, words)
    prs = _build(placed, document, theme, words)
    add_sections(prs, [item.section for item in placed])
    describe(prs, document, language_tag(document.language), mark(document, words))
    return same_bytes(prs)


def place_pages(document: Document, words: Messages) -> tuple[Placed, ...]:
    """Every page in order: the straight run, then the scenes of each scenario as sections of their own."""
    deck: Deck = polished(build_deck(document, words, whole_scenes=True))
    straight: list[tuple[Page, str]] = []
    scenes: dict[int, list[tuple[Page, str]]] = {}  # by the number of the slide that opens the scenario
    counted: dict[str, int] = {}
    for slide, section in zip(deck.slides, sections_of(deck, document, words), strict=True):
        if slide.branch is not None:
            own = scenes.setdefault(len(straight), [])
            own += [(page, section) for page in pages_of(slide, words)]
            if slide.points and slide.links and talk_anchor(slide) not in {page.anchor for page, _ in own}:
                own.append((talk_page(slide, words), section))
        else:
            stem = slide.anchor.partition("-part-")[0]
            straight += [(_numbered_from(page, counted.get(stem, 0)), section) for page in pages_of(slide, words)]
            counted[stem] = counted.get(stem, 0) + len(slide.points)
    appendix = [pair for pages in scenes.values() for pair in _with_way_out(pages, straight, words)]
    ordered = [*straight, *appendix]
    titles = _unique_titles([page.title for page, _ in ordered], words)
    whose = typographic(mark(document, words))
    return tuple(Placed(_marked(page, whose), section, title) for (page, section), title in zip(ordered, titles, strict=True))


def _marked(page: Page, whose: str) -> Page:
    """``page`` with the words that say whose it is below its kicker, where it has one and no footer to bear them."""
    if not whose or not sheets()[page.sheet].plain:
        return page
    paras = (fixed(whose, mark="none"),)
    filled = (replace(item, paras=(*item.paras, *paras)) if item.idx == lay.KICKER else item for item in page.filled)
    return replace(page, filled=tuple(filled))


def _numbered_from(page: Page, before: int) -> Page:
    """``page`` with its numbers going on from the ``before`` cards or steps of the slides it continues."""
    if not before:
        return page
    filled = tuple(
        replace(item, paras=tuple(replace(para, start=para.start + before) for para in item.paras))
        for item in page.filled
    )
    return replace(page, filled=filled)


def _with_way_out(
    pages: Sequence[tuple[Page, str]], straight: Sequence[tuple[Page, str]], words: Messages
) -> Iterator[tuple[Page, str]]:
    """``pages`` of a scenario, the questions last, each scene with a link to where the workshop goes on."""
    anchors = {page.anchor for page, _ in pages}
    starts = [place for place, (page, _) in enumerate(straight) if any(item.to in anchors for item in page.filled)]
    after = min(starts[-1] + 1, len(straight) - 1) if starts else 0
    way_out = Filled(lay.BACK, (fixed(words("deck.go-on")),), to=straight[after][0].anchor)
    for page, section in sorted(pages, key=lambda pair: pair[0].sheet == "talk"):
        has_place = any(slot.idx == lay.BACK for slot in sheets()[page.sheet].slots)
        yield (replace(page, filled=(*page.filled, way_out)) if has_place else page), section


def _unique_titles(titles: Sequence[Para], words: Messages) -> Iterator[Para]:
    """Titles as they are, the second and later of the same words with a number."""
    continued = typographic(words("deck.continued", title=""))
    taken = {title.text for title in titles}
    used: set[str] = set()
    reached: dict[Para, int] = {}  # numbers below were taken already
    for title in titles:
        own, number = title, reached.get(title, 2)
        while own.text in used or (own is not title and own.text in taken):
            if title.text.endswith(continued):
                number = max(number, 3)  # the first continuation is the second slide
                own = fixed(words("pptx.continued", title=title.text.removesuffix(continued), number=number))
            else:
                own = replace(title, runs=(*title.runs, Run(f" ({number})")))
            number += 1
        used.add(own.text)
        reached[title] = number
        yield own


def _build(placed: Sequence[Placed], document: Document, theme: Theme, words: Messages) -> Any:
    footer = typographic(footer_of(document, words))
    prs, layouts = empty_presentation(theme, words, [item.page.sheet for item in placed], footer)
    restyle_notes_master(prs, theme)
    writer, maker = Writer(theme.palette, language_tag(document.language)), SlideMaker(prs)
    slides = []
    for number, item in enumerate(placed, start=1):
        slide = maker.add(layouts[item.page.sheet])
        fill_slide(slide, item.page, item.title, writer, words)
        add_footer(slide, item.page, footer, number, writer)
        if document.look.logo and item.page.slide.layout == "title":
            put_logo(slide, document.look.logo)
        fill_notes(slide, note_paragraphs(item.page.slide, words, mark(document, words)), writer)
        slides.append(slide)
    targets = {item.page.anchor: slide for item, slide in zip(placed, slides, strict=True)}
    for item, slide in zip(placed, slides, strict=True):
        link_slides(slide, item.page, targets)
        if item.page.slide.branch is not None:
            keep_off_the_straight_run(slide)
    return prs
