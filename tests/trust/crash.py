"""A batch is killed at random moments: what stands on the disk, which processes stay, and what the next run makes of it.

``python -m tests.trust.crash --kits 40 --moments 60 --seed 1``, and the same with ``--workers``, print what they found for docs/trust.md.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust.batch import TELLING, Batch, Tree, alive, seconds_until_gone
from toolkit.scratch import SUFFIX

OLD, NEW = "Evening", "Morning"


@dataclass
class Found:
    """What came of it, moment by moment."""

    changed: list[int] = field(default_factory=list)
    """Files that were new already when the run was killed."""
    strays: int = 0
    """Temporary files that killed runs left, before the next run."""
    slowest: float = 0
    """Seconds until the last process was gone."""

    killed: int = 0
    """Workers that were killed."""

    def __str__(self) -> str:
        if self.killed:
            return f"{self.killed} workers killed in {len(self.changed)} batches"
        spread = f"{min(self.changed)} to {max(self.changed)} files were new"
        return f"{len(self.changed)} moments; {spread}; {self.strays} temporary files left and swept; last process gone after {self.slowest:.2f} s"


def trees(batch: Batch) -> tuple[Tree, Tree]:
    """The files of two undisturbed runs. What lies there afterwards is the first."""
    found = []
    for word in (NEW, OLD):
        shutil.rmtree(batch.kits_in, ignore_errors=True)
        code, told = batch.ask_for(word).here()
        assert code == 0, told
        found.append(batch.tree())
    assert set(found[0]) == set(found[1])
    assert not [path for path in found[0] if found[0][path] == found[1][path]], "every file differs, so that one can tell old from new"
    return found[1], found[0]


def _each_from_old(batch: Batch, rounds: int) -> Iterator[int]:
    """Number the rounds, each of which begins with the kits as they are now."""
    kept = batch.folder / "kept"
    shutil.copytree(batch.kits_in, kept)
    for number in range(rounds):
        shutil.rmtree(batch.kits_in)
        shutil.copytree(kept, batch.kits_in)  # copy2: the times stay, by which files are known
        yield number


def kill_at_random(batch: Batch, moments: int, chance: random.Random) -> Found:
    """Kill a run with SIGKILL ``moments`` times, each over the files of a whole one. Raises AssertionError where a promise is broken."""
    (old, new), found = trees(batch), Found()
    for moment in _each_from_old(batch, moments):
        _kill(batch.ask_for(NEW), round(chance.random() * len(new)), chance.random() / 5, found)
        assert not batch.torn(old, new), (moment, batch.torn(old, new))
        now = batch.tree()
        found.changed.append(sum(now[path] == new[path] for path in new))
        found.strays += len(batch.strays())
        mend(batch, new)
    return found


def kill_workers(batch: Batch, rounds: int, chance: random.Random) -> Found:
    """Kill workers, and what they have forked, all the time that a run lasts. It ends by itself and tells what is missing."""
    (old, new), found = trees(batch), Found()
    for _ in _each_from_old(batch, rounds):
        with batch.ask_for(NEW).start() as process:
            while process.poll() is None:
                time.sleep(chance.random() / 4)
                found.killed += _kill_one(process.pid, chance)
            told = "".join(process.communicate())
            assert seconds_until_gone(process.pid) < 1
        assert process.returncode in {0, 1}, told
        assert "Traceback" not in told, told
        assert ("failed" in told) == (process.returncode == 1), told
        gaps = {f"kit-{number:03}/{name}" for number in range(batch.kits) for name in TELLING}
        assert set(batch.torn(old, new)) <= gaps
        assert not [name for name in batch.strays() if name.endswith(SUFFIX)], "beside the kits; those of the system go with the next run"
        found.changed.append(len(new))
        mend(batch, new)
    return found


def _kill_one(main: int, chance: random.Random) -> int:
    """Kill a process that is neither the command nor begun by it. How many that were."""
    running = alive(main)
    chosen = sorted(number for number, parent in running.items() if main not in (number, parent))
    if not chosen:
        return 0
    with suppress(ProcessLookupError):
        os.kill(chance.choice(chosen), signal.SIGKILL)
    return 1


def mend(batch: Batch, new: Tree) -> None:
    """Run it again: the files of an undisturbed run, nothing else, and kits that are as they say."""
    code, told = batch.here()
    assert code == 0, told
    assert batch.tree() == new
    assert not batch.strays(), batch.strays()
    assert not batch.broken(), batch.broken()
    code, told = batch.here()
    assert "all unchanged" in told or "(unchanged)" in told, told
    assert f"{batch.kits} kits in" in told, told


def _kill(batch: Batch, files: int, seconds: float, found: Found) -> None:
    """End the run as soon as so many files are new, and a moment has passed."""
    before = _state(batch)
    with batch.start() as process:
        while process.poll() is None and len(_state(batch) ^ before) // 2 < files:
            time.sleep(0.01)
        time.sleep(seconds)
        process.kill()  # unless it has come to its end meanwhile
        found.slowest = max(found.slowest, seconds_until_gone(process.pid))


def _state(batch: Batch) -> set[tuple[str, int]]:
    return {(str(path), path.stat().st_ino) for path in batch.kits_in.glob("[!.]*/**/*") if path.is_file() and path.suffix != ".part"}


def main() -> int:
    """The whole sweep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kits", type=int, default=40)
    parser.add_argument("--moments", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", action="store_true", help="kill workers and let the command live")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        what = kill_workers if asked.workers else kill_at_random
        found = what(Batch(Path(folder), asked.kits), asked.moments, random.Random(asked.seed))  # noqa: S311
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
