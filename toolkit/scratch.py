"""Temporary files and folders, each locked by the process that uses it: what a killed one left is known for that, and deleted.

The system takes a lock back when its process ends, in whatever way, and knows it on a shared disk too. Neither an age nor the
number of a process tells so much: two runs at once never delete what is the other's.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

SUFFIX = ".facilitate.part"
STALE_SECONDS = 3600
"""After how long something is taken for left where the system knows no such locks, as Windows and some network disks do."""
_FOLDERS = 256
_UMASK = os.umask(0)
os.umask(_UMASK)
USUAL_MODE = 0o666 & ~_UMASK
"""The rights of a new file. What this process takes from them can be read only by setting it, so that is done once, before there are threads."""


def temporary_beside(path: Path) -> tuple[int, Path]:
    """A new file in the folder of ``path``, opened and locked until it is closed. Raises OSError."""
    return owned_file(path.parent, f".{path.name[:40]}.", SUFFIX)


def owned_file(folder: Path, prefix: str, suffix: str = "") -> tuple[int, Path]:
    """A new file in ``folder``, opened and locked until it is closed. Raises OSError."""
    while True:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=folder)
        if _own(handle, name):
            return handle, Path(name)
        os.close(handle)  # another run took it for a dead one's in the moment before it was locked


@contextlib.contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A new folder among the temporary ones of the system, deleted in the end. One that a killed process left is deleted now."""
    _sweep_scratch(prefix, Path(tempfile.gettempdir()))
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix))
        handle = os.open(folder, os.O_RDONLY) if os.name == "posix" else None
        if handle is None or _own(handle, str(folder)):
            break
        os.close(handle)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def sweep_below(folder: Path) -> None:
    """Delete what killed processes left in ``folder``, and in all folders below it that are no links."""
    for top, _, names in os.walk(folder):
        sweep(Path(top) / name for name in names if name.startswith(".") and name.endswith(SUFFIX))


@lru_cache(maxsize=_FOLDERS)
def sweep_once(folder: Path) -> None:
    """Delete what killed processes left in ``folder`` itself: when this process writes there for the first time."""
    sweep(folder.glob(f".*{SUFFIX}"))


def sweep(files: Iterable[Path]) -> bool:
    """Delete those of ``files`` whose process is gone, and say whether there were any."""
    found = False
    for file in files:
        with contextlib.suppress(OSError), _if_left(file, os.O_RDWR):
            file.unlink()
            found = True
    return found


@lru_cache(maxsize=_FOLDERS)
def _sweep_scratch(prefix: str, place: Path) -> None:
    if os.name != "posix":
        return
    for folder in place.glob(f"{prefix}*"):
        # Others may write to this place too: only our own folders, and no links.
        with contextlib.suppress(OSError), _if_left(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW):
            if folder.lstat().st_uid == os.geteuid():
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _if_left(path: Path, how: int) -> Iterator[None]:
    """Hold the lock of a file or folder whose process is gone. Raises OSError, such as BlockingIOError where it lives."""
    handle = os.open(path, how)
    try:
        if not _locked(handle) and time.time() - os.fstat(handle).st_mtime < STALE_SECONDS:
            raise BlockingIOError
        yield
    finally:
        os.close(handle)


def _own(handle: int, name: str) -> bool:
    """Lock what was just made. False where a sweep was faster."""
    try:
        _locked(handle)
        return os.path.samestat(os.fstat(handle), Path(name).stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def _locked(handle: int) -> bool:
    """Lock an open file or folder; False where the system knows no locks. Raises BlockingIOError where another holds it."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return False
    return True
