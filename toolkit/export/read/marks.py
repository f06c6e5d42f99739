"""A cell in, what the person who marked it wants out: for facilitators only, on no slide, in no file at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

_HIDDEN_TAGS = frozenset({"remove-cell", "remove_cell"})
_PRIVATE_TAG = "facilitator"


def on_slides(cell: NotebookNode) -> bool:
    """Whether the person who wrote the cell wants it on slides; 'skip' keeps it on paper, and what is private in the guide."""
    return not is_private(cell) and str(cell.metadata.get("slideshow", {}).get("slide_type")) != "skip"


def is_hidden(cell: NotebookNode) -> bool:
    """Whether the cell was marked to be left out of every export."""
    return bool(_HIDDEN_TAGS & set(cell.metadata.get("tags", [])))


def is_private(cell: NotebookNode) -> bool:
    """Whether the cell was marked as a facilitator's."""
    tagged = _PRIVATE_TAG in cell.metadata.get("tags", [])
    return tagged or cell.metadata.get("slideshow", {}).get("slide_type") == "notes"
