"""Every package may be used as it is used, is listed with its licence, and is as new as it must be; the lock file keeps to pyproject.toml."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from importlib.resources import files

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.curricula import SMALL
from tests.trust import licences, lock
from tests.trust.licences import (
    AS_A_LIBRARY,
    FOR,
    PAGE,
    ROOT,
    is_good,
    licence_of,
    locked,
    page,
    project,
    rows,
    tidy,
)
from tests.trust.lock import LOCK, pins
from toolkit.cli import main
from toolkit.doctor.packages import EXTRAS, SECURITY

NEEDS = [need for needs in project().values() for need in needs]
_MARKED = re.compile(r'^\s*"([A-Za-z0-9-]+)>=([0-9.]+)[^"]*",\s*#[^\n]*\bsecurity\b', re.MULTILINE)


def installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def test_floors_marked_security_have_a_reason_and_hold_for_what_is_installed():
    marked = dict(_MARKED.findall((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    assert marked.keys() == SECURITY.keys()
    for name, floor in marked.items():
        assert Version(version(name)) >= Version(floor), name
        assert re.search(r"\(CVE-20\d\d-\d+\)$", SECURITY[name]), name


def test_what_is_installed_is_as_new_as_every_group_asks():
    looked_at = [need for need in NEEDS if installed(need.name)]
    assert len(looked_at) > 35
    assert [str(need) for need in looked_at if Version(version(need.name)) not in need.specifier] == []


def test_the_doctor_knows_every_extra_that_people_use():
    assert EXTRAS.keys() == project().keys() - {"", "test"}


def test_the_page_is_what_pyproject_and_the_lock_file_make_of_it():
    assert PAGE.read_text(encoding="utf-8") == page(rows())


def test_every_licence_of_the_page_is_good_and_is_what_the_package_says():
    told = rows()
    assert told.keys() == locked().keys()
    assert {name: licence for name, licence in told.items() if not is_good(name, licence)} == {}
    here = {name: licence_of(name) for name in told if installed(name) == locked()[name]}
    assert here
    assert {name: (licence, told[name]) for name, licence in here.items() if licence != told[name]} == {}


def needed_by(names):
    """Every package that installed ones need, by canonical name, these aside; what is not installed is passed over."""
    found, todo = set(), [Requirement(name) for name in names]
    while todo:
        need = todo.pop()
        key = (canonicalize_name(need.name), tuple(sorted(need.extras)))
        if key in found or installed(need.name) is None:
            continue
        found.add(key)
        for text in requires(need.name) or ():
            more = Requirement(text)
            if more.marker is None or any(more.marker.evaluate({"extra": extra}) for extra in {"", *need.extras}):
                todo.append(more)
    return {name for name, _ in found}


def test_every_package_that_is_installed_for_us_has_a_good_licence_also_a_new_one():
    names = needed_by([str(need).partition(";")[0] for need in NEEDS])
    assert len(names) > 100
    bad = {name: licence_of(name) for name in names if not is_good(name, licence_of(name) or "")}
    assert bad == {}


@pytest.mark.parametrize(("name", "licence", "good"), [
    ("a", "MIT", True), ("a", "GPL-3.0-only", False), ("a", "AGPL-3.0", False), ("a", "", False), ("a", "unknown", False),
    ("a", "MIT OR GPL-3.0", True), ("a", "MIT AND GPL-3.0", False), ("a", "(MIT AND BSD) OR LGPL-3.0", True),
    ("a", "LGPL-3.0", False), ("pebble", "LGPL-3.0", True), ("pebble", "GPL-3.0", False), ("a", "CC-BY-NC-4.0", False),
])  # fmt: skip
def test_a_licence_that_asks_too_much_is_seen(name, licence, good):
    assert is_good(name, licence) is good


def test_licences_written_in_words_are_known():
    assert tidy("Apache Software License OR BSD License") == "Apache-2.0 OR BSD"
    assert tidy("Apache License, Version 2.0") == tidy("Apache 2.0") == tidy("Apache-2.0") == "Apache-2.0"
    assert tidy("Mozilla Public License 2.0 (MPL 2.0)") == "MPL-2.0"


def test_only_pebble_is_used_as_a_library_and_nothing_of_it_is_in_our_package():
    assert AS_A_LIBRARY == {"pebble": "LGPL-3.0"}
    assert "LESSER GENERAL PUBLIC LICENSE" in next(
        path.read_text() for path in licences_in("pebble") if path.name.upper().startswith("LICENSE")
    )
    copies = [path.name for path in (ROOT / "toolkit").rglob("*") if "pebble" in path.name.lower()]
    assert copies == []


def licences_in(name):
    from importlib.metadata import files as held

    return [path.locate() for path in held(name) or () if "licen" in path.name.lower()]


def test_every_direct_need_says_what_it_is_for():
    assert FOR.keys() == {canonicalize_name(need.name) for need in NEEDS}


def test_what_goes_into_our_files_bears_the_licence_that_the_page_says():
    for font in ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (files(font) / "LICENSE").read_text(encoding="utf-8")
    reveal = files("pyreveal") / "revealjs"
    assert "Permission is hereby granted, free of charge" in (reveal / "LICENSE").read_text(encoding="utf-8")


def test_slides_for_a_browser_say_whose_reveal_js_is(tmp_path):
    assert main(["export", "--module", "course/1", "--format", "slides", "--curriculum", str(SMALL), "--out", str(tmp_path)]) == 0
    page = (tmp_path / "course-1/for-facilitator/slides.html").read_text(encoding="utf-8")
    assert "Hakim El Hattab" in page
    assert "MIT licensed" in page


def test_the_lock_file_keeps_to_pyproject_and_names_no_place():
    text = LOCK.read_text(encoding="utf-8")
    assert text.startswith(lock.HEAD)
    assert not re.search(r"://|--(?!hash=|require-hashes|no-deps|no-build-isolation)|@", text)
    pinned = list(pins(text))
    assert len(pinned) > 150
    assert [pin.name for pin in pinned] == sorted(pin.name for pin in pinned)
    assert len({(pin.name, pin.when) for pin in pinned}) == len(pinned)
    assert [pin for pin in pinned if len(set(pin.hashes)) != len(pin.hashes)] == []
    versions = locked()
    outside = [str(need) for need in NEEDS if versions.get(canonicalize_name(need.name), "0") not in need.specifier]
    assert outside == []


@pytest.mark.parametrize("line", [
    "typst==0.15.2", "typst>=0.15.2 --hash=sha256:" + "0" * 64, "typst==0.15.2 --hash=sha256:" + "0" * 63, "typst==0.15.2 --hash=md5:" + "0" * 32,
    "--index-url somewhere", "-e .", "typst @ somewhere --hash=sha256:" + "0" * 64,
])  # fmt: skip
def test_a_line_of_the_lock_file_that_is_no_version_with_checksums_is_seen(line):
    with pytest.raises(ValueError, match="no version with checksums"):
        list(pins(f"{line}\n"))


def test_a_version_for_other_systems_alone_is_known_as_one():
    here, there = pins(f"a==1 ; python_version >= '3' \\\n    --hash=sha256:{'0' * 64}\na==2 ; sys_platform == 'none' \\\n    --hash=sha256:{'1' * 64}\n")
    assert (here.version, here.is_for_here(), here.hashes) == ("1", True, ("0" * 64,))
    assert (there.version, there.is_for_here()) == ("2", False)


def test_the_lock_file_is_made_with_the_checksums_of_all_systems_and_names_no_index(monkeypatch, capsys):
    asked = lock.call("uv", upgrade=False)
    assert {"--universal", "--generate-hashes", "--all-extras", "--no-emit-index-url", "--no-annotate"} <= set(asked)
    assert "--upgrade" in lock.call("uv", upgrade=True)
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    before = LOCK.read_bytes()
    assert lock.main([]) == 1
    assert "pip install uv" in capsys.readouterr().err
    assert LOCK.read_bytes() == before


def imported(root):
    """The top names of all modules from elsewhere that the files below ``root`` import, each with one file that does."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            found |= {name.partition(".")[0]: path for name in names}
    return {name: path for name, path in found.items() if name not in sys.stdlib_module_names and name != "toolkit"}


def undeclared(names):
    """Those of the modules that come with no package which pyproject.toml names for people who use the toolkit."""
    declared = {canonicalize_name(need.name) for extra, needs in project().items() if extra != "test" for need in needs}
    brought_by = packages_distributions()
    return [name for name in names if not declared & {canonicalize_name(each) for each in brought_by.get(name, ())}]


def test_every_package_that_the_toolkit_imports_is_declared(tmp_path):
    found = imported(ROOT / "toolkit")
    assert len(found) > 20
    assert undeclared(found) == []
    (tmp_path / "one.py").write_text("def f():\n    import pytest.mark\n    from wcwidth import wcswidth\n    from . import here\n", encoding="utf-8")
    assert undeclared(imported(tmp_path)) == ["pytest", "wcwidth"], "a package that is installed and not declared is seen"


def test_what_packages_need_of_each_other_holds_in_the_lock_file():
    versions = locked()
    looked_at = 0
    for name, pinned in versions.items():
        if installed(name) != pinned:
            continue
        for need in map(Requirement, requires(name) or ()):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                looked_at += 1
                there = versions.get(canonicalize_name(need.name))
                assert there is not None, f"{name} needs {need.name}, which is not in the lock file"
                assert SpecifierSet(str(need.specifier)).contains(there, prereleases=True), f"{name} needs {need}"
    assert looked_at


def test_a_package_of_another_version_than_the_locked_one_does_not_change_the_page():
    assert licences._licence_of_locked("pytest", version("pytest"), {"pytest": "old"}) == "MIT"
    assert licences._licence_of_locked("pytest", "0.1", {"pytest": "old"}) == "old"
    assert licences._licence_of_locked("pytest", "0.1", {}) == "MIT"
    assert licences._licence_of_locked("not-there-at-all", "0.1", {}) == "unknown"


def test_the_page_is_written_as_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(licences, "PAGE", tmp_path / "licences.md")
    licences.PAGE.write_bytes(PAGE.read_bytes())
    assert licences.main() == 0
    assert "to look at: nothing" in capsys.readouterr().out
    assert set(re.findall(r"^\| ([a-z0-9-]+) ", licences.PAGE.read_text(encoding="utf-8"), re.MULTILINE)) >= set(FOR)
