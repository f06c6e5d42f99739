"""A notebook that papermill wants run in; the same notebook run out: ours in this process, any other in its kernel.

``papermill --engine facilitate in.ipynb out.ipynb`` comes here. Cells that ``compose`` wrote are read and never run, so
nothing of anybody else's runs in this process: where one cell holds other code, papermill's own engine gets the notebook.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from papermill.engines import NBClientEngine
from papermill.log import logger

from toolkit.errors import ToolkitError
from toolkit.execute import first_foreign, opening_of, settings_of, shown_call
from toolkit.model.session import refuse_unknown_names
from toolkit.study import Show, begin_unseen

if TYPE_CHECKING:
    from nbformat import NotebookNode

Outputs = dict[int, dict[str, Any]]
"""What the cells at these places show."""


class FacilitateEngine(NBClientEngine):  # type: ignore[misc]  # papermill ships no types
    """Fills a composed notebook without a kernel; leaves any other to the engine it derives from."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Called by papermill, which has injected the parameters and started the notebook's times."""
        reason = _needs_kernel(nb_man.nb, kernel_name)
        try:
            shown = {} if reason else _shown(nb_man.nb)
        except ToolkitError as error:
            reason = f"it cannot be filled ({error})"  # the kernel says so in the cell where it happens
        if reason:
            logger.info("facilitate: runs in a kernel: %s.", reason)
            return super().execute_managed_notebook(nb_man, kernel_name, **options)
        logger.info("facilitate: every cell is composed; filled in this process, without a kernel.")
        return _fill(nb_man, shown)


def _needs_kernel(notebook: NotebookNode, kernel_name: str) -> str:
    """Why ``notebook`` has to go to a kernel; '' where it need not."""
    spec = notebook.metadata.get("kernelspec", {})
    if spec.get("language") != "python" or spec.get("name") != kernel_name:
        return "another kernel is asked for than ours"
    foreign = first_foreign(notebook)
    if foreign is not None:
        return f"cell {foreign + 1} holds code of its own"
    if any("skip-execution" in cell.metadata.get("tags", []) for cell in notebook.cells):
        return "a cell is to be skipped"
    return ""


def _shown(notebook: NotebookNode) -> Outputs:
    """What every cell shows, in order, by the values that the cells before it gave. Raises UsageError as the cells would."""
    values: dict[str, Any] = {}
    show: Show | None = None
    shown: Outputs = {}
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        call, opening = shown_call(cell), opening_of(cell)
        if call is not None:
            if show is None:
                raise ToolkitError("it shows something before it opens a module")
            shown[place] = show.bundle(call[0], **call[1])
        elif opening is not None:
            show = begin_unseen(opening[0], _told(opening[1], values))
        else:
            values |= _settings(cell)
    return shown


def _settings(cell: NotebookNode) -> dict[str, Any]:
    found = settings_of(cell) or {}
    if cell.source.lstrip().startswith("# Parameters"):  # as papermill heads what it injects; a misspelt name is an error
        refuse_unknown_names(found)
    return found


def _told(options: Mapping[str, ast.expr], values: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a setup cell, each a literal or a name that stands for a value."""
    try:
        return {name: values[told.id] if isinstance(told, ast.Name) else ast.literal_eval(told) for name, told in options.items()}
    except (KeyError, ValueError, TypeError) as error:
        raise ToolkitError(f"a setting has no value: {error}") from error


def _fill(nb_man: Any, shown: Outputs) -> NotebookNode:
    """Give each cell its output, its number and papermill's times. The file is written once, when papermill completes it."""
    from nbformat.v4 import new_output

    path, nb_man.output_path = nb_man.output_path, None  # else it would be written twice a cell
    try:
        number = 0
        for place, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, place)
            if cell.cell_type == "code" and cell.source.strip():
                number += 1
                cell.execution_count = number
                cell.outputs = [new_output("display_data", data=shown[place])] if place in shown else []
            nb_man.cell_complete(cell, cell_index=place)
    finally:
        nb_man.output_path = path
    return nb_man.nb
