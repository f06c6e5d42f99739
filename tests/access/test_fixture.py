"""The curriculum of twins is whole: no kind of noun and no text field is without a marker of both labels, and the check has no error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.access.planting import FACILITATOR, PRACTICE, Labelled
from tests.access.trees import unplanted
from tests.access.twins import Twins
from toolkit.check import find_problems
from toolkit.check.finding import AsOf
from toolkit.check.texts import text_fields
from toolkit.load import load_curriculum
from toolkit.model import cells
from toolkit.model.access import Guarded, labelled_in
from toolkit.model.base import Noun
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Catalogue, Curriculum
from toolkit.model.references import strings_in
from toolkit.model.shape import Shape, shape_of_field

TODAY = AsOf(date(2026, 11, 1))


def errors_in(curriculum: Curriculum) -> list[str]:
    return [str(problem) for problem in find_problems(curriculum, TODAY) if problem.severity == "error"]


def everything(curriculum: Curriculum) -> list[Noun]:
    registers = (curriculum.modules, curriculum.pages, curriculum.diagrams, curriculum.facts, curriculum.sources, curriculum.contacts, curriculum.terms)
    return [curriculum.catalogue, *(entry for register in registers for entry in register.values())]


def guarded_kinds(kind: type[Guarded] = Guarded) -> Iterator[type[Guarded]]:
    """Every noun that can bear a label; those with a leading underscore only lend their fields to others, those of notebooks are made on the way."""
    for each in kind.__subclasses__():
        if not each.__name__.startswith("_") and each.__module__ != cells.__name__:
            yield each
        yield from guarded_kinds(each)


def text_fields_below(noun: type[Noun], known: set[type[Noun]]) -> Iterator[tuple[str, str]]:
    """The noun and the name of every field that holds text, in ``noun`` and all nouns that it can hold."""
    known.add(noun)
    for name, shape, _ in text_fields(noun):
        inner = _inmost(shape)
        if inner.kind == "text":
            yield noun.__name__, name
    for info in noun.model_fields.values():
        for other in _inmost(shape_of_field(info)).nouns.values():
            if other not in known:
                yield from text_fields_below(other, known)


def _inmost(shape: Shape) -> Shape:
    return _inmost(shape.item) if shape.kind == "list" and shape.item else shape


def test_the_check_finds_no_error_in_it(labelled, tmp_path):
    assert errors_in(labelled.curriculum) == []
    plain = load_curriculum(Twins().write(tmp_path, unplanted))
    assert errors_in(plain) == []


def test_every_noun_with_a_label_stands_there_open_and_restricted(labelled: Labelled):
    written = [each for noun in everything(labelled.curriculum) for each in labelled_in(noun)]
    kinds = set(guarded_kinds())
    assert len(kinds) >= 40
    assert {type(each) for each in written} == kinds
    assert {type(each) for each in written if each.access == "restricted"} == kinds
    left = {type(each) for noun in everything(seen(labelled.curriculum, "open")) for each in labelled_in(noun)}
    assert left == kinds


def test_every_text_field_holds_a_marker_of_both_labels(labelled: Labelled):
    fields = {field for noun in everything(labelled.curriculum) for field in text_fields_below(type(noun), set())}
    assert len(fields) >= 110
    for label in ("open", "restricted"):
        planted = {(each.owner, each.field) for each in labelled.texts if each.label == label}
        only_open = {field for field in fields if field[0] in ("Catalogue", "Audience")} if label == "restricted" else set()
        assert fields - planted == only_open


def test_fields_that_are_for_some_readers_only_are_fields(labelled: Labelled):
    known = {(each.owner, each.field) for each in labelled.texts}
    assert known >= PRACTICE | FACILITATOR


@pytest.mark.parametrize("kind", ["text", "id"])
def test_open_readers_are_left_with_no_restricted_text_and_no_restricted_name(labelled: Labelled, kind):
    view = seen(labelled.curriculum, "open")
    left = " ".join(text for noun in everything(view) for text in strings_in(noun.model_dump(mode="json"))).lower()
    placed = {f"diagram {name}" for name, diagram in view.diagrams.items() if diagram.access == "open"}
    these = [
        each for each in labelled.planted.values()
        if bool(each.stem) == (kind == "text") and not (each.label == "restricted" and each.root in placed)
    ]  # fmt: skip  # an open drawing is in the view although every place of it is restricted; the kits show that none prints it
    assert [str(each) for each in these if each.label == "restricted" and each.marker in left] == []
    assert [str(each) for each in these if each.label == "open" and each.marker not in left] == []


def test_cleared_readers_are_left_with_everything(labelled: Labelled):
    view = seen(labelled.curriculum, "restricted")
    whole = " ".join(text for noun in everything(view) for text in strings_in(noun.model_dump(mode="json"))).lower()
    assert [str(each) for each in labelled.planted.values() if each.marker not in whole] == []
    assert isinstance(view.catalogue, Catalogue)
