"""The answer key, checked by what a facilitator sees and hears."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import page
import pytest

from tests.samples import paragraph, sample_document
from toolkit.export import document as d
from toolkit.export.pdf.answers import describe_map
from toolkit.export.pdf.key import to_key
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages


@pytest.fixture(scope="module")
def key() -> bytes:
    return to_key(sample_document(), DEFAULT)


def pdf_text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u00a0", " ").split())


def with_blocks(*blocks: d.Block) -> d.Document:
    document = sample_document()
    module = document.modules[0]
    segments = (module.segments[0], replace(module.segments[1], blocks=blocks, slides=()))
    return replace(document, modules=(replace(module, segments=segments),))


@pytest.mark.parametrize(
    "expected",
    [
        "For facilitators only.",
        "All answers at a glance",
        "B A, B, C False B, C, A",
        "Key: 1 A, 2 B, 3 C",
        "Child sex trafficking, because shelter is something of value",
        "zebrafeedback Nobody else is needed",
        "1. B Call 911 if there is danger",
        "A misconception",
        "zebrareason",
        "Card 1: At the lockers",
        "Safer for the child",
        "Riskier for the child",
        "zebrareason because",
        "Card 4, ending: A small opening",
        "You did three things that help.",
        "Where did it turn?",
        "Independent of NCMEC",
        "DHS Blue Campaign",
    ],
)
def test_the_key_holds_answers_and_reasons(key: bytes, expected: str) -> None:
    assert expected in pdf_text(key)


def test_the_key_is_pdf_ua_1(key: bytes) -> None:
    report = page.validate_pdf_bytes(key, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_same_document_gives_the_same_bytes(key: bytes) -> None:
    assert to_key(sample_document(), DEFAULT) == key


def test_only_sources_that_the_key_cites_are_listed() -> None:
    quiz = next(block for block in sample_document().modules[0].segments[1].blocks if isinstance(block, d.Quiz))
    words = pdf_text(to_key(with_blocks(replace(quiz, questions=quiz.questions[2:3])), DEFAULT))
    assert "Key: False" in words
    assert "Blue Campaign" not in words


def test_a_long_quiz_keeps_its_own_table_of_answers() -> None:
    quiz = next(block for block in sample_document().modules[0].segments[1].blocks if isinstance(block, d.Quiz))
    many = tuple(replace(quiz.questions[0], id=f"q-{number}", number=number) for number in range(1, 9))
    pdf = to_key(with_blocks(replace(quiz, questions=many)), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "7 B 8 B" in pdf_text(pdf)


def test_a_workshop_without_anything_to_answer_says_so() -> None:
    pdf = to_key(with_blocks(*paragraph("Only words.")), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "there is nothing to answer" in pdf_text(pdf)


def test_the_map_is_described_card_by_card() -> None:
    scenario = sample_document().modules[0].segments[1].blocks[-1]
    assert isinstance(scenario, d.Scenario)
    assert describe_map(scenario, messages("en")) == (
        "Map of the scenario “New phone, tired eyes”. "
        "Card 1, At the lockers: choice A, safer for the child, leads to card 2; "
        "choice B, riskier for the child, leads to card 3. "
        "Card 2, After class: choice A, safer for the child, leads to card 4; choice B, partly safer, leads to card 3. "
        "Card 3, A closed door: an ending, riskier for the child. "
        "Card 4, A small opening: an ending, safer for the child."
    )


def test_a_participants_document_is_refused() -> None:
    with pytest.raises(ValueError, match="participant"):
        to_key(sample_document("participant"), DEFAULT)
