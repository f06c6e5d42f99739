"""The learner's home on a page: role, where to go on, certificate, record, forgetting; with a kernel that answers and one that does not."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any

import pytest

from tests.browser import needs_browser, visit
from tests.interactive.engine_page import focused, press_until, stored
from toolkit.interactive.client_data import client_words
from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.messages import messages

pytestmark = needs_browser()

WORDS = client_words(messages("en"))
LOOKS = [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 700}}, {"forced_colors": "active"}]
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
_SCRIPT = """
const { data, config, answering } = JSON.parse(document.getElementById("data").textContent);
window.sent = [];
const listeners = [];
window.say = (message) => listeners.forEach((listener) => listener(message));
const link = {
  send: (message) => { sent.push(message); const answer = window.answers?.[message.type]; if (answer) queueMicrotask(() => say(answer)); },
  on: (listener) => listeners.push(listener),
};
window.answers = answering;
window.store = createStore();
window.handle = mount(document.getElementById("home"), data, { store, link: config.link ? link : null, views: { home: homeView } });
"""


def module(number: int, title: str, done: int, finished: str | None = None, course: str = "intro") -> dict[str, Any]:
    items = [
        {"id": f"check-{n}", "title": f"Check your understanding, part {n}", "kind": "quiz"} for n in range(1, 4)
    ] + [{"id": "story", "title": "New phone, tired eyes", "kind": "scenario"}]
    return {
        "id": f"{course}/{number}", "title": title, "subtitle": "What it is, what you may notice, and what to do", "minutes": 60,
        "path": f"{course}/{number}-a b.ipynb", "items": items, "done": [item["id"] for item in items[:done]], "finished": finished,
    }  # fmt: skip


def course(name: str, title: str, modules: list[dict[str, Any]], roles: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": name, "title": title, "summary": "<p>What it is, and how adults can <em>notice</em> it.</p>", "roles": list(roles),
        "finished": all(each["finished"] for each in modules), "minutes": 60 * len(modules), "modules": modules,
    }  # fmt: skip


STATE: dict[str, Any] = {
    "role": None,
    "courses": [
        course("intro", "Introduction to Child Sex Trafficking", [
            module(1, "Recognizing Child Sex Trafficking", 4, "2026-11-22"), module(2, "Vulnerabilities and Grooming", 2), module(3, "Trauma", 0),
        ]),
        course("welfare", "Child Welfare", [module(1, "Legislation", 4, "2026-11-20", "welfare")], ("child-welfare",)),
    ],
    "next": {"why": "continue", "module": "intro/2", "title": "Vulnerabilities and Grooming", "path": "intro/2-a b.ipynb", "item": "New phone, tired eyes"},
    "folder": "",
}  # fmt: skip
DATA: dict[str, Any] = {
    "kind": "home", "id": "home", "module": "", "mode": "practice", "version": "v1", "title": "Start here", "words": WORDS,
    "roles": [
        {"id": "community", "title": "Community members", "description": "Neighbors, volunteers and faith groups."},
        {"id": "child-welfare", "title": "Child-welfare professionals", "description": "Caseworkers and supervisors."},
        {"id": "judiciary", "title": "Judges and court professionals", "description": "Judges, court staff and attorneys."},
    ],
    **{key: value for key, value in STATE.items() if key != "folder"},
}  # fmt: skip
PDF = b"%PDF-1.7 a certificate"
ANSWERS = {
    "hello": {"type": "home", "data": STATE, "record": "r1", "gone": []},
    "certificate": {"type": "certificate", "course": "welfare", "file": "certificate-welfare.pdf", "base64": base64.b64encode(PDF).decode()},
    "record": {"type": "record", "file": "my-study-record.json", "text": '{"entries": []}\n'},
    "forget": {"type": "forgotten", "record": "r2"},
}  # fmt: skip


def write_home(path, *, answering=None, link=True, jupyter=None, **changes):
    """A page that shows a home; ``answering`` is what its kernel says to which message."""
    given = {"data": DATA | changes, "config": {"link": link}, "answering": answering}
    page = "" if jupyter is None else f"<script id=jupyter-config-data type=application/json>{json.dumps(jupyter)}</script>"
    inert = json.dumps(given).replace("<", "\\u003c")
    path.write_text(
        f'<!doctype html><html lang=en><head><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="{_POLICY}">'
        "<meta name=viewport content='width=device-width'><title>Home</title><style>html{color-scheme:light dark}body{margin:.5rem}</style>"
        f"<style>{engine_css()}</style></head><body><main><h1>Start here</h1><h2>Your courses</h2><div id=home></div></main>{page}"
        f"<script type=application/json id=data>{inert}</script><script type=module>{engine_module()}{_SCRIPT}</script></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def home(folder):
    return write_home(folder / "home.html", answering=ANSWERS)


@pytest.fixture(scope="module")
def silent(folder):
    return write_home(folder / "silent.html")


def sent(page, kind):
    return [message for message in page.evaluate("sent") if message["type"] == kind]


def told(page, area):
    return page.locator(f"{area} [role=status]").inner_text()


def headings(page):
    return page.locator(".tk :is(h3, h4)").filter(visible=True).all_inner_texts()


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "320 px", "forced colours"])
def test_axe_finds_nothing_with_everything_open(browser, home, look):
    with visit(browser, home, **look) as seen:
        page = seen.page
        assert seen.violations() == []
        page.get_by_label("Judges").check()
        for summary in page.locator("summary").all():
            summary.click()
        page.get_by_role("button", name="Make my certificate").click()
        page.get_by_role("button", name="Forget me").click()
        assert seen.violations() == []
        page.get_by_role("button", name="Done").click()
        assert seen.violations() == []
        width = look.get("viewport", {}).get("width", 1280)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.outside() == []
        assert seen.complaints == []


def test_what_comes_first_is_where_the_learner_stopped(browser, home):
    with visit(browser, home) as seen:
        assert headings(seen.page)[0] == "Continue where you stopped"
        first = seen.page.locator(".tk-home-next")
        assert "You stopped at “New phone, tired eyes”." in first.inner_text()
        assert first.get_by_role("link", name="Open Vulnerabilities and Grooming").get_attribute("href") == "intro/2-a%20b.ipynb"


def test_a_new_learner_is_shown_a_place_to_start_and_one_who_is_done_is_thanked(browser, folder):
    start = {**STATE["next"], "why": "start", "item": None}
    with visit(browser, write_home(folder / "start.html", next=start)) as seen:
        assert headings(seen.page)[0] == "A good place to start"
        assert "You stopped" not in seen.page.locator(".tk-home-next").inner_text()
    done = [each for each in STATE["courses"] if each["finished"]]
    with visit(browser, write_home(folder / "done.html", next=None, courses=done)) as seen:
        assert "You have finished everything" in seen.page.locator(".tk-home-next").inner_text()


def test_what_is_done_stands_in_words_beside_the_marks(browser, home):
    with visit(browser, home) as seen:
        rows = seen.page.locator(".tk-home-modules > li")
        words = [row.locator(".tk-home-far").inner_text() for row in rows.all()[:3]]
        assert [" ".join(each.split()) for each in words] == [
            "60 minutes Finished on November 22, 2026", "60 minutes 2 of 4 done", "60 minutes Not started yet",
        ]  # fmt: skip
        assert [row.locator(".tk-home-filled").count() for row in rows.all()[:3]] == [4, 2, 0]
        rows.nth(1).locator("summary").click()
        assert rows.nth(1).locator(".tk-home-todo li").all_inner_texts() == [
            "Check your understanding, part 1\nDone", "Check your understanding, part 2\nDone",
            "Check your understanding, part 3\nStill open", "New phone, tired eyes\nStill open",
        ]  # fmt: skip


def test_a_role_changes_the_list_at_once_and_no_course_goes_out_of_reach(browser, home):
    with visit(browser, home) as seen:
        page = seen.page
        assert page.locator("input[type=radio]:checked").count() == 0
        assert page.locator(".tk-home-others").count() == 0
        page.get_by_label("Judges").check()
        assert sent(page, "role") == [{"type": "role", "role": "judiciary"}]
        assert "Courses for you: Judges and court professionals" in headings(page)
        assert page.locator(".tk-home-others h4").all_text_contents() == ["Child Welfare"]
        assert page.locator(".tk-home > [role=status].tk-unseen").inner_text() == "The courses below are for: Judges and court professionals."
        page.get_by_label("Child-welfare").check()
        assert page.locator(".tk-home-others").count() == 0
        page.get_by_role("button", name="Done").click()
        assert focused(page, "e.textContent") == "Change"
        assert page.locator(".tk-home-chosen").inner_text() == "Child-welfare professionals"
        page.keyboard.press("Enter")
        assert focused(page, "e.value") == "child-welfare"
        page.get_by_label("I would rather not choose").check()
        assert sent(page, "role")[-1] == {"type": "role", "role": None}
        assert "Courses" in headings(page)


def test_a_role_that_the_record_knows_needs_no_question(browser, folder):
    with visit(browser, write_home(folder / "known.html", role="child-welfare")) as seen:
        assert seen.page.locator("fieldset").is_hidden()
        assert seen.page.locator(".tk-home-chosen").inner_text() == "Child-welfare professionals"


def test_a_role_chosen_without_a_kernel_reaches_it_later_and_then_leaves_the_browser(browser, silent):
    with visit(browser, silent) as seen:
        page = seen.page
        page.get_by_label("Judges").check()
        assert len(stored(page)) == 1
        page.reload()
        assert page.locator(".tk-home-chosen").inner_text() == "Judges and court professionals"
        page.evaluate("message => say(message)", ANSWERS["hello"])
        assert sent(page, "role")[-1] == {"type": "role", "role": "judiciary"}
        assert page.locator(".tk-home-chosen").inner_text() == "Judges and court professionals"
        assert len(stored(page)) == 1  # until the record has said that it has it
        page.evaluate("message => say(message)", {"type": "home", "data": {**STATE, "role": "judiciary"}})
        assert page.locator(".tk-home-chosen").inner_text() == "Judges and court professionals"
        assert stored(page) == []


def test_answers_from_a_time_without_a_kernel_are_handed_over_and_marked_as_known(browser, silent):
    with visit(browser, silent) as seen:
        page = seen.page
        page.evaluate("store.save({module: 'intro/1', item: 'check-1', version: 'x'}, {done: true})")
        page.evaluate("store.save({module: 'intro/1', item: 'notes', version: 'x'}, {text: 'mine'}, {secret: true})")
        page.evaluate("store.save({module: 'intro/2', item: 'check-1', version: 'x'}, {done: true})")
        page.reload()
        hello = sent(page, "hello")[0]
        assert [(entry["module"], entry["item"]) for entry in hello["entries"]] == [("intro/1", "check-1"), ("intro/2", "check-1")]
        gone = {**ANSWERS["hello"], "gone": [{"module": "intro/2", "item": "check-1"}]}
        page.evaluate("message => say(message)", gone)
        kept = page.evaluate("store.export().entries")
        assert [(entry["item"], entry["seen"]) for entry in kept] == [("check-1", "r1")]
        assert "mine" in page.evaluate("JSON.stringify(localStorage)")


def test_everything_can_be_reached_and_used_by_keyboard_alone(browser, home):
    with visit(browser, home) as seen:
        page = seen.page
        press_until(page, "Tab", "e.textContent.startsWith('Open Vulnerabilities')")
        press_until(page, "Tab", "e.type === 'radio'")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert focused(page, "e.value") == "child-welfare"
        assert sent(page, "role")[-1]["role"] == "child-welfare"
        press_until(page, "Tab", "e.textContent === 'Recognizing Child Sex Trafficking'")
        press_until(page, "Tab", "e.localName === 'summary'")
        page.keyboard.press("Enter")
        assert page.locator(".tk-home-todo").first.is_visible()
        press_until(page, "Tab", "e.type === 'text'")
        page.keyboard.type("Zoë Ångström")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == "certificate-welfare.pdf"
        press_until(page, "Tab", "e.textContent === 'Download my record'")
        with page.expect_download():
            page.keyboard.press("Enter")
        press_until(page, "Tab", "e.textContent === 'Forget me'")
        page.keyboard.press("Enter")
        assert focused(page) == "Forget everything?"
        press_until(page, "Tab", "e.textContent === 'Yes, forget everything'")
        page.keyboard.press("Enter")
        assert focused(page) == "Forget me"
        assert sent(page, "forget") == [{"type": "forget"}]
        assert page.locator(".tk :is(a, button, input, summary):not([data-lm-suppress-shortcuts=true])").count() == 0


def test_a_certificate_needs_a_name_and_keeps_none(browser, home, tmp_path):
    with visit(browser, home) as seen:
        page = seen.page
        field = page.get_by_label("Name on the certificate")
        assert page.get_by_role("heading", name="Your certificate").count() == 1  # of the one course that is finished
        assert field.get_attribute("autocomplete") == "off"
        assert "used once" in page.locator(".tk-home-form").inner_text()
        assert "No continuing education (CE) credit is claimed." in page.locator(".tk-home-certificate").inner_text()
        page.get_by_role("button", name="Make my certificate").click()
        assert focused(page, "e.type") == "text"
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby").split()[0]
        assert page.locator(f"#{described}").inner_text() == WORDS["home-certificate-unnamed"]
        assert sent(page, "certificate") == []
        field.fill("  Zoë <b>Ångström</b> ")
        with page.expect_download() as download:
            page.get_by_role("button", name="Make my certificate").click()
        download.value.save_as(tmp_path / "certificate.pdf")
        assert (tmp_path / "certificate.pdf").read_bytes() == PDF
        assert sent(page, "certificate") == [{"type": "certificate", "course": "welfare", "name": "Zoë <b>Ångström</b>"}]
        assert told(page, ".tk-home-form") == "Your certificate is ready. Your browser has saved it as certificate-welfare.pdf."
        assert field.get_attribute("aria-invalid") is None
        assert field.input_value() == ""
        assert "ngstr" not in page.evaluate("JSON.stringify(localStorage)")


def test_what_the_kernel_cannot_make_is_said_beside_the_field(browser, folder):
    answering = {"hello": ANSWERS["hello"], "certificate": {"type": "refused", "what": "certificate", "reason": "There is no letter for 字."}}
    with visit(browser, write_home(folder / "refused.html", answering=answering)) as seen:
        page = seen.page
        page.get_by_label("Name on the certificate").fill("字")
        page.get_by_role("button", name="Make my certificate").click()
        assert page.locator(".tk-home-fault").inner_text() == "There is no letter for 字."
        assert page.get_by_label("Name on the certificate").input_value() == "字"
        assert focused(page, "e.type") == "text"


def test_the_record_can_be_taken_along(browser, home, tmp_path):
    with visit(browser, home) as seen:
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name="Download my record").click()
        download.value.save_as(tmp_path / "record.json")
        assert download.value.suggested_filename == "my-study-record.json"
        assert json.loads((tmp_path / "record.json").read_text(encoding="utf-8")) == {"entries": []}
        assert told(seen.page, ".tk-home-record").startswith("Your record is saved as my-study-record.json.")


def test_forgetting_asks_once_more_and_can_be_called_off(browser, home):
    with visit(browser, home) as seen:
        page = seen.page
        page.evaluate("store.save({module: 'intro/1', item: 'check-1', version: 'x'}, {done: true})")
        page.get_by_role("button", name="Forget me").click()
        assert "both in the record on this computer and in this browser" in page.locator(".tk-home-ask").inner_text()
        page.get_by_role("button", name="Keep my record").click()
        assert page.locator(".tk-home-ask").is_hidden()
        assert focused(page) == "Forget me"
        assert sent(page, "forget") == []
        assert len(stored(page)) == 1


def test_forgetting_empties_the_browser_and_the_record(browser, home):
    with visit(browser, home) as seen:
        page = seen.page
        page.evaluate("store.save({module: 'intro/1', item: 'check-1', version: 'x'}, {done: true})")
        page.evaluate("store.save({module: 'intro/1', item: 'notes', version: 'x'}, {text: 'mine'}, {secret: true})")
        page.get_by_role("button", name="Forget me").click()
        page.get_by_label("Name on the certificate").fill("Zoë")
        page.get_by_role("button", name="Yes, forget everything").click()
        assert page.evaluate("localStorage.length") == 0
        assert told(page, ".tk-home-record") == WORDS["home-forgotten"]
        assert page.get_by_label("Name on the certificate").input_value() == ""
        assert sent(page, "hello")[-1]["entries"] == []


def test_a_kernel_that_is_silent_is_told_of_and_nothing_hangs(browser, silent):
    with visit(browser, silent) as seen:
        page = seen.page
        notice = page.locator(".tk-home-notice")
        assert notice.inner_text() == ""
        notice.filter(has_text="still read, open every module").wait_for(timeout=6000)
        assert notice.get_attribute("role") == "status"
        assert seen.violations() == []
        page.get_by_label("Name on the certificate").fill("Zoë")
        page.get_by_role("button", name="Make my certificate").click()
        page.locator(".tk-home-form").get_by_text("There is no answer at the moment").wait_for(timeout=6000)
        page.evaluate("message => say(message)", ANSWERS["hello"])
        assert notice.inner_text() == ""
        assert page.get_by_label("Name on the certificate").input_value() == "Zoë"


def test_forgetting_without_a_kernel_says_what_is_left(browser, silent):
    with visit(browser, silent) as seen:
        page = seen.page
        page.evaluate("store.save({module: 'intro/1', item: 'check-1', version: 'x'}, {done: true})")
        page.get_by_role("button", name="Forget me").click()
        page.get_by_role("button", name="Yes, forget everything").click()
        assert page.evaluate("localStorage.length") == 0
        page.locator(".tk-home-record").get_by_text("This browser’s copy is gone.").wait_for(timeout=6000)


def test_without_any_link_the_page_says_so_at_once(browser, folder):
    with visit(browser, write_home(folder / "alone.html", link=False)) as seen:
        assert seen.page.locator(".tk-home-notice").inner_text() == WORDS["home-silent"]
        assert seen.complaints == []


def test_a_record_that_cannot_be_read_is_told_of_in_words(browser, folder):
    answering = {"hello": {"type": "refused", "what": "hello", "reason": "The file is damaged."}}
    with visit(browser, write_home(folder / "damaged.html", answering=answering)) as seen:
        assert seen.page.locator(".tk-home-notice").inner_text().startswith("The file is damaged. You can still read")


def test_new_data_takes_nothing_out_of_a_learners_hands(browser, home):
    with visit(browser, home) as seen:
        page = seen.page
        news = copy.deepcopy(ANSWERS["hello"])
        news["data"]["courses"][0]["modules"][1]["done"].append("check-3")
        page.locator("summary").nth(1).click()
        page.get_by_label("Name on the certificate").fill("Zoë")
        page.keyboard.press("ArrowLeft")
        page.evaluate("message => say(message)", news)
        assert "3 of 4 done" in page.locator(".tk-home-modules > li").nth(1).inner_text()
        assert focused(page, "[e.type, e.value, e.selectionStart]") == ["text", "Zoë", 2]
        assert page.locator(".tk-home-todo").nth(1).is_visible()
        page.get_by_role("link", name="Trauma").focus()
        page.evaluate("message => say(message)", news)
        assert focused(page) == "Trauma"
        page.locator("[data-keep=next]").focus()
        page.evaluate("message => say(message)", news)
        assert focused(page, "e.dataset.keep") == "next"


def test_the_record_is_asked_again_when_the_learner_comes_back(browser, home):
    with visit(browser, home) as seen:
        page = seen.page
        assert len(sent(page, "hello")) == 1
        page.evaluate("document.querySelector('main').hidden = true")
        page.wait_for_timeout(100)
        page.evaluate("document.querySelector('main').hidden = false")
        page.wait_for_function("sent.filter(({ type }) => type === 'hello').length === 2")


LAB = {"baseUrl": "/user/zoe/", "serverRoot": "~/courses", "appUrl": "/lab"}


@pytest.mark.parametrize(("settings", "start"), [(LAB, "/user/zoe/lab/tree"), ({**LAB, "notebookPage": "notebooks"}, "/user/zoe/notebooks")])
def test_inside_jupyter_a_link_opens_the_notebook_there(browser, folder, settings, start):
    answering = {"hello": {**ANSWERS["hello"], "data": {**STATE, "folder": "my notebooks"}}}
    path = write_home(folder / "jupyter.html", answering=answering, jupyter=settings)
    with visit(browser, path) as seen:
        assert sent(seen.page, "hello")[0]["root"] == "~/courses"
        link = seen.page.get_by_role("link", name="Trauma")
        assert link.get_attribute("href") == f"{start}/my%20notebooks/intro/3-a%20b.ipynb"
        assert link.get_attribute("data-commandlinker-command") == "docmanager:open"
        assert json.loads(link.get_attribute("data-commandlinker-args")) == {"path": "my notebooks/intro/3-a b.ipynb"}


def test_hostile_words_in_the_data_stay_words(browser, folder):
    evil = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
    courses = copy.deepcopy(STATE["courses"])
    courses[0]["title"] = courses[0]["summary"] = courses[0]["modules"][0]["title"] = evil
    courses[0]["modules"][0]["path"] = "javascript:window.ran = 1"
    with visit(browser, write_home(folder / "evil.html", courses=courses)) as seen:
        assert seen.page.locator(".tk").locator("img, script").count() == 0
        seen.page.locator(".tk-home-module a").first.click()
        assert seen.page.evaluate("window.ran") is None
