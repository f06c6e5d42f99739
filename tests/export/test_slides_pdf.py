"""Slides as pages, checked in the finished file: pages, text, links, outline, tags, and nothing that is not on the wall."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import page
import pytest

from tests.export import test_pptx
from tests.export.test_certificate import sheets_and_words
from tests.export.test_pptx import long_scenario, with_scenario, with_slides
from tests.export.test_slides import stressed
from tests.samples import SECRETS, sample_document, text
from tests.vetted import session_of
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.deck import Slide, build_deck
from toolkit.export.pdf.deck_data import placed_slides
from toolkit.export.pdf.slides_pdf import to_slides_pdf
from toolkit.export.pptx.exporter import place_pages
from toolkit.export.read import read
from toolkit.export.slides.numbers import slide_numbers
from toolkit.export.typography import polished
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum

WORDS = messages("en")
SIZE = (960.0, 540.0)
MAKE = """
import hashlib
from tests.samples import sample_document
from toolkit.export.pdf.slides_pdf import to_slides_pdf
from toolkit.look.theme import DEFAULT
print(hashlib.sha256(to_slides_pdf(sample_document(), DEFAULT)).hexdigest())
"""


def rich_document() -> d.Document:
    """The one of the PowerPoint tests, without the one sign that no font of ours can show."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_pptx, "HOSTILE", test_pptx.HOSTILE.replace(" 字", ""))
        return test_pptx.rich_document()


def headed() -> d.Document:
    """The sample with a slide that is called as its segment, and headings on it."""
    return with_slides(d.SlideSource("blocks", "What child sex trafficking is", blocks=(d.Heading(1, text("Inside")), d.Heading(2, text("Deeper")))))


MAKERS = {
    "sample": sample_document, "rich": rich_document, "long": lambda: with_scenario(long_scenario), "stressed": stressed, "headed": headed,
}  # fmt: skip


@cache
def made(name: str) -> tuple[d.Document, bytes]:
    document = MAKERS[name]()
    return document, to_slides_pdf(document, DEFAULT)


def squeezed(words: str) -> str:
    """``words`` as letters alone: where lines break does not matter, nor what a drawn mark is read as."""
    return re.sub(r"[\s\u200b•]+", "", words)


def pages_of(pdf: bytes) -> list[str]:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def as_xml(pdf: bytes, folder: Path) -> ET.Element:
    """What poppler reads: texts with the pages that their links lead to, and the outline."""
    (folder / "slides.pdf").write_bytes(pdf)
    call = ["pdftohtml", "-xml", "-i", "-stdout", str(folder / "slides.pdf")]
    return ET.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", subprocess.run(call, capture_output=True, check=True).stdout))


def links_on(sheet: ET.Element) -> dict[str, int]:
    """The pages that the links of a page lead to, by their words."""
    found: dict[int, str] = {}
    for link in sheet.iter("a"):
        _, _, to = link.get("href", "").partition(".html#")
        if to:
            found[int(to)] = found.get(int(to), "") + "".join(link.itertext())
    return {words.strip(): to for to, words in found.items()}


def line_of(inlines: d.Inlines) -> str:
    return "".join(span.text for span in inlines if not span.cites)


def texts_in(blocks: d.Blocks) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case d.Paragraph() | d.Heading():
                found.append(line_of(block.text))
            case d.Listing():
                found += [words for item in block.items for words in texts_in(item)]
            case d.Callout():
                found += [block.title, *texts_in(block.blocks)]
            case d.Quotation():
                found += texts_in(block.blocks)
            case d.Table():
                found += [line_of(cell) for row in (block.header, *block.rows) for cell in row]
            case d.CodeBlock():
                found += block.text.splitlines()
            case _:
                pass
    return found


def shown_on(slide: Slide) -> list[str]:
    """Every text that a slide gives to be shown."""
    parts = [slide.title, slide.kicker, *(line_of(point) for point in slide.points), *texts_in(slide.blocks)]
    parts += [] if slide.layout == "answer" else [line_of(slide.lead)]
    parts += [words for column in slide.columns for words in (column.title, *map(line_of, column.points))]
    parts += [line_of(option.text) for option in slide.options]
    parts += [] if slide.layout == "answer" else [line_of(item.text) for item in slide.left]
    parts += [line_of(link.text) for link in slide.links]
    parts += [words for contact in slide.contacts for words in (contact.name, contact.hours, contact.number, contact.web)]
    return parts + ([slide.time.now, *(clock.text for clock in slide.time.clocks)] if slide.time else [])


@pytest.mark.parametrize("name", MAKERS)
def test_every_slide_has_a_page_and_the_straight_run_comes_first(name: str) -> None:
    document, pdf = made(name)
    slides = polished(build_deck(document, WORDS)).slides
    in_order = [*(s for s in slides if s.branch is None), *(s for s in slides if s.branch is not None)]
    pages = pages_of(pdf)
    assert len(pages) == len(slides)
    for slide, shown in zip(in_order, pages, strict=True):
        assert squeezed(slide.title) in squeezed(shown)


@pytest.mark.parametrize("name", MAKERS)
def test_every_text_of_every_slide_is_on_its_page(name: str) -> None:
    document, pdf = made(name)
    _, placed = placed_slides(document, WORDS)
    looked_at = 0
    for item, shown in zip(placed, pages_of(pdf), strict=True):
        letters = squeezed(shown)
        for words in shown_on(item.slide):
            looked_at += bool(words)
            if squeezed(words) not in letters:  # a column beside it may be read in between: every word is there
                missing = [word for word in words.split() if squeezed(word) not in letters]
                assert missing == [], (item.number, words)
    assert looked_at > 20


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_lies_outside_the_page_or_on_the_foot(name: str) -> None:
    document, pdf = made(name)
    sheets, words = sheets_and_words(pdf)
    _, placed = placed_slides(document, WORDS)
    assert {(sheet.width, sheet.height) for sheet in sheets} == {SIZE}
    feet = {}
    for word in words:
        assert 0 <= word.left < word.right <= SIZE[0] + 0.5, word
        assert 0 <= word.top < word.bottom <= SIZE[1] + 0.5, word
        slide = placed[word.page - 1]
        if word.text == slide.number and word.top > 480:
            feet[word.page] = word.top
    assert feet.keys() == {place for place, item in enumerate(placed, start=1) if item.slide.layout not in ("title", "closing")}
    for word in words:
        if word.page in feet and word.top < feet[word.page] - 16:
            assert word.bottom < feet[word.page] + 2, word


@pytest.mark.parametrize("name", MAKERS)
def test_lines_do_not_run_into_each_other(name: str) -> None:
    _, words = sheets_and_words(made(name)[1])
    of_page: dict[int, list] = {}
    for word in words:
        of_page.setdefault(word.page, []).append(word)
    for found in of_page.values():
        for place, one in enumerate(found):
            for two in found[place + 1 :]:
                wide = min(one.right, two.right) - max(one.left, two.left)
                high = min(one.bottom, two.bottom) - max(one.top, two.top)
                assert wide < 1.5 or high < 0.45 * min(one.bottom - one.top, two.bottom - two.top), (one, two)


@pytest.mark.parametrize("name", MAKERS)
def test_it_is_pdf_ua_1(name: str) -> None:
    assert page.validate_pdf_bytes(made(name)[1], profile="ua1").is_compliant


def test_the_straight_run_has_the_numbers_of_the_other_formats() -> None:
    document, pdf = made("sample")
    numbers = slide_numbers(build_deck(document, WORDS).slides)
    pages = pages_of(pdf)
    _, placed = placed_slides(document, WORDS)
    for item, shown in zip(placed, pages, strict=True):
        assert item.number == numbers[item.slide.anchor]
        if item.slide.layout not in ("title", "closing"):
            assert item.number in shown.split()
    in_office = [item.page.slide.anchor for item in place_pages(document, WORDS)]
    straight = [item.slide.anchor for item in placed if item.slide.branch is None]
    assert in_office[: len(straight)] == straight
    assert [item.number for item in placed if item.slide.branch is None] == [str(n) for n in range(1, len(straight) + 1)]


def test_links_lead_through_the_story_and_back_to_the_workshop(tmp_path: Path) -> None:
    document, pdf = made("sample")
    xml = as_xml(pdf, tmp_path)
    _, placed = placed_slides(document, WORDS)
    page_of = {item.slide.anchor: place for place, item in enumerate(placed, start=1)}
    looked_at = 0
    for item, sheet in zip(placed, xml.iter("page"), strict=True):
        wanted = {page_of[link.to] for link in item.slide.links} | ({page_of[item.way_out]} if item.way_out else set())
        assert set(links_on(sheet).values()) == wanted, item.slide.anchor
        looked_at += len(wanted)
        if item.slide.branch is not None:  # no page of a story is a dead end
            assert [to for to in wanted if placed[to - 1].slide.branch is None], item.slide.anchor
    assert looked_at > 8


def test_the_outline_lists_each_segment_with_its_slides(tmp_path: Path) -> None:
    document, pdf = made("sample")
    outline = as_xml(pdf, tmp_path).find("outline")
    assert outline is not None
    segments = {segment.title for module in document.modules for segment in module.segments}
    top = [entry.text for entry in outline.findall("item")]
    assert segments <= set(top)
    assert top[-1] == "Scenes: New phone, tired eyes"
    titles = {entry.text for entry in outline.iter("item")}
    assert {slide.title for slide in polished(build_deck(document, WORDS)).slides} <= titles


@pytest.mark.parametrize("name", MAKERS)
def test_headings_start_at_one_and_skip_no_level(name: str) -> None:
    done = subprocess.run(["pdfinfo", "-struct", "-"], input=made(name)[1], capture_output=True, check=True)
    levels = [int(level) for level in re.findall(r"^ *H(\d)\b", done.stdout.decode(errors="replace"), re.MULTILINE)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_notes_stay_off_the_pages() -> None:
    _, pdf = made("sample")
    shown = "".join(pages_of(pdf))
    assert not [secret for secret in SECRETS if secret in shown]
    assert "Hand out the cards" not in shown  # a note of what to do
    assert "Correct" in shown  # the key is what the wall shows


def test_a_restricted_deck_says_so_on_every_page() -> None:
    document = replace(made("sample")[0], access="restricted")
    two = replace(document, modules=(*document.modules, replace(document.modules[0], id="intro/2")))
    for each in (document, two):
        pages = pages_of(to_slides_pdf(each, DEFAULT))
        assert not [shown for shown in pages if "For vetted public-safety professionals" not in " ".join(shown.split())]


def test_a_long_address_breaks_and_stays_on_the_slide() -> None:
    address = "https://www.example.org/" + "a-very-long-way/" * 12
    pdf = to_slides_pdf(with_slides(
        d.SlideSource("compare", "An address", columns=(d.Column("One", (text(address),)), d.Column("Two", (text("x" * 300),)))),
    ), DEFAULT)
    _, words = sheets_and_words(pdf)
    found = [word for word in words if "very-long" in word.text or "xxx" in word.text]
    assert len(found) > 4
    assert max(word.right for word in found if "very" in word.text) < SIZE[0] / 2
    assert max(word.right for word in found) < SIZE[0] - 66


def test_the_same_document_gives_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/nowhere</dir></fontconfig>", encoding="utf-8")
    other = {**os.environ, "HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "TZ": "Asia/Tokyo"}
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", MAKE], env=other, cwd=root, capture_output=True, check=True)
    assert done.stdout.decode().strip() == hashlib.sha256(made("sample")[1]).hexdigest()


def test_every_module_that_ships_keeps_to_its_pages(curriculum: Curriculum) -> None:
    for name in curriculum.modules:
        document = read(run_notebook(curriculum, session_of(curriculum, name)), "facilitator")
        sheets, words = sheets_and_words(to_slides_pdf(document, DEFAULT))
        assert len(sheets) == len(build_deck(document, WORDS).slides)
        assert not [word for word in words if word.right > SIZE[0] - 60 or word.bottom > SIZE[1]]
