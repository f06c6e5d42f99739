"""A place in; what our own command takes from a cold start, and the floor that no program of its kind can pass, out."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.measuring import FailedError, run
from tests.bench.place import ROOT, Place, count, script
from tests.bench.rows import ALL, CHECK, EDITED, HELP, SAME, START, TOTAL, UNCHANGED, Row, added, middle

EQUIVALENTS = {"html": "study", "slides": "slides", "webpdf": "handout"}
"""The format of ours that answers each stock one: the page to read, the deck for a browser, the PDF to print."""
_ROUNDS = 5  # of what is over in a second or two


def cold(place: Place, stock: Sequence[str]) -> Iterator[Row]:
    """``facilitate`` as a person types it, each time a new process with empty caches; ``stock``: formats the others make too."""
    whole, env = place.folder("ours-all"), place.cold("all")
    modules = ("--module", *place.notebooks)
    yield _call(HELP, ["--help"], place.env, rounds=_ROUNDS)
    yield _call(CHECK, ["check"], place.env, rounds=_ROUNDS, fine=(0, 1))
    yield _call(START, [sys.executable, "-m", "tests.bench.start"], place.env, rounds=_ROUNDS)
    yield _export(ALL, ["export", *modules, "--out", str(whole)], env, whole)
    before = _state(whole)
    again = _call(UNCHANGED, ["export", *modules, "--out", str(whole)], env)
    yield replace(again, files=len(_touched(before, _state(whole))))
    yield _edited(place, modules, env, whole)
    few = place.folder("ours-same")
    formats = ("--format", *(EQUIVALENTS[name] for name in stock))
    yield _export(SAME, ["export", *modules, *formats, "--out", str(few)], place.cold("same"), few)


def _edited(place: Place, modules: Sequence[str], env: Mapping[str, str], whole: Path) -> Row:
    """The same export after an edit of one module's summary, in a copy of the curriculum."""
    root = place.folder("edited") / "curriculum"
    shutil.copytree(ROOT / "curriculum", root)
    module = next(iter(place.notebooks))
    course, number = module.split("/")
    (file,) = (root / course).glob(f"{number}-*.yaml")
    text, found = re.subn(r"^(summary: [|>]-?\n\s+)", r"\1Today: ", file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    if not found:
        raise FailedError(f"{file.name} has no summary to edit.")
    file.write_text(text, encoding="utf-8")
    before = _state(whole)
    row = _call(EDITED, ["export", *modules, "--curriculum", str(root), "--out", str(whole)], env)
    touched = [path.relative_to(whole).parts[0] for path in _touched(before, _state(whole))]
    kit = f"{course}-{number}"
    beyond = sum(name not in (kit, f"{kit}.zip", ".facilitate") for name in touched)
    return replace(row, files=len(touched), beyond=beyond)


def _touched(before: Mapping[Path, object], after: Mapping[Path, object]) -> list[Path]:
    return [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]


def _export(step: str, arguments: Sequence[str], env: Mapping[str, str], out: Path) -> Row:
    row = _call(step, arguments, env)
    return Row("ours", step, row.wall, row.cpu, row.peak, row.together, count(out))


def _call(step: str, arguments: Sequence[str], env: Mapping[str, str], rounds: int = 1, fine: Sequence[int] = (0,)) -> Row:
    """One command, the median of some rounds. Arguments that begin with a path are a command of their own."""
    call = list(arguments) if Path(arguments[0]).is_absolute() else [script("facilitate"), *arguments]
    done = [run(call, env, ROOT, fine) for _ in range(rounds)]
    return middle([Row("ours", step, each.wall, each.cpu, each.peak, each.together) for each in done])


def _state(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What tells a file that was written again, even with the same bytes."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (stat.st_mtime_ns, stat.st_ino, stat.st_size) for path, stat in found.items()}


def floor(place: Place, stock: Sequence[str]) -> Iterator[Row]:
    """Typst's compilation and the saving of slides alone, of the same documents, in one warm process (``tests.bench.floor``).

    After the total come the same for the formats that the others make too, and for each format: they are parts of it.
    """
    done = run([sys.executable, "-m", "tests.bench.floor", *place.notebooks], place.env, ROOT)
    found = json.loads(done.output.splitlines()[-1])

    def row(step: str, taken: Mapping[str, float]) -> Row:
        return Row("floor", step, taken["wall"], taken["cpu"], done.peak, done.together, int(taken["calls"]))

    libraries = [row(name, taken) for name, taken in found["libraries"].items()]
    yield from libraries
    yield added("floor", TOTAL, libraries)
    formats = {name: row(name, taken) for name, taken in found["formats"].items() if taken["calls"]}
    yield added("floor", SAME, [formats[EQUIVALENTS[name]] for name in stock if EQUIVALENTS[name] in formats])
    yield from sorted(formats.values(), key=lambda each: -each.cpu)
