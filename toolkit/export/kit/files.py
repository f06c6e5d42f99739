"""The nouns that the index page and the manifest of a kit are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256

from toolkit.audit import Audit
from toolkit.export.document import Contact, Document, FactNote, Reader
from toolkit.export.registry import Copies, When, formats
from toolkit.model.access import Access

INDEX = "index"
"""What the page that opens a kit is called where formats have their name."""
ACCESSIBILITY = "accessibility"
"""The same of the page that tells what the audit of each file found."""
OWN = frozenset({INDEX, ACCESSIBILITY})
"""Files that every kit holds and no format makes."""
_COUNT = re.compile(rb"/Type\s*/Pages\b[^<>]*?/Count\s+(\d+)|/Count\s+(\d+)[^<>]*?/Type\s*/Pages\b")


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file of a kit.

    ``name`` is that of its format, ``path`` is relative to the kit's folder, ``about`` says what it is where the
    format's own sentence does not. ``pages`` is None for what is not PDF, ``audit`` for a kind of file that is not audited.
    """

    name: str
    title: str
    path: str
    about: str = ""
    access: Access = "open"
    pages: int | None = None
    size: int = 0
    sha256: str = ""
    audit: Audit | None = None

    def holding(self, content: bytes, audit: Audit | None = None) -> KitFile:
        """The same file, with what its ``content`` tells of it, and what its ``audit`` found."""
        pages = count_pages(content) if self.path.endswith(".pdf") else None
        return replace(self, pages=pages, size=len(content), sha256=sha256(content).hexdigest(), audit=audit)

    @property
    def reader(self) -> Reader:
        """Who it is for. The index is the facilitator's."""
        return formats()[self.name].reader if self.name in formats() else "facilitator"

    @property
    def when(self) -> When:
        """When it is used."""
        return formats()[self.name].used if self.name in formats() else "before"

    @property
    def copies(self) -> Copies:
        """How many to print."""
        return formats()[self.name].copies if self.name in formats() else "none"


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit whose files are made. ``document`` is the facilitator's, with the label of the most restricted file.

    ``withheld`` are ids of modules and pages that were left out, as the participants may not see them. ``left`` are
    paths of files that an earlier run left in the folder, and that do not belong to this kit. ``facts`` and
    ``contacts`` are those of the workshop and of all pages. ``made_from`` tells whether two kits were made from the same.
    """

    name: str
    document: Document
    files: tuple[KitFile, ...]
    withheld: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    facts: tuple[FactNote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    made_from: str = "0" * 64


def count_pages(pdf: bytes) -> int | None:
    """How many pages a PDF has, as its page tree says; None where that is packed away, as other programs do it."""
    counts = [int(first or second) for first, second in _COUNT.findall(pdf)]
    return max(counts, default=None)
