"""An unrun notebook in, the function that shows its activities out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.execute import shown_id
from toolkit.load import find_curriculum, load_curriculum
from toolkit.model import cells
from toolkit.model.entry import When
from toolkit.study import Show

if TYPE_CHECKING:
    from nbformat import NotebookNode


def show_for(notebook: NotebookNode, folder: Path) -> Callable[..., dict[str, Any]]:
    """``show`` as the notebook itself would have it. The curriculum is read only if a cell needs it."""
    opened: list[Show] = []

    def show(name: str, *, test: When | None = None) -> dict[str, Any]:
        if not opened:
            curriculum = load_curriculum(find_curriculum(folder))
            opened.append(Show(curriculum, _modules_of(notebook), cells.notebook_parameters(notebook)))
        return opened[0].bundle(name, test=test)

    return show


def _modules_of(notebook: NotebookNode) -> tuple[str, ...]:
    """Modules named in our metadata, else those whose activities the cells show, in order."""
    info = notebook.metadata.get(cells.KEY)
    if info:
        return tuple(info["modules"])
    names = (shown_id(cell) or "" for cell in notebook.cells)
    return tuple(dict.fromkeys(name.rpartition("/")[0] for name in names if "/" in name))
