"""What the engine keeps, where, and how it goes away: reload, refusal, consent, private words, a kernel that dies."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

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


FAKE_KERNEL = """() => {
window.widget = (answer, place = 0) => {
  const data = JSON.parse(document.getElementById("data").textContent)[place];
  const listeners = [];
  const kernel = { sent: [], dead: false, say: (message) => listeners.forEach((listen) => listen(message)) };
  const model = {
    get: (name) => (name === "data" ? data : undefined),
    on: (_name, listen) => listeners.push(listen),
    off: (_name, listen) => listeners.splice(listeners.indexOf(listen), 1),
    send: (message) => {
      if (kernel.dead) throw new Error("no kernel");
      kernel.sent.push(message);
      const reply = answer(message);
      if (reply) setTimeout(() => kernel.say(reply));
    },
  };
  const element = document.createElement("div");
  document.querySelector("main").append(element);
  return Object.assign(kernel, { element, listeners, leave: engine.render({ model, el: element }) });
};
window.kept = (message) => (["hello", "saved"].includes(message.type) ? { type: "kept", record: "r1" } : null);
}"""


def test_the_widget_tells_the_kernel_what_was_done_and_survives_its_death(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        seen.page.evaluate(FAKE_KERNEL)
        sent = seen.page.evaluate("""() => {
            const first = widget(kept);
            first.element.querySelectorAll("input")[2].click();
            first.dead = true;
            first.element.querySelector(".tk-primary").click();
            const told = first.element.querySelector(".tk-feedback").innerText;
            first.leave();
            const later = widget(kept);
            return { types: first.sent.map((each) => each.type), told, hello: later.sent[0],
              shown: later.element.querySelector(".tk-feedback").innerText, left: first.listeners.length };
        }""")
        assert sent["types"] == ["hello", "saved"]
        assert sent["told"].startswith("Right")
        assert sent["shown"].startswith("Right")
        assert sent["hello"]["entry"]["value"]["questions"]["define-1"]["checked"] is True
        assert sent["hello"]["entry"]["revision"] == 2
        assert sent["left"] == 0


def test_what_the_record_has_more_of_is_shown_and_what_was_forgotten_goes(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate(FAKE_KERNEL)
        page.evaluate("""() => {
            const more = { module: "intro/1", item: "check-define", revision: 7,
              value: { questions: { "define-1": { answer: [2], checked: true, answered: true } }, done: false } };
            window.kernel = widget((message) => message.type === "hello"
              ? { type: "newer", record: "r2", entry: { ...more, version: message.version } } : kept(message));
        }""")
        live = page.locator("main > div").last
        live.locator(".tk-feedback", has_text="Right").first.wait_for()
        live.locator("input").nth(1).check()
        assert page.evaluate("kernel.sent.findLast(each => each.type === 'saved').revision") == 8
        assert page.evaluate("kernel.sent.findLast(each => each.type === 'saved').seen") == "r2"
        page.evaluate("kernel.say({ type: 'newer', record: 'r2', entry: { module: 'intro/1', item: 'check-define', revision: 3, value: {} } })")
        assert live.locator("input").nth(1).is_checked()
        page.evaluate("kernel.say({ type: 'forgotten', record: 'r3' })")
        assert live.locator("input:checked").count() == 0
        assert stored(page) == []


def test_an_answer_given_while_the_record_was_asked_stands_beside_what_it_has(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate(FAKE_KERNEL)
        page.evaluate("window.kernel = widget(() => null)")
        live = page.locator("main > div").last
        live.locator(".tk-question").nth(1).locator("input").first.check()
        page.evaluate("""() => {
            const { module, item, version } = kernel.sent[0];
            const questions = { "define-1": { answer: [2], checked: true, answered: true }, "define-2": { answer: [], answered: false } };
            kernel.say({ type: "newer", record: "r2", entry: { module, item, version, revision: 7, value: { questions, done: true } } });
        }""")
        assert live.locator(".tk-question").first.locator("input").nth(2).is_checked()
        assert live.locator(".tk-question").nth(1).locator("input").first.is_checked()
        last = page.evaluate("kernel.sent.at(-1)")
        assert (last["type"], last["revision"], last["value"]["done"]) == ("saved", 8, True)


def test_a_kernel_that_does_not_answer_is_told_of_and_one_that_answers_late_is_forgiven(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.clock.install()
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)  # a busy machine must not run ahead
        page.evaluate(FAKE_KERNEL)
        page.evaluate("window.kernel = widget(() => null)")
        live = page.locator("main > div").last
        page.clock.run_for(2900)
        assert live.locator(".tk-trouble").text_content() == ""
        page.clock.run_for(200)
        assert "kernel does not answer" in live.locator(".tk-trouble").text_content()
        live.locator("input").nth(2).check()
        live.get_by_role("button", name="Check").first.click()
        assert live.locator(".tk-feedback").first.inner_text().startswith("Right")
        page.evaluate("kernel.say({ type: 'kept', record: 'r1' })")
        assert live.locator(".tk-trouble").text_content() == ""
        page.evaluate("kernel.say({ type: 'refused', reason: 'record.sqlite3: no space left.' })")
        assert "no space left" in live.locator(".tk-trouble").text_content()
        assert seen.complaints == []


def test_forgetting_everything_reaches_every_view_that_is_open(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate(FAKE_KERNEL)
        page.evaluate("window.kernel = widget(kept, 1)")
        live = page.locator("main > div").last
        live.locator("input").first.check()
        assert len(stored(page)) == 1
        page.evaluate("store.forget()")
        assert stored(page) == []
        assert live.locator("input:checked").count() == 0


TWO_VIEWS = """() => {
  const data = JSON.parse(document.getElementById("data").textContent)[0];
  window.second = document.createElement("div");
  second.id = "second";
  document.querySelector("main").append(second);
  engine.mount(second, data, { store: engine.createStore() });
}"""


def test_two_views_of_one_quiz_in_a_window_keep_each_others_answers(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate(TWO_VIEWS)
        first, second = page.locator("#activity-0 .tk-question"), page.locator("#second .tk-question")
        first.nth(0).locator("input").nth(2).check()
        assert second.nth(0).locator("input").nth(2).is_checked()
        second.nth(1).locator("input").nth(0).check()
        assert first.nth(1).locator("input").nth(0).is_checked()
        kept = page.evaluate("store.export().entries[0]")
        assert [kept["value"]["questions"][name]["answer"] for name in ("define-1", "define-2")] == [[2], [0]]
        assert kept["revision"] == 2


def test_two_tabs_keep_each_others_answers_and_forget_together(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        one = seen.page
        two = one.context.new_page()
        two.goto(one.url)
        one.locator(".tk-question").nth(0).locator("input").nth(2).check()
        expect_checked(two.locator(".tk-question").nth(0).locator("input").nth(2))
        two.locator(".tk-question").nth(1).locator("input").nth(0).check()
        expect_checked(one.locator(".tk-question").nth(1).locator("input").nth(0))
        two.evaluate("store.forget()")
        expect(one.locator("input:checked")).to_have_count(0)
        one.locator(".tk-question").nth(2).locator("input").nth(0).check()
        [kept] = one.evaluate("store.export().entries")
        assert kept["value"]["questions"]["define-1"]["answer"] == []
        assert one.evaluate("Object.keys(localStorage)") == stored(one)


def expect_checked(box):
    expect(box).to_be_checked()


def test_private_notes_of_another_tab_go_when_everything_is_forgotten(browser, pages):
    with visit(browser, pages["reflect"]) as seen:
        one = seen.page
        one.get_by_role("textbox").fill("mine alone")
        one.get_by_role("checkbox").check()
        two = one.context.new_page()
        two.goto(one.url)
        assert two.get_by_role("textbox").input_value() == "mine alone"
        one.evaluate("store.forget()")
        expect(two.locator("textarea").first).to_have_value("")
        assert not two.get_by_role("checkbox").is_checked()
        two.get_by_role("textbox").fill("x")
        assert stored(two) == []


def test_the_record_never_takes_the_place_of_private_notes(browser, pages):
    with visit(browser, pages["reflect"]) as seen:
        seen.page.get_by_role("textbox").fill("mine alone")
        seen.page.get_by_role("checkbox").check()
        place = "{ module: 'intro/1', item: 'one-next-step', version: 'x', revision: 99, value: { text: 'theirs' } }"
        seen.page.evaluate(f"store.adopt({place})")
        assert seen.page.evaluate("Object.values(localStorage)[0]").count("mine alone") == 1


def test_a_test_that_was_forgotten_can_be_taken_again(browser, pages):
    with visit(browser, pages["test"]) as seen:
        page = seen.page
        page.get_by_role("button", name="Hand in my answers").click()
        page.get_by_role("button", name="Hand in my answers").click()
        assert page.locator("fieldset:disabled").count() > 0
        page.evaluate("store.forget()")
        assert page.locator("fieldset:disabled").count() == 0
        assert "handed in" not in page.locator(".tk-message").inner_text()


def test_the_same_trouble_told_twice_is_read_out_once(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate("""() => {
            window.readOut = 0;
            const trouble = document.querySelector("#activity-0 .tk-trouble");
            new MutationObserver(() => { readOut += 1; }).observe(trouble, { childList: true, characterData: true, subtree: true });
        }""")
        for words in (["kernel-silent"], ["kernel-silent"], ["record-refused", {"reason": "The disk is full."}]):
            page.evaluate("words => handles[0].notice(...words)", words)
        assert "The disk is full." in page.locator("#activity-0 .tk-trouble").inner_text()
        assert page.evaluate("readOut") == 2


def test_where_neither_browser_nor_kernel_keeps_anything_nothing_else_is_claimed(browser, pages):
    with visit(browser, pages["quizzes"]) as seen:
        page = seen.page
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }")
        page.evaluate("handles[0].notice('kernel-silent')")
        told = page.locator("#activity-0 .tk-trouble")
        assert told.inner_text().startswith("Saved in this browser.")
        page.locator("#activity-0 input").first.check()
        assert "Saved in this browser" not in told.inner_text()
        assert told.inner_text().startswith("This browser does not keep your answers.")
        assert "kernel does not answer" in told.inner_text()


def test_what_two_copies_hold_together(browser, pages):
    cases = [
        # theirs, ours, touched -> both
        ({"questions": {"a": {"answer": [1], "answered": True}}, "done": False},
         {"questions": {"a": {"answer": [2], "answered": True}, "b": {"answer": [0]}}, "done": True}, False,
         {"questions": {"a": {"answer": [1], "answered": True}, "b": {"answer": [0]}}, "done": True}),
        ({"questions": {"a": {"answer": [1]}}}, {"questions": {"a": {"answer": [2]}}}, True,
         {"questions": {"a": {"answer": [2]}}, "done": False}),
        ({"piles": [0, -1, 2], "checked": False}, {"piles": [1, 1, -1], "checked": True}, False,
         {"piles": [0, 1, 2], "checked": False, "done": False}),
        ({"piles": [0, 1], "checked": True, "done": True}, {"piles": [-1, -1], "checked": False}, False,
         {"piles": [0, 1], "checked": True, "done": True}),
        ({"phase": "scene", "path": [1, 1], "done": False}, {"phase": "scene", "path": [0], "done": True}, True,
         {"phase": "scene", "path": [0], "done": True}),
    ]  # fmt: skip
    with visit(browser, pages["quizzes"]) as seen:
        for theirs, ours, touched, both in cases:
            call = "([theirs, ours, touched]) => engine.together(theirs, ours, { touched })"
            assert seen.page.evaluate(call, [theirs, ours, touched]) == both
