"""What the kernel answers to a live activity, whatever a page may say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.interactive.client_data import client_data
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.session import Parameters
from toolkit.record import Record
from toolkit.study import Show
from toolkit.widgets.keeper import Keeper, Place, scoring_desk

PLACE = Place("intro/1", "check-define", "v1")


def saved(revision, value=None, **more):
    return {"type": "saved", "module": "intro/1", "item": "check-define", "version": "v1", "revision": revision,
            "value": value or {"done": False}} | more  # fmt: skip


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "record.sqlite3")


def test_what_is_said_is_kept_and_acknowledged_with_the_id_of_the_record(record):
    [answer] = Keeper(record, PLACE).hear(saved(1, {"done": True}))
    assert answer == {"type": "kept", "record": record.id()}
    assert record.entry("intro/1", "check-define").done


def test_a_browser_that_is_behind_gets_what_the_record_has(record):
    keeper = Keeper(record, PLACE)
    keeper.hear(saved(5, {"questions": {}, "done": True}))
    for message in (saved(2), {"type": "hello", "entry": None}, {"type": "hello", "entry": saved(4)}):
        [answer] = keeper.hear(message)
        assert (answer["type"], answer["entry"]["revision"], answer["entry"]["value"]["done"]) == ("newer", 5, True)


def test_of_two_browsers_with_as_many_changes_the_second_is_told_of_the_first(record):
    keeper = Keeper(record, PLACE)
    keeper.hear(saved(6, {"questions": {"a": {"answer": [1]}}}))
    [same] = keeper.hear(saved(6, {"questions": {"a": {"answer": [1]}}}))
    [other] = keeper.hear(saved(6, {"questions": {"b": {"answer": [0]}}}))
    assert same["type"] == "kept"
    assert (other["type"], other["entry"]["value"]) == ("newer", {"questions": {"a": {"answer": [1]}}})


def test_a_greeting_where_there_is_nothing_makes_no_file(record, tmp_path):
    [answer] = Keeper(record, PLACE).hear({"type": "hello", "entry": None})
    assert answer["type"] == "kept"
    assert list(tmp_path.iterdir()) == []


def test_what_was_forgotten_does_not_come_back_from_a_browser(record):
    keeper = Keeper(record, PLACE)
    [answer] = keeper.hear(saved(1))
    record.forget()
    [told] = keeper.hear({"type": "hello", "entry": saved(9, seen=answer["record"])})
    assert told["type"] == "forgotten"
    assert record.entries() == ()


def test_private_notes_are_forgotten_with_the_record_they_were_written_beside(record):
    keeper = Keeper(record, PLACE)
    [answer] = keeper.hear(saved(1))
    [still] = keeper.hear({"type": "hello", "entry": None, "seen": answer["record"]})
    assert still["type"] == "newer"
    record.forget()
    [told] = keeper.hear({"type": "hello", "entry": None, "seen": answer["record"]})
    assert told["type"] == "forgotten"
    for seen in (None, 7, "", "never-heard-of", ["x"]):
        assert keeper.hear({"type": "hello", "entry": None, "seen": seen})[0]["type"] == "kept"


def test_a_record_that_cannot_be_written_is_an_answer_and_no_error(tmp_path):
    (tmp_path / "record.sqlite3").mkdir()
    [answer] = Keeper(Record(tmp_path / "record.sqlite3"), PLACE).hear(saved(1))
    assert answer["type"] == "refused"
    assert "record.sqlite3" in answer["reason"]


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "entry", "revision", "value", "x"]), inner),
    max_leaves=8,
)


@settings(deadline=None)  # a file is made for each, on whatever disk there is
@given(st.dictionaries(st.sampled_from(["type", "entry", "revision", "value", "module", "item", "seen", "version"]), json_like))
def test_whatever_a_page_says_nothing_but_answers_come_back(tmp_path_factory, message):
    record = Record(tmp_path_factory.mktemp("said") / "record.sqlite3")
    for kind in (message.get("type"), "saved", "hello"):
        for answer in Keeper(record, PLACE).hear(message | {"type": kind}):
            assert answer["type"] in ("kept", "newer", "refused", "forgotten")
    assert record.entries() == ()


def test_progress_of_another_activity_is_not_taken(record):
    Keeper(record, PLACE).hear(saved(1) | {"item": "another"})
    assert record.entries() == ()


def answers_to(quiz, data, *, right):
    """What the page would say of a quiz in which everything, or nothing, is answered rightly."""
    told = {}
    for question, shown in zip(quiz.questions, data["questions"], strict=True):
        key = shown["key"]
        wrong = list(reversed(key)) if len(key) > 2 else [value for value in (0, 1, 2) if value not in key][:1]
        told[question.id] = {"answer": key if right else wrong, "answered": True}
    return {"questions": told, "done": True}


@pytest.mark.parametrize("name", ["check-define", "check-indicators", "check-report", "check-myths"])
def test_a_test_is_scored_once_by_the_kernel(record, curriculum, name):
    show = Show(curriculum, ["intro/1"], Parameters())
    shown = cells.SHOWN.validate_python(show.bundle(f"intro/1/{name}")[cells.MIME])
    practice = client_data(shown, messages("en"), module="intro/1")
    place = Place("intro/1", f"{name}@after", "v1")
    keeper = Keeper(record, place, scoring_desk(record, shown.quiz, place, "after"))
    mine = {"item": f"{name}@after"}
    keeper.hear(saved(1, answers_to(shown.quiz, practice, right=False) | {"done": False}, **mine))
    assert record.tests() == ()
    keeper.hear(saved(2, answers_to(shown.quiz, practice, right=True), **mine))
    keeper.hear(saved(3, answers_to(shown.quiz, practice, right=False), **mine))
    [result] = record.tests()
    assert (result.item, result.name, result.score) == (name, "after", len(shown.quiz.questions))


def test_a_test_handed_in_without_a_kernel_is_scored_whatever_the_record_had_before(record, curriculum):
    show = Show(curriculum, ["intro/1"], Parameters())
    shown = cells.SHOWN.validate_python(show.bundle("intro/1/check-define")[cells.MIME])
    practice = client_data(shown, messages("en"), module="intro/1")
    place = Place("intro/1", "check-define@after", "v1")
    keeper = Keeper(record, place, scoring_desk(record, shown.quiz, place, "after"))
    mine = {"item": "check-define@after"}
    keeper.hear(saved(7, {"questions": {}, "done": False}, **mine))
    keeper.hear({"type": "hello", "entry": saved(2, answers_to(shown.quiz, practice, right=True), **mine)})
    assert [result.score for result in record.tests()] == [len(shown.quiz.questions)]
    keeper.hear(saved(8, answers_to(shown.quiz, practice, right=True), **mine, version="v0"))
    assert len(record.tests()) == 1


def test_answers_that_make_no_sense_score_nothing(record, curriculum):
    show = Show(curriculum, ["intro/1"], Parameters())
    quiz = cells.SHOWN.validate_python(show.bundle("intro/1/check-report")[cells.MIME]).quiz
    place = Place("intro/1", "check-report@before", "v1")
    rubbish = [[99], [-1], "x", None, [True, "a"], [0] * 50, {"a": 1}]
    for number, answer in enumerate(rubbish):
        place = Place("intro/1", "check-report@before", f"v{number}")
        keeper = Keeper(record, place, scoring_desk(record, quiz, place, "before"))
        value = {"questions": {question.id: {"answer": answer, "answered": True} for question in quiz.questions}, "done": True}
        keeper.hear(saved(number + 1, value, item="check-report@before", version=f"v{number}"))
    assert [result.score < len(quiz.questions) for result in record.tests()] == [True] * len(rubbish)
