"""The commands do what their help says, name what is wrong, and lose nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.errors import OutputError
from toolkit.export.registry import formats
from toolkit.load import find_curriculum, load_curriculum

ROOT = Path(__file__).parent.parent


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths_of(row):
    """Where a format's files stand in the kit of a community workshop."""
    pages = load_curriculum(find_curriculum()).pages_for("community")
    return {row.path_of(page.id) for page in pages} if row.of == "page" else {row.path}


def test_new_then_plan_then_export_makes_a_kit(here, capsys):
    assert main(["new", "my-workshop"]) == 0
    assert main(["check", "my-workshop.yaml"]) == 0
    assert main(["plan", "my-workshop.yaml"]) == 0
    shown = capsys.readouterr().out
    assert "18:30" in shown
    assert "Behind? Cut in this order" in shown
    assert main(["export", "my-workshop.yaml"]) == 0
    kit = here / "exports" / "my-workshop"
    paths = {path for row in formats().values() if not row.needs_date for path in paths_of(row)}
    expected = paths | {"index.html", "accessibility.html", "manifest.json"}
    assert {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()} == expected
    index = (kit / "index.html").read_text(encoding="utf-8")
    for path in paths:
        assert f'href="{path}"' in index
    assert "Open " in capsys.readouterr().out


def test_a_second_export_touches_no_file(here, capsys):
    main(["export", "--module", "intro/1", "--format", "handout", "key"])
    before = {path: path.stat().st_mtime_ns for path in here.rglob("*.*")}
    assert len(before) > 2
    assert main(["export", "--module", "intro/1", "--format", "handout", "key"]) == 0
    assert {path: path.stat().st_mtime_ns for path in here.rglob("*.*")} == before
    assert "(unchanged)" in capsys.readouterr().out


def test_one_failing_piece_does_not_stop_the_others(here, monkeypatch, capsys):
    from toolkit.kit import work

    real = work.write_artifact

    def fail_for_the_key(path, content):
        if path.name == "key.pdf":
            raise OutputError(path, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(work, "write_artifact", fail_for_the_key)
    assert main(["export", "--module", "intro/1", "--format", "key", "handout"]) == 1
    assert (here / "exports/intro-1/for-participants/handout.pdf").is_file()
    assert not (here / "exports/intro-1/for-facilitator/key.pdf").exists()
    error = capsys.readouterr().err
    assert "key.pdf" in error
    assert "No space left" in error


def test_a_bad_session_is_named_and_the_good_one_still_made(here, capsys):
    (here / "good.yaml").write_text("modules: [intro/1]\n", encoding="utf-8")
    (here / "bad.yaml").write_text("modules: [intro/1]\naudiense: community\nminutes: soon\n", encoding="utf-8")
    assert main(["export", "bad.yaml", "good.yaml", "--format", "key"]) == 1
    error = capsys.readouterr().err
    assert "bad.yaml:2:1" in error
    assert "bad.yaml:3:" in error
    assert (here / "exports/good/for-facilitator/key.pdf").is_file()


@pytest.mark.parametrize(("call", "words"), [
    (["export", "--format", "hologram"], "Known formats: handout"),
    (["export", "--module", "intro/77"], "Known modules: intro/1"),
    (["export", "--course", "outro"], "Known courses: intro"),
    (["export", "intro.yaml", "--course", "intro"], "Two kits would be called intro"),
    (["export", "missing.yaml"], "facilitate new missing"),
    (["plan", "missing.yaml"], "There is no session file"),
    (["export", "intro-1.yaml", "--module", "intro/1"], "Two kits would be called intro-1"),
    (["export", "intro-1.yaml", "a/intro-1.yaml"], "Two session files are called intro-1"),
    (["check", "nowhere"], "There is no file or folder"),
    (["verify", "nowhere"], "There is no kit at nowhere"),
    (["new", "../../etc"], "cannot be a file name"),
    (["plan", "short.yaml"], "at least 30 minutes"),
    (["plan", "twice.yaml"], "twice.yaml:1:10  session-module-is-listed-once"),
])
def test_a_wrong_call_says_what_to_do(here, capsys, call, words):
    (here / "intro-1.yaml").write_text("modules: [intro/1]\n", encoding="utf-8")
    (here / "intro.yaml").write_text("modules: [intro/1]\n", encoding="utf-8")
    (here / "short.yaml").write_text("modules: [intro/1]\nminutes: 5\n", encoding="utf-8")
    (here / "twice.yaml").write_text("modules: [intro/1, intro/1]\n", encoding="utf-8")
    assert main(call) == 1
    assert words in capsys.readouterr().err


def test_a_session_after_an_option_is_still_a_session(here):
    (here / "mine.yaml").write_text("modules: [intro/1]\n", encoding="utf-8")
    assert main(["export", "--format", "key", "--format", "handout", "mine.yaml"]) == 0
    assert {path.name for path in (here / "exports/mine").rglob("*.pdf")} == {"key.pdf", "handout.pdf"}


def test_a_course_becomes_one_kit_with_all_its_open_modules(here):
    shutil.copytree(ROOT / "tests/curricula/small", here / "curriculum")
    again = (here / "curriculum/course/1-noticing.yaml").read_text(encoding="utf-8").replace("id: course/1", "id: course/2")
    (here / "curriculum/course/2-again.yaml").write_text(again.replace("title: Noticing", "title: Noticing again"), encoding="utf-8")
    catalogue = here / "curriculum/catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("[course/1]", "[course/1, course/2]"), encoding="utf-8")
    assert main(["export", "--course", "course", "--format", "study"]) == 0
    page = (here / "exports/course/for-afterwards/study.html").read_text(encoding="utf-8")
    assert {path.name for path in (here / "exports").glob("[!.]*")} == {"course", "course.zip"}
    assert "<h1>A small course</h1>" in page
    assert "<h2>Noticing again</h2>" in page


@pytest.mark.parametrize("asked", [["--module", "child-welfare/1"], ["--course", "child-welfare"]])
def test_a_kit_without_a_session_is_for_those_its_course_is_made_for(here, asked):
    assert main(["export", *asked, "--format", "page"]) == 0
    assert {"our-procedure", "guide-child-welfare"} <= {path.stem for path in (here / "exports").rglob("*.pdf")}
    assert main(["export", "--module", "intro/1", "--format", "page"]) == 0
    assert "guide-child-welfare" not in {path.stem for path in (here / "exports/intro-1").rglob("*.pdf")}


def test_new_never_overwrites(here, capsys):
    (here / "mine.yaml").write_text("precious", encoding="utf-8")
    assert main(["new", "mine"]) == 1
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "precious"
    assert "exists already" in capsys.readouterr().err


def test_compose_check_tells_a_stale_notebook(here, capsys):
    assert main(["compose"]) == 0
    assert main(["compose", "--check"]) == 0
    notebook = here / "notebooks/intro/1-recognizing.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("Welcome", "Hello", 1), encoding="utf-8")
    assert main(["compose", "--check"]) == 1
    assert "out of date" in capsys.readouterr().out


def test_the_curriculum_that_ships_lacks_only_a_person_to_call_its_contacts(capsys):
    assert main(["check", str(ROOT / "curriculum")]) == 0
    told = capsys.readouterr().out
    warnings = [line for line in told.splitlines() if "  warning: " in line]
    assert warnings or "No problems" in told or "0 warnings" in told
    assert all("  contact-is-confirmed  " in line for line in warnings)


def test_broken_content_stops_export_before_anything_is_written(here, capsys):
    shutil.copytree(ROOT / "curriculum", here / "curriculum")
    module = here / "curriculum/intro/1-recognizing.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("objectives: [define]", "objectives: [defin]", 1), encoding="utf-8")
    assert main(["export"]) == 1
    assert not (here / "exports").exists()
    error = capsys.readouterr().err
    assert "1-recognizing.yaml:" in error
    assert "defin" in error


def test_help_teaches_every_command():
    text = subprocess.run([sys.executable, "-m", "toolkit", "--help"], capture_output=True, text=True, check=True).stdout
    for command in ("check", "new", "plan", "compose", "export", "verify", "formats", "study", "doctor"):
        assert f"\n    {command} " in text
    assert "facilitate export my-workshop.yaml" in text


@pytest.mark.parametrize(("call", "besides"), [
    (["--help"], {"pydantic", "yaml", "fontTools", "toolkit.model", "toolkit.load"}),
    (["export", "--help"], {"pydantic", "yaml", "fontTools", "toolkit.model", "toolkit.load"}),
    (["check"], set()),
])
def test_a_command_imports_nothing_heavy_that_it_does_not_need(call, besides):
    heavy = {"nbformat", "papermill", "typst", "pptx", "docx", "nbconvert", "jsonschema", "IPython", "ipywidgets", "anywidget", "jinja2", "icalendar"}
    code = "import sys\nfrom toolkit.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code, *call], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines())
    assert "toolkit.cli" in loaded
    assert not loaded & (heavy | besides)


@pytest.mark.parametrize("call", [["check"], ["plan", "s.yaml"], ["export"], ["compose"], ["new", "w"]])
def test_a_folder_named_as_the_curriculum_is_never_replaced_by_another(here, capsys, call):
    (here / "s.yaml").write_text("modules: [intro/1]\n", encoding="utf-8")
    assert main([*call, "--curriculum", "nowhere"]) == 1
    assert "nowhere is not a curriculum" in capsys.readouterr().err
    assert {path.name for path in here.iterdir()} == {"s.yaml"}


def test_a_stream_that_lacks_a_character_stops_no_command(here):
    (here / "s.yaml").write_text("title: Ścieżka\nmodules: [intro/1]\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", "plan", "s.yaml"], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    assert b"?cie?ka" in done.stdout


def test_a_fault_of_ours_in_one_format_costs_no_other(here, monkeypatch, capsys):
    from toolkit.export.pdf import key

    def break_down(_document, _theme):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(key, "to_key", break_down)
    assert main(["export", "--module", "intro/1", "--format", "key", "handout"]) == 1
    assert (here / "exports/intro-1/for-participants/handout.pdf").is_file()
    told = capsys.readouterr()
    assert "ZeroDivisionError: planted" in told.err
    assert "fault of the program, not yours" in told.err
    assert "1 with gaps" in told.out
    assert "key.pdf" not in (here / "exports/intro-1/index.html").read_text(encoding="utf-8")


def test_the_index_marks_what_an_earlier_run_made(here):
    (here / "s.yaml").write_text("modules: [intro/1]\nplace: Room 1\n", encoding="utf-8")
    assert main(["export", "s.yaml", "--format", "key", "handout"]) == 0
    (here / "s.yaml").write_text("modules: [intro/1]\nplace: Room 2\n", encoding="utf-8")
    assert main(["export", "s.yaml", "--format", "handout"]) == 0
    index = (here / "exports/s/index.html").read_text(encoding="utf-8")
    assert index.count("Made by an earlier run") == 1
    assert "for-facilitator/key.pdf" in index


@pytest.mark.parametrize("name", ["..yaml", "...yaml", "CON.yaml", "a:b.yaml", "x .yaml", "lpt9.yaml"])
def test_a_kit_is_never_called_what_a_system_cannot_bear(here, capsys, name):
    (here / name).write_text("modules: [intro/1]\n", encoding="utf-8")
    (here / "good.yaml").write_text("modules: [intro/1]\n", encoding="utf-8")
    assert main(["export", name, "good.yaml", "--format", "key"]) == 1
    assert "cannot be called" in capsys.readouterr().err
    assert {path.name for path in (here / "exports").glob("[!.]*")} == {"good", "good.zip"}
