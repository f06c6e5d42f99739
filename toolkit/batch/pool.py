"""Worker processes: forked from a server that has imported everything, limited in time and memory, replaced when one dies."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self

from toolkit.batch import worker
from toolkit.errors import ToolkitError, UsageError
from toolkit.model.curriculum import Curriculum

SECONDS = 600
"""How long one file may take. The longest of the kits that ship takes two seconds."""
ADDRESS_SPACE = 4 << 30
"""How much memory one worker may ask for, in bytes of address space: libraries that it shares count as well."""
GRACE = 10
"""Seconds beyond that after which nobody waits for a worker any more."""
_TRIES = 3
_LONGEST_FOLDER, _SHORT_FOLDER = 70, "/tmp"  # noqa: S108  # Python makes a folder of its own in it, for its user alone
"""Characters of a temporary folder in which the server's socket has a name that the system takes (104, some 32 of them Python's), and another folder."""
_LOOK = 5
"""Seconds after which the way to the workers is looked at, and within which it becomes free."""
_TASKS = 200
"""Files that a worker makes before another takes its place: what libraries keep in their caches goes with it."""


class LostError(ToolkitError):
    """A worker ended before its piece was there."""

    @classmethod
    def ended(cls) -> LostError:
        """By the system, or for want of memory."""
        most = ADDRESS_SPACE >> 30
        return cls(f"Its process was ended before it was there; it may have needed more than {most} GB of memory. The others went on.")


def usual_jobs() -> int:
    """How many workers to use: what FACILITATE_JOBS says, or the processors that this process may use.

    Raises UsageError when the variable holds no number.
    """
    asked = os.environ.get("FACILITATE_JOBS", "")
    if asked:
        if not asked.isdecimal() or not int(asked):
            raise UsageError(f"FACILITATE_JOBS is '{asked}', which is no number of processes.", "Set it to 1 or more, or to nothing.")
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def warm_up() -> None:
    """Start the server from which workers are forked. It imports what they need while this process does something else."""
    if _way() != "forkserver":
        return
    from multiprocessing import forkserver

    multiprocessing.set_forkserver_preload([*worker.PRELOADED])
    usual = tempfile.tempdir
    if len(tempfile.gettempdir()) > _LONGEST_FOLDER:
        tempfile.tempdir = _SHORT_FOLDER
    try:
        forkserver.ensure_running()
    finally:
        tempfile.tempdir = usual


def _way() -> str:
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class Pool(AbstractContextManager["Pool"]):
    """``workers`` processes that make pieces of kits of one curriculum."""

    def __init__(self, curriculum: Curriculum, workers: int) -> None:
        self.workers = workers
        warm_up()
        self._begun = (pickle.dumps(curriculum, protocol=pickle.HIGHEST_PROTOCOL), ADDRESS_SPACE)
        self._pool = self._new()

    def ask(self, work: Callable[..., Any], *values: Any) -> Future[Any]:
        """Have ``work``, a function of ``worker``, done with ``values``."""
        for _ in range(_TRIES):
            try:
                asked: Future[Any] = self._pool.schedule(work, args=list(values), timeout=SECONDS)
            except RuntimeError:  # it broke since somebody looked, or while its first workers were started
                self._renew()
            else:
                return asked
        lost: Future[Any] = Future()
        lost.set_exception(BrokenProcessPool())
        return lost

    def done(self, waiting: Collection[Future[Any]]) -> Collection[Future[Any]]:
        """Those of ``waiting`` of which something came: at least one.

        They are all of them where the pool has broken, or its workers are at odds with each other: one that is killed while it takes or gives a value
        leaves the way blocked for the rest, and the limits of a file count for none of them. Others take their place then.
        """
        until = time.monotonic() + SECONDS + GRACE
        ready, _ = wait(waiting, _LOOK, FIRST_COMPLETED)
        while not ready and time.monotonic() < until and self._pool.active and self._way_is_free():
            ready, _ = wait(waiting, _LOOK, FIRST_COMPLETED)
        if ready and not any(isinstance(future.exception(), BrokenProcessPool) for future in ready):
            return ready
        self._renew()
        return list(waiting)

    @staticmethod
    def result(future: Future[Any]) -> Any:
        """What came of it; a LostError where the worker was ended by its limits or by the system."""
        from pebble import ProcessExpired

        if not future.done():
            return LostError.ended()
        try:
            return future.result()
        except TimeoutError:
            return LostError(f"It took longer than {SECONDS // 60} minutes and was ended. Is the content of a usual size?")
        except (ProcessExpired, MemoryError, BrokenProcessPool):
            return LostError.ended()

    def _way_is_free(self) -> bool:
        """Whether a worker can still be given something: each holds the lock of the way for a moment only, unless it was killed then."""
        channel = self._pool._pool_manager.worker_manager.workers_channel  # noqa: SLF001  # pebble tells it in no other way
        if channel is None:  # it has not begun
            return True
        with channel.lock(timeout=_LOOK) as free:
            return bool(free)

    def _new(self) -> Any:
        from pebble import ProcessPool

        return ProcessPool(self.workers, _TASKS, worker.begin, self._begun, multiprocessing.get_context(_way()))

    def _renew(self) -> None:
        self._end()
        self._pool = self._new()

    def _end(self) -> None:
        self._pool.stop()
        self._pool.join()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()  # nobody waits for anything any more

    def __enter__(self) -> Self:
        return self
