"""Orders in, their kits made by the workers of a Dask cluster, written here; results out as they come.

A worker makes all files of a kit and sends them back; only this process writes. As many kits as keep the workers busy
are under way, so memory grows neither here nor there with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from types import TracebackType

from toolkit.batch.cluster_errors import LostKitError
from toolkit.batch.connection import Connection
from toolkit.batch.remote import Content, MadeKit, Parcel, Unready
from toolkit.batch.run import Finished
from toolkit.build import admit
from toolkit.errors import ToolkitError
from toolkit.export.kit import KitFile
from toolkit.kit.ledger import held, settled, unchanged
from toolkit.kit.order import KitOrder
from toolkit.kit.pack import pack, taken
from toolkit.kit.pieces import Packet
from toolkit.kit.work import Audited, KitResult, Outcome, result_of, write
from toolkit.model.curriculum import Curriculum
from toolkit.progress import Progress

TRIES = 3
"""How often a kit is sent whose result got lost on the way."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A kit that is with a worker, and how often it was sent."""

    order: KitOrder
    tries: int = 1


class Cluster(AbstractContextManager["Cluster"]):
    """Makes kits of ``curriculum`` with the cluster whose scheduler is at ``address``, and tells ``bar`` of each.

    Nobody is called before there is a kit that has to be made.
    """

    def __init__(self, address: str, curriculum: Curriculum, bar: Progress) -> None:
        self._address, self._curriculum, self._bar = address, curriculum, bar
        self._open = ExitStack()
        self._connection: Connection | None = None
        self._sent: dict[str, _Sent] = {}
        self._content = ""

    def kits(self, orders: Iterable[KitOrder]) -> Iterator[Finished]:
        """What comes of each order, in the order in which they are finished.

        Raises UsageError where there is no such cluster or one of its workers is of another version, and ClusterError where it is lost.
        """
        more = iter(orders)
        while True:
            while (self._connection is None or self._connection.room) and (order := next(more, None)) is not None:
                known = self._without_worker(order)
                if known is None:
                    self._send(_Sent(order))
                else:
                    self._bar.done(order.steps)
                    yield order.name, known
            if self._connection is None or not self._sent:
                return
            key, value = self._connection.next()
            sent = self._sent.pop(key)
            got = self._take(sent, value)
            if got is not None:
                self._bar.step(sent.order.name)
                self._bar.done(sent.order.steps)
                yield sent.order.name, got

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.__exit__(kind, error, trace)

    def _without_worker(self, order: KitOrder) -> KitResult | ToolkitError | None:
        """What can be said of a kit before anybody makes it."""
        known = unchanged(order.name, order.out / order.name, order.asked)
        if known:
            return known
        try:
            admit(self._curriculum, order)
        except ToolkitError as error:
            return error
        return None

    def _send(self, kit: _Sent, *, all_files: bool = False) -> None:
        connection = self._connection or self._connected()
        known: Mapping[str, Mapping[str, str]] = {} if all_files else held(kit.order.out / kit.order.name)
        self._sent[connection.ask(Parcel.of(kit.order, self._content, known))] = kit

    def _connected(self) -> Connection:
        content = Content.of(self._curriculum)
        connection = self._open.enter_context(Connection(self._address, content, self._bar.step))
        connection.begin()
        self._connection, self._content = connection, content.key
        return connection

    def _take(self, sent: _Sent, value: MadeKit | ToolkitError | Unready | None) -> KitResult | ToolkitError | None:
        """What came of a kit; None where it is sent once more."""
        if isinstance(value, MadeKit):
            result = _written(sent.order, value)
            if result is None:
                self._send(sent, all_files=True)
            return result
        if isinstance(value, ToolkitError):
            return value
        if isinstance(value, Unready):
            self._send(sent)
        elif sent.tries < TRIES:
            self._send(_Sent(sent.order, sent.tries + 1))
        else:
            return LostKitError("Somebody took it from the cluster before it was there. Run the same line again to make it.")
        return None


def _written(order: KitOrder, made: MadeKit) -> KitResult | None:
    """The kit, written and packed as ``build_kit`` does it; None where a file that was to be left alone has changed meanwhile."""
    packet = replace(made.packet, folder=order.out / order.name, asked=order.asked, zipped=order.zipped)
    result = result_of(packet)
    known = settled(packet, result)
    if any(place not in known and place not in made.contents for place in range(len(packet.pieces))):
        return None
    files: list[KitFile] = []
    for place in range(len(packet.pieces)):
        files += taken([known.get(place) or _outcome(packet, place, made.contents)], result)
    pack(packet, files, result)
    return result


def _outcome(packet: Packet, place: int, contents: Mapping[int, Audited | ToolkitError]) -> Outcome:
    file, made = packet.pieces[place].file, contents[place]
    return write(file, made, packet.folder) if isinstance(made, Audited) else Outcome(file.path, error=made)
