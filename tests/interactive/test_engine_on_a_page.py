"""The engine as part of a page: axe in every look, no request, no shortcut let through, no hostile text let in."""

from __future__ import annotations

import pytest

from tests.browser import needs_browser, visit
from tests.interactive.engine_page import QUIZZES, real_activities, write_page

pytestmark = needs_browser()

FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"

HOSTILE = """<script>window.ran = 1</script><img src=x onerror='window.ran = 1'><b onclick='window.ran = 1'>bold</b>
<a href='javascript:window.ran = 1'>link</a><style>*{display:none}</style><iframe src='https://example.org'></iframe>"""


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}, {"forced_colors": "active"}],
    ids=["light", "dark", "320 px", "forced colours"],
)
def test_axe_finds_nothing_before_and_after_answers(browser, pages, look):
    with visit(browser, pages["all"], **look) as seen:
        page = seen.page
        assert seen.violations() == []
        for question in page.locator(".tk-question").all():
            for field in question.locator("input").all()[:1]:
                field.check()
            for field in question.locator("select").all():
                field.select_option("1")
            question.get_by_role("button", name="Check").click()
            question.get_by_role("button", name="Show me why").click()
        for card in page.locator(".tk-card").all():
            card.locator("input").first.check()
        page.locator(".tk-sort").get_by_role("button", name="Check").click()
        scenario = page.locator(".tk-scenario").first
        scenario.get_by_role("button", name="Begin").click()
        scenario.get_by_role("button", name="Whom to call").click()
        assert seen.violations() == []
        while scenario.locator(".tk-choice").count():
            scenario.locator(".tk-choice").last.click()
        page.locator(".tk-scenario").last.get_by_role("button", name="Begin").click()
        page.locator(".tk-scenario").last.get_by_role("button", name="Leave this scene").click()
        assert seen.violations() == []
        width = look.get("viewport", {}).get("width", 1280)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.outside() == []
        assert seen.files() == [pages["all"].resolve().as_uri()]
        assert seen.complaints == []


def test_text_at_twice_its_size_still_fits_a_narrow_page(browser, pages):
    with visit(browser, pages["all"], viewport={"width": 640, "height": 700}) as seen:
        seen.page.add_style_tag(content="html { font-size: 200% }")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640


def test_every_focusable_element_keeps_notebook_shortcuts_away(browser, pages):
    with visit(browser, pages["all"]) as seen:
        page = seen.page
        scenario = page.locator(".tk-scenario").first
        scenario.get_by_role("button", name="Begin").click()
        scenario.locator(".tk-choice").first.click()
        for question in page.locator(".tk-question").all():
            for field in question.locator("input").all()[:1]:
                field.check()
            question.get_by_role("button", name="Check").click()
        found = page.locator(".tk").locator(FOCUSABLE)
        assert found.count() > 80
        assert found.and_(page.locator(":not([data-lm-suppress-shortcuts='true'])")).count() == 0


def test_plain_keys_do_not_reach_what_holds_the_activity(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate("window.heard = []; document.addEventListener('keydown', e => heard.push(e.key))")
        page.locator("input").first.focus()
        for key in ("d", "d", "x", "ArrowDown", "ArrowUp", "Space", "Enter", "a", "b", "Delete", "Control+s", "Tab"):
            page.keyboard.press(key)
        assert page.evaluate("heard") == ["Control", "s", "Tab"]


def test_hostile_text_is_inert_even_when_it_did_not_come_from_us(browser, pages, show, tmp_path):
    def poisoned(value):
        if isinstance(value, str):
            return value + HOSTILE
        if isinstance(value, list):
            return [poisoned(item) for item in value]
        if isinstance(value, dict):
            kept = ("kind", "mode", "version", "module", "id", "safety", "need")
            return {key: item if key in kept else poisoned(item) for key, item in value.items()}
        return value

    names = [*QUIZZES, "intro/1/new-phone", "intro/1/sort-the-cards", "intro/1/one-next-step"]
    with visit(browser, write_page(tmp_path / "hostile.html", poisoned(real_activities(show, names)))) as seen:
        page = seen.page
        for question in page.locator(".tk-question").all():
            for field in question.locator("input").all()[:1]:
                field.check()
            question.locator(".tk-primary").click()
        page.locator(".tk-scenario .tk-primary").first.click()
        assert page.locator(".tk-choice").count() > 0
        assert page.locator(".tk").locator("script, img, style, iframe, b:not(.tk-number), [onclick]").count() == 0
        assert page.locator(".tk a[href^=javascript]").count() == 0
        assert page.evaluate("window.ran") is None
        assert seen.outside() == []


def test_a_notebook_theme_wins_over_the_system(browser, pages):
    with visit(browser, pages["reflect"], color_scheme="dark") as seen:
        colour = "getComputedStyle(document.querySelector('.tk')).backgroundColor"
        assert seen.page.evaluate(colour) == "rgb(17, 25, 29)"
        seen.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
        assert seen.page.evaluate(colour) == "rgb(255, 255, 255)"
    with visit(browser, pages["reflect"]) as seen:
        seen.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        assert seen.page.evaluate(colour) == "rgb(17, 25, 29)"
