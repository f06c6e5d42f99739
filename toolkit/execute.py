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
from typing import TYPE_CHECKING, Any

from toolkit.model import cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

Bundle = dict[str, Any]
_OUR_NAMES = ("show", "begin")
_OPTIONS = ("test",)  # of ``show``; anything else is code of somebody's own


def execute(notebook: NotebookNode, values: Mapping[str, Any], show: Callable[..., Bundle]) -> NotebookNode:
    """``notebook`` with ``values`` injected and every cell run. The original is not changed.

    ``values`` must have been checked: papermill writes parameter *names* into code as they are.
    """
    prepared = _parameterized(notebook, values) if values else notebook
    return _without_traces(fill(prepared, show) if only_composed(prepared) else _run_in_kernel(prepared))


def _parameterized(notebook: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    return parameterize_notebook(load_notebook_node(copy.deepcopy(notebook)), dict(values))


def only_composed(notebook: NotebookNode) -> bool:
    """Whether every code cell is one that this process can fill without running code. What a cell says of itself counts for nothing."""
    return first_foreign(notebook) is None


def first_foreign(notebook: NotebookNode) -> int | None:
    """The place, from 0, of the first cell whose code is none that ``compose`` writes; None where there is none."""
    return next((place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code" and not _is_ours(cell)), None)


def _is_ours(cell: NotebookNode) -> bool:
    return shown_id(cell) is not None or settings_of(cell) is not None or opening_of(cell) is not None


def settings_of(cell: NotebookNode) -> dict[str, Any] | None:
    """The values by name of a cell that does nothing but give names to literal values, else None. Of an empty cell: none."""
    found: dict[str, Any] = {}
    for line in _parsed(cell.source):
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name not in _OUR_NAMES:
                try:
                    found[name] = ast.literal_eval(value)
                except (ValueError, TypeError):
                    return None
            case _:
                return None
    return found


def opening_of(cell: NotebookNode) -> tuple[tuple[str, ...], dict[str, ast.expr]] | None:
    """The modules that a cell opens, and its options: values, or names that stand for them. None for any other cell.

    Its whole code is ``from toolkit.study import begin`` and ``show = begin("intro/1", audience=audience)``.
    """
    match _parsed(cell.source):
        case [
            ast.ImportFrom(module="toolkit.study", names=[ast.alias(name="begin", asname=None)], level=0),
            ast.Assign(targets=[ast.Name(id="show")], value=ast.Call(func=ast.Name(id="begin"), args=args, keywords=keywords)),
        ]:
            modules = tuple(arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
            options = {option.arg: option.value for option in keywords if option.arg is not None}
            plain = len(modules) == len(args) and len(options) == len(keywords) and all(map(_is_plain, options.values()))
            return (modules, options) if plain else None
    return None


def _is_plain(value: ast.expr) -> bool:
    """Whether ``value`` is a name or a literal, so that nothing happens when it is looked at."""
    try:
        return isinstance(value, ast.Name) or ast.literal_eval(value) is not ...
    except (ValueError, TypeError):
        return False


def _parsed(source: str) -> list[ast.stmt]:
    """The statements of ``source``. One that stands for what nobody may run, where it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two come of code nested too deep to be read
        return [ast.Pass()]


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
    body = _parsed(cell.source)
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
        return None
    match body[0].value:
        case ast.Call(func=ast.Name(id="show"), args=[ast.Constant(value=str(name))], keywords=keywords):
            options = {option.arg: option.value for option in keywords}
        case _:
            return None
    known = {key: value.value for key, value in options.items() if key in _OPTIONS and isinstance(value, ast.Constant)}
    return (name, known) if len(known) == len(options) else None


def _run_in_kernel(notebook: NotebookNode) -> NotebookNode:
    from toolkit.kernel import run_in_kernel

    before = os.environ.get(cells.NOBODY)
    os.environ[cells.NOBODY] = "1"
    try:
        return run_in_kernel(notebook)
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
