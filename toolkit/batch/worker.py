"""What a worker process does: prepare a kit, make one of its files, or pack it. Each takes and gives values that can be sent."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.apart import do_apart, end_with_parent
from toolkit.build import admit, prepare
from toolkit.errors import ToolkitError
from toolkit.export.kit import KitFile
from toolkit.kit.order import KitOrder
from toolkit.kit.pack import pack
from toolkit.kit.pieces import Packet, Piece
from toolkit.kit.work import KitResult, Outcome, Shelf, make
from toolkit.look.theme import Theme
from toolkit.memory import give_back, memory
from toolkit.model.curriculum import Curriculum

PRELOADED = (
    "toolkit.batch.worker", "typst", "pptx", "lxml.etree", "nbformat.v4", "jinja2", "markdown_it", "PIL.Image",
    "toolkit.export.pdf.guide", "toolkit.export.pdf.handout", "toolkit.export.pdf.cards", "toolkit.export.pptx",
    "toolkit.export.docx.guide", "toolkit.export.deck", "toolkit.export.read.notebook",
    "toolkit.batch.ready", "toolkit.audit.pdf", "toolkit.audit.slides", "toolkit.audit.word", "toolkit.audit.page",
)  # fmt: skip
"""What every kit needs, imported once, before workers are forked. A name that is not there costs nothing."""
_LARGE = 160_000_000
"""Bytes after which a worker empties the caches of its libraries, a matter of milliseconds: a long batch needs no more memory than a short one."""
_OBJECTS = 50_000
"""New objects after which a worker looks for garbage. A kit's documents are a few hundred thousand."""
_SHELF = Shelf()
_SENT: list[bytes] = []


def begin(curriculum: bytes, address_space: int) -> None:
    """Make this process a worker for a pickled curriculum.

    Ctrl-C is for the process that asked. ``address_space`` is in bytes: what asks for more than that is ended, and
    not the whole machine; 0 sets no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_run()
    _SENT[:] = [curriculum]
    _curriculum.cache_clear()
    do_apart()
    if address_space:
        _limit(address_space)


def _end_with_run() -> None:
    """Have this process end with the one that asked, also where that is killed and this one hangs.

    Its server ends as soon as nobody holds the pipe that keeps it running: the process that asked, and each worker, which
    could start more processes with it and never does. The system ends a worker with its server.
    """
    end_with_parent()
    with contextlib.suppress(ImportError, AttributeError, OSError, TypeError):  # started in another way, or by another Python
        from multiprocessing import forkserver

        server: Any = forkserver._forkserver  # noqa: SLF001  # there is no other way to it
        os.close(server._forkserver_alive_fd)  # noqa: SLF001
        server._forkserver_alive_fd = None  # noqa: SLF001


def _limit(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if most == resource.RLIM_INFINITY else min(size, most), most))


@cache
def _curriculum() -> Curriculum:
    found = pickle.loads(_SENT[0])  # noqa: S301  # the process that asked has sent it
    if not isinstance(found, Curriculum):
        raise TypeError(type(found))
    # What stays is not looked through for garbage again and again, and what comes and goes is looked through less often.
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)
    return found


def prepared(order: KitOrder) -> Packet | ToolkitError:
    """The packet of a kit, or why there can be none."""
    try:
        admit(_curriculum(), order)
        return prepare(_curriculum(), order)
    except ToolkitError as error:
        return portable(error)


def made(piece: Piece, document: bytes, theme: Theme, folder: Path) -> Outcome:
    """One file, made and written."""
    outcome = make(piece, document, theme, folder, _SHELF)
    stay_small()
    return Outcome(outcome.path, error=portable(outcome.error)) if outcome.error else outcome


def stay_small() -> None:
    """Empty the caches of libraries, once this process holds much."""
    if memory() > _LARGE:
        from toolkit.export.pdf.typeset import forget

        forget()
        give_back()


def packed(packet: Packet, files: Sequence[KitFile], result: KitResult) -> KitResult:
    """The kit's index, manifest and zip, written; ``result`` with what came of them."""
    pack(packet, files, result)
    result.failures[:] = [(path, portable(error)) for path, error in result.failures]
    return result


def portable(error: ToolkitError) -> ToolkitError:
    """The error, or its words where it cannot be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    except (TypeError, AttributeError, pickle.PicklingError):
        return ToolkitError(str(error))
    return error
