"""The participant workbook, checked by what a reader sees: text, pages, tags, and nothing that is not theirs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pytest

from tests.samples import SECRETS, paragraph, sample_document
from toolkit.errors import ToolkitError, UsageError
from toolkit.export import document as d
from toolkit.export.pdf.handout import to_handout
from toolkit.look.fonts import MissingGlyphError
from toolkit.look.theme import DEFAULT

MAKE = """
import hashlib
from tests.samples import sample_document
from toolkit.export.pdf.handout import to_handout
from toolkit.look.theme import DEFAULT
print(hashlib.sha256(to_handout(sample_document("participant"), DEFAULT)).hexdigest())
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 6"><rect width="20" height="6" fill="#a3461f"/></svg>'


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return to_handout(sample_document("participant"), DEFAULT)


def with_blocks(*blocks: d.Block) -> d.Document:
    """The sample with these blocks in place of its second segment's."""
    document = sample_document("participant")
    module = document.modules[0]
    segments = (module.segments[0], replace(module.segments[1], blocks=blocks))
    return replace(document, modules=(replace(module, segments=segments),))


def pdf_text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def flat(text: str) -> str:
    return " ".join(text.split())


def unpacked(pdf: bytes, folder: Path) -> bytes:
    (folder / "in.pdf").write_bytes(pdf)
    command = ["qpdf", "--qdf", "--object-streams=disable", str(folder / "in.pdf"), str(folder / "out.pdf")]
    subprocess.run(command, check=True)
    return (folder / "out.pdf").read_bytes()


def test_the_workbook_holds_what_a_participant_needs(workbook: bytes) -> None:
    text = flat(pdf_text(workbook))
    for expected in (
        "Participant workbook",
        "Evening for foster parents",
        "January 15, 2027, 18:00–19:00",
        "Nothing graphic. Step out whenever you like.",
        "988 Lifeline: Call or text 988",
        "Recall reporting practices (proposed by us)",
        "Where would you notice?",
        "Choose every answer that fits.",
        "Card 1 At the lockers",
        "Turn to card 4",
        "Never confront",
        "Learn your host’s policy.",
        "1-800-THE-LOST",
        "Local number:",
        "Confirm before use",
        "before you rely on it",
        "This page is not a reporting channel.",
        "reported by someone other than the originator",
        "Independent of NCMEC and not endorsed by it.",
        "Edition 2026.1 · CC BY 4.0",
    ):
        assert expected in text


def test_nothing_for_the_facilitator_is_in_the_file(workbook: bytes, tmp_path: Path) -> None:
    assert not [secret for secret in SECRETS if secret in pdf_text(workbook)]
    raw = unpacked(workbook, tmp_path)
    assert not [secret for secret in SECRETS if secret.encode() in raw]
    assert b"PDF-1.7" in raw[:20]


def test_the_notice_and_the_support_line_stand_before_the_first_module(workbook: bytes) -> None:
    first_page = pdf_text(workbook).split("\f")[0]
    for early in ("Before you start", "988 Lifeline", "By the end you will be able to", "In this workbook"):
        assert early in first_page


def test_the_same_document_gives_the_same_bytes(workbook: bytes) -> None:
    assert to_handout(sample_document("participant"), DEFAULT) == workbook


def test_the_bytes_do_not_depend_on_the_machine(workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/nowhere</dir></fontconfig>", encoding="utf-8")
    other = {**os.environ, "HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "TZ": "Asia/Tokyo"}
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", MAKE], env=other, cwd=root, capture_output=True, check=True)
    assert done.stdout.decode().strip() == hashlib.sha256(workbook).hexdigest()


@pytest.mark.parametrize(("paper", "size"), [("letter", "612 x 792"), ("a4", "595.276 x 841.89")])
def test_the_paper_is_the_one_asked_for(paper: str, size: str, tmp_path: Path) -> None:
    document = replace(sample_document("participant"), paper=paper)  # type: ignore[arg-type]
    (tmp_path / "paper.pdf").write_bytes(to_handout(document, DEFAULT))
    done = subprocess.run(["pdfinfo", str(tmp_path / "paper.pdf")], capture_output=True, check=True, text=True)
    assert f"Page size:       {size} pts" in done.stdout
    assert "Title:           Recognizing Child Sex Trafficking\n" in done.stdout


def test_the_workbook_is_pdf_ua_1(workbook: bytes) -> None:
    report = page.validate_pdf_bytes(workbook, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    assert b"pdfuaid:part" in workbook


def test_heading_levels_never_skip_even_where_the_text_does() -> None:
    skipping = (d.Heading(3, (d.Span("Deep"),)), d.Heading(1, (d.Span("Up"),)), d.Heading(3, (d.Span("Deep again"),)))
    pdf = to_handout(with_blocks(*skipping), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_no_page_but_the_last_is_nearly_empty(workbook: bytes) -> None:
    pages = pdf_text(workbook).split("\f")[:-1]
    assert len(pages) > 5
    written = [text for text in pages if "Your notes" not in text]  # pages of ruled lines hold little text
    assert len(written) >= len(pages) - 2
    assert all(len([line for line in text.splitlines() if line.strip()]) > 6 for text in written)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("modules", [1, 2, 3])
def test_whom_to_call_begins_on_a_right_hand_page_so_that_its_leaf_can_be_taken_out(paper: str, modules: int) -> None:
    document = sample_document("participant")
    many = tuple(replace(document.modules[0], id=f"intro/{n}") for n in range(modules))
    pdf = to_handout(replace(document, paper=paper, modules=many), DEFAULT)  # type: ignore[arg-type]
    pages = pdf_text(pdf).split("\f")[:-1]
    found = [number for number, text in enumerate(pages, start=1) if "A child is in danger now" in text]
    assert [number % 2 for number in found] == [1]
    assert found[0] >= len(pages) - 1


def test_what_to_confirm_is_said_once_on_each_page_of_contacts(workbook: bytes) -> None:
    pages = [text for text in pdf_text(workbook).split("\f") if "Confirm before use" in text]
    assert pages
    assert all(flat(text).count("before you rely on it") == 1 for text in pages)
    assert all(flat(text).count("Numbers not yet checked") == 1 for text in pages)


@pytest.mark.parametrize(
    ("starts", "ends", "printed"),
    [("6:30 PM", "8:00 PM", "6:30–8:00 PM"), ("11:00 AM", "1:00 PM", "11:00 AM–1:00 PM"), ("18:00", "", "18:00")],
)
def test_am_and_pm_are_printed_once_where_both_times_share_them(starts: str, ends: str, printed: str) -> None:
    document = sample_document("participant")
    about = replace(document.about, starts=starts, ends=ends)
    first_page = flat(pdf_text(to_handout(replace(document, about=about), DEFAULT)).split("\f")[0])
    assert f"January 15, 2027, {printed}" in first_page


def test_each_step_of_an_exercise_stands_above_its_own_lines() -> None:
    steps = (paragraph("Name one person."), paragraph("Write the number."))
    pdf = to_handout(with_blocks(d.Exercise("try", "Your plan", (), steps, 30, ())), DEFAULT)
    pages = pdf_text(pdf).split("\f")
    assert [n for n, text in enumerate(pages) if "Name one person." in text] != [
        n for n, text in enumerate(pages) if "Write the number." in text
    ]


def test_a_question_is_not_split_over_two_pages(workbook: bytes) -> None:
    pages = pdf_text(workbook).split("\f")
    together = ("A 16-year-old trades a place to stay", "Trafficking only if someone else profits")
    assert [n for n, text in enumerate(pages) if together[0] in text] == [
        n for n, text in enumerate(pages) if together[1] in text
    ]


def test_typewriter_quotes_are_printed_as_curly_ones() -> None:
    text = pdf_text(to_handout(with_blocks(*paragraph("""She said "it's mine" in the '90s.""")), DEFAULT))
    assert "She said “it’s mine” in the ’90s." in text


def test_a_character_that_the_fonts_lack_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyphError) as refused:
        to_handout(with_blocks(*paragraph("Please call กข today")), DEFAULT)
    assert "U+0E01" in str(refused.value)
    assert "Please call" in str(refused.value)


@pytest.mark.parametrize("text", ["Καλημέρα Здравствуйте", '#read("/etc/passwd") $x$ *a* _b_ @c <d> \\ ]', "café naïve e\u0301"])
def test_any_other_text_is_shown_as_it_is(text: str) -> None:
    pdf = to_handout(with_blocks(*paragraph(text)), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert text.split(maxsplit=1)[0].replace('"', "”", 2)[:6] in pdf_text(pdf)


def test_a_picture_is_shown_with_its_alternative_text(tmp_path: Path) -> None:
    pdf = to_handout(with_blocks(d.Figure(SVG, "image/svg+xml", "A clay bar")), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert b"A clay bar" in unpacked(pdf, tmp_path)


@pytest.mark.parametrize(
    "inside",
    [b'<image href="https://example.org/x.png"/>', b'<image href="secret.png"/>', b"<style>@import 'x.css';</style>"],
)
def test_an_svg_that_reaches_outside_itself_is_refused(inside: bytes) -> None:
    figure = d.Figure(SVG.replace(b"</svg>", inside + b"</svg>"), "image/svg+xml", "A bar")
    with pytest.raises(UsageError, match="outside itself"):
        to_handout(with_blocks(figure), DEFAULT)


def test_a_broken_picture_is_an_error_that_says_so() -> None:
    with pytest.raises(ToolkitError, match="picture"):
        to_handout(with_blocks(d.Figure(b"\x89PNG\r\n\x1a\nbroken", "image/png", "Broken")), DEFAULT)


def test_a_notebook_written_by_hand_makes_a_workbook_too() -> None:
    segment = d.Segment("part-1", "My own part", None, paragraph("My own words."))
    module = d.Module("", "", "", (), (), (), (segment,), (), (), ())
    about = d.About("", "", (), "", "", "", "", 0, None)
    bare = replace(
        sample_document("participant"), subtitle="", about=about, modules=(module,), contacts=(), sources=(), notice=(),
        edition="", licence="",
    )  # fmt: skip
    pdf = to_handout(bare, DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "My own words." in pdf_text(pdf)
