"""Figures, phone numbers and refused words are found in text, and nothing harmless is."""

from __future__ import annotations

import time

import pytest

from tests.curricula import SMALL
from toolkit.check.figures import typed_contacts, unsourced_figures
from toolkit.check.texts import texts_of
from toolkit.load import load_curriculum


@pytest.mark.parametrize(("text", "figures"), [
    ("In 2021, 17,200 reports came in.", [("2021", "17,200")]),
    ("One in six ran. Others stayed [@F-A1-02].", [("One in six",)]),
    ("It was 19 % of them", [("19 %",)]),
    ("3 out of 10, or half a million", [("3 out of 10",)]),
    ("Public Law 118-59 says so.", [("Public Law 118-59",)]),
    ("P.L. 113-183 and 18 U.S.C. 1591", [("P.L. 113-183", "18 U.S.C", "1591")]),
    ("It holds in 18 U.S.C. 1591 [@F-LAW-01]. But 22 U.S.C. 7102?", [("22 U.S.C", "7102")]),
    ("Cited after the full stop in 2021. [@F-A1-02]", []),
    ("The U.S. Code of 2015 said so [@F-A1-01].", []),
    ("In 2021, it counted {fact:F-FIG-01}.", []),
    ("A 16-year-old at 18:30, for 120 minutes, 24 hours a day, in room 12, card 3A.", []),
    ("Two in the pair stay, 3 of you move, step 2 comes next.", []),
])
def test_figures_without_a_source_are_found(text: str, figures: list[tuple[str, ...]]) -> None:
    assert list(unsourced_figures(text)) == figures


@pytest.mark.parametrize(("text", "contacts"), [
    ("Call 1-800-THE-LOST or 1-800-843-5678.", ["1-800-THE-LOST", "1-800-843-5678"]),
    ("Ring (800) 555-0100.", ["(800) 555-0100"]),
    ("Call 911 now.", ["Call 911"]),
    ("988 is there for you", ["988"]),
    ("Text HOME to 741741", ["Text HOME to 741741"]),
    ("See report.cybertip.org or mail a.b@example.com", ["report.cybertip.org", "a.b@example.com"]),
    ("See https://example.org/a?b.", ["https://example.org/a?b."]),
    ("Call {contact:emergency}, cite [@F-CON-911].", []),
    ("Ages 9-11, pages 10-12, e.g. this. Go on.Now", []),
])
def test_typed_contacts_are_found(text: str, contacts: list[str]) -> None:
    assert list(typed_contacts(text)) == contacts


@pytest.mark.parametrize("text", ["1" * 200_000, "1," * 100_000, "a-" * 100_000, "a." * 100_000, "[@" * 100_000, "555-" * 50_000])
def test_long_nonsense_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    list(unsourced_figures(text))
    list(typed_contacts(text))
    assert time.perf_counter() - started < 3


def test_every_text_is_walked_and_ids_are_not() -> None:
    module = load_curriculum(SMALL).modules["course/1"]
    texts = {text.place: text for text in texts_of(module)}
    assert texts["segments", 0, "body", 0, "text"].markdown
    assert not texts["title",].markdown
    assert texts["quizzes", 0, "questions", 0, "options", 1, "feedback"].cited
    assert not texts["quizzes", 0, "questions", 1, "options", 1, "feedback"].cited
    assert not any(place[-1] in ("id", "kind", "to", "quiz", "objective") for place in texts)
