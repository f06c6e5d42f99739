"""The evaluation form, checked in the finished file: one sheet, the session's own objectives, no names, and no place for a report."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest

from tests.export.forms import (
    MARK,
    PAPERS,
    bare,
    letters_of,
    off_the_paper,
    read_out,
    shipped,
    size_of,
    with_long_words,
    words_of,
)
from tests.export.test_certificate import flat, sheets_and_words
from tests.export.test_handout import unpacked
from tests.export.test_slides_pdf import pages_of
from tests.samples import SECRETS, sample_document
from toolkit.export import document as d
from toolkit.export.pdf.evaluation import to_evaluation
from toolkit.look.theme import DEFAULT


@pytest.fixture(scope="module")
def form() -> bytes:
    return to_evaluation(sample_document("participant"), DEFAULT)


def with_objectives(count: int, modules: int = 1) -> d.Document:
    document = sample_document("participant")
    many = tuple(d.Objective(f"o{n}", f"Do thing number {n} in a calm and careful way with the people around you", proposed=False) for n in range(count))
    each = tuple(replace(document.modules[0], id=f"m/{n}", title=f"Part {n}", objectives=many) for n in range(modules))
    return replace(document, modules=each)


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_one_sheet_and_rates_every_objective_before_and_now(paper: str) -> None:
    document = replace(sample_document("participant"), paper=paper)
    pdf = to_evaluation(document, DEFAULT)
    sheets, words = sheets_and_words(pdf)
    assert len(sheets) == 2
    for sheet in sheets:
        assert (sheet.width, sheet.height) == pytest.approx(PAPERS[paper], abs=0.5)
    assert min(word.left for word in words) > 36
    assert max(word.bottom for word in words) < PAPERS[paper][1] - 18
    front = words_of(pdf, 1)
    for objective in document.modules[0].objectives:
        first = next(word for word in front if word.text == objective.text.split()[0])
        row = [word.text for word in front if word.text in "1234" and abs((word.top + word.bottom) - (first.top + first.bottom)) < 16]
        assert row == ["1", "2", "3", "4"] * 2, objective.text


def test_the_table_tells_its_headers(form: bytes) -> None:
    told = read_out(form)
    before, now, points = told.index("Before this workshop"), told.index('"Now"'), told.index("Not")
    assert before < now < points < told.index("TBody")
    assert told.count("/Scope /Column") == 11 + 4  # question, before, now and four points each; statement and three answers
    assert told.count("/ColSpan 4") == 2
    assert '"Define child sex trafficking"' in told


def test_what_a_funder_asks_for_is_filled_in(form: bytes) -> None:
    text = flat(form)
    for expected in ("Recognizing Child Sex Trafficking", "January 15, 2027", "Room 2", "Springfield Library", "Concerned community members", "18:00 to 19:00", "Edition 2026.1"):
        assert expected in text


def test_it_asks_for_no_name_and_gives_none(form: bytes, tmp_path) -> None:
    text = flat(form)
    assert "leave your name off" in text
    assert "A. Facilitator" not in text
    assert b"A. Facilitator" not in unpacked(form, tmp_path)
    assert not [secret for secret in SECRETS if secret in text]


def test_both_sides_say_that_it_is_no_report_and_the_first_where_help_is(form: bytes) -> None:
    front, back = (" ".join(shown.split()) for shown in pages_of(form))
    for side in (front, back):
        assert "This page is not a reporting channel." in side
    assert "This form is not a way to report" in front
    assert "If a child may be in danger now, call 911." in front
    assert "988 Lifeline (Call or text 988)" in front


def test_it_asks_whether_it_was_safe_and_leaves_room_to_write(form: bytes) -> None:
    back = " ".join(pages_of(form)[1].split())
    for asked in ("I knew what was coming", "step out", "pace", "breaks", "respectful of children, survivors", "find support", "room worked", "should stay", "missing", "optional", "You owe no one your story"):
        assert asked in back


@pytest.mark.parametrize("count", [1, 9, 12])
def test_objectives_stay_on_one_side_as_long_as_type_can_be_read(count: int) -> None:
    pdf = to_evaluation(with_objectives(count), DEFAULT)
    front = words_of(pdf, 1)
    assert sum(word.text == "thing" for word in front) == count
    assert min(size_of(word) for word in front) > 7.4
    assert len(pages_of(pdf)) == 2


def test_too_many_objectives_become_one_line_a_module() -> None:
    front, back = pages_of(to_evaluation(with_objectives(9, modules=7), DEFAULT))
    assert "about the subject" in front
    assert "Do thing" not in front
    assert all(f"Part {n}" in front for n in range(7))
    assert "Was it safe" in back


def test_a_notebook_without_objectives_or_numbers_has_a_form_as_well() -> None:
    pdf = to_evaluation(bare(), DEFAULT)
    front = " ".join(pages_of(pdf)[0].split())
    assert "A notebook" in front
    assert "the support person is there for you." in front
    assert "call ." not in front
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_objectives_of_a_real_session_stand_below_their_modules() -> None:
    document = shipped()
    told = " ".join(read_out(to_evaluation(document, DEFAULT)).replace('"', "").split())
    expected = [text for module in document.modules for text in (module.title, *(objective.text for objective in module.objectives))]
    assert len(expected) > 7
    places = [told.index(text, told.index("TBody")) for text in expected]
    assert places == sorted(places)


def test_both_sides_of_restricted_material_say_so_and_it_is_pdf_ua_1(form: bytes) -> None:
    marked = to_evaluation(replace(sample_document("participant"), access="restricted"), DEFAULT)
    assert not [shown for shown in pages_of(marked) if MARK not in " ".join(shown.split())]
    assert MARK not in flat(form)
    assert page.validate_pdf_bytes(form, profile="ua1").is_compliant
    assert to_evaluation(sample_document("participant"), DEFAULT) == form


@pytest.mark.parametrize("paper", PAPERS)
def test_a_word_of_120_letters_breaks_and_stays_on_the_paper(paper: str) -> None:
    pdf = to_evaluation(replace(with_long_words(), paper=paper), DEFAULT)
    assert off_the_paper(pdf, 36) == []
    assert letters_of(pdf).count("Wort") > 7 * 30
