"""The layout of the record: an open database in, the same one in today's layout out, by steps that each add a version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from toolkit.record.refusal import foreign, newer

APPLICATION = 0x4654_4B52  # "FTKR": tells our file from any other database

_FIRST = (
    """CREATE TABLE entry (
        module TEXT NOT NULL, item TEXT NOT NULL, version TEXT NOT NULL, revision INTEGER NOT NULL,
        value TEXT NOT NULL, touch INTEGER NOT NULL, PRIMARY KEY (module, item))""",
    "CREATE TABLE done (module TEXT NOT NULL, item TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (module, item))",
    """CREATE TABLE test (
        id INTEGER PRIMARY KEY, module TEXT NOT NULL, item TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
        answers TEXT NOT NULL, score REAL NOT NULL, questions INTEGER NOT NULL, day TEXT NOT NULL,
        UNIQUE (module, item, name, version, answers, score, questions, day))""",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE identity (
        id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('current', 'adopted', 'forgotten')))""",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""Step n takes a file from version n to n + 1. A step that was released is never changed again."""


def make_current(db: sqlite3.Connection, path: Path) -> None:
    """Take ``db`` through the steps it lacks, all or none.

    Raises OutputError for a file of another program or of a newer toolkit, before anything is changed.
    """
    db.execute("BEGIN")  # one look: between two, another process may fill the file
    current = is_current(db, path)
    db.execute("COMMIT")
    if current:
        return
    db.execute("PRAGMA journal_mode = WAL").fetchone()
    db.execute("BEGIN IMMEDIATE")
    for step in STEPS[_version(db, path) :]:  # asked again: another process may be ahead of us
        for statement in step:
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {len(STEPS)}")
    db.execute("COMMIT")


def is_current(db: sqlite3.Connection, path: Path) -> bool:
    """Whether ``db`` is in today's layout. Raises OutputError where it is not ours to use."""
    return _version(db, path) == len(STEPS)


def _version(db: sqlite3.Connection, path: Path) -> int:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION:
        if version > len(STEPS):
            raise newer(path)
        return int(version)
    (things,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application or version or things:
        raise foreign(path)
    return 0
