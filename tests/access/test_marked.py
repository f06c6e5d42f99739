"""Every page, slide and screen of restricted material says for whom it is; where everyone may look, nothing speaks of vetting."""

from __future__ import annotations

import dataclasses
import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pptx import Presentation

from tests.access.kits import CLEARED, VETTED_BY, Kits, write_kit
from tests.access.planting import Labelled
from tests.access.test_sweep import each_uncleared
from tests.access.twins import RESTRICTED_COURSE, RESTRICTED_PART
from toolkit.errors import UsageError
from toolkit.export.registry import formats
from toolkit.messages import messages
from toolkit.model.clearance import seen

MARK = "For vetted public-safety professionals"
WORDS = re.compile(r"vet(?:ted|ting)\b", re.IGNORECASE)
needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")


def pages_of(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.removesuffix("\f").split("\f")]


def texts_of_slides(path: Path) -> list[str]:
    """The text of each slide with that of its layout, then of each notes page."""
    shown = [
        shapes for slide in Presentation(str(path)).slides
        for shapes in ([*slide.shapes, *slide.slide_layout.shapes], slide.notes_slide.shapes)
    ]  # fmt: skip
    return [" ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame) for shapes in shown]


def said(markup: str) -> str:
    """What a page says, without its tags, styles and scripts."""
    markup = re.sub(r"<(style|script)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def sections_of(path: Path) -> list[str]:
    """Each slide of an HTML deck."""
    found = re.findall(r"<section id=.*?(?=<section\b|</main>|\Z)", path.read_text(encoding="utf-8"), re.DOTALL)
    return [said(section) for section in found]


def test_the_mark_is_the_one_that_the_toolkit_prints():
    assert messages("en")("shared.restricted") == MARK


@needs_pdftotext
def test_every_page_of_a_restricted_pdf_bears_the_mark(kits: Kits):
    folder = kits[CLEARED].folder
    files = sorted(folder.rglob("*.pdf"))
    of_session = [row for row in formats().values() if row.suffix == ".pdf" and row.of == "session"]
    assert len(files) == len(of_session) + 2  # and two reference pages
    for path in files:
        pages = pages_of(path)
        assert [number for number, text in enumerate(pages, start=1) if MARK not in text] == [], path.name
    assert sum(len(pages_of(path)) for path in files) > 40


def test_every_slide_and_every_page_of_notes_bears_the_mark(kits: Kits):
    path = kits[CLEARED].folder / "for-facilitator/slides.pptx"
    texts = texts_of_slides(path)
    assert len(texts) > 200
    assert [number for number, text in enumerate(texts) if MARK not in text] == []


def test_every_slide_in_a_browser_bears_the_mark(kits: Kits):
    texts = sections_of(kits[CLEARED].folder / "for-facilitator/slides.html")
    assert len(texts) > 100
    assert [text[:60] for text in texts if MARK not in text] == []


def test_the_page_to_study_alone_bears_the_mark(kits: Kits):
    markup = (kits[CLEARED].folder / "for-afterwards/study.html").read_text(encoding="utf-8")
    assert MARK in said(markup.partition("<main")[0])
    assert MARK in said(markup)


def test_the_index_says_for_whom_each_file_is_and_who_confirmed_it(kits: Kits):
    text = said((kits[CLEARED].folder / "index.html").read_text(encoding="utf-8"))
    assert text.count(MARK) >= len(kits[CLEARED].found) - 2  # the manifest says it of itself, and so does the report on accessibility
    assert MARK in said((kits[CLEARED].folder / "accessibility.html").read_text(encoding="utf-8"))
    assert MARK in (kits[CLEARED].folder / "manifest.json").read_text(encoding="utf-8")
    assert VETTED_BY in text


@needs_pdftotext
@each_uncleared
def test_where_everyone_may_look_only_the_index_speaks_of_vetting(kits: Kits, sitting):
    folder = kits[sitting].folder
    index = said((folder / "index.html").read_text(encoding="utf-8"))
    line = messages("en")("index.withheld", modules=f"{RESTRICTED_PART}, {RESTRICTED_COURSE}")
    assert index.count(line) == 1
    assert not WORDS.search(index.replace(line, ""))
    texts = [text for path in folder.rglob("*.pdf") for text in pages_of(path)]
    texts += texts_of_slides(folder / "for-facilitator/slides.pptx")
    around = ("index.html", "accessibility.html")  # their style knows the line, whether they have it or not
    texts += [path.read_text(encoding="utf-8") for path in folder.rglob("*.html") if path.name not in around]
    texts.append(said((folder / "accessibility.html").read_text(encoding="utf-8")))
    assert len(texts) > 50
    assert [text[:80] for text in texts if WORDS.search(text)] == []


def test_a_kit_with_a_restricted_page_alone_says_for_whom_that_page_is(labelled: Labelled, tmp_path):
    """The workshop itself may be open: everyone may see its module, and it has a restricted page to take along."""
    view = seen(labelled.curriculum, "open")
    pages = {name: page.model_copy(update={"access": "restricted"}) for name, page in view.pages.items()}
    folder = write_kit(dataclasses.replace(view, pages=pages), CLEARED, tmp_path)
    text = said((folder / "index.html").read_text(encoding="utf-8"))
    assert VETTED_BY in text
    assert MARK in text
    assert messages("en")("index.for-anyone") in text
    assert MARK not in said((folder / "for-afterwards/study.html").read_text(encoding="utf-8"))


def test_a_kit_for_everyone_is_not_put_among_the_files_of_a_cleared_one(labelled: Labelled, kits: Kits, tmp_path):
    """The same session file, first with 'vetted_by' and then without it: restricted pages and other formats would stay."""
    uncleared = CLEARED._replace(vetted=False)
    shutil.copytree(kits[CLEARED].folder, tmp_path / str(uncleared) / "kit")
    with pytest.raises(UsageError, match="holds files for vetted public-safety professionals"):
        write_kit(labelled.curriculum, uncleared, tmp_path)
    shutil.rmtree(tmp_path / str(uncleared) / "kit")
    folder = write_kit(labelled.curriculum, uncleared, tmp_path)
    assert write_kit(labelled.curriculum, uncleared, tmp_path) == folder
