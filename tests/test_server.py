"""What Jupyter writes: no view of ours that will be dead tomorrow, and everybody else's untouched."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from toolkit import server
from toolkit.model import cells

VIEW = {"model_id": "abc", "version_major": 2}


def notebook(*outputs):
    return {"type": "notebook", "content": {"nbformat": 4, "cells": [
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "code", "source": "show('a')", "outputs": list(outputs)},
    ]}}  # fmt: skip


def output(**metadata):
    return {"output_type": "display_data", "metadata": metadata,
            "data": {server.WIDGET_VIEW: VIEW, "text/html": "<p>To read</p>"}}  # fmt: skip


def test_our_views_go_and_the_page_to_read_stays():
    model = notebook(output(toolkit={"live": True}))
    server.leave_readable_page(model=model, path="a.ipynb")
    [saved] = model["content"]["cells"][1]["outputs"]
    assert saved == {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<p>To read</p>"}}


@pytest.mark.parametrize("model", [
    notebook(output(), {"output_type": "stream", "text": "x"}, {"output_type": "error"}, output(toolkit="mine")),
    {"type": "file", "content": "text"},
    {"type": "directory", "content": None},
    {"type": "notebook", "content": {"nbformat": 3, "worksheets": []}},
])  # fmt: skip
def test_everything_else_is_saved_as_it_is(model):
    before = copy.deepcopy(model)
    server.leave_readable_page(model=model)
    assert model == before


def test_saved_state_of_ours_goes_with_the_views_and_that_of_others_stays():
    ours = {"a": {"state": {"_anywidget_id": "toolkit.widgets.live.ActivityWidget", "data": {}}}, "b": {"state": {"engine": "", "look": ""}}}
    others = {"c": {"state": {"value": 3}}}
    for state, left in ((ours, None), (ours | others, others)):
        model = notebook(output(toolkit={"live": True}))
        model["content"]["metadata"] = {"widgets": {server.WIDGET_STATE: {"state": dict(state)}}}
        server.leave_readable_page(model=model)
        assert model["content"]["metadata"] == ({"widgets": {server.WIDGET_STATE: {"state": left}}} if left else {})


def test_the_server_and_the_notebooks_agree_on_names():
    assert server.KEY == cells.KEY
    assert server._jupyter_server_extension_points() == [{"module": "toolkit.server"}]
    config = json.loads(Path(server.__file__).with_name("server.json").read_text(encoding="utf-8"))
    assert config["ServerApp"]["jpserver_extensions"] == {"toolkit.server": True}
