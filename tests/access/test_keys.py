"""Dealing the answer keys anew changes no byte of what participants get, in any format, for any audience."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.keys import with_other_keys
from tests.access.kits import CLEARED, SITTINGS, Kits, session_of
from tests.access.planting import Labelled
from tests.samples import WITH_KEY
from toolkit.build import run_notebook
from toolkit.export.read import read
from toolkit.export.registry import FOLDERS, formats
from toolkit.look.theme import DEFAULT
from toolkit.model.curriculum import Curriculum
from toolkit.self_study import composed_notebooks

SEEDS = (1, 2, 3)
AUDIENCES = [sitting for sitting in SITTINGS if sitting.cleared or not sitting.vetted]
PARTICIPANTS = [row for row in formats().values() if row.reader == "participant" and row.of == "session"]
WITHOUT = [row for row in formats().values() if row.name not in WITH_KEY and row.of == "session" and not row.needs_date]
OTHERS = [row for row in formats().values() if row.name in WITH_KEY]


@pytest.fixture(scope="session")
def dealt(labelled: Labelled) -> dict[int, Curriculum]:
    return {seed: with_other_keys(labelled.curriculum, seed) for seed in SEEDS}


def keys_of(curriculum: Curriculum) -> list[Any]:
    return [
        (getattr(question, "answer", None), getattr(question, "options", None), getattr(question, "items", None), getattr(question, "pairs", None))
        for module in curriculum.modules.values() for quiz in module.quizzes for question in quiz.questions
    ]  # fmt: skip


def test_every_key_was_dealt_anew_and_each_deal_is_another(labelled: Labelled, dealt):
    before = keys_of(labelled.curriculum)
    assert len(before) > 40
    for curriculum in dealt.values():
        assert not [key for key, known in zip(keys_of(curriculum), before, strict=True) if key == known]
    assert len({str(keys_of(curriculum)) for curriculum in dealt.values()}) == len(SEEDS)


@pytest.mark.parametrize("sitting", AUDIENCES, ids=str)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_leaves_a_trace_in_a_participant_file(kits: Kits, dealt, sitting, seed):
    if seed != SEEDS[0] and sitting.cleared:
        pytest.skip("one deal is enough for the largest kit")
    notebook = run_notebook(dealt[seed], session_of(dealt[seed], sitting))
    assert PARTICIPANTS
    for row in PARTICIPANTS:
        content = row.exporter()(read(notebook, row.reader), DEFAULT)
        written = (kits[sitting].folder / row.path).read_bytes()
        assert len(content) == len(written)
        assert content == written, row.name


def test_every_participant_file_of_a_session_is_compared(kits: Kits):
    """Pages hold no keys; everything else in the folder is."""
    for sitting in AUDIENCES:
        mine = [path for path in kits[sitting].found if path.startswith(FOLDERS["participant"]) and "/pages/" not in path]
        assert sorted(mine) == sorted(row.path for row in PARTICIPANTS)


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: row.name)
def test_files_with_the_key_differ(kits: Kits, dealt, row):
    sitting = AUDIENCES[0]
    notebook = run_notebook(dealt[1], session_of(dealt[1], sitting))
    assert row.exporter()(read(notebook, row.reader), DEFAULT) != (kits[sitting].folder / row.path).read_bytes()


def test_what_hangs_and_stands_in_the_room_holds_no_key(kits: Kits, dealt):
    sitting = AUDIENCES[0]
    notebook = run_notebook(dealt[1], session_of(dealt[1], sitting))
    ours = [row for row in WITHOUT if row.reader == "facilitator"]
    assert ours
    for row in ours:
        assert row.exporter()(read(notebook, row.reader), DEFAULT) == (kits[sitting].folder / row.path).read_bytes(), row.name


def test_a_notebook_that_was_not_run_says_nothing_of_the_keys(labelled: Labelled, dealt):
    """It names its activities; the key comes with the output."""
    written = composed_notebooks(labelled.curriculum, "A. Sheriff")
    assert composed_notebooks(dealt[2], "A. Sheriff") == written
    assert CLEARED.cleared
