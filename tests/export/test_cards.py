"""Cards and worksheets, cut from the finished file: every way through a story, every card whole inside its edges, and no key."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import ceil

import page
import pytest

from tests.export.paper import (
    Card,
    cards_of,
    paths,
    sheets_of,
    stack_of,
    stories_on_paper,
    stories_on_screen,
    written_order,
)
from tests.export.test_handout import unpacked, with_blocks
from tests.samples import SECRETS, paragraph, sample_document, text
from tests.test_leaks import with_other_keys
from tests.vetted import session_of
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.pdf.cards import to_cards
from toolkit.export.read import read
from toolkit.export.study.exporter import to_study
from toolkit.load import find_curriculum, load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model.curriculum import Curriculum

MODULES = [module.id for module in load_curriculum(find_curriculum()).listed_modules()]
MARK = "For vetted public-safety professionals"
LONG = "Sentence {} of a very long text goes on for quite some time, so that it fills a whole line and more than that. "
FRAME = 14  # points from a cut that stay empty: no printer and no pair of scissors is exact


@pytest.fixture(scope="module")
def sample() -> bytes:
    return to_cards(sample_document("participant"), DEFAULT)


@pytest.fixture(scope="module", params=[*((module, "letter") for module in MODULES), ("intro/2", "a4"), ("child-welfare/1", "a4")], ids=" ".join)
def shipped(request: pytest.FixtureRequest, curriculum: Curriculum) -> tuple[d.Document, bytes, str]:
    """What a participant gets of a module that ships, its cards, and its page to study alone."""
    module, paper = request.param
    notebook = run_notebook(curriculum, session_of(curriculum, module, paper=paper, participants=23))
    document = read(notebook, "participant")
    return document, to_cards(document, DEFAULT), to_study(read(notebook, "learner"), DEFAULT).decode()


def blocks_of(document: d.Document, kind: type[d.Block]) -> list[d.Block]:
    return [block for module in document.modules for segment in module.segments for block in segment.blocks if isinstance(block, kind)]


def bare(words: str) -> str:
    """Without spaces and quotes, which are typed in one way and printed in another."""
    return re.sub(r"[\"'“”‘’\s]", "", words)


def outside(card: Card) -> list[str]:
    """Words that touch the frame of a card, or that lie on the words at its foot. A quarter of a word's box stands above its capitals."""
    left, top, right, bottom = card.edges
    foot = min((word.top for word in card.words if word.text == "Stack" and word.bottom > bottom - 60), default=bottom)
    return [
        word.text
        for word in card.words
        if word.left < left + FRAME or word.top + (word.bottom - word.top) / 4 < top + FRAME or word.right > right - FRAME or word.bottom > bottom - FRAME
        or (word.top < foot - 1 and word.bottom > foot + 4)
    ]  # fmt: skip


def test_the_sample_story_goes_the_same_ways_on_paper_as_on_screen(sample: bytes) -> None:
    (story,) = stories_on_paper(sample).values()
    assert paths(story) == {((1, "A"), (2, "A"), (4, "")), ((1, "A"), (2, "B"), (3, "")), ((1, "B"), (3, ""))}


def test_every_shipped_story_goes_the_same_ways_on_paper_as_on_screen(shipped: tuple[d.Document, bytes, str]) -> None:
    document, pdf, study = shipped
    on_paper, on_screen = stories_on_paper(pdf), stories_on_screen(study)
    assert len(on_paper) == len(on_screen) == len(blocks_of(document, d.Scenario)) > 0
    for paper, screen in zip(on_paper.values(), on_screen.values(), strict=True):
        assert paths(paper) == paths(screen)
        assert len(paths(paper)) > 20


def test_a_story_on_one_sheet_leads_where_its_cards_lead_or_the_cover_says_that_it_is_too_long(
    shipped: tuple[d.Document, bytes, str],
) -> None:
    document, pdf, _ = shipped
    cover, *sheets = sheets_of(pdf)
    starts = [sheet.number for sheet in sheets if "The story on one sheet · Stack" in sheet.text]
    both = [written_order(pdf, first, first + 1) for first in starts]
    for story in blocks_of(document, d.Scenario):
        assert isinstance(story, d.Scenario)
        title = story.title.replace("'", "’")
        found = [text for text in both if re.search(rf"The story on one sheet · Stack \d+ {re.escape(title)}", text)]
        assert len(found) + cover.text.count(f"“{title}” is too long for one sheet") == 1
        for whole in found:
            scenes, _, after = whole.partition("What happens 1A")
            told = dict(re.findall(r"\b(\d+[A-D]) .*?Turn to card (\d+)", f"1A {after}"))
            assert told == {f"{card.number}{choice.label}": str(choice.to) for card in story.cards for choice in card.choices}
            assert [int(number) for number in re.findall(r"Card (\d+)", scenes)] == [card.number for card in story.cards]
            assert "Turn to card" not in scenes
    assert all(two - one <= 2 for one, two in pairwise([*starts, len(sheets) + 2]))


def test_the_consequence_of_a_choice_is_on_no_card_that_is_read_before_it(shipped: tuple[d.Document, bytes, str]) -> None:
    document, pdf, _ = shipped
    cards = cards_of(pdf)
    for story in blocks_of(document, d.Scenario):
        assert isinstance(story, d.Scenario)
        for scene in story.cards:
            for choice in scene.choices:
                (turn,) = [card for card in cards if card.large == f"{scene.number}{choice.label}" and story.title.replace("'", "’") in card.text]
                assert turn.text.count("Turn to card") == 1
    assert not [card for card in cards if card.large.startswith("Card") and "Turn to card" in card.text]


def test_every_card_is_whole_inside_its_edges(shipped: tuple[d.Document, bytes, str]) -> None:
    _, pdf, _ = shipped
    cards = cards_of(pdf)
    assert len(cards) > 40
    assert {str(card): outside(card) for card in cards if outside(card)} == {}
    assert not [card for card in cards if "This card continues on the next one" in card.text]


def test_the_cards_of_a_stack_have_one_size_for_scenes_and_one_for_what_follows(shipped: tuple[d.Document, bytes, str]) -> None:
    _, pdf, _ = shipped
    sizes: dict[tuple[int, bool], set[tuple[float, float]]] = {}
    for card in cards_of(pdf):
        left, top, right, bottom = card.edges
        if card.large:
            size = round((right - left) / 3), round((bottom - top) / 3)  # marks are read to a point
            sizes.setdefault((stack_of(card), card.large.startswith("Card")), set()).add(size)
    assert sizes
    assert all(max(a) - min(a) <= 1 for found in sizes.values() for a in zip(*found, strict=True))


def test_every_card_bears_its_stack_and_where_it_is_restricted_the_mark(shipped: tuple[d.Document, bytes, str]) -> None:
    document, pdf, _ = shipped
    for card in cards_of(pdf):
        assert stack_of(card) > 0
        assert (MARK in card.text) == (document.access == "restricted")
    assert all((MARK in sheet.text) == (document.access == "restricted") for sheet in sheets_of(pdf))


def test_every_text_of_the_activities_is_printed(shipped: tuple[d.Document, bytes, str]) -> None:
    document, pdf, _ = shipped
    printed = bare("".join(card.text for card in cards_of(pdf)))
    for sort in blocks_of(document, d.Sort):
        assert isinstance(sort, d.Sort)
        assert all(bare(words) in printed for words in (*sort.piles, *(card.text for card in sort.cards)))
    for story in blocks_of(document, d.Scenario):
        assert isinstance(story, d.Scenario)
        choices = [choice for card in story.cards for choice in card.choices]
        assert all(bare("".join(span.text for span in choice.text)) in printed for choice in choices)


def test_the_cover_counts_pages_copies_and_sheets(shipped: tuple[d.Document, bytes, str]) -> None:
    _, pdf, _ = shipped
    cover, *sheets = sheets_of(pdf)
    assert "23 people in groups of 4 are 6 groups" in cover.text
    rows = sorted(cover.words, key=lambda word: (round(word.top), word.left))
    line = " ".join(word.text for word in rows)
    (column,) = (word.left for word in rows if word.text == "Pages")
    pages = [word.text for word in rows if re.fullmatch(r"\d+(–\d+)?", word.text) and abs(word.left - column) < 3]
    spans = [(int(first), int(last or first)) for first, last in (re.fullmatch(r"(\d+)(?:–(\d+))?", text).groups() for text in pages)]
    assert spans[0][0] == 2
    assert spans[-1][1] == len(sheets) + 1
    assert all(one[1] + 1 == two[0] for one, two in pairwise(spans))
    for number, (first, last) in enumerate(spans, start=1):
        of_stack = [card for card in cards_of(pdf) if stack_of(card) == number]
        if of_stack:
            assert {card.page for card in of_stack} == set(range(first, last + 1))
            assert f"{len(of_stack)} cards" in line
            assert str((last - first + 1) * ceil(23 / 4)) in line


def test_nothing_for_the_facilitator_is_in_the_file(sample: bytes, tmp_path) -> None:
    words = " ".join(sheet.text for sheet in sheets_of(sample))
    assert len(words) > 2000
    assert not [secret for secret in SECRETS if secret in words]
    raw = unpacked(sample, tmp_path)
    assert not [secret for secret in SECRETS if secret.encode() in raw]


@pytest.mark.parametrize("module", ["intro/1", "running/1"])
def test_other_keys_give_the_same_bytes(curriculum: Curriculum, module: str) -> None:
    changed = replace(curriculum, modules={**curriculum.modules, module: with_other_keys(curriculum.module(module))})
    one, two = (read(run_notebook(each, session_of(each, module)), "participant") for each in (curriculum, changed))
    assert to_cards(one, DEFAULT) == to_cards(two, DEFAULT)


def test_sorted_cards_and_steps_stand_in_the_order_that_readers_see(shipped: tuple[d.Document, bytes, str]) -> None:
    document, pdf, _ = shipped
    cards = cards_of(pdf)
    for sort in blocks_of(document, d.Sort):
        assert isinstance(sort, d.Sort)
        own = [card for card in cards if re.search(rf"\d+ of {len(sort.cards)}", card.text) and sort.title.replace("'", "’")[:20] in card.text]
        assert [int(re.findall(r"(\d+) of \d+", card.text)[-1]) for card in own] == list(range(1, len(sort.cards) + 1))
        assert all(bare(one.text) in bare(card.text) for one, card in zip(sort.cards, own, strict=True))


def test_a_worksheet_has_a_box_for_each_step_and_a_line_to_draw_for_each_pair(sample: bytes) -> None:
    (sheet,) = [sheet for sheet in sheets_of(sample) if "Worksheet · Stack" in sheet.text]
    assert "Write a number from 1 to 3 in each box" in sheet.text
    assert "Draw a line from each item on the left" in sheet.text
    left, right = ([word.left for word in sheet.words if word.text == text] for text in ("missing", "CyberTipline"))
    assert min(right) - max(left) > 100


def test_steps_to_order_become_strips_with_the_letters_of_the_workbook(sample: bytes) -> None:
    strips = [card for card in cards_of(sample) if re.search(r"Step [A-C]$", card.text)]
    assert [card.text[-1] for card in strips] == ["A", "B", "C"]
    assert "Write down what you saw" in strips[0].text
    assert len({round(card.edges[2] - card.edges[0]) for card in strips}) == 1


def test_the_time_of_a_scene_stands_on_its_card() -> None:
    time = d.SceneTime("Friday, 8:25 p.m.", (d.RunningClock("Clock 9: the call. 15 minutes gone.", 15, 1440),))
    story = next(block for block in sample_document("participant").modules[0].segments[1].blocks if isinstance(block, d.Scenario))
    pdf = to_cards(with_blocks(replace(story, cards=(replace(story.cards[0], time=time), *story.cards[1:]))), DEFAULT)
    (card,) = [card for card in cards_of(pdf) if card.large == "Card 1"]
    assert "Friday, 8:25 p.m. Clock 9: the call. 15 minutes gone." in card.text


def long_story(sentences: int) -> d.Scenario:
    story = next(block for block in sample_document("participant").modules[0].segments[1].blocks if isinstance(block, d.Scenario))
    long = paragraph("".join(map(LONG.format, range(sentences))))
    points = d.Listing(tuple(paragraph(f"Point {n} of many") for n in range(1, 61)), ordered=True)
    table = d.Table((text("First"), text("Second")), tuple((text(f"row {n}"), text("cell")) for n in range(70)))
    choices = tuple(replace(choice, consequence=long) for choice in story.cards[0].choices)
    first = replace(story.cards[0], blocks=(*long, points, table), choices=choices)
    wordy = replace(story.cards[1].choices[0], text=text("".join(map(LONG.format, range(40)))))
    second = replace(story.cards[1], choices=(wordy, story.cards[1].choices[1]))
    third = replace(story.cards[2], debrief=paragraph(f"{'x' * 120} https://{'long.' * 30}example.org"))
    return replace(story, premise=long, cards=(first, second, third, story.cards[3]))


def test_text_that_no_card_can_hold_goes_on_on_the_next_one_and_loses_nothing() -> None:
    pdf = to_cards(with_blocks(long_story(60)), DEFAULT)
    cards = cards_of(pdf)
    assert {str(card): outside(card) for card in cards if outside(card)} == {}
    first = [card for card in cards if card.large == "Card 1"]
    assert len(first) > 2
    assert ["This card continues on the next one" in card.text for card in first] == [True] * (len(first) - 1) + [False]
    assert ["continued" in card.text for card in first] == [False] + [True] * (len(first) - 1)
    together = " ".join(card.text for card in first)
    assert re.findall(r"Sentence (\d+) of", together) == [str(n) for n in range(60)]
    assert re.findall(r"(\d+)\. Point (\d+) of", together) == [(str(n), str(n)) for n in range(1, 61)]
    assert re.findall(r"row (\d+)", together) == [str(n) for n in range(70)]
    (story,) = stories_on_paper(pdf).values()
    assert len(paths(story)) == 3
    assert "is too long for one sheet" in sheets_of(pdf)[0].text


@pytest.mark.parametrize("sentences", [1, 4, 14])
def test_longer_text_makes_larger_cards_before_it_is_divided(sentences: int) -> None:
    story = long_story(sentences)
    short = replace(story.cards[0], blocks=story.cards[0].blocks[:1])
    pdf = to_cards(with_blocks(replace(story, cards=(short, *(replace(card, choices=(), debrief=()) for card in story.cards[1:])))), DEFAULT)
    (card,) = [card for card in cards_of(pdf) if card.large == "Card 1"]
    left, top, right, bottom = card.edges
    assert round(612 * 792 / ((right - left) * (bottom - top))) == {1: 4, 4: 4, 14: 2}[sentences]


def test_piles_of_any_name_and_cards_of_any_length_stay_inside_their_edges() -> None:
    sort = next(block for block in sample_document("participant").modules[0].segments[1].blocks if isinstance(block, d.Sort))
    cards = (replace(sort.cards[0], text="".join(map(LONG.format, range(40)))), *sort.cards[1:])
    pdf = to_cards(with_blocks(replace(sort, piles=("Counterrevolutionaries" * 3, "Accurate " * 12), cards=cards)), DEFAULT)
    assert {str(card): outside(card) for card in cards_of(pdf) if outside(card)} == {}
    assert re.findall(r"Sentence (\d+) of", " ".join(card.text for card in cards_of(pdf))) == [str(n) for n in range(40)]


def test_a_workshop_without_anything_to_cut_says_so() -> None:
    (cover,) = sheets_of(to_cards(with_blocks(*paragraph("Only words.")), DEFAULT))
    assert "there is nothing to cut out" in cover.text


def test_where_nobody_knows_how_many_come_the_cover_says_what_is_for_whom() -> None:
    document = sample_document("participant")
    cover = sheets_of(to_cards(replace(document, about=replace(document.about, participants=None)), DEFAULT))[0]
    assert "one for each group of four" in cover.text
    assert "one for each person" in cover.text
    assert "groups of 4 are" not in cover.text


def test_the_same_document_gives_the_same_bytes(sample: bytes) -> None:
    assert to_cards(sample_document("participant"), DEFAULT) == sample


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("access", ["open", "restricted"])
def test_the_cards_are_pdf_ua_1(paper: str, access: str) -> None:
    document = replace(sample_document("participant"), paper=paper, access=access)  # type: ignore[arg-type]
    report = page.validate_pdf_bytes(to_cards(document, DEFAULT), profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_long_cards_are_pdf_ua_1_too() -> None:
    assert page.validate_pdf_bytes(to_cards(with_blocks(long_story(60)), DEFAULT), profile="ua1").is_compliant
