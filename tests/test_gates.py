"""The gates that CI holds: style, types, the layers of the house, and what never belongs in the project."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(*call: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_ruff_finds_nothing():
    done = run(sys.executable, "-m", "ruff", "check", "toolkit", "tests")
    assert done.returncode == 0, done.stdout


def test_mypy_strict_finds_nothing():
    done = run(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout


def test_imports_point_down():
    done = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout


def test_every_test_file_holds_a_test():
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(files) > 10
    assert not [f.name for f in files if "def test_" not in f.read_text(encoding="utf-8")]


def test_security_floors_are_met_by_what_is_installed():
    wanted = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    assert len(wanted) > 10
    for requirement in wanted:
        assert Version(version(requirement.name)) in requirement.specifier, requirement


@pytest.mark.parametrize(("package", "floor"), [
    ("nbconvert", "7.17.2"), ("mistune", "3.3.0"), ("jupyter_server", "2.20.0"), ("jupyterlab", "4.5.7"), ("jinja2", "3.1.6"),
])
def test_known_holes_are_below_the_floor(package, floor):
    assert Version(version(package)) >= Version(floor)


def tracked_files() -> list[Path]:
    done = run("git", "ls-files")
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_holds_a_path_of_a_machine():
    pattern = re.compile(rb"/home/[a-z]+/|/root/|/Users/[A-Za-z]+/|[A-Z]:\\\\Users|/tmp/[a-z]")
    files = tracked_files()
    assert len(files) > 40
    found = [f.name for f in files if f != Path(__file__) and pattern.search(f.read_bytes())]
    assert not found


def test_modules_stay_small():
    sizes = {f.name: len(f.read_text(encoding="utf-8").splitlines()) for f in (ROOT / "toolkit").rglob("*.py")}
    assert len(sizes) > 40
    assert not {name: lines for name, lines in sizes.items() if lines > 300 and name != "document.py"}
