"""The package that people install holds the program, the curriculum and their licences, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser
from importlib import import_module
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.test_gates import PROJECT, ROOT

TOP = "facilitator_toolkit-0.1.0"
_FINE = re.compile(
    r"toolkit/(?:[a-z_]+/)*(?:[a-z_]+\.py|[a-z-]+\.(?:js|css|html|typ)|[a-z-]+\.ya?ml|server\.json)"
    r"|toolkit/content/curriculum/(?:[a-z-]+/)?[a-z0-9-]+\.(?:yaml|schema\.json|json)|toolkit/content/curriculum/LICENSE\.md"
    rf"|{TOP}\.dist-info/(?:METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE|licenses/curriculum/LICENSE\.md)"
    rf"|{TOP}\.data/data/etc/jupyter/jupyter_server_config\.d/facilitator-toolkit\.json"
)
_MACHINE = re.compile(rb"/(?:home|Users)/[A-Za-z]+/|/(?:root)/|/(?:tmp)/[a-z]|[A-Z]:\\{1,2}Users|-----BEGIN [A-Z ]*PRIVATE KEY")


def built(kind: str, folder: Path) -> Path:
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [made] = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Every file of the wheel by name."""
    with zipfile.ZipFile(built("wheel", tmp_path_factory.mktemp("wheel"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def tracked(under: str) -> set[str]:
    done = subprocess.run(["git", "ls-files", under], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return {name for name in done.stdout.splitlines() if (ROOT / name).is_file()}


def test_every_file_of_the_wheel_has_a_place_and_an_ending_that_belong_there(wheel):
    assert len(wheel) > 400
    assert [name for name in wheel if not _FINE.fullmatch(name)] == []


@pytest.mark.parametrize("name", [
    "tests/test_docs.py", "toolkit/notes.txt", "toolkit/__pycache__/cli.cpython-311.pyc", "toolkit/record/record.sqlite3", "toolkit/.env",
    "toolkit/content/curriculum/intro/roster.csv", "notebooks/start-here.ipynb", "exports/README.md", "toolkit/look/font.ttf", f"{TOP}.data/scripts/run",
])  # fmt: skip
def test_what_does_not_belong_there_would_be_seen(name):
    assert not _FINE.fullmatch(name)


def test_the_wheel_holds_all_of_the_program_and_the_curriculum_as_they_are_and_no_stray_file(wheel):
    program = tracked("toolkit")
    curriculum = {f"toolkit/content/{name}" for name in tracked("curriculum")}
    moved = {"toolkit/server.json"} & program
    assert {name for name in wheel if name.startswith("toolkit/")} == program | curriculum | moved
    assert [name for name in program if wheel[name] != (ROOT / name).read_bytes()] == []
    assert [name for name in curriculum if wheel[name] != (ROOT / name.removeprefix("toolkit/content/")).read_bytes()] == []


def test_no_file_of_the_wheel_names_a_machine_or_holds_a_key(wheel):
    assert [name for name, content in wheel.items() if _MACHINE.search(content)] == []
    assert _MACHINE.search(b"/home/" + b"ana/kits")


def test_the_wheel_asks_for_what_pyproject_asks_for_and_says_its_licences(wheel):
    told = BytesParser().parsebytes(wheel[f"{TOP}.dist-info/METADATA"])
    asked = {str(Requirement(text)) for text in told.get_all("Requires-Dist") if "extra ==" not in text}
    assert asked == {str(Requirement(text)) for text in PROJECT["project"]["dependencies"]}
    assert told["License-Expression"] == "Apache-2.0 AND CC-BY-4.0"
    assert told["Requires-Python"] == ">=3.11"
    assert b"Apache License" in wheel[f"{TOP}.dist-info/licenses/LICENSE"]


def test_every_entry_point_of_the_wheel_leads_to_something(wheel):
    lines = [line.partition(" = ")[2] for line in wheel[f"{TOP}.dist-info/entry_points.txt"].decode().splitlines() if " = " in line]
    assert len(lines) > 25
    import papermill.engines  # noqa: F401  # it must be the first to load our engine

    for target in lines:
        module, _, name = target.partition(":")
        assert getattr(import_module(module), name), target


def test_the_source_package_holds_what_is_tracked_and_nothing_else(tmp_path):
    with tarfile.open(built("sdist", tmp_path)) as package:
        names = {member.name.partition("/")[2] for member in package.getmembers() if member.isfile()}
    strange = names - tracked(".") - {"PKG-INFO"}
    assert strange == set()
    assert {"requirements.lock", "pyproject.toml", "LICENSE", "curriculum/LICENSE.md", "tests/test_gates.py"} <= names
