"""The doctor finds each thing that can be amiss, says what to do about it, and dies of none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.specifiers import SpecifierSet

from toolkit.cli import main
from toolkit.doctor import content, examine, jupyter, packages, paper, places
from toolkit.doctor.finding import Finding, guarded
from toolkit.look import fonts

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 12, 1)


def seen(look, area="area"):
    """What a look finds, as the command would show it; everything amiss says what to do."""
    found = list(guarded(area, look))
    assert all(finding.mend for finding in found if finding.level != "ok"), found
    return found


def amiss(look, level="problem"):
    """The one fault of ``level`` that a look finds."""
    [fault] = [finding for finding in seen(look) if finding.level == level]
    return fault


def is_well(look):
    return {finding.level for finding in seen(look)} == {"ok"}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", str(tmp_path / "record"))
    return tmp_path


def test_an_old_python_is_a_problem(monkeypatch):
    assert is_well(packages.find_python)
    monkeypatch.setattr(packages, "sys", SimpleNamespace(version_info=(3, 10, 4)))
    assert "3.10.4 is too old" in amiss(packages.find_python).what


def installed_as(monkeypatch, **versions):
    """A world in which some packages have other versions, or are missing (None)."""
    real = packages.version

    def version(name):
        told = versions.get(name.replace("-", "_"), real)
        if told is None:
            raise PackageNotFoundError(name)
        return told if isinstance(told, str) else real(name)

    monkeypatch.setattr(packages, "version", version)


def test_what_is_installed_is_as_new_as_it_must_be():
    assert is_well(packages.find_packages)


@pytest.mark.parametrize("name", sorted(set(packages.SECURITY) - {"notebook"}))
def test_a_package_below_a_floor_of_security_is_named_with_what_could_happen(monkeypatch, name):
    installed_as(monkeypatch, **{name.replace("-", "_"): "1.0.1"})
    fault = amiss(packages.find_packages)
    assert f"{name} 1.0.1 is not >=" in fault.what
    assert packages.SECURITY[name] in fault.what
    assert fault.mend.startswith(f'pip install --upgrade "{name}>=')


@pytest.mark.parametrize(("version", "told"), [
    (None, "typst is not installed."), ("0.16.0", "typst 0.16.0 is not <0.16 and >=0.15.2."), ("0.15.1", "is not"), ("what", "is not"),
])
def test_a_package_that_is_missing_too_old_or_too_new_is_a_problem(monkeypatch, version, told):
    installed_as(monkeypatch, typst=version)
    fault = amiss(packages.find_packages)
    assert told in fault.what
    assert '"typst<0.16,>=0.15.2"' in fault.mend


@pytest.mark.parametrize("limits", [">=3.1.6", ">=7", "<0.16,>=0.15.2", ">=2026.3", ">=1.6", ">=6.0.12"])
@pytest.mark.parametrize("version", ["3.1.6", "3.1.5", "3.1.6rc1", "3.1.6.post1", "7.0", "6.9", "0.15.2", "0.15.10", "0.16", "0.16.1", "2026.3.0", "2026.2", "1.006", "1.06", "6.0.12.20261113"])
def test_versions_are_compared_as_pip_compares_them(version, limits):
    assert packages.fits(version, tuple(limits.split(","))) == SpecifierSet(limits).contains(version, prereleases=True)


def test_a_copy_that_was_never_installed_says_so_and_knows_its_needs_all_the_same(monkeypatch):
    def unknown(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(packages, "requires", unknown)
    assert "never installed" in amiss(packages.find_packages, "warning").what
    needs, installed = packages.known_needs()
    assert not installed
    assert {"pydantic", "typst", "distributed"} <= {need.name for need in needs}
    installed_as(monkeypatch, pydantic=None)
    assert amiss(packages.find_packages).what == "pydantic is not installed."


def test_an_extra_that_is_not_there_is_no_fault_and_one_that_is_too_old_is(monkeypatch):
    monkeypatch.setattr(packages, "requires", lambda _name: ["one>=1; extra == 'store'", "one>=1; extra == 's3'", "two>=1 ; extra == 's3'"])
    installed_as(monkeypatch, one=None, two=None)
    assert is_well(packages.find_extras)
    installed_as(monkeypatch, one="1.0", two=None)
    assert is_well(packages.find_extras)
    told = " ".join(finding.what for finding in seen(packages.find_extras))
    assert "store is installed" in told
    assert "s3 is not installed (two)" in told
    installed_as(monkeypatch, one="1.0", two="0.9")
    assert amiss(packages.find_extras, "warning").what == "s3: two 0.9 is not >=1."


def test_a_font_package_or_a_face_that_is_missing_is_named(monkeypatch, tmp_path):
    assert is_well(paper.find_fonts)
    copies = [Path(shutil.copytree(folder, tmp_path / folder.parent.name)) for folder in fonts.font_folders()]
    monkeypatch.setattr(fonts, "font_folders", lambda: tuple(copies))
    (copies[0] / "AtkinsonHyperlegible-Bold.ttf").unlink()
    (copies[1] / "NotoSans[wdth,wght].ttf").write_bytes(b"cut short")
    told = [(finding.level, finding.what) for finding in seen(paper.find_fonts)]
    assert told == [
        ("problem", "fontpkg-atkinson-hyperlegible lacks AtkinsonHyperlegible-Bold.ttf, or has a damaged one."),
        ("problem", "fontpkg-noto-sans lacks NotoSans[wdth,wght].ttf, or has a damaged one."),
    ]


def test_a_font_package_that_is_not_installed_is_a_problem_with_its_name(monkeypatch):
    monkeypatch.setattr(fonts, "PACKAGES", ("fontpkg_atkinson_hyperlegible", "fontpkg_nowhere"))
    fonts.font_folders.cache_clear()
    try:
        assert "fontpkg-nowhere is not installed" in amiss(paper.find_fonts).what
    finally:
        monkeypatch.undo()
        fonts.font_folders.cache_clear()


def test_every_font_that_is_printed_with_is_looked_for(monkeypatch):
    assert f"All {len(fonts.font_files())} font files" in seen(paper.find_fonts)[0].what
    monkeypatch.setattr(paper, "files", lambda _package: [])
    assert {finding.what for finding in seen(paper.find_fonts)} == {f"{name.replace('_', '-')} brought no font." for name in fonts.PACKAGES}


def test_typst_that_is_missing_or_lacks_its_fonts_is_a_problem(monkeypatch, tmp_path):
    assert is_well(paper.find_typst)
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    assert "unknown font family" in amiss(paper.find_typst).what
    monkeypatch.setitem(sys.modules, "typst", None)
    assert "'typst', which is not installed" in amiss(paper.find_typst).what


def test_a_folder_that_takes_no_file_is_named_with_what_to_do(here, monkeypatch):
    assert is_well(lambda: places.find_folders(here))
    (here / "exports").write_text("in the way", encoding="utf-8")
    fault = amiss(lambda: places.find_folders(here))
    assert str(here / "exports") in fault.what
    assert "--out DIR" in fault.mend

    def refuse(**_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(places, "TemporaryFile", refuse)
    assert [finding.level for finding in seen(lambda: places.find_folders(here))] == ["problem"] * 3


def test_no_temporary_folder_at_all_is_a_problem(here, monkeypatch):
    def nowhere():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(places, "gettempdir", nowhere)
    assert "Set TMPDIR" in amiss(lambda: places.find_folders(here)).mend


@pytest.mark.parametrize(("free", "level"), [(10, "problem"), (200, "warning"), (5_000, "ok")])
def test_a_disk_that_is_nearly_full_is_told(here, monkeypatch, free, level):
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free * places.MEGABYTE))
    assert {finding.level for finding in seen(lambda: places.find_folders(here))} == {level}


def test_a_record_that_is_damaged_or_closed_is_a_problem_and_stays_as_it_is(here):
    assert is_well(places.find_record)
    assert not (here / "record").exists()
    (here / "record").mkdir()
    record = here / "record" / "record.sqlite3"
    record.write_bytes(b"a private note " * 500)
    fault = amiss(places.find_record)
    assert "damaged" in fault.what
    assert "private" not in fault.what
    assert record.read_bytes() == b"a private note " * 500


def test_a_record_that_cannot_be_written_is_a_problem(here, monkeypatch):
    from toolkit.record import Record

    Record().choose_role("community")
    assert is_well(places.find_record)
    monkeypatch.setattr(places, "_opens", lambda _path: False)
    assert "no answer would be kept" in amiss(places.find_record).what


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "no-such-encoding"])
def test_a_terminal_that_lacks_signs_is_a_warning(monkeypatch, encoding):
    monkeypatch.setattr(places, "sys", SimpleNamespace(stdout=SimpleNamespace(encoding=encoding)))
    assert encoding in amiss(places.find_terminal, "warning").what


def test_the_curriculum_tells_its_errors_and_the_facts_to_look_at_again(tmp_path):
    root = Path(shutil.copytree(ROOT / "tests/curricula/small", tmp_path / "curriculum"))
    told = seen(lambda: content.find_curriculum_health(root, TODAY))
    assert told[0].level == "ok"
    late = [each.what for each in seen(lambda: content.find_curriculum_health(root, date(9000, 1, 1))) if each.level == "warning"]
    assert any("to be looked at again before 9000-01-01: F-" in what for what in late), late
    module = next(root.rglob("1-*.yaml"))
    module.write_text(module.read_text(encoding="utf-8") + "surprise: 1\n", encoding="utf-8")
    fault = amiss(lambda: content.find_curriculum_health(root, TODAY))
    assert "1 error," in fault.what
    assert f"facilitate check --curriculum {root}" in fault.mend
    (root / "catalogue.yaml").write_text("{", encoding="utf-8")
    assert "error" in amiss(lambda: content.find_curriculum_health(root, TODAY)).what
    assert "is not a curriculum" in amiss(lambda: content.find_curriculum_health(tmp_path / "nowhere", TODAY)).what


@pytest.fixture
def jupyter_in(tmp_path, monkeypatch):
    """A Jupyter that looks nowhere but in one folder."""
    from jupyter_core import paths

    monkeypatch.setattr(paths, "jupyter_path", lambda *parts: [str(tmp_path.joinpath(*parts))])
    monkeypatch.setattr(paths, "jupyter_config_path", lambda: [str(tmp_path)])
    return tmp_path


def put(path, text="{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


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


def test_a_look_that_breaks_down_in_any_way_is_a_line_and_no_traceback():
    def breaks(error):
        def look():
            yield Finding("area", "ok", "so far")
            raise error

        return look

    for error in (ZeroDivisionError("x"), OSError(5, "Input/output error"), ModuleNotFoundError("No module named 'a'", name="a"), RecursionError("deep")):
        assert [finding.level for finding in seen(breaks(error))] == ["ok", "problem"]


@pytest.fixture
def only(monkeypatch):
    """``only(findings)`` lets the command find these and look at nothing."""
    return lambda *found: monkeypatch.setattr(examine, "examine", lambda *_asked: iter(found))


WELL, LACKING, BROKEN = Finding("a", "ok", "fine."), Finding("b", "warning", "less.", "do b"), Finding("c", "problem", "no.", 'pip install "c>=1"')


@pytest.mark.parametrize(("found", "code", "last"), [
    ((WELL,), 0, "All is well."),
    ((WELL, LACKING), 0, "0 problems, 1 warning. Nothing here stops work."),
    ((BROKEN, LACKING, LACKING), 1, "1 problem, 2 warnings. A problem stops work; mend it first."),
])
def test_a_line_for_each_finding_with_a_sign_and_a_word_and_what_to_do_below_it(only, capsys, found, code, last):
    only(*found)
    assert main(["doctor"]) == code
    lines = capsys.readouterr().out.splitlines()
    assert last in lines
    words = {"ok": "\u2713 ok ", "warning": "! warning ", "problem": "\u2717 problem "}
    for finding in found:
        at = next(number for number, line in enumerate(lines) if line.endswith(f"{finding.area}: {finding.what}"))
        assert lines[at].startswith(words[finding.level])
        assert not finding.mend or lines[at + 1].strip() == f"What to do: {finding.mend}"
    assert lines[-1].endswith("-m pip") == (BROKEN in found)


def test_in_a_broken_environment_everything_is_still_looked_at(here):
    """pydantic, Typst and Jupyter's folders are broken here, each in another way."""
    put(here / "broken/pydantic.py", "raise ModuleNotFoundError(\"No module named 'pydantic'\", name='pydantic')\n")
    put(here / "broken/typst.py", "raise OSError('cannot open shared object file')\n")
    put(here / "broken/jupyter_core.py", "raise SyntaxError('torn')\n")
    path = os.pathsep.join([str(here / "broken"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "toolkit", "doctor"], env=environment, cwd=here, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    for line in (
        "x problem Typst: The system refuses: cannot open shared object file",
        "x problem curriculum: This needs 'pydantic', which is not installed.",
        "x problem kernel: This does not work: SyntaxError: torn",
        "+ ok      fonts: All 6 font files",
        "! warning terminal: It shows ascii only",
    ):
        assert line in done.stdout, done.stdout
    assert {path.name for path in here.iterdir()} == {"broken"}, "it left something behind"
