"""Kits that several processes make: the same bytes as one process makes, and one that dies costs its piece only.

One that hangs, or dies where it stops the others, stands in tests/trust/test_hangs.py.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tests.curricula import MODULE, SMALL, copy_of_small, plant
from toolkit.batch import pool as pools
from toolkit.batch.pool import LostError, Pool
from toolkit.batch.run import Run
from toolkit.build import build_kit, prepare
from toolkit.cli import main
from toolkit.commands import export as command
from toolkit.errors import OutputError, ToolkitError, UsageError
from toolkit.export.pdf import typeset
from toolkit.export.registry import Format, formats
from toolkit.kit.order import kit_order
from toolkit.load import load_curriculum
from toolkit.memory import memory
from toolkit.model.session import Session
from toolkit.progress import Progress

ROWS = [formats()[name] for name in ("handout", "slides", "page")]


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".facilitate" not in path.parts}


def dies(document, theme):
    """A format whose process is ended, as a system that is short of memory ends it."""
    os.kill(os.getpid(), signal.SIGKILL)


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


def with_an_error(folder):
    """A curriculum that can be read, and in which the check finds an error: a citation that no register knows."""
    root = copy_of_small(folder)
    plant(root, MODULE, "summary: ", "summary: Somebody counted [@F-X-99]. ")
    return root


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_content_with_an_error_makes_nothing_however_many_processes_have_begun(tmp_path, monkeypatch, capsys, jobs):
    monkeypatch.chdir(tmp_path)
    root = with_an_error(tmp_path)
    assert main(["export", "--curriculum", str(root), "--jobs", jobs]) == 1
    told = capsys.readouterr()
    assert "F-X-99" in told.err
    assert told.out == ""
    assert not (tmp_path / "exports").exists()


def test_what_stops_on_content_with_an_error_is_told_as_that_error(tmp_path, monkeypatch, capsys):
    def stops(*_):
        raise KeyError("F-X-99")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "wanted", stops)
    assert main(["export", "--curriculum", str(with_an_error(tmp_path)), "--jobs", "2"]) == 1
    assert "1-noticing.yaml:" in capsys.readouterr().err
    with pytest.raises(KeyError):  # it is ours where the content is in order
        main(["export", "--curriculum", str(SMALL), "--jobs", "2"])


TABLE = "kit,place,minutes\nadams,Room 1,\nbrown,Room 2,\nclark,Room 1,1\n"


def test_a_table_makes_a_kit_for_each_row_and_names_the_row_that_cannot_be_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("template.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    Path("counties.csv").write_text(TABLE, encoding="utf-8")
    call = ["export", "template.yaml", "--matrix", "counties.csv", "--format", "handout", "page", "--curriculum", str(SMALL)]
    assert main([*call, "--jobs", "2"]) == 1
    told = capsys.readouterr()
    assert "failed  clark: counties.csv:4:3" in told.err
    assert "2 kits in" in told.out
    assert sorted(path.name for path in Path("exports").glob("[!.]*")) == ["adams", "adams.zip", "brown", "brown.zip"]
    Path("counties.csv").write_text(TABLE.replace(",1\n", ",\n"), encoding="utf-8")
    before = bytes_below(Path("exports"))
    times = {path: (Path("exports") / path).stat().st_mtime_ns for path in before}
    assert main([*call, "--jobs", "1"]) == 0
    assert {path: (Path("exports") / path).stat().st_mtime_ns for path in before} == times
    assert "3 kits in" in capsys.readouterr().out


def test_a_table_of_many_kits_is_told_in_a_line_each(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("template.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    rows = "".join(f"kit-{number:02},Room {number % 2}\n" for number in range(14))
    Path("many.csv").write_text(f"kit,place\n{rows}", encoding="utf-8")
    call = ["export", "template.yaml", "--matrix", "many.csv", "--format", "page", "--curriculum", str(SMALL)]
    assert main(call) == 0
    assert "kit-13: 5 files, 5 of them new\n\n14 kits in" in capsys.readouterr().out
    assert main(call) == 0
    assert "kit-13: 5 files, all unchanged\n\n14 kits in" in capsys.readouterr().out


@pytest.mark.parametrize("call", [["--matrix", "t.csv"], ["a.yaml", "b.yaml", "--matrix", "t.csv"], ["a.yaml", "--module", "course/1", "--matrix", "t.csv"]])
def test_a_table_goes_with_one_session_file(call, capsys):
    assert main(["export", *call, "--curriculum", str(SMALL)]) == 1
    assert "goes with one session file" in capsys.readouterr().err


def test_a_worker_holds_no_more_memory_after_many_documents_than_after_one(small, tmp_path, monkeypatch):
    order = kit_order(small, "a", Session(modules=("course/1",)), [formats()[name] for name in ("guide", "handout", "key")], tmp_path)
    packet = prepare(small, order)
    forgotten = []
    real = typeset.forget
    monkeypatch.setattr(typeset, "forget", lambda: forgotten.append(memory()) or real())
    monkeypatch.setattr(pools.worker, "_LARGE", 1)
    after = []
    for _ in range(3):
        for piece in packet.pieces:
            assert pools.worker.made(piece, packet.documents[piece.document], packet.theme, packet.folder).error is None
        after.append(memory())
    assert len(forgotten) == 9
    assert max(after[1:]) < after[0] + 20_000_000
