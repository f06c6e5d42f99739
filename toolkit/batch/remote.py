"""What a worker of a Dask cluster does: take what all kits of a run are made from, and make one kit after the other of it.

It shares no disk with the one who asks: all that it needs is sent, and a finished kit goes back as values.
"""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from toolkit.batch.worker import portable, stay_small
from toolkit.build import prepare
from toolkit.errors import ToolkitError
from toolkit.export.registry import Format
from toolkit.kit.ledger import inputs_of
from toolkit.kit.order import KitOrder, kit_order
from toolkit.kit.pieces import Packet
from toolkit.kit.work import Audited, FormatFaultError, Shelf, attempt
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session
from toolkit.program import program_digest, program_parts

_KEPT = 2
"""Contents that a worker keeps open: of as many runs at once it can make kits without asking anew."""
_held: OrderedDict[str, Curriculum] = OrderedDict()
_shelf = Shelf()
_one_at_a_time = Lock()
"""Libraries keep state that belongs to the whole process, so a worker with many threads makes one kit after the other too."""


@dataclass(frozen=True, slots=True)
class Content:
    """A curriculum, ready to be sent: pickled and packed, the parts of the program it is for, and a key that tells both from every other."""

    key: str
    packed: bytes
    program: Mapping[str, str]

    @classmethod
    def of(cls, curriculum: Curriculum) -> Content:
        """What kits of ``curriculum`` are made from."""
        pickled = pickle.dumps(replace(curriculum, root=Path()), protocol=pickle.HIGHEST_PROTOCOL)
        return cls(sha256(program_digest().encode() + pickled).hexdigest(), zlib.compress(pickled), program_parts())


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker is told of one kit. ``content`` is the key of what it is made from.

    ``settled`` says from what the files were made that are still as an earlier run left them, by path: those are not made again.
    """

    content: str
    name: str
    session: Session
    rows: tuple[Format, ...]
    settled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, order: KitOrder, content: str, settled: Mapping[str, Mapping[str, str]]) -> Parcel:
        """What is sent of ``order``: its pages are part of the content."""
        return cls(content, order.name, order.session, tuple(order.rows), settled)


@dataclass(frozen=True, slots=True)
class MadeKit:
    """A kit that is made and not yet written: what packing needs, and each file by its place, or why it could not be made."""

    packet: Packet
    contents: Mapping[int, Audited | ToolkitError]


@dataclass(frozen=True, slots=True)
class Unready:
    """A worker that has not been told from what to make kits: one that has just come, or come back. ``address`` is where it is."""

    address: str


def receive(content: Content) -> None:
    """Keep ``content`` in this process, where it is for this program."""
    if content.program != program_parts():
        return
    found = pickle.loads(zlib.decompress(content.packed))  # noqa: S301  # whoever reaches a worker can run code anyway
    if not isinstance(found, Curriculum):
        raise TypeError(type(found))
    _held[content.key] = found
    while len(_held) > _KEPT:
        _held.popitem(last=False)


def forget(key: str) -> None:
    """Keep what ``receive`` was given no longer: some of it may be for vetted readers only."""
    _held.pop(key, None)


def made_kit(parcel: bytes) -> MadeKit | ToolkitError | Unready:
    """All files of the kit of a pickled Parcel, or why there can be none."""
    from distributed import get_worker

    wanted = pickle.loads(parcel)  # noqa: S301  # whoever reaches a worker can run code anyway
    if not isinstance(wanted, Parcel):
        raise TypeError(type(wanted))
    with _one_at_a_time:
        curriculum = _held.get(wanted.content)
        if curriculum is None:
            return Unready(get_worker().address)
        try:
            packet = prepare(curriculum, kit_order(curriculum, wanted.name, wanted.session, wanted.rows, Path()))
        except ToolkitError as error:
            return portable(error)
        return MadeKit(packet.light(), dict(_contents(packet, wanted.settled)))


def _contents(packet: Packet, settled: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[int, Audited | ToolkitError]]:
    from distributed import get_worker

    for place, piece in enumerate(packet.pieces):
        if settled.get(piece.file.path) == inputs_of(packet, piece):
            continue
        content = attempt(piece, packet.documents[piece.document], packet.theme, _shelf)
        stay_small()
        if isinstance(content, FormatFaultError):
            content.lines = f"the lines in the log of the worker at {get_worker().address}"
        yield place, content if isinstance(content, Audited) else portable(content)
