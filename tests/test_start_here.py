"""The notebook that a learner opens first: whole without running anything, the same every time, with links that lead somewhere."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.commands import study
from toolkit.export.read import read
from toolkit.model import cells
from toolkit.self_study import composed_notebooks
from toolkit.start_here import NAME, compose_start_here

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def notebook(curriculum):
    return compose_start_here(curriculum)


@pytest.fixture(scope="module")
def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_every_link_to_a_notebook_leads_to_one(curriculum, prose):
    links = re.findall(r"\]\(([^)]+)\)", prose)
    modules = [curriculum.notebook(module.id) for module in curriculum.open_modules()]
    assert links == [*modules, *(curriculum.page_notebook(page) for page in curriculum.pages), "plan-a-workshop.ipynb"]
    assert set(links) < set(composed_notebooks(curriculum))


def test_whom_to_call_comes_from_the_register(curriculum, notebook, prose):
    contacts = next(cell.source for cell in notebook.cells if cell.metadata[cells.KEY]["kind"] == "contacts")
    on_cards = [contact for contact in curriculum.contacts.values() if contact.card]
    assert len(on_cards) > 5
    assert all(contact.name in contacts for contact in on_cards)
    assert all(contact.phone in contacts for contact in on_cards if contact.phone and not contact.name.startswith(contact.phone))
    danger = next(contact for contact in on_cards if contact.need == "danger")
    other = {**curriculum.contacts, danger.id: danger.model_copy(update={"name": "112", "phone": "112"})}
    changed = "\n".join(cell.source for cell in compose_start_here(dataclasses.replace(curriculum, contacts=other)).cells)
    assert "call 112" in changed
    assert "911" in prose
    assert "911" not in changed


def test_a_learner_is_told_how_it_works_and_what_it_is_not(prose):
    for words in ("Run All Cells", "Tab goes on", "Take breaks", "leave at any time", "not a reporting channel", "without your name"):
        assert words in prose, words


def test_one_cell_holds_code_and_its_first_line_is_for_people(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.metadata[cells.KEY]["kind"] for cell in code] == ["home"]
    assert code[0].source.startswith("# Your courses")
    assert code[0].source.endswith("from toolkit.study import home\n\nhome()")
    assert code[0].metadata.jupyter.source_hidden is True
    assert "hide-input" in code[0].metadata.tags
    assert code[0].outputs == []


def test_headings_skip_no_level_and_cells_have_names_of_their_own(notebook, prose):
    levels = [len(found) for found in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_courses_for_some_say_so_and_restricted_ones_are_not_there(curriculum):
    course = curriculum.catalogue.courses[0].model_copy(update={"audiences": ("judiciary", "child-welfare")})
    closed = course.model_copy(update={"id": "closed", "title": "Quokkacourse", "access": "restricted", "modules": ("closed/1",)})
    changed = dataclasses.replace(curriculum, catalogue=curriculum.catalogue.model_copy(update={"courses": (course, closed)}))
    text = "\n".join(cell.source for cell in compose_start_here(changed).cells)
    assert "Made for: Child-welfare professionals, Judges and court professionals" in text
    assert "Quokkacourse" not in text


def test_the_committed_one_is_current_and_valid(curriculum):
    import nbformat

    content = (ROOT / "notebooks" / NAME).read_bytes()
    assert content == composed_notebooks(curriculum)[NAME], "run 'facilitate compose'"
    nbformat.validate(nbformat.reads(content.decode(), as_version=4))


def test_printing_it_breaks_nothing(notebook):
    document = read(notebook, "participant")
    assert document.title == "Start here"
    assert "home()" not in repr(document)


@pytest.fixture
def jupyterlab(tmp_path, monkeypatch):
    """The calls that would have started JupyterLab, in a folder where nothing is yet."""
    calls: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(study.subprocess, "call", lambda call: calls.append(call) or 0)
    return calls


def test_study_opens_it(jupyterlab):
    assert main(["study"]) == 0
    assert main(["study", "--no-browser"]) == 0
    assert jupyterlab[0][2:4] == ["jupyterlab", "notebooks"]
    assert jupyterlab[0][-1] == "--LabApp.default_url=/lab/tree/start-here.ipynb"
    assert jupyterlab[1][-1] == "--no-browser"
    cell = json.loads(Path("notebooks/start-here.ipynb").read_text(encoding="utf-8"))["cells"][0]
    assert cell["source"][0] == "# Start here\n"


def test_study_lets_jupyterlab_ask_no_network_for_versions_news_or_extensions(jupyterlab):
    from jupyterlab.handlers.announcements import NeverCheckForUpdate
    from jupyterlab.labapp import LabApp
    from traitlets.config.loader import KVArgParseConfigLoader

    assert main(["study"]) == 0
    options = [word for word in jupyterlab[0] if word.startswith("--LabApp.")]
    lab = LabApp(config=KVArgParseConfigLoader(options, classes=[LabApp]).load_config())
    assert lab.news_url is None
    assert lab.check_for_updates_class is NeverCheckForUpdate
    assert lab.extension_manager == "readonly"


def test_study_leaves_a_learners_own_copy_alone(jupyterlab):
    path = Path("notebooks/start-here.ipynb")
    path.parent.mkdir()
    path.write_text("{}", encoding="utf-8")
    assert main(["study"]) == 0
    assert path.read_text(encoding="utf-8") == "{}"
    assert Path("notebooks/intro/1-recognizing.ipynb").is_file()
