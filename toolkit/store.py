"""A URL in, such as that of an S3 bucket; the files below it, listed, fetched and sent through fsspec, out.

fsspec, and what it needs for one kind of store, is imported when a store is opened, and by nobody else.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from toolkit.address import Address
from toolkit.errors import OutputError, UsageError
from toolkit.scratch import USUAL_MODE, sweep_once, temporary_beside

WAITS = (0.5, 3.0)
"""Seconds before something that failed is tried again. Most back ends have tried several times themselves by then."""
LONGEST = 300
"""Characters of what a back end says about an error; some print the whole answer of a server."""
_ABOUT = ".facilitate/about.txt"
_ABOUT_TEXT = b"Notes of 'facilitate export' on the kits beside this folder. Whoever deletes them loses time only.\n"
_RENAMING = {"file", "local", "sftp", "ssh"}
"""Back ends that write a file bit by bit, and whose renaming puts one in the place of another at once."""
_HERE = {"file", "local"}
"""Back ends for disks of this computer."""
_MARKS = ("ETag", "etag", "md5Hash", "mtime", "modify", "last_modified", "LastModified", "created")
_FINAL = (FileNotFoundError, FileExistsError, PermissionError, IsADirectoryError, NotADirectoryError)
"""Errors of a kind that no waiting mends."""
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Held:
    """One file of a store: its length in bytes, and what tells it from any other that stood or will stand in its place.

    ``mark`` is a checksum where the store keeps one, else a time; '' where it keeps neither.
    """

    size: int
    mark: str


class Store:
    """The files below an address. Paths have '/' on every system. Every method may raise OutputError, which names the URL.

    Several threads may use it: fsspec opens one connection for each, where a back end cannot share one.
    """

    def __init__(self, address: Address) -> None:
        """Open it. Raises UsageError where a package is missing, or where the address is none."""
        self._address, self._stopped = address, Event()
        if "::" in address.url:
            raise UsageError(f"{address} names one store inside another.", "Name the store itself, for example s3://bucket/kits.")
        try:
            from fsspec.core import url_to_fs
            from fsspec.registry import get_filesystem_class
        except ImportError:
            raise UsageError(f"{address} needs the package fsspec.", "pip install 'facilitator-toolkit[store]'") from None
        protocol = address.url.partition("://")[0]
        try:
            get_filesystem_class(protocol)
        except ImportError as error:
            raise UsageError(f"{address} needs a package that is not there.", f"{error}, for example with pip.") from None
        except ValueError:
            raise UsageError(f"Nobody knows what '{protocol}://' means.", "Name a folder, or a URL such as s3://bucket/kits.") from None
        self._open = url_to_fs
        self._root = self._do("", lambda _: str(self._open(address.url)[1])).rstrip("/")
        if not self._root.strip("/"):
            raise UsageError(f"{address} names no bucket, or no folder in it.", "Name one, for example s3://bucket/kits.")

    def url(self, path: str = "") -> str:
        """The URL of a file, to be shown: without a password."""
        return f"{self._address}/{path}".rstrip("/")

    def stop(self) -> None:
        """Let every use of it from now on fail at once, so that threads come to an end."""
        self._stopped.set()

    def check(self) -> None:
        """Make sure that one can read and write there, by a note of a few words that stays."""
        if self.read(_ABOUT) != _ABOUT_TEXT:
            self._do(_ABOUT, lambda files: self._pipe(files, _ABOUT))

    def read(self, path: str) -> bytes | None:
        """What a file holds; None where there is none."""
        return self._do(path, lambda files: _or_none(lambda: bytes(files.cat_file(self._at(path)))))

    def one(self, path: str) -> Held | None:
        """A single file; None where there is none."""

        def found(files: Any) -> Held | None:
            files.invalidate_cache(self._root)
            info = _or_none(lambda: files.info(self._at(path)))
            return None if info is None or info["type"] == "directory" else _held(info)

        return self._do(path, found)

    def below(self, folder: str) -> dict[str, Held]:
        """Every file below ``folder``, by its path from there. It asks once, where a store lists what is in folders of folders."""
        root = self._at(folder)

        def listed(files: Any) -> dict[str, Held]:
            files.invalidate_cache(root)
            found = files.find(root, detail=True).values() if files.async_impl else _walk(files, root)
            return {info["name"][len(root) + 1 :]: _held(info) for info in found if info["name"].startswith(f"{root}/")}

        return self._do(folder, listed)

    def fetch(self, wanted: Mapping[str, Path]) -> None:
        """Copy files from the store, several at once where the back end can."""

        def fetched(files: Any) -> None:
            for local in wanted.values():
                local.parent.mkdir(parents=True, exist_ok=True)
            files.get([self._at(path) for path in wanted], [str(local) for local in wanted.values()])

        if wanted:
            self._do(next(iter(wanted)), fetched)

    def send(self, given: Mapping[str, Path]) -> None:
        """Copy files into the store, several at once where the back end can. Each is there whole or not at all where it is able to."""
        if given:
            self._do(next(iter(given)), lambda files: self._put(files, {self._at(path): str(local) for path, local in given.items()}))

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _put(self, files: Any, given: Mapping[str, str]) -> None:
        if not _renames(files):
            files.put(list(given.values()), list(given))
            return
        for path, local in given.items():
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            _replace(files, path, lambda aside, local=local: files.put_file(local, aside))  # type: ignore[misc]  # mypy infers no default

    def _pipe(self, files: Any, path: str) -> None:
        at = self._at(path)
        if not _renames(files):
            files.pipe_file(at, _ABOUT_TEXT)
            return
        files.makedirs(at.rpartition("/")[0], exist_ok=True)
        _replace(files, at, lambda aside: files.pipe_file(aside, _ABOUT_TEXT))

    def _do(self, path: str, work: Callable[[Any], _Found]) -> _Found:
        """What ``work`` finds, tried again where that may help."""
        for wait in (*WAITS, None):
            if self._stopped.is_set():
                break
            files = None
            try:
                files = self._open(self._address.url)[0]
                return work(files)
            except Exception as error:  # each back end has errors of its own, and they have no parent in common
                if wait is None or not _may_pass(error) or self._stopped.wait(wait):
                    raise self._told(path, error) from error
                if files is not None and not files.async_impl:
                    files.clear_instance_cache()  # the next use opens a connection anew
        raise OutputError(self.url(path), "it was not tried any more", mend="Mend what failed before, then run the same line again.")

    def _told(self, path: str, error: Exception) -> OutputError:
        said = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
        code = getattr(error, "errno", None)
        return OutputError(self.url(path), self._address.hide(said)[:LONGEST].rstrip("."), code, _mend(error, code))


def _mend(error: Exception, code: int | None) -> str:
    name = type(error).__name__
    if code in (errno.ENOSPC, errno.EDQUOT):
        return "Free some space, there and in the temporary folder of this machine, then run the same line again."
    if isinstance(error, FileNotFoundError):
        return "Check the name: a bucket must be there already."
    if isinstance(error, PermissionError | ValueError | TypeError) or "redential" in name or "Auth" in name:
        return "Check which credentials are used, and that they may list, read and write there."
    return "Check the connection, then run the same line again: what is stored already stays."


def _may_pass(error: Exception) -> bool:
    full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OSError | EOFError) and not isinstance(error, _FINAL) and not full


def _renames(files: Any) -> bool:
    return not _RENAMING.isdisjoint(_names(files))


def _names(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _replace(files: Any, path: str, write: Callable[[str], None]) -> None:
    """Put what ``write`` writes in the place of the file at ``path``, at once."""
    if not _HERE.isdisjoint(_names(files)):
        _replace_here(Path(path), write)
        return
    folder, _, name = path.rpartition("/")
    aside = f"{folder}/.{name[:40]}.{secrets.token_hex(4)}.part"
    try:
        write(aside)
        files.mv(aside, path)
    except BaseException:
        _or_none(lambda: files.rm_file(aside))
        raise


def _replace_here(path: Path, write: Callable[[str], None]) -> None:
    """The same on a disk of this computer: what a killed run left there is known by its lock, and goes first."""
    sweep_once(path.parent)
    handle, aside = temporary_beside(path)
    try:
        with os.fdopen(handle, "rb+", buffering=0):
            write(str(aside))
            os.fsync(handle)
            aside.chmod(USUAL_MODE)
            if os.name == "posix":
                aside.replace(path)
        if os.name != "posix":  # Windows renames no file that is open
            aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _walk(files: Any, folder: str) -> Iterator[Mapping[str, Any]]:
    """Every file below a folder. fsspec's own walk passes over folders that cannot be listed, as if nothing were there."""
    for info in _or_none(lambda: files.ls(folder, detail=True)) or ():
        if info["type"] != "directory":
            yield info
        elif info["name"].rstrip("/") != folder:
            yield from _walk(files, info["name"].rstrip("/"))


def _held(info: Mapping[str, Any]) -> Held:
    return Held(int(info.get("size") or 0), next((str(info[name]) for name in _MARKS if info.get(name)), ""))


def _or_none(work: Callable[[], _Found]) -> _Found | None:
    try:
        return work()
    except (FileNotFoundError, NotADirectoryError):
        return None
