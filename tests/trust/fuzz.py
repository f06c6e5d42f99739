"""Round-the-clock fuzzing: seeds in, promises tried one after the other until somebody stops it, broken ones saved with the line to try again, out.

``python -m tests.trust.fuzz`` runs for ever, ``--minutes 15`` as long as it says. docs/fuzzing.md tells the rest.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust import fuzz_files, fuzz_notebooks, fuzz_records, fuzz_slow, fuzz_texts
from tests.trust.fuzz_target import Find, Tally, Target, attempt, line_to_try, save, saved, smaller

TARGETS = (
    Target("curriculum", fuzz_texts.yaml, fuzz_texts.hold_yaml),
    Target("sessions", fuzz_texts.session, fuzz_texts.hold_session),
    Target("rosters", fuzz_texts.roster, fuzz_texts.hold_roster),
    Target("answers", fuzz_texts.answers, fuzz_texts.hold_answers),
    Target("tables", fuzz_texts.matrix, fuzz_texts.hold_matrix),
    Target("notebooks", fuzz_notebooks.notebook, fuzz_notebooks.hold_notebook, batch=20),
    Target("logos", fuzz_files.logo, fuzz_files.hold_logo),
    Target("kits", fuzz_files.kit, fuzz_files.hold_kit, batch=60),
    Target("records", fuzz_records.record, fuzz_records.hold_record, batch=20),
    Target("messages", fuzz_records.messages, fuzz_records.hold_messages, batch=20),
    Target("hostile", fuzz_slow.hostile, fuzz_slow.hold_hostile, batch=1, every=10, patience=600, needs=60, shrinks=False),
    Target("disks", fuzz_slow.disk, fuzz_slow.hold_disk, batch=1, every=5, patience=300, needs=20, shrinks=False),
    Target("crashes", fuzz_slow.crash, fuzz_slow.hold_crash, batch=1, every=10, patience=600, needs=60, shrinks=False),
    Target("writers", fuzz_slow.writers, fuzz_slow.hold_writers, batch=1, every=10, patience=120, needs=30, shrinks=False),
)
"""Every promise that is tried. A target is one function that makes an input, one that holds it to the promise, and one row here."""
MOST_SAVED = 3
"""How many finds of one kind are saved; what comes after is counted."""
_SHRINKING = 15.0  # seconds at most for one find
_QUIET = 5.0  # seconds between two lines of progress, unless there is a find


@dataclass
class Fuzzing:
    """One run. ``deadline`` is a moment of the monotonic clock; ``say`` writes a line."""

    targets: Sequence[Target]
    keep: Path
    say: Callable[[str], None]
    deadline: float = float("inf")
    tallies: dict[str, Tally] = field(default_factory=dict)

    def run(self, seed: int, rounds: float = float("inf")) -> None:
        """One round for each seed, counting up. Returns when the time, or so many rounds, are over."""
        started = told = time.monotonic()
        number = 0
        while number < rounds and self._left() > 0:
            before, finds = self._inputs(), self.finds()
            begun = [target for target in self.targets if number % target.every == 0 and self._left() > target.needs]
            for target in begun:
                self._round(target, seed + number)
            now = time.monotonic()
            if now - told > _QUIET or self.finds() > finds:
                what = f"{self._inputs() - before} inputs, {self.finds()} finds so far"
                self.say(f"seed {seed + number}: {what}, {(now - started) / 60:.1f} min")
                told = now
            number += 1
            if not begun:
                return  # what is left of the time is too little for any of them

    def finds(self) -> int:
        """How many inputs broke a promise."""
        return sum(sum(tally.finds.values()) for tally in self.tallies.values())

    def summary(self) -> Iterator[str]:
        """A line for each target."""
        yield f"{'target':<12}{'rounds':>8}{'inputs':>9}{'seconds':>10}{'slowest':>9}{'finds':>7}  what came of them"
        for name, tally in self.tallies.items():
            words = ", ".join(f"{word} {count}" for word, count in sorted(tally.words.items(), key=lambda pair: -pair[1])[:6])
            yield f"{name:<12}{tally.rounds:>8}{tally.inputs:>9}{tally.seconds:>10.1f}{tally.slowest:>8.2f}s{sum(tally.finds.values()):>7}  {words}"
            yield from (f"    {count} times {sign}" for sign, count in tally.finds.items())

    def _inputs(self) -> int:
        return sum(tally.inputs for tally in self.tallies.values())

    def _left(self) -> float:
        return self.deadline - time.monotonic()

    def _round(self, target: Target, seed: int) -> None:
        tally = self.tallies.setdefault(target.name, Tally())
        tally.rounds += 1
        for case in target.cases(seed):
            if self._left() <= target.needs:
                return
            started = time.monotonic()
            found = attempt(target, case)
            tally.note(time.monotonic() - started, "find" if isinstance(found, Find) else found)
            if isinstance(found, Find):
                known = tally.finds[found.sign] = tally.finds.get(found.sign, 0) + 1
                if known <= MOST_SAVED:
                    less = smaller(target, case, found.sign, min(_SHRINKING, max(0, self._left()))) if target.shrinks else case
                    last = attempt(target, less)
                    folder = save(self.keep, target, seed, less, last if isinstance(last, Find) else found)
                    self.say(f"FIND in {target.name}: {found.what.splitlines()[0][:160]}\n  {len(case.data)} bytes, made smaller to {len(less.data)}: {folder}\n"
                             f"  again: {line_to_try(target.name, folder)}")  # fmt: skip


def _said(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _asked(arguments: Sequence[str] | None, targets: Sequence[Target]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.trust.fuzz", description="Try promises on inputs made by chance until stopped. Ends with 1 where one was broken.")
    parser.add_argument("--minutes", default="forever", metavar="N", help="how long, or 'forever' (the default)")
    parser.add_argument("--rounds", type=int, metavar="N", help="how many rounds at most")
    parser.add_argument("--seed", type=int, metavar="S", help="the seed of the first round; the next has the next one (default: by chance, told)")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[target.name for target in targets], help="these targets alone, see --list")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "facilitate-fuzz", metavar="FOLDER", help="where finds are saved (default: %(default)s)")
    parser.add_argument("--try", dest="again", type=Path, metavar="FIND", help="try one saved find again: the folder that was told, with --only and its target")
    parser.add_argument("--list", action="store_true", help="tell the targets and what each promises")
    asked = parser.parse_args(arguments)
    if asked.again and len(asked.only or ()) != 1:
        parser.error("--try needs --only with the one target of the find")
    try:
        asked.minutes = float("inf" if asked.minutes == "forever" else asked.minutes)
    except ValueError:
        parser.error(f"--minutes takes a number or 'forever', not '{asked.minutes}'")
    return asked


def _again(target: Target, folder: Path) -> int:
    try:
        case = saved(folder)
    except (OSError, ValueError, StopIteration):
        _said(f"{folder} is no find: name a folder that was told as one.")
        return 2
    found = attempt(target, case)
    _said(found.told if isinstance(found, Find) else f"{target.name}: {found}. The promise holds now.")
    return int(isinstance(found, Find))


def main(arguments: Sequence[str] | None = None, targets: Sequence[Target] = TARGETS) -> int:
    """Fuzz until the time is over or somebody stops it: 0 where all promises held, 1 where one was broken, 2 where the line cannot be used."""
    asked = _asked(arguments, targets)
    if asked.list:
        for target in targets:
            _said(f"{target.name}: {target.promise}")
        return 0
    chosen = [target for target in targets if not asked.only or target.name in asked.only]
    if asked.again:
        return _again(chosen[0], asked.again)
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    fuzzing = Fuzzing(chosen, asked.keep, _said, time.monotonic() + asked.minutes * 60)
    _said(f"{len(chosen)} targets from seed {seed}; finds go to {asked.keep}; Ctrl-C ends it.")
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager may stop it as well
    try:
        fuzzing.run(seed, float("inf") if asked.rounds is None else asked.rounds)
    except KeyboardInterrupt:
        _said("")
    finally:
        signal.signal(signal.SIGTERM, before)
    for line in fuzzing.summary():
        _said(line)
    return int(fuzzing.finds() > 0)


if __name__ == "__main__":
    sys.exit(main())
