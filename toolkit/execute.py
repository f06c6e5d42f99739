"""A notebook and parameters in, the executed notebook out, with no times, paths or host names left in it.

Cells that ``compose`` wrote call one known function with literal arguments, so they are
filled in this process in milliseconds. A notebook with any other code runs in its own
kernel through papermill.
"""

from __future__ import annotations

import ast
import copy
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.model import cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

Bundle = dict[str, Any]
_OPTIONS = ("test",)  # of ``show``; anything else is code of somebody's own
CELL_SECONDS = 120
"""How long one cell of a notebook that a person wrote may run. nbclient's own default is for ever."""


def execute(notebook: NotebookNode, values: Mapping[str, Any], show: Callable[..., Bundle]) -> NotebookNode:
    """``notebook`` with ``values`` injected and every cell run. The original is not changed.

    ``values`` must have been checked: papermill writes parameter *names* into code as they are.
    """
    prepared = _parameterized(notebook, values) if values else notebook
    done = fill(prepared, show) if only_composed(prepared) else _run_in_kernel(prepared)
    return _without_traces(done)


def _parameterized(notebook: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    return parameterize_notebook(load_notebook_node(copy.deepcopy(notebook)), dict(values))


def only_composed(notebook: NotebookNode) -> bool:
    """Whether every code cell is one that this process can fill without running code."""
    return all(
        cell.cell_type != "code"
        or not cell.source.strip()
        or shown_id(cell) is not None
        or _kind(cell) in ("parameters", "setup")
        or "injected-parameters" in cell.metadata.get("tags", [])
        for cell in notebook.cells
    )


def fill(notebook: NotebookNode, show: Callable[..., Bundle]) -> NotebookNode:
    """A copy of ``notebook`` in which every cell that shows an activity, and has no output yet, has one.

    No code runs, so any notebook may be given; other cells stay as they are.
    """
    from nbformat.v4 import new_output

    filled = copy.deepcopy(notebook)
    for cell in filled.cells:
        call = shown_call(cell)
        if call is not None and not cell.get("outputs"):
            name, options = call
            cell.outputs = [new_output("display_data", data=show(name, **options))]
    return filled


def shown_id(cell: NotebookNode) -> str | None:
    """The id in a cell whose whole code is ``show("some/id")``, with options or without, else None."""
    call = shown_call(cell)
    return call[0] if call else None


def shown_call(cell: NotebookNode) -> tuple[str, dict[str, Any]] | None:
    """The id and the options of a cell whose whole code is ``show("some/id", test="before")``, else None."""
    if cell.cell_type != "code":
        return None
    try:
        body = ast.parse(cell.source).body
    except (SyntaxError, ValueError):
        return None
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
        return None
    match body[0].value:
        case ast.Call(func=ast.Name(id="show"), args=[ast.Constant(value=str(name))], keywords=keywords):
            options = {option.arg: option.value for option in keywords}
        case _:
            return None
    known = {key: value.value for key, value in options.items() if key in _OPTIONS and isinstance(value, ast.Constant)}
    return (name, known) if len(known) == len(options) else None


def _kind(cell: NotebookNode) -> str:
    return str(cell.metadata.get(cells.KEY, {}).get("kind", ""))


def _run_in_kernel(notebook: NotebookNode) -> NotebookNode:
    from papermill.execute import execute_notebook

    before = os.environ.get(cells.NOBODY)
    os.environ[cells.NOBODY] = "1"
    try:
        return execute_notebook(
            notebook, None, progress_bar=False, log_output=False, execution_timeout=CELL_SECONDS, cwd=str(Path.cwd())
        )
    finally:
        if before is None:
            del os.environ[cells.NOBODY]


def _without_traces(notebook: NotebookNode) -> NotebookNode:
    """Drops what papermill stamps in: start and end times, durations, paths, and values in clear."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if cell.cell_type == "code":
            cell.execution_count = None
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return notebook
