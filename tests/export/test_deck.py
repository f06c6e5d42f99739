"""The deck: what stands on which slide, and that nothing is asked of one slide that it cannot hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.samples import paragraph, sample_document, text
from toolkit.export import document as d
from toolkit.export.deck import Deck, Slide, build_deck
from toolkit.messages import messages

WORDS = messages("en")


def deck_of(*slides: d.SlideSource, blocks: d.Blocks = ()) -> Deck:
    """The deck of a document with one segment."""
    whole = sample_document("facilitator")
    segment = replace(whole.modules[0].segments[0], slides=slides, blocks=blocks)
    return build_deck(replace(whole, modules=(replace(whole.modules[0], segments=(segment,)),)), WORDS)


def own(deck: Deck) -> list[Slide]:
    return [slide for slide in deck.slides if slide.segment]


def activity(block: d.Activity) -> list[Slide]:
    return own(deck_of(d.SlideSource("activity", "", activity=block.id), blocks=(block,)))


def sample_block(kind: type[d.Activity]) -> d.Activity:
    found = [b for s in sample_document("facilitator").modules[0].segments for b in s.blocks if isinstance(b, kind)]
    return found[0]


def test_anchors_are_unique_and_links_lead_to_slides() -> None:
    slides = build_deck(sample_document("facilitator"), WORDS).slides
    anchors = [slide.anchor for slide in slides]
    assert len(anchors) == len(set(anchors))
    links = [link.to for slide in slides for link in slide.links]
    assert links
    assert set(links) <= set(anchors)


def test_scenes_carry_their_branch_and_endings_lead_back_and_on() -> None:
    slides = build_deck(sample_document("facilitator"), WORDS).slides
    endings = [slide for slide in slides if slide.layout == "ending"]
    straight = [slide.anchor for slide in slides if slide.branch is None]
    opening = next(slide.anchor for slide in slides if slide.layout == "scenario")
    assert len(endings) == 2
    for ending in endings:
        assert ending.branch == "new-phone"
        assert [link.to for link in ending.links] == [opening, straight[straight.index(opening) + 1]]


def test_the_first_scenario_of_two_with_the_same_id_keeps_its_own_scenes() -> None:
    scenario = sample_block(d.Scenario)
    twice = (d.SlideSource("activity", "", activity=scenario.id),) * 2
    anchors = [slide.anchor for slide in own(deck_of(*twice, blocks=(scenario,)))]
    assert len(anchors) == len(set(anchors))


def test_a_question_shows_no_answer_and_the_next_slide_marks_the_right_one() -> None:
    quiz = sample_block(d.Quiz)
    question, answer = activity(quiz)[:2]
    assert [option.right for option in question.options] == [None, None, None]
    assert [option.right for option in answer.options] == [False, True, False]
    assert question.blocks == answer.blocks


def test_an_ordering_answer_stands_in_its_order_and_a_matching_answer_beside_its_partner() -> None:
    answers = {slide.anchor: slide for slide in activity(sample_block(d.Quiz)) if slide.layout == "answer"}
    ordering = next(slide for anchor, slide in answers.items() if "report-1" in anchor)
    matching = next(slide for anchor, slide in answers.items() if "report-2" in anchor)
    assert [option.text[0].text for option in ordering.options] == [
        "Call 911 if there is danger", "Tell the designated person", "Write down what you saw",
    ]  # fmt: skip
    assert "".join(span.text for span in matching.options[1].text) == "A child is in danger: 911"


def test_fourteen_cards_are_dealt_over_slides_of_even_length_and_none_is_lost() -> None:
    cards = tuple(d.SortCard(f"Card {n} " + "says one thing about the subject", "A", "Because.") for n in range(14))
    slides = activity(d.Sort("s", "Sort", paragraph("Sort these."), ("A", "B"), cards, ()))
    sorts = [slide for slide in slides if slide.layout == "sort"]
    assert [span.text for slide in sorts for point in slide.points for span in point] == [card.text for card in cards]
    counts = [len(slide.points) for slide in sorts]
    assert max(counts) - min(counts) <= 1
    assert max(counts) <= 8
    shown = [p for slide in slides if slide.layout == "compare" for p in slide.columns[0].points]
    assert len(shown) == 14


def test_a_slide_that_is_split_keeps_its_notes_once_and_says_that_it_goes_on() -> None:
    notes = (d.Note("say", paragraph("Hello.")),)
    source = d.SlideSource("points", "Many", points=(text("A point of some length, as they are. " * 2),) * 12, notes=notes)
    slides = own(deck_of(source))
    assert len(slides) > 1
    assert [bool(slide.notes) for slide in slides] == [True] + [False] * (len(slides) - 1)
    assert slides[1].title == "Many (continued)"
    assert slides[1].anchor.endswith("-part-2")


def test_a_long_scene_is_told_first_and_leads_to_its_choices() -> None:
    scenario = sample_block(d.Scenario)
    assert isinstance(scenario, d.Scenario)
    long = replace(scenario.cards[0], blocks=paragraph("She looks up and down the hallway again. " * 25))
    slides = activity(replace(scenario, cards=(long, *scenario.cards[1:])))
    told = next(slide for slide in slides if slide.anchor.endswith("card-1"))
    choices = next(slide for slide in slides if slide.anchor.endswith("card-1-choices"))
    assert [link.label for link in choices.links] == ["A", "B"]
    assert not choices.blocks
    onward = {slide.anchor: slide.links[-1].to for slide in slides if slide.links}
    here = told.anchor
    for _ in range(3):
        if here != choices.anchor:
            here = onward[here]
    assert here == choices.anchor


@pytest.mark.parametrize(
    "block",
    [
        d.Paragraph(text("One sentence of a paragraph that nobody should put on a slide. " * 60)),
        d.Listing(tuple(paragraph(f"Item {n}, with some words behind it") for n in range(60))),
        d.Table((text("A"), text("B")), tuple((text(str(n)), text("words")) for n in range(60))),
        d.CodeBlock("\n".join(f"line {n}" for n in range(90))),
        d.Callout("law", "Long", paragraph("One sentence of a paragraph in a box. " * 80)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_block_longer_than_a_slide_goes_on_on_the_next_with_every_word(block: d.Block) -> None:
    slides = own(deck_of(d.SlideSource("blocks", "Long", blocks=(block,))))
    assert len(slides) > 2
    assert "".join(map(_words, slides)) == _words(Slide("x", "blocks", "", blocks=(block,)))


def _words(slide: Slide) -> str:
    """Every word in the blocks of ``slide``, headers and titles that repeat aside."""

    def walk(value: object) -> str:
        if isinstance(value, d.Span | d.CodeBlock):
            return value.text.replace("\n", "")
        if isinstance(value, tuple):
            return "".join(map(walk, value))
        inside = next((name for name in ("rows", "items", "blocks", "text") if hasattr(value, name)), None)
        return walk(getattr(value, inside)) if inside else ""

    return walk(slide.blocks)


def test_unconfirmed_numbers_are_a_note_for_the_facilitator() -> None:
    slide = own(deck_of(d.SlideSource("contacts", "Whom to call")))[0]
    assert "state's child abuse line" in str(slide.notes)
    assert len(slide.contacts) == 5


def test_many_facilitators_are_counted_on_the_title_slide() -> None:
    names = tuple(f"Person {n}" for n in range(12))
    document = sample_document()
    document = replace(document, about=replace(document.about, facilitators=names))
    title = build_deck(document, messages("en")).slides[0]
    shown = " ".join(span.text for point in title.points for span in point)
    assert "Person 0, Person 1, Person 2 and 9 more" in shown


def in_other_piles(block: d.Sort) -> d.Sort:
    """``block`` with nearly all of its cards in the first pile."""
    return replace(block, cards=tuple(replace(card, answer=block.piles[place == 0]) for place, card in enumerate(block.cards)))


@pytest.mark.parametrize("piles", [2, 3, 4])
@pytest.mark.parametrize("cards", [4, 8, 12, 16])
def test_how_many_slides_the_key_of_a_sort_takes_tells_nothing_about_it(piles: int, cards: int) -> None:
    names = ("One", "Another", "A third", "The last")[:piles]
    made = tuple(d.SortCard("A card with some words on it " * 3, names[n % piles], "why") for n in range(cards))
    block = replace(sample_block(d.Sort), piles=names, cards=made)
    keys = [[s for s in activity(each) if s.layout == "compare"] for each in (block, in_other_piles(block))]
    assert len(keys[0]) == len(keys[1])
    for key in keys:
        assert all(slide.columns for slide in key)
        assert sum(len(column.points) for slide in key for column in slide.columns) == cards


def test_a_participants_deck_has_the_wall_without_notes_and_keys_and_the_numbers_of_the_wall() -> None:
    ours, theirs = (build_deck(sample_document(reader), WORDS).slides for reader in ("facilitator", "participant"))
    assert [slide.anchor for slide in ours] == [slide.anchor for slide in theirs]
    assert any(slide.notes for slide in ours)
    assert not [slide for slide in theirs if slide.notes]
    withheld = [slide for slide in theirs if slide.withheld]
    assert withheld
    assert {s.anchor for s in withheld} == {s.anchor for s in ours if s.layout == "answer" or "-answers" in s.anchor}
    for slide in withheld:
        assert (slide.points, slide.columns, slide.options, slide.blocks, slide.lead) == ((), (), (), (), ())
    for one, other in zip(ours, theirs, strict=True):
        if not other.withheld:
            assert replace(one, notes=()) == other
