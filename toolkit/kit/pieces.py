"""A kit that is prepared: each file it is to hold, as a value from which any process can make it."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from toolkit.export.document import Document
from toolkit.export.kit import KitFile
from toolkit.export.registry import Format
from toolkit.look.theme import Theme

_KEPT = 6
"""Documents that a process keeps open: those of three readers, and a few pages."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to make: ``row`` says how, ``document`` from what (a key of ``Packet.documents``)."""

    row: Format
    file: KitFile
    document: str


@dataclass(frozen=True, slots=True)
class Packet:
    """All that a kit is made from, ready to be sent: documents, pickled, by their digest, and the files to make of them.

    ``facilitator`` and ``pages`` (page id to digest) name documents that tell of the kit as a whole. ``known_pages``
    are ids of all pages that its readers may see, ``skipped`` counts formats that do not suit the session. ``program`` is the digest
    of the program that makes it, ``asked`` that of all that was asked for, '' where nobody counted that.
    """

    name: str
    folder: Path
    documents: Mapping[str, bytes]
    pieces: tuple[Piece, ...]
    theme: Theme
    facilitator: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    known_pages: tuple[str, ...] = ()
    made_from: str = ""
    program: str = ""
    asked: str = ""
    zipped: bool = True
    skipped: int = 0
    withheld: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def opened(self, digest: str) -> Document:
        """One of its documents."""
        return open_document(self.documents[digest])

    def light(self) -> Packet:
        """The same with those documents alone that packing needs, for when its files are made."""
        needed = {self.facilitator, *(digest for _, digest in self.pages)}
        return replace(self, documents={name: self.documents[name] for name in needed})


def content_of(row: Format, document: bytes, theme: Theme) -> bytes:
    """The bytes that ``row`` makes of a pickled document."""
    return row.exporter()(open_document(document), theme)


@lru_cache(maxsize=_KEPT)
def open_document(pickled: bytes) -> Document:
    """The document in bytes that ``close_document`` made in this run; several formats are made of each."""
    found = pickle.loads(pickled)  # noqa: S301  # it never leaves our own processes
    if not isinstance(found, Document):
        raise TypeError(type(found))
    return found


def close_document(document: Document) -> tuple[str, bytes]:
    """The digest of a document, which tells it from every other, and its bytes."""
    content = pickle.dumps(document, protocol=pickle.HIGHEST_PROTOCOL)
    return sha256(repr(document).encode()).hexdigest(), content
