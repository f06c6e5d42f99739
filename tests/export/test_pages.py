"""Reference pages: figures with year, unit and counter from the register, whom to call, room to write; alone and in a kit."""

from __future__ import annotations

import shutil
import subprocess

import nbformat
import page as page_validation
import pytest

from tests.curricula import SMALL, copy_of_small, plant
from toolkit.build import build_kit
from toolkit.cli import main
from toolkit.compose_page import compose_page
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.read import read
from toolkit.export.registry import format_named, formats
from toolkit.kit.order import kit_order
from toolkit.load import find_curriculum, load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model.session import Parameters, Session
from toolkit.progress import progress
from toolkit.self_study import composed_notebooks

SIDES = 2  # one sheet; what is longer is no page any more
REAL = sorted(load_curriculum(find_curriculum()).pages)


def document_of(curriculum, page_id, **parameters):
    values = Parameters(**parameters)
    return read(compose_page(curriculum, curriculum.page(page_id), values), "participant")


def pdf_of(document):
    return format_named("page").exporter()(document, DEFAULT)


def blocks_in(document, kind):
    return [block for segment in document.modules[0].segments for block in segment.blocks if isinstance(block, kind)]


def words(inlines):
    return "".join(span.text for span in inlines)


def printed(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture(scope="module")
def small():
    return load_curriculum(SMALL)


def test_a_figure_prints_with_its_year_unit_counter_and_source(small):
    document = document_of(small, "at-a-glance")
    table = next(block for block in blocks_in(document, d.Table) if words(block.header[1]) == "2021")
    assert words(table.caption) == "Reports by year"
    assert [words(cell) for cell in table.header] == ["What was counted", "2021", "2023"]
    figure = table.rows[0][1]
    assert words(figure) == "more than 17,200 reports. Counted by nobody."
    assert any(span.cites for span in figure)
    assert document.sources


def test_a_missing_figure_says_why_and_is_never_filled(small):
    document = document_of(small, "at-a-glance")
    table = next(block for block in blocks_in(document, d.Table) if words(block.header[1]) == "2021")
    assert words(table.rows[0][2]) == "Our source does not give it."


def test_a_changed_register_changes_the_figure_and_nothing_else_does(tmp_path):
    root = copy_of_small(tmp_path)
    plant(root, "registers/facts.yaml", "value: more than 17,200", "value: more than 99")
    page = document_of(load_curriculum(root), "at-a-glance")
    assert "more than 99" in str(blocks_in(page, d.Table))
    assert "17,200" not in str(page)


def test_contacts_stand_where_the_page_wants_them_with_the_local_number(small):
    document = document_of(small, "at-a-glance", contacts={"state-line": "555-0100"})
    [shown] = blocks_in(document, d.WhomToCall)
    assert [contact.number for contact in shown.contacts] == ["911", "555-0100"]
    assert document.contacts == shown.contacts
    assert "555-0100" in printed(pdf_of(document))


def test_a_page_is_read_without_running_anything(small):
    notebook = compose_page(small, small.page("at-a-glance"), Parameters())
    shown = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "**911**" in shown
    assert [cell.metadata["toolkit"]["kind"] for cell in notebook.cells if cell.cell_type == "code"] == ["parameters"]


def test_papermill_can_still_give_a_page_its_local_numbers(small):
    notebook = compose_page(small, small.page("at-a-glance"), Parameters())
    settings = next(cell for cell in notebook.cells if cell.cell_type == "code")
    settings.source = "contacts = {'state-line': '555-0177'}"
    [shown] = blocks_in(read(notebook, "participant"), d.WhomToCall)
    assert [contact.number for contact in shown.contacts] == ["911", "555-0177"]


def test_lines_to_fill_in_are_read_with_their_labels(small):
    assert blocks_in(document_of(small, "at-a-glance"), d.FillIn) == [d.FillIn("For your place", ("Our state's line",), 1)]


def test_a_page_has_its_notice_edition_and_sources_in_print(small):
    text = printed(pdf_of(document_of(small, "at-a-glance")))
    for words_on_it in ("At a glance", "A page of one sheet", "Nobody stands behind it", "Sources", "Edition 1"):
        assert words_on_it in text


def test_a_kit_holds_the_pages_for_its_audience_unless_the_session_names_others(small, tmp_path):
    root = copy_of_small(tmp_path)
    path = root / "pages" / "for-agencies.yaml"
    text = (root / "pages" / "at-a-glance.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("id: at-a-glance", "id: for-agencies\naudiences: [child-welfare]"), encoding="utf-8")
    curriculum = load_curriculum(root)

    def pages(**about):
        session = Session.model_validate({"modules": ["course/1"], **about})
        return [page.id for page in kit_order(curriculum, "k", session, [], tmp_path).pages]

    assert pages() == ["at-a-glance"]
    assert pages(audience="child-welfare") == ["at-a-glance", "for-agencies"]
    assert pages(pages=["for-agencies"]) == ["for-agencies"]
    assert pages(pages=[]) == []


def test_a_kit_lists_its_pages_by_their_titles(small, tmp_path):
    order = kit_order(small, "kit", Session(modules=("course/1",)), [format_named("page")], tmp_path)
    with progress(order.steps) as bar:
        result = build_kit(small, order, bar)
    assert not result.failures
    assert (tmp_path / "kit/for-participants/pages/at-a-glance.pdf").is_file()
    index = (tmp_path / "kit/index.html").read_text(encoding="utf-8")
    assert 'href="for-participants/pages/at-a-glance.pdf">At a glance</a>' in index


def test_a_page_is_exported_on_its_own(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--page", "at-a-glance", "--curriculum", str(SMALL)]) == 0
    made = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("[!.]*") if path.is_file() and ".facilitate" not in path.parts]
    assert made == ["exports/pages/at-a-glance.pdf"]
    shown = capsys.readouterr().out
    assert "At a glance" in shown
    assert "\n1 page in " in shown


def test_an_unknown_page_is_refused_with_those_there_are(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--page", "at-a-glanze", "--curriculum", str(SMALL)]) == 1
    assert "Known pages: at-a-glance" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_session_that_names_an_unknown_page_is_refused_at_its_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.yaml").write_text("modules: [course/1]\npages:\n  - at-a-glanze\n", encoding="utf-8")
    assert main(["check", "ours.yaml", "--curriculum", str(SMALL)]) == 1
    assert "ours.yaml:3:5  session-page-is-known" in capsys.readouterr().out


def test_a_format_of_sessions_cannot_be_made_of_a_page(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--page", "at-a-glance", "--format", "guide", "--curriculum", str(SMALL)]) == 1
    assert "Formats of pages: page" in capsys.readouterr().err


@pytest.mark.parametrize("name", [row.name for row in formats().values()])
def test_the_notebook_of_a_page_can_be_made_into_every_format(small, name):
    row = format_named(name)
    document = read(compose_page(small, small.page("at-a-glance"), Parameters()), row.reader)
    if row.suits(document):
        assert row.exporter()(document, DEFAULT)
        return
    with pytest.raises(UsageError) as told:  # no day is stated, and no question asked
        row.exporter()(document, DEFAULT)
    assert told.value.mend


def test_the_notebook_of_a_page_is_valid(small):
    nbformat.validate(compose_page(small, small.page("at-a-glance"), Parameters()))


def test_every_page_has_a_notebook_that_start_here_leads_to():
    found = composed_notebooks(load_curriculum(find_curriculum()))
    start = found["start-here.ipynb"].decode()
    for page in REAL:
        assert f"pages/{page}.ipynb" in found
        assert f"(pages/{page}.ipynb)" in start


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("page", REAL)
def test_every_page_that_ships_is_accessible_and_keeps_to_its_sheets(page, paper):
    curriculum = load_curriculum(find_curriculum())
    pdf = pdf_of(document_of(curriculum, page, paper=paper))
    assert page_validation.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    text = printed(pdf)
    assert not [mark for mark in ("[@", "{contact:", "{fact:", "#Sources", "**") if mark in text]
    assert f"Page {SIDES} of {SIDES}" in text
    assert "911" in text
