"""Labels of a notebook's cells in; a document in which every part bears one, and none that its readers may not see, out."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.model import cells
from toolkit.model.access import Access, LabelLostError, may_see, most_restrictive
from toolkit.model.clearance import HOW_TO_OPEN
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

T = TypeVar("T")
_LABELS = get_args(Access)
_PLAIN = re.compile(r"(?:str|int|bool|bytes|None|Access|Inlines|Literal\[[^]]*\]|tuple\[(?:str|int), \.\.\.\]| \| )+")
_MEND = "Make the notebook again: run 'facilitate compose', or export the session anew."


def label_of_notebook(notebook: NotebookNode) -> Access:
    """The label of a notebook. One that a person wrote themselves bears none: what it shows of ours bears its own."""
    info = notebook.metadata.get(cells.KEY)
    return _known(info, "The notebook") if info is not None else "open"


def label_of_cell(cell: NotebookNode, info: Mapping[str, Any], notebook: Access) -> Access:
    """The label of a cell. What a person wrote into a notebook of ours is as that ``notebook`` is.

    Raises LabelLostError for a cell of ours that bears none: that is no reason to show it to anyone.
    """
    if "kind" not in info and "access" not in info:
        return notebook
    return _known(info, f"The cell '{cell.get('id') or info.get('kind')}'")


def _known(info: Mapping[str, Any], what: str) -> Access:
    label = info.get("access")
    if label not in _LABELS:
        raise LabelLostError(f"{what} has lost the label that says who may see it.", _MEND)
    refuse_false_labels(info, what)
    return cast("Access", label)


def refuse_false_labels(value: Any, what: str) -> None:
    """Raises LabelLostError where a label in ``value``, which ``what`` holds for us, is none that we know."""
    if isinstance(value, Mapping):
        if value.get("access") not in (None, *_LABELS):
            raise LabelLostError(f"{what} has a label in it that says nothing of who may see it: {value['access']!r}.", _MEND)
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            refuse_false_labels(item, what)


def labelled(value: T, label: Access) -> T:
    """``value`` in which every part that bore no label of its own bears ``label``."""
    return cast("T", _labelled(value, label))


def _labelled(value: Any, label: Access) -> Any:
    if isinstance(value, tuple):
        return tuple(_labelled(item, label) for item in value)
    if not is_dataclass(value) or isinstance(value, type | d.Span):
        return value
    changes = {name: _labelled(inner, label) for name, inner in _inside(value)}
    if isinstance(value, d.Part) and value.access is None:
        changes["access"] = label
    return replace(value, **changes) if changes else value


def parts_in(value: Any) -> Iterator[d.Part]:
    """Every part of ``value`` that can bear a label."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts_in(item)
    elif is_dataclass(value) and not isinstance(value, type | d.Span):
        if isinstance(value, d.Part):
            yield value
        for _, inner in _inside(value):
            yield from parts_in(inner)


def _inside(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a part that hold something which can be a part or hold one."""
    for name in _holding(cast("Hashable", type(value))):
        inner = getattr(value, name)
        if inner and (isinstance(inner, tuple) or is_dataclass(inner)):
            yield name, inner


@cache
def _holding(kind: Hashable) -> tuple[str, ...]:
    """Names of the fields whose annotations do not rule it out: most hold text, and a long document has many."""
    return tuple(each.name for each in fields(cast("Any", kind)) if not _PLAIN.fullmatch(str(each.type)))


def sealed(document: d.Document, parameters: Parameters, notebook: Access) -> d.Document:
    """``document`` with the label of the most restricted thing in it, or of the ``notebook`` that it was read from.

    Raises LabelLostError where a part bears none, and UsageError where its readers may not see one: a notebook
    that was made for others cannot be handed on by telling it of another audience, nor by taking cells out of it.
    """
    parts = list(parts_in(document))
    lost = next((part for part in parts if part.access is None), None)
    if lost is not None:
        name = getattr(lost, "title", "") or getattr(lost, "id", "")
        raise LabelLostError(f"The {type(lost).__name__.lower()} '{name}' has lost the label that says who may see it.", _MEND)
    label = most_restrictive({notebook, *(part.access for part in parts)})
    if not may_see(parameters.clearance, label):
        raise UsageError("This notebook holds material for vetted public-safety professionals.", HOW_TO_OPEN)
    return replace(document, access=label)
