"""Notebooks, run or not, in every tool: nothing in them that their reader may not see, outputs and metadata included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.access.kits import CLEARED, SECRET_NUMBER, UNCLEARED, Sitting, session_of
from tests.access.planting import Labelled, told
from tests.access.test_sweep import PRINTED_NOWHERE, each_uncleared
from tests.access.twins import OPEN, RESTRICTED_COURSE, RESTRICTED_PART
from tests.hunt import found_in
from toolkit.build import run_notebook
from toolkit.cli import main
from toolkit.errors import UsageError
from toolkit.model.access import LabelLostError
from toolkit.model.session import Parameters
from toolkit.self_study import composed_notebooks
from toolkit.start_here import NAME, compose_start_here
from toolkit.study import Show


def markers_of(content: bytes, folder: Path, labelled: Labelled, name: str = "one.ipynb") -> set[str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return set(found_in(path, [*labelled.planted, SECRET_NUMBER]))


def secrets_in(found: set[str], labelled: Labelled) -> str:
    return told(found & labelled.restricted, labelled) + (SECRET_NUMBER if SECRET_NUMBER in found else "")


@pytest.fixture(scope="session")
def executed(labelled: Labelled, tmp_path_factory) -> dict[Sitting, Path]:
    """The executed notebook of each session, as a file."""
    folder = tmp_path_factory.mktemp("executed")
    for sitting in (*UNCLEARED, CLEARED):
        notebook = run_notebook(labelled.curriculum, session_of(labelled.curriculum, sitting))
        (folder / f"{sitting}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return {sitting: folder / f"{sitting}.ipynb" for sitting in (*UNCLEARED, CLEARED)}


@each_uncleared
def test_an_executed_notebook_holds_no_restricted_marker(labelled: Labelled, executed, sitting):
    found = set(found_in(executed[sitting], [*labelled.planted, SECRET_NUMBER]))
    assert secrets_in(found, labelled) == ""
    assert len(found) > 200


def test_a_cleared_executed_notebook_holds_all_of_its_modules(labelled: Labelled, executed):
    found = found_in(executed[CLEARED], labelled.planted)
    missing = {
        each.marker for each in labelled.texts
        if each.root in labelled.curriculum.modules and each.is_for(CLEARED.audience) and each.marker not in found
    }  # fmt: skip
    assert told(missing, labelled) == ""


def test_composed_notebooks_hold_no_restricted_marker(labelled: Labelled, tmp_path):
    with pytest.raises(UsageError, match="names nobody"):
        composed_notebooks(labelled.curriculum, " ")
    notebooks = composed_notebooks(labelled.curriculum)
    assert set(notebooks) == {NAME, "plan-a-workshop.ipynb", "course/1-everything.ipynb", "pages/at-a-glance.ipynb"}
    for name, content in notebooks.items():
        found = markers_of(content, tmp_path, labelled, name)
        assert secrets_in(found, labelled) == "", name
        assert len(found) > (2 if name == "plan-a-workshop.ipynb" else 15), name


def test_with_somebody_who_vetted_the_reader_restricted_notebooks_and_parts_are_added(labelled: Labelled, tmp_path):
    everyone = composed_notebooks(labelled.curriculum)
    cleared = composed_notebooks(labelled.curriculum, "A. Sheriff")
    assert cleared[NAME] == everyone[NAME]
    found = {name: markers_of(content, tmp_path, labelled, name) for name, content in cleared.items()}
    assert len(found) == len(everyone) + 3
    for root in labelled.curriculum.modules:
        [name] = [name for name in found if name.startswith(f"{root}-")]
        own = {each.marker for each in labelled.texts if each.root == root and each.owner in ("Prose", "Callout") and each.reader != "group"}
        assert told(own - found[name], labelled) == ""
        assert len(own) > 3


def test_the_first_notebook_holds_every_open_course_and_no_restricted_one(labelled: Labelled, tmp_path):
    content = nbformat.writes(compose_start_here(labelled.curriculum)).encode()
    found = markers_of(content, tmp_path, labelled)
    assert secrets_in(found, labelled) == ""
    courses = {each.marker for each in labelled.texts if each.label == "open" and (each.owner, each.field) in (("Course", "title"), ("Course", "summary"), ("Catalogue", "title"))}
    assert len(courses) == 3
    assert courses <= found
    assert {field for field in PRINTED_NOWHERE if field[0] == "Course"} == {("Course", "title"), ("Course", "summary")}


@pytest.mark.parametrize("to", ["html", "slides", "notebook"])
def test_stock_nbconvert_brings_nothing_to_light(labelled: Labelled, executed, tmp_path, to):
    source = executed[UNCLEARED[-1]]
    call = [sys.executable, "-m", "jupyter", "nbconvert", "--to", to, "--output", "out", "--output-dir", str(tmp_path), str(source)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    [file] = [path for path in tmp_path.rglob("out*") if path.is_file()]
    found = set(found_in(file, [*labelled.planted, SECRET_NUMBER]))
    assert secrets_in(found, labelled) == ""
    assert len(found) > 150


def test_papermill_brings_nothing_to_light_and_cannot_clear_anyone(labelled: Labelled, tmp_path):
    """A notebook that was composed for everyone, told of other readers: it still shows what everyone may see."""
    (tmp_path / "one.ipynb").write_bytes(composed_notebooks(labelled.curriculum)["course/1-everything.ipynb"])
    options = ["-p", "audience", "law-enforcement", "-p", "vetted_by", "A. Sheriff"]
    call = [sys.executable, "-m", "papermill", "one.ipynb", "out.ipynb", *options]
    (tmp_path / "curriculum").symlink_to(labelled.root)
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = set(found_in(tmp_path / "out.ipynb", [*labelled.planted, SECRET_NUMBER]))
    assert secrets_in(found, labelled) == ""
    assert len(found) > 150


def test_the_commands_write_and_open_only_open_notebooks(labelled: Labelled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("toolkit.commands.study.subprocess.call", lambda _call: 0)
    assert main(["compose", "--curriculum", str(labelled.root), "--out", "composed"]) == 0
    assert main(["study", "--curriculum", str(labelled.root), "--no-browser"]) == 0
    for folder in ("composed", "notebooks"):
        assert len(list(Path(folder).rglob("*.ipynb"))) == 4
        assert secrets_in(set(found_in(Path(folder), [*labelled.planted, SECRET_NUMBER])), labelled) == ""
    assert main(["compose", "--curriculum", str(labelled.root), "--out", "cleared", "--vetted-by", "A. Sheriff"]) == 0
    assert len(list(Path("cleared").rglob("*.ipynb"))) == 7


@pytest.mark.parametrize("name", [OPEN, RESTRICTED_PART, RESTRICTED_COURSE])
def test_nothing_restricted_is_shown_by_name(labelled: Labelled, name):
    """Who knows an id and types it into a notebook is told what there is, and that holds no restricted name."""
    if name != OPEN:
        with pytest.raises(UsageError, match="vetted public-safety professionals"):
            Show(labelled.curriculum, [name], Parameters())
        return
    show = Show(labelled.curriculum, [name], Parameters())
    hidden = [each for each in labelled.curriculum.modules[name].activities if "-zq" in each]
    assert len(hidden) > 10
    for each in hidden:
        with pytest.raises(UsageError) as caught:
            show.bundle(f"{name}/{each}")
        assert not [word for word in labelled.restricted if word in str(caught.value).replace(each, "", 1)]
        assert not isinstance(caught.value, LabelLostError)
