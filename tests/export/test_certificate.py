"""The certificate of completion, checked by what its reader sees: words, sheets, sizes, and what it must never claim."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import page
import pytest

from toolkit.errors import UsageError
from toolkit.export.pdf.certificate import to_certificate
from toolkit.look.fonts import MissingGlyphError
from toolkit.look.theme import DEFAULT
from toolkit.model.certificate import LONGEST_NAME, Certificate, CertifiedModule

MODULES = (
    CertifiedModule("Recognizing Child Sex Trafficking", 60, date(2027, 1, 3)),
    CertifiedModule("Vulnerabilities & Grooming", 45, date(2027, 1, 10)),
    CertifiedModule("Trauma", 30, date(2027, 1, 17)),
    CertifiedModule("Legislation: What it Means for You", 20, date(2027, 1, 18)),
    CertifiedModule("Reporting Children Missing from Care", 20, date(2027, 1, 19)),
    CertifiedModule("Building Blocks for Engagement and Healing", 90, date(2027, 1, 28)),
)
OBJECTIVES = (
    "Define child sex trafficking",
    "Understand the myths and misconceptions of child sex trafficking",
    "Identify red flags and indicators of sexual exploitation",
    "Recall reporting practices for suspected child sex trafficking",
)
CERTIFICATE = Certificate(
    access="open",
    name="Maria Lopez",
    course="Introduction to Child Sex Trafficking",
    modules=MODULES[:3],
    objectives=OBJECTIVES,
    day=date(2027, 1, 28),
    language="en",
    paper="letter",
    curriculum="Recognizing and Responding to Child Sex Trafficking",
    edition="2026.1",
    notice="This is an independent curriculum.\nNCMEC did not make, review or endorse it.\n\nIt is not legal advice.",
    licence="CC BY 4.0",
)
FULL = replace(
    CERTIFICATE,
    course="Understanding Running Behavior and Trauma-Informed Youth Engagement",
    modules=MODULES,
    objectives=tuple(f"{OBJECTIVES[place % 4]} {place + 1}" for place in range(20)),
)
WORDY = replace(FULL, objectives=tuple(f"{text}, {'in calm and exact words, ' * 4}" for text in FULL.objectives))
LONG_NAMES = (
    "Dr. Maria Guadalupe Concepción Fernández de la Vega-Montgomery y Castellanos III",
    "Alexandra Papadopoulou-Whitfield",
    "W" * 100,
    "Ab " * (LONGEST_NAME // 3),
)


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float
    page: int


class Sheet(NamedTuple):
    width: float
    height: float


def pdf_text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().replace("\u00a0", " ")


def flat(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u200b", "").split())


def sheets_and_words(pdf: bytes) -> tuple[list[Sheet], list[Word]]:
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    sheets: list[Sheet] = []
    words: list[Word] = []
    for line in done.stdout.decode().splitlines():
        numbers = [float(number) for number in re.findall(r'="([\d.]+)"', line)]
        if "<page " in line:
            sheets.append(Sheet(*numbers))
        elif "<word " in line:
            words.append(Word(re.sub(r"<[^>]*>|\u200b", "", line).strip(), *numbers, page=len(sheets)))
    return sheets, words


def height_of(words: list[Word], text: str) -> float:
    return next(word.bottom - word.top for word in words if word.text.startswith(text))


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return to_certificate(CERTIFICATE, DEFAULT)


@pytest.mark.parametrize(
    "expected",
    [
        "Certificate of completion",
        "Self-study",
        "Maria Lopez has completed the self-study course Introduction to Child Sex Trafficking",
        "Date January 28, 2027",
        "Planned time 135 min (2 h 15 min)",
        "Recognizing and Responding to Child Sex Trafficking, edition 2026.1 · CC BY 4.0",
        "Someone who completes this course has practiced how to",
        *OBJECTIVES,
    ],
)
def test_it_says_who_completed_what_and_when(sheet: bytes, expected: str) -> None:
    assert expected in flat(sheet)


def test_each_module_stands_with_its_minutes_and_the_day_it_was_finished(sheet: bytes) -> None:
    lines = [" ".join(line.split()) for line in pdf_text(sheet).splitlines()]
    assert any(line.startswith("Vulnerabilities & Grooming 45 min January 10, 2027") for line in lines)
    assert any(line.startswith("Trauma 30 min January 17, 2027") for line in lines)


@pytest.mark.parametrize(
    ("minutes", "printed"), [(30, "30 min"), (60, "60 min (1 h)"), (150, "150 min (2 h 30 min)")]
)
def test_the_time_is_given_in_minutes_and_from_an_hour_on_in_hours_too(minutes: int, printed: str) -> None:
    certificate = replace(CERTIFICATE, modules=(replace(MODULES[0], minutes=minutes),))
    assert f"Planned time {printed} Curriculum" in flat(to_certificate(certificate, DEFAULT))


@pytest.mark.parametrize("certificate", [CERTIFICATE, FULL, WORDY], ids=["usual", "full", "wordy"])
def test_it_says_plainly_what_it_is_not(certificate: Certificate) -> None:
    text = flat(to_certificate(certificate, DEFAULT))
    assert (
        "No continuing education (CE) credit is claimed or awarded. Completion is self-reported; nobody supervised it."
        in text
    )
    assert "This is an independent curriculum. NCMEC did not make, review or endorse it." in text
    assert "legal advice" not in text, "only the notice's first paragraph is for a certificate"


def test_nothing_on_it_pretends_authority(sheet: bytes) -> None:
    text = flat(sheet).lower()
    for claim in ("signature", "signed", "certificate no", "accredited", "approved", "certified", "ceu", "hereby"):
        assert claim not in text
    assert text.count("credit") == 1, "the one sentence that says there is none"
    images = subprocess.run(["pdfimages", "-list", "-"], input=sheet, capture_output=True, check=True).stdout
    assert len(images.decode().splitlines()) == 2, "a header and its rule, and no picture such as a seal"


@pytest.mark.parametrize(("paper", "size"), [("letter", Sheet(792, 612)), ("a4", Sheet(841.89, 595.276))])
@pytest.mark.parametrize("certificate", [CERTIFICATE, FULL, replace(CERTIFICATE, modules=MODULES[:1], objectives=())])
def test_it_is_one_landscape_sheet_from_one_module_to_six_with_twenty_objectives(
    certificate: Certificate, paper: str, size: Sheet
) -> None:
    sheets, _ = sheets_and_words(to_certificate(replace(certificate, paper=paper), DEFAULT))
    assert [(pytest.approx(size.width, abs=0.1), pytest.approx(size.height, abs=0.1))] == sheets


def test_objectives_that_do_not_fit_move_to_a_second_sheet_with_name_and_course() -> None:
    sheets, words = sheets_and_words(to_certificate(WORDY, DEFAULT))
    assert len(sheets) == 2
    first, second = (" ".join(word.text for word in words if word.page == number) for number in (1, 2))
    assert "Define" not in first
    assert first.endswith("Page 1 of 2")
    assert "Maria Lopez Understanding Running Behavior" in second
    assert "Define child sex trafficking 1," in second
    assert "Recall reporting practices for suspected child sex trafficking 20," in second


@pytest.mark.parametrize("certificate", [CERTIFICATE, FULL, WORDY], ids=["usual", "full", "wordy"])
@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_long_name_is_whole_inside_the_margins_and_still_the_largest(certificate: Certificate, name: str) -> None:
    pdf = to_certificate(replace(certificate, name=name), DEFAULT)
    sheets, words = sheets_and_words(pdf)
    assert name.replace(" ", "") in flat(pdf).replace(" ", "")
    for word in words:
        size = sheets[word.page - 1]
        assert word.left > 30, word
        assert word.right < size.width - 30, word
        assert word.bottom < size.height - 18, word
    assert height_of(words, name.split(maxsplit=1)[0][:5]) > height_of(words, certificate.course.split()[0])


def test_the_name_is_larger_than_the_course_and_the_course_than_the_rest(sheet: bytes) -> None:
    words = sheets_and_words(sheet)[1]
    name, course, rest = (height_of(words, text) for text in ("Maria", "Introduction", "Planned"))
    assert name > 1.5 * course > 1.5 * rest


def test_lines_do_not_run_into_each_other() -> None:
    words = sheets_and_words(to_certificate(replace(FULL, paper="a4", name=LONG_NAMES[0]), DEFAULT))[1]
    for one in words:
        for other in words:
            together = one.page == other.page and one.left < other.right and other.left < one.right
            if one.top < other.top and together:
                # Boxes hold the font's full height; half of the lower one is more than any gap between lines gives up.
                assert other.bottom - one.bottom > 0.5 * min(one.bottom - one.top, other.bottom - other.top), (one, other)


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Őrsi Ștefănescu Nguyễn",
        "Ἀλεξάνδρα Παπαδοπούλου",
        "Олександра Їжакевич-Щербаківська",
        r"#let $x$ *Bo* _y_ \n <a@b> [c] {d} `e`",
        "// ~ -- ... @ref = /* */",
        "Seán O'Neil",
    ],
)
def test_a_name_stands_as_typed_in_any_of_our_alphabets(name: str) -> None:
    pdf = to_certificate(replace(CERTIFICATE, name=name), DEFAULT)
    assert name in unicodedata.normalize("NFC", flat(pdf))


def test_spaces_line_breaks_and_invisible_marks_of_a_pasted_name_are_tidied() -> None:
    assert replace(CERTIFICATE, name="\u202e Jose\u0301 \t\u200b\n\u00a0Lo\u00adpez\ufeff ").name == "José Lopez"


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\u200b\u00ad", "\u00a0"])
def test_a_blank_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="There is no name"):
        replace(CERTIFICATE, name=name)


@pytest.mark.parametrize(("sign", "point"), [("\x07", "0007"), ("\x00", "0000"), ("\ud83d", "D83D"), ("\uffff", "FFFF")])
def test_a_name_with_a_character_that_cannot_be_printed_is_refused(sign: str, point: str) -> None:
    with pytest.raises(UsageError, match=rf"U\+{point}"):
        replace(CERTIFICATE, name=f"Maria{sign} Lopez")


def test_a_name_as_long_as_a_letter_is_refused() -> None:
    with pytest.raises(UsageError, match=f"room for {LONGEST_NAME}"):
        replace(CERTIFICATE, name="Maria Lopez " * 20)


def test_a_character_that_the_fonts_lack_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+0E01.*Lopez ก"):
        to_certificate(replace(CERTIFICATE, name="Lopez ก"), DEFAULT)


def test_a_certificate_for_nothing_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="Introduction"):
        replace(CERTIFICATE, modules=())


@pytest.mark.parametrize("certificate", [CERTIFICATE, FULL, WORDY, replace(CERTIFICATE, objectives=())])
def test_it_is_pdf_ua_1(certificate: Certificate) -> None:
    report = page.validate_pdf_bytes(to_certificate(certificate, DEFAULT), profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_metadata_hold_the_title_and_no_person(sheet: bytes) -> None:
    done = subprocess.run(["pdfinfo", "-"], input=sheet, capture_output=True, check=True).stdout.decode()
    found = {name: value.strip() for name, _, value in (line.partition(":") for line in done.splitlines())}
    assert found["Title"] == "Certificate of completion: Introduction to Child Sex Trafficking"
    assert found["Tagged"] == "yes"
    assert not {"Author", "Keywords", "Subject", "CreationDate", "ModDate"} & set(found)
    assert b"Lopez" not in sheet


def test_the_same_certificate_gives_the_same_bytes(sheet: bytes) -> None:
    assert to_certificate(replace(CERTIFICATE), DEFAULT) == sheet
