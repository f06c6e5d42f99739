"""Kits that several processes make: the same bytes as one process makes, and one that dies costs its piece only."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.curricula import SMALL
from toolkit.batch import pool as pools
from toolkit.batch.pool import LostError, Pool
from toolkit.batch.run import Run
from toolkit.build import build_kit
from toolkit.cli import main
from toolkit.errors import OutputError, ToolkitError, UsageError
from toolkit.export.registry import Format, formats
from toolkit.kit.order import kit_order
from toolkit.load import load_curriculum
from toolkit.model.session import Session
from toolkit.progress import Progress

ROWS = [formats()[name] for name in ("handout", "slides", "page")]


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".facilitate" not in path.parts}


def dies(document, theme):
    """A format whose process is ended, as a system that is short of memory ends it."""
    os.kill(os.getpid(), signal.SIGKILL)


def sleeps(document, theme):
    time.sleep(60)


def refuses(document, theme):
    raise OutputError(Path("x"), "why", mend="Do this.")


def bad(function):
    return Format("key", "Key", "bad.pdf", "facilitator", "application/pdf", f"tests.batch.test_run:{function.__name__}", "key")


def made_by_two(orders, small):
    with Pool(small, 2) as pool:
        return dict(Run(pool, Progress(1)).kits(orders))


@pytest.fixture(scope="module")
def small():
    return load_curriculum(SMALL)


def test_two_processes_make_the_same_bytes_as_one(small, tmp_path):
    sessions = {name: Session(modules=("course/1",), place=place) for name, place in (("a", "Room 1"), ("b", "Room 2"), ("c", "Room 1"))}
    for name, session in sessions.items():
        order = kit_order(small, name, session, ROWS, tmp_path / "one")
        build_kit(small, order, Progress(order.steps))
    results = made_by_two([kit_order(small, name, session, ROWS, tmp_path / "two") for name, session in sessions.items()], small)
    assert {name: result.failures for name, result in results.items()} == {name: [] for name in sessions}
    assert bytes_below(tmp_path / "one") == bytes_below(tmp_path / "two")
    assert {path.partition("/")[0] for path in bytes_below(tmp_path / "two")} == {"a", "a.zip", "b", "b.zip", "c", "c.zip"}


def test_a_process_that_dies_costs_its_piece_and_no_other(small, tmp_path):
    session = Session(modules=("course/1",))
    orders = [kit_order(small, name, session, [*ROWS, *extra], tmp_path) for name, extra in (("a", [bad(dies)]), ("b", [bad(refuses)]), ("c", []))]
    results = made_by_two(orders, small)
    (path, lost), (packed, _) = results["a"].failures
    assert (path, packed) == ("for-facilitator/bad.pdf", "a.zip")
    assert isinstance(lost, LostError)
    assert "ended before it was there" in str(lost)
    assert str(results["b"].failures[0][1]) == "Could not use x: why. Do this."
    assert results["c"].failures == []
    for name in "abc":
        assert (tmp_path / name / "for-participants/handout.pdf").is_file()
        assert (tmp_path / name / "index.html").is_file()
    assert not (tmp_path / "a.zip").exists()


def test_what_takes_too_long_is_ended(small, tmp_path, monkeypatch):
    monkeypatch.setattr(pools, "SECONDS", 2)
    order = kit_order(small, "a", Session(modules=("course/1",)), [bad(sleeps), ROWS[1]], tmp_path)
    (path, lost) = made_by_two([order], small)["a"].failures[0]
    assert path == "for-facilitator/bad.pdf"
    assert "took longer than" in str(lost)


def test_a_session_that_cannot_be_planned_is_told_and_the_others_are_made(small, tmp_path):
    good = kit_order(small, "good", Session(modules=("course/1",)), ROWS[:1], tmp_path)
    results = made_by_two([replace(good, name="bad", session=Session(modules=("course/1",), minutes=1)), good], small)
    assert isinstance(results["bad"], ToolkitError)
    assert results["good"].failures == []


def test_an_error_that_cannot_be_sent_arrives_as_its_words():
    class OwnError(UsageError):
        pass

    found = pools.worker.portable(OwnError("What.", "Mend."))
    assert (type(found), str(found)) == (ToolkitError, "What. Mend.")


def test_the_command_makes_kits_with_as_many_processes_as_it_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    calls = ["export", "--course", "course", "--format", "handout", "key", "page", "--curriculum", str(SMALL)]
    assert main([*calls, "--jobs", "1", "--out", "one"]) == 0
    assert main([*calls, "--jobs", "2", "--out", "two"]) == 0
    assert bytes_below(tmp_path / "one") == bytes_below(tmp_path / "two") != {}
