"""A diagram in every file: it is seen, it is told to whoever does not see it, and it holds nothing of what others must not see."""

from __future__ import annotations

import base64
import copy
import io
import re
import shutil
import subprocess
from html import escape
from typing import Any

import nbformat
import page as page_validation
import pytest
from ooxml_integrity.pptx_checks import check_pptx
from openxml_audit import validate_pptx
from pptx import Presentation

from tests.browser import needs_browser, open_browser, visit
from tests.curricula import MODULE, plant
from tests.drawing.pictures import EXAMPLES
from tests.export.diagrams import ALT, flat, with_diagrams, words_in
from tests.export.test_pptx import spelled_out
from toolkit.build import run_notebook
from toolkit.compose_page import compose_page
from toolkit.drawing.cell import markdown
from toolkit.export import document as d
from toolkit.export.outline import to_outline
from toolkit.export.read import read
from toolkit.export.registry import format_named
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.diagram import Diagram
from toolkit.model.session import Parameters, Session

KINDS = list(EXAMPLES)
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}


@pytest.fixture(scope="module")
def curriculum(tmp_path_factory):
    return with_diagrams(tmp_path_factory.mktemp("diagrams"))


@pytest.fixture(scope="module")
def made(curriculum):
    return run_notebook(curriculum, Session(modules=("course/1",)))


@pytest.fixture
def notebook(made):
    return copy.deepcopy(made)


@pytest.fixture(scope="module")
def written(made, tmp_path_factory):
    """Every file of the module, by the name of its format."""
    folder = tmp_path_factory.mktemp("written")

    def write(name: str):
        row = format_named(name)
        path = folder / f"{name}{row.suffix}"
        if not path.exists():
            path.write_bytes(row.exporter()(read(made, row.reader), DEFAULT))
        return path

    return write


def text_of(path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()


def unpacked(path):
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    done = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(path), "-"], capture_output=True, check=True)
    return done.stdout


def alternatives(path) -> list[str]:
    """The alternative texts of a PDF."""
    found = re.findall(rb"/Alt (?:\((.*?)(?<!\\)\)|<([0-9a-fA-F]+)>)", unpacked(path), re.DOTALL)
    return [bytes.fromhex(long.decode()).decode("utf-16") if long else short.decode("latin-1") for short, long in found]


def diagrams_in(document: d.Document) -> list[d.Diagram]:
    return [b for m in document.modules for s in m.segments for b in s.blocks if isinstance(b, d.Diagram)]


# --- on paper


@pytest.mark.parametrize("name", ["handout", "guide"])
def test_paper_shows_each_diagram_as_text_and_tells_all_of_it_in_its_alternative_text(written, name):
    path = written(name)
    report = page_validation.validate_pdf_bytes(path.read_bytes(), profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    alts = [flat(alt) for alt in alternatives(path)]
    if name == "handout":
        shown = flat(text_of(path))
        for kind, picture in EXAMPLES.items():
            [alt] = [alt for alt in alts if flat(ALT.format(kind)) in alt]
            for text in words_in(picture):
                assert flat(text) in shown, text
                assert flat(text) in alt, text


def test_a_reference_page_shows_diagrams_on_paper_and_as_a_notebook(curriculum):
    composed = compose_page(curriculum, curriculum.page("at-a-glance"), Parameters())
    document = read(composed, "participant")
    assert [drawn.id for drawn in diagrams_in(document)] == ["first-hour", *(f"our-{kind}" for kind in EXAMPLES)]
    pdf = format_named("page").exporter()(document, DEFAULT)
    assert page_validation.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "".join(cell.source for cell in nbformat.from_dict(composed).cells).count("<img alt=") == len(EXAMPLES) + 1


# --- slides and study page


def test_slides_and_study_page_name_each_picture_and_tell_it_in_words(written):
    for name in ("slides", "study"):
        whole = written(name).read_text(encoding="utf-8")
        told = flat(re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", "", whole, flags=re.DOTALL)).replace("&amp;", "&").replace("&#x27;", "'"))
        svgs = [svg for svg in re.findall(r"<svg[^>]*>", whole) if 'class="drawn' in svg]
        assert len(svgs) == len(KINDS) * 2
        assert all('role="img"' in svg and 'aria-label="What ' in svg for svg in svgs)
        for picture in EXAMPLES.values():
            for text in words_in(picture):
                assert flat(text) in told, (name, text)
        assert "<nobody>" not in whole


OUTSIDE = """() => [...document.querySelectorAll('svg.drawn')].filter(svg => svg.checkVisibility()).flatMap(svg =>
  [...svg.querySelectorAll('text')].flatMap(text => {
    const t = text.getBoundingClientRect(), shows = b => b.width > 12 && !(t.right < b.left + 1 || t.left > b.right - 1 || t.bottom < b.top + 4 || t.top > b.bottom - 4)
    const boxes = [...svg.querySelectorAll('rect[rx]')].map(rect => rect.getBoundingClientRect()).filter(shows)
    return boxes.filter(b => t.left < b.left - 1 || t.right > b.right + 1).map(() => text.textContent)
  }))"""
"""Texts that leave a box sideways, as this very browser sets them."""


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@needs_browser()
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_study_page_and_the_drawing_fits_its_width(browser, written, look):
    with visit(browser, written("study"), **LOOKS[look]) as seen:
        page = seen.page
        while page.locator("figure.diagram").count() and not page.locator("figure.diagram").first.is_visible():
            page.get_by_role("button", name=re.compile("Continue|Next|Show", re.IGNORECASE)).first.click()
        page.locator("figure.diagram summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("figure.diagram details").first.get_attribute("open") is not None
        assert page.locator("figure.diagram details li").first.is_visible()
        assert seen.violations() == []
        shown, hidden = (".narrow", ".wide") if look == "narrow" else (".wide", ".narrow")
        assert page.locator(f"figure.diagram {shown}").first.is_visible()
        assert not page.locator(f"figure.diagram {hidden}").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
        assert page.get_by_role("img", name=re.compile("What timeline means")).count() == 1
        assert page.evaluate(OUTSIDE) == []
        assert seen.outside() == []
        assert seen.complaints == []


@needs_browser()
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_slide_holds_its_drawing_and_axe_finds_nothing(browser, written, kind, look):
    path = written("slides")
    anchor = f"course-1-report-{KINDS.index(kind) + 1}"
    with visit(browser, path, address=f"#/{anchor}", **LOOKS[look]) as seen:
        page = seen.page
        drawn = page.locator(f"#{anchor} svg.drawn:visible")
        drawn.wait_for()
        assert ("narrow" in drawn.get_attribute("class")) == (look == "narrow")
        box, frame = drawn.bounding_box(), page.locator(f"#{anchor}").bounding_box()
        assert box["width"] > 100
        assert box["height"] > 50
        assert page.evaluate(OUTSIDE) == []
        assert box["x"] + box["width"] <= LOOKS[look]["viewport"]["width"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1
        assert seen.violations(within=f"#{anchor}") == []
        assert seen.outside() == []
        assert seen.complaints == []


# --- PowerPoint


def groups_of(written) -> list[Any]:
    presentation = Presentation(io.BytesIO(written("pptx").read_bytes()))
    return [(slide, shape) for slide in presentation.slides for shape in slide.shapes if shape.name.startswith("Our ")]


def test_powerpoint_gets_native_shapes_in_one_group_that_tells_everything(written):
    found = groups_of(written)
    assert [group.name for _, group in found] == [f"Our {kind}" for kind in EXAMPLES]
    for (slide, group), (kind, picture) in zip(found, EXAMPLES.items(), strict=True):
        described = group._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr")
        shown = flat("".join(run.text or "" for run in group._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")))
        assert flat(ALT.format(kind)) in flat(described)
        for text in words_in(picture):
            assert flat(text) in flat(described), text
            assert flat(text) in shown, text
        ids = slide.shapes.element.xpath("//p:cNvPr/@id")
        assert len(ids) == len(set(ids))
        assert f"Spoken about our {kind}." in slide.notes_slide.notes_text_frame.text


def test_a_group_stays_on_its_slide_and_its_parts_in_the_group(written):
    presentation = Presentation(io.BytesIO(written("pptx").read_bytes()))
    for slide, group in groups_of(written):
        assert group.left >= 0
        assert group.left + group.width <= presentation.slide_width
        assert slide.shapes.title.top + slide.shapes.title.height <= group.top + 2
        assert group.top + group.height <= presentation.slide_height
        spare = 30_000  # EMU: two points, for the edge of a box
        for part in group.shapes:
            assert part.left >= group.left - spare
            assert part.top >= group.top - spare
            assert part.left + part.width <= group.left + group.width + spare
            assert part.top + part.height <= group.top + group.height + spare


def test_a_diagram_with_far_too_much_text_damages_no_slides(notebook, tmp_path):
    steps = cell_of(notebook, "our-steps").metadata[cells.KEY]["diagram"]["picture"]["steps"]
    for step in steps:
        step["text"] = "more than anybody reads " * 1000
    path = tmp_path / "full.pptx"
    path.write_bytes(format_named("pptx").exporter()(read(notebook, "facilitator"), DEFAULT))
    assert not validate_pptx(path).errors


def test_two_checkers_find_nothing_wrong_with_the_slides(written, tmp_path):
    assert not validate_pptx(written("pptx")).errors
    spelled = spelled_out(Presentation(io.BytesIO(written("pptx").read_bytes())), tmp_path / "spelled.pptx")
    found = [finding for finding in check_pptx(spelled) if finding.code not in {"PPT002", "PPT007"}]
    assert not found, "\n".join(map(str, found))  # those two: fits, tightly; the face is not installed here


# --- notebook


def test_a_stock_html_page_of_the_notebook_shows_the_drawing_with_its_meaning(notebook):
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_notebook_node(notebook)
    found = re.findall(r"""<img alt=(?:"|')(.*?)(?:"|') [^>]*?src="data:image/svg\+xml;base64,([^"]+)\"""", page)
    assert len(found) == len(EXAMPLES)
    for (alt, drawn), kind in zip(found, EXAMPLES, strict=True):
        assert alt.startswith(f"What {kind} means")
        svg = base64.b64decode(drawn).decode()
        assert svg.startswith("<svg ")
        assert f'fill="{DEFAULT.palette.paper}"' in svg.partition("</rect>")[0], "no card of its own"
        assert "href" not in svg
    assert page.count("<summary>In words</summary>") == len(EXAMPLES)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.metadata.get(cells.KEY, {}).get("id") == name)


def outline(notebook, reader="participant") -> str:
    return to_outline(read(notebook, reader), DEFAULT).decode()


def every_format(notebook) -> None:
    for name in ("handout", "guide", "slides", "pptx", "study"):
        row = format_named(name)
        assert row.exporter()(read(notebook, row.reader), DEFAULT)


def diagram(notebook, name) -> d.Diagram | None:
    return next((drawn for drawn in diagrams_in(read(notebook, "participant")) if drawn.id == name), None)


def test_a_caption_that_a_person_changed_is_what_every_reader_gets(notebook):
    cell = cell_of(notebook, "our-steps")
    cell.source = cell.source.replace("**Our steps.**", "**What we do here.**").replace("A *note* about it", "Our own note")
    found = diagram(notebook, "our-steps")
    assert found.title == "What we do here."
    note = "".join(span.text for span in found.note)
    assert note.startswith("Our own note & its limits.")
    assert any(span.cites for span in found.note)
    every_format(notebook)


def test_an_untouched_caption_keeps_its_title_its_emphasis_and_its_sources(notebook):
    found = diagram(notebook, "our-rings")
    assert found.title == "Our rings"
    assert [span.text for span in found.note if span.emphasis] == ["note"]
    assert [span.cites for span in found.note if span.cites]


def test_a_line_added_below_a_diagram_stands_below_it(notebook):
    cell = cell_of(notebook, "our-steps")
    cell.source += "\n\nA line of my own."
    assert diagram(notebook, "our-steps")
    assert "A line of my own." in outline(notebook)


def test_a_picture_that_a_person_took_out_leaves_its_words(notebook):
    cell = cell_of(notebook, "our-steps")
    cell.source = re.sub(r"<img [^>]*>", "", cell.source)
    assert diagram(notebook, "our-steps") is None
    assert "Minutes, not hours." in outline(notebook)
    every_format(notebook)


def test_a_cell_that_was_split_shows_the_picture_once(notebook):
    cell = cell_of(notebook, "our-steps")
    picture, _, rest = cell.source.partition("\n\n")
    half = copy.deepcopy(cell)
    cell.source, half.source, half["id"] = picture, rest, f"{cell['id']}-b"
    notebook.cells.insert(notebook.cells.index(cell) + 1, half)
    assert [one.id for one in diagrams_in(read(notebook, "participant"))].count("our-steps") == 1
    assert "its limits" in outline(notebook)
    every_format(notebook)


def test_a_cell_that_lost_its_metadata_is_read_as_a_picture_with_words(notebook):
    cell = cell_of(notebook, "our-timeline")
    cell.metadata = nbformat.NotebookNode()
    assert diagram(notebook, "our-timeline") is None
    figures = [b for m in read(notebook, "participant").modules for s in m.segments for b in s.blocks if isinstance(b, d.Figure)]
    assert [figure.alt.partition(" means")[0] for figure in figures] == ["What timeline"]
    shown = outline(notebook)
    assert "24 hours at most" in shown
    assert "base64" not in shown
    every_format(notebook)


def test_a_cell_whose_data_a_person_broke_stops_no_reader(notebook):
    cell = cell_of(notebook, "our-timeline")
    cell.metadata[cells.KEY]["diagram"]["picture"]["lanes"] = []
    every_format(notebook)
    assert "24 hours at most" in outline(notebook)


# --- who gets what


def test_nothing_of_the_facilitators_comes_in_with_a_diagram(made, written):
    for name in ("handout", "study"):
        row = format_named(name)
        assert "Spoken about" not in outline(made, row.reader)
    assert "Spoken about" not in written("study").read_text(encoding="utf-8")
    assert b"Spoken about" not in unpacked(written("handout"))
    assert "Spoken about" in text_of(written("guide"))


def test_a_diagram_that_was_hidden_or_made_private_reaches_no_participant(notebook):
    cell_of(notebook, "our-steps").metadata["tags"] = ["facilitator"]
    assert "our-steps" not in [one.id for one in diagrams_in(read(notebook, "participant"))]


@pytest.mark.parametrize("fold", ["<details>", "<details open>", "<DETAILS class='mine'>"])
@pytest.mark.parametrize("summary", ["Answer", "In words"])
def test_what_a_person_folds_away_beside_a_diagram_is_for_facilitators(notebook, fold, summary):
    end = fold.split()[0].strip("<>")
    cell_of(notebook, "our-steps").source += f"\n\n{fold}<summary>{summary}</summary>\n\nQuokka.\n\n</{end}>"
    assert diagram(notebook, "our-steps")
    assert "Quokka" not in outline(notebook)
    assert "Quokka" in outline(notebook, "facilitator")


def test_a_folded_part_of_ones_own_is_no_diagrams_words_by_its_name(notebook):
    notebook.cells.insert(-1, nbformat.v4.new_markdown_cell("<details><summary>In words</summary>\n\nQuokka.\n\n</details>"))
    assert "Quokka" not in outline(notebook)


def test_a_diagram_for_facilitators_is_on_no_slide_but_in_their_notes(notebook):
    cell_of(notebook, "our-steps").metadata["tags"] = ["facilitator"]
    document = read(notebook, "facilitator")
    assert "our-steps" not in [drawn.id for drawn in diagrams_in(document)]
    [segment] = [s for m in document.modules for s in m.segments if any(source.diagram == "our-steps" for source in s.slides)]
    told = flat(str([note.blocks for source in segment.slides for note in source.notes]))
    assert flat("Minutes, not hours.") in told
    assert "base64" not in told
    slides = format_named("slides").exporter()(document, DEFAULT).decode()
    assert "Look at our steps" not in slides
    every_format(notebook)


def test_a_diagram_cell_that_lost_its_data_is_read_as_a_picture_with_words(notebook):
    del cell_of(notebook, "our-timeline").metadata[cells.KEY]["diagram"]
    assert diagram(notebook, "our-timeline") is None
    assert "24 hours at most" in outline(notebook)


def test_a_notebook_shows_words_as_typed_where_they_look_like_markdown():
    from markdown_it import MarkdownIt

    titles = ("# of calls", "1. Call", "- wait", "> 18 years", "a ~~b~~ *c* <i>")
    noun = {"id": "odd", "title": "# Odd", "alt": "x", "picture": {"kind": "steps", "steps": [{"title": title} for title in titles]}}
    html = MarkdownIt("commonmark").enable("strikethrough").render(markdown(Diagram.model_validate(noun), "", messages("en")))
    assert [escape(f"{title}.") for title in titles] == re.findall(r"<li>(.*?)</li>", html)


def test_a_diagram_that_two_segments_place_is_drawn_in_both(tmp_path):
    with_diagrams(tmp_path)
    root = tmp_path / "curriculum"
    plant(root, MODULE, "      - kind: callout\n        tone: caution\n", "      - kind: diagram\n        diagram: our-steps\n      - kind: callout\n        tone: caution\n")
    notebook = run_notebook(load_curriculum(root), Session(modules=("course/1",)))
    nbformat.validate(notebook)
    assert [one.id for one in diagrams_in(read(notebook, "participant"))].count("our-steps") == 2
    every_format(notebook)
