"""Many processes, killed ones, full and read-only disks: an answer once kept is there, and one forgotten is nowhere."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier, Timer

import pytest

from tests.trust.writers import kill_among_writers
from toolkit.errors import OutputError
from toolkit.model.entry import Entry, TestResult
from toolkit.record import Record, database
from toolkit.record.schema import make_current

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")

PLANTED = b"planted-words"


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])


def plant(record: Record) -> None:
    word = PLANTED.decode()
    for number in range(30):
        record.keep(Entry("m", f"{word}-{number}", word, 1, {"text": word * (1 + 37 * number), "done": True}))
        record.keep(Entry("m", f"{word}-{number}", word, 2, {"text": word * 5}))
    record.choose_role(word)


def traces(folder: Path) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [file.name for file in files if PLANTED in file.read_bytes()]


@posix
def test_every_acknowledged_answer_survives_kills_among_six_writers(path, tmp_path, start):
    found = kill_among_writers(path, tmp_path, start, 3, random.Random(3))  # noqa: S311
    assert found.kills >= 5
    assert found.longest < database.PATIENCE


@posix
def test_one_who_is_killed_in_the_middle_of_writing_locks_nobody_out(record, path, start):
    record.keep(Entry("m", "q", "v", 1, {}))
    holder = start("hold", path, "writing")
    assert holder.stdout.readline() == "held\n"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    holder.kill()
    holder.communicate()
    assert record.keep(Entry("m", "q", "v", 2, {})) is not None
    assert [(entry.item, entry.revision) for entry in record.entries()] == [("q", 2)]
    assert integrity(path) == "ok"


def test_forgetting_leaves_no_byte(record, path):
    plant(record)
    assert traces(path.parent)
    record.forget()
    assert traces(path.parent) == []
    assert integrity(path) == "ok"


def test_the_size_of_the_file_does_not_tell_how_much_was_forgotten(record, path, tmp_path):
    plant(record)
    record.forget()
    other = Record(tmp_path / "other" / "record.sqlite3")
    other.choose_role("community")
    other.forget()
    assert path.stat().st_size == (tmp_path / "other" / "record.sqlite3").stat().st_size


@posix
def test_forgetting_leaves_no_byte_after_a_process_was_killed_in_the_middle(record, path, start, tmp_path):
    record.keep(Entry("m", "a", "v", 1, {}))
    with closing(sqlite3.connect(path)) as holds_the_log:  # so that the log outlives the killed writer
        holds_the_log.execute("SELECT * FROM entry").fetchone()
        writer = start("write", path, PLANTED.decode(), tmp_path / "log", 0)
        while not (tmp_path / "log").exists() or (tmp_path / "log").stat().st_size < 500:
            time.sleep(0.01)
        writer.kill()
        writer.communicate()
        assert f"{path.name}-wal" in traces(path.parent)
        record.forget()
        assert traces(path.parent) == []


@pytest.mark.parametrize("how", ["idle", "reading"])
def test_forgetting_leaves_no_byte_while_another_program_has_it_open(record, path, start, how):
    plant(record)
    holder = start("hold", path, how)
    assert holder.stdout.readline() == "held\n"
    plant(record)
    begun = time.monotonic()
    if how == "reading":
        Timer(0.4, lambda: (holder.stdin.write("\n"), holder.stdin.flush())).start()
    record.forget()
    if how == "reading":
        assert time.monotonic() - begun > 0.3
    else:
        assert holder.poll() is None
    assert traces(path.parent) == []


def test_a_program_that_never_lets_go_is_told_of_and_the_bytes_go_once_it_does(record, path, start, monkeypatch):
    plant(record)
    old = record.id()
    holder = start("hold", path, "reading")
    assert holder.stdout.readline() == "held\n"
    monkeypatch.setattr(database, "PATIENCE", 0.3)
    with pytest.raises(OutputError, match="another program is reading it") as caught:
        record.forget()
    assert caught.value.code == errno.EBUSY
    assert record.entries() == ()
    assert record.keep(Entry("m", "a", "v", 1, {}), seen=old) is None
    assert record.keep(Entry("m", "b", "v", 1, {}), seen=record.id()) is not None
    holder.communicate("\n")
    record.choose_role("community")
    assert traces(path.parent) == []
    assert [entry.item for entry in record.entries()] == ["b"]


def test_forgetting_leaves_no_byte_while_others_read_and_write(record, path, start):
    plant(record)
    stirring = [start("stir", path, f"other{number}") for number in range(3)]
    for child in stirring:
        assert child.stdout.readline() == "busy\n"
    for _ in range(3):
        record.keep(Entry("m", "again", "v", 1, {"text": PLANTED.decode() * 300}))
        record.forget()
        assert record.entry("m", "again") is None
    assert all(child.poll() is None for child in stirring)
    deadline = time.monotonic() + 5
    while not record.entries():
        assert time.monotonic() < deadline, "the others go on in the new record"
    for child in stirring:
        child.kill()
        assert child.communicate()[1] == ""
    assert traces(path.parent) == []
    assert integrity(path) == "ok"


def test_a_forgetting_that_was_cut_short_is_finished_by_the_next_answer(record, path, monkeypatch):
    plant(record)
    with closing(sqlite3.connect(path)) as holds_the_log, monkeypatch.context() as patch:
        holds_the_log.execute("SELECT * FROM entry").fetchone()
        patch.setattr(database, "scrub", lambda *_args, **_kwargs: True)
        record.forget()
        assert traces(path.parent)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT 1 FROM setting WHERE name = ?", [database.UNSCRUBBED]).fetchone()
    record.keep(Entry("m", "a", "v", 1, {}))
    assert traces(path.parent) == []
    with closing(sqlite3.connect(path)) as db:
        assert not db.execute("SELECT 1 FROM setting WHERE name = ?", [database.UNSCRUBBED]).fetchone()


@posix
def test_a_full_disk_is_told_and_what_was_kept_before_is_there(record, path, start):
    record.keep(Entry("m", "small", "v", 1, {"text": "here"}))
    record.keep(Entry("m", "big", "v", 1, {}))
    said, fault = start("fill", path, 100_000).communicate(timeout=20)
    assert fault == ""
    revision, _, words = said.partition(" ")
    assert int(revision) > 2
    assert str(path) in words
    assert "Free some space" in words
    assert record.entry("m", "small").value == {"text": "here"}
    assert record.entry("m", "big").revision == int(revision)
    assert integrity(path) == "ok"


@posix
def test_a_folder_that_may_not_be_written_to_can_still_be_read(start):
    if os.geteuid() == 0 and not hasattr(os, "setuid"):
        pytest.skip("cannot step down from root")
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "record.sqlite3"
        Record(path).keep(Entry("m", "q", "v", 1, {}))
        path.chmod(0o444)
        folder.chmod(0o555)
        said, fault = start("unprivileged", path).communicate(timeout=20)
        assert fault == ""
        items, refusal = said.split("\n")
        assert items == "['q']"
        assert refusal.startswith(f"{errno.EACCES} Could not use {path}")
        assert "FACILITATOR_TOOLKIT_DATA" in refusal
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_lock_that_is_never_given_back_is_told(record, path, monkeypatch):
    record.keep(Entry("m", "q", "v", 1, {}))
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another program is holding it") as caught:
            record.keep(Entry("m", "q", "v", 2, {}))
        assert caught.value.code == errno.EBUSY
        assert record.entry("m", "q").revision == 1


def test_a_lock_that_sqlite_does_not_wait_for_is_waited_for(record, monkeypatch):
    waits = []

    def busy_twice(db: sqlite3.Connection, path: Path) -> None:
        if len(waits) < 2:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY_RECOVERY
            waits.append(error)
            raise error
        make_current(db, path)

    monkeypatch.setattr(database, "make_current", busy_twice)
    assert record.keep(Entry("m", "q", "v", 1, {})) is not None
    assert len(waits) == 2


def test_many_who_begin_at_the_same_moment_make_one_record(tmp_path):
    for turn in range(8):
        path, ready = tmp_path / str(turn) / "record.sqlite3", Barrier(8)

        def begin(number: int, path: Path = path, ready: Barrier = ready) -> str:
            record = Record(path)
            ready.wait()
            record.keep(Entry("m", f"q{number}", "v", 1, {}), seen=record.id())
            return record.id()

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(begin, range(8)))) == 1
        assert len(Record(path).entries()) == 8


def test_an_interrupt_in_the_middle_keeps_nothing_of_it(record, path):
    record.keep(Entry("m", "q", "v", 1, {}))

    def work(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM entry")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write(path, work)
    assert len(record.entries()) == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_wrong_call_of_our_own_keeps_its_traceback(record, path):
    with pytest.raises(sqlite3.ProgrammingError):
        database.write(path, lambda db: db.execute("SELECT ?", []))


def test_a_power_cut_is_thought_of(path):
    names = ("synchronous", "secure_delete", "temp_store", "journal_mode")
    settings = database.write(path, lambda db: [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names])
    assert settings == [2, 1, 2, "wal"]


def test_what_is_deleted_is_overwritten_also_where_sqlite_would_not_do_so_by_itself(path, monkeypatch):
    connect = sqlite3.connect

    def careless(*args: object, **options: object) -> sqlite3.Connection:
        db = connect(*args, **options)  # type: ignore[call-overload]
        assert db.execute("PRAGMA secure_delete = OFF").fetchone() == (0,)
        return db

    monkeypatch.setattr(sqlite3, "connect", careless)
    assert database.write(path, lambda db: db.execute("PRAGMA secure_delete").fetchone()) == (1,)


def test_a_forgetting_that_begins_while_another_is_finished_keeps_its_mark(record, path, monkeypatch):
    def forget_in_part() -> None:
        """As a process does that is killed before it has emptied the log."""
        with monkeypatch.context() as patch:
            patch.setattr(database, "scrub", lambda *_args, **_kwargs: True)
            Record(path).forget()

    def marks() -> list[tuple[str]]:
        with closing(sqlite3.connect(path)) as db:
            return db.execute("SELECT value FROM setting WHERE name = ?", [database.UNSCRUBBED]).fetchall()

    plant(record)
    forget_in_part()
    first, emptied, empty_log = record.id(), [], database._empty_log

    def emptied_with_another(db: sqlite3.Connection) -> bool:
        emptied.append(empty_log(db))
        if len(emptied) == 2:
            forget_in_part()
        return emptied[-1]

    monkeypatch.setattr(database, "_empty_log", emptied_with_another)
    assert marks() == [(first,)]
    assert database.scrub(path, patience=0)
    assert emptied == [True, True]
    assert first != record.id()
    assert marks() == [(record.id(),)]
    record.choose_role("community")  # finishes the other
    assert marks() == []


def test_results_of_a_test_are_forgotten_with_the_rest(record, path):
    answers = {PLANTED.decode(): [1]}
    record.hand_in(TestResult("intro", "t", "before", "v", answers, 1.0, 1, date(2026, 1, 1)))
    assert traces(path.parent)
    record.forget()
    assert traces(path.parent) == []
