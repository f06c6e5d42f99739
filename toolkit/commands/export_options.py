"""The words of ``facilitate export`` in; what it is asked, out. Nothing is read yet: a call with nothing to do is over at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.address import destination

SUMMARY = "write workshop kits"
MORE = (
    "Each session becomes a folder with for-participants, for-facilitator, for-afterwards and an index.html that opens it,\n"
    "and a zip of that folder beside it. 'facilitate verify' tells later whether anything in it changed.\n"
    "Without a session file, every module of the open catalogue becomes a kit of its own."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Tell ``parser`` what the command takes."""
    parser.add_argument("sessions", nargs="*", type=Path, metavar="SESSION", help="session files, or names of ready-made sessions such as staff-meeting")
    parser.add_argument(
        "--module", nargs="+", action="extend", default=[], metavar="ID", help="modules to export, for example intro/1"
    )
    parser.add_argument(
        "--course", nargs="+", action="extend", default=[], metavar="ID",
        help="courses to export, each as one kit of all its open modules, for example intro",
    )
    parser.add_argument(
        "--page", nargs="+", action="extend", default=[], metavar="ID",
        help="reference pages to export on their own, for example reporting-card",
    )
    parser.add_argument(
        "--format", nargs="+", action="extend", default=[], metavar="NAME", help="formats to write (default: all; see 'facilitate formats')"
    )
    parser.add_argument("--out", type=destination, default=Path("exports"), metavar="DIR", help="folder to write to (default: exports), or a URL such as s3://bucket/kits (see docs/object-store.md)")
    parser.add_argument("--no-zip", action="store_true", help="make no zip of each kit; one from an earlier export stays as it is")
    parser.add_argument("--matrix", type=Path, metavar="CSV", help="make a kit for each row of a table, which fills in the one SESSION (see docs/many-kits.md)")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes to work with (default: one for each processor, or FACILITATE_JOBS)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="have a Dask cluster make the kits, for example tcp://10.0.0.5:8786 (see docs/cluster.md)")
    parser.add_argument("--explain", action="store_true", help="say of each file that is made why it has to be")


def run(options: argparse.Namespace) -> int:
    """Run it."""
    from toolkit.commands.asked import Asked, export_if_changed

    # "--format handout my.yaml" reads like one format and one session, so it is taken that way.
    lists = [options.module, options.course, options.page, options.format]
    sessions = [*options.sessions, *(Path(name) for names in lists for name in names if _is_session(name))]
    modules, courses, pages, formats = ([name for name in names if not _is_session(name)] for names in lists)
    asked = Asked(sessions, modules, courses, pages, not options.no_zip, options.jobs, options.explain, options.matrix, options.scheduler)
    return export_if_changed(asked, formats, options.out, options.curriculum)


def _is_session(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))
