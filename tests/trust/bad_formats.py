"""Formats that hang, eat memory or die, and a batch of them: ``python -m tests.trust.bad_formats FOLDER hangs``."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.curricula import SMALL
from toolkit.apart import apart
from toolkit.batch.pool import Pool
from toolkit.batch.run import Run
from toolkit.errors import ToolkitError
from toolkit.export.registry import Format, formats
from toolkit.kit.order import kit_order
from toolkit.kit.work import KitResult
from toolkit.load import load_curriculum
from toolkit.model.session import Session
from toolkit.progress import Progress

EVER = 90
"""Seconds: far more than any limit in these tests, and yet an end for a machine on which no limit works."""
MOST = 80
"""Pieces of 100 MB that are asked for: twice as much as any limit in these tests."""
ROW = formats()["results-template"]


def hangs(document, theme):
    """Also when it is asked to end."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    time.sleep(EVER)


def hangs_apart(document, theme):
    """In a process that the worker has forked, as Typst would."""
    return apart(lambda: time.sleep(EVER))


def eats(document, theme):
    """Asks for more than a worker may have. None of it is ever touched: a machine on which no limit works gives it, and loses no memory."""
    held = [bytes(100_000_000) for _ in range(MOST)]
    return b"no limit" * len(held)


def eats_apart(document, theme):
    return apart(lambda: eats(document, theme))


def blocks_the_way(document, theme):
    """Dies while it holds the locks of the pipes on which all workers are given their work."""
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["channel"].mutex.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


def bad(function: Callable[..., object]) -> Format:
    """A row of the table of formats."""
    return Format("key", "Key", "bad.pdf", "facilitator", "application/pdf", f"tests.trust.bad_formats:{function.__name__}", "key")


def made(out: Path, *functions: Callable[..., object] | None) -> dict[str, KitResult | ToolkitError]:
    """What two workers make of as many kits, each with a good file and, where one is named, a bad one."""
    small = load_curriculum(SMALL)
    with Pool(small, 2) as pool:
        orders = [
            kit_order(small, f"kit-{number}", Session(modules=("course/1",)), [ROW, *([bad(function)] if function else [])], out)
            for number, function in enumerate(functions)
        ]
        return dict(Run(pool, Progress(1)).kits(orders))


if __name__ == "__main__":
    made(Path(sys.argv[1]), *(globals()[name] for name in sys.argv[2:]))
