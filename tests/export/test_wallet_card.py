"""Wallet cards, cut from the finished file: whom to call in the one order, in type for an arm's length, and nothing outside."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import page
import pytest

from tests.export.forms import (
    MARK,
    PAPERS,
    bare,
    drawn,
    letters_of,
    off_the_paper,
    read_out,
    shipped,
    size_of,
    with_contacts,
    with_long_words,
    words_of,
)
from tests.export.test_certificate import Word, flat, sheets_and_words
from tests.export.test_slides_pdf import pages_of
from tests.samples import SECRETS, sample_document
from toolkit.export import document as d
from toolkit.export.pdf.wallet_card import to_wallet_card
from toolkit.look.theme import DEFAULT

WALLET = 54.5 * 72 / 25.4  # points: what fits a wallet
DARK = 160


@pytest.fixture(scope="module")
def cards() -> bytes:
    return to_wallet_card(sample_document("participant"), DEFAULT)


@pytest.fixture(scope="module", params=PAPERS)
def real(request: pytest.FixtureRequest) -> tuple[d.Document, bytes]:
    document = replace(shipped(), paper=request.param)
    return document, to_wallet_card(document, DEFAULT)


@cache
def cuts(pdf: bytes, number: int = 1) -> tuple[list[float], list[float]]:
    """Where marks beside the cards say to cut: across and down."""
    picture = drawn(pdf, number)
    width, height = picture.size
    firm = 90
    left = min(x for x in range(width) if any(picture.getpixel((x, y)) < firm for y in range(height)))
    down = [y for y in range(height) if picture.getpixel((left + 4, y)) < firm and picture.getpixel((left + 7, y)) < firm]
    top = down[0]
    across = [x for x in range(width) if picture.getpixel((x, top - 6)) < firm and picture.getpixel((x, top - 11)) < firm and x > left]
    apart = lambda places: [float(place) for place in places if place - 1 not in places]  # noqa: E731
    return apart(across), apart(down)


@cache
def on_cards(pdf: bytes, number: int) -> list[list[Word]]:
    """The words of each card on a page; what is cut away is not in them."""
    across, down = cuts(pdf, number)
    words = words_of(pdf, number)
    return [
        [word for word in words if across[0] < (word.left + word.right) / 2 < across[-1] and above < (word.top + word.bottom) / 2 < below]
        for above, below in pairwise(down)
    ]


def said(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def test_cards_of_the_shipped_numbers_fit_a_wallet_and_stand_on_common_stock(real: tuple[d.Document, bytes]) -> None:
    document, pdf = real
    across, down = cuts(pdf)
    assert len(down) == 6
    assert max(below - above for above, below in pairwise(down)) <= WALLET
    middle = PAPERS[document.paper][0] / 2
    assert (across[0] + across[-1]) / 2 == pytest.approx(middle, abs=1.5)  # or the two sides would not meet
    assert cuts(pdf, 2)[1] == down
    assert (across[-1] - across[0]) / 2 == pytest.approx(252 if document.paper == "letter" else 241, abs=1.5)


def test_each_card_has_every_contact_in_the_one_order_with_its_purpose(real: tuple[d.Document, bytes]) -> None:
    document, pdf = real
    assert [contact.need for contact in document.contacts] == ["danger", "report", "report", "missing", "missing", "support", "support", "support"]
    told = " ".join(read_out(pdf).replace('"', "").split())
    places = [told.index(contact.name.replace("'", "’")) for contact in document.contacts]
    assert places == sorted(places)
    for words in on_cards(pdf, 1):
        text = "".join(word.text for word in words)  # 'mental-health' breaks after its hyphen
        for contact in document.contacts:
            ways = [part.strip(")") for way in contact.number.split(" · ") for part in way.split(" (")]
            for expected in (contact.name, contact.purpose, *ways):
                assert all(piece.replace("'", "’") in text for piece in expected.split()), expected


def test_all_type_can_be_read_at_an_arms_length(real: tuple[d.Document, bytes]) -> None:
    _, pdf = real
    assert min(size_of(word) for number in (1, 2) for words in on_cards(pdf, number) for word in words) > 7.45


def test_nothing_touches_a_cut_or_the_fold(real: tuple[d.Document, bytes]) -> None:
    document, pdf = real
    across, down = cuts(pdf)
    fold = PAPERS[document.paper][0] / 2
    for words in on_cards(pdf, 1):
        for word in words:
            assert min(abs(word.left - across[0]), abs(word.right - across[-1])) > 7
            assert word.right < fold - 6 or word.left > fold + 6, word
            assert min(abs(word.top - line) for line in down) > 3


def test_a_missing_local_number_has_a_line_and_a_given_one_has_none(real: tuple[d.Document, bytes]) -> None:
    _, pdf = real
    picture = drawn(pdf, 1)
    found = {}
    words = on_cards(pdf, 1)[0]
    for before, word in pairwise(words):
        if (before.text, word.text) in (("local", "police"), ("abuse", "line")):
            rows = range(int(word.top), int(word.bottom) + 2)
            found[word.text] = max(sum(picture.getpixel((x, y)) < DARK for x in range(int(word.right) + 14, int(word.right) + 94)) for y in rows)
    assert found["police"] > 70
    assert found["line"] < 60


def test_nothing_outside_says_what_a_card_is_about(real: tuple[d.Document, bytes]) -> None:
    _, pdf = real
    outsides = on_cards(pdf, 2)
    assert len(outsides) == 5
    assert {said(sorted(words, key=lambda word: word.left)) for words in outsides} == {"My own numbers Useful numbers"}


def test_the_front_is_right_of_the_fold_and_the_lines_for_own_numbers_left(cards: bytes) -> None:
    words = on_cards(cards, 2)[0]
    assert next(word for word in words if word.text == "Useful").left > 306
    assert next(word for word in words if word.text == "My").right < 306


def test_who_hears_the_file_hears_one_card(cards: bytes) -> None:
    assert flat(cards).count("Whom to call") == len(on_cards(cards, 1))
    assert read_out(cards).count('H1 "Whom to call"') == 1


def test_the_sheet_says_how_to_print_and_how_many(real: tuple[d.Document, bytes]) -> None:
    text = flat(real[1])
    assert "5 cards on this sheet: print 5 sheets for 23 people." in text
    assert "both sides at 100 percent" in text
    assert "Nobody has to carry one." in text


@pytest.mark.parametrize("count", [8, 30])
def test_longer_lists_get_larger_cards_and_nothing_is_cut_off(count: int) -> None:
    document = with_contacts(count)
    pdf = to_wallet_card(document, DEFAULT)
    assert len(sheets_and_words(pdf)[0]) == 2
    cards = on_cards(pdf, 1)
    assert 0 < len(cards) < 5
    for words in cards:
        assert all(contact.number.split(" ")[0] in said(words) for contact in document.contacts if contact.number)
        assert min(size_of(word) for word in words) > 7.45


def test_a_long_title_stays_off_the_cards() -> None:
    document = replace(shipped(), title=" + ".join(["A rather long title of one of many modules"] * 9))
    pdf = to_wallet_card(document, DEFAULT)
    assert {said(sorted(words, key=lambda word: word.left)) for words in on_cards(pdf, 2)} == {"My own numbers Useful numbers"}
    assert len(on_cards(pdf, 1)) == 5


def test_without_anybody_to_call_there_is_still_a_file() -> None:
    assert page.validate_pdf_bytes(to_wallet_card(bare(), DEFAULT), profile="ua1").is_compliant


def test_restricted_cards_say_so_inside_and_keep_quiet_outside(cards: bytes) -> None:
    marked = to_wallet_card(replace(sample_document("participant"), access="restricted"), DEFAULT)
    assert not [shown for shown in pages_of(marked) if MARK not in " ".join(shown.split())]
    assert all(MARK in said(words) for words in on_cards(marked, 1))
    assert not [words for words in on_cards(marked, 2) if "vetted" in said(words)]
    assert MARK not in flat(cards)


def test_it_is_pdf_ua_1_and_holds_no_answer(cards: bytes) -> None:
    assert page.validate_pdf_bytes(cards, profile="ua1").is_compliant
    assert not [secret for secret in SECRETS if secret in flat(cards)]
    assert to_wallet_card(sample_document("participant"), DEFAULT) == cards


@pytest.mark.parametrize("paper", PAPERS)
def test_a_word_of_120_letters_breaks_and_stays_on_its_half_of_a_card(paper: str) -> None:
    long = with_long_words()
    contacts = (*(replace(each, name="Line") for each in long.contacts[:2]), *long.contacts[2:])
    pdf = to_wallet_card(replace(long, paper=paper, contacts=contacts), DEFAULT)
    assert off_the_paper(pdf, 36) == []
    across, down = cuts(pdf)
    fold = PAPERS[paper][0] / 2
    words = [word for words in on_cards(pdf, 1) for word in words]
    assert [word for word in words if word.left < fold < word.right or word.right > across[-1]] == []
    assert letters_of(pdf).count("Wort") >= len(down[1:]) * 7 * 30
