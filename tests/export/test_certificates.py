"""Certificates of a workshop, checked in the finished file: who gets which, what they say, what they never claim, and that no name overflows."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import unicodedata
from dataclasses import replace
from html import unescape

import page
import pytest

from tests.export.test_certificate import LONG_NAMES, flat, pdf_text, sheets_and_words
from tests.export.test_slides_pdf import pages_of
from tests.samples import sample_document
from toolkit.export import document as d
from toolkit.export.attendance import held
from toolkit.export.pdf.certificates import to_blank_certificate, to_certificates
from toolkit.look.fonts import MissingGlyphError
from toolkit.look.theme import DEFAULT
from toolkit.model.roster import Attendee

SAMPLE = sample_document()
ROWS = tuple(
    d.ScheduleRow("9:00 AM", minutes, title, module, segment, None, "core", day)
    for day, module, segment, title, minutes in (
        (1, "intro/1", "a", "First", 50), (1, "intro/1", None, "Break", 10), (1, "intro/2", "b", "Second", 40),
        (2, "intro/2", "c", "Third", 30), (2, "intro/2", None, "Lunch", 45), (2, "intro/3", "d", "Fourth", 65),
    )
)  # fmt: skip
MODULES = tuple(replace(SAMPLE.modules[0], id=f"intro/{n}", title=title) for n, title in enumerate(("Noticing", "Listening", "Acting"), start=1))
COURSE = replace(
    SAMPLE, title="Two days on noticing", modules=MODULES, schedule=ROWS,
    days=(d.Day(dt.date(2027, 1, 15), dt.time(9), 100), d.Day(dt.date(2027, 1, 16), dt.time(9), 140)),
)  # fmt: skip
EMPTY = replace(SAMPLE, about=d.About("", "", (), "", "", "", "", 0, None), schedule=(), days=())


def one(attendee: Attendee, document: d.Document = COURSE) -> str:
    return flat(to_certificates(document, DEFAULT, (attendee,))).replace("\u00a0", " ")


def test_whoever_attended_all_of_it_completed_it() -> None:
    shown = one(Attendee("María López"))
    for expected in (
        "Certificate of completion", "María López has completed the workshop Two days on noticing", "January 15 and 16, 2027", "3 (185 min)",
        "Room 2", "Springfield Library", "Noticing 50 min Listening 70 min Acting 65 min", "A. Facilitator", "B. Facilitator",
        "Breaks and lunch are not counted",
    ):
        assert expected in shown


@pytest.mark.parametrize(
    ("attendee", "expected", "missing"),
    [
        (Attendee("Ana Ruiz", days=(2,)), ("Date January 16, 2027", "1.5 (95 min)", "Listening 30 min", "Acting 65 min"), ("Noticing 50",)),
        (Attendee("Ana Ruiz", modules=("intro/2",)), ("1 (70 min)", "Listening 70 min"), ("Noticing 50", "Acting 65")),
        (Attendee("Ana Ruiz", minutes=130), ("2 (130 min)", "Listening", "that the organizer recorded"), ("50 min",)),
        (Attendee("Ana Ruiz", minutes=14), ("Contact hours 14 min",), ("0 (",)),
    ],
)
def test_whoever_missed_a_part_gets_a_certificate_of_attendance_that_says_which(attendee: Attendee, expected: tuple[str, ...], missing: tuple[str, ...]) -> None:
    shown = one(attendee)
    layout = " ".join(" ".join(pages_of(to_certificates(COURSE, DEFAULT, (attendee,)))).replace("\u00a0", " ").split())
    assert "Certificate of attendance" in shown
    assert "Ana Ruiz took part in the workshop" in shown
    assert "complet" not in shown
    assert [text for text in expected if text not in shown and text not in layout] == []
    assert [text for text in missing if text in shown] == []


def test_hours_that_are_all_of_it_are_all_of_it() -> None:
    assert "has completed" in one(Attendee("Ana Ruiz", minutes=185, days=(1, 2), modules=("intro/1", "intro/2", "intro/3")))


def test_contact_minutes_leave_breaks_out_and_days_in_other_months_stand_apart() -> None:
    workshop = held(COURSE)
    assert workshop.counted() == 185
    assert workshop.counted((1,)) == 90
    assert workshop.counted((1,), ("intro/2",)) == 40
    other = replace(COURSE, days=(COURSE.days[0], replace(COURSE.days[1], date=dt.date(2027, 2, 1))))
    assert "January 15, 2027; February 1, 2027" in one(Attendee("Ana Ruiz"), other)
    undated = replace(COURSE, days=tuple(replace(day, date=None) for day in COURSE.days))
    assert "Day 2 of 2" in one(Attendee("Ana Ruiz", days=(2,)), undated)


@pytest.mark.parametrize("attendee", [Attendee("Ana Ruiz"), Attendee("Ana Ruiz", days=(1,)), Attendee("")])
def test_it_says_plainly_what_it_is_not(attendee: Attendee) -> None:
    shown = one(attendee)
    assert "No continuing education (CE) credit is claimed or awarded. This is not a license, and gives no permission to investigate, interview or screen anyone." in shown
    assert "Independent of NCMEC and not endorsed by it." in shown
    for claim in ("accredited", "approved", "certified", "ceu", "hereby", "certificate no"):
        assert claim not in shown.lower()


def test_the_blank_one_has_a_line_for_the_name_and_is_otherwise_filled_in() -> None:
    shown = flat(to_blank_certificate(COURSE, DEFAULT))
    assert "Name has completed the workshop Two days on noticing" in shown
    assert "January 15 and 16, 2027" in shown
    empty = " ".join(pdf_text(to_blank_certificate(EMPTY, DEFAULT)).split())
    assert "Date Contact hours" in empty
    assert "Host" not in empty


@pytest.mark.parametrize("document", [COURSE, EMPTY, replace(COURSE, paper="a4", access="restricted")])
@pytest.mark.parametrize("name", [*LONG_NAMES, "", "Nguyễn Thị Minh Khai"])
def test_any_name_is_whole_inside_the_margins_of_one_sheet(document: d.Document, name: str) -> None:
    pdf = to_certificates(document, DEFAULT, (Attendee(name, days=(1,)),))
    sheets, words = sheets_and_words(pdf)
    assert len(sheets) == 1
    assert name.replace(" ", "") in unicodedata.normalize("NFC", flat(pdf)).replace(" ", "")
    for word in words:
        assert 30 < word.left < word.right < sheets[0].width - 30, word
        assert 18 < word.top < word.bottom < sheets[0].height - 18, word
    assert ("For vetted public-safety professionals" in flat(pdf)) == (document.access == "restricted")


def test_many_stand_in_one_file_in_the_order_of_the_roster_each_with_a_bookmark() -> None:
    names = [f"Person {chr(65 + n)} Ñandú" for n in range(5)]
    pdf = to_certificates(COURSE, DEFAULT, [Attendee(name) for name in names])
    pages = pages_of(pdf)
    assert len(pages) == 5
    assert all(name in unicodedata.normalize("NFC", shown) for name, shown in zip(names, pages, strict=True))
    assert bookmarks(pdf) == names
    assert bookmarks(to_certificates(COURSE, DEFAULT, [Attendee(names[0])])) == []


def bookmarks(pdf: bytes) -> list[str]:
    """Titles of the file's own table of contents, as readers of PDF show it."""
    told = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [unescape(title) for title in re.findall(r"<item[^>]*>(.*?)</item>", told)]


@pytest.mark.parametrize("attendees", [(Attendee(""),), (Attendee("Ana Ruiz", days=(2,)),), tuple(Attendee(f"Nguyễn {n}") for n in range(3))])
@pytest.mark.parametrize("document", [COURSE, EMPTY])
def test_it_is_pdf_ua_1_and_the_metadata_name_nobody_who_attended(document: d.Document, attendees: tuple[Attendee, ...]) -> None:
    pdf = to_certificates(document, DEFAULT, attendees)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    info = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "Ana" not in info
    assert "Nguy" not in info
    assert to_certificates(document, DEFAULT, attendees) == pdf


def test_a_character_that_the_fonts_lack_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+0E01"):
        one(Attendee("กข"))
