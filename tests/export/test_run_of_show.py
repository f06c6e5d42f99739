"""The run of show, from finished files: the guide, its Word twin and the command line say the same of a workshop of two days."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import page
import pytest

from toolkit.build import run_notebook
from toolkit.cli import main
from toolkit.commands.sessions import checked_session
from toolkit.export import document as d
from toolkit.export.docx.guide import to_guide_docx
from toolkit.export.pdf.guide import to_guide
from toolkit.export.read import read
from toolkit.look.theme import DEFAULT

SESSION = """\
modules: [intro/1, intro/2]
days:
  - {date: 2027-03-12, minutes: 100}
  - {date: 2027-03-19, start: "13:00", minutes: 90}
start: "09:00"
rooms: [Blue room, Green room]
facilitators: [A. Person, B. Person, C. Person, D. Person]
take_turns: true
participants: 25
place: Community hall
"""
CUT = re.compile(r"(\d+:\d\d)(?: [AP]M)?\s+(?:Drop|Shorten) “[^”]+”(?: to \d+ min)?")


@dataclass(frozen=True)
class Files:
    document: d.Document
    pdf: bytes
    pages: list[str]
    word: str
    told: str


@pytest.fixture(scope="module")
def files(curriculum, tmp_path_factory) -> Files:
    path = tmp_path_factory.mktemp("two") / "two-days.yaml"
    path.write_text(SESSION, encoding="utf-8")
    document = read(run_notebook(curriculum, checked_session(path, curriculum)), "facilitator")
    pdf = to_guide(document, DEFAULT)
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return Files(document, pdf, told.split("\f"), word_text(to_guide_docx(document, DEFAULT)), printed(path))


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        root = ET.fromstring(file.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = ("".join(run.text or "" for run in each.iter(f"{space}t")) for each in root.iter(f"{space}p"))
    return "\n".join(paragraphs).replace("\xa0", " ")


def printed(path) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["plan", str(path)]) == 0
    return out.getvalue()


def cuts_in(text: str) -> list[str]:
    """Every cut in order, its clock as twelve hours have it: '1:07 Shorten “Practice” to 4 min'."""
    found = []
    for match in CUT.finditer(text.replace("\xa0", " ")):
        hours, minutes = match[1].split(":")
        found.append(f"{(int(hours) - 1) % 12 + 1}:{minutes} {' '.join(match[0].split()[1:]).removeprefix('AM ').removeprefix('PM ')}")
    return found


def test_guide_word_guide_and_command_line_name_the_same_cuts_in_the_same_order(files: Files) -> None:
    cuts = cuts_in(files.told)
    assert len(cuts) > 20
    assert any(" Drop “" in cut for cut in cuts)
    assert cuts_in("\n".join(files.pages)) == cuts
    assert cuts_in(files.word) == cuts
    safe = {segment.title for module in files.document.modules for segment in module.segments if segment.priority == "safety"}
    assert safe
    assert not [cut for cut in cuts for title in safe if f"“{title}”" in cut]


def test_the_minutes_won_add_up_day_by_day(files: Files) -> None:
    for day in (1, 2):
        saved = [cut.saves for cut in files.document.cuts if cut.day == day]
        assert saved
        assert f"saves {saved[-1]} min, {sum(saved)} together" in files.told


def test_every_page_of_the_running_part_says_where_one_should_be(files: Files) -> None:
    first = next(number for number, text in enumerate(files.pages) if "How to read the segment pages" in text)
    last = next(number for number, text in enumerate(files.pages) if number > first and "When it is over" in text)
    heads = [" ".join(text.split())[:120] for text in files.pages[first:last]]
    assert len(heads) > 30
    known = {(row.day, row.clock, row.ends) for row in files.document.schedule if row.segment}
    for head in heads:
        found = re.match(r"Day (\d) · You should be here at (\d+:\d\d [AP]M), done by (\d+:\d\d [AP]M) · ", head)
        assert found, head
        assert (int(found[1]), found[2], found[3]) in known
    assert sorted(head[:5] for head in heads) == [head[:5] for head in heads]


def test_each_segment_in_word_says_where_one_should_be(files: Files) -> None:
    for row in files.document.schedule:
        if row.segment:
            assert f"Day {row.day} · You should be here at {row.clock}, done by {row.ends}" in files.word


def test_days_rooms_leaders_and_pauses_stand_in_both_guides(files: Files) -> None:
    whole = " ".join(" ".join(files.pages).split())
    for text in (whole, files.word):
        for told in (
            "Day 1: Friday, March 12, 2027, 9:00 AM to ", "Day 2: Friday, March 19, 2027, 1:00 PM to ",
            "Blue room: 13 people, A. Person, C. Person", "Green room: 12 people, B. Person, D. Person",
            "Module 2: Vulnerabilities and Grooming", "End of day 1", "Day 2: Friday, March 19, 2027, 1:00 PM", "Back at ",
            "Taught in segment",
        ):  # fmt: skip
            assert told in text
    assert files.word.count("Blue room: A. Person · Green room: B. Person") > 3


def test_the_least_the_usual_and_the_most_stand_below_the_planned_minutes(files: Files) -> None:
    for module in files.document.modules:
        for segment in module.segments:
            minutes = segment.minutes
            assert f"{minutes.minimum} / {minutes.typical} / {minutes.maximum}" in files.word
            assert f"({minutes.minimum}/{minutes.typical}/{minutes.maximum})" in files.told


def test_the_guide_of_two_days_is_pdf_ua_1(files: Files) -> None:
    report = page.validate_pdf_bytes(files.pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_what_cannot_be_is_answered_with_the_least_and_with_what_fits(tmp_path, capsys) -> None:
    path = tmp_path / "short.yaml"
    path.write_text("modules: [intro/1, intro/2, intro/3]\nminutes: 60\n", encoding="utf-8")
    assert main(["plan", str(path)]) == 1
    told = "".join(capsys.readouterr())
    assert re.search(r"at least \d+ minutes, breaks included", told)
    assert "Into 60 minutes fit intro/1 and intro/2 in a short version" in told
