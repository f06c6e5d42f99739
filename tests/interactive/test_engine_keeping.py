"""What the engine keeps, where, and how it goes away: reload, refusal, consent, private words, a kernel that dies."""

from __future__ import annotations

import pytest

from tests.browser import needs_browser, visit
from tests.interactive.engine_page import stored

pytestmark = needs_browser()


def test_answers_are_there_after_a_reload_and_gone_when_forgotten(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.locator(".tk-question").first.locator("input").nth(2).check()
        page.locator(".tk-question").first.get_by_role("button", name="Check").click()
        page.locator(".tk-question").nth(1).locator("input").nth(1).check()
        assert len(stored(page)) == 1
        page.reload()
        assert page.locator(".tk-question").first.locator("input").nth(2).is_checked()
        assert page.locator(".tk-question").first.locator(".tk-feedback").inner_text().startswith("Right")
        assert page.locator(".tk-question").nth(1).locator("input").nth(1).is_checked()
        assert page.locator(".tk-question").nth(1).locator(".tk-feedback").inner_text() == ""
        assert page.locator(".tk-progress").first.inner_text() == "1 of 3 answered"
        record = page.evaluate("store.export()")
        assert [entry["item"] for entry in record["entries"]] == ["check-define"]
        page.evaluate("handles.forEach(handle => handle.forget())")
        assert page.evaluate("localStorage.length") == 0
        assert page.locator("input:checked").count() == 0
        assert page.locator(".tk-progress").first.inner_text() == "0 of 3 answered"


def test_answers_to_other_content_are_not_brought_back(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        seen.page.locator("input").first.check()
        name = stored(seen.page)[0]
        seen.page.evaluate(f"localStorage.setItem({name!r}, localStorage.getItem({name!r}).replace(/\"version\":\"/, '$&0'))")
        seen.page.reload()
        assert seen.page.locator("input:checked").count() == 0


@pytest.mark.parametrize("rubbish", ["null", "[]", "{", '"x"', '{"questions": 7}', '{"questions": {"define-1": {"answer": "x", "checked": true}}}'])
def test_rubbish_in_the_store_is_as_good_as_nothing(browser, pages, rubbish):
    with visit(browser, pages["quizzes"]) as seen:
        seen.page.locator("input").first.check()
        name = stored(seen.page)[0]
        seen.page.evaluate(
            "([name, value]) => { const e = JSON.parse(localStorage.getItem(name));"
            " localStorage.setItem(name, value === '{' ? value : JSON.stringify({ ...e, value: JSON.parse(value) })); }",
            [name, rubbish],
        )
        seen.page.reload()
        assert seen.page.locator(".tk-question").count() == 10
        assert seen.page.locator("input:checked").count() == 0
        assert seen.complaints == []


def test_where_the_browser_keeps_nothing_the_learner_is_told_and_goes_on(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        full = "throw new DOMException('full', 'QuotaExceededError')"
        seen.page.evaluate(f"() => {{ Storage.prototype.setItem = () => {{ {full} }}; }}")
        question = seen.page.locator(".tk-question").first
        question.locator("input").first.check()
        assert seen.page.locator(".tk-trouble").first.inner_text().startswith("This browser does not keep your answers.")
        question.get_by_role("button", name="Check").click()
        assert question.locator(".tk-feedback").inner_text()
        assert seen.complaints == []


def test_a_page_that_must_ask_keeps_nothing_until_it_may(browser, pages):
    with visit(browser, pages["asking"]) as seen:
        page = seen.page
        page.locator("input").first.check()
        assert stored(page) == []
        assert page.locator(".tk-trouble").inner_text() == ""
        page.evaluate("store.allow(true)")
        assert len(stored(page)) == 1
        page.evaluate("store.allow(false)")
        assert stored(page) == []
        assert page.locator("input:checked").count() == 1
        assert len(page.evaluate("store.export().entries")) == 1


def test_private_words_are_kept_only_after_a_tick_and_go_when_it_goes(browser, pages):
    with visit(browser, pages["reflect"]) as seen:
        page = seen.page
        box = page.get_by_role("textbox", name="Your notes, for you alone")
        caution = box.get_attribute("aria-describedby").split()[0]
        assert "not a reporting channel" in page.locator(f"#{caution}").inner_text()
        box.fill("ask about the policy")
        assert stored(page) == []
        page.get_by_role("checkbox", name="Keep my notes on this device").check()
        assert len(stored(page)) == 1
        box.press_sequentially("!")
        page.reload()
        assert sorted(box.input_value()) == sorted("ask about the policy!")
        assert page.evaluate("store.export().entries") == []
        assert page.evaluate("events") == []
        page.get_by_role("checkbox").uncheck()
        assert page.evaluate("localStorage.length") == 0
        assert box.input_value()


def test_the_widget_tells_the_kernel_what_was_done_and_survives_its_death(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        sent = seen.page.evaluate("""() => {
            const data = JSON.parse(document.getElementById("data").textContent)[0];
            const sent = [];
            let dead = false;
            const model = {
              get: (name) => (name === "data" ? data : null),
              send: (message) => { if (dead) throw new Error("no kernel"); sent.push(message); },
            };
            const element = document.createElement("div");
            document.querySelector("main").append(element);
            const leave = engine.render({ model, el: element });
            element.querySelectorAll("input")[2].click();
            dead = true;
            element.querySelector(".tk-primary").click();
            const told = element.querySelector(".tk-feedback").innerText;
            leave();
            dead = false;
            const later = [];
            model.send = (message) => later.push(message);
            engine.render({ model, el: element });
            return { types: sent.map((each) => each.type), told, later, shown: element.querySelector(".tk-feedback").innerText };
        }""")
        assert set(sent["types"]) == {"answer", "saved"}
        assert sent["told"].startswith("Right")
        assert sent["shown"].startswith("Right")
        assert sent["later"][0]["type"] == "saved"
        assert sent["later"][0]["value"]["questions"]["define-1"]["checked"] is True
