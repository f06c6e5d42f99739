"""One piece of work on the record in, its result out: in a transaction, on a connection opened for it and closed at once.

Nothing stays open between calls, so any number of kernels can share the file and ``scrub`` can
cut its log short.
"""

from __future__ import annotations

import contextlib
import errno
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from toolkit.errors import OutputError
from toolkit.record.place import create, is_there
from toolkit.record.refusal import damaged, is_busy, refused
from toolkit.record.schema import is_current, make_current

PATIENCE = 10.0  # seconds that a call waits for other processes
SCRUB_TRY = 0.25  # seconds that one try to empty the log holds up writers

UNSCRUBBED = "unscrubbed"
"""The setting that stands from a forgetting until its last byte is gone, so that a killed one is finished later."""

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]


def read(path: Path, work: Work[Result], nothing: Result) -> Result:
    """What ``work`` finds; ``nothing`` where there is no record yet. Raises OutputError."""
    if not is_there(path):
        return nothing
    try:
        return _patiently(path, lambda: _transact(path, work, "BEGIN"))
    except OutputError as error:
        if error.code != errno.EACCES:
            raise
        why = error
    return _patiently(path, lambda: _frozen(path, work, why))


def write(path: Path, work: Work[Result]) -> Result:
    """Do ``work`` and return once it is on the disk. Makes the file where there is none. Raises OutputError."""
    create(path)
    result, unscrubbed = _patiently(
        path, lambda: _transact(path, lambda db: (work(db), _unscrubbed(db)), "BEGIN IMMEDIATE")
    )
    if unscrubbed:
        with contextlib.suppress(OutputError):  # the answer is kept; the next one tries again
            scrub(path, patience=0)
    return result


def scrub(path: Path, patience: float) -> bool:
    """Leave no byte of what was deleted, in free space or in the log. False when others kept it busy for too long.

    Deleted content is already overwritten in its pages (secure_delete). The log still holds it until the
    log is cut to nothing, which has to wait until nobody reads from it; VACUUM then leaves no slack.
    Raises OutputError.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            if _scrub_once(path):
                return True
        except sqlite3.Error as error:
            if not is_busy(error):
                raise refused(path, error) from error
        if time.monotonic() > deadline:
            return False
        _pause()


def _patiently(path: Path, attempt: Callable[[], Result]) -> Result:
    """``attempt``, again while others are in the way: SQLite's own waiting leaves some cases out, such as the first opening."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except sqlite3.Error as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise refused(path, error) from error
        except ValueError as error:  # what was read is no JSON or no day
            raise damaged(path) from error
        _pause()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as db:
        db.execute("PRAGMA secure_delete = ON").fetchone()
        db.execute("PRAGMA temp_store = MEMORY")
        # In WAL mode NORMAL would outlive a killed process but not a power cut. Answers are few and small: FULL.
        db.execute("PRAGMA synchronous = FULL")
        yield db


def _transact(path: Path, work: Work[Result], begin: str) -> Result:
    with _opened(path) as db:
        make_current(db, path)
        db.execute(begin)
        result = work(db)
        db.execute("COMMIT")
        return result


def _frozen(path: Path, work: Work[Result], why: OutputError) -> Result:
    """Read where even the small files that SQLite puts beside a database are refused, such as a write-protected stick.

    Raises ``why`` where that would miss something: a log that holds answers, or a layout that needs a step.
    """
    log = path.with_name(f"{path.name}-wal")
    if path.is_dir() or (log.exists() and log.stat().st_size):
        raise why
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, isolation_level=None)) as db:
        if not is_current(db, path):
            raise why
        return work(db)


def _unscrubbed(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT value FROM setting WHERE name = ?", [UNSCRUBBED]).fetchone()
    return row[0] if row else None


def _scrub_once(path: Path) -> bool:
    with _opened(path) as db:
        db.execute(f"PRAGMA busy_timeout = {round(SCRUB_TRY * 1000)}").fetchone()
        forgetting = _unscrubbed(db)
        if forgetting is None:
            return True
        if not _empty_log(db):
            return False
        db.execute("VACUUM")
        if not _empty_log(db):
            return False
        db.execute("BEGIN IMMEDIATE")
        # Another forgetting may have begun since; its mark is not ours to take away.
        db.execute("DELETE FROM setting WHERE name = ? AND value = ?", [UNSCRUBBED, forgetting])
        db.execute("COMMIT")
        return True


def _empty_log(db: sqlite3.Connection) -> bool:
    (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _pause() -> None:
    time.sleep(random.uniform(0.005, 0.03))  # noqa: S311  # so that those who wait do not march in step
