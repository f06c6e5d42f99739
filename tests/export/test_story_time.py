"""The time of a scene and its clocks, read where they stand: in the finished file of each format."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from html import unescape

import page as page_validation
import pytest
from pptx import Presentation

from tests.browser import needs_browser, open_browser, visit
from tests.curricula import clocked_copy
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.pdf.answers import describe_map
from toolkit.export.pdf.guide import to_guide
from toolkit.export.pdf.handout import to_handout
from toolkit.export.pdf.key import to_key
from toolkit.export.pptx.exporter import to_pptx
from toolkit.export.read import read
from toolkit.export.slides.exporter import to_slides
from toolkit.export.story_time import story_time_html
from toolkit.export.study.exporter import to_study
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.session import Session
from toolkit.widgets.bundle import bundle

LINES = (
    "Monday, 8:25 p.m. Clock 9: the call. 15 minutes gone. Tell the state line at once, no later than Tuesday, 8:10 p.m.",
    "Tuesday, 7:40 a.m. Clock 9: the call. 11 hours and 30 minutes gone. Tell the state line at once, no later than Tuesday, 8:10 p.m.",
    "Wednesday, 10:10 a.m. Clock 9: the call. The limit passed 14 hours ago. The rule is still: tell the state line at once.",
)
"""In the order of the story."""
AFTER = "Wednesday, 5 p.m."
HOSTILE = "</script><img src=x onerror=alert(1)>\"'&"
ON_SLIDES = d.SlideSource("activity", "", activity="bus-stop")


@pytest.fixture(scope="module")
def curriculum(tmp_path_factory):
    return load_curriculum(clocked_copy(tmp_path_factory.mktemp("clocked")))


@pytest.fixture(scope="module")
def executed(curriculum):
    return run_notebook(curriculum, Session.model_validate({"modules": ["course/1"]}))


def with_scenes_on_slides(document: d.Document) -> d.Document:
    """The document with its scenario on a slide, whatever its segments show."""
    segments = [
        replace(segment, slides=(ON_SLIDES,)) if any(isinstance(block, d.Scenario) for block in segment.blocks) else segment
        for segment in document.modules[0].segments
    ]
    return replace(document, modules=(replace(document.modules[0], segments=tuple(segments)),))


@pytest.fixture(scope="module")
def deck_document(executed):
    return with_scenes_on_slides(read(executed, "facilitator"))


@pytest.fixture(scope="module")
def slides(deck_document, tmp_path_factory):
    path = tmp_path_factory.mktemp("slides") / "slides.html"
    path.write_bytes(to_slides(deck_document, DEFAULT))
    return path


@pytest.fixture(scope="module")
def study(executed, tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "study.html"
    path.write_bytes(to_study(read(executed, "learner"), DEFAULT))
    return path


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def pdf_text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return flat(done.stdout.decode())


def html_text(page: str) -> str:
    return flat(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL))))


@pytest.mark.parametrize("make", [to_handout, to_guide, to_key])
def test_each_card_in_print_says_what_time_it_is_and_how_far_the_clocks_are(executed, make):
    pdf = make(read(executed, "participant" if make is to_handout else "facilitator"), DEFAULT)
    shown = pdf_text(pdf)
    assert [line for line in LINES if line not in shown] == []
    assert AFTER in shown
    report = page_validation.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_map_tells_the_time_of_each_card_and_says_it_to_those_who_hear_the_page(executed):
    document = read(executed, "facilitator")
    [scenario] = [block for segment in document.modules[0].segments for block in segment.blocks if isinstance(block, d.Scenario)]
    assert "Card 1, The stop, Monday, 8:25 p.m.: " in describe_map(scenario, messages("en"))
    shown = pdf_text(to_key(read(executed, "facilitator"), DEFAULT))
    assert shown.count("Monday, 8:25 p.m.") == 2  # on the map, and with the reasons


def test_slides_and_the_study_page_say_it_beside_a_bar_that_says_nothing(slides, study):
    for path in (slides, study):
        page = path.read_text(encoding="utf-8")
        shown = html_text(page)
        assert [line for line in LINES if line not in shown] == []
        bars = re.findall(r'<svg class="clock-bar"[^>]*>', page)
        assert len(bars) >= len(LINES)
        assert all('aria-hidden="true"' in bar for bar in bars)
    assert study.read_text(encoding="utf-8").count("15 minutes gone") == 1  # the engine takes it from the card


def test_pages_for_powerpoint_open_with_it(deck_document):
    prs = Presentation(io.BytesIO(to_pptx(deck_document, DEFAULT)))
    shown = [flat(shape.text_frame.text) for slide in prs.slides for shape in slide.placeholders if shape.has_text_frame]
    for line in LINES:
        assert [text for text in shown if text.startswith(line)] != [], line


def test_each_part_of_a_long_scene_keeps_its_time(deck_document):
    [whole] = [block for segment in deck_document.modules[0].segments for block in segment.blocks if isinstance(block, d.Scenario)]
    first = whole.cards[0]
    long = replace(first, blocks=tuple(d.Paragraph((d.Span("He sits there and waits. " * 20),)) for _ in range(5)))
    [segment] = [each for each in deck_document.modules[0].segments if whole in each.blocks]
    told = replace(segment, blocks=(replace(whole, cards=(long, *whole.cards[1:])),))
    document = replace(deck_document, modules=(replace(deck_document.modules[0], segments=(told,)),))
    parts = [slide for slide in build_deck(document, messages("en")).slides if "card-1" in slide.anchor]
    assert len(parts) > 2
    assert {slide.time for slide in parts} == {first.time}


def test_a_notebook_says_it_to_every_tool(curriculum):
    shown = bundle(cells.ShownScenario(scenario=curriculum.modules["course/1"].scenarios[0]), messages("en"))
    for kind, text in (("text/markdown", "**Monday, 8:25 p.m.** Clock 9"), ("text/plain", "**Monday, 8:25 p.m.** Clock 9")):
        assert text in shown[kind]
    assert [line for line in LINES if line not in html_text(shown["text/html"])] == []


def test_text_of_a_clock_is_never_markup():
    clock = d.RunningClock(HOSTILE, 1500, 1440)
    made = story_time_html(d.SceneTime(HOSTILE, (clock, clock)), lambda _number, text: text)
    assert "<img" not in made
    assert "<script" not in made


def test_a_scene_in_which_no_clock_runs_says_what_time_it_is():
    made = story_time_html(d.SceneTime("Monday, 8 p.m.", ()), lambda _number, text: text)
    assert html_text(made) == "Monday, 8 p.m."
    assert "svg" not in made


def test_a_story_without_clocks_shows_none(executed, curriculum):
    document = read(executed, "learner")
    plain = [block.activity for segment in document.modules[0].segments for block in segment.blocks if isinstance(block, d.Interactive)]
    untimed = [card for block in plain if isinstance(block, d.Scenario) for card in block.cards if card.time is None]
    assert [card.title for card in untimed] == ["Alone"]


@needs_browser()
@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}], ids=["light", "dark", "320 px"]
)
def test_axe_finds_nothing_where_clocks_run_and_the_study_page_fits(browser, study, look):
    with visit(browser, study, **look) as seen:
        page = seen.page
        page.get_by_role("button", name="Begin").click()
        page.locator(".tk-choice").first.click()
        assert flat(page.locator(".tk-time").inner_text()) == LINES[1]
        assert seen.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= look.get("viewport", {}).get("width", 1280)
        assert seen.complaints == []


@needs_browser()
@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_the_bar_on_a_slide_is_as_long_as_what_has_gone_and_nothing_overflows(browser, slides, look):
    with visit(browser, slides, viewport={"width": 1280, "height": 720}, **look) as seen:
        page = seen.page
        later = page.evaluate("[...document.querySelectorAll('.slide')].find(s => s.textContent.includes('11 hours')).id")
        page.evaluate(f"location.hash = '#/{later}'")
        face = page.locator(f"[id='{later}'] .face")
        face.locator(".clock-bar").wait_for(state="visible")
        whole, gone = (face.locator(f".clock-bar .{part}").bounding_box()["width"] for part in ("limit", "gone"))
        assert gone / whole == pytest.approx(690 / 1440, abs=0.02)
        assert face.evaluate("e => e.scrollHeight <= e.clientHeight")
        assert seen.violations() == []
        assert seen.complaints == []
