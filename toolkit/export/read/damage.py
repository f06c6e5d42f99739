"""A notebook that could not be read, and the error, in; what to tell the person who gave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from toolkit.errors import UsageError
from toolkit.model import cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

DAMAGE = (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError)
"""What comes of values that are not what ``compose`` and Jupyter write. pydantic's ValidationError is a ValueError."""
_MEND = "Make the notebook again: run 'facilitate compose', or export the session anew."


def refused(notebook: NotebookNode, error: Exception) -> UsageError | None:
    """Why ``notebook`` cannot be read. None where nothing is wrong with it, so that the fault is ours."""
    if not _is_a_notebook(notebook):
        return UsageError("The notebook is damaged: it is not built as Jupyter builds notebooks.", _MEND)
    if isinstance(error, ValidationError) or any(cells.KEY in held for held in _metadata(notebook)):
        return UsageError("What the notebook's metadata tell of it was changed, or made by another version.", _MEND)
    return None


def _is_a_notebook(notebook: NotebookNode) -> bool:
    from nbformat import ValidationError as NoNotebookError
    from nbformat import validate

    try:
        validate(notebook)
    except (NoNotebookError, *DAMAGE):
        return False
    return True


def _metadata(notebook: NotebookNode) -> list[Any]:
    return [notebook.metadata, *(cell.metadata for cell in notebook.cells)]
