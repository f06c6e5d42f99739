"""The stock commands work: papermill runs our notebooks, and nbconvert knows our formats."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_export_names, get_exporter

from tests.export.test_read import PIXEL
from toolkit.export.registry import formats
from toolkit.jupyter import _picture
from toolkit.self_study import composed_notebooks

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "notebooks" / "intro" / "1-recognizing.ipynb"


def run(*call: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *call], cwd=cwd, capture_output=True, text=True, timeout=180, check=False)


@pytest.fixture(scope="module")
def run_by_papermill(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papermill")
    out = folder / "out.ipynb"
    done = run("papermill", str(NOTEBOOK), str(out), "-p", "audience", "child-welfare", cwd=folder)
    assert done.returncode == 0, done.stderr
    return out


def test_the_committed_notebooks_are_current(curriculum):
    expected = composed_notebooks(curriculum)
    assert expected
    for name, content in expected.items():
        assert (ROOT / "notebooks" / name).read_bytes() == content, f"notebooks/{name} is stale: run 'facilitate compose'"


def test_papermill_runs_a_notebook_for_another_audience(run_by_papermill):
    executed = nbformat.read(run_by_papermill, as_version=4)
    text = json.dumps([cell.get("outputs", []) for cell in executed.cells])
    assert "child welfare" in text.lower()
    assert "object at 0x" not in text


def test_papermill_stops_at_an_unknown_parameter_and_lists_the_known(tmp_path):
    done = run("papermill", str(NOTEBOOK), "out.ipynb", "-p", "audiense", "community", cwd=tmp_path)
    assert done.returncode != 0
    assert "Unknown parameter: audiense" in done.stderr
    assert "Known parameters: audience, organization" in done.stderr


def test_every_format_is_an_nbconvert_exporter_with_a_menu_entry():
    names = get_export_names()
    for row in formats().values():
        assert row.nbconvert in names
        exporter = get_exporter(row.nbconvert)()
        assert exporter.file_extension == row.suffix
        assert exporter.export_from_notebook


@pytest.mark.parametrize("name", ["handout", "slides-offline", "study"])
def test_a_notebook_that_was_not_run_exports_like_one_that_was(name, tmp_path):
    import papermill

    papermill.execute_notebook(str(NOTEBOOK), str(tmp_path / "run.ipynb"), progress_bar=False)
    exporter = get_exporter(name)()
    unrun, _ = exporter.from_filename(str(NOTEBOOK))
    executed, _ = exporter.from_filename(str(tmp_path / "run.ipynb"))
    assert unrun == executed


def test_the_stock_nbconvert_command_writes_a_workbook(run_by_papermill):
    folder = run_by_papermill.parent
    done = run("jupyter", "nbconvert", "--to", "handout", run_by_papermill.name, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_stock_html_of_a_run_notebook_is_readable_without_code(run_by_papermill):
    done = run("jupyter", "nbconvert", "--to", "html", run_by_papermill.name, cwd=run_by_papermill.parent)
    assert done.returncode == 0, done.stderr
    page = (run_by_papermill.parent / "out.html").read_text(encoding="utf-8")
    assert "Show the answer and why" in page
    for code in ("show(", "from toolkit", "begin(", "audience =", "In&nbsp;["):
        assert code not in page


def test_a_guide_never_replaces_the_workbook(run_by_papermill):
    folder = run_by_papermill.parent
    for name in ("handout", "guide"):
        done = run("jupyter", "nbconvert", "--to", name, run_by_papermill.name, cwd=folder)
        assert done.returncode == 0, done.stderr
    assert (folder / "out.pdf").is_file()
    assert (folder / "out-guide.pdf").is_file()
    assert (folder / "out.pdf").read_bytes() != (folder / "out-guide.pdf").read_bytes()


def test_a_guide_never_replaces_the_workbook_in_another_folder(run_by_papermill, tmp_path):
    folder = run_by_papermill.parent
    for name in ("handout", "guide"):
        done = run("nbconvert", "--to", name, "out.ipynb", "--output-dir", str(tmp_path), cwd=folder)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out-guide.pdf", "out.pdf"]


def test_a_guide_for_word_never_replaces_the_workbook_for_word(run_by_papermill, tmp_path):
    for name in ("handout-docx", "guide-docx"):
        done = run("nbconvert", "--to", name, "out.ipynb", "--output-dir", str(tmp_path), cwd=run_by_papermill.parent)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out-guide.docx", "out.docx"]


def test_a_name_that_a_person_chose_is_kept(run_by_papermill, tmp_path):
    call = ("nbconvert", "--to", "guide", "out.ipynb", "--output-dir", str(tmp_path), "--output", "mine")
    assert run(*call, cwd=run_by_papermill.parent).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.pdf"]


def test_a_reference_page_exports_from_its_notebook(tmp_path):
    notebook = ROOT / "notebooks" / "pages" / "reporting-card.ipynb"
    assert run("papermill", str(notebook), "card.ipynb", "-p", "paper", "a4", cwd=tmp_path).returncode == 0
    done = run("nbconvert", "--to", "reference-page", "card.ipynb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "card-page.pdf").read_bytes().startswith(b"%PDF")


def test_a_study_page_never_replaces_the_stock_page(run_by_papermill):
    folder = run_by_papermill.parent
    done = run("jupyter", "nbconvert", "--to", "study", run_by_papermill.name, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert 'id="study-data"' in (folder / "out-study.html").read_text(encoding="utf-8")


def test_a_picture_file_whose_name_has_a_space_is_found_and_none_outside_the_folder(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    picture = base64.b64decode(PIXEL)
    for place in (folder, tmp_path):
        (place / "my door.png").write_bytes(picture)
    found = _picture(folder, "my%20door.png")
    assert found is not None
    assert found.data == picture
    for address in ("../my%20door.png", "%2e%2e/my door.png", "https://example.org/my%20door.png", "missing.png"):
        assert _picture(folder, address) is None
