"""What docs/privacy.md promises to whoever studies in notebooks."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.trust.promises import ROOT, proves
from tests.trust.watching import ACCOUNT, COMPUTER, FACILITATOR, environment, run
from toolkit.load import load_curriculum
from toolkit.model.entry import Entry
from toolkit.record import Record
from toolkit.self_study import composed_notebooks


@pytest.fixture
def record(tmp_path, monkeypatch):
    """The record of somebody who did all that can be kept."""
    from datetime import date

    from toolkit.model.entry import TestResult

    monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", str(tmp_path / "data"))
    kept = Record()
    kept.keep(Entry("intro/1", "check-define", "v1", 1, {"questions": {"define-1": {"answer": [1]}}, "done": True}))
    kept.hand_in(TestResult("intro/1", "test", "before", "v1", {"a": [0]}, 1, 4, date(2027, 1, 15)))
    kept.choose_role("community")
    return kept


@proves("What you do is kept in one file, `record.sqlite3`, in the data folder of your user account (on Linux `~/.local/share/facilitator-toolkit`), or in the folder that `FACILITATOR_TOOLKIT_DATA` names.")
def test_the_record_is_one_file_where_the_page_says(record, tmp_path):
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["record.sqlite3"]
    surroundings = environment(tmp_path, tmp_path / "me")
    told = run("from toolkit.record import record_path; print(record_path())", tmp_path, surroundings).strip()
    assert Path(told).parts[-2:] == ("facilitator-toolkit", "record.sqlite3")
    if sys.platform == "linux":
        assert told == str(tmp_path / "me/home/.local/share/facilitator-toolkit/record.sqlite3")


@proves("The file holds your answers, what you finished and on which day, the results of your tests, the role that you chose, and random ids.")
def test_the_record_has_room_for_what_the_page_says_and_for_nothing_else(record, tmp_path):
    with closing(sqlite3.connect(tmp_path / "data/record.sqlite3")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")} for name in tables}
        settings = {name for (name,) in db.execute("SELECT name FROM setting")}
        ids = [name for (name,) in db.execute("SELECT id FROM identity")]
    assert columns == {
        "entry": {"module", "item", "version", "revision", "value", "touch"},
        "done": {"module", "item", "day"},
        "test": {"id", "module", "item", "name", "version", "answers", "score", "questions", "day"},
        "setting": {"name", "value"},
        "identity": {"id", "state"},
    }
    assert settings == {"role"}
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in ids)


@proves("The file holds no name of yours, no name of this computer or of your account, and no time of day.")
def test_the_record_names_nobody_and_tells_no_time(tmp_path):
    surroundings = environment(tmp_path, tmp_path / "me")
    code = (
        "from toolkit.model.entry import Entry\nfrom toolkit.record import Record, record_path\n"
        "Record().keep(Entry('intro/1', 'a', 'v', 1, {'done': True}))\nprint(record_path())"
    )
    file = Path(run(code, tmp_path, surroundings).strip())
    content = file.read_bytes()
    assert b"intro/1" in content
    for name in (ACCOUNT, COMPUTER, str(tmp_path)):
        assert name.encode() not in content
    assert not re.search(rb"\d\d:\d\d|20\d\d-\d\d-\d\dT|\b1[789]\d{8}\b", content)


@proves("The code of cells in our notebooks is the same for everybody and holds no answer, so a history of what was run tells nothing of you.")
def test_the_code_of_cells_is_the_same_for_everybody():
    import nbformat

    from toolkit.execute import only_composed

    small = load_curriculum(SMALL)
    assert composed_notebooks(small) == composed_notebooks(small)
    notebooks = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    assert len(notebooks) > 15
    own = {path.name for path in notebooks if not only_composed(nbformat.read(path, as_version=4))}
    assert own == {"start-here.ipynb", "plan-a-workshop.ipynb"}  # whose one line of code opens a page


@proves("Notebooks for vetted readers are the exception: they name who confirmed the reader.")
def test_notebooks_for_vetted_readers_name_who_confirmed_them(curriculum):
    made = {name: FACILITATOR in content.decode() for name, content in composed_notebooks(curriculum, FACILITATOR).items()}
    assert all(named for name, named in made.items() if name.startswith("law-enforcement/"))
    assert not made["intro/1-recognizing.ipynb"]


@proves("JupyterLab that you start by yourself, without `facilitate study`, looks on the network for a newer version of itself; that is its own setting.")
def test_jupyterlab_by_itself_looks_for_a_newer_version():
    from jupyterlab.handlers.announcements import CheckForUpdate
    from jupyterlab.labapp import LabApp

    assert LabApp.class_traits()["check_for_updates_class"].default_value is CheckForUpdate
