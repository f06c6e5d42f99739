"""The one place that writes outputs: whole or not at all, and untouched when nothing changed."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.scratch import USUAL_MODE, sweep_once, temporary_beside

_WHILE_OPEN = os.name == "posix"
"""Whether a file can be renamed while it is open, and so while it is locked. Windows refuses."""
_LOSSES = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})
"""Errors of a flush that mean a loss, and not that the system cannot flush a folder."""


def write_artifact(path: Path, content: bytes) -> bool:
    """Make ``path`` hold ``content``; False when it already did and was left alone.

    The bytes go to a temporary file in the same folder, are flushed to disk and then
    renamed over the target, so that a reader, a crash or a full disk never meets half a
    file. Raises OutputError; the earlier file is then unchanged.
    """
    try:
        sweep_once(path.parent.absolute())
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error), error.errno) from error
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = temporary_beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(USUAL_MODE)
            if _WHILE_OPEN:
                temporary.replace(path)
        if not _WHILE_OPEN:
            temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(path)


def _flush_folder(path: Path) -> None:
    # A rename is durable only once its folder is on disk; not every system lets a folder be opened, or flushed.
    try:
        handle = os.open(path.parent, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in _LOSSES:
            raise OutputError(path, error.strerror or str(error), error.errno, "It is there, and may not outlast a power cut. Look after the disk.") from error
    finally:
        os.close(handle)
