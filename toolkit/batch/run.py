"""Orders in, their kits made by several processes at once, results out as they come.

A kit is prepared in one process, its files are made in any, and it is packed when all of them are there. Only as many
kits as keep the workers busy are under way, so memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from toolkit.batch import worker
from toolkit.batch.pool import LostError, Pool
from toolkit.errors import ToolkitError
from toolkit.kit.ledger import settled, unchanged
from toolkit.kit.order import KitOrder
from toolkit.kit.pack import taken
from toolkit.kit.pieces import Packet
from toolkit.kit.work import KitResult, Outcome, result_of
from toolkit.progress import Progress

Finished = tuple[str, KitResult | ToolkitError]
"""The name of a kit, and what came of it or why nothing did."""


@dataclass(slots=True)
class _UnderWay:
    """A kit between its preparation and its packing."""

    order: KitOrder
    packet: Packet | None = None
    result: KitResult | None = None
    outcomes: dict[int, Outcome] = field(default_factory=dict)


class Run:
    """Makes kits with the workers of ``pool``, and tells ``bar`` of each step.

    ``sure`` checks what they are made from, while the first of them are being prepared. When it raises, nothing has been
    written and nothing was told.
    """

    def __init__(self, pool: Pool, bar: Progress, sure: Callable[[], object] | None = None) -> None:
        self._pool, self._bar, self._sure = pool, bar, sure
        self._waiting: dict[Future[Any], Callable[[Any], Finished | None]] = {}
        self._kits = 0

    def kits(self, orders: Iterable[KitOrder]) -> Iterator[Finished]:
        """What comes of each order, in the order in which they are finished."""
        more = iter(orders)
        while True:
            # One more than there are workers: there is always a file to make while a kit is prepared.
            while self._kits <= self._pool.workers and (order := next(more, None)) is not None:
                known = unchanged(order.name, order.out / order.name, order.asked)
                if known:
                    self._be_sure()
                    self._bar.done(order.steps)
                    yield order.name, known
                else:
                    self._begin(_UnderWay(order))
            self._be_sure()
            if not self._waiting:
                return
            for future in self._pool.done(self._waiting):
                finished = self._waiting.pop(future)(self._pool.result(future))
                if finished:
                    self._kits -= 1
                    yield finished

    def _be_sure(self) -> None:
        sure, self._sure = self._sure, None
        if sure:
            sure()

    def _begin(self, kit: _UnderWay) -> None:
        self._kits += 1
        self._waiting[self._pool.ask(worker.prepared, kit.order)] = partial(self._make, kit)

    def _make(self, kit: _UnderWay, packet: Packet | ToolkitError | LostError) -> Finished | None:
        """Ask for every file of a kit that is prepared."""
        self._tell(kit, "notebook")
        if isinstance(packet, ToolkitError):
            return kit.order.name, packet
        kit.packet, kit.result = packet, result_of(packet)
        kit.outcomes = settled(packet, kit.result)
        self._bar.done(packet.skipped + len(kit.outcomes))
        for place, piece in enumerate(packet.pieces):
            if place not in kit.outcomes:
                asked = self._pool.ask(worker.made, piece, packet.documents[piece.document], packet.theme, packet.folder)
                self._waiting[asked] = partial(self._take, kit, place)
        self._pack(kit)
        return None

    def _take(self, kit: _UnderWay, place: int, got: Outcome | LostError) -> None:
        """Note what came of one file, and have the kit packed when it was the last."""
        if kit.packet is None:
            raise TypeError(kit)
        file = kit.packet.pieces[place].file
        kit.outcomes[place] = Outcome(file.path, error=got) if isinstance(got, LostError) else got
        self._tell(kit, file.title)
        self._pack(kit)

    def _pack(self, kit: _UnderWay) -> None:
        """Have a kit packed, once all of its files are there."""
        if kit.packet is None or kit.result is None:
            raise TypeError(kit)
        if len(kit.outcomes) < len(kit.packet.pieces):
            return
        files = taken((kit.outcomes[place] for place in sorted(kit.outcomes)), kit.result)
        kit.packet, kit.outcomes = kit.packet.light(), {}
        self._waiting[self._pool.ask(worker.packed, kit.packet, files, kit.result)] = partial(self._finish, kit, kit.result)

    def _finish(self, kit: _UnderWay, result: KitResult, got: KitResult | LostError) -> Finished:
        self._tell(kit, "index and zip")
        if isinstance(got, LostError):
            result.failures.append((result.zip.name, got))
            return kit.order.name, result
        return kit.order.name, got

    def _tell(self, kit: _UnderWay, what: str) -> None:
        self._bar.step(f"{kit.order.name}: {what}")
        self._bar.done()
