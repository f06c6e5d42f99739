"""What is kept comes back, the highest revision counts, and what was forgotten does not return."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import OutputError, UsageError
from toolkit.model.entry import Entry, TestResult
from toolkit.record import Record
from toolkit.record import record as module


def entry(item: str = "q1", revision: int = 1, **value: object) -> Entry:
    return Entry("intro/1", item, "v1", revision, value)


def handed_in(name: str = "before", score: float = 2.5, **changes: object) -> TestResult:
    values = {"version": "v1", "answers": {"a": [0, 2], "b": []}, "questions": 4, "day": date(2026, 3, 1)}
    return TestResult("intro", "test", name, score=score, **{**values, **changes})  # type: ignore[arg-type]


def on_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(module, "today", lambda: day)


def test_reading_where_nothing_was_kept_gives_emptiness_and_makes_nothing(record, path):
    assert record.entries() == ()
    assert record.entry("intro/1", "q1") is None
    assert record.done() == {}
    assert record.tests() == ()
    assert record.role() is None
    assert record.export()["entries"] == []
    assert record.id() == record.id() != ""
    record.forget()
    assert not path.parent.exists()


def test_what_was_kept_is_there_for_another_record(record, path):
    kept = record.keep(entry(chosen=[1], text="naïve 😀"))
    assert kept == entry(chosen=[1], text="naïve 😀")
    assert Record(path).entry("intro/1", "q1") == kept
    assert Record(path).entries() == (kept,)


def test_the_id_given_out_before_there_is_a_file_becomes_its_id(record, path):
    before = record.id()
    record.keep(entry(), seen=before)
    assert Record(path).id() == before


def test_an_older_copy_and_an_equal_one_change_nothing(record):
    record.keep(entry(revision=5, text="now"))
    assert record.keep(entry(revision=4, text="old")).value == {"text": "now"}
    assert record.keep(entry(revision=5, text="other")).value == {"text": "now"}
    assert record.keep(entry(revision=6, text="next")).value == {"text": "next"}


def test_a_higher_revision_counts_also_for_other_content(record):
    record.keep(entry(revision=5))
    changed = Entry("intro/1", "q1", "v2", 6, {"text": "new"})
    assert record.keep(changed) == changed
    assert record.entries() == (changed,)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.booleans()), min_size=1, max_size=8))
def test_in_any_order_the_highest_revision_stands_and_once_done_is_done(copies):
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record.sqlite3")
        for item, revision, done in copies:
            record.keep(entry(item, revision, done=done, mark=f"{item}{revision}"))
        for item in {item for item, _, _ in copies}:
            highest = max(revision for name, revision, _ in copies if name == item)
            assert record.entry("intro/1", item).revision == highest
            assert record.entry("intro/1", item).value["mark"] == f"{item}{highest}"
        assert {item for _, item in record.done()} == {item for item, _, done in copies if done}


def test_the_last_entry_is_where_the_learner_stopped(record):
    for item in ("a", "b", "c"):
        record.keep(entry(item))
    record.keep(entry("a", 2))
    record.keep(entry("b", 1, text="a copy sent again"))
    assert [kept.item for kept in record.entries()] == ["b", "c", "a"]


def test_the_first_day_finished_stays(record, monkeypatch):
    on_day(monkeypatch, date(2026, 3, 1))
    record.keep(entry("a", 1, done=True))
    record.keep(entry("b", 1, done=False))
    on_day(monkeypatch, date(2026, 3, 9))
    record.keep(entry("a", 2, done=False))
    record.keep(Entry("intro/1", "a", "v2", 3, {"done": True}))
    record.keep(entry("b", 2, done="yes"))
    assert record.done() == {("intro/1", "a"): date(2026, 3, 1)}


def test_tests_come_back_in_order_and_a_repeated_message_counts_once(record):
    record.hand_in(handed_in("before"))
    record.hand_in(handed_in("after", 4))
    record.hand_in(handed_in("before"))
    assert record.tests() == (handed_in("before"), handed_in("after", 4))


def test_a_time_of_day_is_not_kept(record):
    record.hand_in(handed_in(day=datetime(2026, 3, 1, 14, 55)))  # noqa: DTZ001
    assert type(record.tests()[0].day) is date
    assert record.export()["tests"][0]["day"] == "2026-03-01"


def test_the_role_can_be_chosen_again(record):
    record.choose_role("child-serving")
    record.choose_role("community")
    assert record.role() == "community"


def test_a_copy_from_a_forgotten_record_does_not_come_back(record):
    record.keep(entry(text="old"))
    old = record.id()
    record.forget()
    assert record.keep(entry(revision=9, text="old"), seen=old) is None
    assert record.entries() == ()
    assert record.id() != old
    assert record.keep(entry(text="new"), seen=record.id()).value == {"text": "new"}
    assert record.keep(entry("q2"), seen="") == entry("q2")


def test_every_id_stays_forgotten(record):
    record.keep(entry())
    ids = []
    for _ in range(3):
        ids.append(record.id())
        record.forget()
    assert len({*ids, record.id()}) == 4
    assert [record.keep(entry(), seen=old) for old in ids] == [None] * 3


def test_a_lost_file_is_filled_from_the_browser_and_forgetting_covers_the_id_it_had(record, path):
    record.keep(entry(text="mine"))
    lost = record.id()
    path.unlink()
    again = Record(path)
    assert again.keep(entry(text="mine"), seen=lost).value == {"text": "mine"}
    assert again.id() != lost
    again.forget()
    assert again.keep(entry(text="mine"), seen=lost) is None


def test_an_id_given_out_before_another_process_made_the_file_is_forgotten_too(record, path):
    given = record.id()
    Record(path).keep(entry())
    record.forget()
    assert record.keep(entry(), seen=given) is None


@pytest.mark.parametrize("seen", ["\ud83d", "x" * 1000, "'; DROP TABLE entry", "\0", 7, None])
def test_an_id_that_was_never_ours_is_no_obstacle(record, seen):
    assert record.keep(entry(), seen=seen) == entry()


def test_forgetting_leaves_an_empty_record(record):
    record.keep(entry(done=True))
    record.hand_in(handed_in())
    record.choose_role("community")
    record.forget()
    nothing = {"format": "facilitator-toolkit-record/1", "role": None, "entries": [], "done": [], "tests": []}
    assert record.export() == nothing
    record.forget()
    assert record.export() == nothing


def test_the_download_holds_everything_and_nothing_else(record, monkeypatch):
    on_day(monkeypatch, date(2026, 3, 2))
    record.choose_role("community")
    record.keep(entry("a", 3, done=True, text="lone \ud83d"))
    record.hand_in(handed_in())
    assert json.loads(json.dumps(record.export())) == {
        "format": "facilitator-toolkit-record/1",
        "role": "community",
        "entries": [{
            "module": "intro/1", "item": "a", "version": "v1", "revision": 3,
            "value": {"done": True, "text": "lone \ud83d"},
        }],
        "done": [{"module": "intro/1", "item": "a", "day": "2026-03-02"}],
        "tests": [{
            "module": "intro", "item": "test", "name": "before", "version": "v1",
            "answers": {"a": [0, 2], "b": []}, "score": 2.5, "questions": 4, "day": "2026-03-01",
        }],
    }


def test_the_file_tells_days_and_no_clock_times(record, path):
    record.keep(entry(done=True))
    record.hand_in(handed_in())
    assert re.search(rb"20\d\d-\d\d-\d\d", path.read_bytes())
    assert not re.search(rb"\d\d:\d\d|20\d\d-\d\d-\d\dT|\b1[789]\d{8}\b", path.read_bytes())


def nested(levels: int) -> dict[str, object]:
    value: dict[str, object] = {}
    for _ in range(levels):
        value = {"in": value}
    return value


@pytest.mark.parametrize("value", [
    {"score": math.nan}, {"score": math.inf}, {"when": date(2026, 1, 1)}, {"raw": b"x"}, {(1, 2): 3},
    {"text": "x" * 256 * 1024}, nested(80), nested(5000), ["no", "names"], None,
], ids=["nan", "infinity", "date", "bytes", "tuple-name", "too-big", "deep", "deeper", "list", "none"])
def test_a_value_that_cannot_be_kept_is_refused_and_the_earlier_one_stays(record, value):
    record.keep(entry(text="earlier"))
    with pytest.raises(UsageError):
        record.keep(Entry("intro/1", "q1", "v1", 2, value))
    assert record.entry("intro/1", "q1").value == {"text": "earlier"}


@pytest.mark.parametrize("revision", [-1, 1.5, "2", True, 2**63, None])
def test_a_revision_that_does_not_count_is_refused(record, revision):
    with pytest.raises(UsageError, match="no whole number"):
        record.keep(entry(revision=revision))


@pytest.mark.parametrize("name", ["\ud83d", "x" * 300, "a\0b", 7])
def test_a_name_that_is_none_is_refused(record, path, name):
    with pytest.raises(UsageError, match="is no name"):
        record.keep(entry(name))
    with pytest.raises(UsageError, match="is no name"):
        record.choose_role(name)
    assert record.entry("intro/1", name) is None
    assert not path.exists()


@pytest.mark.parametrize("changes", [{"score": math.nan}, {"score": "2"}, {"name": "during"}, {"questions": -1}])
def test_a_result_that_is_none_is_refused(record, changes):
    with pytest.raises(UsageError):
        record.hand_in(handed_in(**changes))


def test_half_characters_and_hostile_text_come_through(record):
    value = {"text": "\ud83d ' \" ; -- \0 \u202e </script>", "n": 0.1, "deep": nested(50)}
    assert record.keep(Entry("m'--", 'q;"', "v", 1, value)).value == value
    assert record.entry("m'--", 'q;"').value == value


def test_one_record_serves_many_threads(record, path):
    def work(number: int) -> None:
        other = record if number % 2 else Record(path)
        for revision in range(1, 6):
            other.keep(entry(f"t{number}", revision))
            other.keep(entry("shared", revision * 10 + number))
            other.entries()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    revisions = {kept.item: kept.revision for kept in record.entries()}
    assert revisions == {**{f"t{number}": 5 for number in range(8)}, "shared": 57}


@pytest.mark.parametrize(("table", "column", "held"), [
    ("entry", "value", "[]"), ("entry", "value", "3"), ("entry", "value", b"{}"), ("entry", "value", "[" * 100_000), ("entry", "revision", "many"), ("entry", "item", b"x"),
    ("test", "answers", "[1]"), ("test", "answers", b"\xff"), ("test", "score", "good"), ("test", "name", "later"), ("test", "day", b"2026-01-01"), ("test", "questions", "x"),
    ("done", "day", "yesterday"), ("done", "day", b"2026-01-01"), ("setting", "value", b"child-welfare"), ("identity", "id", b"x"),
])  # fmt: skip
def test_values_that_no_toolkit_writes_are_damage_and_no_traceback(record, path, table, column, held):
    record.keep(entry(done=True))
    record.hand_in(handed_in())
    record.choose_role("child-welfare")
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"UPDATE {table} SET {column} = ?", [held])  # noqa: S608
        db.commit()
    asked = {"entry": record.entries, "test": record.tests, "done": record.done, "setting": record.role, "identity": record.id}
    with pytest.raises(OutputError, match="the file is damaged or is no record"):
        asked[table]()
