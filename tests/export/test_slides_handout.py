"""Slides to write on, checked in the finished file: three a sheet, the numbers of the wall, and no answer and no note."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from math import ceil

import page
import pytest

from tests.export.test_certificate import sheets_and_words
from tests.export.test_slides_pdf import pages_of, shown_on, squeezed
from tests.samples import SECRETS, sample_document
from tests.vetted import session_of
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.pdf.deck_data import Placed, placed_slides
from toolkit.export.pdf.slides_handout import to_slides_handout
from toolkit.export.read import read
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum

WORDS = messages("en")
PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}


def shown_in(document: d.Document) -> list[Placed]:
    """All but scenes, the thanks and breaks."""
    placed = placed_slides(document, WORDS)[1]
    return [item for item in placed if item.slide.branch is None and item.slide.layout != "closing" and not item.slide.pause]


@pytest.fixture(scope="module")
def sheets() -> bytes:
    return to_slides_handout(sample_document("participant"), DEFAULT)


@pytest.mark.parametrize("paper", PAPERS)
def test_three_slides_stand_on_a_sheet_with_their_numbers(paper: str) -> None:
    document = replace(sample_document("participant"), paper=paper)
    pdf = to_slides_handout(document, DEFAULT)
    slides = shown_in(document)
    pages = pages_of(pdf)
    assert len(pages) == ceil(len(slides) / 3)
    for place, shown in enumerate(pages):
        letters = squeezed(shown)
        for item in slides[3 * place : 3 * place + 3]:
            assert squeezed(f"Slide {item.number}") in letters
            assert not [words for words in shown_on(replace(item.slide, links=())) if squeezed(words) not in letters]
        assert "This page is not a reporting channel." in " ".join(shown.split())
        assert f"Page {place + 1} of {len(pages)}" in shown
    found, words = sheets_and_words(pdf)
    for sheet in found:
        assert (sheet.width, sheet.height) == pytest.approx(PAPERS[paper], abs=0.5)
    assert min(word.left for word in words) > 40
    assert max(word.right for word in words) < PAPERS[paper][0] - 40


def test_the_title_stands_on_the_first_sheet_with_the_workshop(sheets: bytes) -> None:
    first = " ".join(pages_of(sheets)[0].split())
    for expected in ("Slides to write on", "Recognizing Child Sex Trafficking", "Springfield Library", "January 15, 2027", "Slides with answers are left out", "Edition 2026.1. CC BY 4.0", "Not a reporting channel."):
        assert expected in first


def test_no_answer_and_no_note_is_on_them(sheets: bytes) -> None:
    shown = "".join(pages_of(sheets))
    assert not [secret for secret in SECRETS if secret in shown]
    wall = {slide.anchor: slide for slide in build_deck(sample_document("facilitator"), WORDS).slides}
    keys = [slide for slide in wall.values() if slide.layout == "answer" or "-answers" in slide.anchor]
    assert keys
    numbers = {item.number for item in placed_slides(sample_document(), WORDS)[1] if item.slide.anchor in {key.anchor for key in keys}}
    assert numbers
    for number in numbers:
        assert f"Slide {number}" not in [line.strip() for line in shown.splitlines()]
    for words in ("Correct", "Answer", "Where the cards belong", "Hand out the cards"):
        assert words not in shown


def test_no_scene_of_a_story_is_on_them(sheets: bytes) -> None:
    shown = " ".join("".join(pages_of(sheets)).split())
    assert "New phone, tired eyes" in shown
    for scene in ("At the lockers", "After class", "A closed door"):
        assert scene not in shown


def test_a_facilitators_document_is_refused() -> None:
    with pytest.raises(ValueError, match="facilitator"):
        to_slides_handout(sample_document("facilitator"), DEFAULT)


def test_every_sheet_of_restricted_material_says_so() -> None:
    pages = pages_of(to_slides_handout(replace(sample_document("participant"), access="restricted"), DEFAULT))
    assert not [shown for shown in pages if "For vetted public-safety professionals" not in " ".join(shown.split())]


def test_they_are_pdf_ua_1_and_the_same_bytes_each_time(sheets: bytes) -> None:
    assert page.validate_pdf_bytes(sheets, profile="ua1").is_compliant
    assert to_slides_handout(sample_document("participant"), DEFAULT) == sheets


def test_the_title_of_each_slide_is_a_heading(sheets: bytes) -> None:
    done = subprocess.run(["pdfinfo", "-struct", "-"], input=sheets, capture_output=True, check=True)
    headings = [line.strip() for line in done.stdout.decode(errors="replace").splitlines() if line.strip().startswith("H")]
    assert sum(line.startswith("H2") for line in headings) > 8
    for title in ("How we take care", "Where would you notice?"):
        assert any(line.startswith("H2") and title in line for line in headings)


def test_sheet_and_wall_agree_in_every_module_that_ships(curriculum: Curriculum) -> None:
    assert curriculum.modules
    for name in curriculum.modules:
        notebook = run_notebook(curriculum, session_of(curriculum, name))
        wall = {item.number: item.slide for item in placed_slides(read(notebook, "facilitator"), WORDS)[1]}
        sheet = {item.number: item.slide for item in placed_slides(read(notebook, "participant"), WORDS)[1]}
        assert [number for number, slide in sheet.items() if replace(wall[number], notes=()) != slide] == [], name
        left_out = [slide for number, slide in wall.items() if number not in sheet]
        assert left_out
        assert not [slide for slide in left_out if slide.layout != "answer" and "-answers" not in slide.anchor]
