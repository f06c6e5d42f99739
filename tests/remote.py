"""A store for tests: fsspec's memory back end, which tells what was fetched and sent, and refuses what it is told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem


class Counted(MemoryFileSystem):
    """``counted://``. ``refuse`` is called with each path that is written, and may raise."""

    protocol = "counted"
    store: dict = {}  # noqa: RUF012  # as its parent
    pseudo_dirs = [""]  # noqa: RUF012
    sent: list[str] = []  # noqa: RUF012
    fetched: list[str] = []  # noqa: RUF012
    refuse: Callable[[str], None] = staticmethod(lambda _: None)

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.replace("counted://", "memory://"))

    @classmethod
    def begin(cls):
        """As if nothing had ever been there."""
        cls.store.clear()
        cls.pseudo_dirs[:] = [""]
        cls.refuse = staticmethod(lambda _: None)
        cls.forget()

    @classmethod
    def forget(cls):
        """Count anew."""
        cls.sent.clear()
        cls.fetched.clear()

    @classmethod
    def files(cls) -> dict[str, bytes]:
        """What it holds, by path without the leading slash."""
        return {path[1:]: held.getvalue() for path, held in cls.store.items()}

    def put_file(self, lpath, rpath, **kwargs):
        type(self).refuse(rpath)
        super().put_file(lpath, rpath, **kwargs)
        self.sent.append(rpath[1:])

    def pipe_file(self, path, value, **kwargs):
        type(self).refuse(path)
        super().pipe_file(path, value, **kwargs)
        self.sent.append(path[1:])

    def get_file(self, rpath, lpath, **kwargs):
        super().get_file(rpath, lpath, **kwargs)
        self.fetched.append(rpath[1:])


class Torn(LocalFileSystem):
    """``torn://``: a disk that is full half way through a file."""

    protocol = ("torn", "file")

    def put_file(self, path1, path2, **_):
        Path(path2).write_bytes(Path(path1).read_bytes()[:3])
        raise OSError(28, "No space left on device")
