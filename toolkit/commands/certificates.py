"""``facilitate certificates``: certificates for the people on a roster, in one file or one for each."""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.export.document import Document
    from toolkit.model.roster import Attendee, Roster

SUMMARY = "make certificates for the people on a roster"
MORE = (
    "The roster is a table from any spreadsheet, saved as CSV. Its first row names the columns:\n"
    "  name           or two columns, 'first name' and 'last name'\n"
    "  attended       yes or no; whoever is absent or not marked is left out (columns 'absent', 'status' do too)\n"
    "  hours          where somebody attended less than all: 2.5 or 2:30, without breaks\n"
    "  days attended  '1, 2' or 'day 2' or a date\n"
    "  modules        ids or titles, with semicolons between them\n"
    "Only the names are needed. Whoever missed a part gets a certificate of attendance. Contact hours are those of the\n"
    "timetable without breaks and lunch, rounded down to a quarter hour. When anything is wrong nothing is written.\n\n"
    "Certificates stand apart from the kit, in exports/my-workshop-certificates: a kit may be passed on, and names may not."
)
_FILE = "certificates.pdf"
_LONGEST = 60


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("session", type=Path, metavar="SESSION", help="a session file, for example my-workshop.yaml, or a ready-made session")
    parser.add_argument("roster", type=Path, metavar="ROSTER", help="a CSV file with a column 'name'")
    parser.add_argument("--out", type=Path, default=Path("exports"), metavar="DIR", help="folder to write to (default: exports)")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--one-file", action="store_true", help=f"all in {_FILE}, with a bookmark for each name (the default)")
    how.add_argument("--each", action="store_true", help="one file for each person, named after them")
    parser.set_defaults(run=certificates)


def certificates(options: argparse.Namespace) -> int:
    """Write the certificates and report, by line of the roster, who got none and what to look at."""
    from toolkit.artifacts import write_artifact
    from toolkit.build import load_checked, run_notebook
    from toolkit.commands.sessions import checked_session, curriculum_folder
    from toolkit.export.attendance import held
    from toolkit.export.read import read
    from toolkit.load import read_roster

    curriculum = load_checked(curriculum_folder(options.curriculum))
    session = checked_session(options.session, curriculum)
    document = read(run_notebook(curriculum, session), "facilitator")
    roster = read_roster(options.roster, held(document))
    folder = options.out / f"{options.session.stem}-certificates"
    files = _made(document, roster.attendees, each=options.each)
    written = [write_artifact(folder / name, content) for name, content in files.items()]
    _report(roster, folder, files, changed=any(written))
    if document.days and not all(day.date for day in document.days):
        sys.stdout.write("  look at the date: the session does not give every day one. Write 'date:' in the session file.\n")
    return 0 if files else 1


def _made(document: Document, attendees: Sequence[Attendee], *, each: bool) -> dict[str, bytes]:
    """Every file by name, all of them made before the first is written."""
    from toolkit.export.pdf.certificates import to_certificates
    from toolkit.look.theme import DEFAULT
    from toolkit.progress import progress

    if not attendees:
        return {}
    if not each:
        return {_FILE: to_certificates(document, DEFAULT, attendees)}
    files: dict[str, bytes] = {}
    with progress(len(attendees)) as bar:
        for name, attendee in zip(file_names([attendee.name for attendee in attendees]), attendees, strict=True):
            bar.step("certificates")  # no name on the screen: somebody may stand behind
            files[name] = to_certificates(document, DEFAULT, (attendee,))
            bar.done()
    return files


def file_names(names: Sequence[str]) -> list[str]:
    """A name for each person's file: plain letters that every system takes, and a number where two would be the same."""
    stems = [_plain(name) for name in names]
    met: Counter[str] = Counter()
    found: list[str] = []
    for stem in stems:
        met[stem] += 1
        name = stem if met[stem] == 1 else f"{stem}-{met[stem]}"
        while f"certificate-{name}.pdf" in found:  # somebody else may be called so
            met[stem] += 1
            name = f"{stem}-{met[stem]}"
        found.append(f"certificate-{name}.pdf")
    return found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D").replace("ł", "l").replace("Ł", "L"))
    plain = re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode().lower())
    return plain[:_LONGEST].strip("-") or "person"


def _report(roster: Roster, folder: Path, files: Mapping[str, bytes], *, changed: bool) -> None:
    count, exceptions = len(roster.attendees), sum(each.is_exception for each in roster.attendees)
    made = "1 certificate" if count == 1 else f"{count} certificates"
    apart = f", {exceptions} with hours, days or modules of their own" if exceptions else ""
    sys.stdout.write(f"{made}{apart}{'' if changed or not count else ' (unchanged)'}\n")
    if len(files) == 1:
        sys.stdout.write(f"  {folder / next(iter(files))}\n")
    elif files:
        sys.stdout.write(f"  {len(files)} files in {folder}\n")
    for absent in roster.absent:
        why = "is marked as absent" if absent.marked else "is not marked as present"
        sys.stdout.write(f"  left out: line {absent.line} {why}\n")  # no name, as above
    for doubt in roster.doubts:
        sys.stdout.write(f"  look at it: {doubt}\n")
    left = sorted(path.name for path in folder.glob("certificate*.pdf") if path.name not in files) if folder.is_dir() else []
    if left:
        sys.stdout.write(f"  made by an earlier run, and not by this one: {', '.join(left)}. Delete what is no longer right.\n")
