"""Where the record lies: the path of its file, and an empty file there that only its owner can read."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from toolkit.record.refusal import refused_by_system

VARIABLE = "FACILITATOR_TOOLKIT_DATA"
NAME = "record.sqlite3"

_creating = threading.Lock()


def record_path() -> Path:
    """The learner's record: in the folder that FACILITATOR_TOOLKIT_DATA names, else in the user's data folder."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser() / NAME
    from platformdirs import user_data_path

    return user_data_path("facilitator-toolkit", appauthor=False) / NAME


def is_there(path: Path) -> bool:
    """Whether there is a record to read; raises OutputError where the folder may not be looked into."""
    try:
        with _creating:
            return path.exists()
    except OSError as error:
        raise refused_by_system(path, error) from error


def create(path: Path) -> None:
    """Make sure that there is a file at ``path``, with its folder; raises OutputError.

    New folders get mode 0700; one that was there keeps the mode its owner gave it. SQLite gives its
    ``-wal`` and ``-shm`` files the mode of this one. ``is_there`` waits for this to end: closing the new file
    drops every lock of this process on it (POSIX), also those of a thread that uses it as a database already.
    """
    try:
        with _creating:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            _close_to_others(path)
    except OSError as error:
        raise refused_by_system(path, error) from error


def _close_to_others(path: Path) -> None:
    if os.name == "posix" and path.is_file() and path.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # not ours to change, and no reason to stop
            path.chmod(path.stat().st_mode & 0o700)
