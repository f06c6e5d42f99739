"""A host's look in every finished file: the logo with its words, the line at the foot, and colors in which text can be read."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from dataclasses import asdict, replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import ooxml_integrity
import page
import pytest
from nbconvert.exporters import get_exporter
from openxml_audit import OpenXmlValidator, validate_pptx
from pptx import Presentation

from tests.browser import needs_browser, open_browser, visit
from tests.contrast import contrast
from tests.curricula import SMALL, copy_of_small
from tests.export.word import parts_of
from tests.logos import SVG, address, dots
from tests.samples import sample_document
from toolkit.build import run_notebook
from toolkit.cli import main
from toolkit.compose_page import compose_page
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.kit import Kit, KitFile, to_index
from toolkit.export.look import theme_of
from toolkit.export.read import read
from toolkit.export.registry import format_named, formats
from toolkit.load import find_curriculum, load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model import cells
from toolkit.model.look import Look
from toolkit.model.session import Parameters, Session

ALT, FOOT = "Maple Falls Public Library, an open book", "Maple Falls Public Library, 12 Main Street"
LOGO = d.Figure(dots(), "image/png", ALT, access="open")
YELLOW = d.Look(LOGO, "#FFCC00", "#FFCC00", FOOT)
PALETTES = {"yellow": ("#FFCC00", "#FFCC00"), "navy and red": ("#0A0F1E", "#FF0000"), "pastels": ("#FFD1DC", "#B2F2BB"), "grays": ("#999999", "#000000")}
PDFS = [row.name for row in formats().values() if row.suffix == ".pdf"]
PAPERS = dict(zip(PDFS, ("letter", "a4") * len(PDFS), strict=False))


PLAIN = {"wallet-card", "poster", "table-tents", "sign-in", "self-care"}
"""Sheets without a logo: each has another thing to say, from afar or on little room. Colors are the host's."""

OWN_FOOT = {"slides-handout", "evaluation", "wallet-card", "poster", "table-tents", "sign-in", "certificate"}
"""Sheets whose foot says something of their own, that no sheet is a reporting channel for one."""


def dressed(reader: d.Reader, look: d.Look = YELLOW, **changes: Any) -> d.Document:
    return replace(sample_document(reader), look=look, **changes)


@cache
def taught(reader: d.Reader) -> d.Document:
    """A workshop with questions enough for a test."""
    root = find_curriculum()
    return replace(read(run_notebook(load_curriculum(root), Session(modules=("intro/1",))), reader), look=YELLOW)


@cache
def made(name: str) -> bytes:
    """The file of a format, in yellow, on one of the two papers."""
    row, paper = format_named(name), PAPERS.get(name, "letter")
    document = replace(taught(row.reader), paper=paper) if row.needs_forms else dressed(row.reader, paper=paper)
    return row.exporter()(document, DEFAULT)


def pdf_text(data: bytes) -> list[str]:
    """Each page's text."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def opened(data: bytes) -> str:
    """The PDF without its filters."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        call = ["qpdf", "--qdf", "--object-streams=disable", "--warning-exit-0", file.name, "-"]
        return subprocess.run(call, capture_output=True, check=True).stdout.decode("latin-1")


def colors_of_text(plain: str) -> set[str]:
    """The colors in which letters are set."""
    found = re.findall(r"/c\d cs ([\d. ]+) scn\s+BT", plain)
    assert found
    parts = [[round(255 * float(part)) for part in color.split()] for color in found]
    return {"#" + "".join(f"{part:02X}" for part in (color if len(color) == 3 else color * 3)) for color in parts}


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_shows_the_look_and_can_be_read(name: str) -> None:
    if name == "page":
        row = format_named(name)
        small = load_curriculum(SMALL)
        look = Look(logo=address(SVG, "image/svg+xml"), logo_alt=ALT, primary="#FFCC00", accent="#FFCC00", footer=FOOT)
        data = row.exporter()(read(compose_page(small, small.page("at-a-glance"), Parameters(), look), row.reader), DEFAULT)
    else:
        data = made(name)
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    plain, pages = opened(data), pdf_text(data)
    told = f"Alt({ALT})" in plain.replace("\\", "") or f"Alt ({ALT})" in plain.replace("\\", "")
    assert told == (name not in PLAIN)
    assert ("/S /Figure" in plain) == told
    assert any(FOOT in text for text in pages) == (name not in OWN_FOOT)
    palette = theme_of(dressed("facilitator"), DEFAULT).palette
    unread = {
        color for color in colors_of_text(plain) if contrast(color, "#FFFFFF") < 4.5 and contrast(color, palette.primary) < 4.5
    }
    assert unread <= {palette.line.upper()}  # the dots of a table of contents


def test_covers_have_a_stripe_in_the_very_color_that_is_too_pale_for_text() -> None:
    assert "1 0.8 0 scn" in opened(made("handout"))


@pytest.mark.parametrize("name", ["handout", "slides-pdf"])
def test_who_may_have_a_restricted_file_is_said_as_loudly_as_ever(name: str) -> None:
    row = format_named(name)
    base = sample_document(row.reader)
    about = replace(base.about, vetted_by="Sheriff V.")
    plain = pdf_text(row.exporter()(replace(base, access="restricted", about=about), DEFAULT))
    mine = pdf_text(row.exporter()(replace(base, access="restricted", about=about, look=YELLOW), DEFAULT))
    said = "vetted public-safety professionals"
    assert len(mine) == len(plain)
    assert [text.count(said) for text in mine] == [text.count(said) for text in plain]
    assert all(text.count(said) for text in mine)


def test_without_a_look_there_is_no_logo_and_the_foot_is_the_host() -> None:
    data = format_named("handout").exporter()(sample_document("participant"), DEFAULT)
    assert "/S /Figure" not in opened(data)
    assert "Springfield Library" in pdf_text(data)[1]


def test_slides_for_powerpoint_have_the_theme_and_one_logo_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(made("pptx"))
    assert not validate_pptx(path).errors
    slides = list(Presentation(io.BytesIO(made("pptx"))).slides)
    logos = [[each for each in slide.shapes if each.shape_type == 13 and each._element.nvPicPr.cNvPr.get("descr") == ALT] for slide in slides]
    assert [len(found) for found in logos] == [1] + [0] * (len(slides) - 1)
    assert FOOT in " ".join(shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)
    theme = parts_of(made("pptx"))["ppt/theme/theme1.xml"].decode()
    colors = {name: f"#{value}" for name, value in re.findall(r'<a:(\w+)><a:srgbClr val="(\w{6})"', theme)}
    for name in ("dk1", "dk2", "accent1", "accent2", "accent3", "accent4", "hlink", "folHlink"):
        assert contrast(colors[name], colors["lt1"]) >= 4.5
        assert contrast(colors[name], colors["lt2"]) >= 4.5


@pytest.mark.parametrize("name", ["handout-docx", "guide-docx"])
def test_word_files_have_the_theme_the_foot_and_the_logo_with_its_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(made(name))
    assert OpenXmlValidator().validate(path).is_valid
    assert not ooxml_integrity.check(path)
    parts = parts_of(made(name))
    assert parts["word/document.xml"].decode().count(f'descr="{ALT}"') == 2  # the frame and the picture in it
    assert FOOT in parts["word/footer1.xml"].decode()
    palette = theme_of(dressed("facilitator"), DEFAULT).palette
    assert f'<a:accent1><a:srgbClr val="{palette.primary[1:]}"' in parts["word/theme/theme1.xml"].decode()
    assert not [part for part in parts.values() if b"FFCC00" in part]


def test_a_drawing_is_made_into_dots_where_a_format_needs_them() -> None:
    look = d.Look(d.Figure(SVG, "image/svg+xml", ALT, access="open"))
    for name, folder in (("handout-docx", "word/media/"), ("pptx", "ppt/media/")):
        row = format_named(name)
        parts = parts_of(row.exporter()(dressed(row.reader, look), DEFAULT))
        assert [part[:4] for path, part in parts.items() if path.startswith(folder)] == [b"\x89PNG"]


@pytest.fixture(scope="module")
def browser():
    with open_browser() as found:
        yield found


def web_page(name: str, look: d.Look) -> bytes:
    if name == "index":
        kit = tuple(KitFile(row.name, row.title, row.path) for row in formats().values())
        return to_index(Kit("evening", dressed("facilitator", look), kit), DEFAULT)
    row = format_named(name)
    return made(name) if look == YELLOW else row.exporter()(dressed(row.reader, look), DEFAULT)


@needs_browser()
@pytest.mark.parametrize(
    ("name", "colors", "scheme"),
    [("slides", "yellow", "light"), ("study", "yellow", "light"), ("study", "yellow", "dark"), ("study", "navy and red", "dark"),
     ("index", "pastels", "light"), ("index", "navy and red", "dark"), ("index", "grays", "light"), ("index", "yellow", "dark")],
)  # fmt: skip
def test_pages_in_difficult_colors_pass_axe_in_light_and_dark(browser, tmp_path: Path, name: str, colors: str, scheme: Any) -> None:
    path = tmp_path / f"{name}.html"
    path.write_bytes(web_page(name, d.Look(LOGO, *PALETTES[colors], FOOT)))
    with visit(browser, path, color_scheme=scheme) as seen:
        logo = seen.page.get_by_role("img", name=ALT)
        logo.wait_for()
        assert logo.count() == 1
        box = logo.bounding_box()
        assert box is not None
        assert 20 < box["height"] < 130
        assert seen.violations() == []
        assert seen.outside() == []
        assert seen.complaints == []
    assert FOOT in unescape(path.read_text(encoding="utf-8"))


def test_the_notebook_carries_the_look_to_stock_nbconvert(tmp_path: Path) -> None:
    small = load_curriculum(SMALL)
    look = Look(logo=address(dots()), logo_alt=ALT, primary="#FFCC00", footer=FOOT)
    notebook = run_notebook(small, Session(modules=("course/1",), look=look, organization="Maple Falls Public Library"))
    saved = nbformat.reads(nbformat.writes(notebook), as_version=4)
    row = format_named("handout")
    ours = row.exporter()(read(notebook, row.reader), DEFAULT)
    theirs, _ = get_exporter("handout")().from_notebook_node(saved, {"metadata": {"path": str(SMALL)}})
    assert theirs == ours
    assert FOOT in pdf_text(theirs)[1]
    assert f"Alt({ALT})" in opened(theirs).replace("\\", "")


@pytest.mark.parametrize(
    "logo",
    ["logo.png", "https://example.org/logo.png", address(dots()[:300]), address(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"),
     address(b"a", "text/html")],
)  # fmt: skip
def test_a_notebook_with_a_spoilt_logo_is_refused(logo: str) -> None:
    small = load_curriculum(SMALL)
    notebook = run_notebook(small, Session(modules=("course/1",)))
    notebook.metadata[cells.KEY]["look"] = {"logo": logo, "logo_alt": ALT}
    with pytest.raises(UsageError, match="Export the session anew"):
        read(notebook, "participant")


def test_a_notebook_in_white_is_refused() -> None:
    with pytest.raises(UsageError, match="#FFFFFF is too near to white"):
        theme_of(dressed("participant", d.Look(primary="#FFFFFF")), DEFAULT)


def test_the_export_says_which_color_is_used_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = copy_of_small(tmp_path)
    (tmp_path / "logo.png").write_bytes(dots())
    look = f'look: {{logo: logo.png, logo_alt: "{ALT}", primary: "#FFCC00"}}'
    (tmp_path / "mine.yaml").write_text(f"modules: [course/1]\ndate: 2027-01-15\nstart: '18:30'\n{look}\n", encoding="utf-8")
    call = ["export", "mine.yaml", "--format", "calendar", "--curriculum", str(root)]
    assert main(call) == 0
    used = theme_of(dressed("participant", d.Look(primary="#FFCC00")), DEFAULT).palette.primary
    assert f"  #FFCC00 is too pale for text on white (1.5:1); {used} is used there instead\n" in capsys.readouterr().out
    (tmp_path / "mine.yaml").write_text("modules: [course/1]\nlook: {logo: gone.png, logo_alt: Maple Falls}\n", encoding="utf-8")
    before = (tmp_path / "exports/mine/index.html").read_bytes()
    assert main(call) == 1
    assert "mine.yaml:2:14  session-logo-is-a-picture" in capsys.readouterr().err
    assert (tmp_path / "exports/mine/index.html").read_bytes() == before


def test_the_same_look_gives_the_same_bytes() -> None:
    for name in ("pptx", "handout-docx", "slides"):
        row = format_named(name)
        assert row.exporter()(dressed(row.reader, paper=PAPERS.get(name, "letter")), DEFAULT) == made(name)
    assert asdict(theme_of(dressed("participant"), DEFAULT)) == asdict(theme_of(dressed("facilitator"), DEFAULT))
