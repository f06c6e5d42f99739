"""Days, breaks, rooms and the seams between modules, as slides, workbooks and the kit's index show them."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.curricula import SMALL
from tests.export.test_run_of_show import word_text
from tests.plan.workshops import curriculum_of, module, segment, session_of
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.docx.handout import to_handout_docx
from toolkit.export.guide_plan import guide_plan
from toolkit.export.kit import Kit, to_index
from toolkit.export.pdf.handout import to_handout
from toolkit.export.pdf.slides_handout import to_slides_handout
from toolkit.export.read import read
from toolkit.export.read.parts import later
from toolkit.export.timetable import pauses_of
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.session import Session

WORDS = messages("en")
DAY = {
    "start": "10:00", "lunch": {"at": "11:30", "minutes": 45}, "date": "2027-03-12", "minutes": 240,
    "facilitators": ["A. Person", "B. Person"], "take_turns": True,
}  # fmt: skip
TWO = {
    "start": "10:00", "days": [{"date": "2027-03-12"}, {"date": "2027-03-19", "start": "13:00"}], "rooms": ["Blue room", "Green room"],
    "facilitators": ["A. Person", "B. Person"], "participants": 25,
}  # fmt: skip


def course():
    lessons = [segment(f"part-{number}", (10, 20, 40), objectives=["first"]) for number in range(3)]
    frame = segment("welcome", (3, 5, 7), "safety"), segment("close", (2, 4, 5), "safety")
    return curriculum_of(*(module(number, [frame[0], *lessons, frame[1]]) for number in (1, 2)))


def document_of(reader: d.Reader = "facilitator", **more) -> d.Document:
    small = course()
    return read(run_notebook(small, session_of(small, **more)), reader)


def pdf_text(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize(("clock", "minutes", "ends"), [("09:53", 10, "10:03"), ("23:50", 20, "00:10"), ("+0:40", 25, "+1:05"), ("noon", 5, "")])
def test_what_begins_ends_so_many_minutes_later(clock: str, minutes: int, ends: str) -> None:
    assert later(clock, minutes) == ends


def test_a_slide_says_when_to_be_back_and_stands_where_the_break_is() -> None:
    document = document_of(**DAY)
    deck = build_deck(document, WORDS)
    pauses = [row for row in document.schedule if row.segment is None]
    shown = [slide for slide in deck.slides if slide.pause]
    assert [(slide.title, slide.lead[0].text) for slide in shown] == [(row.title, f"Back at {row.ends}") for row in pauses]
    assert "Lunch" in [slide.title for slide in shown]
    for slide, row in zip(shown, pauses, strict=True):
        before = deck.slides[deck.slides.index(slide) - 1]
        assert before.segment == document.schedule[document.schedule.index(row) - 1].segment


def test_without_a_start_a_break_says_how_long_it_is() -> None:
    document = document_of(minutes=200)
    assert {pause.told for each in pauses_of(document, WORDS).values() for pause in each} == {"Back in 10 minutes"}


def test_a_day_ends_with_the_time_of_the_next_one() -> None:
    document = document_of(**TWO)
    slide = next(slide for slide in build_deck(document, WORDS).slides if slide.anchor == "day-1-end")
    assert (slide.title, slide.lead[0].text) == ("End of day 1", "Day 2: Friday, March 19, 2027, 1:00 PM")


def test_guide_and_deck_number_breaks_alike_and_sheets_to_write_on_leave_them_out() -> None:
    document = document_of(**DAY)
    straight = [slide for slide in build_deck(document, WORDS).slides if slide.branch is None]
    rows = [row for day in guide_plan(document, WORDS).days for row in day.rows if row.pause]
    assert rows
    for row in rows:
        assert straight[row.slides[0] - 1].lead[0].text == row.told
    assert "Back at" not in pdf_text(to_slides_handout(document_of("participant", **DAY), DEFAULT))


def test_all_days_rooms_and_hours_stand_on_the_cover_and_in_the_index() -> None:
    document = document_of("participant", **TWO)
    shown = [pdf_text(to_handout(document, DEFAULT)), " ".join(word_text(to_handout_docx(document, DEFAULT)).split())]
    shown.append(to_index(Kit("two", document_of(**TWO), ()), DEFAULT).decode())
    for text in shown:
        for told in (
            "Day 1: Friday, March 12, 2027, 10:00 AM to ", "Day 2: Friday, March 19, 2027, 1:00 PM to ",
            "Blue room: 13 people, A. Person", "Green room: 12 people, B. Person",
        ):  # fmt: skip
            assert told in text
    assert document.about.date == "March 12, 2027 and March 19, 2027"


def test_who_comes_for_a_day_reads_when_lunch_is() -> None:
    document = document_of("participant", **DAY)
    [lunch] = [row for row in document.schedule if row.lunch]
    assert f"Lunch {lunch.clock} to {lunch.ends}" in pdf_text(to_handout(document, DEFAULT))


def test_leaders_have_a_column_only_where_there_are_leaders() -> None:
    led = [row.leaders for day in guide_plan(document_of(**DAY), WORDS).days for row in day.rows if not row.pause]
    assert all(len(names) == 1 for names in led)
    alone = document_of(start="10:00")
    assert not any(row.leaders for day in guide_plan(alone, WORDS).days for row in day.rows)


def test_only_the_facilitator_gets_the_cuts() -> None:
    assert document_of(**DAY).cuts
    assert not document_of("participant", **DAY).cuts
    assert not document_of("learner", **DAY).cuts


def test_a_segment_that_a_person_deleted_is_neither_in_the_schedule_nor_among_the_cuts() -> None:
    small = course()
    notebook = run_notebook(small, session_of(small, **DAY))
    for cell in notebook.cells:
        info = cell.metadata.get("toolkit", {})
        if info.get("kind") == "segment" and info["segment"]["id"] == "part-1":
            cell.source, cell.metadata = "Something else.", {}
    document = read(notebook, "facilitator")
    assert "part-1" not in {cut.segment for cut in document.cuts} | {row.segment for row in document.schedule}
    assert document.cuts


def test_people_are_welcomed_and_sent_off_once_a_day(curriculum) -> None:
    session = Session.model_validate({"modules": ["intro/1", "intro/2"], "start": "09:00"})
    document = read(run_notebook(curriculum, session), "participant")
    text = pdf_text(to_handout(document, DEFAULT))
    for once in ("How we work together", "What you can expect", "Before you go back to your day", "Support today and later"):
        assert text.count(once) == 1, once
    assert text.count("Your choices still hold") == 1
    assert text.count("Support is near") == 1
    titles = [slide.title for slide in build_deck(document, WORDS).slides]
    assert titles.count("Your choices") == titles.count("How we work together") == titles.count("Welcome") == 1
    assert titles.count("What comes next") == 1
    assert len(re.findall(r"Whom to contact", " ".join(titles))) >= 2  # numbers are shown at every close


def test_on_days_of_their_own_both_modules_have_their_whole_welcome(curriculum) -> None:
    session = Session.model_validate({"modules": ["intro/1", "intro/2"], "start": "09:00", "days": [{}, {}]})
    document = read(run_notebook(curriculum, session), "participant")
    titles = [segment.title for module in document.modules for segment in module.segments]
    assert titles.count("Welcome and choices") == titles.count("Close") == 2


def test_one_evening_is_told_as_before() -> None:
    small = load_curriculum(SMALL)
    session = Session.model_validate({"modules": ["course/1"], "start": "18:30", "date": "2027-01-15", "minutes": 30})
    document = read(run_notebook(small, session), "participant")
    text = pdf_text(to_handout(document, DEFAULT))
    assert "January 15, 2027, 6:30–7:00 PM" in text
    assert "Day 1" not in text
    assert "Breaks" not in text
