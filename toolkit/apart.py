"""Work done in a child process of its own, forked for it: what it held in memory goes back to the system as a whole.

Libraries that keep what they worked out, in many small pieces of memory, give back little of it when they are asked to. A
process that begins such work again and again grows; one that has each piece done apart stays as small as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from toolkit.errors import ToolkitError

T = TypeVar("T")

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_THREADS = Path("/proc/self/task")
_state = {"on": False}


class EndedError(ToolkitError):
    """A child process ended before its work was there, for example because the system ran out of memory."""

    def __str__(self) -> str:
        return "Its process was ended before it was there; it may have needed more memory than there is. The others went on."


def do_apart() -> None:
    """From now on, have work done apart, where the system can fork safely.

    Only a process with a single thread does so: a fork copies none but the one that asks for it, and a library whose threads are
    gone waits for them for ever.
    """
    _state["on"] = sys.platform == "linux"


def is_apart() -> bool:
    """Whether work is done apart: it is asked for, and nothing has begun a thread in this process since."""
    return _state["on"] and len(list(_THREADS.iterdir())) == 1


def apart(work: Callable[[], T]) -> T:
    """What ``work`` gives or raises; done in a child process where ``is_apart``, and here otherwise.

    What it gives must be picklable. Raises EndedError when the child process ended without a result.
    """
    if not is_apart():
        return work()
    readable, writable = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if not child:
        os.close(readable)
        _do(work, writable, parent)
    os.close(writable)
    try:
        with os.fdopen(readable, "rb") as pipe:
            told = pipe.read()
    finally:
        _, status = os.waitpid(child, 0)
    if status or not told:
        raise EndedError
    done, result = pickle.loads(told)  # noqa: S301  # our own child has sent it
    if not done:
        raise result
    found: T = result
    return found


def _do(work: Callable[[], object], writable: int, parent: int) -> NoReturn:
    """Do the work in the child process, send what came of it, and end at once: nothing has to be tidied up."""
    code = 1
    gc.disable()  # it ends before garbage matters, and looking for some touches the memory that it shares
    try:
        end_with_parent()
        if os.getppid() != parent:  # it ended before that was asked for
            os._exit(code)
        try:
            told = pickle.dumps((True, work()), protocol=pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            told = b""
        except Exception as error:  # noqa: BLE001  # whatever it is, the process that asked has to raise it
            told = pickle.dumps((False, error))
        with os.fdopen(writable, "wb") as pipe:
            pipe.write(told)
        code = 0
    finally:
        os._exit(code)


def end_with_parent() -> None:
    """Have the system end this process, in whatever it is busy, as soon as the one that forked it ends. On Linux only."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
