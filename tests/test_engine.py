"""The stock papermill command with our engine: a composed notebook needs no kernel, and nobody else's code runs without one."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import NBClientEngine
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from toolkit.engine import FacilitateEngine
from toolkit.execute import first_foreign, opening_of, settings_of
from toolkit.model import cells

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "notebooks" / "intro" / "1-recognizing.ipynb"
FILLED = "filled in this process, without a kernel"
IN_KERNEL = "runs in a kernel"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The environment of a command that finds the entry points as a wheel would carry them, whatever is installed."""
    folder = tmp_path_factory.mktemp("site")
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    lines = [f"{name} = {target}" for name, target in groups["papermill.engine"].items()]
    (folder / "carried-1.0.dist-info").mkdir()
    (folder / "carried-1.0.dist-info" / "entry_points.txt").write_text("\n".join(["[papermill.engine]", *lines, ""]), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def papermill(folder, environment, *call):
    return subprocess.run(
        [sys.executable, "-m", "papermill", *map(str, call)], cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False
    )


def outputs(notebook):
    return [[dict(output) for output in cell.get("outputs", [])] for cell in notebook.cells]


def pretending(source, kind):
    """A cell with ``source`` that says of itself that compose wrote it."""
    return new_code_cell(source, metadata={cells.KEY: {"kind": kind, "access": "open"}, "tags": ["parameters", "injected-parameters"]})


def test_a_composed_notebook_is_filled_without_a_kernel_and_comes_out_as_from_one(tmp_path, installed):
    told = ("-p", "audience", "child-welfare", "--no-progress-bar")
    ours = papermill(tmp_path, installed, "--engine", "facilitate", NOTEBOOK, "ours.ipynb", *told)
    theirs = papermill(tmp_path, installed, NOTEBOOK, "theirs.ipynb", *told)
    assert (ours.returncode, theirs.returncode) == (0, 0), ours.stderr + theirs.stderr
    assert FILLED in ours.stderr
    assert "Executing notebook with kernel" not in ours.stderr
    filled, run = (nbformat.read(tmp_path / name, as_version=4) for name in ("ours.ipynb", "theirs.ipynb"))
    nbformat.validate(filled)
    assert sum(map(len, outputs(filled))) > 10
    assert outputs(filled) == outputs(run)
    assert "child welfare" in str(outputs(filled)).lower()
    assert [cell.source for cell in filled.cells] == [cell.source for cell in run.cells]
    assert [cell.get("execution_count") for cell in filled.cells] == [cell.get("execution_count") for cell in run.cells]
    assert {cell.metadata.papermill.status for cell in filled.cells} == {"completed"}
    assert filled.metadata.papermill.parameters == {"audience": "child-welfare"}
    assert filled.metadata.papermill.keys() == run.metadata.papermill.keys()


def test_a_cell_that_only_says_it_is_composed_sends_the_notebook_to_its_kernel(tmp_path, installed):
    source = "import os\nprint(6 * 7, os.environ['JPY_PARENT_PID'])"  # which a kernel knows, and no other process here
    notebook = new_notebook(cells=[pretending(source, "setup"), new_code_cell('show("intro/1/check-define")')])
    notebook.cells.insert(0, new_code_cell('from toolkit.study import begin\n\nshow = begin("intro/1")'))
    notebook.metadata = nbformat.read(NOTEBOOK, as_version=4).metadata
    nbformat.write(notebook, tmp_path / "mine.ipynb")
    done = papermill(tmp_path, {**installed, "JPY_PARENT_PID": ""}, "--engine", "facilitate", "mine.ipynb", "out.ipynb")
    assert done.returncode == 0, done.stderr
    assert f"{IN_KERNEL}: cell 2 holds code of its own" in done.stderr
    run = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    answer, process = run.cells[1].outputs[0].text.split()
    assert answer == "42"
    assert process.isdecimal()
    assert run.cells[2].outputs[0].data[cells.MIME]["quiz"]["id"] == "check-define"


@pytest.mark.parametrize(("values", "code", "reason"), [
    ({"audiense": "community"}, None, "Unknown parameter: audiense"),
    ({"audience": "everyone"}, None, "audience cannot be 'everyone'"),
    ({}, 'show("intro/1/nothing")', "has no 'nothing'"),
    ({}, "print(1)", "holds code of its own"),
])
def test_what_cannot_be_filled_fails_in_the_kernel_as_ever(values, code, reason, monkeypatch, caplog):
    notebook = parameterize_notebook(load_notebook_node(str(NOTEBOOK)), values) if values else load_notebook_node(str(NOTEBOOK))
    if code:
        notebook.cells.append(new_code_cell(code))
    handed: list[object] = []
    monkeypatch.setattr(NBClientEngine, "execute_managed_notebook", lambda manager, _kernel, **_options: handed.append(manager.nb))
    with caplog.at_level("INFO", logger="papermill"):
        FacilitateEngine.execute_notebook(notebook, "python3", progress_bar=False)
    assert handed == [notebook]
    assert reason in caplog.text


def test_another_kernel_that_is_asked_for_is_used(monkeypatch):
    notebook = load_notebook_node(str(NOTEBOOK))
    handed: list[str] = []
    monkeypatch.setattr(NBClientEngine, "execute_managed_notebook", lambda _manager, kernel, **_options: handed.append(kernel))
    FacilitateEngine.execute_notebook(notebook, "ir", progress_bar=False)
    assert handed == ["ir"]


@pytest.mark.parametrize("kind", ["setup", "parameters", "activity"])
@pytest.mark.parametrize("source", [
    "print(1)", "audience = open('x')", "audience = 'a'; import os", "x=1;__import__('os').system('true')#= 2", "show = begin('intro/1')",
    "from toolkit.study import begin\nshow = begin(__import__('os').name)", "from toolkit.study import begin\nshow = begin('intro/1', audience=print())",
    "from toolkit.study import begin as other\nshow = other('intro/1')", "from os import begin\nshow = begin('intro/1')", "show = 1", "begin = 1",
    "from toolkit.study import begin\nshow = begin(*names)", "from toolkit.study import begin\nshow = begin('intro/1', **more)", "a, b = 1, 2",
    "%run other.py", "!true", "audience: print() = 'a'", "show('intro/1/check-define')\nprint(1)", "(" * 3000,
])
def test_only_the_code_itself_says_that_a_cell_is_composed(source, kind):
    assert first_foreign(new_notebook(cells=[pretending(source, kind)])) == 0


def test_settings_and_modules_are_read_without_running_them():
    settings = settings_of(new_code_cell("# Parameters\naudience = 'judiciary'\ncontacts = {'a': '1'}\nlate = -1"))
    assert settings == {"audience": "judiciary", "contacts": {"a": "1"}, "late": -1}
    opening = opening_of(new_code_cell("# Setup\nfrom toolkit.study import begin\n\nshow = begin('intro/1', 'intro/2', audience=audience)"))
    assert opening is not None
    assert opening[0] == ("intro/1", "intro/2")
    assert list(opening[1]) == ["audience"]


def test_every_committed_notebook_of_a_module_needs_no_kernel():
    modules = sorted(path for path in (ROOT / "notebooks").glob("*/*.ipynb"))
    assert len(modules) > 8
    assert not [path.name for path in modules if first_foreign(nbformat.read(path, as_version=4)) is not None]
