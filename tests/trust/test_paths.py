"""Nothing outside the folders that were named is read or written, and no address is called: seen by strace, and in a network that leads nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.trust.sweep import is_whole, whole_only
from tests.trust.tracing import (
    ALONE,
    ROOT,
    Trace,
    asked_for,
    bait,
    below,
    needs_namespaces,
    needs_strace,
    refused_without_a_look,
    strayed,
    traced,
)
from toolkit.cli import main

SOME = ("handout", "handout-docx", "pptx") if is_whole() else ("poster",)
CALLS = {
    "check": (["check"], ()),
    "export": (["export", "--jobs", "1", *asked_for(*SOME)], ("exports",)),
}
IN_THE_SWEEP = {
    "compose": (["compose"], ("notebooks",)),
    "check for programs": (["check", "--format", "sarif"], ()),
    "every format": (["export", "--jobs", "1"], ("exports",)),
    "every format by two": (["export", "--jobs", "2"], ("exports",)),
}


@needs_strace()
@pytest.mark.parametrize(("call", "out"), [*CALLS.values(), *(pytest.param(*each, marks=whole_only) for each in IN_THE_SWEEP.values())], ids=[*CALLS, *IN_THE_SWEEP])
def test_a_command_keeps_to_its_folders_and_calls_nobody(work, tmp_path, call, out):
    bait(work, "private.txt", b"mine")
    trace = traced(work, *call, temporary=tmp_path / "own")
    assert trace.returned == 0, trace.told
    assert any(below(path, work / "curriculum") for path in trace.read)
    assert all(any(below(path, work / name) for path in trace.written) for name in out)
    found = strayed(trace, reads=(work / "curriculum",), writes=(*(work / name for name in out), tmp_path / "own"))
    assert set(found) <= {f"read {work}"}, "the list of what is there, and nothing in it that was not named"


@needs_strace()
def test_links_out_of_a_curriculum_are_named_and_not_followed(work, tmp_path):
    root, outside = work / "curriculum", tmp_path / "outside"
    module = bait(outside, "module.yaml", (SMALL / "course/1-noticing.yaml").read_bytes())
    (outside / "more").mkdir()
    shutil.copytree(SMALL / "diagrams", outside / "diagrams")
    shutil.rmtree(root / "diagrams")
    (root / "registers/facts.yaml").unlink()
    links = {
        "course/2-far.yaml": module, "course/3-up.yaml": Path("../../../outside/module.yaml"), "course/4-chain.yaml": Path("2-far.yaml"),
        "registers/facts.yaml": bait(outside, "facts.yaml", b"facts: []\n"), "diagrams": outside / "diagrams",
        "sessions/far.yaml": bait(outside, "session.yaml", b"modules: [course/1]\n"), "pages/device.yaml": Path("/dev/zero"),
    }  # fmt: skip
    for name, target in links.items():
        (root / name).symlink_to(target)
    trace = traced(work, "check", temporary=tmp_path / "own")
    refused_without_a_look(trace, outside)
    assert Path("/dev/zero") not in trace.read
    for name in links:
        assert f"curriculum/{name}:1:1" in trace.told, name


@needs_strace()
def test_a_catalogue_that_is_a_link_out_is_not_read(work, tmp_path):
    catalogue = work / "curriculum/catalogue.yaml"
    catalogue.rename(tmp_path / "outside/catalogue.yaml")
    catalogue.symlink_to(tmp_path / "outside/catalogue.yaml")
    trace = traced(work, "check", temporary=tmp_path / "own")
    refused_without_a_look(trace, tmp_path / "outside")
    assert "catalogue.yaml:1:1" in trace.told
    assert "link to a file outside" in trace.told


def test_links_that_lead_in_a_circle_are_named(work, capsys, monkeypatch):
    monkeypatch.chdir(work)
    (work / "curriculum/course/2-round.yaml").symlink_to("2-round.yaml")
    assert main(["check"]) == 1
    assert "2-round.yaml" in capsys.readouterr().out


def test_a_kit_is_not_written_through_a_folder_in_it_that_is_a_link(work, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(work)
    (work / "exports/course-1").mkdir(parents=True)
    (work / "exports/course-1/for-facilitator").symlink_to(tmp_path / "outside")
    assert main(["export", "--jobs", "1", *asked_for("calendar", "results-template")]) == 1
    assert "is a link to another folder" in capsys.readouterr().err
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_file_that_is_a_link_gives_way_and_what_it_leads_to_stays(work, tmp_path, monkeypatch):
    monkeypatch.chdir(work)
    mine = bait(tmp_path / "outside", "poster.pdf", b"mine")
    poster = work / "exports/course-1/for-facilitator/poster.pdf"
    poster.parent.mkdir(parents=True)
    poster.symlink_to(mine)
    assert main(["export", "--jobs", "1", *asked_for("poster")]) == 0
    assert mine.read_bytes() == b"mine"
    assert poster.read_bytes().startswith(b"%PDF")
    assert not poster.is_symlink()


def run(work: Path, *call: str) -> None:
    done = subprocess.run(call, cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@needs_namespaces()
def test_a_kit_is_made_in_a_network_that_leads_nowhere(work):
    run(work, *ALONE, sys.executable, "-m", "toolkit", "export", *asked_for("poster"))
    assert len(list((work / "exports").rglob("*.*"))) > 3


@whole_only
@needs_namespaces()
def test_whatever_is_made_without_a_network_is_the_same_as_with_one(work):
    made = {}
    for name, before in (("with", []), ("without", ALONE)):
        for call in (["check"], ["export", "--out", f"{name}/kits"], ["compose", "--out", f"{name}/notebooks"]):
            run(work, *before, sys.executable, "-m", "toolkit", *call)
        made[name] = {path.relative_to(work / name).as_posix(): path.read_bytes() for path in (work / name).rglob("*.*") if path.is_file()}
    assert len(made["with"]) > 30
    assert [name for name in made["with"] | made["without"] if made["with"].get(name) != made["without"].get(name) and "/.facilitate" not in f"/{name}"] == []


def test_the_trace_sees_what_strays(tmp_path):
    """A file outside, and a call: both are told."""
    trace = Trace(0, "", frozenset({tmp_path / "outside/x", Path("/etc/passwd")}), frozenset({tmp_path / "y"}), ("connect(AF_INET)",))
    assert len(strayed(trace, reads=(tmp_path / "work",), writes=())) == 4


@needs_strace()
def test_the_trace_sees_files_and_calls_of_any_program(tmp_path, monkeypatch):
    program = tmp_path / "toolkit"
    program.mkdir()
    (program / "__init__.py").touch()
    (program / "__main__.py").write_text("import socket, pathlib\npathlib.Path('a').write_text(pathlib.Path('../b').read_text())\nsocket.socket().connect_ex(('127.0.0.1', 9))\n")
    (tmp_path / "b").touch()
    (tmp_path / "work").mkdir()
    monkeypatch.setattr("tests.trust.tracing.ROOT", tmp_path)
    trace = traced(tmp_path / "work", temporary=tmp_path / "own")
    assert tmp_path / "b" in trace.read
    assert tmp_path / "work/a" in trace.written
    assert len(trace.called) == 2
