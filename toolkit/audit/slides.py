"""A finished PowerPoint file in, what locks people out of it out, slide by slide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit.audit.finding import Audit, Barrier
from toolkit.audit.office_words import is_language, shortened
from toolkit.audit.slides_ground import Grounds, Painted
from toolkit.audit.slides_nouns import Deck, Slide
from toolkit.audit.slides_read import read_deck
from toolkit.audit.slides_rules import HAS_LANGUAGE, HAS_TITLE, RULES, Found, barriers
from toolkit.audit.slides_shapes import find_moving, find_order, find_pictures, find_tables, find_title, title_of
from toolkit.audit.slides_text import pieces
from toolkit.audit.slides_words import find_contrast, find_languages, find_links, find_sizes

__all__ = ["RULES", "look"]


def look(content: bytes) -> Audit:
    """Raises UnreadableError for what is no presentation, or is damaged."""
    deck = read_deck(content)
    looked: Counter[str] = Counter()
    found: list[Barrier] = []
    for slide, one in _all_found(deck):
        looked[one.rule.id] += one.looked_at
        found += barriers(slide, one)
    return Audit(tuple((rule.id, looked[rule.id]) for rule in RULES), tuple(found))


def _all_found(deck: Deck) -> Iterator[tuple[Slide | None, Found]]:
    for one in _of_the_whole(deck):
        yield None, one
    namesakes: defaultdict[str, list[Slide]] = defaultdict(list)
    for slide in deck.slides:
        namesakes[title_of(slide)].append(slide)
    known: dict[int, tuple[Painted, ...]] = {}
    for slide in deck.slides:
        for one in _of_a_slide(slide, deck, namesakes, known):
            yield slide, one


def _of_the_whole(deck: Deck) -> Iterator[Found]:
    lacking = "The presentation has no title in its properties. In PowerPoint: File > Info > Properties > Title."
    yield Found(HAS_TITLE, 1, () if deck.title else (lacking,))
    styles = [letters.get("lang") for letters in deck.defaults.values() if letters.get("lang")]
    named = deck.language or next(iter(styles), "")
    if not named:
        fault = "The presentation does not say in which language it is."
    else:
        fault = "" if is_language(named) else f"The presentation names “{shortened(named)}” as its language, which is none."
    advice = "In PowerPoint: select all slides in View > Outline View > Review > Language > Set Proofing Language > Default."
    yield Found(HAS_LANGUAGE, 1, (f"{fault} {advice}",) if fault else ())


def _of_a_slide(slide: Slide, deck: Deck, namesakes: Mapping[str, Sequence[Slide]], known: dict[int, tuple[Painted, ...]]) -> Iterator[Found]:
    yield from find_title(slide, namesakes)
    yield find_pictures(slide, deck)
    ordered = find_order(slide, deck)
    if ordered is not None:
        yield ordered
    yield find_tables(slide, deck)
    said = list(pieces(slide, deck))
    yield find_languages(said)
    yield from find_contrast(said, Grounds(slide, known))
    yield find_sizes(said)
    yield find_links(said)
    yield from find_moving(slide)
