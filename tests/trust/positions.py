"""A PDF in; for each page its blocks of text in the order of the tags, where each stands on the paper, and which stand where they should not, out.

It shares no code with toolkit.audit: PDFium reads the pages and the tags, and what is asked is where the letters are, not in which order they are drawn.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

_Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge."""
_INLINE = {"Span", "Strong", "Em", "Link", "Reference", "Code", "Quote", "Note"}
_GROUPS = {"Document", "Part", "Art", "Sect", "Div", "NonStruct", "L", "LI", "Table", "TR", "THead", "TBody", "TFoot", "TOC"}
_NEAR = 2.0
"""Points by which blocks may reach into one another, as lines with accents and small raised numbers do."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a cell, the sign of a list: what is read in one go. Edges are in points from the lower left corner."""

    kind: str
    left: float
    bottom: float
    right: float
    top: float

    def __str__(self) -> str:
        return f"{self.kind} at {self.left:.0f}-{self.right:.0f} across, {self.bottom:.0f}-{self.top:.0f} up"


def faults_of(pdf: bytes, apart: Callable[[Block], bool] | None = None) -> tuple[int, list[str]]:
    """How many blocks there are, and which are read after another though they stand before it.

    Before another stands what is wholly above it and over or under the same part of a line; and what is wholly left of it at the same height. So columns
    may be read one after the other or row by row, and neither backwards. Blocks that stand ``apart`` are counted, and compared with nothing.
    """
    count, faults = 0, []
    document = pdfium.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            blocks = blocks_of(document[number])
            count += len(blocks)
            blocks = [block for block in blocks if not apart or not apart(block)]
            faults += [
                f"page {number + 1}: {later} is read after {earlier}" for earlier, later in combinations(blocks, 2) if _stands_before(later, earlier)
            ]
    finally:
        document.close()
    return count, faults


def blocks_of(page: Any) -> list[Block]:
    """The blocks with letters on a page, in reading order."""
    places = _places(page)
    held: dict[tuple[str, int], list[_Box]] = defaultdict(list)
    for key, number in _read_order(page):
        if number in places:
            held[key].append(places[number])
    return [_block(kind, boxes) for (kind, _), boxes in held.items()]


def _block(kind: str, boxes: list[_Box]) -> Block:
    left, bottom, right, top = zip(*boxes, strict=True)
    return Block(kind, min(left), min(bottom), max(right), max(top))


def _stands_before(one: Block, other: Block) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.top, other.top) - max(one.bottom, other.bottom)
    above = one.bottom > other.top - _NEAR and across > _NEAR
    beside = one.right < other.left + _NEAR and along > min(one.top - one.bottom, other.top - other.bottom) / 2
    return above or beside


def _places(page: Any) -> dict[int, _Box]:
    """Where the letters of each marked piece are."""
    found: dict[int, _Box] = {}
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, index)
        number = raw.FPDFPageObj_GetMarkedContentID(drawn)
        if number < 0 or raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if right - left < 1 or top - bottom < 1:
            continue  # a blank
        before = found.get(number, (left, bottom, right, top))
        found[number] = (min(left, before[0]), min(bottom, before[1]), max(right, before[2]), max(top, before[3]))
    return found


def _read_order(page: Any) -> Iterator[tuple[tuple[str, int], int]]:
    """Each marked piece in the order of the tags, with the block that it belongs to."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _below(raw.FPDF_StructTree_GetChildAtIndex(tree, index), ("", 0), [0])
    finally:
        raw.FPDF_StructTree_Close(tree)


def _below(tag: Any, block: tuple[str, int], counted: list[int]) -> Iterator[tuple[tuple[str, int], int]]:
    kind = _kind(tag)
    if kind not in _INLINE or not block[0] or block[0] in _GROUPS:
        counted[0] += 1
        block = (kind, counted[0])
    for index in range(raw.FPDF_StructElement_CountChildren(tag)):
        number = raw.FPDF_StructElement_GetChildMarkedContentID(tag, index)
        if number >= 0:
            yield block, number
        elif child := raw.FPDF_StructElement_GetChildAtIndex(tag, index):
            yield from _below(child, block, counted)


def _kind(tag: Any) -> str:
    size = raw.FPDF_StructElement_GetType(tag, None, 0)
    held = ctypes.create_string_buffer(size)
    raw.FPDF_StructElement_GetType(tag, held, size)
    return held.raw.decode("utf-16-le").rstrip("\0")
