"""An older file is brought up to date as a whole; one that is not ours to use is left as it is, and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.model.entry import Entry
from toolkit.record import Record, schema

ENTRY = Entry("m", "q", "v", 1, {"text": "x" * 500})
STEP = ("ALTER TABLE entry ADD COLUMN extra TEXT NOT NULL DEFAULT 'set'", "CREATE TABLE added (a TEXT)")


def ask(path: Path, question: str) -> object:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(question).fetchone()[0]


def tell(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def test_a_new_file_says_whose_it_is_and_in_which_version(record, path):
    record.keep(ENTRY)
    assert ask(path, "PRAGMA application_id") == schema.APPLICATION
    assert ask(path, "PRAGMA user_version") == len(schema.STEPS) == 1
    assert ask(path, "PRAGMA journal_mode") == "wal"


@pytest.mark.parametrize("first", ["read", "write"])
def test_an_empty_file_becomes_current(record, path, first):
    path.parent.mkdir()
    path.touch()
    assert record.entries() == () if first == "read" else record.keep(ENTRY) == ENTRY
    assert ask(path, "PRAGMA user_version") == len(schema.STEPS)
    assert record.keep(ENTRY, seen=record.id()) == ENTRY


@pytest.mark.parametrize("first", ["read", "write"])
def test_an_older_file_takes_the_steps_it_lacks_and_keeps_what_it_holds(record, path, monkeypatch, first):
    record.keep(ENTRY)
    before = record.id()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, STEP))
    if first == "write":
        record.keep(Entry("m", "second", "v", 1, {}))
    assert record.entries()[0] == ENTRY
    assert record.id() == before
    assert ask(path, "PRAGMA user_version") == 2
    assert ask(path, "SELECT extra FROM entry") == "set"


def test_a_step_that_fails_leaves_the_file_as_it_was(record, path, monkeypatch):
    record.keep(ENTRY)
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", (*schema.STEPS, STEP, ("CREATE TABLE added (again TEXT)",)))
        with pytest.raises(OutputError):
            record.keep(Entry("m", "q", "v", 2, {}))
    assert path.read_bytes() == before
    assert record.entries() == (ENTRY,)


def uses(record: Record) -> list:
    return [lambda: record.keep(ENTRY), record.entries, record.export, record.id, record.forget]


def refusals(record: Record, path: Path) -> set[str]:
    """What every use of the file says, after a look that none of them changed a byte or left a file beside it."""
    before = path.read_bytes()
    said = set()
    for use in uses(record):
        with pytest.raises(OutputError) as caught:
            use()
        assert caught.value.path == path
        said.add(str(caught.value))
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    return said


def test_a_file_of_a_newer_toolkit_is_refused_and_unchanged(record, path):
    record.keep(ENTRY)
    tell(path, "PRAGMA user_version = 99")
    (said,) = refusals(record, path)
    assert "made by a newer version of the toolkit" in said
    assert "Update the toolkit, or move the file away" in said


def test_the_database_of_another_program_is_refused_and_unchanged(record, path):
    path.parent.mkdir()
    tell(path, "CREATE TABLE theirs (a TEXT)")
    (said,) = refusals(record, path)
    assert "belongs to another program" in said


@pytest.mark.parametrize("content", [b"hello", b"\0" * 4096, b"PK\x03\x04" * 3000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_unchanged(record, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    (said,) = refusals(record, path)
    assert "damaged or is no record" in said
    assert "Move it to another folder" in said


def test_a_record_with_torn_pages_is_refused_and_unchanged(record, path):
    for number in range(40):
        record.keep(Entry("m", f"q{number}", "v", 1, {"text": "x" * 500}))
    torn = bytearray(path.read_bytes())
    torn[4096 : len(torn)] = b"\x5a" * (len(torn) - 4096)
    path.write_bytes(torn)
    (said,) = refusals(record, path)
    assert "damaged" in said


@pytest.mark.parametrize("fault", ["value = 'no json'", "value = x'ff'"])
def test_an_entry_that_cannot_be_read_is_damage(record, path, fault):
    record.keep(ENTRY)
    tell(path, f"UPDATE entry SET {fault}")  # noqa: S608
    with pytest.raises(OutputError, match="damaged"):
        record.entries()


def test_after_moving_a_damaged_file_away_the_next_answer_begins_a_new_one(record, path):
    path.parent.mkdir()
    path.write_bytes(b"hello")
    with pytest.raises(OutputError):
        record.keep(ENTRY)
    path.rename(path.with_name("old"))
    assert record.keep(ENTRY) == ENTRY
