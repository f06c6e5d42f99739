"""Questions and sorts in a browser: answered by keyboard alone, with feedback that a screen reader is told at once."""

from __future__ import annotations

from tests.browser import needs_browser, visit
from tests.interactive.engine_page import focused, press_until

pytestmark = needs_browser()


def kinds_of(page) -> list[str]:
    return page.evaluate("JSON.parse(document.getElementById('data').textContent).flatMap(d => d.questions.map(q => q.kind))")


def test_every_kind_of_question_is_answered_by_keyboard_alone(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        kinds = kinds_of(page)
        assert set(kinds) == {"single-choice", "several-choices", "true-false", "ordering", "matching"}
        page.keyboard.press("Tab")
        for place, kind in enumerate(kinds):
            inside = f"e.closest('fieldset') === document.querySelectorAll('.tk-question')[{place}]"
            if not focused(page, inside):
                press_until(page, "Tab", inside)
            if kind in ("single-choice", "true-false"):
                page.keyboard.press("ArrowDown")
            elif kind == "several-choices":
                page.keyboard.press("Space")
                page.keyboard.press("Tab")
                page.keyboard.press("Space")
            elif kind == "ordering":
                press_until(page, "Tab", "e.textContent === 'Move down'", 2)
                page.keyboard.press("Enter")
            else:
                for _ in range(page.locator(".tk-question").nth(place).locator("select").count()):
                    page.keyboard.press("ArrowDown")
                    page.keyboard.press("Tab")
            if focused(page, "e.textContent") != "Check":
                press_until(page, "Tab", "e.textContent === 'Check'")
            assert focused(page, inside)
            page.keyboard.press("Enter")
            feedback = page.locator(".tk-question").nth(place).locator(".tk-feedback")
            assert feedback.inner_text(), kind
            assert focused(page) == "Check"  # focus stays where the learner is
            press_until(page, "Tab", "e.textContent === 'Show me why'", 3)
            page.keyboard.press("Enter")
            assert page.locator(".tk-question").nth(place).locator(".tk-why").inner_text()
        answered = page.locator(".tk-progress").all_inner_texts()
        assert answered == ["3 of 3 answered", "3 of 3 answered", "4 of 4 answered"]
        assert seen.complaints == []


def test_a_question_is_a_group_named_by_number_and_prompt_with_one_tab_stop_for_its_options(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        question = seen.page.locator(".tk-question").first
        tree = question.aria_snapshot()
        assert tree.startswith('- group "Question 1 of 3 At a clinic')
        assert tree.count('radio "') == 4
        described = question.get_attribute("aria-describedby").split()
        assert described[-1] == question.locator(".tk-feedback").get_attribute("id")
        question.locator("input").first.focus()
        seen.page.keyboard.press("Tab")
        assert focused(seen.page) == "Check"


def test_feedback_is_there_in_the_same_task_in_a_live_region_that_stood_empty(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        result = seen.page.evaluate("""() => {
            const question = document.querySelector(".tk-question");
            const region = question.querySelector("[role=status][aria-live=polite]");
            const before = region.childNodes.length;
            question.querySelector("input").click();
            question.querySelector(".tk-primary").click();
            return { before, after: region.innerText, same: region.isConnected && region === question.querySelector("[role=status]") };
        }""")
        assert result["before"] == 0
        assert result["after"].startswith("Not the best answer")
        assert result["same"]


def test_a_changed_answer_takes_its_feedback_away_and_another_try_starts_at_the_options(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        question = seen.page.locator(".tk-question").first
        question.locator("input").nth(0).check()
        question.get_by_role("button", name="Check").click()
        question.locator("input").nth(1).check()
        assert question.locator(".tk-feedback").inner_text() == ""
        question.get_by_role("button", name="Check").click()
        question.get_by_role("button", name="Try again").click()
        assert question.locator("input:checked").count() == 0
        assert focused(seen.page, "e.type") == "radio"
        question.get_by_role("button", name="Check").click()
        assert question.locator(".tk-feedback").inner_text() == "Choose an answer first, then check it."
        question.locator("input").nth(2).check()
        question.get_by_role("button", name="Check").click()
        assert question.locator(".tk-feedback").inner_text().startswith("Right")
        assert not question.get_by_role("button", name="Try again").is_visible()


def test_a_moved_step_keeps_focus_and_is_announced(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        order = seen.page.locator(".tk-order")
        first = order.locator("li").first.locator(".tk-order-text").inner_text()
        down = order.get_by_role("button", name=f"Move down {first}")
        down.focus()
        seen.page.keyboard.press("Space")
        seen.page.keyboard.press("Space")
        assert order.locator(".tk-order-text").nth(2).inner_text() == first
        assert focused(seen.page) == "Move down"
        assert seen.page.locator(".tk-order + [aria-live]").inner_text() == f"{first}: now step 3 of 6."
        for _ in range(9):
            seen.page.keyboard.press("Space")
        assert down.get_attribute("aria-disabled") == "true"
        assert focused(seen.page) == "Move down"  # a button at its end stays, so that focus is not lost


def test_a_step_can_be_dragged_too(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        rows = seen.page.locator(".tk-order-row")
        first = rows.first.locator(".tk-order-text").inner_text()
        rows.first.scroll_into_view_if_needed()
        start, end = rows.first.locator(".tk-handle").bounding_box(), rows.nth(3).bounding_box()
        seen.page.mouse.move(start["x"] + 8, start["y"] + 8)
        seen.page.mouse.down()
        seen.page.mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=12)
        seen.page.mouse.up()
        assert rows.nth(3).locator(".tk-order-text").inner_text() == first


def test_a_test_takes_answers_and_tells_nothing(browser, pages):
    with visit(browser, pages["test"]) as seen:
        page = seen.page
        assert page.get_by_role("button", name="Check").count() == 0
        page.locator("input[type=radio]").first.check()
        page.get_by_role("button", name="Use this order").click()
        assert page.locator(".tk-progress").inner_text() == "2 of 4 answered"
        assert page.locator(".tk-feedback, .tk-why, .tk-option-mark").all_inner_texts() == [""] * page.locator(
            ".tk-feedback, .tk-why, .tk-option-mark"
        ).count()
        page.get_by_role("button", name="Hand in my answers").click()
        assert page.locator(".tk-message").inner_text().startswith("2 questions are not answered yet.")
        page.get_by_role("button", name="Hand in my answers").click()
        assert page.locator(".tk-message").inner_text().startswith("Your answers are handed in.")
        handed = [event for event in page.evaluate("events") if event["type"] == "submit"]
        assert len(handed) == 1
        assert handed[0]["answers"]["report-1"] == [0, 1, 2, 3, 4, 5]
        assert handed[0]["answers"]["report-2"] == [0]
        page.reload()
        assert page.locator("input").first.is_disabled()


def test_a_sort_tells_for_each_card_where_it_belongs_and_why(browser, pages):
    with visit(browser, pages["sort"]) as seen:
        page = seen.page
        page.get_by_role("button", name="Check").click()
        assert "no pile yet" in page.locator(".tk-feedback").inner_text()
        for card in page.locator(".tk-card").all():
            card.locator("input").first.focus()
            page.keyboard.press("Space")
        page.get_by_role("button", name="Check").click()
        results = page.locator(".tk-card .tk-result").all_inner_texts()
        assert all(text.startswith(("In the right pile", "Belongs in: ")) and len(text) > 40 for text in results)
        assert {text.split(":")[0] for text in results} >= {"Belongs in"}
        page.reload()
        assert page.locator(".tk-card .tk-result").all_inner_texts() == results
