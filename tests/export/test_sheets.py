"""The forms around a workshop, checked in the finished file: the sign-in sheet, the sheet for afterwards, and the letter to the host."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page
import pytest

from tests.export.test_certificate import flat, pdf_text, sheets_and_words
from tests.export.test_docx import assert_sound
from tests.export.test_slides_pdf import pages_of
from tests.export.word import Word
from tests.samples import SECRETS, paragraph, sample_document, text
from toolkit.export import document as d
from toolkit.export.docx.request_letter import to_request_letter_docx
from toolkit.export.finished import says_restricted
from toolkit.export.letter import letter
from toolkit.export.pdf.request_letter import to_request_letter
from toolkit.export.pdf.sheets import to_self_care, to_sign_in
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages

WORDS = messages("en")
PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
MAKERS = [to_sign_in, to_self_care, to_request_letter]
SAMPLE = sample_document()
DAYS = tuple(d.Day(dt.date(2027, 1, 15 + number), dt.time(9), minutes) for number, minutes in enumerate((420, 150)))
ROOMS = (d.Room("Blue room", 29, ("A. Facilitator",)), d.Room("Green room", 8, ()))
SEVERAL = replace(SAMPLE, days=DAYS, rooms=ROOMS)
EMPTY = replace(
    SAMPLE, about=d.About("", "", (), "", "", "", "", 0, None), modules=(replace(SAMPLE.modules[0], materials=(), self_care=()),),
    schedule=(), contacts=(), sources=(), facts=(),
)  # fmt: skip


def full() -> d.Document:
    """Many modules with much to say, long titles, and a timetable of several days."""
    care = tuple((d.Paragraph((d.Span(f"Habit {n}.", strong=True), d.Span(" It takes two whole lines on the sheet to say what helps. " * 2))),) for n in range(9))
    title = "What helps a young person who has come back, and what does not"
    modules = tuple(replace(SAMPLE.modules[0], id=f"intro/{n}", title=title, self_care=care, materials=tuple(f"Thing {n}-{k} that is needed" for k in range(7))) for n in range(1, 7))
    schedule = tuple(d.ScheduleRow(f"{9 + n // 8}:{n % 8}0 AM", 12, title, f"intro/{n % 6 + 1}", "s", n, "core", 1 + n // 30) for n in range(40))
    return replace(SEVERAL, title=" + ".join([title] * 2), modules=modules, schedule=schedule)


DOCUMENTS = {"sample": SAMPLE, "several": SEVERAL, "empty": EMPTY, "full": full(), "a4": replace(full(), paper="a4")}


def rows_on(pdf: bytes) -> list[list[int]]:
    """The numbers of the lines to sign on, page by page."""
    return [[int(number) for number in re.findall(r"^ *(\d+) *$", shown, re.MULTILINE)] for shown in pages_of(pdf)]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_form_is_pdf_ua_1_on_its_paper_and_inside_its_margins(make: Callable[..., bytes], name: str) -> None:
    pdf = make(DOCUMENTS[name], DEFAULT)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    sheets, words = sheets_and_words(pdf)
    wanted = PAPERS[DOCUMENTS[name].paper]
    for sheet in sheets:
        assert sorted((sheet.width, sheet.height)) == pytest.approx(wanted, abs=0.5)
    for word in words:
        assert 40 < word.left < word.right < sheets[word.page - 1].width - 40, word
        assert 18 < word.top < word.bottom < sheets[word.page - 1].height - 18, word
    assert {word.page for word in words} == set(range(1, len(sheets) + 1))
    assert name != "sample" or make(replace(DOCUMENTS[name]), DEFAULT) == pdf


@pytest.mark.parametrize("make", MAKERS)
def test_every_page_of_a_restricted_form_says_for_whom_it_is(make: Callable[..., bytes], tmp_path: Path) -> None:
    pdf = make(replace(full(), access="restricted"), DEFAULT)
    for shown in pages_of(pdf):
        assert "For vetted public-safety professionals" in " ".join(shown.split())
    (tmp_path / "form.pdf").write_bytes(pdf)
    assert says_restricted(tmp_path / "form.pdf")


@pytest.mark.parametrize("make", [to_sign_in, to_request_letter])
def test_what_others_hold_in_their_hands_has_no_answer_and_no_note(make: Callable[..., bytes]) -> None:
    shown = flat(make(SAMPLE, DEFAULT))
    assert not [secret for secret in SECRETS if secret in shown]


# Sign-in ---------------------------------------------------------------------------------------------------------------


def test_the_sheet_has_a_line_for_everybody_and_some_to_spare() -> None:
    rows = [number for shown in rows_on(to_sign_in(SAMPLE, DEFAULT)) for number in shown]
    assert rows == list(range(1, len(rows) + 1))
    assert 24 + 3 <= len(rows) <= 36
    unknown = [number for shown in rows_on(to_sign_in(EMPTY, DEFAULT)) for number in shown]
    assert 30 <= len(unknown) <= 36


@pytest.mark.parametrize("people", [1, 12, 13, 14, 29, 30, 31, 47, 130])
def test_no_page_of_it_is_left_without_lines_and_the_end_stands_below_the_last_one(people: int) -> None:
    pdf = to_sign_in(replace(SAMPLE, about=replace(SAMPLE.about, participants=people)), DEFAULT)
    rows = rows_on(pdf)
    assert min(map(len, rows)) >= 13
    assert sum(map(len, rows)) >= people + 3
    for shown in pages_of(pdf):
        assert "Name, in clear letters" in shown
        assert "kept apart from tests and evaluations" in " ".join(shown.split())
    assert ["Facilitator’s signature" in shown for shown in pages_of(pdf)] == [False] * (len(rows) - 1) + [True]
    assert f"Page {len(rows)} of {len(rows)}" in flat(pdf)


def test_each_day_and_room_has_a_sheet_of_its_own_and_a_whole_day_is_signed_for_twice() -> None:
    pages = [" ".join(shown.split()) for shown in pages_of(to_sign_in(SEVERAL, DEFAULT))]
    heads = [found[0] for found in (re.findall(r"Day \d of 2 · January \d+, 2027 · \w+ room(?= Date)", shown) for shown in pages) if found]
    assert heads == [f"Day {day} of 2 · January {14 + day}, 2027 · {room.name}" for day in (1, 2) for room in ROOMS]
    for shown in pages:
        day = re.findall(r"Day (\d)", shown)[0]
        assert ("Signature, morning" in shown) == ("Signature, afternoon" in shown) == (day == "1")
        assert "room" in shown
    first = next(shown for shown in pages if heads[0] in shown)
    assert "9:00 AM to 4:00 PM" in first
    assert "Facilitators A. Facilitator Why" in first
    assert "Facilitators A. Facilitator, B. Facilitator" in next(shown for shown in pages if heads[1] in shown)


def test_it_says_why_it_asks_and_who_keeps_it_and_asks_for_no_more() -> None:
    shown = flat(to_sign_in(SAMPLE, DEFAULT))
    assert "Your name here shows that you attended, and is used only for that and for your certificate." in shown
    assert "The sheet is kept by Springfield Library." in shown
    assert "Ask a facilitator for a sheet of your own." in shown
    assert not re.search("mail|phone|address|birth", shown, re.IGNORECASE)
    assert "The sheet is kept by:" in flat(to_sign_in(EMPTY, DEFAULT))


# Afterwards --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_sheet_for_afterwards_has_two_pages_whatever_was_taught(name: str) -> None:
    pages = [" ".join(shown.split()) for shown in pages_of(to_self_care(DOCUMENTS[name], DEFAULT))]
    assert len(pages) == 2
    for expected in ("The first 15 minutes", "If somebody told you something", "Leave out", "Ask each other"):
        assert expected in pages[0]
    for expected in ("What can stay with you", "Ask for help when", "We talk again on:"):
        assert expected in pages[1]


def test_it_holds_the_plan_beside_the_clock_the_numbers_and_what_the_modules_say() -> None:
    first, second = (" ".join(shown.split()) for shown in pages_of(to_self_care(SAMPLE, DEFAULT)))
    for row in SAMPLE.schedule:
        assert f"{row.clock} {row.title} {row.minutes}" in second
    assert "Debrief together." in second
    assert "988 Lifeline: Call or text 988" in second
    for expected in ("911", "Your state's child abuse line".replace("'", "’"), "Local number:", "report.cybertip.org"):
        assert expected in first
    assert "write no name of a child" in first.lower()


def test_a_habit_that_several_modules_name_stands_once_and_each_module_has_a_say() -> None:
    def says(*habits: str) -> tuple[d.Blocks, ...]:
        return tuple((d.Paragraph((d.Span(habit, strong=True), d.Span(" Do it."))),) for habit in habits)

    one, two = (replace(SAMPLE.modules[0], id=f"intro/{n}", self_care=care) for n, care in enumerate((says("Close.", "Rest.", "Eat."), says("Close.", "Walk."))))
    shown = flat(to_self_care(replace(SAMPLE, modules=(one, two)), DEFAULT))
    assert re.findall(r"(Close|Rest|Eat|Walk)\. Do it", shown) == ["Close", "Rest", "Walk", "Eat"]


def test_a_timetable_too_long_for_the_page_stands_by_module() -> None:
    document = full()
    longer = replace(document, schedule=(*document.schedule, d.ScheduleRow("5:00 PM", 15, "Break", "intro/1", None, None, "core", 2)))
    shown = flat(to_self_care(longer, DEFAULT))
    assert f"{document.modules[0].title} 84" in shown
    assert "Breaks 15" in shown


def test_sources_are_not_pointed_to_where_none_are_listed() -> None:
    module = replace(SAMPLE.modules[0], self_care=(paragraph("Take care of yourself", 1, 2),))
    assert "Take care of yourself." in flat(to_self_care(replace(SAMPLE, modules=(module,)), DEFAULT))


# The letter ---------------------------------------------------------------------------------------------------------------


def test_the_letter_is_filled_in_from_the_session() -> None:
    shown = " ".join(pdf_text(to_request_letter(SAMPLE, DEFAULT)).split())
    for expected in (
        "To: Springfield Library", "Workshop Recognizing Child Sex Trafficking", "Day January 15, 2027", "Hours 18:00 to 19:00", "Place Room 2",
        "People expected 24", "Seats at tables for 24 people in groups of four, so 6 tables", "Projector", "A. Facilitator, B. Facilitator",
    ):
        assert expected in shown
    for asked in ("A quiet room", "A support person", "Support person:", "Materials", "recording", "NCMEC gives, made or endorses"):
        assert asked in shown
    rooms = " ".join(pdf_text(to_request_letter(SEVERAL, DEFAULT)).split())
    assert "Rooms Blue room, Green room" in rooms
    assert "January 15 and 16, 2027" in rooms


def test_what_the_session_does_not_say_is_a_line_to_write_on() -> None:
    shown = " ".join(pdf_text(to_request_letter(EMPTY, DEFAULT)).split())
    assert "Day Hours Place People expected Dear" in shown
    assert "Seats at tables for groups of four" in shown
    assert "None" not in shown


def test_the_letter_of_one_module_is_two_pages() -> None:
    assert len(pages_of(to_request_letter(SAMPLE, DEFAULT))) == 2


@pytest.mark.parametrize("name", ["several", "full"])
def test_the_word_file_is_sound_and_says_the_same(name: str, tmp_path: Path) -> None:
    document = replace(DOCUMENTS[name], access="restricted")
    data = to_request_letter_docx(document, DEFAULT)
    word = assert_sound(data, tmp_path)
    said = " ".join(word.text.replace("\u00a0", " ").split())
    written = letter(document, WORDS)
    lists = [piece for section in (*written.sections, written.ours) for piece in (section.title, section.text, *section.points, *section.blanks)]
    given = [written.title, *written.opening, *lists, *written.materials, *written.closing, *(value for _, value in written.facts)]
    assert len(given) > 50
    printed = flat(to_request_letter(document, DEFAULT))
    for piece in given:
        assert piece.replace("\u00a0", " ") in said
        assert piece.replace("\u00a0", " ") in printed.replace("\u00a0", " ")
    assert "For vetted public-safety professionals" in said
    assert to_request_letter_docx(document, DEFAULT) == data


def test_hostile_text_stays_text() -> None:
    hostile = 'R&D <b> "x" #let $y$ {z}'
    document = replace(SAMPLE, title=hostile, about=replace(SAMPLE.about, organization=hostile, place=hostile), modules=(replace(SAMPLE.modules[0], materials=(hostile,), self_care=((d.Paragraph(text(hostile)),),)),))
    for make in MAKERS:
        assert "R&D <b> “x” #let $y$ {z}" in flat(make(document, DEFAULT))
    assert "R&D <b> “x” #let $y$ {z}" in Word(to_request_letter_docx(document, DEFAULT)).text
