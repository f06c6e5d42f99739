"""A notebook that somebody gave, and the error that came of it, in; what to tell that person out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from toolkit.errors import UsageError
from toolkit.model import cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

_DAMAGE = (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError)
"""What comes of values that are not what ``compose`` and Jupyter write. pydantic's ValidationError is a ValueError."""
_MEND = "Make the notebook again: run 'facilitate compose', or export the session anew."


@contextmanager
def told_if_damaged(notebook: NotebookNode) -> Iterator[None]:
    """While something is done with ``notebook``. Raises UsageError where that fails because the notebook is damaged or was changed."""
    try:
        yield
    except _DAMAGE as error:
        told = _refused(notebook, error)
        if told is None:
            raise
        raise told from error


def _refused(notebook: NotebookNode, error: Exception) -> UsageError | None:
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
    except (NoNotebookError, *_DAMAGE):
        return False
    return True


def _metadata(notebook: NotebookNode) -> list[Any]:
    return [notebook.metadata, *(cell.metadata for cell in notebook.cells)]
