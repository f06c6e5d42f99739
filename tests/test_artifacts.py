"""A file is written whole or not at all, and an unchanged one is not touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from toolkit import artifacts
from toolkit.artifacts import write_artifact
from toolkit.errors import OutputError


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


def test_a_new_file_appears_with_its_folders(tmp_path):
    target = tmp_path / "a" / "b.txt"
    assert write_artifact(target, b"one")
    assert target.read_bytes() == b"one"


def test_an_unchanged_file_is_left_alone(tmp_path):
    target = tmp_path / "a.txt"
    write_artifact(target, b"one")
    os.utime(target, (1, 1))
    assert not write_artifact(target, b"one")
    assert target.stat().st_mtime == 1


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_failure_keeps_the_earlier_file_and_leaves_nothing_behind(tmp_path, monkeypatch, broken):
    target = tmp_path / "a.txt"
    write_artifact(target, b"good")

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    if broken == "fsync":
        monkeypatch.setattr(artifacts.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match=r"a\.txt.*No space left"):
        write_artifact(target, b"new and longer")
    assert target.read_bytes() == b"good"
    assert not leftovers(tmp_path)


def test_a_folder_in_the_way_is_named(tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match=r"a\.txt"):
        write_artifact(tmp_path / "a.txt", b"x")
    assert not leftovers(tmp_path)


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(artifacts.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_artifact(tmp_path / "a.txt", b"x")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_run_left_is_swept_and_a_running_one_is_not(tmp_path):
    old, fresh, other = (tmp_path / name for name in (".a.txt.x1.part", ".a.txt.x2.part", ".b.txt.x3.part"))
    for left in (old, fresh, other):
        left.write_bytes(b"half")
    for left in (old, other):
        os.utime(left, (1, 1))
    write_artifact(tmp_path / "a.txt", b"whole")
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()


@pytest.mark.parametrize(("code", "advice"), [(errno.ENOSPC, "Free some space"), (errno.EROFS, "Check the folder")])
def test_the_advice_fits_the_failure(code, advice):
    assert advice in str(OutputError(Path("a.txt"), os.strerror(code), code))
