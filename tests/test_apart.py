"""Work in a child process of its own: its result or its error comes back, its memory goes."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from functools import partial

import pytest

from toolkit import apart as module
from toolkit.apart import EndedError, apart, do_apart
from toolkit.errors import UsageError
from toolkit.export.kit import KitFile
from toolkit.export.registry import formats
from toolkit.kit.pieces import Piece
from toolkit.kit.work import Shelf, make
from toolkit.look.theme import DEFAULT
from toolkit.memory import memory

LARGE = 200_000_000


def ends(number: int) -> None:
    faulthandler.disable()  # of the test run, which would tell of it
    os.kill(os.getpid(), number)


def refuses() -> None:
    raise UsageError("There is no such thing.", "Ask for another.")


def fills() -> int:
    held = bytearray(os.urandom(1000) * (LARGE // 1000))
    return len(held)


@pytest.fixture
def forked(monkeypatch, tmp_path):
    """As in a worker, which has one thread. Other tests may have begun some in this process; these children need none of them."""
    if sys.platform != "linux":
        pytest.skip("forks on Linux only")
    (tmp_path / "threads" / "1").mkdir(parents=True)
    monkeypatch.setattr(module, "_THREADS", tmp_path / "threads")
    monkeypatch.setitem(module._state, "on", False)
    do_apart()


def test_work_is_done_here_unless_somebody_asks_for_more():
    assert apart(os.getpid) == os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")
def test_a_process_with_threads_is_never_forked(monkeypatch):
    monkeypatch.setitem(module._state, "on", True)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert apart(os.getpid) == os.getpid()
    finally:
        done.set()
        other.join()


def test_work_apart_is_done_by_a_child_that_is_gone_afterwards(forked):
    child = apart(os.getpid)
    assert child != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_large_result_comes_back_whole(forked):
    assert apart(partial(bytes, 3_000_000)) == bytes(3_000_000)


def test_an_error_is_raised_where_the_work_was_asked_for(forked):
    with pytest.raises(UsageError, match="no such thing") as raised:
        apart(refuses)
    assert raised.value.mend == "Ask for another."


def test_what_cannot_be_sent_is_an_error_and_no_wait(forked):
    with pytest.raises(AttributeError, match="pickle"):
        apart(lambda: (lambda: None))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT])
def test_a_child_that_is_ended_is_an_error_and_no_wait(forked, number):
    with pytest.raises(EndedError, match="ended before it was there"):
        apart(partial(ends, number))


def test_its_memory_goes_with_it(forked):
    before = memory()
    assert apart(fills) == LARGE
    assert memory() - before < LARGE / 4


def test_a_file_for_which_there_is_no_memory_is_no_fault_of_the_program(tmp_path):
    class Full(Shelf):
        def audited(self, *_):
            raise MemoryError

    file = KitFile("key", "Key", "for-facilitator/key.pdf")
    outcome = make(Piece(formats()["key"], file, ""), b"", DEFAULT, tmp_path, Full())
    assert isinstance(outcome.error, EndedError)
    assert "memory" in str(outcome.error)
    assert not (tmp_path / "for-facilitator").exists()
