"""Evil archives, kits with links, and names that some disk takes for one: refused, unpacked nowhere, and no way out of a folder."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.trust.tracing import asked_for, bait, needs_strace, refused_without_a_look, traced
from toolkit.cli import main


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
    unpacked, read = [], zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda package, *entry: unpacked.append(read(package, *entry)) or unpacked[-1])
    before = sorted(tmp_path.rglob("*"))
    assert main(["verify", "kit.zip"]) == 1
    assert sum(map(len, unpacked)) < 10_000_000, "what is larger than any manifest is not even unpacked"
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
