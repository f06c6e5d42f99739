"""Clocks of a story in a browser: said with the scene and not a second time, drawn beside it, and seen in every look."""

from __future__ import annotations

import pytest

from tests.browser import needs_browser, visit
from tests.curricula import clocked_copy
from tests.interactive.engine_page import focused, real_activities, write_page
from toolkit.load import load_curriculum
from toolkit.model.session import Parameters
from toolkit.study import Show

pytestmark = needs_browser()

LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "forced colours": {"forced_colors": "active"},
}
LEAST_CONTRAST = 3
CONTRAST = """([one, other]) => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clock")
    show = Show(load_curriculum(clocked_copy(folder)), ["course/1"], Parameters())
    return write_page(folder / "story.html", real_activities(show, ["course/1/bus-stop"]))


def style(page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")


def test_a_scene_says_its_time_below_its_title_and_announces_nothing_twice(browser, story):
    with visit(browser, story) as seen:
        page = seen.page
        page.get_by_role("button", name="Begin").click()
        scene = page.locator(".tk-scene")
        assert scene.evaluate("e => e.children[1].className") == "tk-time"
        assert scene.locator(".tk-time").inner_text().startswith("Monday, 8:25 p.m. Clock 9: the call. 15 minutes gone. Tell the state line at once")
        assert scene.locator(".tk-time [aria-hidden=true].tk-bar").count() == 1
        assert scene.evaluate("e => e.closest('[aria-live], [role=status]') || e.querySelector('[aria-live], [role]')") is None
        page.locator(".tk-choice").first.click()
        assert focused(page) == "What happens"
        assert "11 hours and 30 minutes gone" in page.locator(".tk-time").inner_text()
        page.get_by_role("button", name="Step back").click()
        assert "15 minutes gone" in page.locator(".tk-time").inner_text()
        assert seen.complaints == []


def test_the_bar_is_as_long_as_what_has_gone_and_goes_on_behind_the_limit(browser, story):
    with visit(browser, story) as seen:
        page = seen.page
        page.get_by_role("button", name="Begin").click()
        page.locator(".tk-choice").first.click()  # on the next morning

        def width(part: str) -> float:
            return page.locator(f".tk-{part}").bounding_box()["width"]

        assert width("bar-gone") / width("bar-limit") == pytest.approx(690 / 1440, abs=0.01)
        assert page.locator(".tk-bar-over").count() == 0
        page.locator(".tk-choice").first.click()  # two days later
        assert "The limit passed 14 hours ago. The rule is still: tell the state line at once." in page.locator(".tk-time").inner_text()
        assert width("bar-gone") / width("bar-limit") == pytest.approx(1, abs=0.02)
        assert width("bar-over") / width("bar-limit") == pytest.approx(14 / 24, abs=0.02)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_the_bar_can_be_told_from_what_is_around_it(browser, story, look):
    with visit(browser, story, **LOOKS[look]) as seen:
        page = seen.page
        page.get_by_role("button", name="Begin").click()
        page.locator(".tk-choice").first.click()
        page.locator(".tk-choice").first.click()
        assert seen.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look].get("viewport", {}).get("width", 1280)
        around, limit = style(page, ".tk-time", "backgroundColor"), style(page, ".tk-bar-limit", "backgroundColor")
        pairs = [
            (style(page, ".tk-bar-limit", "borderTopColor"), around),
            (style(page, ".tk-bar-gone", "backgroundColor"), limit),
            (style(page, ".tk-bar-over", "backgroundColor"), around),
        ]
        assert [pair for pair in pairs if page.evaluate(CONTRAST, list(pair)) < LEAST_CONTRAST] == []


def test_an_ending_without_a_time_says_none(browser, story):
    with visit(browser, story) as seen:
        page = seen.page
        page.get_by_role("button", name="Begin").click()
        page.locator(".tk-choice").nth(0).click()
        page.locator(".tk-choice").nth(1).click()
        assert page.locator(".tk-ending").count() == 1
        assert page.locator(".tk-time").count() == 0
