"""Whatever is typed is shown as it was typed, in every file, or refused by name: nothing in a text ever runs, loads or hides."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser import needs_browser, open_browser
from tests.curricula import copy_of_small
from tests.trust.hostile_text import Made, links_that_run, make, misread, ran_or_asked
from tests.trust.naughty import BLANK, CODE, REFUSED, SCRIPTS, SHOWN
from tests.trust.planting import Planter, words_around
from tests.trust.reading import found_in
from toolkit import compose, compose_page, notebook_cells
from toolkit.assess.table import read_table
from toolkit.cli import main
from toolkit.errors import ContentError, Problem
from toolkit.export import markup
from toolkit.export.pdf import typeset
from toolkit.kit.obstacles import session_problems
from toolkit.load import find_unprintable, load_curriculum, read_curriculum
from toolkit.load.session import load_session
from toolkit.look.fonts import known_characters

FIRST = 0
"""Which text stands first; ``python -m tests.trust.hostile_text`` begins with each."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("typed"), FIRST)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with open_browser() as opened:
        yield opened


def test_every_text_reads_in_every_file_as_it_was_typed(made):
    assert misread(made) == []


@needs_browser()
def test_in_a_browser_nothing_runs_nothing_is_asked_for_and_every_text_shows_as_it_was_typed(made, browser):
    assert ran_or_asked(made, browser) == []


def test_no_file_links_to_anything_but_pages_mails_and_calls(made):
    assert links_that_run(made) == []


def test_each_kind_of_file_is_read(made):
    """Another text than the one that was typed is found out, wherever it is looked for."""
    others = [replace(text, typed=f"{text.typed}x") for text in made.planted]
    read = {path.suffix: found_in(texts, others) for path, texts in made.texts.items() if path.name != "results-template.csv"}
    assert set(read) >= {".html", ".pdf", ".pptx", ".docx", ".ipynb", ".ics", ".json"}
    for suffix, (here, wrong) in read.items():
        assert len(wrong) >= (3 if suffix == ".ics" else 7), suffix
        assert here == set(wrong), suffix


@needs_browser()
def test_markup_in_markdown_runs_in_no_page_either(browser, tmp_path):
    raw = make(tmp_path, FIRST, escaped=False, names=["study", "slides"])
    assert ran_or_asked(raw, browser, texts=False) == []


@needs_browser()
def test_a_page_that_escapes_nothing_is_found_out(browser, tmp_path, monkeypatch):
    monkeypatch.setattr(markup, "escape", lambda text, **_: text)
    faults = ran_or_asked(make(tmp_path, FIRST, names=["study"]), browser)
    assert any("it holds" in fault for fault in faults)
    assert any("complained" in fault or "a script ran" in fault for fault in faults)
    assert any("shows" in fault for fault in faults)


@pytest.mark.parametrize("stage", [compose, compose_page, notebook_cells], ids=lambda each: each.__name__)
def test_a_title_that_goes_into_a_notebook_as_it_is_is_found_out(stage, tmp_path, monkeypatch):
    monkeypatch.setattr(stage, "as_typed", lambda text: text)
    only = make(tmp_path, FIRST, names=["results-template"])
    assert any(".ipynb" in fault for fault in misread(only, unseen=len(only.planted)))


# -- refused -------------------------------------------------------------------------------


def refused_lines(root: Path) -> set[tuple[str, int]]:
    """File and line of whatever the curriculum is refused for because of a character."""
    found, problems = read_curriculum(root)
    told = [*problems, *find_unprintable(found, known_characters())]
    assert all(each.what and each.mend and each.severity == "error" for each in told if each.rule in REFUSALS)
    return {(Path(each.file).name, each.line) for each in told if each.rule in REFUSALS}


REFUSALS = {"text-is-safe", "text-can-be-printed", "file-has-plain-characters", "value-is-present", "text-is-not-empty"}


def planted_lines(root: Path, planter: Planter) -> dict[tuple[str, int], str]:
    """File and line of each text."""
    lines = {(path.name, number): line for path in root.rglob("*.yaml") for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)}
    starts = {words_around(text.number)[0]: f"{text}" for text in planter.planted}
    return {place: starts[start] for place, line in lines.items() for start in [line[line.find("Qa") : line.find("Qa") + 7]] if start in starts}


@pytest.mark.parametrize("first", [0, 9, 19])
def test_what_no_file_can_show_is_refused_in_every_field_with_file_and_line(tmp_path, first):
    planter = Planter(REFUSED, first)
    root = planter.write(tmp_path)
    places = planted_lines(root, planter)
    assert len(places) > 260
    refused = refused_lines(root)
    assert {text for place, text in places.items() if place not in refused} == set()


def test_what_every_file_shows_is_refused_in_no_field(tmp_path):
    root = Planter(SHOWN, FIRST).write(tmp_path)
    assert refused_lines(root) == set()


def test_nothing_is_written_where_a_character_is_refused(tmp_path, monkeypatch, capsys):
    root = Planter({"Thai": REFUSED["Thai"]}).write(tmp_path / "curriculum")
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--curriculum", str(root)]) == 1
    told = capsys.readouterr().err
    assert "U+0E2A thai character so sua" in told
    assert "1-everything.yaml:" in told
    assert [path.name for path in tmp_path.iterdir()] == ["curriculum"]


@pytest.mark.parametrize("name", ["Hindi", "Thai"])
def test_a_document_of_somebody_elses_is_refused_before_it_is_set(name):
    """What comes past the curriculum, as in a notebook that a person wrote, stops at the door to Typst."""
    with pytest.raises(Exception, match="fonts cannot show the character"):
        typeset.compile_pdf("handout.typ", {"title": REFUSED[name]}, title="x")


SESSION_FIELDS = ("title", "place", "organization", "vetted_by", "facilitators.0", "rooms.0", "look.footer", "look.logo_alt", "contacts.state-line")


def session_with(folder: Path, field: str, text: str) -> list[Problem]:
    """What is wrong with a session whose ``field`` holds the text."""
    root = copy_of_small(folder)
    key, _, part = field.partition(".")
    value = text if not part else [text] if part == "0" else {part: text}
    path = folder / "session.yaml"
    path.write_text(json.dumps({"modules": ["course/1"], "audience": "law-enforcement", key: value}, indent=1), encoding="utf-8")
    try:
        session, marks = load_session(path)
    except ContentError as error:
        return list(error.problems)
    return session_problems(session, marks, load_curriculum(root))


@pytest.mark.parametrize("field", SESSION_FIELDS)
def test_a_session_is_refused_for_what_no_file_can_show(tmp_path, field):
    for place, (name, text) in enumerate(REFUSED.items()):
        if all(ord(sign) < 0x10000 for sign in text):  # JSON writes others as two halves, which is another fault
            problems = session_with(tmp_path / str(place), field, f"Room {text} 555")
            assert [(each.line > 3, each.rule in REFUSALS) for each in problems if each.rule in REFUSALS], name


@pytest.mark.parametrize("field", SESSION_FIELDS[:-1])
@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_blanks_are_no_text(tmp_path, field, text):
    assert session_with(tmp_path, field, text)


# -- names and tables ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "a<b", "a:b", "-x", ".x", "x.", "x ", "a\u202eb", "=1+1", "$(id)", "a;b", "a'b", 'a"b', "a`b", "a|b", "a\nb", "é" * 120])
def test_a_kit_is_called_nothing_that_a_shell_a_page_or_a_disk_reads_as_something_else(name, tmp_path, monkeypatch, capsys):
    root = copy_of_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    try:
        Path(f"{name}.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    except OSError:
        return  # the disk has refused it
    assert main(["export", "--curriculum", str(root), "--format", "poster", "--", f"{name}.yaml"]) != 0
    capsys.readouterr()
    assert not (tmp_path / "exports").exists()


FORMULAS = [text for name, text in CODE.items() if name.startswith("formula")]


def test_no_table_that_is_written_holds_a_cell_that_a_spreadsheet_would_run(made):
    [table] = [path for path in made.files if path.suffix == ".csv"]
    cells = [cell for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8"))) for cell in row]
    assert len(cells) > 20
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"))] == []


def test_a_table_of_answers_tells_nothing_that_steers_a_terminal():
    texts = [*FORMULAS, *list(SCRIPTS.values())[:5], "\x1b[31mred\x07", "a\u202eb"]
    head = ",".join(["code", "form", "when", "q1", *(json.dumps(text).replace('\\"', '""') for text in texts)])
    table = read_table(f"{head}\n\x1b[2JX,A,before,\x1b]0;t\x07\n".encode(), 1)
    held = [*table.left_out, *(cell for row in table.rows for cell in row.cells.values())]
    assert len(held) > 10
    assert all(cell.isprintable() for cell in held)
