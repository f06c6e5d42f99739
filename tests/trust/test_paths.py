"""Nothing outside the folders that were named is read or written, and no address is called: seen by strace, and in a network that leads nowhere."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.curricula import SMALL, copy_of_small
from tests.logos import dots
from tests.trust.sweep import is_whole, whole_only
from tests.trust.tracing import ROOT, Trace, needs_strace, traced
from toolkit.cli import main
from toolkit.look.pictures import is_usable, reaches_outside

SYSTEM = tuple(map(Path, ("/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/dev", "/opt")))
PRIVATE = {Path("/etc/passwd"), Path("/etc/shadow"), Path("/etc/hosts"), Path("/etc/resolv.conf"), Path("/etc/machine-id")}
KEPT = (Path("/dev/null"), Path("/dev/shm"))  # semaphores of processes that work together  # noqa: S108
SOME = ("handout", "handout-docx", "pptx") if is_whole() else ("poster",)


def asked_for(*names: str) -> list[str]:
    return [part for name in names for part in ("--format", name)]


def program() -> tuple[Path, ...]:
    """Where Python, its packages and the toolkit are."""
    return tuple({Path(os.path.realpath(each)) for each in (sys.prefix, sys.base_prefix, ROOT, *filter(None, sys.path))})


def below(path: Path, *folders: Path) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


def strayed(trace: Trace, *, reads: tuple[Path, ...], writes: tuple[Path, ...]) -> list[str]:
    """Every file outside the folders that a command was given, its own program and the system's libraries aside."""
    found = [f"read {path}" for path in trace.read if path in PRIVATE or not below(path, *reads, *writes, *SYSTEM, *program())]
    found += [f"wrote {path}" for path in trace.written if not below(path, *writes, *KEPT)]
    return sorted([*found, *(f"called {call}" for call in trace.called)])


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of somebody's with a curriculum, beside things that are no business of ours."""
    folder = tmp_path / "work"
    folder.mkdir()
    copy_of_small(folder)
    (tmp_path / "outside").mkdir()
    return folder


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
    trace = traced(work, *call, temporary=tmp_path / "own")
    assert trace.returned == 0, trace.told
    assert any(below(path, work / "curriculum") for path in trace.read)
    assert all(any(below(path, work / name) for path in trace.written) for name in out)
    assert strayed(trace, reads=(work,), writes=(*(work / name for name in out), tmp_path / "own")) == []


def bait(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused_without_a_look(trace: Trace, outside: Path) -> None:
    assert trace.returned == 1, trace.told
    assert "Traceback" not in trace.told
    assert [path for path in (*trace.read, *trace.written) if below(path, outside)] == []


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


LOGOS = ["../outside/logo.png", "sub/../../outside/logo.png", "link.png", "folder/logo.png", "/dev/zero", "pipe.png", "sub", "C:\\logo.png", "\\\\host\\share\\logo.png",
         "file:///etc/passwd", "https://tracker.invalid/logo.png", "//tracker.invalid/logo.png", "data:image/png;base64,AAAA", "logo.svg"]  # fmt: skip
EVIL_SVG = {
    "a picture from afar": '<image href="https://tracker.invalid/a.png"/>',
    "a picture of mine": '<image xlink:href="file:///etc/passwd"/>',
    "a drawing beside it": "<use href='other.svg#a'/>",
    "an address by name": '<image href="//tracker.invalid/a.png"/>',
    "an address in numbers": '<image href="&#104;ttps://tracker.invalid/a.png"/>',
    "a filling": '<rect fill="url(https://tracker.invalid/a.svg#b)"/>',
    "a style": "<style>@import 'https://tracker.invalid/a.css';</style>",
    "a style in escapes": "<style>rect{fill:\\75 rl(https://tracker.invalid/a)}</style>",
    "a style in escapes, set apart": "<style><![CDATA[rect{fill:\\75 rl(https://tracker.invalid/a)}]]></style>",
    "a filling in escapes": '<rect fill="\\000075rl(https://tracker.invalid/a)"/>',
    "an animation": '<image><set attributeName="href" to="https://tracker.invalid/a.png"/></image>',
    "an animation with a name": '<image><animate attributeName="xlink:href" values="https://tracker.invalid/a.png"/></image>',
    "a script": "<script>fetch('/')</script>",
    "a page inside": "<foreignObject><iframe src='/'/></foreignObject>",
    "an inclusion": '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
}


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><rect width="9" height="9"/>{inside}</svg>'.encode()


@pytest.mark.parametrize("inside", EVIL_SVG.values(), ids=EVIL_SVG)
def test_a_drawing_that_reaches_out_is_refused(inside):
    assert not reaches_outside(svg(""))
    assert is_usable(svg(""), "image/svg+xml")
    assert reaches_outside(svg(inside))
    assert not is_usable(svg(inside), "image/svg+xml")


def test_a_drawing_that_only_looks_so_is_welcome():
    """Programs that draw note where a file lay, and some write in an older encoding."""
    for data in (svg("<desc>C:\\data\\abc.svg</desc>"), svg("").replace(b"<svg ", b'<svg xml:id="C:\\da" '), b'<?xml version="1.0" encoding="ISO-8859-1"?>' + svg("")):
        assert not reaches_outside(data)
        assert is_usable(data, "image/svg+xml")


@pytest.mark.parametrize("data", [
    svg(EVIL_SVG["a picture from afar"]).decode().encode("utf-16"),
    b'<?xml version="1.0" encoding="UTF-7"?>' + svg("+ADw-image href=+ACI-https://tracker.invalid/a.png+ACI-/+AD4-"),
    b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
    b'<?xml-stylesheet href="https://tracker.invalid/a.css"?>' + svg(""),
], ids=["in two bytes", "in seven bits", "an entity", "a style sheet"])  # fmt: skip
def test_a_drawing_that_hides_where_it_reaches_is_refused(data):
    assert reaches_outside(data)


@needs_strace()
def test_a_logo_that_lies_or_reaches_elsewhere_is_refused_and_not_read(work, tmp_path):
    outside = tmp_path / "outside"
    bait(outside, "logo.png", dots())
    bait(work, "logo.svg", svg(EVIL_SVG["a picture from afar"]))
    (work / "sub").mkdir()
    (work / "link.png").symlink_to(outside / "logo.png")
    (work / "folder").symlink_to(outside)
    os.mkfifo(work / "pipe.png")
    for number, name in enumerate(LOGOS):
        (work / f"session-{number}.yaml").write_text(f"modules: [course/1]\nlook:\n  logo: '{name}'\n  logo_alt: Maple Falls Library\n", encoding="utf-8")
    names = [f"session-{number}.yaml" for number in range(len(LOGOS))]
    trace = traced(work, "export", "--jobs", "1", *asked_for("poster"), *names, temporary=tmp_path / "own")
    refused_without_a_look(trace, outside)
    assert Path("/dev/zero") not in trace.read
    assert not trace.called
    assert not (work / "exports").exists()
    for name in names:
        assert f"{name}:3:9" in trace.told, name


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


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def link(name: str, target: str) -> bytes:
    """A zip in which ``name`` is a symbolic link."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        entry = zipfile.ZipInfo(name)
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        package.writestr(entry, target)
    return held.getvalue()


def lying() -> bytes:
    """A zip that says of a gigabyte that it is ten bytes."""
    data = zipped({"kit/manifest.json": b"\0" * 100_000_000})
    sized = struct.pack("<L", 100_000_000)
    return data.replace(sized, struct.pack("<L", 10))


ARCHIVES = {
    "a way up": lambda: zipped({"../../outside/x": b"x", "kit/manifest.json": b"{}"}),
    "a way from the top": lambda: zipped({"/etc/x": b"x", "/manifest.json": b"{}"}),
    "a way of Windows": lambda: zipped({"..\\..\\x": b"x", "C:\\manifest.json": b"{}", "kit/manifest.json": b"{}"}),
    "a manifest that leads up": lambda: zipped({"kit/manifest.json": b'{"files": [{"path": "../../outside/secret"}]}'}),
    "a link": lambda: link("kit/manifest.json", "../../outside/secret"),
    "a device": lambda: zipped({"kit/manifest.json": b"{}", "kit/CON": b"", "kit/nul.txt": b""}),
    "a bomb": lambda: zipped({"kit/manifest.json": b"\0" * 100_000_000}),
    "a bomb that lies": lying,
    "half a zip": lambda: zipped({"kit/manifest.json": b"{}" * 999})[:-30],
    "no zip": lambda: b"PK\x03\x04" + b"\xff" * 99,
}


@pytest.mark.parametrize("archive", ARCHIVES.values(), ids=ARCHIVES)
def test_an_evil_archive_is_refused_and_unpacked_nowhere(archive, work, tmp_path, monkeypatch, capsys):
    bait(tmp_path / "outside", "secret", b"secret")
    (work / "kit.zip").write_bytes(archive())
    monkeypatch.chdir(work)
    before = sorted(tmp_path.rglob("*"))
    assert main(["verify", "kit.zip"]) == 1
    told = capsys.readouterr()
    assert "kit.zip" in told.err
    assert "secret" not in told.out + told.err
    assert sorted(tmp_path.rglob("*")) == before


@needs_strace()
def test_a_kit_with_links_is_verified_without_a_look_at_what_they_lead_to(work, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(work)
    assert main(["export", "--jobs", "1", *asked_for("poster")]) == 0
    capsys.readouterr()
    poster = work / "exports/course-1/for-facilitator/poster.pdf"
    poster.rename(tmp_path / "outside/poster.pdf")
    poster.symlink_to(tmp_path / "outside/poster.pdf")
    (poster.parent / "more.pdf").symlink_to(bait(tmp_path / "outside", "more.pdf", b"x"))
    trace = traced(work, "verify", "exports/course-1", temporary=tmp_path / "own")
    refused_without_a_look(trace, tmp_path / "outside")
    assert "for-facilitator/poster.pdf" in trace.told
    assert "for-facilitator/more.pdf" in trace.told


@pytest.mark.parametrize(("first", "second"), [("Library", "library"), ("Caf\u00e9", "Cafe\u0301"), ("STRASSE", "stra\u00dfe"), ("course-1", None)])
def test_kits_whose_names_some_disk_takes_for_one_are_refused(first, second, work, monkeypatch, capsys):
    monkeypatch.chdir(work)
    for name in filter(None, (first, second)):
        Path(f"{name}.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    call = [f"{name}.yaml" for name in (first, second) if name] + ([] if second else ["--module", "course/1"])
    assert main(["export", *asked_for("poster"), *call]) == 1
    assert "Rename" in capsys.readouterr().err
    assert not (work / "exports").exists()


def may_leave_the_network() -> bool:
    return shutil.which("unshare") is not None and subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0


needs_namespaces = pytest.mark.skipif(not may_leave_the_network(), reason="a process may not leave the network here")


def run(work: Path, *call: str) -> None:
    done = subprocess.run(call, cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@needs_namespaces
def test_a_kit_is_made_in_a_network_that_leads_nowhere(work):
    run(work, "unshare", "-n", sys.executable, "-m", "toolkit", "export", *asked_for("poster"))
    assert len(list((work / "exports").rglob("*.*"))) > 3


@whole_only
@needs_namespaces
def test_whatever_is_made_without_a_network_is_the_same_as_with_one(work):
    made = {}
    for name, before in (("with", []), ("without", ["unshare", "-n"])):
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
