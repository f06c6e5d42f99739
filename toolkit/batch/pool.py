"""Worker processes: forked from a server that has imported everything, limited in time and memory, replaced when one dies."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable
from concurrent.futures import Future
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
_TASKS = 200
"""Files that a worker makes before another takes its place: what libraries keep in their caches goes with it."""


class LostError(ToolkitError):
    """A worker ended before its piece was there."""


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
    forkserver.ensure_running()


def _way() -> str:
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class Pool(AbstractContextManager["Pool"]):
    """``workers`` processes that make pieces of kits of one curriculum."""

    def __init__(self, curriculum: Curriculum, workers: int) -> None:
        from pebble import ProcessPool

        self.workers = workers
        warm_up()
        begun = (pickle.dumps(curriculum, protocol=pickle.HIGHEST_PROTOCOL), ADDRESS_SPACE)
        self._pool = ProcessPool(workers, _TASKS, worker.begin, begun, multiprocessing.get_context(_way()))

    def ask(self, work: Callable[..., Any], *values: Any) -> Future[Any]:
        """Have ``work``, a function of ``worker``, done with ``values``."""
        asked: Future[Any] = self._pool.schedule(work, args=list(values), timeout=SECONDS)
        return asked

    @staticmethod
    def result(future: Future[Any]) -> Any:
        """What came of it; a LostError where the worker was ended by its limits or by the system."""
        from pebble import ProcessExpired

        try:
            return future.result()
        except TimeoutError:
            return LostError(f"It took longer than {SECONDS // 60} minutes and was ended. Is the content of a usual size?")
        except (ProcessExpired, MemoryError):
            most = ADDRESS_SPACE >> 30
            return LostError(f"Its process was ended before it was there; it may have needed more than {most} GB of memory. The others went on.")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        end: Callable[[], None] = self._pool.close if kind is None else self._pool.stop
        end()
        self._pool.join()

    def __enter__(self) -> Self:
        return self
