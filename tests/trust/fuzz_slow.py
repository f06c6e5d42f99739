"""Sweeps that take seconds each, as targets of the fuzzer: hostile texts in all formats, killed runs, failing disks, killed writers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random
from typing import Any

from tests.trust import faults
from tests.trust.batch import Batch
from tests.trust.crash import kill_at_random, kill_workers
from tests.trust.fuzz_target import Case
from tests.trust.hostile_text import links_that_run, make, misread
from tests.trust.naughty import SHOWN
from tests.trust.writers import _started, kill_among_writers
from toolkit.export.registry import formats

_READ = 6
"""Formats of a kit of hostile texts that are made at once."""


def _of(**values: Any) -> Case:
    return Case(json.dumps(values).encode())


def hostile(chance: Random) -> Case:
    return _of(first=chance.randrange(len(SHOWN)), names=["guide", *chance.sample(sorted(set(formats()) - {"guide"}), _READ)])


def hold_hostile(case: Case, folder: Path) -> str:
    """Whatever is typed reads as it was typed in every file that is made of it, and no link in a file runs or loads anything."""
    asked = json.loads(case.data)
    made = make(folder, asked["first"], names=asked["names"])
    assert not (wrong := misread(made, unseen=len(made.planted))), wrong[:3]  # few formats show few of the texts
    assert not (run := links_that_run(made, fewest=0)), run[:3]
    return f"{len(made.files)} files"


def crash(chance: Random) -> Case:
    return _of(workers=chance.random() < 0.4, kits=chance.randint(2, 6), seed=chance.randrange(10**9))


def hold_crash(case: Case, folder: Path) -> str:
    """A run that is killed, or whose workers are, leaves old files or new ones and nobody behind, and the next run makes the same bytes."""
    asked = json.loads(case.data)
    what, batch, chance = kill_workers if asked["workers"] else kill_at_random, Batch(folder, asked["kits"]), Random(asked["seed"])  # noqa: S311
    what(batch, 1, chance)
    return "workers killed" if asked["workers"] else "run killed"


def disk(chance: Random) -> Case:
    return _of(kind=chance.choice(faults.KINDS), place=chance.randint(1, 7), stays=chance.random() < 0.5)


def hold_disk(case: Case, folder: Path) -> str:
    """A write, flush or rename that fails is told by file, tears nothing, and the next run makes the same bytes."""
    asked = json.loads(case.data)
    faults.fail_at(Batch(folder, 1), [(asked["kind"], asked["place"], asked["stays"])])
    return asked["kind"]


def writers(chance: Random) -> Case:
    return _of(seconds=round(chance.uniform(1, 4), 1), seed=chance.randrange(10**9))


def hold_writers(case: Case, folder: Path) -> str:
    """An answer that was acknowledged is kept while six programs write to one record and are killed, and nobody is locked out."""
    asked = json.loads(case.data)
    started: list[subprocess.Popen[str]] = []

    def start(*words: Any) -> subprocess.Popen[str]:
        started.append(_started(*words))
        return started[-1]

    try:
        kill_among_writers(folder / "data" / "record.sqlite3", folder, start, asked["seconds"], Random(asked["seed"]))  # noqa: S311
    finally:
        for each in started:  # when somebody presses Ctrl-C
            each.kill()
    return "kept"
