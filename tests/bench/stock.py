"""The stock routes: a command for each file, and the same libraries in one warm script. A place in, their rows out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.chromium import ARGUMENTS
from tests.bench.measuring import Done, run
from tests.bench.place import ROOT, Place, count, script
from tests.bench.rows import TOTAL, Row, added

PAGES = ("html", "slides")
PRINTED = "webpdf"


def by_command(place: Place, browser: Mapping[str, str] | None) -> Iterator[Row]:
    """One process for each file: papermill for each module, then nbconvert for each module and format."""
    folder, env = place.folder("stock"), browser or place.env
    executed = [folder / "papermill" / path.name for path in place.notebooks.values()]
    (folder / "papermill").mkdir()
    calls = [[script("papermill"), source, target] for source, target in zip(place.notebooks.values(), executed, strict=True)]
    rows = [_step("papermill", folder, calls, env)]
    yield rows[0]
    for name in (*PAGES, *([PRINTED] if browser else [])):
        (folder / name).mkdir()
        told = ["--disable-chromium-sandbox", *(f"--WebPDFExporter.browser_args={each}" for each in ARGUMENTS)] if name == PRINTED else []
        convert = [script("jupyter"), "nbconvert", "--to", name, "--output-dir", folder / name, *told]
        rows.append(_step(name, folder, [[*convert, path] for path in executed], env))
        yield rows[-1]
    yield added("stock", TOTAL, rows)


def _step(name: str, folder: Path, calls: Sequence[Sequence[str | Path]], env: Mapping[str, str]) -> Row:
    done = [run(call, env, ROOT) for call in calls]
    whole = added("stock", name, [Row("stock", name, each.wall, each.cpu, each.peak, each.together) for each in done])
    return Row("stock", name, whole.wall, whole.cpu, whole.peak, whole.together, count(folder / name))


def in_one_script(place: Place, browser: Mapping[str, str] | None) -> Iterator[Row]:
    """The same work through the libraries, in one process that is warm; ``tests.bench.warm`` keeps the time."""
    folder = place.folder("warm")
    formats = (*PAGES, *([PRINTED] if browser else []))
    call = [sys.executable, "-m", "tests.bench.warm", folder, ",".join(formats), *place.notebooks.values()]
    done = run(call, browser or place.env, ROOT)
    rows = [_clocked(done, step, count(folder / step["step"])) for step in json.loads(done.output.splitlines()[-1])]
    yield from rows
    yield added("warm", TOTAL, rows)


def _clocked(done: Done, step: Mapping[str, float | str], files: int) -> Row:
    """A step between two moments of a process: its own account of CPU time, or ours where that saw more."""
    start, end = float(step["start"]), float(step["end"])
    cpu, peak, together = done.between(start, end)
    return Row("warm", str(step["step"]), end - start, max(cpu, float(step["cpu"])), peak, together, files)
