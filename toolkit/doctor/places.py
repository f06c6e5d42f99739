"""The folders that the toolkit writes to in; whether it may write there, has room, and can show its words, out. Nothing is left behind."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile, gettempdir

from toolkit.doctor.finding import Finding, Level

MEGABYTE = 1_000_000
LEAST, COMFORTABLE = 50 * MEGABYTE, 500 * MEGABYTE
"""Bytes free: below the first a kit of all formats may not fit with its zip, below the second not many of them will."""
_PLACES = (
    ("exports", "kits", "--out DIR takes another one"),
    ("notebooks", "notebooks", "run 'facilitate' in another folder"),
)


def find_folders(here: Path) -> Iterator[Finding]:
    """Whether kits and notebooks can be written below ``here``, and what comes and goes in the temporary folder."""
    for name, use, instead in _PLACES:
        yield from _of_folder(here / name, use, instead)
    try:
        passing = Path(gettempdir())
    except OSError as error:  # none of the usual ones takes a file
        yield Finding("folders", "problem", f"There is no temporary folder: {error.strerror}.", "Set TMPDIR to a folder that you may write to.")
        return
    yield from _of_folder(passing, "what is only needed while a kit is made", "set TMPDIR to another folder")


def find_record() -> Iterator[Finding]:
    """The learner's record: whether it can be read and written. What is in it is nobody's business, and not told."""
    from toolkit.record import Record, record_path  # where it lies takes platformdirs to know

    path = record_path()
    Record(path).id()  # raises, with what to do, where the file is damaged or belongs to another program
    yield from _of_folder(path.parent, "the learner's record", "set FACILITATOR_TOOLKIT_DATA to another folder")
    if path.exists() and not _opens(path):
        yield Finding("folders", "problem", f"{path} may not be written to, so no answer would be kept.", "Make the file yours again, or move it away.")


def find_terminal() -> Iterator[Finding]:
    """Whether the terminal can show every sign of a title."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "\u015a\u2013\u201c\u2713".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        what = f"It shows {encoding} only; signs that it lacks come out as '?'. Files are written whole all the same."
        yield Finding("terminal", "warning", what, "Set PYTHONUTF8 to 1, or use a terminal that shows UTF-8.")
    else:
        yield Finding("terminal", "ok", f"It shows {encoding}, with every sign of a title.")


def _of_folder(folder: Path, use: str, instead: str) -> Iterator[Finding]:
    """Whether ``folder``, or the one in which it would be made, takes a file, and has room for more."""
    ground = folder
    while not ground.exists() and ground != ground.parent:
        ground = ground.parent
    try:
        with TemporaryFile(dir=ground) as file:
            file.write(b"x" * 4096)
        free = shutil.disk_usage(ground).free
    except OSError as error:
        what = f"{folder}, for {use}, cannot be written to: {error.strerror or error}."
        yield Finding("folders", "problem", what, f"Look at who may write to {ground}, or {instead}.")
        return
    room = f"{free // MEGABYTE:,} MB free"
    if free < COMFORTABLE:
        level: Level = "problem" if free < LEAST else "warning"
        yield Finding("disk", level, f"{folder}, for {use}, has {room}.", f"Free some space, or {instead}.")
    else:
        yield Finding("folders", "ok", f"{folder}, for {use}, can be written to; {room}.")


def _opens(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False
