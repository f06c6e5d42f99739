"""A composed notebook, spoiled, in; what the exporters' reader makes of it for each reader, and that nothing private came along, out."""

from __future__ import annotations

import copy
import dataclasses
import json
import logging
import re
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, get_args

import nbformat

from tests.access.kits import CLEARED, UNCLEARED, session_of
from tests.access.planting import make_labelled
from tests.access.twins import OPEN, RESTRICTED_PART
from tests.trust.fuzz_spoil import ODD, TEXTS, places, spoiled_bytes, spoiled_tree
from tests.trust.fuzz_target import Case
from tests.trust.fuzz_texts import well_told
from toolkit.build import run_notebook
from toolkit.errors import ToolkitError
from toolkit.execute import fill
from toolkit.export import document as d
from toolkit.export.read import read
from toolkit.export.read.damage import told_if_damaged
from toolkit.export.registry import format_named
from toolkit.look.theme import DEFAULT
from toolkit.model import cells
from toolkit.model.curriculum import Curriculum
from toolkit.study import Show

MARKER = re.compile(r"zq[a-z]{14}qz")
_WRITTEN = ("study", "slides", "handout-docx", "calendar")
"""Formats that are also made, now and then: those that take less than a second."""


@dataclasses.dataclass(frozen=True)
class Base:
    """Notebooks of everything, by whether their readers are cleared, with a marker in every text; which markers are for whom."""

    notebooks: dict[str, str]
    secrets: dict[str, dict[d.Reader, frozenset[str]]]
    """Markers in what is written for facilitators or tells answers, that are in a facilitator's document of a notebook and in none of this reader's."""
    restricted: frozenset[str]
    curriculum: Curriculum
    modules: dict[str, str]


@cache
def base() -> Base:
    """Made once, in about two seconds."""
    with tempfile.TemporaryDirectory() as folder:
        labelled = make_labelled(Path(folder) / "curriculum")
    sittings = {"cleared": CLEARED, "open": next(iter(UNCLEARED))}
    private = labelled.where(reader="facilitator") | labelled.where(reader="practice")
    made = {}
    modules = {"cleared": RESTRICTED_PART, "open": OPEN}  # each has one of everything
    for name, sitting in sittings.items():
        session = session_of(labelled.curriculum, sitting).model_copy(update={"modules": (modules[name],)})
        made[name] = run_notebook(labelled.curriculum, session)
    secrets = {}
    for name, notebook in made.items():
        seen = {reader: markers_in(read(notebook, reader)) for reader in get_args(d.Reader)}
        secrets[name] = {reader: frozenset((seen["facilitator"] - seen[reader]) & private) for reader in seen}
    return Base({name: nbformat.writes(notebook) for name, notebook in made.items()}, secrets, frozenset(labelled.restricted), labelled.curriculum, modules)


def markers_in(document: d.Document) -> set[str]:
    """Every marker in any text of a document."""
    return {found for text in texts_in(document) for found in MARKER.findall(text.lower())}


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a document, the facilitator's and the learner's own data too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from texts_in(getattr(value, each.name))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_in(key)
            yield from texts_in(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from texts_in(each)


def notebook(chance: Random) -> Case:
    """A notebook after what tools and people do to one; sometimes one that is damaged in a way that nobody can tell secrets of."""
    name = chance.choice(["cleared", "open"])
    tree = json.loads(base().notebooks[name])
    chosen = chance.random()
    if chosen < 0.2:
        tree = spoiled_tree(chance, tree)
    elif chosen < 0.9:
        for change in sorted(chance.choices(_CHANGES, k=chance.randint(1, 4)), key=lambda change: change is _values_odd):  # which may leave no cells
            change(chance, tree)
    data = json.dumps(tree, indent=1).encode()
    if damaged := chosen >= 0.9:
        data = spoiled_bytes(chance, data)
    kept = not damaged and chosen >= 0.2
    write = chance.choice(_WRITTEN) if chance.random() < 0.05 else ""
    return Case(data, json.dumps([name, chance.choice(get_args(d.Reader)), kept, write]))


def _cells_lost(chance: Random, tree: Any) -> None:
    for _ in range(chance.randint(1, 8)):
        if tree["cells"]:
            del tree["cells"][chance.randrange(len(tree["cells"]))]


def _cells_moved(chance: Random, tree: Any) -> None:
    if chance.random() < 0.2:
        chance.shuffle(tree["cells"])
    for _ in range(chance.randint(1, 4) if tree["cells"] else 0):
        found = tree["cells"]
        cell = chance.choice(found)
        found.insert(chance.randint(0, len(found)), copy.deepcopy(cell))
        if chance.random() < 0.5:
            found.remove(cell)


def _outputs_swapped(chance: Random, tree: Any) -> None:
    code = [cell for cell in tree["cells"] if cell["cell_type"] == "code"]
    if len(code) > 1:
        one, other = chance.sample(code, 2)
        one["outputs"], other["outputs"] = other["outputs"], one["outputs"] if chance.random() < 0.7 else []


def _outputs_lost(chance: Random, tree: Any) -> None:
    for cell in tree["cells"]:
        if chance.random() < 0.3 and cell.get("outputs"):
            cell["outputs"] = []


def _media_lost(chance: Random, tree: Any) -> None:
    """What tools do that keep the media types they know."""
    for cell in tree["cells"]:
        for output in cell.get("outputs", ()):
            if chance.random() < 0.3:
                output["data"].pop(chance.choice([cells.MIME, cells.MIME, *output["data"]]), None)


def _labels_lost(chance: Random, tree: Any) -> None:
    """Labels deleted or written falsely; never one label for the other, which nobody could know."""
    for holder, key in chance.sample(found := places(tree, lambda key, _: key == "access"), min(len(found), chance.choice([1, 1, 3, 50]))):
        if chance.random() < 0.5:
            holder.pop(key, None)
        else:
            holder[key] = chance.choice(["Open", "opne", "restricted ", "public", *ODD[:12]])


def _metadata_lost(chance: Random, tree: Any) -> None:
    """What tools that clean notebooks take away of single cells; the facilitator's own mark stays, as a cell without it is anyone's."""
    for cell in tree["cells"]:
        if chance.random() < 0.2:
            tags = cell["metadata"].get("tags")
            cell["metadata"] = {"tags": tags} if tags else {}


def _notebook_metadata_lost(chance: Random, tree: Any) -> None:
    chance.choice([lambda: tree["metadata"].pop(cells.KEY, None), lambda: tree["metadata"].pop("kernelspec", None)])()


def _values_odd(chance: Random, tree: Any) -> None:
    """Odd values in place of others, labels aside. Those that are put in hold nobody's text."""
    found = places(tree, lambda key, _: key not in ("access", "tags", "slideshow", "slide_type", "cell_type"))
    for holder, key in chance.sample(found, min(len(found), chance.randint(1, 5))):
        holder[key] = chance.choice(ODD)


def _sources_typed(chance: Random, tree: Any) -> None:
    for cell in chance.sample(tree["cells"], min(len(tree["cells"]), chance.randint(1, 5))):
        cell["source"] = chance.choice([chance.choice(TEXTS), "", "# " + chance.choice(TEXTS), ["a\n", "b"], "show('x/y')", "audience = 'parents-guardians'", "$$x$$ <details><summary>a</summary>b"])


def _other_format(chance: Random, tree: Any) -> None:
    tree["nbformat_minor"] = chance.choice([0, 2, 4, 5, 6, 99])
    tree["nbformat"] = chance.choice([4, 4, 4, 3, 5])


_CHANGES = [_cells_lost, _cells_moved, _outputs_swapped, _outputs_lost, _media_lost, _labels_lost, _labels_lost, _metadata_lost, _notebook_metadata_lost, _values_odd, _values_odd, _sources_typed, _other_format]


def hold_notebook(case: Case, _folder: Path) -> str:
    """A spoiled notebook becomes a document that holds nothing its reader may not see, or is refused with a sentence; no label that is lost opens anything."""
    name, reader, kept, write = json.loads(case.about)
    logging.getLogger("traitlets").disabled = True  # nbformat tells there what it finds wrong
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            given = nbformat.reads(case.data.decode("utf-8"), as_version=4)
        except Exception:  # noqa: BLE001  # what is no notebook never reaches us: nbformat's own errors are its own
            return "no notebook"
        try:
            with told_if_damaged(given):  # as an exporter of Jupyter does
                given = fill(given, Show(base().curriculum, (base().modules[name],), cells.notebook_parameters(given)).bundle)
            document = read(given, reader)
            if write:
                format_named(write).exporter()(document, DEFAULT)
        except ToolkitError as error:
            well_told(error, case.data)
            return "refused"
    if kept:
        held = markers_in(document)
        assert not held & base().secrets[name][reader], f"{reader}: {sorted(held & base().secrets[name][reader])[:5]}"
        assert document.access == "restricted" or not held & base().restricted, sorted(held & base().restricted)[:5]
    return "written" if write else "read"
