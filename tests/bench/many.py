"""How long a batch takes, and whether its memory grows with its length: ``python -m tests.bench.many``.

A table of kits of one module, each with another place and day, is exported in all formats by as many processes as the machine
has processors. The run is divided into tenths: of each, the largest process and all processes together are told.

    python -m tests.bench.many --kits 160                    kits of the shipped intro/1
    python -m tests.bench.many --kits 160 --small            of a small curriculum of the tests: the same formats, short texts
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from tests.bench.measuring import Done, run
from tests.bench.place import ROOT, count
from tests.curricula import SMALL

PARTS = 10
_FIRST = date(2027, 1, 4)
_MEGABYTE = 1_000_000


def table(path: Path, kits: int) -> None:
    """A row for each kit, none of which has a document in common with another."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["kit", "place", "date"])
        writer.writerows((f"county-{n:05}", f"Library of county {n}", _FIRST + timedelta(days=n % 300)) for n in range(1, kits + 1))


def parts_of(done: Done) -> list[tuple[float, float]]:
    """The largest process and all processes at one moment, in MB, in each tenth of a run."""
    start, length = done.looks[0].at, (done.looks[-1].at - done.looks[0].at) / PARTS
    found = [done.between(start + length * part, start + length * (part + 1)) for part in range(PARTS)]
    return [(largest / _MEGABYTE, together / _MEGABYTE) for _, largest, together in found]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.many", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kits", type=int, default=160, metavar="N", help="rows of the table (default: 160)")
    parser.add_argument("--small", action="store_true", help="take the small curriculum of the tests")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: one for each processor)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="many-") as work:
        folder = Path(work)
        (folder / "template.yaml").write_text(f"modules: [{'course/1' if asked.small else 'intro/1'}]\n", encoding="utf-8")
        table(folder / "counties.csv", asked.kits)
        out, root = folder / "kits", SMALL if asked.small else ROOT / "curriculum"
        words = ["export", folder / "template.yaml", "--matrix", folder / "counties.csv", "--curriculum", root, "--out", out]
        jobs = ["--jobs", str(asked.jobs)] if asked.jobs else []
        done = run([sys.executable, "-m", "toolkit", *words, *jobs], {**os.environ, "FACILITATE_JOBS": ""}, ROOT)
        files = count(out)
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / _MEGABYTE
    sys.stdout.write(
        f"{asked.kits} kits, {files} files, {size:.0f} MB: {done.wall:.0f} s, {done.wall / asked.kits:.2f} s and "
        f"{done.cpu / asked.kits:.2f} CPU s for each kit\n\ntenth  largest process  all processes\n"
    )
    for number, (largest, together) in enumerate(parts_of(done), start=1):
        sys.stdout.write(f"{number:5}  {largest:12.0f} MB  {together:10.0f} MB\n")


if __name__ == "__main__":
    main()
