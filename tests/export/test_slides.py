"""Slides as one page: what is in the file, and what a browser makes of it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import Visit, needs_browser, open_browser, visit
from tests.contrast import contrast
from tests.samples import SECRETS, paragraph, sample_document, text
from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.deck.slide import Slide
from toolkit.export.markup import Html, element, safe_address
from toolkit.export.slides.exporter import to_slides
from toolkit.export.slides.fit import BODY_SIZES, fit_slide
from toolkit.export.slides.numbers import slide_numbers
from toolkit.look.measure import count_lines, text_width
from toolkit.look.theme import DEFAULT, Palette, Theme
from toolkit.messages import messages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE = {"width": 1280, "height": 720}
NARROW = {"width": 320, "height": 640}
HOSTILE = "</script></style></title>--><img src=x onerror=alert(1)><b>\"'&{fact}${x}"
LARGEST_FILE = 900_000


def page_of(document: d.Document) -> str:
    return to_slides(document, DEFAULT).decode()


def hostile(value: Any) -> Any:
    """``value`` with markup in every text that content can supply."""
    kept = {"id", "kind", "language", "paper", "access", "reader", "tone", "need", "key", "label", "href", "clock",
            "media_type", "activity", "number", "priority", "safety", "questions"}  # fmt: skip
    if isinstance(value, str):
        return f"{value} {HOSTILE}"
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: hostile(getattr(value, f.name)) for f in fields(value) if f.name not in kept})
    return value


def stressed() -> d.Document:
    """The sample with everything as long as the model, or a person in a hurry, lets it be."""
    whole = sample_document("facilitator")
    module = whole.modules[0]
    words = "responsible adults who notice a change and call the designated person "
    png = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
    options = tuple(d.Labelled(label, text(words * 2)) for label in "ABCDE")
    choices = tuple(d.ChoiceLine(label, text(words * 2), 2, paragraph(words), "safer", ()) for label in "ABCD")
    blocks: d.Blocks = (
        d.Sort("sort", words[:60], paragraph(words * 3), ("Accurate", "A misconception", "It depends", "Ask someone"),
               tuple(d.SortCard(words[:90], "Accurate" if n < 12 else "It depends", words) for n in range(14)), ()),
        d.Quiz("quiz", "Check", (), (
            d.Question("q", 1, "single-choice", "define", paragraph(words * 4), options, (), d.Answer("B", tuple(
                d.Reason(o.label, "", o.label == "B", paragraph(words)) for o in options))),
            d.Question("m", 2, "matching", "define", paragraph(words), options,
                       tuple(d.Labelled(n, text(words)) for n in "12345"), d.Answer("1 A, 2 B, 3 C, 4 D, 5 E", ())),
        )),
        d.Scenario("scene", words[:90], words, paragraph(words * 8), (), (paragraph(words),) * 5, (
            d.SceneCard(1, words[:50], paragraph(words * 3), choices[:2], (), None),
            d.SceneCard(2, words[:50], paragraph(words * 12), choices, (), None),
            d.SceneCard(3, words[:50], paragraph(words * 9), (), paragraph(words), "safer"),
        )),
        d.Discuss("talk", words[:70], "small groups", paragraph(words * 4), (paragraph(words * 2),) * 5, ()),
        d.Exercise("try", words[:70], paragraph(words * 3), (paragraph(words * 2),) * 8, 4, ()),
        d.Reflect("think", words[:70], paragraph(words * 6), 4),
        d.Explain("explain", words[:70], paragraph(words * 6), paragraph(words * 9)),
    )  # fmt: skip
    rich: d.Blocks = (
        *module.segments[0].blocks, d.Figure(png, "image/png", "A dot", text("A dot")),
        *(block for block in module.segments[1].blocks if not isinstance(block, d.Activity)),
        d.Table((text("One"), text("Two"), text("Three")), ((text(words), text(words), text(words)),) * 6),
        d.CodeBlock("x" * 900), d.Quotation(paragraph(words * 9)),
    )  # fmt: skip
    slides = (
        d.SlideSource("points", words * 2, points=(text(words * 2),) * 9),
        d.SlideSource("points", "Few", points=(text("One"), text("Two"))),
        d.SlideSource("statement", words, text=text(words * 5)),
        d.SlideSource("compare", "Two", columns=(d.Column(words[:40], (text(words),) * 7), d.Column("B", (text("b"),)))),
        d.SlideSource("compare", "Four", columns=(d.Column(words[:40], (text(words),) * 4),) * 4),
        d.SlideSource("blocks", "Everything", blocks=rich),
        d.SlideSource("contacts", "Whom to call"),
        *(d.SlideSource("activity", "", activity=block.id) for block in blocks if isinstance(block, d.Activity)),
    )  # fmt: skip
    segment = replace(module.segments[0], blocks=blocks, slides=slides)
    many = replace(module, segments=(segment,), notice=paragraph(words * 22), title=words + words)
    contacts = tuple(replace(c, name=words[:50], hours=words[:60], web="an.address.of.some.length.example.org/report-it") for c in whole.contacts * 2)
    return replace(whole, modules=(many, replace(module, id="intro/2")), title=words + words, contacts=contacts)


# --- the file


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_slides(sample_document(), DEFAULT) == to_slides(sample_document(), DEFAULT)


def test_the_file_is_small_enough_to_mail() -> None:
    assert 200_000 < len(to_slides(sample_document(), DEFAULT)) < LARGEST_FILE


def test_the_policy_names_every_style_and_script_by_hash_and_nothing_else() -> None:
    page = page_of(sample_document())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy[1].replace("&#x27;", "'")
    parts = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL)
    assert len(parts) == 4
    for part in parts:
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in rules
    assert rules.startswith("default-src 'none';")
    assert "unsafe" not in rules
    assert "http" not in rules


def test_every_slide_has_a_number_a_name_and_a_heading() -> None:
    page = page_of(sample_document())
    sections = re.findall(r'<section id="([^"]+)" class="slide [^"]*" aria-label="([^"]+)"', page)
    deck = build_deck(sample_document(), messages("en"))
    assert [anchor for anchor, _ in sections] == [slide.anchor for slide in deck.slides]
    assert len({label for _, label in sections}) == len(sections)
    assert page.count("<h1>") == 1
    assert page.count("<h1>") + page.count("<h2>") == len(sections)


def test_scenes_are_numbered_below_their_scenario() -> None:
    numbers = slide_numbers(build_deck(sample_document(), messages("en")).slides)
    scenes = [number for number in numbers.values() if "." in number]
    assert [scene.split(".")[1] for scene in scenes] == ["1", "2", "3", "4"]


def test_numbers_go_on_where_a_slide_is_continued() -> None:
    document = sample_document()
    module = document.modules[0]
    steps = tuple(paragraph(f"Step {number} " + "asks for a sentence of some length, written with care " * 3) for number in range(8))
    exercise = d.Exercise("long", "Many steps", (), steps, 8, ())
    segment = replace(module.segments[0], blocks=(exercise,), slides=(d.SlideSource("activity", "", activity="long"),))
    page = page_of(replace(document, modules=(replace(module, segments=(segment,)),)))
    lists = re.findall(r'<ol class="steps"(?: start="(\d+)")?>(.*?)</ol>', page, re.DOTALL)[1:]  # behind the objectives
    ends = [0, *accumulate(items.count("<li>") for _, items in lists)]
    assert len(lists) > 1
    assert [int(first or 1) for first, _ in lists] == [end + 1 for end in ends[:-1]]


def test_notes_stand_only_in_hidden_asides() -> None:
    page = page_of(sample_document())
    assert any(secret in page for secret in SECRETS)
    shown = re.sub(r'<aside class="notes" hidden[^>]*>.*?</aside>', "", page, flags=re.DOTALL)
    assert not [secret for secret in SECRETS if secret in shown]


def test_text_is_never_markup() -> None:
    page = page_of(hostile(sample_document()))
    assert page.count("<script>") == 2
    assert "<img" not in page
    assert "onerror=alert(1)&gt;" in page


def test_an_address_that_could_run_is_text() -> None:
    assert safe_address("javascript:alert(1)") is None
    assert safe_address("data:text/html,x") is None
    assert safe_address("https://report.cybertip.org") == "https://report.cybertip.org"
    assert element("p", "<b>", Html("<i>"), title='"<') == '<p title="&quot;&lt;">&lt;b&gt;<i></p>'


def test_a_colour_that_is_not_a_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="ink"):
        to_slides(sample_document(), Theme(palette=Palette(ink="red;}body{display:none")))


def test_light_and_dark_text_colours_have_the_contrast_they_promise() -> None:
    for palette in (DEFAULT.palette, DEFAULT.dark):
        pairs = [(getattr(palette, name), ground) for ground in (palette.paper, palette.mist)
                 for name in ("ink", "muted", "primary", "accent", "remember", "caution", "support", "law", "safer", "mixed", "riskier")]
        pairs += [(getattr(palette, tone), getattr(palette, f"{tone}_soft")) for tone in ("remember", "caution", "support", "law")]
        assert [pair for pair in pairs if contrast(*pair) < 4.5] == []  # fmt: skip


# --- sizes


def test_more_text_never_gets_larger_type() -> None:
    sizes = [fit_slide(Slide("a", "points", "Title", points=(text("some words here " * n),) * 4)).body for n in range(1, 12)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_lines_are_counted_at_spaces_and_inside_words_that_are_too_wide() -> None:
    assert count_lines("one two", 1000, 20) == 1
    assert count_lines("one two", text_width("one t", 20), 20) == 2
    assert count_lines("x" * 100, text_width("x" * 30, 20), 20) == 4


def test_what_the_sample_says_can_be_read_from_the_back_row() -> None:
    for slide in build_deck(sample_document(), messages("en")).slides:
        assert fit_slide(slide).body >= 22, slide.anchor
    assert sorted(BODY_SIZES, reverse=True) == list(BODY_SIZES)


# --- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slides") / "slides.html"
    path.write_bytes(to_slides(sample_document(), DEFAULT))
    return path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slides") / "long.html"
    path.write_bytes(to_slides(stressed(), DEFAULT))
    return path


def anchor(page: Page) -> str:
    """The slide that is shown."""
    shown: str = page.locator(".slides section.slide.present:not([hidden])").last.get_attribute("id") or ""
    return shown


def ready(seen: Visit) -> Page:
    seen.page.wait_for_selector(".reveal.ready")
    return seen.page


def straight_run() -> list[str]:
    return [slide.anchor for slide in build_deck(sample_document(), messages("en")).slides if slide.branch is None]


@needs_browser()
def test_nothing_leaves_the_page_and_nothing_is_refused(browser: Browser, sample: Path) -> None:
    for address in ("", "?print-pdf", "?notes"):
        with visit(browser, sample, address=address, viewport=WIDE) as seen:
            seen.page.wait_for_timeout(200)
            assert seen.outside() == []
            assert seen.files() == [sample.resolve().as_uri()]
            assert seen.complaints == []


@needs_browser()
def test_the_policy_stops_a_script_that_gets_in(browser: Browser, sample: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    attack = '<script>window.ran=1</script><img src="data:," onerror="window.ran=1"><img src="https://example.org/x.png">'
    planted.write_text(sample.read_text(encoding="utf-8").replace("<main>", f"<main>{attack}"), encoding="utf-8")
    with visit(browser, planted, viewport=WIDE) as seen:
        page = ready(seen)
        assert page.evaluate("window.ran") is None
        assert "Content Security Policy" in " ".join(seen.complaints)
        assert seen.refused == ["https://example.org/x.png csp"]


@needs_browser()
def test_hostile_text_shows_as_text(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(to_slides(hostile(sample_document()), DEFAULT))
    with visit(browser, path, viewport=WIDE) as seen:
        page = ready(seen)
        assert page.locator("img").count() == 0
        assert "onerror=alert(1)" in page.locator("h1").inner_text()
        assert seen.complaints == []


@needs_browser()
@pytest.mark.parametrize("which", ["sample", "long"])
def test_nothing_overflows_any_slide(browser: Browser, which: str, request: pytest.FixtureRequest) -> None:
    measure = """() => [...document.querySelectorAll('section.slide')].map(slide => {
        const face = slide.querySelector('.face'), foot = slide.querySelector('.foot');
        const edge = face.getBoundingClientRect().top + (foot ? 720 - 60 : 720);
        const low = Math.max(...[...face.querySelectorAll('.body *')].map(e => e.getBoundingClientRect().bottom));
        const wide = [...face.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth && !e.closest('svg'));
        return {id: slide.id, over: face.scrollHeight > 720 || low > edge, right: face.scrollWidth > 1280 || wide.length > 0,
                low: low - edge, text: slide.className, wide: wide.map(e => e.outerHTML.slice(0, 80))};
    })"""
    with visit(browser, request.getfixturevalue(which), address="?print-pdf", viewport=WIDE) as seen:
        measured = seen.page.evaluate(measure)
    assert len(measured) > 15
    assert [slide for slide in measured if slide["over"] or slide["right"]] == []


@needs_browser()
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_slide(browser: Browser, sample: Path, scheme: str) -> None:
    with visit(browser, sample, viewport=WIDE, color_scheme=scheme, reduced_motion="reduce") as seen:
        page = ready(seen)
        for place, expected in enumerate(straight_run()):
            if place:
                page.keyboard.press("ArrowRight")
            assert anchor(page) == expected
            assert page.locator(f"#{expected} .face").is_visible()
            assert seen.violations() == []
    with visit(browser, sample, address="?print-pdf", viewport=WIDE, color_scheme=scheme) as seen:
        assert seen.page.locator(".face:visible").count() == seen.page.locator("section.slide").count()
        assert seen.violations() == []


@needs_browser()
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["sample", "long"])
def test_axe_finds_nothing_on_a_phone_and_nothing_runs_off_its_edge(
    browser: Browser, which: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(which)
    with visit(browser, path, viewport=NARROW, color_scheme=scheme) as seen:
        assert seen.page.locator(".face:visible").count() == seen.page.locator("section.slide").count()
        assert seen.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        assert seen.violations() == []


@needs_browser()
def test_the_right_arrow_walks_the_straight_run_and_skips_the_scenes(browser: Browser, sample: Path) -> None:
    with visit(browser, sample, viewport=WIDE) as seen:
        page = ready(seen)
        run = straight_run()
        for key, wanted in (("ArrowRight", run[1:]), ("PageUp", run[-2::-1]), ("PageDown", run[1:]), ("ArrowLeft", run[-2::-1])):
            walked = []
            for _ in wanted:
                page.keyboard.press(key)
                walked.append(anchor(page))
            assert walked == wanted


@needs_browser()
def test_a_scenario_can_be_played_with_the_keyboard_alone(browser: Browser, sample: Path) -> None:
    opening = next(s.anchor for s in build_deck(sample_document(), messages("en")).slides if s.layout == "scenario")
    with visit(browser, sample, address=f"#/{opening}", viewport=WIDE) as seen:
        page = ready(seen)
        assert anchor(page) == opening
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert anchor(page) == f"{opening}-card-1"
        page.keyboard.press("b")
        assert anchor(page) == f"{opening}-card-3"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert anchor(page) == opening
        page.keyboard.press("ArrowDown")
        page.keyboard.press("a")
        page.keyboard.press("a")
        assert anchor(page) == f"{opening}-card-4"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert anchor(page) == straight_run()[straight_run().index(opening) + 1]
        page.keyboard.press("ArrowLeft")
        assert anchor(page) == opening


@needs_browser()
def test_notes_show_in_the_speaker_window_and_nowhere_else(browser: Browser, sample: Path) -> None:
    with visit(browser, sample, viewport=WIDE) as seen:
        page = ready(seen)
        with page.expect_popup() as opened:
            page.keyboard.press("s")
        speaker = opened.value
        for _ in range(3):
            speaker.keyboard.press("ArrowRight")
        assert anchor(page) == "intro-1-welcome-1"
        shown = speaker.locator("body").inner_text()
        assert "zebrasay" in shown
        assert "6 min" in shown
        assert "In one sentence" in shown
        assert "zebrasay" not in page.locator("body").inner_text()
        assert not [secret for secret in SECRETS if secret in page.locator("[role=status], [aria-live]").all_inner_texts()]
        assert Visit(speaker).violations() == []
        assert seen.outside() == []
        assert seen.complaints == []


@needs_browser()
@pytest.mark.parametrize("address", ["", "?print-pdf"])
def test_printing_gives_one_page_a_slide_without_notes(browser: Browser, sample: Path, address: str) -> None:
    with visit(browser, sample, address=address, viewport=WIDE) as seen:
        pdf = seen.page.pdf(prefer_css_page_size=True)
        seen.page.emulate_media(media="print")
        shown = seen.page.locator("section.slide .face:visible").count()
        assert "zebrasay" not in seen.page.locator("body").inner_text()
    slides = len(build_deck(sample_document(), messages("en")).slides)
    assert shown == slides
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == slides


@needs_browser()
def test_notes_are_printed_when_they_are_asked_for(browser: Browser, sample: Path) -> None:
    with visit(browser, sample, address="?notes", viewport=WIDE) as seen:
        assert "zebrasay" in seen.page.locator("body").inner_text()
        assert seen.violations() == []


@needs_browser()
def test_without_javascript_every_slide_can_be_read(browser: Browser, sample: Path) -> None:
    with visit(browser, sample, viewport=WIDE, java_script_enabled=False) as seen:
        faces = seen.page.locator("section.slide .face")
        assert faces.count() == len(build_deck(sample_document(), messages("en")).slides)
        assert all(face.is_visible() for face in faces.all())
        assert not seen.page.locator("aside.notes").first.is_visible()
        seen.page.locator('a[data-choice="a"]').first.click()
        assert seen.page.url.endswith("-card-2")


@needs_browser()
def test_help_and_overview_open_and_close_from_the_keyboard(browser: Browser, sample: Path) -> None:
    with visit(browser, sample, viewport=WIDE) as seen:
        page = ready(seen)
        page.keyboard.press("?")
        assert page.locator("#help").is_visible()
        assert seen.violations(within="#help") == []
        page.keyboard.press("Escape")
        assert not page.locator("#help").is_visible()
        page.keyboard.press("o")
        assert page.locator(".overview").count() == 1
        assert page.locator("section.slide h2:visible").count() > 1
        page.keyboard.press("o")
        assert page.locator(".overview").count() == 0


@needs_browser()
@pytest.mark.parametrize(("scheme", "turned"), [("light", DEFAULT.dark.paper), ("dark", DEFAULT.palette.paper)])
def test_one_key_turns_light_slides_dark_and_back(browser: Browser, sample: Path, scheme: str, turned: str) -> None:
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    with visit(browser, sample, viewport=WIDE, color_scheme=scheme) as seen:
        page = ready(seen)
        before = page.evaluate(paper)
        page.keyboard.press("l")
        assert page.evaluate(paper) == turned
        assert seen.violations() == []
        page.keyboard.press("l")
        assert page.evaluate(paper) == before


@needs_browser()
def test_slides_do_not_move_for_those_who_asked_for_stillness(browser: Browser, sample: Path) -> None:
    with visit(browser, sample, viewport=WIDE, reduced_motion="reduce") as seen:
        page = ready(seen)
        assert page.locator(".slides").evaluate("node => getComputedStyle(node).transitionDuration") == "0s"
        page.keyboard.press("ArrowRight")
        assert page.locator("section.present .face").first.evaluate("node => getComputedStyle(node).opacity") == "1"
