"""Self-study as a learner meets it: a real JupyterLab and Notebook 7, a real kernel, a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time

import nbformat
import pytest

from tests.browser import needs_browser, open_browser
from tests.curricula import SMALL
from tests.drawing.pictures import EXAMPLES
from tests.export.diagrams import with_diagrams
from tests.lab import PATIENCE, jupyter_server, reader
from tests.logos import dots
from toolkit.compose_page import compose_page
from toolkit.load import load_session
from toolkit.model.entry import Entry
from toolkit.model.session import Parameters
from toolkit.record import Record

pytestmark = needs_browser()

MODULE = "intro/1-recognizing.ipynb"
ACTIVITIES = 16
QUIZ = "Quick check: what the words mean"
# What deletes, cuts, adds, moves or restarts in command mode, and what scrolls or jumps.
HARMFUL = "ArrowDown Space d d x a b 0 0 m ArrowUp j k Enter Escape Space".split()  # noqa: SIM905  # keys, as one says them


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with jupyter_server(tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@pytest.fixture(autouse=True)
def clean(server):
    """Each learner starts with no record and no kernel, on the notebooks as they were composed."""
    Record(server.record).forget()
    server.stop_kernels()
    server.restore_notebooks()


def entry(server, item, so=None):
    """What the record holds of one activity, once the kernel has heard of it and it is ``so``."""
    for _ in range(100):
        found = Record(server.record).entry("intro/1", item)
        if found and (so is None or so(found.value)):
            return found
        time.sleep(0.05)
    message = f"nothing of {item} reached the record"
    raise AssertionError(message)


def quiz(person, name=QUIZ):
    return person.page.get_by_role("group", name=name, exact=True)


def test_after_run_all_the_reader_is_at_the_beginning_or_at_what_they_had_begun(browser, server):
    with reader(browser, server) as person:
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        person.page.wait_for_function("document.activeElement.tagName === 'H1'")
        assert person.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") < 100
        mine = quiz(person, "Quick check: noticing")
        mine.locator("input").first.check()
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        person.page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'Quick check: noticing'")
        box = quiz(person, "Quick check: noticing").bounding_box()
        assert 0 <= box["y"] < 400


@pytest.mark.parametrize("place", ["open_in_lab", "open_in_notebook_7"])
def test_one_run_all_makes_activities_live_and_no_key_pressed_in_them_touches_the_notebook(browser, server, place):
    with reader(browser, server) as person:
        getattr(person, place)(MODULE)
        assert person.live().count() == 0
        assert "Recognizing Child Sex Trafficking" in person.page.locator(".jp-Notebook").text_content()
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        cells = person.cells()
        assert cells > 50
        for control in ("radio", "checkbox", "combobox", "button"):
            person.page.locator(".jp-Notebook .tk").get_by_role(control).first.focus()
            for key in HARMFUL:
                person.page.keyboard.press(key)
                person.page.keyboard.press("Escape")
            assert person.cells() == cells, control
        code = person.page.locator(".jp-Notebook .jp-CodeCell:has(.tk)")
        assert code.count() == ACTIVITIES
        assert not any("show(" in cell.inner_text() for cell in code.all())
        quiz(person).get_by_role("radio").nth(2).check()
        quiz(person).get_by_role("button", name="Check").first.click()
        quiz(person).locator("a.tk-cite").first.press("Enter")
        assert person.page.evaluate("document.activeElement.textContent").startswith("Sources")


def test_an_answer_given_by_keyboard_survives_a_new_kernel_a_reload_and_a_new_browser(browser, server):
    with reader(browser, server) as person:
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        quiz(person).get_by_role("radio").first.focus()
        person.page.keyboard.press("ArrowDown")
        person.page.keyboard.press("ArrowDown")
        person.page.keyboard.press("Tab")
        person.page.keyboard.press("Enter")
        assert quiz(person).locator(".tk-feedback").first.text_content().startswith("Right")
        entry(server, "check-define", lambda value: value["questions"]["define-1"]["answer"] == [2])
        person.save()
        server.restart_kernels()
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        assert quiz(person).locator(".tk-feedback").first.text_content().startswith("Right")
    with reader(browser, server) as elsewhere:
        elsewhere.open_in_lab(MODULE)
        elsewhere.run_all()
        elsewhere.wait_until_live(ACTIVITIES)
        quiz(elsewhere).locator(".tk-feedback", has_text="Right").first.wait_for()
        assert quiz(elsewhere).get_by_role("radio").nth(2).is_checked()


def test_a_dead_kernel_costs_no_answer_and_the_learner_is_told(browser, server):
    with reader(browser, server) as person:
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        server.stop_kernels()
        quiz(person).get_by_role("radio").nth(2).check()
        quiz(person).get_by_role("button", name="Check").first.click()
        assert quiz(person).locator(".tk-feedback").first.text_content().startswith("Right")
        told = quiz(person).locator(".tk-trouble")
        told.filter(has_text="kernel does not answer").wait_for(timeout=8000)
        assert Record(server.record).entries() == ()
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        entry(server, "check-define", lambda value: value["questions"]["define-1"]["checked"])
        person.page.wait_for_timeout(200)
        assert quiz(person).locator(".tk-trouble").text_content() == ""


def test_where_the_disk_refuses_the_learner_is_told_and_goes_on(browser, server):
    server.record.unlink(missing_ok=True)
    server.record.mkdir()
    try:
        with reader(browser, server) as person:
            person.open_in_lab(MODULE)
            person.run_all()
            person.wait_until_live(ACTIVITIES)
            quiz(person).get_by_role("radio").nth(2).check()
            quiz(person).locator(".tk-trouble", has_text="could not be written").wait_for()
            quiz(person).get_by_role("button", name="Check").first.click()
            assert quiz(person).locator(".tk-feedback").first.text_content().startswith("Right")
    finally:
        server.record.rmdir()


def test_a_saved_notebook_opens_readable_and_says_how_to_make_it_live(browser, server):
    with reader(browser, server) as person:
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        quiz(person).get_by_role("radio").nth(2).check()
        saved = json.dumps(person.save())
        assert "widget-view" not in saved
        assert "text/html" in saved
        server.stop_kernels()
        person.open_in_lab(MODULE)
        text = person.page.locator(".jp-Notebook").text_content()
        assert "Here to read. To answer on screen, choose Run, then Run All Cells." in text
        assert "model not found" not in text
        assert "object at 0x" not in text
        assert person.page.locator(".jp-OutputArea details").count() > ACTIVITIES


def test_a_scenario_is_walked_by_keyboard_left_and_resumed(browser, server):
    with reader(browser, server) as person:
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        story = person.page.get_by_role("group", name="New phone, tired eyes", exact=True)
        story.get_by_role("button", name="Begin").press("Enter")
        for _ in range(12):
            choices = story.locator(".tk-choice")
            if not choices.count():
                break
            choices.first.press("Enter")
        assert story.get_by_role("heading", name="Your path").count() == 1
        entry(server, "new-phone", lambda value: value["done"])
        story.get_by_role("button", name="Start again").press("Enter")
        story.get_by_role("button", name="Begin").press("Enter")
        story.locator(".tk-choice").first.press("Enter")
        story.get_by_role("button", name="Leave this scene").press("Enter")
        story.get_by_role("button", name="Come back to the scene").press("Enter")
        story.get_by_role("button", name="Go on where you stopped").press("Enter")
        assert story.get_by_role("button", name="Step back").is_visible()
        story.get_by_role("button", name="Whom to call").press("Enter")
        assert "911" in story.locator(".tk-contacts").text_content()


def test_a_test_tells_nothing_keeps_its_key_in_the_kernel_and_is_scored_when_handed_in(browser, server, curriculum):
    questions = curriculum.module("intro/1").activities["check-define"].questions
    told = feedback_of(questions)
    assert len(told) > 5
    (server.folder / "own.ipynb").write_text(json.dumps(own_notebook(
        'from toolkit.study import begin\nshow = begin("intro/1")\nshow("intro/1/check-define", test="before")'
    )), encoding="utf-8")
    with reader(browser, server) as person:
        heard: list[str] = []
        person.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(as_text(frame))))
        person.open_in_lab("own.ipynb")
        person.run_all()
        person.wait_until_live()
        for number, question in enumerate(questions):
            inputs = quiz(person).locator(".tk-question").nth(number).locator("input")
            for place in question.key if hasattr(question, "key") else (0 if question.answer else 1,):
                inputs.nth(place).check()
        quiz(person).get_by_role("button", name="Hand in my answers").click()
        for _ in range(100):
            if Record(server.record).tests():
                break
            time.sleep(0.05)
        [result] = Record(server.record).tests()
        assert (result.item, result.name, result.score, result.questions) == ("check-define", "before", 3, 3)
        seen = [person.page.content(), json.dumps(person.save(), ensure_ascii=False), *heard]
        assert any("check-define@before" in text for text in heard)
        for text in seen:
            assert not [words for words in told if words in text]
        assert "Right" not in quiz(person).text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_live_activity(browser, server, scheme):
    with reader(browser, server) as person:
        if scheme == "dark":
            server.choose("apputils-extension/themes", theme="JupyterLab Dark")
        try:
            person.open_in_lab(MODULE)
            person.run_all()
            person.wait_until_live(ACTIVITIES)
            quiz(person).get_by_role("radio").nth(1).check()
            quiz(person).get_by_role("button", name="Check").first.click()
            quiz(person).get_by_role("button", name="Show me why").click()
            # JupyterLab's body has no height of its own, and axe then passes over colour contrast.
            person.page.evaluate("document.body.style.height = '100vh'")
            found = person.violations(".tk")
            assert found.violations == []
            assert "color-contrast" in found.passed
        finally:
            server.choose("apputils-extension/themes", theme="JupyterLab Light")


def feedback_of(questions):
    """The first sentence of everything that practice would say; each would tell the key."""
    texts = [option.feedback for question in questions for option in getattr(question, "options", ())]
    texts += [text for q in questions if hasattr(q, "feedback_true") for text in (q.feedback_true, q.feedback_false)]
    return [text.split(".")[0].split("[@")[0].strip() for text in texts]


def own_notebook(code):
    return {
        "nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A notebook of my own"},
            {"cell_type": "code", "id": "b", "metadata": {}, "source": code, "outputs": [], "execution_count": None},
        ],
    }  # fmt: skip


def text_of_pdf(path):
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def as_text(frame):
    return frame if isinstance(frame, str) else frame.decode("utf-8", errors="replace")


def answer_by_keyboard(person, question):
    """Answers one question, rightly or not, with keys alone, and checks it."""
    page = person.page
    if question.locator("select").count():
        for box in question.locator("select").all():
            box.focus()
            page.keyboard.press("ArrowDown")
    elif question.locator("input").count():
        question.locator("input").first.focus()
        page.keyboard.press("Space")
    question.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    assert question.locator(".tk-feedback .tk-verdict").count() == 1


def finish_the_other_modules(server, curriculum):
    """What the record holds of somebody who has only the first module before them."""
    for module in curriculum.open_modules():
        for each in (*module.quizzes, *module.scenarios) if module.id != "intro/1" else ():
            Record(server.record).keep(Entry(module.id, each.id, "1", 1, {"done": True}))


def test_from_start_here_to_the_certificate_by_keyboard(browser, server, tmp_path, curriculum):
    finish_the_other_modules(server, curriculum)
    with reader(browser, server, accept_downloads=True) as person:
        page = person.page
        person.open_in_lab("start-here.ipynb")
        person.run_all()
        person.wait_until_live()
        home = person.live().first
        home.get_by_role("radio", name="Child-welfare professionals").focus()
        page.keyboard.press("Space")
        home.get_by_role("link", name="Recognizing Child Sex Trafficking").first.press("Enter")
        page.locator(".jp-Notebook h1", has_text="Recognizing Child Sex Trafficking").wait_for(timeout=PATIENCE)
        person.wait_for_kernels(2)
        person.run_all()
        person.wait_until_live(1 + ACTIVITIES)
        assert page.get_by_text("If you work in child welfare").count() >= 1
        practice = person.live().locator(".tk-question").filter(has=page.get_by_role("button", name="Check"))
        assert practice.count() > 1  # the tests before and after are no part of finishing
        for question in practice.all():
            answer_by_keyboard(person, question)
        story = page.get_by_role("group", name="Somewhere to stay", exact=True)
        story.get_by_role("button", name="Begin").press("Enter")
        story.get_by_role("button", name="Leave this scene").press("Enter")
        assert "counts as done" in story.text_content()
        page.get_by_role("tab", name="start-here.ipynb").click()
        form = home.get_by_role("textbox", name="Name on the certificate (Introduction to Child Sex Trafficking)")
        form.wait_for()
        form.press_sequentially("Nadia Åström-Ruiz")
        with page.expect_download() as waiting:
            form.press("Enter")
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        kept = server.record.read_bytes() + b"".join(p.read_bytes() for p in server.folder.rglob("*") if p.is_file())
        assert b"Nadia" not in kept
        assert path.name == "certificate-intro.pdf"
        text = text_of_pdf(path)
        for words in ("Nadia Åström-Ruiz", "Introduction to Child Sex Trafficking", "Recognizing Child Sex Trafficking", "No continuing education"):
            assert words in text
        assert Record(server.record).role() == "child-welfare"


def files_with(server, pattern):
    """Names of the files in which there is such a thing: the record, whatever stands beside it, notebooks and their checkpoints."""
    every = (path for folder in (server.record.parent, server.folder) for path in folder.rglob("*") if path.is_file())
    return {path.name for path in every if re.search(pattern, path.read_bytes())}


ANSWER = rb'\\*"answered\\*"\s*:'  # the key of an answer in JSON, also in JSON that is a string of JSON


def test_forget_me_leaves_no_answer_on_the_computer_and_none_in_the_page(browser, server):
    with reader(browser, server) as person:
        page = person.page
        person.open_in_lab(MODULE)
        person.run_all()
        person.wait_until_live(ACTIVITIES)
        quiz(person).get_by_role("radio").nth(2).check()
        assert entry(server, "check-define").value["questions"]["define-1"]["answer"] == [2]
        person.save()
        module = MODULE.rpartition("/")[2]
        saved = {module, module.replace(".ipynb", "-checkpoint.ipynb")}
        assert saved <= files_with(server, QUIZ.encode())
        holding = files_with(server, ANSWER)
        assert holding
        assert holding <= {"record.sqlite3", "record.sqlite3-wal"}
        person.open_beside("start-here.ipynb")
        person.wait_for_kernels(2)
        person.run_all()
        person.wait_until_live(ACTIVITIES + 1)
        home = page.locator(".tk-home")
        behind = page.locator(f".tk[aria-label='{QUIZ}']")  # alive in the tab behind
        assert behind.locator("input:checked").count() == 1
        home.get_by_role("button", name="Forget me").press("Enter")
        home.get_by_role("button", name="Yes, forget everything").press("Enter")
        home.get_by_text("forgotten").first.wait_for()
        person.save()
        assert Record(server.record).entries() == ()
        assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('facilitator'))") == []
        assert files_with(server, ANSWER) == set()
        assert behind.locator("input:checked").count() == 0
        page.get_by_role("tab", name=module).click()
        assert quiz(person).locator("input:checked").count() == 0
        assert quiz(person).locator(".tk-progress").inner_text() == "0 of 3 answered"
        assert files_with(server, ANSWER) == set()
        quiz(person).get_by_role("radio").last.check()
        questions = entry(server, "check-define").value["questions"]
        assert [name for name, state in questions.items() if state["answer"]] == ["define-2"]


def test_diagrams_are_seen_with_their_meaning_on_a_card_of_their_own_and_told_in_words(browser, server, tmp_path):
    curriculum = with_diagrams(tmp_path)
    nbformat.write(nbformat.from_dict(compose_page(curriculum, curriculum.page("at-a-glance"), Parameters())), server.folder / "drawn.ipynb")
    server.choose("apputils-extension/themes", theme="JupyterLab Dark")
    try:
        with reader(browser, server) as person:
            person.open_in_lab("drawn.ipynb")
            for kind in EXAMPLES:
                picture = person.page.get_by_role("img", name=re.compile(f"^What {kind} means"))
                picture.scroll_into_view_if_needed()
                assert picture.evaluate("async img => { await img.decode(); return img.naturalWidth }") > 400
                assert picture.bounding_box()["width"] > 400
            words = person.page.locator("summary", has_text="In words").last
            words.click()
            assert person.page.get_by_text("Minutes, not hours.").last.is_visible()
    finally:
        server.choose("apputils-extension/themes", theme="JupyterLab Light")


PLANNER = "plan-a-workshop.ipynb"


def open_planner(person, server):
    """The planner beside a small curriculum of its own, where a kit takes seconds."""
    folder = server.folder / "own"
    if not folder.exists():
        shutil.copytree(SMALL, folder / "curriculum")
        shutil.copy(server.folder / PLANNER, folder)
    person.open_in_lab(f"own/{PLANNER}")
    person.page.keyboard.press("Control+b")  # the list of files makes room
    person.run_all()
    planner = person.page.locator(".tk-planner")
    planner.get_by_role("checkbox", name="Noticing").wait_for(timeout=PATIENCE)
    return planner, folder


def tab_to(person, name):
    """Goes on with Tab until the field called ``name`` is reached: a keyboard needs no other way."""
    for _ in range(40):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(
            "name => [...(document.activeElement.labels ?? [])].some(l => l.textContent.startsWith(name)) || document.activeElement.textContent === name", name
        ):
            return
    message = f"Tab does not lead to {name}"
    raise AssertionError(message)


def give_it_a_look(person, planner, folder):
    """A color that is refused, then one too pale, and a logo that came after the planner was opened."""
    (folder / "logo.png").write_bytes(dots())
    tab_to(person, "Main color")
    person.page.keyboard.type("#FFCC0")
    color = planner.get_by_role("textbox", name="Main color")
    refused = planner.locator(".tk-plan-error", has_text="is not a color")
    refused.wait_for()
    person.page.keyboard.type("0")
    note = planner.get_by_role("status").filter(has_text="#FFCC00 is too pale")
    note.wait_for()
    assert {note.get_attribute("id")} < set(color.get_attribute("aria-describedby").split())
    assert (color.get_attribute("aria-invalid"), refused.count()) == (None, 0)
    tab_to(person, "Logo")
    planner.locator("option", has_text="logo.png").wait_for(state="attached")
    person.page.keyboard.press("ArrowDown")
    tab_to(person, "What the logo says")
    person.page.keyboard.type("Springfield Library")


def test_a_workshop_is_planned_saved_and_made_by_keyboard(browser, server):
    with reader(browser, server) as person:
        page, (planner, folder) = person.page, open_planner(person, server)
        cells = person.cells()
        planner.get_by_label("Begin from").focus()
        tab_to(person, "Community members")
        tab_to(person, "Noticing")
        page.keyboard.press("Space")
        planner.locator(".tk-plan-table").wait_for()
        tab_to(person, "Title")
        page.keyboard.type("d d x: Room #4")
        tab_to(person, "Length in minutes")
        page.keyboard.type("1")
        length = planner.get_by_role("textbox", name="Length in minutes")
        error = planner.locator(".tk-plan-error", has_text="at least")
        error.wait_for()
        assert error.get_attribute("id") in length.get_attribute("aria-describedby").split()
        assert length.get_attribute("aria-invalid") == "true"
        assert length.evaluate("field => field === document.activeElement")
        tab_to(person, planner.get_by_role("button", name=re.compile("^Use .* minutes")).inner_text())
        page.keyboard.press("Enter")
        error.wait_for(state="detached" if error.count() == 0 else "hidden")
        assert length.evaluate("field => field === document.activeElement")
        tab_to(person, "Facilitators")
        page.keyboard.type("Ana Example")
        give_it_a_look(person, planner, folder)
        page.wait_for_function("document.querySelector('.tk-planner > .tk-unseen').textContent.includes('min')")
        person.page.evaluate("document.body.style.height = '100vh'")
        found = person.violations(".tk-planner")
        assert found.violations == []
        assert "color-contrast" in found.passed
        page.keyboard.press("Control+s")
        planner.get_by_text("Saved as my-workshop.yaml").wait_for()
        session, _ = load_session(folder / "my-workshop.yaml")
        assert (session.title, session.facilitators) == ("d d x: Room #4", ("Ana Example",))
        assert (session.look.primary, session.look.logo_alt, session.look.logo[:15]) == ("#FFCC00", "Springfield Library", "data:image/png;")
        tab_to(person, "Save and make the kit")
        page.keyboard.press("Enter")
        index = planner.get_by_role("link", name="Open the kit’s index")
        index.wait_for(timeout=PATIENCE)
        with page.context.expect_page() as opened:
            index.press("Enter")
        kit = opened.value
        kit.wait_for_load_state()
        assert kit.title() == "d d x: Room #4"
        answer = kit.request.get(kit.locator("a[href$='guide.pdf']").first.evaluate("link => link.href"))
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        assert person.cells() == cells
        assert person.complaints == []


def test_what_is_not_saved_survives_a_new_kernel_and_another_window_is_asked_about(browser, server):
    server.choose("apputils-extension/themes", theme="JupyterLab Dark")
    try:
        with reader(browser, server) as person:
            page, (planner, folder) = person.page, open_planner(person, server)
            (folder / "ours.yaml").write_text("modules: [course/1]\nminutes: 90\n", encoding="utf-8")
            person.run_all()
            planner.get_by_label("Begin from").select_option("file ours.yaml")
            planner.get_by_role("button", name="Open", exact=True).press("Enter")
            length = planner.get_by_role("textbox", name="Length in minutes")
            page.wait_for_function("document.querySelector('.tk-planner [data-keep=minutes]').value === '90'")
            length.fill("80")
            server.restart_kernels()
            planner.get_by_role("textbox", name="Place").fill("Library")
            planner.get_by_text("does not answer").wait_for(timeout=10_000)
            (folder / "ours.yaml").write_text("modules: [course/1]\nminutes: 90\nparticipants: 12  # theirs\n", encoding="utf-8")
            open_planner(person, server)
            planner.get_by_text("is back").wait_for(timeout=PATIENCE)
            assert (length.input_value(), planner.get_by_role("textbox", name="Place").input_value()) == ("80", "Library")
            planner.get_by_role("button", name="Save", exact=True).press("Enter")
            planner.get_by_role("heading", name="The file has changed").wait_for()
            page.evaluate("document.body.style.height = '100vh'")
            page.set_viewport_size({"width": 400, "height": 900})
            found = person.violations(".tk-planner")
            assert found.violations == []
            assert "color-contrast" in found.passed
            assert planner.evaluate("it => it.scrollWidth <= it.clientWidth + 1")
            planner.get_by_role("button", name="Put my changes into it").press("Enter")
            planner.get_by_text("Saved as ours.yaml").wait_for()
            text = (folder / "ours.yaml").read_text(encoding="utf-8")
            assert text == "modules: [course/1]\nminutes: 80\nplace: Library\nparticipants: 12  # theirs\n"
            assert page.evaluate("sessionStorage.getItem('facilitator-planner-draft')") is None
            page.set_viewport_size({"width": 1200, "height": 1000})
            page.locator(".jp-Notebook h1").first.click()  # in the planner, Ctrl+S saves the workshop
            saved = json.dumps(person.save())
            assert "Library" not in saved
            assert "model_id" not in saved
    finally:
        server.choose("apputils-extension/themes", theme="JupyterLab Light")
