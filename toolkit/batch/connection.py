"""A running Dask cluster: its workers are looked at and told from what to make kits, and parcels go to them and come back.

The one door to distributed on this side. It is imported when there is something to send.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any

from toolkit.batch import remote
from toolkit.batch.cluster_errors import (
    ClusterError,
    LostKitError,
    another_version,
    lost,
    no_scheduler,
    without_toolkit,
)
from toolkit.batch.remote import Content, MadeKit, Parcel, Unready
from toolkit.errors import ToolkitError
from toolkit.program import program_parts

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT = 10.0
"""Seconds in which a scheduler has to answer."""
NO_WORKER = 120.0
"""Seconds without any worker after which nobody waits any longer."""
LONGEST = 1800.0
"""Seconds after which a kit is given up, and without any result the cluster is. The longest of the kits that ship takes twenty."""
RETRIES = 2
"""How often Dask tries again what stopped on a fault that nobody foresaw."""
_LOOK = 5.0
"""Seconds between two looks at which workers there are."""
_TICK = 1.0
_CLOSE = 5.0
_RESUME = "Kits that are finished stay. Run the same line again to make the others."


class Connection(AbstractContextManager["Connection"]):
    """The workers of the cluster whose scheduler is at ``address``. ``tell`` is told what is being waited for.

    Raises UsageError where nobody answers there, and where a worker is of another version: its files would be others.
    """

    def __init__(self, address: str, content: Content, tell: Callable[[str], None]) -> None:
        self._address, self._content, self._tell = address, content, tell
        self._ready: SimpleQueue[Future] = SimpleQueue()
        self._asked: dict[Future, float] = {}
        self._workers: dict[str, float] = {}
        self._heard = self._seen = self._looked = time.monotonic()
        self._client = _connect(address)

    def begin(self) -> None:
        """Wait for a first worker, and look at all that are there."""
        try:
            self._client.run_on_scheduler(program_parts)
        except OSError as error:
            raise self._gone(error) from error
        except (ImportError, AttributeError) as error:
            raise without_toolkit(f"The scheduler at {self._address}") from error
        while not self._workers:
            self._look()
            if not self._workers:
                self._tell(f"waiting for a worker of {self._address}")
                time.sleep(_TICK / 4)

    @property
    def room(self) -> bool:
        """Whether more is to be sent: each worker has a kit at hand and one to begin with next."""
        return len(self._asked) < 2 * len(self._workers)

    def ask(self, parcel: Parcel) -> str:
        """Have a kit made; the key by which it comes back."""
        future = self._client.submit(remote.made_kit, pickle.dumps(parcel, protocol=pickle.HIGHEST_PROTOCOL), pure=False, retries=RETRIES)
        if not self._asked:  # nobody was to be heard before
            self._heard = time.monotonic()
        self._asked[future] = time.monotonic()
        future.add_done_callback(self._ready.put)
        return str(future.key)

    def next(self) -> tuple[str, MadeKit | ToolkitError | Unready | None]:
        """The key of a kit that is back, and what came of it; None where somebody took it from the cluster before it was there.

        Where a worker was not ready for it, it is now. Raises ClusterError where the scheduler or all workers are gone, or nothing at all comes back.
        """
        while True:
            if time.monotonic() > self._looked + _LOOK:
                self._look()
            if late := self._late():
                return late
            try:
                future = self._ready.get(timeout=_TICK)
            except Empty:
                self._patience()
                continue
            if future not in self._asked:  # given up
                continue
            self._heard = time.monotonic()
            value = self._result(future)
            asked = self._asked.pop(future)
            if isinstance(value, Unready) and self._workers.get(value.address, 0.0) < asked:
                self._muster([value.address])
            return str(future.key), value

    def _late(self) -> tuple[str, LostKitError] | None:
        """A kit that takes too long, which is given up: its worker may never be done with it."""
        future, asked = next(iter(self._asked.items()), (None, 0.0))
        if future is None or time.monotonic() < asked + LONGEST:
            return None
        del self._asked[future]
        self._client.cancel([future])
        return str(future.key), LostKitError(f"It took longer than {LONGEST / 60:.0f} minutes and was given up. Is the content of a usual size?")

    def _muster(self, addresses: Sequence[str]) -> None:
        """Tell the workers at ``addresses`` from what to make kits, once each has said that its program is the same.

        Raises UsageError where one of them is of another version.
        """
        there = self._asked_all(addresses, program_parts)
        for address, found in there.items():
            if isinstance(found, (ImportError, AttributeError)):
                raise without_toolkit(f"The worker at {address}") from found
            if isinstance(found, BaseException):
                raise found
            if found != self._content.program:
                raise another_version(address, self._content.program, found)
        for address, error in self._asked_all(list(there), remote.receive, self._content).items():
            if error is not None:
                raise error
            self._workers[address] = time.monotonic()

    def _asked_all(self, addresses: Sequence[str], function: Callable[..., object], *values: object) -> dict[str, Any]:
        """What ``function`` says, or why it says nothing, on each of the workers at ``addresses`` that is still there."""
        if not addresses:
            return {}
        try:
            told = self._client.run(function, *values, workers=list(addresses), on_error="return")
        except OSError as error:
            raise self._gone(error) from error
        return {address: found for address, found in sorted(told.items()) if not isinstance(found, OSError)}

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(OSError):  # a cluster that is gone needs no farewell
            if self._client.status == "running":
                self._client.cancel(list(self._asked))
                self._client.run(remote.forget, self._content.key, on_error="ignore")
        with suppress(OSError):
            self._client.close(_CLOSE)

    def _result(self, future: Future) -> MadeKit | ToolkitError | Unready | None:
        from concurrent.futures import CancelledError

        try:
            while True:
                try:
                    found: MadeKit | ToolkitError | Unready
                    found = lost(future.exception(_LOOK)) if future.status == "error" else future.result(_LOOK)
                except TimeoutError:  # its worker is gone, so another makes it again
                    self._look()
                else:
                    return found
        except CancelledError:
            self._look()
            return None
        except OSError as error:
            raise self._gone(error) from error

    def _look(self) -> None:
        """See which workers are there, and muster those that are new. Raises ClusterError where nobody can be asked."""
        self._looked = time.monotonic()
        if self._client.status != "running":
            raise self._gone()
        try:
            there = set(self._client.nthreads())
        except OSError as error:
            raise self._gone(error) from error
        self._workers = {address: since for address, since in self._workers.items() if address in there}
        if new := sorted(there - self._workers.keys()):
            self._muster(new)
        if self._workers:
            self._seen = time.monotonic()
        self._patience()

    def _patience(self) -> None:
        now = time.monotonic()
        if self._client.status != "running":
            raise self._gone()
        if not self._workers and now > self._seen + NO_WORKER:
            what = f"The cluster at {self._address} has had no worker for {NO_WORKER:.0f} seconds."
            raise ClusterError(f"{what} Start one with: dask worker {self._address} --nthreads 1. {_RESUME}")
        if now > self._heard + LONGEST:
            raise ClusterError(f"Nothing has come back from {self._address} for {LONGEST / 60:.0f} minutes. See what its workers do. {_RESUME}")

    def _gone(self, why: OSError | str = "the connection is closed") -> ClusterError:
        return ClusterError(f"The scheduler at {self._address} no longer answers ({why}). {_RESUME}")


def _connect(address: str) -> Client:
    """A client of the scheduler. Somebody knocks first: a Client that finds nobody takes long to say so."""
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # what they would tell is told as an error of ours
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        asyncio.run(asyncio.wait_for(_knock(address), CONNECT + 1))
        return Client(address, timeout=CONNECT, set_as_default=False, name="facilitate")
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise no_scheduler(address, error) from error


async def _knock(address: str) -> None:
    from distributed import Security
    from distributed.comm import connect

    comm = await connect(address, timeout=CONNECT, **Security().get_connection_args("client"))
    await comm.close()
