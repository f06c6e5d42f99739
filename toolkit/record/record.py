"""The learner's record: what they did, handed in and chose goes in and comes out, without a name and without a clock time."""

from __future__ import annotations

import errno
import secrets
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.errors import OutputError
from toolkit.model.entry import Entry, TestResult, today
from toolkit.record import database
from toolkit.record.place import is_there, record_path
from toolkit.record.rows import (
    day_in,
    entry_data,
    entry_of,
    entry_row,
    is_id,
    is_plain,
    plain,
    result_data,
    result_of,
    result_row,
    text_in,
)

FORMAT = "facilitator-toolkit-record/1"

_ENTRY = "SELECT module, item, version, revision, value FROM entry"
_KEEP = """
    INSERT INTO entry (module, item, version, revision, value, touch)
    VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(touch), 0) + 1 FROM entry))
    ON CONFLICT (module, item) DO UPDATE SET version = excluded.version, revision = excluded.revision,
        value = excluded.value, touch = excluded.touch
    WHERE excluded.revision > entry.revision
"""
_TEST = "SELECT module, item, name, version, answers, score, questions, day FROM test ORDER BY id"
_SET = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_TABLES = ("entry", "done", "test", "setting")


class Record:
    """One learner's record on this machine, for any number of threads and processes at once.

    Reading where there is no record gives emptiness and makes no file; the first thing kept makes it.
    Every method raises OutputError where the disk refuses, or where the file is damaged, of a newer
    toolkit or of another program; such a file is never changed. Values that cannot be kept (no JSON, NaN,
    over 256 KB) raise UsageError.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = (path or record_path()).absolute()
        self._fresh = _new_id()  # the id that a record made by this object gets

    def keep(self, entry: Entry, *, seen: str = "") -> Entry | None:
        """Keep ``entry``, unless a copy with the same or a higher revision is there; the copy that now counts.

        ``seen`` is the id of the record that a browser got its copy from. None when that record was
        forgotten: the copy is not to come back. An id never heard of is welcome, since the file that had
        it was lost and the browser fills its place; forgetting then covers that id too.
        """
        row = entry_row(entry)

        def work(db: sqlite3.Connection) -> Entry | None:
            self._identify(db)
            if not _admits(db, seen):
                return None
            db.execute(_KEEP, row)
            if entry.done:
                db.execute("INSERT OR IGNORE INTO done VALUES (?, ?, ?)", [*row[:2], today().isoformat()])
            return _entry(db, *row[:2])

        return database.write(self._path, work)

    def entry(self, module: str, item: str) -> Entry | None:
        """Where the learner is in one activity."""
        if not (is_plain(module) and is_plain(item)):
            return None
        return database.read(self._path, lambda db: _entry(db, module, item), None)

    def entries(self) -> tuple[Entry, ...]:
        """All activities, oldest touch first: the last is where the learner stopped."""
        return database.read(self._path, _entries, ())

    def done(self) -> dict[tuple[str, str], date]:
        """The day each (module, item) was first finished; it stays when that is started again or its content changes."""
        return database.read(self._path, _done, {})

    def hand_in(self, result: TestResult) -> None:
        """Keep a test that was handed in; the very same one handed in twice counts once."""
        row = result_row(result)

        def work(db: sqlite3.Connection) -> None:
            self._identify(db)
            columns = "module, item, name, version, answers, score, questions, day"
            db.execute(f"INSERT OR IGNORE INTO test ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608

        database.write(self._path, work)

    def tests(self) -> tuple[TestResult, ...]:
        """Tests in the order they were handed in."""
        return database.read(self._path, _tests, ())

    def role(self) -> str | None:
        """The role the learner chose, None before that."""
        return database.read(self._path, _role, None)

    def choose_role(self, role: str) -> None:
        """Take ``role``, an audience's id, for the learner's."""
        plain(role)

        def work(db: sqlite3.Connection) -> None:
            self._identify(db)
            db.execute(_SET, ["role", role])

        database.write(self._path, work)

    def id(self) -> str:
        """A random id that says nothing of the learner; another one after ``forget``.

        Before there is a file it is the one that a file made by this object would get; a copy that carries it
        is welcome also where another process made the file first.
        """
        return database.read(self._path, _id, None) or self._fresh

    def forgot(self, seen: object) -> bool:
        """Whether ``seen`` is the id of a record that was forgotten: what belongs to it must go."""
        return is_id(seen) and database.read(self._path, lambda db: _state(db, str(seen)) == "forgotten", False)  # noqa: FBT003

    def export(self) -> dict[str, Any]:
        """Everything the record holds about the learner, ready for JSON."""
        empty: dict[str, Any] = {"format": FORMAT, "role": None, "entries": [], "done": [], "tests": []}
        return database.read(self._path, _export, empty)

    def forget(self) -> None:
        """Leave nothing of it in the file or beside it, and begin again under a new id.

        Ids stay, as forgotten: they are random, and by them an old copy in a browser is known and left out.
        Raises OutputError when another program holds on to the old content; it can then no longer be read
        through us, and its bytes go with the next thing kept, or forgotten, once that program lets go.
        """
        fresh = _new_id()
        there = is_there(self._path)
        if there:
            database.write(self._path, lambda db: self._erase(db, fresh))
        self._fresh = fresh
        if there and not database.scrub(self._path, database.PATIENCE):
            raise OutputError(
                self._path,
                "another program is reading it, so traces of what was forgotten are still in the file",
                errno.EBUSY,
                "Close that program, then forget again.",
            )

    def _identify(self, db: sqlite3.Connection) -> None:
        known = db.execute("SELECT 1 FROM identity WHERE state = 'current'").fetchone()
        if not known:
            db.execute("INSERT INTO identity VALUES (?, 'current')", [self._fresh])

    def _erase(self, db: sqlite3.Connection, fresh: str) -> None:
        for table in _TABLES:
            db.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own
        db.execute("UPDATE identity SET state = 'forgotten'")
        # Given to a browser, perhaps, before another process made the file.
        db.execute("INSERT OR IGNORE INTO identity VALUES (?, 'forgotten')", [self._fresh])
        db.execute("INSERT INTO identity VALUES (?, 'current')", [fresh])
        db.execute(_SET, [database.UNSCRUBBED, fresh])


def _new_id() -> str:
    return secrets.token_hex(16)


def _admits(db: sqlite3.Connection, seen: str) -> bool:
    """Whether a copy from the record ``seen`` may be kept; remembers an id that is new here."""
    if not is_id(seen):
        return True
    state = _state(db, seen)
    if state is None:
        db.execute("INSERT INTO identity VALUES (?, 'adopted')", [seen])
    return state != "forgotten"


def _state(db: sqlite3.Connection, seen: str) -> str | None:
    row = db.execute("SELECT state FROM identity WHERE id = ?", [seen]).fetchone()
    return text_in(row[0]) if row else None


def _entry(db: sqlite3.Connection, module: str, item: str) -> Entry | None:
    row = db.execute(f"{_ENTRY} WHERE module = ? AND item = ?", [module, item]).fetchone()
    return entry_of(row) if row else None


def _entries(db: sqlite3.Connection) -> tuple[Entry, ...]:
    return tuple(entry_of(row) for row in db.execute(f"{_ENTRY} ORDER BY touch"))


def _done(db: sqlite3.Connection) -> dict[tuple[str, str], date]:
    rows = db.execute("SELECT module, item, day FROM done ORDER BY day, module, item")
    return {(text_in(module), text_in(item)): day_in(day) for module, item, day in rows}


def _tests(db: sqlite3.Connection) -> tuple[TestResult, ...]:
    return tuple(result_of(row) for row in db.execute(_TEST))


def _role(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT value FROM setting WHERE name = 'role'").fetchone()
    return text_in(row[0]) if row else None


def _id(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT id FROM identity WHERE state = 'current'").fetchone()
    return text_in(row[0]) if row else None


def _export(db: sqlite3.Connection) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "role": _role(db),
        "entries": [entry_data(entry) for entry in _entries(db)],
        "done": [{"module": m, "item": i, "day": day.isoformat()} for (m, i), day in _done(db).items()],
        "tests": [result_data(result) for result in _tests(db)],
    }
