"""A notebook that a person wrote in, the same run in a kernel of its own out; one that hangs or floods is ended and told by its cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import zmq
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from papermill.log import logger

from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from nbformat import NotebookNode

CELL_SECONDS = 120
"""How long one cell may run. nbclient's own default is for ever."""
LARGEST_OUTPUT = 20_000_000
"""Characters that all cells together may put out. They travel to this process, which keeps them in memory."""
_SHOWN = 300
"""Characters of an error in a cell that are told."""
_WAITING = 4
"""Pieces of output that may wait for this process; a thousand more wait in the kernel."""
_ENGINE = "facilitate-kernel"


class CellError(ToolkitError):
    """A cell of a person's notebook failed, or was ended."""


class _Client(PapermillNotebookClient):  # type: ignore[misc]  # papermill ships no types
    """Counts what cells put out, and gives up a kernel that puts out too much."""

    put_out = 0
    place = 0
    """The cell at hand, from 0."""
    _watch: Any = None

    def create_kernel_manager(self) -> Any:
        manager = super().create_kernel_manager()
        create = manager.client

        def limited(**options: Any) -> Any:
            client = create(**options)
            # What comes faster than it is looked at waits in memory too. A piece that is longer never comes here: its sender is cut off.
            client.context.setsockopt(zmq.MAXMSGSIZE, LARGEST_OUTPUT)
            client.context.setsockopt(zmq.RCVHWM, _WAITING)
            return client

        manager.client = limited
        return manager

    async def async_start_new_kernel_client(self) -> Any:
        client = await super().async_start_new_kernel_client()
        self._watch = zmq.Socket.shadow(client.iopub_channel.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED))
        return client

    start_new_kernel_client = run_sync(async_start_new_kernel_client)

    def execute_cell(self, cell: Any, cell_index: int, **options: Any) -> Any:
        self.place = cell_index
        try:
            done = super().execute_cell(cell, cell_index, **options)
        except (CellTimeoutError, DeadKernelError) as error:
            raise self._ended(error) from error
        if self._is_cut_off():
            raise self._flooded()
        return done

    def process_message(self, msg: Any, *place: Any, **options: Any) -> Any:
        self.put_out += _length(msg["content"])
        if self.put_out > LARGEST_OUTPUT:
            self.task_poll_for_reply.cancel()  # as nbclient does itself where a kernel has died
            return None
        return super().process_message(msg, *place, **options)

    def _is_cut_off(self) -> bool:
        return bool(self._watch.poll(0))

    def _ended(self, error: Exception) -> CellError:
        if self.put_out > LARGEST_OUTPUT:
            return self._flooded()
        if isinstance(error, DeadKernelError):
            return self._told("ended its own kernel, or the system did for want of memory")
        return self._flooded() if self._is_cut_off() else self._told(f"took longer than {CELL_SECONDS} seconds")

    def _flooded(self) -> CellError:
        return self._told(f"put out more than {LARGEST_OUTPUT // 1_000_000} million characters")

    def _told(self, what: str) -> CellError:
        return CellError(f"Cell {self.place + 1} {what}. It was ended, and its kernel with it. Mend the cell or leave it out, then run this again.")


class _Engine(Engine):  # type: ignore[misc]  # papermill ships no types
    """papermill's own, with limits."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_options: Any) -> Any:
        return _Client(nb_man, kernel_name=kernel_name, timeout=CELL_SECONDS, shutdown_kernel="immediate", log=logger).execute()


def run_in_kernel(notebook: NotebookNode) -> NotebookNode:
    """The notebook, run in the folder at hand. Raises CellError, which names the cell; no process of it is left then."""
    papermill_engines.register(_ENGINE, _Engine)
    try:
        return execute_notebook(notebook, None, engine_name=_ENGINE, progress_bar=False, log_output=False, cwd=str(Path.cwd()))
    except PapermillExecutionError as error:
        raise CellError(f"Cell {error.cell_index + 1} stopped with {error.ename}: {error.evalue[:_SHOWN]}. Mend it, then run this again.") from error


def _length(content: Any) -> int:
    held = [content.get("text", ""), *content.get("traceback", ()), *content.get("data", {}).values()]
    return sum(len(each) if isinstance(each, str) else len(repr(each)) for each in held)
