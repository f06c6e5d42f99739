"""Composed notebooks are filled without running code; anything else goes through a kernel; no traces are left."""

from __future__ import annotations

import json
from typing import ClassVar

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit import study
from toolkit.build import run_notebook
from toolkit.compose import compose
from toolkit.errors import UsageError
from toolkit.execute import execute, fill, only_composed, shown_id
from toolkit.model import cells
from toolkit.model.session import Parameters, Session, check_parameters
from toolkit.notebook_show import show_for
from toolkit.plan import make_plan
from toolkit.record import Record
from toolkit.study import Show, begin

SESSION = Session.model_validate({"modules": ["intro/1"], "minutes": 60})


@pytest.fixture(scope="module")
def composed(curriculum):
    return compose(curriculum, make_plan(curriculum, SESSION))


def test_a_composed_notebook_is_valid_and_needs_no_kernel(composed):
    nbformat.validate(composed)
    assert only_composed(composed)


def test_composing_twice_gives_the_same_notebook(curriculum, composed):
    again = compose(curriculum, make_plan(curriculum, SESSION))
    assert nbformat.writes(again) == nbformat.writes(composed)


def test_a_composed_notebook_has_no_outputs_and_hides_its_code(composed):
    code = [cell for cell in composed.cells if cell.cell_type == "code"]
    assert len(code) > 10
    for cell in code:
        assert cell.outputs == []
        assert cell.metadata.jupyter.source_hidden
        assert "remove-input" in cell.metadata.tags


def test_no_answer_stands_in_a_code_cell(curriculum, composed):
    module = curriculum.module("intro/1")
    feedback = [
        option.feedback for quiz in module.quizzes for question in quiz.questions
        if hasattr(question, "options") for option in question.options
    ]
    code = "\n".join(cell.source for cell in composed.cells if cell.cell_type == "code")
    assert len(feedback) > 20
    assert not [text for text in feedback if text[:40] in code]


def test_every_shown_activity_has_all_its_representations(curriculum):
    executed = run_notebook(curriculum, SESSION)
    bundles = [output.data for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(bundles) > 10
    for data in bundles:
        assert set(data) == {cells.MIME, "text/html", "text/markdown", "text/plain"}
        assert "object at 0x" not in json.dumps(data)


def test_an_executed_notebook_holds_no_time_path_or_host(curriculum):
    executed = run_notebook(curriculum, SESSION)
    assert "papermill" not in executed.metadata
    assert not [c for c in executed.cells if "papermill" in c.metadata or "execution" in c.metadata]
    assert all(c.execution_count is None for c in executed.cells if c.cell_type == "code")


def test_parameters_are_injected_and_used(curriculum, composed):
    values = {"audience": "child-welfare"}
    show = Show(curriculum, ["intro/1"], Parameters.model_validate(values))
    executed = execute(composed, values, show.bundle)
    assert cells.notebook_parameters(executed).audience == "child-welfare"
    steps = next(c for c in executed.cells if c.metadata.get(cells.KEY, {}).get("kind") == "next-steps")
    titles = [group["title"] for group in steps.outputs[0].data[cells.MIME]["sets"]]
    assert any("child welfare" in title.lower() for title in titles)


def test_foreign_code_is_seen_and_runs_in_a_kernel(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JPY_SESSION_NAME", "inherited")
    asks = "from toolkit.widgets.live import front_end_listens as looks; print(6 * 7 if not looks() else 'seen')"
    notebook = new_notebook(cells=[new_markdown_cell("# Mine"), new_code_cell(asks)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    assert not only_composed(notebook)
    executed = execute(notebook, {}, lambda _name: {})
    assert executed.cells[1].outputs[0].text == "42\n"


@pytest.mark.parametrize("source", [
    "show('a/1/b'); import os", "show('a', 'b')", "other('a')", "show(name)", "show(", "show('a', test=when)", "show('a', mode='test')", "show('a', **more)", "show('a')\nshow('b')", "1 + 1",
])
def test_only_a_lone_call_with_a_literal_is_taken_as_shown(source):
    assert shown_id(new_code_cell(source)) is None


def test_filling_keeps_outputs_that_are_there():
    notebook = new_notebook(cells=[new_code_cell("show('a/1/b')", outputs=[nbformat.v4.new_output("stream", text="x")])])
    assert fill(notebook, lambda _name: {}).cells[0].outputs[0].text == "x"


def test_a_notebook_written_by_hand_can_show_our_activities(curriculum, tmp_path):
    notebook = new_notebook(cells=[new_code_cell('show("intro/1/check-define")')])
    filled = fill(notebook, show_for(notebook, tmp_path))
    assert filled.cells[0].outputs[0].data[cells.MIME]["quiz"]["id"] == "check-define"


def test_a_test_in_a_notebook_that_nobody_ran_has_no_answers(curriculum, tmp_path):
    notebook = new_notebook(cells=[new_code_cell('show("intro/1/check-define", test="before")')])
    filled = fill(notebook, show_for(notebook, tmp_path))
    data = filled.cells[0].outputs[0].data
    assert "At a clinic, a 16-year-old girl" in data["text/markdown"]
    assert data[cells.MIME] == {"access": "open", "kind": "test"}
    assert "Show the answer" not in json.dumps(data)


def test_unknown_parameters_are_named_with_the_known_ones():
    with pytest.raises(UsageError, match=r"orgnization.*Known parameters: audience, organization"):
        check_parameters({"orgnization": "x"})


def test_a_bad_parameter_value_is_named():
    with pytest.raises(UsageError, match=r"audience.*child-welfare"):
        check_parameters({"audience": "everyone"})


def test_an_unknown_activity_is_named_with_the_known_ones(curriculum):
    show = Show(curriculum, ["intro/1"], Parameters())
    with pytest.raises(UsageError, match=r"no 'nothing'.*check-define"):
        show.bundle("intro/1/nothing")
    with pytest.raises(UsageError, match=r"not in this notebook.*intro/1"):
        show.bundle("intro/2/check")


def test_text_that_papermill_took_for_something_else_says_how_to_write_it():
    with pytest.raises(UsageError, match=r"place must be text, not True; with papermill, write -r place TEXT"):
        check_parameters({"place": True})


def test_a_local_number_for_a_national_contact_is_refused_in_a_notebook():
    with pytest.raises(UsageError, match=r"no local contact emergency.*Local contacts: state-line, local-police"):
        begin("intro/1", contacts={"emergency": "112"})


def test_a_record_that_cannot_be_read_keeps_no_notebook_from_opening(monkeypatch, tmp_path):
    monkeypatch.setattr(study, "front_end_listens", lambda: True)
    monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", str(tmp_path))
    Record().choose_role("judiciary")
    assert begin("intro/1")._parameters.audience == "judiciary"
    (tmp_path / "record.sqlite3").write_bytes(b"no database" * 100)
    assert begin("intro/1")._parameters.audience == "community"


def test_a_mended_parameter_is_not_held_against_a_running_kernel(monkeypatch):
    import IPython

    class Shell:
        user_ns: ClassVar = {"In": ["", "# Parameters\naudiense = 'x'", "# Parameters\naudience = 'judiciary'"]}

    monkeypatch.setattr(IPython, "get_ipython", Shell)
    assert begin("intro/1", audience="judiciary")
    Shell.user_ns["In"].append("# Parameters\nplase = 'x'")
    with pytest.raises(UsageError, match="Unknown parameter: plase"):
        begin("intro/1")
