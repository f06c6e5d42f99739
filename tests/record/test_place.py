"""The record lies in the user's data folder, or where the variable says, and only its owner can read it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.model.entry import Entry
from toolkit.record import Record, place, record_path

ENTRY = Entry("m", "q", "v", 1, {"text": "x"})
posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


def test_the_variable_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", str(tmp_path / "chosen"))
    assert record_path() == tmp_path / "chosen" / "record.sqlite3"
    Record().keep(ENTRY)
    assert (tmp_path / "chosen" / "record.sqlite3").is_file()


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_users_data_folder_is_taken(monkeypatch, value):
    monkeypatch.delenv("FACILITATOR_TOOLKIT_DATA", raising=False)
    if value is not None:
        monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", value)
    path = record_path()
    assert path.is_absolute()
    assert path.parts[-2:] == ("facilitator-toolkit", "record.sqlite3")


def test_a_relative_place_stays_the_same_when_the_notebook_changes_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    record = Record(Path("data/record.sqlite3"))
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    record.keep(ENTRY)
    assert (tmp_path / "data" / "record.sqlite3").is_file()


@posix
def test_only_the_owner_can_read_it_and_what_stands_beside_it(path, monkeypatch):
    modes: dict[str, int] = {}
    from toolkit.record import record as module

    def look() -> object:
        modes.update({file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()})
        return date(2026, 3, 1)

    monkeypatch.setattr(module, "today", look)
    umask = os.umask(0)
    try:
        Record(path).keep(ENTRY)
        Record(path).keep(Entry("m", "q", "v", 2, {"done": True}))  # looks from inside the transaction
    finally:
        os.umask(umask)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert modes == {"record.sqlite3": 0o600, "record.sqlite3-wal": 0o600, "record.sqlite3-shm": 0o600}


@posix
def test_a_folder_that_was_there_keeps_its_mode_and_an_open_file_is_closed_to_others(record, path):
    path.parent.mkdir(mode=0o755)
    path.parent.chmod(0o755)
    path.touch()
    path.chmod(0o644)
    record.keep(ENTRY)
    assert path.parent.stat().st_mode & 0o777 == 0o755
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_stays_open_or_beside_it(record, path):
    record.keep(ENTRY)
    record.entries()
    assert [file.name for file in path.parent.iterdir()] == ["record.sqlite3"]


def test_a_folder_in_the_way_is_named(record, path):
    path.mkdir(parents=True)
    for call in (lambda: record.keep(ENTRY), record.entries, record.forget):
        with pytest.raises(OutputError, match="there is a folder of that name") as caught:
            call()
        assert caught.value.code == errno.EISDIR
        assert str(path) in str(caught.value)


def test_a_folder_that_cannot_be_made_is_named_and_reading_still_gives_emptiness(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    record = Record(tmp_path / "file" / "record.sqlite3")
    assert record.entries() == ()
    with pytest.raises(OutputError, match=r"record\.sqlite3: .*FACILITATOR_TOOLKIT_DATA") as caught:
        record.keep(ENTRY)
    assert caught.value.code in (errno.ENOTDIR, errno.EEXIST)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_a_folder_that_may_not_be_looked_into_is_named(record, monkeypatch):
    def closed(_path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(place.Path, "exists", closed)
    for call in (record.entries, record.id, record.forget):
        with pytest.raises(OutputError, match=r"Permission denied.*FACILITATOR_TOOLKIT_DATA"):
            call()


def test_a_full_disk_is_told_when_the_folder_is_made(record, monkeypatch):
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(place.Path, "mkdir", full)
    with pytest.raises(OutputError, match="Free some space") as caught:
        record.keep(ENTRY)
    assert caught.value.code == errno.ENOSPC


def test_opening_the_package_brings_in_nothing_heavy():
    code = "import sys, toolkit.record; print([m for m in ('pydantic', 'yaml', 'platformdirs', 'IPython') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
