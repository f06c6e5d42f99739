"""The poster, checked in the finished file: one page, every number large enough for three metres, and words that suit any room."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest

from tests.export.forms import MARK, PAPERS, bare, read_out, shipped, size_of, with_contacts, words_of
from tests.export.test_certificate import flat, sheets_and_words
from tests.samples import SECRETS, sample_document
from toolkit.export import document as d
from toolkit.export.pdf.poster import to_poster
from toolkit.look.theme import DEFAULT


@pytest.fixture(scope="module", params=PAPERS)
def real(request: pytest.FixtureRequest) -> tuple[d.Document, bytes]:
    document = replace(shipped("facilitator"), paper=request.param)
    return document, to_poster(document, DEFAULT)


def in_order(told: str, texts: list[str]) -> bool:
    places = [told.index(text) for text in texts]
    return places == sorted(places)


def test_it_is_one_page_with_every_contact_in_the_one_order(real: tuple[d.Document, bytes]) -> None:
    document, pdf = real
    (sheet,), words = sheets_and_words(pdf)
    width, height = PAPERS[document.paper]
    assert (sheet.width, sheet.height) == pytest.approx((height, width), abs=0.5)
    assert min(word.left for word in words) > 34
    assert max(word.right for word in words) < height - 34
    assert max(word.bottom for word in words) < width - 30
    told = " ".join(read_out(pdf).replace('"', "").split())
    needs = ["A child is in danger now", "You suspect a child is being harmed", "A child is missing", "Someone needs to talk"]
    assert in_order(told, needs)
    assert in_order(told, [contact.name.replace("'", "’") for contact in document.contacts])


def test_numbers_and_what_they_are_for_are_read_from_three_metres(real: tuple[d.Document, bytes]) -> None:
    _, pdf = real
    words = words_of(pdf, 1)
    for number in ("1-800-555-0100", "report.cybertip.org", "1-800-THE-LOST", "988", "1-800-RUNAWAY", "1-888-373-7888"):
        assert max(size_of(word) for word in words if word.text == number) > 29, number
    assert size_of(next(word for word in words if word.text == "911")) > 50
    foot = max(word.top for word in words) - 3
    assert min(size_of(word) for word in words if word.bottom < foot) > 15.5


def test_there_is_a_line_for_who_is_there_and_where_it_is_quiet(real: tuple[d.Document, bytes]) -> None:
    text = flat(real[1])
    for expected in ("If you need to step out", "You need no reason", "Here for you today", "A quiet place", "not the group", "check these before you hang this up"):
        assert expected in text


def test_it_names_neither_the_subject_of_the_workshop_nor_anybody_in_it() -> None:
    text = flat(to_poster(sample_document("facilitator"), DEFAULT))
    assert "Springfield Library" in text
    for private in ("Recognizing", "Trafficking", "A. Facilitator", *SECRETS):
        assert private not in text


@pytest.mark.parametrize("count", [6, 24])
def test_longer_lists_stay_on_the_page(count: int) -> None:
    document = with_contacts(count, "facilitator")
    sheets, words = sheets_and_words(to_poster(document, DEFAULT))
    assert len(sheets) == 1
    numbers = {word.text for word in words}
    assert {contact.number for contact in document.contacts[5:]} <= numbers
    foot = max(word.top for word in words)
    assert not [word.text for word in words if word.bottom > foot + 2 and word.top < foot - 2]


def test_restricted_or_bare_it_is_pdf_ua_1_and_the_same_each_time() -> None:
    marked = to_poster(replace(sample_document(), access="restricted"), DEFAULT)
    assert MARK in flat(marked)
    for document in (sample_document(), bare("facilitator")):
        pdf = to_poster(document, DEFAULT)
        assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
        assert MARK not in flat(pdf)
        assert to_poster(document, DEFAULT) == pdf
