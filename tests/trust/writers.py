"""Six who answer questions in one record, killed again and again: every answer that was acknowledged is there, and nobody is locked out.

``python -m tests.trust.writers --seconds 60`` prints what it found for docs/trust.md.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.record.conftest import CHILDREN
from toolkit.model.entry import Entry
from toolkit.record import Record

WRITERS = 6
Start = Callable[..., "subprocess.Popen[str]"]


@dataclass
class Found:
    """What came of it. ``answers`` were acknowledged; ``longest`` is how many seconds somebody waited to keep one more in the end."""

    kills: int = 0
    answers: int = 0
    longest: float = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.kills} kills among {WRITERS} writers, {self.answers} answers acknowledged and found again; one more was kept within {self.longest:.2f} s"


def kill_among_writers(path: Path, logs: Path, start: Start, seconds: float, chance: random.Random) -> Found:
    """Have six processes write to the record at ``path`` and kill one after the other. Raises AssertionError where a promise is broken."""
    writers, starts, found = [], [0] * WRITERS, Found()

    def begin(number: int) -> subprocess.Popen[str]:
        starts[number] += 1000
        return start("write", path, f"w{number}", logs / f"log-{number}", starts[number])

    writers = [begin(number) for number in range(WRITERS)]
    deadline, files = time.monotonic() + seconds, [logs / f"log-{number}" for number in range(WRITERS)]
    while time.monotonic() < deadline or not all(map(_holds_something, files)):
        assert time.monotonic() < deadline + 20
        time.sleep(chance.uniform(0.03, 0.15))
        number = chance.randrange(WRITERS)
        if _holds_something(files[number]):
            writers[number].kill()
            found.faults.append(writers[number].communicate()[1])
            writers[number] = begin(number)
            found.kills += 1
    for writer in writers:
        writer.kill()
        found.faults.append(writer.communicate()[1])
    _judge(Record(path), files, found)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


def _judge(record: Record, files: list[Path], found: Found) -> None:
    acknowledged: dict[str, int] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            item, revision = line.split()
            acknowledged[item] = max(acknowledged.get(item, 0), int(revision))
            found.answers += 1
    assert len(acknowledged) == WRITERS + 1, "each has written his own, and all of them the one that they share"
    for item, revision in acknowledged.items():
        started = time.monotonic()
        kept = record.entry("m", item)
        assert kept is not None
        assert kept.revision >= revision, item
        assert record.keep(Entry("m", item, "v", kept.revision + 1, {})) is not None
        found.longest = max(found.longest, time.monotonic() - started)
    assert not [fault for fault in found.faults if fault]


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _started(what: str, *arguments: object) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, str(CHILDREN), what, *map(str, arguments)], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def main() -> int:
    """The whole sweep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, chance = Path(folder) / "data" / "record.sqlite3", random.Random(asked.seed)  # noqa: S311
        sys.stdout.write(f"{kill_among_writers(path, Path(folder), _started, asked.seconds, chance)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
