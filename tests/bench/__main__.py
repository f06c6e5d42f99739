"""The benchmark in one call: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.bench import ours, stock
from tests.bench.chromium import with_chromium
from tests.bench.machine import OtherPrograms, cores, machine
from tests.bench.measuring import FailedError
from tests.bench.page import put_between, put_into
from tests.bench.place import ROOT, Place, prepare
from tests.bench.plot import picture
from tests.bench.report import as_csv, as_markdown, table, targets
from tests.bench.rows import Row, standings

ROUTES = ("stock", "warm", "ours", "floor")
_ABOUT = """\
Measures our own export beside the stock tools, in one run and on the same composed notebooks, and prints a table.

routes:
  stock  a process for each file: 'papermill' for each module, then 'jupyter nbconvert' to html, slides and webpdf
  warm   the same through one Python script with the libraries' APIs; imports and the first call are not counted
  ours   'facilitate', each time a new process with an empty cache: --help, check, export of all formats, the same
         again with nothing changed, again with the summary of one module edited, and the formats that answer the stock
         ones (study for html, slides for slides, handout for webpdf)
  floor  Typst's compilation and the saving of PowerPoint files alone, of the same documents, in one warm process; below
         its total stand its parts: the formats both make, then each format

columns:
  wall s   seconds from start to end           CPU s    seconds of the command and all its children
  peak MB  the largest of its processes        tree MB  all of its processes at one moment, shared pages counted for each
  files    files written; touched, when nothing changed or one module was edited; calls, in the floor
"""
_MORE = """\
webpdf needs a Chromium. nbconvert asks playwright for it. Set CHROMIUM to a browser's path to choose one; else playwright's
own is used ('playwright install chromium'), else the first chromium or google-chrome on the path (on Linux). Where none
starts, webpdf is left out of the stock routes and 'handout' out of ours, and the table says so.

Close other programs first: what they do makes every figure worse. All open modules take some minutes, most of them the
stock route's. It needs the extras 'test' and 'bench', and Linux or macOS.

examples:
  python -m tests.bench --modules intro/1             one module, about a minute
  python -m tests.bench                               all open modules; speed.csv and speed.png in exports/speed
  python -m tests.bench --docs                        the same, into docs, with the measured part of docs/speed.md
  python -m tests.bench --routes ours floor           our own part only, after a change
"""


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=_ABOUT, epilog=_MORE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--modules", nargs="+", default=[], metavar="ID", help="modules, for example intro/1 (default: all open ones)")
    parser.add_argument("--routes", nargs="+", choices=ROUTES, default=ROUTES, metavar="ROUTE", help="what to run (default: all four)")
    parser.add_argument("--out", type=Path, default=ROOT / "exports" / "speed", metavar="FOLDER", help="where speed.csv and speed.png go (default: exports/speed)")
    parser.add_argument("--docs", action="store_true", help="write to docs instead, and put what was measured into docs/speed.md")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, write. 1 where a command of a route failed; then nothing is written."""
    options = _options(arguments)
    if find_spec("matplotlib") is None:
        sys.stderr.write("matplotlib is missing: install the toolkit with its extra 'bench'.\n")
        return 1
    page = ROOT / "docs" / "speed.md"
    if options.docs:
        put_between(page.read_text(encoding="utf-8"), "")  # a page that lost its marks says so before the minutes are spent
    rows: list[Row] = []
    try:
        with tempfile.TemporaryDirectory(prefix="speed-") as work:
            place = prepare(Path(work), options.modules)
            env, browser = with_chromium(place.work, place.env)
            about, others = machine(browser), OtherPrograms()
            for row in _run(options.routes, place, env):
                sys.stderr.write(f"{row.route:6} {row.step:20} {row.wall:8.2f} s\n")
                rows.append(row)
            about["Other programs used"] = others.share()
    except (FailedError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    remarks = [] if env else [f"webpdf is left out: {browser}. The formats both make are then html and slides."]
    found, modules = standings(rows, cores()), list(place.notebooks)
    lines = [f"{name}: {value}" for name, value in about.items()]
    sys.stdout.write("\n".join(["", *lines, *remarks, "", table(rows), "", targets(found), ""]))
    out = ROOT / "docs" if options.docs else options.out
    out.mkdir(parents=True, exist_ok=True)
    (out / "speed.csv").write_text(as_csv(rows, found), encoding="utf-8")
    (out / "speed.png").write_bytes(picture(rows, f"Kits of {len(modules)} modules" if len(modules) > 1 else f"Kit of {modules[0]}"))
    if options.docs:
        put_into(page, as_markdown(rows, found, about, remarks, modules))
    return 0


def _run(routes: Sequence[str], place: Place, browser: dict[str, str] | None) -> Iterator[Row]:
    """The rows of each route asked for, as they come in."""
    formats = (*stock.PAGES, *([stock.PRINTED] if browser else []))
    if "stock" in routes:
        yield from stock.by_command(place, browser)
    if "warm" in routes:
        yield from stock.in_one_script(place, browser)
    if "ours" in routes:
        yield from ours.cold(place, formats)
    if "floor" in routes:
        yield from ours.floor(place, formats)


if __name__ == "__main__":
    sys.exit(main())
