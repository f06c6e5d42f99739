"""Sabotage: with a label dropped, a reader taken for another or an answer left in, the sweep does find something."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from tests.access import test_sweep as sweep
from tests.access.keys import with_other_keys
from tests.access.kits import UNCLEARED, Kit, Kits, searched, session_of
from tests.access.planting import Labelled, Planted
from tests.hunt import found_in
from toolkit.build import run_notebook
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.read import activity, read
from toolkit.export.registry import format_named
from toolkit.look.theme import DEFAULT
from toolkit.model import access, clearance
from toolkit.model.curriculum import Curriculum
from toolkit.model.quiz import Question, Quiz

SITTING = UNCLEARED[0]
Sabotage = Callable[[pytest.MonkeyPatch], None]


def fresh(labelled: Labelled) -> Curriculum:
    """The curriculum without the views that were made of it before."""
    return dataclasses.replace(labelled.curriculum)


def everything_is_kept(patch: pytest.MonkeyPatch) -> None:
    """``seen`` takes every reader for a cleared one."""
    patch.setattr(clearance, "_seen", lambda curriculum, _clearance, whole=clearance._seen: whole(curriculum, "restricted"))


def labels_hold_nothing(patch: pytest.MonkeyPatch) -> None:
    """What stands inside something restricted counts as open, and everyone may see what is restricted."""
    patch.setattr(access, "may_see", lambda _clearance, _label: True)


@pytest.mark.parametrize("sabotage", [everything_is_kept, labels_hold_nothing], ids=lambda each: each.__name__)
def test_a_view_that_keeps_everything_is_found_out(labelled: Labelled, sabotage: Sabotage):
    with pytest.MonkeyPatch.context() as patch:
        sabotage(patch)
        notebook = run_notebook(fresh(labelled), session_of(labelled.curriculum, SITTING))
    assert len(restricted_in(nbformat.writes(notebook), labelled)) > 300
    for reader in ("participant", "facilitator", "learner"):
        with pytest.raises(Exception, match="vetted public-safety professionals"):
            read(notebook, reader)  # the second lock: no file is made of it


def restricted_in(text: str, labelled: Labelled) -> list[Planted]:
    return [labelled.planted[word] for word in labelled.restricted if word in text.lower()]


KINDS = [
    "Objective", "Callout", "Explain", "Discuss", "Sort", "Reflect", "Exercise", "SingleChoice", "SeveralChoices", "TrueFalse", "Ordering",
    "Matching", "PointsSlide", "StatementSlide", "CompareSlide", "ContactsSlide", "Say", "Ask", "Do", "WatchFor", "Transition", "Term", "Contact",
]  # fmt: skip
RESTING = ["Segment", "Prose", "Quiz", "Scenario", "NextSteps", "Module"]
"""Nouns that rest on facts, contacts or objectives that open readers do not have."""


@pytest.mark.parametrize("kind", KINDS)
def test_one_label_that_the_walk_overlooks_is_found_out(labelled: Labelled, tmp_path, kind):
    """Without the second lock: only the hunt is left to notice."""
    with pytest.MonkeyPatch.context() as patch:
        overlook(patch, kind)
        notebook = run_notebook(fresh(labelled), session_of(labelled.curriculum, SITTING))
    path = tmp_path / "one.ipynb"
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    assert found_in(path, labelled.restricted)


@pytest.mark.parametrize("kind", RESTING)
def test_what_is_kept_by_mistake_and_rests_on_what_is_not_stops_everything(labelled: Labelled, kind):
    with pytest.MonkeyPatch.context() as patch:
        overlook(patch, kind)
        with pytest.raises((UsageError, KeyError, ValueError)):
            run_notebook(fresh(labelled), session_of(labelled.curriculum, SITTING))


def overlook(patch: pytest.MonkeyPatch, kind: str) -> None:
    """Nouns of one kind pass for open when views are made of the curriculum."""
    whole = access.seen_part

    def seen_part(noun: Any, holder: Any, level: Any) -> Any:
        if type(noun).__name__ == kind and noun.access == "restricted":
            noun = noun.model_copy(update={"access": None})
        return whole(noun, holder, level)

    patch.setattr(access, "seen_part", seen_part)
    patch.setattr(clearance, "seen_part", seen_part)


@pytest.mark.parametrize(("other", "reader"), [("guide", "facilitator"), ("guide", "practice"), ("key", "practice")])
def test_a_file_in_the_wrong_folder_is_found_out(kits: Kits, labelled: Labelled, tmp_path, other, reader):
    """Notes and answers where participants look, in a file that is called like theirs."""
    (tmp_path / "for-participants").mkdir()
    shutil.copy(kits[SITTING].folder / f"for-facilitator/{other}.pdf", tmp_path / "for-participants/handout.pdf")
    kit = searched(tmp_path, labelled.planted)
    assert len(sweep.kept_from(kit, labelled, "for-participants", reader).splitlines()) > 15


def test_an_answer_that_is_left_in_is_found_out(labelled: Labelled, tmp_path):
    """Feedback that a careless hand puts where everyone reads: behind each prompt."""
    whole = activity.ActivityReader.question

    def with_feedback(self: activity.ActivityReader, number: int, question: Question) -> d.Question:
        read_before = whole(self, number, question)
        _, _, answer = self._parts(question)
        return dataclasses.replace(read_before, prompt=(*read_before.prompt, *answer.reasons[0].blocks))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(activity.ActivityReader, "question", with_feedback)
        notebook = run_notebook(labelled.curriculum, session_of(labelled.curriculum, SITTING))
        content = format_named("handout").exporter()(read(notebook, "participant"), DEFAULT)
    (tmp_path / "for-participants").mkdir()
    (tmp_path / "for-participants/handout.pdf").write_bytes(content)
    left_in = sweep.kept_from(searched(tmp_path, labelled.planted), labelled, "for-participants", "practice", "facilitator")
    assert len(left_in.splitlines()) > 4


def test_a_key_that_shows_in_an_order_changes_the_participant_file(labelled: Labelled):
    """Right answers first: nothing names them, and yet the file tells."""

    def key_first(quiz: Quiz) -> Quiz:
        ordered = (
            question.model_copy(update={"options": tuple(sorted(question.options, key=lambda option: not option.correct))})
            if hasattr(question, "options") else question
            for question in quiz.questions
        )  # fmt: skip
        return quiz.model_copy(update={"questions": tuple(ordered)})

    made = []
    whole = activity.ActivityReader.quiz
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(activity.ActivityReader, "quiz", lambda self, quiz: whole(self, key_first(quiz)))
        for curriculum in (fresh(labelled), with_other_keys(labelled.curriculum, 1)):
            notebook = run_notebook(curriculum, session_of(curriculum, SITTING))
            made.append(format_named("handout").exporter()(read(notebook, "participant"), DEFAULT))
    assert made[0] != made[1]


@pytest.mark.parametrize("reader", ["practice", "facilitator"])
def test_the_sweep_names_what_it_finds(labelled: Labelled, reader):
    """A kit that holds every marker fails each of its questions, with the place of every text."""
    full = Kit(labelled.root, {"for-participants/handout.pdf": frozenset(labelled.planted)})
    assert len(sweep.kept_from(full, labelled, "for-participants", reader).splitlines()) == len(labelled.where(reader=reader))
    assert len(sweep.leaks(full, labelled)["for-participants/handout.pdf"].splitlines()) == len(labelled.restricted)
