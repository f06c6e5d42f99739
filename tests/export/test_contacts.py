"""Beside a number stands what a reader must know of it: its languages, the day it was checked, or 'Confirm before use'."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.export.test_handout import flat, pdf_text
from tests.samples import sample_document
from toolkit.export import document as d
from toolkit.export.deck.build import build_deck
from toolkit.export.pdf.guide import to_guide
from toolkit.export.pdf.handout import to_handout
from toolkit.export.read.parts import contact_of
from toolkit.export.study.exporter import to_study
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.registers import Contact

CHECKED = date(2026, 10, 20)


def contact(**changes: Any) -> Contact:
    return Contact.model_validate({
        "id": "line", "name": "a line", "purpose": "You worry.", "need": "report", "phone": "555-0100",
        "hours": "Day and night", "fact": "F-ONE-01", "confirm": False, "checked_on": CHECKED, **changes,
    })  # fmt: skip


def shown(day: str = "", **changes: Any) -> d.Contact:
    return contact_of(contact(**changes), {}, day, messages("en"))


def test_a_contact_that_was_checked_says_on_which_day() -> None:
    assert shown().checked_on == "October 20, 2026"
    assert not shown().confirm


@pytest.mark.parametrize("changes", [{"checked_on": None}, {"confirm": True}, {"confirm": True, "need": "danger"}])
def test_a_contact_that_nobody_checked_or_that_changes_often_asks_to_be_confirmed(changes: dict[str, Any]) -> None:
    assert shown(**changes).confirm


def test_nobody_is_asked_to_look_up_whom_to_call_in_danger() -> None:
    assert not shown(need="danger", checked_on=None).confirm


@pytest.mark.parametrize(
    ("day", "asks"), [("2027-04-18", False), ("2027-04-19", True), ("2026-01-01", False), ("next Friday", False), ("2027-02-31", False)]
)
def test_a_check_counts_for_180_days_before_the_workshop(day: str, asks: bool) -> None:  # a column
    assert shown(day).confirm is asks


def with_contacts(*contacts: d.Contact, reader: d.Reader = "participant") -> d.Document:
    return replace(sample_document(reader), contacts=contacts)


BOTH = (shown(languages=["English", "Spanish"]), shown(name="another line", checked_on=None))


def test_the_workbook_tells_each_contact_s_languages_and_the_day_it_was_checked() -> None:
    text = flat(pdf_text(to_handout(with_contacts(*BOTH), DEFAULT)))
    assert "Day and night · Languages: English, Spanish · Checked: October 20, 2026" in text
    assert text.count("Not yet checked") == 1
    assert text.count("Confirm before use") == 2  # beside one of the two, and in the legend


def test_a_day_that_all_share_is_said_once() -> None:
    text = flat(pdf_text(to_handout(with_contacts(BOTH[0], BOTH[0]), DEFAULT)))
    assert text.count("Checked: October 20, 2026") == 1
    assert "Confirm before use" not in text
    assert "ot yet checked" not in text


def test_the_guide_lists_the_day_beside_each_number() -> None:
    text = flat(pdf_text(to_guide(with_contacts(*BOTH, reader="facilitator"), DEFAULT)))
    assert "Day and night · Languages: English, Spanish" in text
    assert text.count("October 20, 2026") == 1
    assert "Not yet checked: check each number before you print." in text


def test_a_study_page_tells_them_too() -> None:
    page = to_study(with_contacts(*BOTH, reader="learner"), DEFAULT).decode()
    assert '<span class="small">Languages: English, Spanish</span>' in page
    assert page.count('<span class="small">Checked: October 20, 2026</span>') == 1


def test_a_slide_asks_behind_the_hours() -> None:
    slides = build_deck(with_contacts(*BOTH, reader="facilitator"), messages("en")).slides
    hours = [one.hours for slide in slides if slide.layout == "contacts" for one in slide.contacts]
    assert hours == ["Day and night", "Day and night · Confirm before use"]
