"""How time and memory grow with the size of one piece: ``python -m tests.bench.scale``.

Two curricula are made in a temporary folder, from the shipped texts of one module: one whose only module has more and
more questions, and one whose session has more and more segments, in modules of 25, over five days. Each size runs in
a process of its own through load, check, plan, compose, fill, read and every format. The exponent is the slope of log
time over log size between the last three sizes: 1 is linear, 2 is quadratic. Kits are written nowhere.

    python -m tests.bench.scale --kind questions --sizes 100,1000 --steps load,check,pptx --csv scale.csv
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.page import BEGIN_SCALE, put_into
from tests.bench.scale_curricula import MAKERS
from tests.bench.scale_table import Row, as_markdown, table
from toolkit.check import find_errors
from toolkit.compose import compose
from toolkit.execute import execute
from toolkit.export.registry import formats
from toolkit.kit.pages import documents_of
from toolkit.load import find_unprintable, load_curriculum, load_session
from toolkit.look.fonts import known_characters
from toolkit.look.theme import DEFAULT
from toolkit.plan import make_plan
from toolkit.study import Show

SIZES = {"questions": (100, 300, 1000, 3000, 10000), "segments": (25, 50, 100, 250, 500)}
LONGEST = 600.0
"""Seconds. A step that would take longer at the next size, if it were quadratic, is not tried there."""
SHOWN = ("check", "printable", "handout", "slides", "pptx", "guide-docx")
"""Steps that the docs show beside those that every one needs: a format of each kind."""
DOCS = Path(__file__).parents[2] / "docs"


def peak() -> float:
    """The most memory that this process has held since ``forget_peak``, in MB."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Count the peak from here on; where the system has no such thing, it counts from the start of the process."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def steps(root: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every step by name. Each must be run before the next is asked for; each keeps what it made for those after it."""
    made: dict[str, Any] = {}

    def keep(name: str, work: Callable[[], Any]) -> tuple[str, Callable[[], Any]]:
        return name, lambda: made.__setitem__(name, work())

    session = load_session(root / "sessions" / "whole.yaml")[0]
    yield keep("load", lambda: load_curriculum(root))
    curriculum = made["load"]
    yield "check", lambda: find_errors(curriculum)
    yield "printable", lambda: find_unprintable(curriculum, known_characters())
    yield keep("plan", lambda: make_plan(curriculum, session))
    plan = made["plan"]
    yield keep("compose", lambda: compose(curriculum, plan))
    show = Show(curriculum, [module.id for module in plan.modules], session.parameters())
    yield keep("fill", lambda: execute(made["compose"], {}, show.bundle))
    yield keep("read", lambda: documents_of(made["fill"]))
    for row in formats().values():
        document = made["read"].get(row.reader)
        if row.of == "session" and row.suits(document):
            yield row.name, lambda row=row, document=document: row.exporter()(document, DEFAULT)


_NEEDED = ("load", "plan", "compose", "fill", "read")


def run_one(kind: str, size: int, wanted: set[str], skipped: set[str]) -> None:
    """Make the curriculum of one size, run its steps, and print a line of JSON for each as it ends."""
    with tempfile.TemporaryDirectory() as folder:
        MAKERS[kind](Path(folder), size)
        for name, work in steps(Path(folder)):
            if name not in _NEEDED and (name in skipped or (wanted and name not in wanted)):
                continue
            measure = measured if name in _NEEDED else measured_apart
            if row := measure({"kind": kind, "size": size, "step": name}, work):
                sys.stdout.write(json.dumps(row) + "\n")
                sys.stdout.flush()


def measured(row: Row, work: Callable[[], Any]) -> Row:
    """``row`` with what ``work`` took."""
    forget_peak()
    start = time.perf_counter()
    work()
    return row | {"seconds": time.perf_counter() - start, "peak_mb": peak()}


def measured_apart(row: Row, work: Callable[[], Any]) -> Row | None:
    """The same in a fork of this process: what one format holds or breaks touches no other. None where it broke."""
    incoming, outgoing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with os.fdopen(outgoing, "w", encoding="utf-8") as file:
                file.write(json.dumps(measured(row, work)))
            os._exit(0)
        except BaseException:  # noqa: BLE001  # whatever it is, this is a copy of the process and must not go on as if it were the first
            traceback.print_exc()
            os._exit(1)
    os.close(outgoing)
    with os.fdopen(incoming, encoding="utf-8") as file:
        told = file.read()
    status = os.waitpid(child, 0)[1]
    if not told:  # out of memory, for example
        sys.stderr.write(f"{row['kind']} {row['size']} {row['step']}: ended with {os.waitstatus_to_exitcode(status)}\n")
    return json.loads(told) if told else None


def run_all(kind: str, sizes: list[int], wanted: list[str]) -> Iterator[Row]:
    """What each step of each size took, as the processes tell it; told on the way, as it takes long."""
    skipped: set[str] = set()
    for size, after in zip(sizes, [*sizes[1:], sizes[-1]], strict=True):
        command = [sys.executable, "-m", "tests.bench.scale", "--one", str(size), "--kind", kind]
        command += ["--steps", ",".join(wanted), "--skip", ",".join(sorted(skipped))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            for line in child.stdout or ():
                row = json.loads(line)
                sys.stderr.write(f"{kind} {size} {row['step']}: {row['seconds']:.2f} s, {row['peak_mb']:.0f} MB\n")
                if row["seconds"] * (after / size) ** 2 > LONGEST:
                    skipped.add(row["step"])
                yield row
        if child.returncode:  # what came before still counts
            sys.stderr.write(f"{kind} {size}: the process ended with {child.returncode}\n")


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kind", choices=list(SIZES), help="only this one")
    parser.add_argument("--sizes", default="", help="sizes with commas between them")
    parser.add_argument("--steps", default="", help="only these steps, and those they need")
    parser.add_argument("--csv", type=Path, default=Path("scale.csv"), help="where the table goes")
    parser.add_argument("--docs", action="store_true", help="write docs/scale.csv and the table of docs/speed.md, of the steps that this page shows")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--skip", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    wanted = list(filter(None, asked.steps.split(","))) or (list(SHOWN) if asked.docs else [])
    if asked.one:
        run_one(asked.kind, asked.one, set(wanted), set(asked.skip.split(",")))
        return
    path = DOCS / "scale.csv" if asked.docs else asked.csv
    told = []
    with path.open("w", encoding="utf-8", newline="", buffering=1) as file:  # a run that is broken off leaves what it has
        writer = csv.DictWriter(file, ["kind", "size", "step", "seconds", "peak_mb"])
        writer.writeheader()
        for kind in [asked.kind] if asked.kind else list(SIZES):
            sizes = [int(size) for size in asked.sizes.split(",")] if asked.sizes else list(SIZES[kind])
            rows = []
            for row in run_all(kind, sizes, wanted):
                writer.writerow(row)
                rows.append(row)
            sys.stdout.write(table(kind, rows) + "\n")
            told.append(as_markdown(kind, rows))
    if asked.docs:
        put_into(DOCS / "speed.md", "\n\n".join(told), BEGIN_SCALE)


if __name__ == "__main__":
    main()
