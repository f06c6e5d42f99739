"""``facilitate audit``: what keeps people out of a kit, or of a file that somebody has edited since."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.audit import Audit, counts_of
from toolkit.audit.files import Found, files_at
from toolkit.commands.examples import AUDIT_EPILOG
from toolkit.errors import printable
from toolkit.progress import progress

SUMMARY = "see whether everyone can read a kit, or a file that you have edited"
MORE = (
    "Looks at PDF files, slides for PowerPoint, documents for Word and web pages, ours or anybody's: a kit's folder or zip, or single\n"
    "files. It finds what keeps people out who listen to a page, enlarge it, or use no mouse, such as pictures without a\n"
    "description, tables without header cells, slides without a title and text that is too pale, and says where and what to do.\n"
    "Every kit holds what this found when it was made, in accessibility.html. It changes nothing, and exits with 1 when it\n"
    "finds something. docs/accessibility.md lists all that it looks for."
)


def add_audit(commands: Any) -> None:
    """Add the command to the command line. It needs no curriculum."""
    parser = commands.add_parser(
        "audit", help=SUMMARY, description=f"{SUMMARY[0].upper()}{SUMMARY[1:]}.\n\n{MORE}", epilog=AUDIT_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.set_defaults(run=lambda options: run(options.paths))
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a kit's folder or zip, or a PDF, PPTX, DOCX or HTML file")


def run(paths: list[Path]) -> int:
    """Print one line for each file, and one for each barrier in it; 1 when there is any. Raises UsageError where nothing can be looked at."""
    found = [each for path in paths for each in files_at(path)]
    barriers = 0
    with progress(len(found)) as bar:
        for each in found:
            bar.step(printable(each.name))
            audit = each.audited()
            bar.close()
            barriers += len(audit.barriers)
            sys.stdout.write(_told(each, audit))
            sys.stdout.flush()
            bar.done()
    files = "1 file" if len(found) == 1 else f"{len(found)} files"
    sys.stdout.write(f"\n{files} looked at: {_counted(barriers)}.\n")
    return 1 if barriers else 0


def _told(file: Found, audit: Audit) -> str:
    counts = ", ".join(f"{what}: {count}" for what, count in counts_of(audit, PurePosixPath(file.name).suffix).items())
    lines = [f"{'barrier' if audit.barriers else 'ok':<8} {printable(file.name)}  {counts}".rstrip()]
    for barrier in audit.barriers:
        where = f"{barrier.where}: " if barrier.where else ""
        lines.append(f"  {printable(where + barrier.what)}  [{barrier.rule}]")
    return "".join(f"{line}\n" for line in lines)


def _counted(barriers: int) -> str:
    if not barriers:
        return "no barrier found"
    return "1 barrier" if barriers == 1 else f"{barriers} barriers"
