"""A label that is deleted or falsified in a notebook stops the reading; and no part of a document is without one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import pytest

from tests.access.kits import CLEARED, UNCLEARED, session_of
from tests.access.planting import Labelled
from tests.access.test_sweep import each_uncleared
from tests.access.trees import unplanted
from tests.access.twins import OPEN, RESTRICTED_COURSE, RESTRICTED_PART, Twins
from toolkit.build import run_notebook
from toolkit.compose_page import compose_page
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.read import read
from toolkit.export.read.labels import parts_in
from toolkit.load import load_curriculum
from toolkit.model import cells
from toolkit.model.access import LabelLostError
from toolkit.model.clearance import seen

READERS = get_args(d.Reader)
each_reader = pytest.mark.parametrize("reader", READERS)
Place = tuple[str | int, ...]


@cache
def cleared_notebooks() -> dict[str, Any]:
    """A cleared notebook with one of everything, and one of a page that holds restricted parts. Read off when tests are collected."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        curriculum = load_curriculum(Twins().write(Path(folder), unplanted))
    session = session_of(curriculum, CLEARED)
    page = seen(curriculum, "restricted").pages["at-a-glance"]
    return {
        "module": run_notebook(curriculum, session.model_copy(update={"modules": (RESTRICTED_PART,)})),
        "page": compose_page(curriculum, page, session.parameters()),
    }


def labels_in(value: Any, at: Place = ()) -> Iterator[Place]:
    """The place of every mapping that bears a label."""
    if isinstance(value, dict):
        if "access" in value:
            yield at
        for key, inner in value.items():
            yield from labels_in(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from labels_in(inner, (*at, number))


def at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value


LABELS = [(name, place) for name, notebook in cleared_notebooks().items() for place in labels_in(notebook)]


def _called(value: object) -> str:
    return value if isinstance(value, str) else ".".join(str(step) for step in value if step not in ("metadata", cells.KEY, "data", cells.MIME))


@pytest.mark.parametrize(("name", "place"), LABELS, ids=_called)
def test_a_lost_or_false_label_stops_the_reading(name, place):
    spoiled = copy.deepcopy(cleared_notebooks()[name])
    bearer = at(spoiled, place)
    for_all = place[-1] not in _FACILITATORS_ONLY and not set(place) & _FACILITATORS_ONLY
    del bearer["access"]
    for reader in READERS if for_all else ["facilitator"]:
        with pytest.raises(LabelLostError):
            read(spoiled, reader)
    for false in ("public", "Restricted", "", None, 0, ["open"]):
        bearer["access"] = false
        with pytest.raises(LabelLostError):
            read(spoiled, "facilitator")


_FACILITATORS_ONLY = {"facts"}
"""Nobody else's document holds them: what stands there is not even looked at."""


def test_every_cell_of_a_cleared_notebook_bears_a_label():
    for name, notebook in cleared_notebooks().items():
        places = [place for known, place in LABELS if known == name]
        assert {("cells", number, "metadata", cells.KEY) for number in range(len(notebook.cells))} <= set(places)
        assert ("metadata", cells.KEY) in places
    nested = {tuple(step for step in place if isinstance(step, str))[2:] for _, place in LABELS}
    assert len(LABELS) > 110
    assert len(nested) > 12


@each_reader
@pytest.mark.parametrize("sitting", [CLEARED, UNCLEARED[0]], ids=str)
def test_every_part_of_a_document_bears_a_label(labelled: Labelled, sitting, reader):
    whole = run_notebook(labelled.curriculum, session_of(labelled.curriculum, sitting))
    parameters = session_of(labelled.curriculum, sitting).parameters()
    pages = [compose_page(labelled.curriculum, page, parameters) for page in seen(labelled.curriculum, parameters.clearance).pages.values()]
    for notebook in (whole, *pages):
        parts = list(parts_in(read(notebook, reader)))
        assert len(parts) > 10
        labels = {part.access for part in parts}
        assert labels <= ({"open", "restricted"} if sitting.cleared else {"open"})


@each_reader
@each_uncleared
def test_a_cleared_notebook_is_read_for_nobody_else(labelled: Labelled, sitting, reader):
    """Whatever its settings are changed to: in the cell itself, or in one that papermill adds below."""
    for notebook in retold(labelled, session_of(labelled.curriculum, sitting).parameters().model_dump(mode="json")):
        with pytest.raises(UsageError, match="vetted public-safety professionals"):
            read(notebook, reader)


def retold(labelled: Labelled, values: dict[str, Any]) -> Iterator[Any]:
    """Cleared notebooks with other settings: those of all modules, of a page, and of one module alone."""
    for name, notebook in cleared_notebooks().items():
        source = "\n".join(f"{key} = {value!r}" for key, value in values.items())
        edited = copy.deepcopy(notebook)
        [number] = [n for n, cell in enumerate(edited.cells) if "parameters" in cell.metadata.get("tags", [])]
        injected = copy.deepcopy(edited.cells[number])
        injected.metadata["tags"] = ["injected-parameters"]
        injected.source = source
        edited.cells[number].source = source
        yield edited
        added = copy.deepcopy(notebook)
        added.cells.insert(number + 1, injected)
        yield added
        assert name in ("module", "page")


@each_reader
def test_a_cleared_notebook_without_its_settings_is_for_nobody(reader):
    for notebook in cleared_notebooks().values():
        bare = copy.deepcopy(notebook)
        bare.cells = [cell for cell in bare.cells if "parameters" not in cell.metadata.get("tags", [])]
        with pytest.raises(UsageError, match="vetted public-safety professionals"):
            read(bare, reader)


@each_reader
def test_a_tool_that_clears_all_metadata_opens_no_activity(reader):
    """What a cell shows bears its label itself. (Plain text has none when its cell has lost it: it is anybody's text.)"""
    bare = copy.deepcopy(cleared_notebooks()["module"])
    bare.metadata = type(bare.metadata)()
    for cell in bare.cells:
        cell.metadata = type(cell.metadata)()
    with pytest.raises(UsageError, match="vetted public-safety professionals"):
        read(bare, reader)


def test_notebooks_of_one_restricted_module_are_closed_like_those_of_parts(labelled: Labelled):
    for name in (OPEN, RESTRICTED_PART, RESTRICTED_COURSE):
        session = session_of(labelled.curriculum, CLEARED).model_copy(update={"modules": (name,)})
        notebook = run_notebook(labelled.curriculum, session)
        assert {read(notebook, reader).access for reader in READERS} == {"restricted"}
