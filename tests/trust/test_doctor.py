"""The doctor finds each thing that can be amiss with Python, packages, fonts, folders and the curriculum, and says what to do about it."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.specifiers import SpecifierSet

from tests.trust.looks import amiss, is_well, seen
from toolkit.doctor import content, packages, paper, places
from toolkit.look import fonts, scripts

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 12, 1)


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
    assert told[:2] == [
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
    assert {finding.what for finding in seen(paper.find_fonts)} >= {f"{name.replace('_', '-')} brought no font." for name in fonts.PACKAGES}


def test_each_script_of_an_extra_is_told_with_what_to_install_or_to_install_again(monkeypatch, tmp_path):
    whole = [finding.what for finding in seen(paper.find_fonts)]
    assert [what.split(":")[0] for what in whole[1:]] == ["Chinese, Japanese and Korean can be shown", "emoji can be shown"]
    cut = tmp_path / scripts.EMOJI.file
    cut.write_bytes(b"cut short")
    monkeypatch.setattr(scripts, "font_file", lambda script: cut if script is scripts.EMOJI else None)
    missing, damaged = seen(paper.find_fonts)[1:]
    assert missing.level == "ok"
    assert "pip install 'facilitator-toolkit[languages]'" in missing.what
    assert (damaged.level, damaged.mend) == ("problem", "pip install --force-reinstall manimgx-fonts")


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
