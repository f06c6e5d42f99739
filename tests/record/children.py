"""Other processes, for tests of the record: ``python children.py <what> <record> ...`` until killed or told to end."""

from __future__ import annotations

import os
import sqlite3
import sys
import traceback
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.model.entry import Entry
from toolkit.record import Record


def write(record: Record, name: str, log: str, start: str) -> None:
    """Keep one's own item and a shared one for ever; each answer that was acknowledged goes to ``log``."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    revision = int(start)
    while True:
        revision += 1
        for item in (name, "shared"):
            kept = record.keep(Entry("m", item, "v", revision, {"text": f"{name}-{revision}" * 40}))
            assert kept is not None
            assert kept.revision >= revision
            os.write(handle, f"{item} {revision}\n".encode())  # one write: whole, also when killed


def stir(record: Record, word: str) -> None:
    """Read and write without a pause, with ``word`` in what is written."""
    revision = 0
    while True:
        revision += 1
        record.keep(Entry("m", f"stir-{os.getpid()}-{revision % 7}", "v", revision, {"text": word * 20}))
        record.entries()
        if revision == 3:
            sys.stdout.write("busy\n")
            sys.stdout.flush()


def hold(path: str, how: str) -> None:
    """Hold a connection as another program would, 'idle', 'reading' or 'writing', until a line comes in."""
    db = sqlite3.connect(path, isolation_level=None)
    if how == "reading":
        db.execute("BEGIN")
    if how == "writing":
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM entry")
    db.execute("SELECT count(*) FROM entry").fetchone()
    sys.stdout.write("held\n")
    sys.stdout.flush()
    sys.stdin.readline()
    db.close()


def fill(record: Record, limit: str) -> None:
    """Keep more and more where files may not grow past ``limit`` bytes; says the last revision kept, and why it ended."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    for revision in range(2, 50):
        try:
            record.keep(Entry("m", "big", "v", revision, {"text": "x" * revision * 4000}))
        except OutputError as error:
            sys.stdout.write(f"{revision - 1} {error}")
            return


def unprivileged(record: Record) -> None:
    """Read and write as a user who may not write there."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setuid(65534)
    sys.stdout.write(f"{[entry.item for entry in record.entries()]}\n")
    try:
        record.keep(Entry("m", "new", "v", 1, {}))
    except OutputError as error:
        sys.stdout.write(f"{error.code} {error}")


if __name__ == "__main__":
    what, path, *rest = sys.argv[1:]
    try:
        globals()[what](*([path] if what == "hold" else [Record(Path(path))]), *rest)
    except BaseException:
        traceback.print_exc()
        raise
