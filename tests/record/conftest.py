"""A record in an empty folder, and other processes that use it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toolkit.record import Record

CHILDREN = Path(__file__).parent / "children.py"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "record.sqlite3"


@pytest.fixture
def record(path: Path) -> Record:
    return Record(path)


@pytest.fixture
def start() -> Iterator[Start]:
    """``start(what, path, ...)`` runs a function of children.py in a process that ends with the test."""
    running: list[subprocess.Popen[str]] = []

    def begin(what: str, *arguments: object) -> subprocess.Popen[str]:
        call = [sys.executable, str(CHILDREN), what, *map(str, arguments)]
        pipe = subprocess.PIPE
        child = subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        running.append(child)
        return child

    yield begin
    for child in running:
        child.kill()
        with contextlib.suppress(ValueError):  # its streams were read to the end already
            child.communicate()
