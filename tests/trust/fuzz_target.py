"""What a target of the fuzzer is, in; one input tried, what came of it told, and a failing one made smaller and saved, out."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from types import FrameType

ROOT = Path(__file__).parents[2]
NOTE = "find.txt"
_INPUT = "input"
_MEMORY = "/dev/shm"  # noqa: S108  # a folder of its own in it; what is flushed to a disk a thousand times wears it and takes long


@dataclass(frozen=True, slots=True)
class Case:
    """One input: the bytes that are tried, and what they are to be taken for."""

    data: bytes
    about: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One promise that is tried.

    ``make`` makes an input by chance, ``hold`` tries it in an empty folder: it says in a word what came of it, and raises where the promise is
    broken. The first sentence of its docstring is the promise. ``batch`` inputs are made in a round, in every ``every``-th round. A case that takes
    longer than ``patience`` seconds is a find. ``needs`` are the seconds without which a case is not begun.
    """

    name: str
    make: Callable[[Random], Case]
    hold: Callable[[Case, Path], str]
    batch: int = 100
    every: int = 1
    patience: float = 30
    needs: float = 0
    shrinks: bool = True

    @property
    def promise(self) -> str:
        """What holds, in one sentence."""
        return " ".join((self.hold.__doc__ or "").strip().split("\n\n")[0].split())

    def cases(self, seed: int) -> Iterator[Case]:
        """The inputs of one round, always the same for a seed."""
        chance = Random(f"{self.name} {seed}")  # noqa: S311
        return (self.make(chance) for _ in range(self.batch))


class HangsError(BaseException):
    """A case took too long. No Exception, as code that is tried may catch those."""


@dataclass(frozen=True, slots=True)
class Find:
    """A broken promise: ``told`` is the traceback, ``sign`` is the same for all finds that are likely one fault."""

    what: str
    told: str
    sign: str


def attempt(target: Target, case: Case) -> str | Find:
    """What came of a case: the word of its target, or a find."""
    try:
        with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_MEMORY if target.every == 1 and os.access(_MEMORY, os.W_OK) else None) as folder, _no_longer_than(target.patience):
            return target.hold(case, Path(folder))
    except (Exception, HangsError) as error:  # noqa: BLE001  # anything at all is a find
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(ROOT))]
        inner = frames[-1] if frames else None
        where = f"{Path(inner.filename).relative_to(ROOT)}:{inner.name}" if inner else "elsewhere"
        what = f"{type(error).__name__}: {error}"
        return Find(what[:400], "".join(traceback.format_exception(error)), f"{type(error).__name__} in {where}")


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise HangsError(f"not done after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def smaller(target: Target, case: Case, sign: str, seconds: float) -> Case:
    """``case`` without what it needs not to fail in the same way: lines first, then single bytes of what is short."""
    deadline = time.monotonic() + seconds

    def fails(data: bytes) -> bool:
        found = attempt(target, replace(case, data=data))
        return isinstance(found, Find) and found.sign == sign

    data = case.data
    for pieces_of in (lambda told: told.splitlines(keepends=True), lambda told: [bytes([each]) for each in told[:5000]] + [told[5000:]]):
        data = _without(pieces_of(data), fails, deadline)
    return replace(case, data=data)


def _without(pieces: list[bytes], fails: Callable[[bytes], bool], deadline: float) -> bytes:
    """``pieces`` in a row, without runs of them that do not matter: halves first, then quarters, down to single ones."""
    size = max(1, len(pieces) // 2)
    while True:
        place = 0
        while place < len(pieces) and time.monotonic() < deadline:
            fewer = pieces[:place] + pieces[place + size :]
            if fails(b"".join(fewer)):
                pieces = fewer
            else:
                place += size
        if size == 1 or time.monotonic() >= deadline:
            return b"".join(pieces)
        size //= 2


def line_to_try(name: str, folder: Path) -> str:
    """What to type to try a saved input again."""
    return f"{Path(sys.executable).name} -m tests.trust.fuzz --only {name} --try {shlex.quote(str(folder))}"


def save(keep: Path, target: Target, seed: int, case: Case, find: Find) -> Path:
    """The folder below ``keep`` in which the input of a find lies, with a note of how to try it again."""
    number = 1
    while (folder := keep / f"{target.name}-{seed}-{number}").exists():
        number += 1
    folder.mkdir(parents=True)
    (folder / _INPUT).write_bytes(case.data)
    about = json.dumps(case.about)
    note = f"target: {target.name}\nseed:   {seed}\nabout:  {about}\nagain:  {line_to_try(target.name, folder)}\nwhat:   {find.what}\n\n{find.told}"
    (folder / NOTE).write_text(note, encoding="utf-8", errors="backslashreplace")
    return folder


def saved(folder: Path) -> Case:
    """A saved input. Raises ValueError or OSError where the folder holds none."""
    lines = (folder / NOTE).read_text(encoding="utf-8").splitlines()
    about = next(line.removeprefix("about:") for line in lines if line.startswith("about:"))
    return Case((folder / _INPUT).read_bytes(), json.loads(about))


@dataclass
class Tally:
    """What came of one target."""

    rounds: int = 0
    inputs: int = 0
    seconds: float = 0
    slowest: float = 0
    words: dict[str, int] = field(default_factory=dict)
    finds: dict[str, int] = field(default_factory=dict)
    """How often by sign."""

    def note(self, seconds: float, word: str) -> None:
        self.inputs += 1
        self.seconds += seconds
        self.slowest = max(self.slowest, seconds)
        self.words[word] = self.words.get(word, 0) + 1
