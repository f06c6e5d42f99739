"""The learner's home: what a course asks, how far somebody is, what comes next, and what the kernel answers to the page."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.curricula import SMALL
from toolkit.errors import OutputError
from toolkit.home import Home, as_markdown
from toolkit.load import load_curriculum
from toolkit.messages import messages
from toolkit.model.clearance import seen
from toolkit.model.completion import module_progress, segments_for, studied_segments
from toolkit.model.curriculum import Course, Curriculum
from toolkit.model.entry import Entry
from toolkit.model.session import Session
from toolkit.plan import make_plan
from toolkit.record import Record
from toolkit.widgets.bundle import readable

DAY = date(2026, 11, 22)
REQUIRED = ["check", "bus-stop"]


@pytest.fixture(scope="module")
def small() -> Curriculum:
    return load_curriculum(SMALL)


@pytest.fixture
def three(small) -> Curriculum:
    """Two courses of three modules; the second is made for child-welfare professionals, and there is a restricted one."""
    one = small.module("course/1")
    names = {"course/1": "open", "course/2": "open", "families/1": "open", "vetted/1": "restricted", "course/3": "restricted"}
    modules = {
        name: one.model_copy(update={"id": name, "title": f"Module {name}", "access": access}) for name, access in names.items()
    }
    courses = (
        Course(id="course", title="A small course", summary="One *module*.", modules=("course/1", "course/2", "course/3")),
        Course(id="families", title="Families", summary="For a few.", modules=("families/1",), audiences=("child-welfare",)),
        Course(id="vetted", title="Vetted", summary="Closed.", modules=("vetted/1",), access="restricted"),
    )
    marks = small.marks | {name: dataclasses.replace(small.marks["course/1"], file=f"{name}-xy.yaml") for name in modules}
    return dataclasses.replace(small, modules=modules, marks=marks, catalogue=small.catalogue.model_copy(update={"courses": courses}))


@pytest.fixture
def record(tmp_path) -> Record:
    return Record(tmp_path / "data" / "record.sqlite3")


@pytest.fixture
def home(three, record, tmp_path) -> Home:
    return Home(three, record, tmp_path / "server" / "notebooks", today=lambda: DAY)


def entry(module: str, item: str, *, done: bool = True, revision: int = 1) -> Entry:
    return Entry(module, item, "v1", revision, {"done": done})


def finish(record: Record, *modules: str) -> None:
    for module in modules:
        for item in REQUIRED:
            record.keep(entry(module, item))


def only(answers: list[dict]) -> dict:
    assert len(answers) == 1
    return answers[0]


class Broken:
    """A record on a disk that refuses everything."""

    def __getattr__(self, name):
        def refuse(*_given, **_options):
            raise OutputError(Path("record.sqlite3"), "the disk is full", mend="Free some space.")

        return refuse


def shown(home):
    """What the page shows once the kernel has answered its greeting."""
    answer = home.hear({"type": "hello"})[0]
    return home.data() | answer.get("data", {})


# -- what a module asks ---------------------------------------------------------------------


def test_a_module_asks_for_its_quizzes_and_scenarios_and_is_finished_on_the_last_day(small):
    module = small.module("course/1")
    started = {("course/1", "check"): date(2026, 11, 3), ("course/1", "piles"): DAY, ("other/1", "bus-stop"): DAY}
    progress = module_progress(module, module.segments, "community", started)
    assert [item.id for item in progress.items] == REQUIRED
    assert [item.kind for item in progress.items] == ["quiz", "scenario"]
    assert progress.done == ("check",)
    assert progress.finished is None
    assert progress.minutes == sum(segment.minutes.typical for segment in module.segments)
    both = started | {("course/1", "bus-stop"): date(2026, 11, 9)}
    assert module_progress(module, module.segments, "community", both).finished == date(2026, 11, 9)


def test_one_of_the_stories_of_a_segment_is_enough_and_the_first_day_counts(curriculum):
    module = curriculum.module("intro/1")
    quizzes = {("intro/1", quiz.id): date(2026, 11, 1) for quiz in module.quizzes}
    assert module_progress(module, module.segments, "community", quizzes).finished is None
    for story in ("new-phone", "somewhere-to-stay"):
        progress = module_progress(module, module.segments, "community", quizzes | {("intro/1", story): DAY})
        assert progress.finished == DAY
        assert "new-phone" in progress.done
    twice = quizzes | {("intro/1", "new-phone"): date(2026, 12, 1), ("intro/1", "somewhere-to-stay"): date(2026, 11, 5)}
    assert module_progress(module, module.segments, "community", twice).finished == date(2026, 11, 5)


def test_nothing_of_what_was_done_stands_in_what_a_file_may_hold(home, record):
    before = home.data()
    finish(record, "course/1")
    record.choose_role("child-welfare")
    assert home.data() == before
    assert shown(home) != before


def test_what_is_for_other_roles_is_not_asked(small):
    module = small.module("course/1")
    last = module.segments[-1].model_copy(update={"audiences": ("judiciary",)})
    segments = (*module.segments[:-1], last)
    assert len(segments_for(segments, "judiciary")) == len(segments_for(segments, "community")) + 1
    story = module.scenarios[0].model_copy(update={"audiences": ("child-welfare",)})
    told = module.model_copy(update={"scenarios": (story,)})
    assert [item.id for item in module_progress(told, told.segments, "community", {}).items] == ["check"]
    assert [item.id for item in module_progress(told, told.segments, "child-welfare", {}).items] == REQUIRED


def test_what_is_asked_of_a_learner_is_what_stands_in_the_notebook_they_open(curriculum, small):
    for every in (curriculum, small):
        for module in seen(every, "open").listed_modules():
            plan = make_plan(every, Session(modules=(module.id,)))
            assert [slot.segment for slot in plan.slots if slot.segment] == list(studied_segments(module))
    some = small.module("course/1").segments[0].model_copy(update={"audiences": ("judiciary",)})
    assert studied_segments(small.module("course/1").model_copy(update={"segments": (some,)})) == ()


def test_a_module_that_asks_nothing_is_never_finished_by_itself(small):
    module = small.module("course/1")
    assert module_progress(module, module.segments[:1], "community", {}).finished is None


# -- what the page is told ------------------------------------------------------------------


def test_open_courses_are_offered_and_restricted_ones_do_not_exist(home):
    data = shown(home)
    assert [course["id"] for course in data["courses"]] == ["course", "families"]
    assert [module["id"] for module in data["courses"][0]["modules"]] == ["course/1", "course/2"]
    assert [course["roles"] for course in data["courses"]] == [[], ["child-welfare"]]
    assert data["courses"][0]["summary"] == "<p>One <em>module</em>.</p>"
    assert data["courses"][0]["modules"][1]["path"] == "course/2-xy.ipynb"
    assert data["courses"][0]["minutes"] == 2 * data["courses"][0]["modules"][0]["minutes"] > 0
    assert "restricted" not in json.dumps(data)
    assert "etted" not in json.dumps({key: value for key, value in data.items() if key != "words"})
    assert (data["kind"], data["id"], data["module"], data["mode"]) == ("home", "home", "", "practice")


def test_the_version_is_that_of_the_page_and_not_of_the_progress(home, record):
    before = shown(home)["version"]
    finish(record, "course/1")
    assert shown(home)["version"] == before


def test_a_new_learner_starts_with_the_first_module(home):
    assert shown(home)["next"] == {
        "why": "start", "module": "course/1", "title": "Module course/1", "path": "course/1-xy.ipynb", "item": None,
    }  # fmt: skip


def test_one_who_stopped_goes_on_there_and_is_told_where(home, record, small):
    record.keep(entry("course/1", "check"))
    record.keep(entry("families/1", "bus-stop", done=False))
    upcoming = shown(home)["next"]
    assert (upcoming["why"], upcoming["module"]) == ("continue", "families/1")
    assert upcoming["item"] == small.module("course/1").activities["bus-stop"].title
    record.keep(entry("course/1", "check@before", revision=2))
    upcoming = shown(home)["next"]
    assert (upcoming["why"], upcoming["module"], upcoming["item"]) == ("continue", "course/1", None)


def test_after_a_finished_module_comes_the_next_of_its_course_then_what_is_for_the_role(home, record):
    finish(record, "course/1")
    assert (shown(home)["next"]["why"], shown(home)["next"]["module"]) == ("next", "course/2")
    finish(record, "course/2")
    assert shown(home)["next"]["module"] == "families/1"
    record.choose_role("community")
    assert shown(home)["next"] is None
    record.choose_role("child-welfare")
    finish(record, "families/1")
    assert shown(home)["next"] is None


def test_what_was_done_in_modules_that_are_gone_leads_nowhere(home, record):
    record.keep(entry("vetted/1", "check", done=False))
    record.keep(entry("gone/1", "check", done=False))
    assert shown(home)["next"]["why"] == "start"


def test_a_finished_course_says_when_each_module_was_finished(home, record):
    finish(record, "families/1")
    course = shown(home)["courses"][1]
    assert course["finished"] is True
    assert course["modules"][0]["done"] == REQUIRED
    assert date.fromisoformat(course["modules"][0]["finished"]) == record.done()["families/1", "check"]
    assert shown(home)["courses"][0]["finished"] is False


def test_a_role_that_the_catalogue_does_not_have_counts_as_none(home, record):
    record.choose_role("judiciary")  # known to the toolkit, not in this catalogue
    assert shown(home)["role"] is None


# -- what the kernel answers ----------------------------------------------------------------


def hello(**more) -> dict:
    return {"type": "hello", "root": "", "entries": [], **more}


def raw(module: str, item: str, revision: int = 1, **more) -> dict:
    return {"module": module, "item": item, "version": "v1", "revision": revision, "value": {"done": True}, **more}


def test_what_the_browser_kept_without_a_kernel_reaches_the_record(home, record):
    answer = only(home.hear(hello(entries=[raw("course/1", "check"), raw("course/1", "bus-stop", 3)])))
    assert answer["type"] == "home"
    assert answer["record"] == record.id()
    assert answer["gone"] == []
    assert answer["data"]["courses"][0]["modules"][0]["finished"]
    assert record.entry("course/1", "bus-stop").revision == 3
    home.hear(hello(entries=[raw("course/1", "bus-stop", 2)]))
    assert record.entry("course/1", "bus-stop").revision == 3


def test_what_was_forgotten_does_not_come_back_from_a_browser(home, record):
    home.hear(hello(entries=[raw("course/1", "check")]))
    old = record.id()
    forgotten = only(home.hear({"type": "forget"}))
    assert forgotten == {"type": "forgotten", "record": record.id()}
    assert record.id() != old
    answer = only(home.hear(hello(entries=[raw("course/1", "check", seen=old), raw("course/2", "check")])))
    assert answer["gone"] == [{"module": "course/1", "item": "check"}]
    assert [kept.module for kept in record.entries()] == ["course/2"]


def test_an_older_copy_of_a_forgotten_record_goes_too_though_the_new_one_has_more_of_it(home, record):
    home.hear(hello(entries=[raw("course/1", "check", 2)]))
    old = record.id()
    record.forget()
    home.hear(hello(entries=[raw("course/1", "check", 5, seen=record.id())]))
    answer = only(home.hear(hello(entries=[raw("course/1", "check", 2, seen=old)])))
    assert answer["gone"] == [{"module": "course/1", "item": "check"}]
    assert record.entry("course/1", "check").revision == 5


def test_what_the_record_has_already_is_not_written_again_at_each_greeting(three, record, tmp_path, monkeypatch):
    written = []
    keep = record.keep
    monkeypatch.setattr(record, "keep", lambda entry, **more: written.append(entry.item) or keep(entry, **more))
    home = Home(three, record, tmp_path)
    home.hear(hello(entries=[raw("course/1", "check", 3)]))
    known = [raw("course/1", "check", revision, seen=record.id()) for revision in (2, 3)]
    assert only(home.hear(hello(entries=known)))["gone"] == []
    assert written == ["check"]
    home.hear(hello(entries=[raw("course/1", "check", 4, seen=record.id())]))
    assert written == ["check", "check"]


@pytest.mark.parametrize("rubbish", [
    None, 7, "x", {}, {"module": "course/1"}, raw("", "check"), raw("course/1", ""), raw("course/1", "check", 0),
    raw("course/1", "check", True), raw("course/1", "check", value=[]), raw("course/1", "check", value={"x": float("nan")}),
    raw("course/1", "check", value={"x": "x" * 300_000}), raw("vetted/1", "check"), raw("nowhere/1", "check"), raw("course/1", "x\ud800"),
])  # fmt: skip
def test_rubbish_from_the_page_keeps_nothing_else_away(home, record, rubbish):
    answer = only(home.hear(hello(entries=[rubbish, raw("course/2", "check")])))
    assert answer["type"] == "home"
    assert [(kept.module, kept.item) for kept in record.entries()] == [("course/2", "check")]


@pytest.mark.parametrize("message", [None, [], "hello", {}, {"type": None}, {"type": []}, {"type": "step"}, {"type": "__init__"}])
def test_what_no_page_of_ours_says_is_passed_over(home, message):
    assert home.hear(message) == []


@pytest.mark.parametrize("entries", [None, 5, "abc", {"a": 1}])
def test_a_hello_without_a_list_is_still_answered(home, entries):
    assert only(home.hear({"type": "hello", "entries": entries}))["type"] == "home"


def test_the_folder_of_the_notebooks_is_told_from_the_servers(home, tmp_path, monkeypatch):
    def folder(root) -> str:
        return only(home.hear(hello(root=root)))["data"]["folder"]

    server = tmp_path / "server"
    assert folder(str(server)) == "notebooks"
    assert folder(str(tmp_path)) == "server/notebooks"
    assert folder(str(server / "notebooks")) == ""
    for unknown in ("", "/somewhere/else", None, 7, "a\0b", "~nobody-of-that-name/x"):
        assert folder(unknown) == ""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder("~/server") == "notebooks"


def test_a_role_is_kept_and_can_be_taken_back(home, record):
    answer = only(home.hear({"type": "role", "role": "child-welfare"}))
    assert answer["data"]["role"] == record.role() == "child-welfare"
    assert only(home.hear({"type": "role", "role": None}))["data"]["role"] is None
    for unknown in ("judiciary", "king", 7, ["x"], {"a": 1}):
        refused = only(home.hear({"type": "role", "role": unknown}))
        assert (refused["type"], refused["what"]) == ("refused", "role")
        assert "choose another" in refused["reason"]


def test_the_record_is_handed_over_as_readable_json(home, record):
    finish(record, "course/1")
    answer = only(home.hear({"type": "record"}))
    assert answer["file"] == "my-study-record.json"
    assert json.loads(answer["text"])["format"] == "facilitator-toolkit-record/1"
    assert len(json.loads(answer["text"])["entries"]) == 2


def test_a_certificate_names_the_course_its_modules_and_the_person_and_nothing_is_stored(home, record, tmp_path):
    finish(record, "families/1")
    answer = only(home.hear({"type": "certificate", "course": "families", "name": "Zoë Ångström"}))
    assert (answer["type"], answer["course"], answer["file"]) == ("certificate", "families", "certificate-families.pdf")
    content = base64.b64decode(answer["base64"])
    assert content.startswith(b"%PDF-")
    assert "ngstr" not in json.dumps(record.export(), ensure_ascii=False)
    for path in (tmp_path / "data").iterdir():
        assert "Ångström".encode() not in path.read_bytes()
    if shutil.which("pdftotext"):
        (tmp_path / "c.pdf").write_bytes(content)
        text = subprocess.run(["pdftotext", str(tmp_path / "c.pdf"), "-"], capture_output=True, text=True, check=True).stdout
        for words in ("Zoë Ångström", "Families", "Module families/1", "Identify indicators", "November 22, 2026"):
            assert words in " ".join(text.split()), words


@pytest.mark.parametrize(("course", "name", "words"), [
    ("course", "Zoë", "not finished"), ("vetted", "Zoë", "not finished"), ("nowhere", "Zoë", "not finished"), (None, "Zoë", "not finished"),
    ("families", "  ", "name"), ("families", None, "name"), ("families", "x" * 5000, "characters"), ("families", "a\x07b", "cannot be printed"),
])  # fmt: skip
def test_a_certificate_that_cannot_be_made_is_refused_in_words(home, record, course, name, words):
    finish(record, "families/1", "vetted/1")
    refused = only(home.hear({"type": "certificate", "course": course, "name": name}))
    assert (refused["type"], refused["what"]) == ("refused", "certificate")
    assert words in refused["reason"]


def test_a_disk_that_refuses_is_told_of_and_the_catalogue_stays(three, tmp_path):
    home = Home(three, Broken(), tmp_path)
    data = shown(home)
    assert [course["id"] for course in data["courses"]] == ["course", "families"]
    assert data["next"]["why"] == "start"
    for message in (hello(), {"type": "role", "role": "community"}, {"type": "record"}, {"type": "forget"},
                    {"type": "certificate", "course": "course", "name": "Zoë"}):  # fmt: skip
        refused = only(home.hear(message))
        assert (refused["type"], refused["what"]) == ("refused", message["type"])
        assert refused["reason"] == "Could not use record.sqlite3: the disk is full. Free some space."


def test_courses_can_be_read_and_opened_where_nothing_is_alive_and_nothing_tells_how_far_the_learner_is(home, record):
    text = as_markdown(home.data(), messages("en"))
    assert text.startswith("**A good place to start:** [Module course/1](course/1-xy.ipynb)\n\n**A small course**")
    assert "- [Module course/2](course/2-xy.ipynb) (25 min)\n" in text
    finish(record, "course/1")
    assert as_markdown(home.data(), messages("en")) == text
    links = re.findall(r'<a href="([^"]*)">', readable(text)["text/html"])
    assert links == ["course/1-xy.ipynb", "course/1-xy.ipynb", "course/2-xy.ipynb", "families/1-xy.ipynb"]


def test_the_shipped_curriculum_has_a_home(curriculum, record, tmp_path):
    data = shown(Home(curriculum, record, tmp_path))
    module = data["courses"][0]["modules"][0]
    assert module["path"] == "intro/1-recognizing.ipynb"
    assert [item["id"] for item in module["items"]] == [
        "check-define", "check-myths", "check-indicators", "new-phone", "check-report",
    ]  # fmt: skip
    assert module["items"][3]["title"] == "One of these stories: New phone, tired eyes / Somewhere to stay"
    assert [role["id"] for role in data["roles"]] == [audience.id for audience in curriculum.catalogue.audiences]
    assert json.loads(json.dumps(data)) == data
