"""A scenario in a browser: walked by keyboard, left and resumed, with help one press away."""

from __future__ import annotations

from tests.browser import needs_browser, visit
from tests.interactive.engine_page import focused, press_until

pytestmark = needs_browser()


def test_a_scenario_is_walked_to_its_end_by_keyboard(browser, pages):
    with visit(browser, pages["scenario"]) as seen:
        page = seen.page
        press_until(page, "Tab", "e.textContent === 'Begin'")
        assert page.locator(".tk-scene").count() == 0
        page.keyboard.press("Enter")
        assert focused(page, "e.matches('h4')")
        for _ in range(12):
            if page.get_by_role("heading", name="Your path").count():
                break
            press_until(page, "Tab", "e.matches('.tk-choice')", 6)
            chosen = focused(page)
            page.keyboard.press("Enter")
            assert focused(page) == "What happens"
            assert chosen in page.locator(".tk-consequence").inner_text()
        steps = page.locator(".tk-path > li")
        assert steps.count() >= 2
        for step in steps.all():
            assert any(w in step.inner_text() for w in ("Safer for the child", "Partly safer", "Riskier for the child"))
            assert step.locator("svg").count() == 1
            assert len(step.locator(".tk-step-why").inner_text()) > 20
        assert page.get_by_role("heading", name="What this path did for the child").is_visible()
        taken = steps.count()
        page.keyboard.press("Shift+Tab")
        assert focused(page) == "Step back"  # one key before the heading
        page.keyboard.press("Enter")
        assert page.locator(".tk-choice").count() > 0
        assert focused(page) in ("What happens", page.locator("h4").first.inner_text())
        press_until(page, "Tab", "e.matches('.tk-choice')", 6)
        page.keyboard.press("Enter")
        assert page.locator(".tk-path > li").count() in (0, taken)
        assert seen.complaints == []


def test_a_scenario_goes_on_after_a_reload_behind_its_notice(browser, pages):
    with visit(browser, pages["scenario"]) as seen:
        page = seen.page
        page.get_by_role("button", name="Begin").click()
        page.locator(".tk-choice").nth(1).click()
        title = page.locator(".tk-scene h4").inner_text()
        page.reload()
        assert page.locator(".tk-scene").count() == 0
        page.get_by_role("button", name="Go on where you stopped").click()
        assert page.locator(".tk-scene h4").inner_text() == title
        page.get_by_role("button", name="Step back").click()
        assert page.locator(".tk-scene h4").inner_text() != title


def test_leaving_takes_the_scene_away_and_help_stands_one_press_away(browser, pages):
    with visit(browser, pages["scenario"]) as seen:
        page = seen.page
        assert page.get_by_role("button", name="Whom to call").is_visible()  # also before it begins
        page.get_by_role("button", name="Begin").click()
        opener = page.get_by_role("button", name="Whom to call")
        opener.press("Enter")
        assert opener.get_attribute("aria-expanded") == "true"
        assert "988" in page.locator(".tk-contacts").inner_text()
        page.get_by_role("button", name="Leave this scene").press("Enter")
        assert page.locator(".tk-scene, .tk-choice").count() == 0
        assert focused(page) == "You left the scene"
        assert "911" in page.locator(".tk-stage").inner_text()
        page.reload()
        assert page.get_by_role("heading", name="You left the scene").is_visible()
        page.get_by_role("button", name="Come back to the scene").click()
        assert page.get_by_role("heading", name="Before you begin").is_visible()
