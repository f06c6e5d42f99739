"""Why a record cannot be used, in words that say what to do: from an error of SQLite or of the system to an OutputError."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from toolkit.errors import OutputError

_ELSEWHERE = "Check who may write to its folder, or set FACILITATOR_TOOLKIT_DATA to another folder."
_MOVE = "It was left as it is. Move it to another folder; the next answer then begins a new record."
_SPACE = "Free some space or check the disk, then try again."

_WHY: dict[int, tuple[int, str, str]] = {
    sqlite3.SQLITE_BUSY: (errno.EBUSY, "another program is holding it", "Close that program, then try again."),
    sqlite3.SQLITE_FULL: (errno.ENOSPC, "the disk is full", _SPACE),
    sqlite3.SQLITE_IOERR: (errno.EIO, "the disk did not take or give the data", _SPACE),
    sqlite3.SQLITE_READONLY: (errno.EACCES, "it may not be written to", _ELSEWHERE),
    sqlite3.SQLITE_PERM: (errno.EACCES, "it may not be opened", _ELSEWHERE),
    sqlite3.SQLITE_CANTOPEN: (errno.EACCES, "it may not be opened", _ELSEWHERE),
}
_WHY[sqlite3.SQLITE_LOCKED] = _WHY[sqlite3.SQLITE_PROTOCOL] = _WHY[sqlite3.SQLITE_BUSY]


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where Python raised the error itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_busy(error: sqlite3.Error) -> bool:
    """Whether trying again in a moment can help."""
    return code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)


def refused(path: Path, error: sqlite3.Error) -> OutputError:
    """What to tell the learner about ``error``: what is not the disk's or another program's doing is damage.

    Raises ``error`` itself where we called SQLite wrongly.
    """
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        raise error
    if path.is_dir():
        return OutputError(path, "there is a folder of that name", errno.EISDIR, _ELSEWHERE)
    if code_of(error) in _WHY:
        code, reason, mend = _WHY[code_of(error)]
        return OutputError(path, reason, code, mend)
    return damaged(path)


def refused_by_system(path: Path, error: OSError) -> OutputError:
    """The same for a folder or a file that cannot be made."""
    mend = _SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else _ELSEWHERE
    reason = os.strerror(error.errno) if error.errno else str(error)
    return OutputError(path, reason, error.errno, mend)


def damaged(path: Path) -> OutputError:
    """The file is no database, or one with a fault in it."""
    return OutputError(path, "the file is damaged or is no record", None, _MOVE)


def foreign(path: Path) -> OutputError:
    """The file is the database of another program."""
    return OutputError(path, "the file belongs to another program", None, _MOVE)


def newer(path: Path) -> OutputError:
    """A later toolkit has changed the layout; writing to it could lose what we do not know of."""
    mend = "It was left as it is. Update the toolkit, or move the file away to begin a new record."
    return OutputError(path, "it was made by a newer version of the toolkit", None, mend)
