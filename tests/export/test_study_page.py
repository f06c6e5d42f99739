"""The study page in a browser: alone by keyboard, narrow and enlarged, light and dark, without scripts and on paper."""

from __future__ import annotations

import shutil
import subprocess
from html import escape, unescape

import pytest

from tests.browser import needs_browser, open_browser, visit
from tests.export.study_pages import (
    HOSTILE,
    activity,
    answer_first,
    hostile,
    learner_of,
    two_modules,
    walk_to_the_end,
    write,
)
from tests.interactive.engine_page import focused, press_until

pytestmark = needs_browser()

WIDE = {"viewport": {"width": 1280, "height": 900}}
LOOKS = {
    "light": {**WIDE, "color_scheme": "light"},
    "dark": {**WIDE, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "enlarged twice": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def document(curriculum):
    return learner_of(curriculum, "intro/1")


@pytest.fixture(scope="module")
def path(document, tmp_path_factory):
    return write(tmp_path_factory.mktemp("study") / "study.html", document)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_leaves_the_page_before_and_after_answering(browser, path, look):
    with visit(browser, path, **LOOKS[look]) as seen:
        page = seen.page
        if look == "light":
            assert seen.violations() == []
        answer_first(page, "check-report")
        answer_first(page, "check-define")
        walk_to_the_end(page, "new-phone")
        for row in activity(page, "sort-the-cards").locator(".tk-card").all():
            row.locator(".tk-pile").first.click()
        activity(page, "sort-the-cards").get_by_role("button", name="Check").click()
        assert page.locator(".tk-feedback:not(:empty)").count() >= 8
        assert page.get_by_role("heading", name="Your path").is_visible()
        assert seen.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
        assert seen.outside() == []
        assert seen.files() == [path.resolve().as_uri()]
        assert seen.complaints == []


def test_the_keyboard_meets_the_way_out_first_then_the_way_to_the_text(browser, path):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        page.keyboard.press("Tab")
        assert focused(page) == "Quick exit"
        assert "does not clear your browser’s history" in page.locator("#exit-about").inner_text()
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the text"
        page.keyboard.press("Enter")
        assert focused(page, "e.id") == "main"
        page.keyboard.press("Tab")
        assert page.locator("main :focus").count() == 1


def test_a_quiz_is_answered_and_a_scenario_walked_by_keyboard_alone(browser, path):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        page.evaluate("document.querySelector('#intro-1-check-define a, #intro-1-check-define input').focus()")
        for _ in range(3):
            page.keyboard.press("Space")
            press_until(page, "Tab", "e.textContent === 'Check'")
            page.keyboard.press("Enter")
            press_until(page, "Tab", "e.matches('input, .tk-choice, textarea, #intro-1-check-define ~ * *, .tk-foot button')", 8)
        assert activity(page, "check-define").locator(".tk-feedback:not(:empty)").count() == 3
        assert page.locator("#progress").inner_text().startswith("1 of ")
        press_until(page, "Tab", "e.textContent === 'Begin'", 120)
        page.keyboard.press("Enter")
        scene = activity(page, "new-phone")
        for _ in range(12):
            if scene.get_by_role("heading", name="Your path").count():
                break
            press_until(page, "Tab", "e.matches('.tk-choice')", 6)
            page.keyboard.press("Enter")
        assert scene.get_by_role("heading", name="Your path").is_visible()
        assert page.locator("#progress").inner_text().startswith("2 of ")


def test_a_focused_element_is_never_under_the_bar(browser, path):
    with visit(browser, path, viewport={"width": 640, "height": 450}) as seen:
        page = seen.page
        page.locator("#Sources a").last.focus()
        for _ in range(40):
            page.keyboard.press("Shift+Tab")
            box = page.locator(":focus").bounding_box()
            assert box["y"] + box["height"] > 52, focused(page, "e.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("way", ["click", "Enter", "Escape"])
def test_the_quick_exit_leaves_nothing_to_see_and_no_way_back(browser, path, way):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        for place in ("How it shows up", "Sources", "Key points"):  # going about in the page is no way back to it either
            page.locator("nav").get_by_role("link", name=place).click()
        assert page.url.endswith("key-points")
        if way == "click":
            page.get_by_role("link", name="Quick exit").click()
        elif way == "Enter":
            page.locator("#exit").focus()
            page.keyboard.press("Enter")
        else:
            activity(page, "my-reporting-plan").locator("textarea").focus()
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
            assert page.get_by_role("heading", level=1).count() == 1
            page.keyboard.press("Escape")
        page.wait_for_url("about:blank")
        assert page.locator("body").inner_text() == ""
        page.go_back()
        assert page.url == "about:blank"
        assert seen.outside() == []


def test_two_presses_of_escape_with_another_key_between_are_no_exit(browser, path):
    with visit(browser, path, **WIDE) as seen:
        for key in ("Escape", "Escape", "Shift", "Escape", "Escape"):
            seen.page.keyboard.press(key)
        assert seen.page.get_by_role("heading", level=1).is_visible()


def test_escape_held_down_or_pressed_now_and_then_is_no_exit(browser, path):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        for _ in range(6):
            page.keyboard.down("Escape")  # from the second on it repeats, as a key that is held
        page.keyboard.up("Escape")
        assert page.get_by_role("heading", level=1).is_visible()
        page.wait_for_timeout(2100)
        for pause in (1100, 1100, 0):
            page.keyboard.press("Escape")
            page.wait_for_timeout(pause)
        assert page.get_by_role("heading", level=1).is_visible()


@pytest.mark.parametrize("key", ["Control", "Meta", "Shift"])
def test_a_reader_who_wants_a_tab_of_its_own_for_a_source_gets_it(browser, path, key):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        page.evaluate("addEventListener('click', (event) => { window.taken = event.defaultPrevented; event.preventDefault(); })")
        link = page.locator("main .cite a").first
        link.click(modifiers=[key])
        assert page.evaluate("taken") is False
        assert page.get_by_role("link", name="Back to the text").count() == 0
        link.click()
        assert page.evaluate("taken") is True


def test_the_way_back_from_a_source_leads_to_the_section_when_the_feedback_was_written_anew(browser, path):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        answer_first(page, "check-define")
        quiz = activity(page, "check-define")
        quiz.locator(".tk-feedback .tk-cite").first.click()
        for again in quiz.get_by_role("button", name="Check").all():
            again.evaluate("button => button.click()")
        page.get_by_role("link", name="Back to the text").press("Enter")
        assert "Quick check" in focused(page)
        assert focused(page, "e.parentElement.id") == "intro-1-check-define"
        assert page.locator(":focus").evaluate("e => { const { top } = e.getBoundingClientRect(); return top >= 52 && top < innerHeight; }")


def test_a_source_number_leads_to_its_source_from_prose_and_from_feedback(browser, path):
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        page.locator("main .cite a").first.click()
        target = page.url.partition("#")[2]
        assert target.startswith("source-")
        assert page.locator(f"#{target}").is_visible()
        page.get_by_role("link", name="Back to the text").press("Enter")
        assert focused(page, "e.parentElement.className") == "cite"
        assert page.get_by_role("link", name="Back to the text").count() == 0
        answer_first(page, "check-define")
        links = activity(page, "check-define").locator(".tk-feedback .tk-cite")
        links.first.click()
        number = links.first.inner_text().partition(",")[0]
        assert page.url.endswith(f"#source-{number}")
        assert page.locator(f"#source-{number}").evaluate("e => e.getBoundingClientRect().top") >= 52


@pytest.mark.parametrize("inside", [escape(HOSTILE), HOSTILE], ids=["as it is written", "even if it were not escaped"])
def test_text_from_content_stays_text_in_all_that_answers(browser, document, tmp_path, inside):
    path = write(tmp_path / "study.html", hostile(document, inside))
    with visit(browser, path, **WIDE) as seen:
        page = seen.page
        page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
        answer_first(page, "check-define")
        walk_to_the_end(page, "new-phone")
        assert page.locator("img, main svg[onload], main b:not(.tk-number)").count() == 0
        assert "onerror=alert(1)" in page.locator("h1").inner_text()
        assert seen.outside() == []
        assert seen.files() == [path.resolve().as_uri()]
        assert [each for each in seen.complaints if inside != HOSTILE or "Content Security Policy" not in each] == []


def test_a_course_of_two_modules_lives_on_one_page(browser, tmp_path):
    path = write(tmp_path / "study.html", learner_of(two_modules(tmp_path), "course/1", "course/2", title="A small course"))
    with visit(browser, path, viewport={"width": 320, "height": 640}) as seen:
        page = seen.page
        assert page.locator("#progress").inner_text() == "0 of 6 activities done"
        for choice in page.locator("#course-2-check .tk-question").all():
            choice.locator(".tk-option, .tk-order-row").first.click()
            for box in choice.locator("select").all():
                box.select_option(index=1)
            choice.get_by_role("button", name="Check").click()
        assert page.locator("#progress").inner_text() == "1 of 6 activities done"
        assert seen.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert seen.complaints == []


def test_without_scripts_everything_can_be_read_and_nothing_says_what_is_right(browser, path):
    with visit(browser, path, java_script_enabled=False, **WIDE) as seen:
        page = seen.page
        assert page.get_by_text("Scripts do not run here").is_visible()
        assert activity(page, "check-define").locator(".question").count() == 3
        assert activity(page, "check-define").locator(".question").first.is_visible()
        assert activity(page, "new-phone").locator(".card").first.is_visible()
        assert not page.locator("#keeping").is_visible()
        assert not page.locator("#progress").is_visible()
        shown = page.locator("main").inner_text()
        assert "Turn to card" in shown
        assert "Yes, keep it" not in shown


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_on_paper_there_are_questions_and_cards_and_no_answer_and_no_button(browser, path, document, tmp_path):
    with visit(browser, path, color_scheme="dark", **WIDE) as seen:
        answer_first(seen.page, "check-define")
        walk_to_the_end(seen.page, "new-phone")
        seen.page.pdf(path=tmp_path / "study.pdf", prefer_css_page_size=True)
    call = ["pdftotext", str(tmp_path / "study.pdf"), "-"]
    text = plain(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    data = [b.data for s in document.modules[0].segments for b in s.blocks if hasattr(b, "data")]
    questions = [question for each in data if each["kind"] == "quiz" for question in each["questions"]]
    prompts = [plain(question["prompt"]) for question in questions]
    feedback = [plain(option["feedback"]) for question in questions for option in question.get("options", [])]
    reasons = [plain(choice["reason"]) for each in data for scene in each.get("scenes", []) for choice in scene.get("choices", [])]
    assert len(prompts) > 10
    assert len(feedback) > 30
    assert len(reasons) > 30
    assert [prompt for prompt in prompts if prompt not in text] == []
    assert [words for words in (*feedback, *reasons) if words in text] == []
    for gone in ("Quick exit", "Check", "Begin", "Keep my progress", "Download my record", "On this page", "Your path", "Try again"):
        assert plain(gone) not in plain(text.replace("Checkyourunderstanding", "").replace("Quickcheck", ""))  # titles
    assert plain("Turn to card 2") in text


def plain(text: str) -> str:
    """Letters and digits alone: lines, hyphens and footnotes differ between a page and its print."""
    import re

    without = re.sub(r"<a [^<>]*tk-cite[^<>]*>[^<]*</a>|<sup>[^<]*</sup>|<[^<>]*>", "", text)
    return "".join(filter(str.isalnum, unescape(without)))
