"""One write, flush or rename of a run fails, and then all from there on: what stands on the disk, and what the next run makes of it.

``python -m tests.trust.faults --kits 40 --most 200`` prints what it found for docs/trust.md.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from tests.trust.batch import TELLING, Batch, Tree
from tests.trust.crash import NEW, OLD
from toolkit import artifacts, scratch
from toolkit.kit.verify import open_kit

KINDS = ("write", "fsync", "rename")
_ERRORS = {"write": errno.ENOSPC, "fsync": errno.EIO, "rename": errno.EACCES}


@dataclass
class Disk:
    """A disk on which the ``place``-th step of a ``kind`` fails, from 1; with ``stays``, all of them from there on."""

    kind: str = ""
    place: int = 0
    stays: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    failed: list[str] = field(default_factory=list)
    """The files it was about, by the names that they were to have."""
    flushed: set[int] = field(default_factory=set)
    unflushed: list[str] = field(default_factory=list)
    """Files that were renamed before what is in them was flushed."""

    def step(self, kind: str, about: str) -> None:
        """Count a step. Raises OSError where it is to fail."""
        self.counts[kind] += 1
        if kind == self.kind and (self.counts[kind] == self.place or (self.stays and self.counts[kind] > self.place)):
            self.failed.append(about)
            raise OSError(_ERRORS[kind], os.strerror(_ERRORS[kind]))


def _name(handle: int) -> str:
    return str(Path(f"/proc/self/fd/{handle}").readlink())


class _File(io.FileIO):
    """A file of which half is written when its disk refuses."""

    def __init__(self, handle: int, disk: Disk) -> None:
        super().__init__(handle, "wb")
        self._disk, self._about = disk, _name(handle)

    def write(self, content: Any) -> int:
        try:
            self._disk.step("write", self._about)
        except OSError:
            super().write(content[: len(content) // 2])
            raise
        return super().write(content)


@contextmanager
def failing(disk: Disk) -> Iterator[None]:
    """Have the program write to ``disk``."""
    fsync, replace = os.fsync, Path.replace

    def flush(handle: int) -> None:
        disk.step("fsync", _name(handle))
        fsync(handle)
        disk.flushed.add(os.fstat(handle).st_ino)

    def rename(path: Path, target: Path) -> Path:
        disk.step("rename", str(target.absolute()))
        if path.stat().st_ino not in disk.flushed:
            disk.unflushed.append(str(target))
        return replace(path, target)

    with mock.patch.object(artifacts.os, "fdopen", lambda handle, _: _File(handle, disk)), mock.patch.object(artifacts.os, "fsync", flush), mock.patch.object(Path, "replace", rename):
        yield


def run(batch: Batch, disk: Disk) -> tuple[int, str]:
    """Make the batch in this process: its exit code, and what it told."""
    with failing(disk):
        return batch.here()


@dataclass
class Found:
    """What came of it."""

    steps: int = 0
    failures: int = 0
    notes: int = 0
    """Steps that concerned notes of the program alone, whose loss costs the next run time."""

    def __str__(self) -> str:
        return f"{self.steps} runs with a step that fails, of them {self.failures} that told a file and {self.notes} that lost a note only"


def trees(batch: Batch) -> tuple[Tree, Tree, Disk]:
    """The files of two undisturbed runs, of which those of the first lie there, and how many steps a run takes."""
    found = []
    for word in (NEW, OLD):
        shutil.rmtree(batch.kits_in, ignore_errors=True)
        disk = Disk()
        code, told = run(batch.ask_for(word), disk)
        assert code == 0, told
        assert not disk.unflushed
        found.append(batch.tree())
    assert not [path for path in found[0] if found[0][path] == found[1][path]]
    return found[1], found[0], disk


def fail_at(batch: Batch, places: Iterable[tuple[str, int, bool]]) -> Found:
    """Make the batch over the files of another with a step that fails, at each of ``places`` (kind, which one, does it stay so)."""
    old, new, _ = trees(batch)
    kept, found = batch.folder / "kept", Found()
    shutil.copytree(batch.kits_in, kept)
    for where in places:
        shutil.rmtree(batch.kits_in)
        shutil.copytree(kept, batch.kits_in)
        disk = Disk(*where)
        code, told = run(batch.ask_for(NEW), disk)
        assert disk.failed, f"{where}: there are not so many steps"
        lost = _judge(batch, disk, code, told, found)
        torn = set(batch.torn(old, new))
        gaps = {f"{path.partition('/')[0]}/{name}" for path in lost for name in TELLING}
        assert torn <= gaps, (where, torn)
        for kit in {path.partition("/")[0] for path in torn}:  # they tell of a kit with a gap, and tell the truth
            wrong = [f"{kit}/{each.path}" for each in open_kit(batch.kits_in / kit)[1] if each.what != "extra"]
            assert set(wrong) <= set(lost), (where, wrong)
        assert not batch.strays(), (where, batch.strays())
        code, told = run(batch, Disk())
        assert (code, batch.tree()) == (0, new), (where, told)
        assert not batch.strays(), (where, batch.strays())
        assert not batch.broken(), where
    return found


def _judge(batch: Batch, disk: Disk, code: int, told: str, found: Found) -> list[str]:
    """The files that could not be written. The run told its user of them."""
    found.steps += 1
    about = [path for path in disk.failed if "/.facilitate" not in path]
    if not about:
        found.notes += 1
        assert code == 0, told
        return []
    found.failures += 1
    assert code == 1, told
    lost = [_meant(Path(path)).relative_to(batch.kits_in) for path in about]
    assert os.strerror(_ERRORS[disk.kind]) in told
    assert f"{batch.out}/{lost[0]}".removesuffix(".") in told, (lost, told)
    return [path.as_posix() for path in lost]


def _meant(path: Path) -> Path:
    """The file that a temporary one was to become."""
    if not path.name.endswith(scratch.SUFFIX):
        return path
    return path.with_name(path.name.removeprefix(".").removesuffix(scratch.SUFFIX).rpartition(".")[0])


def main() -> int:
    """The whole sweep: each of the first steps of each kind, alone and with all that follow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kits", type=int, default=40)
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        batch = Batch(Path(folder), asked.kits)
        steps = [(kind, place, stays) for kind in KINDS for place in range(1, asked.most + 1, asked.every) for stays in (False, True)]
        sys.stdout.write(f"{fail_at(batch, steps)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
