"""A second export does what has changed, and nothing else: told from the files' times, which no rewriting would keep."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.logos import dots
from toolkit import program
from toolkit.batch import unchanged
from toolkit.cli import main
from toolkit.commands import export as command
from toolkit.kit import work

SESSION = "modules: [course/1]\nplace: Room 1\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path / "curriculum")
    (tmp_path / "one.yaml").write_text(SESSION, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(SESSION.replace("Room 1", "Room 2"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*more: str) -> int:
    return main(["export", "one.yaml", "two.yaml", "--format", "handout", "key", "page", *more])


def times(here: Path) -> dict[str, int]:
    return {path.relative_to(here).as_posix(): path.stat().st_mtime_ns for path in (here / "exports").rglob("[!.]*.*") if ".facilitate" not in path.parts}


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {path.removeprefix("exports/") for path in after if after[path] != before.get(path)}


def counted(monkeypatch) -> list[str]:
    """Names of the formats that are made from now on."""
    made, real = [], work.content_of
    monkeypatch.setattr(work, "content_of", lambda row, document, theme: made.append(row.name) or real(row, document, theme))
    return made


def test_a_call_with_nothing_to_do_reads_no_curriculum_and_touches_no_file(here, capsys, monkeypatch):
    assert run() == 0
    first, before = capsys.readouterr().out, times(here)
    monkeypatch.setattr(command, "load_curriculum", None)
    assert run() == 0
    again = capsys.readouterr().out
    assert times(here) == before
    assert again.count("(unchanged)") == len(before)
    assert again.replace("  (unchanged)", "").rpartition(" in ")[0] == first.rpartition(" in ")[0]


@pytest.mark.parametrize("how", ["session", "curriculum", "output", "gone", "program", "day", "ledger"])
def test_whatever_a_kit_depends_on_has_it_looked_at_again(here, how, monkeypatch):
    assert run() == 0
    if how == "session":
        (here / "two.yaml").write_text(SESSION.replace("Room 1", "Room 3"), encoding="utf-8")
    elif how == "curriculum":
        catalogue = here / "curriculum/catalogue.yaml"
        catalogue.write_text(catalogue.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")
    elif how == "output":
        (here / "exports/one/for-facilitator/key.pdf").write_bytes(b"mine")
    elif how == "gone":
        (here / "exports/two.zip").unlink()
    elif how == "program":
        monkeypatch.setattr(unchanged, "program_digest", lambda: "another")
    elif how == "day":
        monkeypatch.setattr(unchanged.dt, "datetime", type("Tomorrow", (unchanged.dt.datetime,), {"now": classmethod(lambda cls, tz: cls(2040, 1, 1, tzinfo=tz))}))
    else:
        (here / "exports/.facilitate/calls.json").write_text("[1", encoding="utf-8")
    looked, real = [], command.load_curriculum
    monkeypatch.setattr(command, "load_curriculum", lambda root: looked.append(root) or real(root))
    assert run() == 0
    assert len(looked) == 1


def test_a_session_that_changes_has_its_own_files_made_again(here, monkeypatch, capsys):
    assert run() == 0
    before, made = times(here), counted(monkeypatch)
    (here / "two.yaml").write_text(SESSION.replace("Room 1", "Room 3"), encoding="utf-8")
    assert run("--explain") == 0
    assert {path.partition("/")[0] for path in changed(before, times(here))} == {"two", "two.zip"}
    assert set(made) <= {"handout", "key", "page"}
    assert "made for-facilitator/key.pdf: its text changed" in capsys.readouterr().out


def test_a_page_that_changes_is_made_again_alone(here, monkeypatch):
    assert run() == 0
    made = counted(monkeypatch)
    page = here / "curriculum/pages/at-a-glance.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: More ", 1), encoding="utf-8")
    assert run() == 0
    assert set(made) == {"page"}


def test_a_file_that_somebody_changed_is_made_again(here, monkeypatch, capsys):
    assert run() == 0
    key = here / "exports/one/for-facilitator/key.pdf"
    content, made = key.read_bytes(), counted(monkeypatch)
    key.write_bytes(b"mine")
    assert run("--explain") == 0
    assert made == ["key"]
    assert key.read_bytes() == content
    assert "made for-facilitator/key.pdf: the file was changed or is gone" in capsys.readouterr().out


def test_another_program_makes_all_files_again(here, monkeypatch):
    assert run() == 0
    made = counted(monkeypatch)
    monkeypatch.setattr("toolkit.build.program_digest", lambda: "another")
    monkeypatch.setattr(unchanged, "program_digest", lambda: "another")
    assert run() == 0
    assert set(made) == {"handout", "key", "page"}


def fails(*_):
    raise ZeroDivisionError


def test_a_kit_that_failed_is_tried_again(here, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(work, "content_of", fails)
        assert run() == 1
    assert run() == 0
    assert (here / "exports/one/for-facilitator/key.pdf").is_file()


def test_a_kit_whose_last_run_failed_is_no_kit_of_the_run_before(here, monkeypatch):
    assert run() == 0
    first, real = (here / "exports/two/for-participants/handout.pdf").read_bytes(), work.content_of

    def no_key(row, document, theme):
        return fails() if row.name == "key" else real(row, document, theme)

    with monkeypatch.context() as patch:
        patch.setattr(work, "content_of", no_key)
        (here / "two.yaml").write_text(SESSION.replace("Room 1", "Room 3"), encoding="utf-8")
        assert run() == 1
    assert (here / "exports/two/for-participants/handout.pdf").read_bytes() != first
    (here / "two.yaml").write_text(SESSION.replace("Room 1", "Room 2"), encoding="utf-8")
    assert run() == 0
    assert (here / "exports/two/for-participants/handout.pdf").read_bytes() == first


@pytest.mark.parametrize("look", ["look:\n  logo: dots.png\n  logo_alt: Dots\n", "look: {logo: dots.png, logo_alt: Dots}\n"], ids=["lines", "in a row"])
def test_another_logo_under_the_same_name_is_another_kit(here, look):
    (here / "dots.png").write_bytes(dots())
    (here / "one.yaml").write_text(SESSION + look, encoding="utf-8")
    assert run() == 0
    before = times(here)
    (here / "dots.png").write_bytes(dots((900, 300)))
    assert run() == 0
    assert {path.partition("/")[0] for path in changed(before, times(here))} == {"one", "one.zip"}


def test_a_curriculum_is_known_by_what_it_holds_and_not_by_where_it_lies(here):
    moved = Path(shutil.copytree(here / "curriculum", here / "elsewhere/below"))
    assert unchanged.ground_of(moved) == unchanged.ground_of(here / "curriculum")
    (moved / "pages/at-a-glance.yaml").rename(moved / "pages/another.yaml")
    assert unchanged.ground_of(moved) != unchanged.ground_of(here / "curriculum")


def test_a_kit_may_be_called_calls(here):
    (here / "one.yaml").rename(here / "calls.yaml")
    for _ in range(2):
        assert main(["export", "calls.yaml", "--format", "handout"]) == 0
    assert sorted(path.name for path in (here / "exports/.facilitate").rglob("*.json")) == ["calls.json", "calls.json"]


@pytest.mark.parametrize(("jobs", "variable"), [(["--jobs", "0"], "1"), (["--jobs", "-2"], "1"), ([], "two"), ([], "0")])
def test_a_number_of_processes_is_one_or_more(here, jobs, variable, monkeypatch, capsys):
    monkeypatch.setenv("FACILITATE_JOBS", variable)
    assert run(*jobs) == 1
    assert "1 or more" in capsys.readouterr().err
    assert not (here / "exports").exists()


def test_the_digest_of_the_program_follows_its_files_and_the_packages_it_works_with(tmp_path, monkeypatch, request):
    def digest():
        program.program_parts.cache_clear()
        return program.program_digest.__wrapped__()

    request.addfinalizer(program.program_parts.cache_clear)  # what this test lets it find is for nobody else
    first = digest()
    assert first == digest()
    monkeypatch.setattr(program, "_version", lambda name: "0.0" if name == "typst" else "1")
    second = digest()
    (tmp_path / "a.py").write_text("x = 1", encoding="utf-8")
    monkeypatch.setattr(program, "__file__", str(tmp_path / "program.py"))
    third = digest()
    (tmp_path / "a.py").write_text("x = 2", encoding="utf-8")
    assert len({first, second, third, digest()}) == 4
