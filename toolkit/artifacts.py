"""The one place that writes outputs: whole or not at all, and untouched when nothing changed."""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
import time
from pathlib import Path

from toolkit.errors import OutputError

STALE_SECONDS = 3600
_UMASK = os.umask(0)
"""What this process takes from the rights of a new file. It can be read only by setting it, so that is done once, before there are threads."""
os.umask(_UMASK)


def write_artifact(path: Path, content: bytes) -> bool:
    """Make ``path`` hold ``content``; False when it already did and was left alone.

    The bytes go to a temporary file in the same folder, are flushed to disk and then
    renamed over the target, so that a reader, a crash or a full disk never meets half a
    file. Raises OutputError; the earlier file is then unchanged.
    """
    try:
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error), error.errno) from error
    return True


def _replace(path: Path, content: bytes) -> None:
    _sweep(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_UMASK)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(path.parent)


def _sweep(path: Path) -> None:
    """Removes what a killed run left beside ``path``: temporary files that nobody has touched for an hour."""
    for left in path.parent.glob(f".{glob.escape(path.name[:40])}.*.part"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()


def _flush_folder(folder: Path) -> None:
    # A rename is durable only once its folder is on disk; not every system lets a folder be opened.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
