"""The notebook around the planner: current, quiet about code, and a text worth reading where nothing is alive."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

from toolkit.compose_planner import NAME, compose_planner
from toolkit.export.read import read
from toolkit.interactive.engine_source import engine_module
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.planner import planner, widget
from toolkit.self_study import composed_notebooks

ROOT = Path(__file__).parents[2]
PAGE = sorted((ROOT / "toolkit" / "planner" / "page").glob("*.js"))


def test_the_committed_one_is_current(curriculum):
    content = (ROOT / "notebooks" / NAME).read_bytes()
    assert content == composed_notebooks(curriculum)[NAME], "run 'facilitate compose'"
    nbformat.validate(nbformat.reads(content.decode(), as_version=4))


def test_stock_nbconvert_shows_what_to_do_and_no_code(curriculum, monkeypatch, tmp_path):
    notebook = compose_planner(curriculum)
    displayed = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("IPython.display.display", lambda data, **_options: displayed.append(data))
    planner()
    unrun = HTMLExporter().from_notebook_node(notebook)[0]
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data=displayed[0])]
    for page in (unrun, HTMLExporter().from_notebook_node(notebook)[0]):
        assert "Plan a workshop" in page
        assert "facilitate new my-workshop" in page
        assert "toolkit.planner" not in page
        assert "object at 0x" not in page
    assert "staff-meeting" in displayed[0]["text/plain"]


def test_printing_it_breaks_nothing(curriculum):
    document = read(compose_planner(curriculum), "participant")
    assert document.title == "Plan a workshop"
    assert "planner()" not in repr(document)


def test_a_saved_notebook_keeps_no_view_and_no_state_of_it(curriculum, tmp_path):
    from toolkit.planner.desk import Desk
    from toolkit.widgets.bundle import readable

    shown = widget.planner_widget(Desk(curriculum, tmp_path), readable("what to do"))
    data, metadata = shown._repr_mimebundle_()
    assert metadata == {cells.KEY: {"live": True}}
    assert data["text/markdown"].strip() == "what to do"
    assert shown.get_state()["_anywidget_id"].startswith("toolkit.")  # what toolkit/server.py takes out
    assert set(shown.get_state()["data"]) == {"audiences", "ready", "words"}


def test_the_page_is_whole_and_asks_nothing_of_any_address():
    source = engine_module("plan-widget", beside=ROOT / "toolkit" / "planner" / "page")
    assert len(PAGE) > 6
    for path in PAGE:
        text = path.read_text(encoding="utf-8")
        assert f"const from_{path.stem.replace('-', '_')} =" in source
        assert len(text.splitlines()) < 250
        assert text.startswith("/**")
    own = "".join(path.read_text(encoding="utf-8") for path in PAGE)
    for forbidden in ("fetch(", "XMLHttpRequest", "WebSocket", "innerHTML", "eval(", "localStorage"):
        assert forbidden not in own


@pytest.mark.parametrize("path", PAGE, ids=lambda path: path.stem)
def test_every_word_that_is_said_exists(path):
    said = set(re.findall(r'say\("([\w-]+)"', path.read_text(encoding="utf-8")))
    assert {f"planner.{word}" for word in said} <= set(messages("en").all())
