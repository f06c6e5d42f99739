"""A live activity: light enough for many in one notebook, readable by every tool, and silent about keys in a test."""

from __future__ import annotations

import json

import pytest

from toolkit.errors import UsageError
from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.model import cells
from toolkit.model.session import Parameters
from toolkit.record import Record
from toolkit.study import Show
from toolkit.widgets import live

ASKS = "At a clinic, a 16-year-old girl tells the nurse"


@pytest.fixture
def displayed(curriculum, tmp_path, monkeypatch):
    """What a cell displays, for one call of ``show`` where a person is looking."""
    seen = []
    monkeypatch.setattr("IPython.display.display", lambda *things, **_options: seen.extend(things))

    def call(name, **options):
        Show(curriculum, ["intro/1"], Parameters(), Record(tmp_path / "record.sqlite3"))(name, **options)
        return seen.pop()

    return call


@pytest.mark.parametrize("name", ["check-define", "new-phone", "sort-the-cards", "who-is-near", "one-next-step"])
def test_a_live_activity_is_also_text_that_any_tool_can_show(displayed, name):
    data, metadata = displayed(f"intro/1/{name}")._repr_mimebundle_()
    assert metadata == {cells.KEY: {"live": True}}
    assert cells.SHOWN.validate_python(data[cells.MIME])
    for kind in ("text/html", "text/markdown", "text/plain"):
        assert len(data[kind]) > 100
        assert "object at 0x" not in data[kind]


def test_the_engine_travels_once_and_not_with_each_activity(displayed):
    state = displayed("intro/1/check-define").get_state()
    assert state["carrier"]
    weight = len(json.dumps({key: state[key] for key in ("_esm", "data", "carrier")}))
    assert weight < 30_000 < len(engine_module())
    carrier = live._carrier().get_state()
    assert carrier["engine"] == engine_module()
    assert carrier["look"].startswith(engine_css())
    assert displayed("intro/1/check-report").carrier == state["carrier"]


def test_in_a_test_neither_the_page_nor_the_file_is_told_the_key(displayed, curriculum):
    questions = curriculum.module("intro/1").activities["check-define"].questions
    told = [option.feedback.split(".")[0].split("[@")[0].strip() for q in questions for option in getattr(q, "options", ())]
    practice = displayed("intro/1/check-define")
    assert any(words in json.dumps(practice.get_state()["data"], ensure_ascii=False) for words in told)
    shown = displayed("intro/1/check-define", test="after")
    data, _ = shown._repr_mimebundle_()
    assert data[cells.MIME] == {"access": "open", "kind": "test"}
    assert ASKS in data["text/markdown"]
    assert ASKS in shown.get_state()["data"]["questions"][0]["prompt"]
    for text in (json.dumps(data, ensure_ascii=False), json.dumps(shown.get_state(), ensure_ascii=False, default=str)):
        assert not [words for words in told if words in text]
        assert '"key"' not in text
        assert "✓" not in text
        assert "reply explains" not in text
        assert "There is no feedback here" in text


def test_a_test_has_a_place_of_its_own_beside_the_practice(displayed):
    ids = {displayed("intro/1/check-define", test=test).data["id"] for test in (None, "before", "after")}
    assert ids == {"check-define", "check-define@before", "check-define@after"}


@pytest.mark.parametrize(("name", "test", "says"), [
    ("intro/1/new-phone", "before", "not a quiz"),
    ("intro/1/check-define", "pretest", "cannot be called 'pretest'"),
    ("intro/1/nothing", "before", "has no 'nothing'"),
])  # fmt: skip
def test_what_cannot_be_shown_is_said_in_words_and_stops_nothing_where_a_person_looks(displayed, curriculum, name, test, says):
    told = displayed(name, test=test)["text/plain"]
    assert says in told
    assert "The others below still work" in told
    with pytest.raises(UsageError, match=says):
        Show(curriculum, ["intro/1"], Parameters())(name, test=test)


def test_an_error_in_a_cell_is_one_sentence_without_a_traceback():
    assert UsageError("There is no such thing.", "Look again.")._render_traceback_() == ["There is no such thing. Look again."]


def test_contacts_and_next_steps_are_for_reading(displayed):
    for name in ("contacts", "intro/1/next-steps"):
        assert isinstance(displayed(name), dict)


@pytest.mark.parametrize(("variable", "kernel", "listens"), [
    (None, True, False), ("JPY_SESSION_NAME", True, True), ("VSCODE_PID", True, True), ("JPY_SESSION_NAME", False, False),
])  # fmt: skip
def test_widgets_are_shown_only_where_somebody_can_see_them(monkeypatch, variable, kernel, listens):
    for name in live._FRONT_ENDS:
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "x")
    shell = type("Shell", (), {"kernel": object()} if kernel else {})()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert live.front_end_listens() is listens
    monkeypatch.setenv(cells.NOBODY, "1")
    assert live.front_end_listens() is False
