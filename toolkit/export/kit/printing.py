"""A kit's files in; what to print, how often, and how many sheets of paper that takes out."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.export.document import Document
from toolkit.export.kit.files import Kit, KitFile
from toolkit.export.registry import formats

_UNPRINTED = ("none", "spare")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One file to print. ``copies`` is None where the number is not known, or is for the facilitator to choose."""

    file: KitFile
    pages: int
    both_sides: bool
    copies: int | None

    @property
    def sheets_each(self) -> int:
        """Sheets of paper for one copy."""
        return -(-self.pages // 2) if self.both_sides else self.pages

    @property
    def sheets(self) -> int | None:
        """Sheets of paper for all copies."""
        return None if self.copies is None else self.copies * self.sheets_each


def print_list(kit: Kit) -> tuple[PrintJob, ...]:
    """What there is to print, in the order of the files. Nothing stands in it for files whose pages cannot be counted."""
    return tuple(
        PrintJob(file, file.pages, formats()[file.name].sides == "both", copies_of(file, kit.document))
        for file in kit.files
        if file.pages and file.copies not in _UNPRINTED
    )


def copies_of(file: KitFile, document: Document) -> int | None:
    """How many copies there must be, as far as the session tells."""
    match file.copies:
        case "each":
            return document.about.participants
        case "one":
            return max(1, len(_leaders(document)))
        case "once":
            return 1
        case _:
            return None


def _leaders(document: Document) -> set[str]:
    return {*document.about.facilitators, *(name for room in document.rooms for name in room.facilitators)}
