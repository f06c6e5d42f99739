"""The doctor finds what can be amiss with Jupyter, its tools and formats of other packages, and says what to do about it."""

from __future__ import annotations

import pytest

from tests.trust.looks import amiss, is_well, put, seen
from toolkit.doctor import jupyter


@pytest.fixture
def jupyter_in(tmp_path, monkeypatch):
    """A Jupyter that looks nowhere but in one folder."""
    from jupyter_core import paths

    monkeypatch.setattr(paths, "jupyter_path", lambda *parts: [str(tmp_path.joinpath(*parts))])
    monkeypatch.setattr(paths, "jupyter_config_path", lambda: [str(tmp_path)])
    return tmp_path


def test_jupyterlab_without_its_pages_or_its_package_is_a_problem(jupyter_in, monkeypatch):
    assert "pages are missing" in amiss(jupyter.find_jupyterlab).what
    put(jupyter_in / "lab/static/index.html")
    assert is_well(jupyter.find_jupyterlab)
    monkeypatch.setattr(jupyter, "find_spec", lambda _name: None)
    assert "jupyterlab and jupyter_server cannot be found" in amiss(jupyter.find_jupyterlab).what


def test_a_computer_on_which_nothing_may_listen_is_told(monkeypatch):
    def refuse(_address):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(jupyter.socket, "create_server", refuse)
    assert "127.0.0.1" in amiss(jupyter.find_jupyterlab).what


@pytest.mark.parametrize("name", jupyter.LAB_EXTENSIONS)
def test_a_front_end_that_is_missing_is_a_problem(jupyter_in, name):
    for other in set(jupyter.LAB_EXTENSIONS) - {name}:
        put(jupyter_in / "labextensions" / other / "package.json")
    put(jupyter_in / jupyter.CONFIG)
    assert f"'{name}'" in amiss(jupyter.find_live_activities).what
    put(jupyter_in / "labextensions" / name / "package.json")
    assert is_well(jupyter.find_live_activities)
    (jupyter_in / jupyter.CONFIG).unlink()
    assert "model not found" in amiss(jupyter.find_live_activities, "warning").what


def test_a_kernel_that_is_another_python_or_cannot_be_read_is_told(jupyter_in, monkeypatch):
    spec = jupyter_in / "kernels/python3/kernel.json"
    assert is_well(jupyter.find_kernel)
    put(spec, '{"argv": ["python", "-m"]}')
    assert is_well(jupyter.find_kernel)
    put(spec, '{"argv": ["/elsewhere/bin/python"]}')
    assert "/elsewhere/bin/python" in amiss(jupyter.find_kernel, "warning").what
    put(spec, "{")
    assert "cannot be read" in amiss(jupyter.find_kernel).what
    monkeypatch.setattr(jupyter, "find_spec", lambda _name: None)
    assert "ipykernel cannot be found" in amiss(jupyter.find_kernel).what


def test_no_browser_is_a_warning(monkeypatch):
    def none():
        raise jupyter.webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(jupyter.webbrowser, "get", none)
    assert "--no-browser" in amiss(jupyter.find_browser, "warning").mend


def test_what_stock_tools_know_of_us_is_told_and_each_broken_entry_point_named(tmp_path, monkeypatch):
    points = "[nbconvert.exporters]\nbroken = toolkit.jupyter:NoSuchExporter\n[papermill.engine]\nfacilitate = toolkit.nowhere:Engine\n"
    put(tmp_path / "planted-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: planted\nVersion: 1.0\n")
    put(tmp_path / "planted-1.0.dist-info/entry_points.txt", points)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told = [finding.what for finding in seen(jupyter.StockTools().find) if finding.level == "problem"]
    assert any("exporter 'broken' does not load: AttributeError" in what for what in told), told
    assert any("engine 'papermill' does not load: ModuleNotFoundError" in what for what in told), told


def test_no_file_of_the_folder_at_hand_is_run(here):
    put(here / "nbformat.py", "open('run', 'w')")
    seen(jupyter.StockTools().find)
    assert not (here / "run").exists()


def test_an_exporter_that_is_not_registered_is_named():
    [fault] = jupyter._of_group("nbconvert", "exporter", {"handout": ""}, ("handout", "guide"))
    assert fault.level == "problem"
    assert "does not know our exporter guide." in fault.what


def test_a_tool_that_does_not_start_or_never_ends_is_a_problem(tmp_path, monkeypatch):
    put(tmp_path / "nbformat.py", "import os\nos._exit(3)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "it ended with 3" in amiss(jupyter.StockTools().find).what
    put(tmp_path / "nbformat.py", "import time\ntime.sleep(60)\n")
    monkeypatch.setattr(jupyter, "_SECONDS", 1)
    tools = jupyter.StockTools()
    assert "did not start in 1 seconds" in amiss(tools.find).what
    assert tools._child.poll() is not None


def test_a_format_of_another_package_that_does_not_load_is_named(tmp_path, monkeypatch):
    put(tmp_path / "planted-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: planted\nVersion: 1.0\n")
    put(tmp_path / "planted-1.0.dist-info/entry_points.txt", "[facilitator_toolkit.formats]\nhologram = nowhere:ROW\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    fault = amiss(jupyter.find_added_formats)
    assert "'hologram', which planted adds" in fault.what
    assert "pip uninstall planted" in fault.mend
