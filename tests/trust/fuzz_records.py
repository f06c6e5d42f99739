"""A learner's record with damage in it, and what a page may say, in; sound values, or a refusal that says what to do, out."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from tests.trust.fuzz_spoil import ODD, TEXTS, spoiled_bytes, spoiled_tree
from tests.trust.fuzz_target import Case
from tests.trust.fuzz_texts import small, well_told
from toolkit.errors import ToolkitError
from toolkit.model.entry import Entry, TestResult
from toolkit.model.quiz import Quiz
from toolkit.record import Record, database
from toolkit.widgets.keeper import Keeper, Place, scoring_desk


@cache
def a_record() -> bytes:
    """A record of a few answers and a test, as one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite3"
        record = Record(path)
        for number in range(30):
            record.keep(Entry("course/1", f"item-{number % 9}", "v1", number + 1, {"done": number % 2 == 0, "said": "x" * 90}))
        record.hand_in(TestResult("course/1", "check", "before", "v1", {"a": [1]}, 1.0, 3, date(2026, 1, 1)))
        record.choose_role("child-welfare")
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


_SAID: list[Any] = [None, "", "x", "[]", "{}", "null", "3", '"x"', '{"done": true}', "[" * 900, b"\xff\xfe", b"", 5, -1, 1.5, 10**18, "2026-01-01", "2026-13-45", "Quill", "\0", '{"a": 1e999}']


def _journaled(data: bytes, how: int) -> bytes:
    """A database whose head says that it has a journal (1) or a log to write ahead to (2)."""
    return data[:18] + bytes([how, how]) + data[20:]


def record(chance: Random) -> Case:
    """A record with bytes changed, or with values, tables and columns in it that no toolkit writes."""
    if chance.random() < 0.5:
        return Case(spoiled_bytes(chance, a_record(), most=4))
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(_journaled(a_record(), 1))  # in memory there is no log to write ahead to
        for _ in range(chance.randint(1, 3)):
            table, columns = chance.choice([("entry", "module item version revision value touch"), ("done", "module item day"), ("setting", "name value"),
                                            ("test", "module item name version answers score questions day"), ("identity", "id state")])  # fmt: skip
            column = chance.choice(columns.split())
            order = chance.choice([
                f"UPDATE {table} SET {column} = ?1 WHERE rowid IN (SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1)",  # noqa: S608  # names of our own
                f"DROP TABLE {table}", f"ALTER TABLE {table} DROP COLUMN {column}", f"DELETE FROM {table}", "PRAGMA user_version = 7", "PRAGMA user_version = 0",  # noqa: S608
                "PRAGMA application_id = 1", f"ALTER TABLE {table} RENAME TO other", f"CREATE TRIGGER t BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END",
            ] if chance.random() < 0.5 else [f"UPDATE {table} SET {column} = ?1 WHERE rowid = 1"])  # noqa: S608  # fmt: skip
            with suppress(sqlite3.Error):
                db.execute(order, [chance.choice(_SAID)] if "?1" in order else [])
        db.commit()
        return Case(_journaled(db.serialize(), 2))


def hold_record(case: Case, folder: Path) -> str:
    """A spoiled record gives what a record may hold or is refused with a sentence that says what to do, in every thing that can be asked of it."""
    path = folder / "record.sqlite3"
    path.write_bytes(case.data)
    held = Record(path)
    refused = 0
    with mock.patch.object(database, "PATIENCE", 0.3):
        for ask in _ASKED:
            try:
                ask(held)
            except ToolkitError as error:
                well_told(error, case.data)
                refused += 1
    return "refused" if refused == len(_ASKED) else "in part" if refused else "read"


def _entries_are_sound(held: Record) -> None:
    for entry in held.entries():
        assert isinstance(entry.value, dict), entry
        assert isinstance(entry.revision, int)
        assert entry.done in (True, False)
        assert all(isinstance(name, str) for name in (entry.module, entry.item, entry.version))


def _tests_are_sound(held: Record) -> None:
    for test in held.tests():
        assert isinstance(test.answers, dict), test
        assert isinstance(test.score, int | float)
        assert test.name in ("before", "after")


def _export_is_json(held: Record) -> None:
    json.dumps(held.export())


def _rest_is_sound(held: Record) -> None:
    assert all(isinstance(day, date) and isinstance(module, str) and isinstance(item, str) for (module, item), day in held.done().items())
    role, name = held.role(), held.id()
    assert role is None or isinstance(role, str)
    assert isinstance(name, str)
    assert held.forgot(name) is False


def _is_kept(held: Record) -> None:
    kept = held.keep(Entry("course/1", "item-3", "v2", 2**40, {"done": True}))
    assert kept is not None
    assert isinstance(kept.value, dict)


def _is_handed_in(held: Record) -> None:
    held.hand_in(TestResult("course/1", "check", "after", "v1", {"a": [1]}, 1.0, 3, date(2026, 1, 2)))
    held.choose_role("judiciary")


def _is_forgotten(held: Record) -> None:
    held.forget()
    assert held.entries() == ()
    assert held.role() is None


_ASKED: list[Callable[[Record], None]] = [_entries_are_sound, _tests_are_sound, _export_is_json, _rest_is_sound, _is_kept, _is_handed_in, _is_forgotten]


@cache
def a_quiz() -> Quiz:
    """The first quiz of the small curriculum."""
    return small().modules["course/1"].quizzes[0]


def messages(chance: Random) -> Case:
    """What a page says, one message after the other: first as pages do, then with odd values in it."""
    quiz = a_quiz()
    said: list[Any] = []
    for _ in range(chance.randint(1, 6)):
        answers = {q.id: {"answered": chance.random() < 0.9, "answer": [chance.randint(0, 3) for _ in range(chance.randint(0, 4))]} for q in quiz.questions}
        entry = {"module": "course/1", "item": quiz.id, "version": "v1", "revision": chance.randint(1, 9), "value": {"done": chance.random() < 0.7, "questions": answers}}
        message = {"type": "saved", **entry} if chance.random() < 0.7 else {"type": "hello", "entry": entry, "seen": chance.choice([None, "x", "\u202e", 5])}
        said.append(message if chance.random() < 0.4 else spoiled_tree(chance, message))
    if chance.random() < 0.2:
        said.append(chance.choice([*ODD, *TEXTS]))
    return Case(json.dumps(said).encode())


def hold_messages(case: Case, folder: Path) -> str:
    """Whatever a page says, the keeper of answers answers what pages understand, keeps nothing of other activities, and scores a test between nought and full."""
    try:
        said = json.loads(case.data)
    except ValueError:
        return "no message"
    quiz = a_quiz()
    held = Record(folder / "record.sqlite3")
    place = Place("course/1", quiz.id, "v1")
    keeper = Keeper(held, place, scoring_desk(held, quiz, place, "before"))
    highest = 0
    for message in said if isinstance(said, list) else ():
        if not isinstance(message, dict):
            continue  # as the widget does
        for answer in keeper.hear(message):
            assert answer["type"] in ("forgotten", "refused", "kept", "newer"), answer
            json.dumps(answer)
        kept = held.entry(place.module, place.item)
        assert kept is None or kept.revision >= highest
        highest = kept.revision if kept else highest
    assert {(each.module, each.item) for each in held.entries()} <= {(place.module, place.item)}
    for test in held.tests():
        assert 0 <= test.score <= test.questions
    return "kept" if highest else "nothing kept"
