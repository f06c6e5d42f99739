"""A batch is killed at random moments: what stands on the disk, which processes stay, and what the next run makes of it.

``python -m tests.trust.crash --kits 40 --moments 60 --seed 1`` prints what it found for docs/trust.md.
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
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust.batch import Batch, Tree, seconds_until_gone

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

    def __str__(self) -> str:
        spread = f"{min(self.changed)} to {max(self.changed)} files were new"
        return f"{len(self.changed)} moments; {spread}; {self.strays} temporary files left and swept; last process gone after {self.slowest:.2f} s"


def trees(batch: Batch) -> tuple[Tree, Tree]:
    """The files of two undisturbed runs. What lies there afterwards is the first."""
    found = []
    for word in (NEW, OLD):
        shutil.rmtree(batch.kits_in, ignore_errors=True)
        code, told = batch.ask_for(word).run()
        assert code == 0, told
        found.append(batch.tree())
    assert set(found[0]) == set(found[1])
    assert not [path for path in found[0] if found[0][path] == found[1][path]], "every file differs, so that one can tell old from new"
    return found[1], found[0]


def kill_at_random(batch: Batch, moments: int, chance: random.Random) -> Found:
    """Kill a run with SIGKILL ``moments`` times, each over the files of a whole one. Raises AssertionError where a promise is broken."""
    old, new = trees(batch)
    kept, found = batch.folder / "kept", Found()
    shutil.copytree(batch.kits_in, kept)
    for moment in range(moments):
        shutil.rmtree(batch.kits_in)
        shutil.copytree(kept, batch.kits_in)  # copy2: the times stay, by which files are known
        _kill(batch.ask_for(NEW), round(chance.random() * len(new)), chance.random() / 5, found)
        assert not batch.torn(old, new), (moment, batch.torn(old, new))
        now = batch.tree()
        found.changed.append(sum(now[path] == new[path] for path in new))
        found.strays += len(batch.strays())
        mend(batch, new)
    return found


def mend(batch: Batch, new: Tree) -> None:
    """Run it again: the files of an undisturbed run, nothing else, and kits that are as they say."""
    code, told = batch.run()
    assert code == 0, told
    assert batch.tree() == new
    assert not batch.strays(), batch.strays()
    assert not batch.broken(), batch.broken()
    code, told = batch.run()
    assert "all unchanged" in told or "(unchanged)" in told, told
    assert f"{batch.kits} kits in" in told, told


def _kill(batch: Batch, files: int, seconds: float, found: Found) -> None:
    """End the run as soon as so many files are new, and a moment has passed."""
    before = _state(batch)
    with batch.start() as process:
        while process.poll() is None and len(_state(batch) ^ before) // 2 < files:
            time.sleep(0.01)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        found.slowest = max(found.slowest, seconds_until_gone(process.pid))


def _state(batch: Batch) -> set[tuple[str, int]]:
    return {(str(path), path.stat().st_ino) for path in batch.kits_in.glob("[!.]*/**/*") if path.is_file() and path.suffix != ".part"}


def main() -> int:
    """The whole sweep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kits", type=int, default=40)
    parser.add_argument("--moments", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_at_random(Batch(Path(folder), asked.kits), asked.moments, random.Random(asked.seed))  # noqa: S311
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
