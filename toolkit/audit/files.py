"""A file, a folder or a zip in; the files in it that can be audited, each with what it holds, out."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.audit import KINDS, Audit, UnreadableError, audit, unreadable
from toolkit.errors import UsageError

LARGEST = 500_000_000
"""Bytes of a file that is opened; a zip may hold one that unpacks to more than any memory."""
_DAMAGE = (OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to audit: what it is called, and where it lies; ``inside`` names it within a zip."""

    name: str
    path: Path
    inside: str = ""

    def audited(self) -> Audit:
        """What is in the way of people in it; that it cannot be read is one of these things."""
        try:
            return audit(self._content(), PurePosixPath(self.name).suffix) or Audit()
        except UnreadableError as error:
            return unreadable(error)
        except MemoryError:
            return unreadable("It is too large to be looked at with the memory that there is.")

    def _content(self) -> bytes:
        """Raises UnreadableError where it cannot be had."""
        try:
            if not self.inside:
                return self._whole()
            with zipfile.ZipFile(self.path) as package:
                if package.getinfo(self.inside).file_size > LARGEST:
                    raise UnreadableError(_TOO_LARGE)
                return package.read(self.inside)
        except _DAMAGE as error:
            raise UnreadableError(f"It cannot be read: {getattr(error, 'strerror', None) or error}.") from error

    def _whole(self) -> bytes:
        if self.path.stat().st_size > LARGEST:
            raise UnreadableError(_TOO_LARGE)
        return self.path.read_bytes()


_TOO_LARGE = f"It is larger than {LARGEST // 1_000_000} MB, and is not opened."


def files_at(path: Path) -> list[Found]:
    """What is to be looked at, by name: the file itself, or all of the folder or zip. Links in a folder are left alone.

    Raises UsageError where there is nothing of the kind.
    """
    if path.is_dir():
        found = list(_in_folder(path))
    elif path.suffix.lower() == ".zip":
        found = list(_in_zip(path))
    elif not path.is_file():
        raise UsageError(f"There is no file or folder at {path}.", f"Name {_WHAT}.")
    else:
        found = [Found(path.name, path)] if path.suffix.lower() in KINDS else []
    if not found:
        raise UsageError(f"{path} holds nothing that can be audited.", f"Name {_WHAT}.")
    return found


_WHAT = "a kit's folder or zip, or a file that ends in " + ", ".join(KINDS)


def _in_folder(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if _wanted(name.as_posix()) and path.is_file() and not path.is_symlink():
            yield Found(name.as_posix(), path)


def _in_zip(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as package:
            names = sorted(entry.filename for entry in package.infolist() if not entry.is_dir())
    except _DAMAGE as error:
        what = f"{path} is not a zip that can be read" if path.is_file() else f"There is no zip at {path}"
        raise UsageError(f"{what}.", f"Name {_WHAT}.") from error
    yield from (Found(name, path, name) for name in names if _wanted(name))


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return PurePosixPath(name).suffix.lower() in KINDS and not any(part.startswith(".") for part in parts)
