"""Progress on the study page: nothing is kept before a yes, everything comes back after it, and one press forgets it all."""

from __future__ import annotations

import json

import pytest

from tests.browser import needs_browser, open_browser, visit
from tests.export.study_pages import activity, answer_first, learner_of, walk_to_the_end, write
from tests.interactive.engine_page import stored

pytestmark = needs_browser()


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def path(curriculum, tmp_path_factory):
    return write(tmp_path_factory.mktemp("study") / "study.html", learner_of(curriculum, "intro/1"))


def say(page, answer: str) -> None:
    page.get_by_role("radio", name=answer).check()


def told(page) -> str:
    return page.locator("#keeping [role=status]").inner_text()


def test_nothing_is_kept_before_a_yes_and_a_reload_starts_anew(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        answer_first(page, "check-define")
        walk_to_the_end(page, "new-phone")
        assert page.locator("#progress").inner_text() == "2 of 7 activities done"
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert page.get_by_role("radio", name="No, forget it").is_checked()
        page.reload()
        assert page.locator("#progress").inner_text() == "0 of 7 activities done"
        assert page.locator(".continue").is_hidden()
        assert page.locator(".tk-option input:checked").count() == 0


def test_a_yes_takes_along_what_was_done_before_it_and_a_reload_goes_on(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        answer_first(page, "check-define")
        say(page, "Yes, keep it")
        assert told(page).startswith("Your progress is kept in this browser")
        assert len(stored(page)) == 2  # the answers and the yes
        activity(page, "new-phone").get_by_role("button", name="Begin").click()
        activity(page, "new-phone").locator(".tk-choice").first.click()
        page.reload()
        assert page.get_by_role("radio", name="Yes, keep it").is_checked()
        assert page.locator("#progress").inner_text() == "1 of 7 activities done"
        assert activity(page, "check-define").locator(".tk-feedback:not(:empty)").count() == 3
        onward = page.get_by_role("link", name="Go on where you stopped: New phone, tired eyes")
        onward.click()
        assert page.url.endswith("#intro-1-new-phone")
        assert activity(page, "new-phone").get_by_role("button", name="Go on where you stopped").is_visible()
        assert seen.violations() == []


def test_the_contents_say_which_parts_are_done(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        part = page.locator("nav li", has_text="What child sex trafficking is")
        assert part.locator(".state").inner_text() == ""
        answer_first(page, "check-define")
        assert part.locator(".state").inner_text().strip() == "done"
        assert page.locator("nav .state:not(:empty)").count() == 1
        activity(page, "check-define").get_by_role("button", name="Start this quiz again").click()
        assert part.locator(".state").inner_text().strip() == "done"  # what was finished once stays finished


def test_a_change_of_mind_takes_everything_off_the_device_and_keeps_it_on_the_page(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        say(page, "Yes, keep it")
        answer_first(page, "check-define")
        assert len(stored(page)) == 2
        say(page, "No, forget it")
        assert told(page).startswith("Your progress is no longer kept")
        assert page.evaluate("localStorage.length") == 0
        assert page.locator("#progress").inner_text() == "1 of 7 activities done"


def test_forget_me_clears_the_page_and_the_browser_notes_included(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        say(page, "Yes, keep it")
        answer_first(page, "check-define")
        notes = activity(page, "my-reporting-plan")
        notes.locator("textarea").fill("The desk on the second floor")
        notes.get_by_role("checkbox").check()
        assert "second floor" in page.evaluate("JSON.stringify(localStorage)")
        page.get_by_role("button", name="Forget me on this device").click()
        assert told(page).startswith("Forgotten.")
        assert page.evaluate("localStorage.length") == 0
        assert page.get_by_role("radio", name="No, forget it").is_checked()
        assert notes.locator("textarea").input_value() == ""
        assert page.locator(".tk-option input:checked, .tk-feedback:not(:empty)").count() == 0
        assert page.locator("#progress").inner_text() == "0 of 7 activities done"


def test_notes_are_kept_by_a_tick_of_their_own_and_stand_in_no_record(browser, path, tmp_path):
    with visit(browser, path, accept_downloads=True) as seen:
        page = seen.page
        notes = activity(page, "my-reporting-plan")
        notes.locator("textarea").fill("The desk on the second floor")
        assert page.evaluate("localStorage.length") == 0
        notes.get_by_role("checkbox").check()
        answer_first(page, "check-define")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download my record").click()
        waiting.value.save_as(tmp_path / "record.json")
        assert waiting.value.suggested_filename == "my-record.json"
        record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
        assert record["format"] == "facilitator-toolkit-record/1"
        assert [(entry["module"], entry["item"]) for entry in record["entries"]] == [("intro/1", "check-define")]
        assert "second floor" not in json.dumps(record)
        assert seen.complaints == []


def test_where_the_browser_keeps_nothing_the_page_says_so_and_goes_on(browser, path):
    with visit(browser, path) as seen:
        page = seen.page
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
        page.reload()
        say_yes = page.get_by_role("radio", name="Yes, keep it")
        say_yes.click()
        assert told(page).startswith("This browser refuses to keep anything")
        assert page.get_by_role("radio", name="No, forget it").is_checked()
        answer_first(page, "check-define")
        assert page.locator("#progress").inner_text() == "1 of 7 activities done"
        assert seen.complaints == []
