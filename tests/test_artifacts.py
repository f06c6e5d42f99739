"""A file is written whole or not at all, and an unchanged one is not touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from toolkit import artifacts, scratch
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


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such locks")
def test_what_a_killed_run_left_is_swept_at_once_and_what_another_is_writing_is_not(tmp_path):
    handle, used = scratch.temporary_beside(tmp_path / "a.txt")
    os.utime(used, (1, 1))  # however long it takes
    left = [tmp_path / f".{name}.x1{scratch.SUFFIX}" for name in ("a.txt", "b.txt")]
    for path in [*left, tmp_path / ".somebody-elses.part"]:
        path.write_bytes(b"half")
    write_artifact(tmp_path / "a.txt", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([used.name, ".somebody-elses.part", "a.txt"])
    os.close(handle)
    assert scratch.sweep([used])
    assert not used.exists()


def test_where_the_system_knows_no_locks_an_hour_tells(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "_locked", lambda _handle: False)
    old, fresh = (tmp_path / f".{name}{scratch.SUFFIX}" for name in ("old", "fresh"))
    for left in (old, fresh):
        left.write_bytes(b"half")
    os.utime(old, (1, 1))
    write_artifact(tmp_path / "a.txt", b"whole")
    assert not old.exists()
    assert fresh.exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such locks")
def test_a_file_that_a_sweep_has_taken_before_it_was_locked_is_made_anew(tmp_path, monkeypatch):
    real, taken = scratch.tempfile.mkstemp, []

    def swept(**options):
        handle, name = real(**options)
        if not taken:
            taken.append(name)
            assert scratch.sweep([Path(name)])
        return handle, name

    monkeypatch.setattr(scratch.tempfile, "mkstemp", swept)
    assert write_artifact(tmp_path / "a.txt", b"whole")
    assert taken
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(("code", "advice"), [(errno.ENOSPC, "Free some space"), (errno.EROFS, "Check the folder")])
def test_the_advice_fits_the_failure(code, advice):
    assert advice in str(OutputError(Path("a.txt"), os.strerror(code), code))
