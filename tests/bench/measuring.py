"""A command in; the wall and CPU seconds that it and all its children took, and their memory, out. Linux and macOS."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PAUSE = 0.1
"""Seconds between two looks at the processes: one look costs some milliseconds, which the measured commands lose."""
_TELLING = 1500  # characters of its last words, when a command fails


class FailedError(Exception):
    """A command of the benchmark did not do its work."""


@dataclass(frozen=True, slots=True)
class Look:
    """The processes at one moment. ``cpu``: seconds of all that were ever seen; sizes in bytes."""

    at: float
    cpu: float
    peak: int
    together: int


@dataclass(slots=True)
class Done:
    """A command that ended: its times in seconds, sizes in bytes, what it wrote, and how it looked under way."""

    wall: float
    cpu: float
    peak: int
    together: int
    output: str
    looks: list[Look] = field(default_factory=list)

    def between(self, start: float, end: float) -> tuple[float, int, int]:
        """CPU seconds from ``start`` to ``end`` (of time.monotonic), largest process and all processes then."""
        before = max((look.cpu for look in self.looks if look.at <= start), default=0.0)
        inside = [look for look in self.looks if start <= look.at <= end]
        cpu = max((look.cpu for look in inside), default=before) - before
        return cpu, max((look.peak for look in inside), default=0), max((look.together for look in inside), default=0)


class _Watch(threading.Thread):
    """Looks at a process and all below it until told to stop."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.looks: list[Look] = []
        self._root = psutil.Process(process)
        self._used: dict[psutil.Process, float] = {}
        self._held = 0.0
        self._enough = threading.Event()

    def run(self) -> None:
        while not self._enough.wait(PAUSE if self.looks else 0):
            self.looks.append(self._look())

    def _look(self) -> Look:
        """CPU time counts the larger of two sums that leave out some, and count none twice.

        One adds up what each process ever seen has used itself: a child that lives shorter than the pause between two looks is not in
        it. The other adds up what those that run have used, and those of their children that they waited for: one for which nobody
        waited is not in that.
        """
        sizes, held = [0], 0.0
        for process in self.family():
            try:
                with process.oneshot():
                    times = process.cpu_times()
                    self._used[process] = times.user + times.system
                    held += times.user + times.system + times.children_user + times.children_system
                    sizes.append(process.memory_info().rss)
            except psutil.Error:
                continue  # it ended between the two looks
        self._held = max(self._held, held)
        return Look(time.monotonic(), max(self._held, sum(self._used.values())), max(sizes), sum(sizes))

    def family(self) -> list[psutil.Process]:
        """The process and all below it that still run."""
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []

    def stop(self) -> None:
        self._enough.set()
        self.join()


def run(command: Sequence[str | Path], env: Mapping[str, str], folder: Path, fine: Sequence[int] = (0,)) -> Done:
    """Run ``command`` in ``folder``. Raises FailedError, with its last words, when its exit code is none of ``fine``.

    The kernel's own account of CPU time is exact and knows whom somebody waited for; our looks also see servers and children
    that nobody waited for, as browsers leave them. The larger of the two counts. The kernel's account of memory begins with
    the size of whoever starts the command, so the process that calls this must stay small.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], env=dict(env), cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        watch = _Watch(process.pid)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            for each in reversed(watch.family()):
                each.kill()
            raise
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        output.seek(0)
        errors.seek(0)
        if process.returncode not in fine:
            words = errors.read().decode(errors="replace").strip()[-_TELLING:]
            raise FailedError(f"{' '.join(map(str, command))}\nended with {process.returncode}:\n{words}")
        told = output.read().decode(errors="replace")
    looks = watch.looks
    kernel = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    peak = max([kernel, *(look.peak for look in looks)])
    cpu = max([usage.ru_utime + usage.ru_stime, *(look.cpu for look in looks)])
    return Done(wall, cpu, peak, max([peak, *(look.together for look in looks)]), told, looks)
