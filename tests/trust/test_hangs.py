"""What hangs, floods or dies is ended and told; the others finish, and no process stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.curricula import SMALL
from tests.trust.bad_formats import MOST, blocks_the_way, eats, eats_apart, hangs, hangs_apart, made
from tests.trust.batch import ROOT, alive, seconds_until_gone
from toolkit import kernel
from toolkit.batch import pool as pools
from toolkit.batch.pool import LostError, Pool
from toolkit.execute import execute
from toolkit.kernel import CellError
from toolkit.load import load_curriculum

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")


def children() -> set[int]:
    """Processes that this one has begun, or that those have, which have not ended."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has ended meanwhile
        if state not in "ZX":
            parents[int(entry.name)] = int(parent)
    found, grown = {os.getpid()}, True
    while grown:
        more = {own for own, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found - {os.getpid()}


LOOP = "import time\nend = time.time() + 30\nwhile time.time() < end:\n    try:\n        while time.time() < end: pass\n    except BaseException: pass"
"""Thirty seconds in which nobody can interrupt it: where no limit works, the test fails and does not hang as well."""


@pytest.mark.parametrize(("seconds", "source", "told"), [
    (1, LOOP, "took longer than 1 seconds"),
    (60, "input('your name')", "StdinNotImplementedError"),
    (60, "for _ in range(40): print('x' * 1_000_000, flush=True)", "more than 5 million"),
    (60, "print('x' * 10_000_000)", "more than 5 million"),
    (60, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "ended its own kernel"),
    (60, "raise ValueError('no such thing')", "stopped with ValueError: no such thing"),
], ids=["loop", "asks", "many-lines", "one-line", "kills-its-kernel", "fails"])  # fmt: skip
def test_a_cell_that_never_ends_well_is_ended_and_told_by_its_number(seconds, source, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kernel, "CELL_SECONDS", seconds)
    monkeypatch.setattr(kernel, "LARGEST_OUTPUT", 5_000_000)
    lengths, length = [], kernel._length
    monkeypatch.setattr(kernel, "_length", lambda content: lengths.append(length(content)) or lengths[-1])
    before = children()
    with pytest.raises(CellError, match=f"^Cell 2 .*{told}"):
        execute(own_notebook("1 + 1", source), {}, lambda _name: {})
    assert max(lengths) <= kernel.LARGEST_OUTPUT, "a longer piece never gets into the memory of this process"
    assert children() <= before


def own_notebook(*sources):
    """A notebook of a person's own cells."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


LIMIT = 4
"""Seconds: enough for all else on a slow machine."""
ELSE = 20
"""Seconds: for the server of workers to start, and for all other files."""
SPACE = 3 << 30
BAD = "for-facilitator/bad.pdf"


def lost(result):
    return {path: str(error) for path, error in result.failures}


@pytest.fixture
def server():
    """Processes that stay for the next pool: the server of workers, and what keeps count of its locks."""
    pools.warm_up()
    return children()


def test_a_batch_ends_ten_seconds_after_the_limit_and_nobody_hangs_on(tmp_path, monkeypatch, server):
    monkeypatch.setattr(pools, "SECONDS", LIMIT)
    started = time.monotonic()
    results = made(tmp_path, hangs, hangs_apart, None)
    assert time.monotonic() - started < LIMIT + pools.GRACE + ELSE, "both hang at the same time"
    for name in ("kit-0", "kit-1"):
        assert "took longer than" in lost(results[name])[BAD]
        assert (tmp_path / name / "for-facilitator/results-template.csv").is_file()
    assert not results["kit-2"].failures
    assert children() <= server


def test_a_document_that_eats_memory_costs_itself_and_no_other(tmp_path, monkeypatch, server):
    """Only the limit of a worker ends it: what it asks for is more than that, and costs a machine without the limit nothing."""
    monkeypatch.setattr(pools, "ADDRESS_SPACE", SPACE)
    assert MOST * 100_000_000 > 2 * SPACE
    results = made(tmp_path, eats, eats_apart, None)
    for name in ("kit-0", "kit-1"):
        assert "more memory than" in lost(results[name])[BAD]
    assert not results["kit-2"].failures
    assert children() <= server


def test_a_worker_that_dies_where_all_are_given_their_work_stops_nobody_for_long(tmp_path, monkeypatch, server):
    monkeypatch.setattr(pools, "_LOOK", 1)  # and with the usual limits
    started = time.monotonic()
    results = made(tmp_path, blocks_the_way, *[None] * 6)
    assert time.monotonic() - started < 2 * ELSE, "Pebble's own patience with a lock is a minute"
    assert isinstance(dict(results["kit-0"].failures)[BAD], LostError)
    whole = [name for name, result in results.items() if not getattr(result, "failures", True)]
    assert len(whole) >= 3, "kits that were not begun by then are made by others"
    assert children() <= server


def test_a_pool_that_broke_without_a_word_is_waited_for_no_longer(monkeypatch):
    monkeypatch.setattr(pools, "_LOOK", 0.1)
    with Pool(load_curriculum(SMALL), 1) as pool:
        forgotten = Future()
        pool._pool.stop()
        assert list(pool.done([forgotten])) == [forgotten]
        assert isinstance(pool.result(forgotten), LostError)


def test_a_batch_that_is_killed_takes_hanging_workers_with_it(tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "tests.trust.bad_formats", str(tmp_path), "hangs", "hangs_apart"]
    with subprocess.Popen(call, env=environment, start_new_session=True) as run:
        while len(alive(run.pid)) < 6:
            assert run.poll() is None
            time.sleep(0.05)  # until there are its workers, what one has forked, their server, and what counts their locks
        os.kill(run.pid, signal.SIGKILL)
        assert seconds_until_gone(run.pid) < 30
