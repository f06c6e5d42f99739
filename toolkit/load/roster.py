"""A roster in, the people who get a certificate out; everything that is wrong with it named at once, with its line.

Messages tell lines and never names: somebody may stand behind, or look into a log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import UsageError
from toolkit.load.presence import days_of, minutes_of, modules_of, presence
from toolkit.load.table import Row, read_table
from toolkit.look.fonts import known_characters
from toolkit.look.scripts import lacking
from toolkit.model.certificate import tidy_name
from toolkit.model.roster import Absent, Attendee, Held, Roster

_HEADS = {
    "name": ("name", "full name", "participant", "participant name", "participants", "attendee", "attendee name"),
    "first": ("first name", "first", "given name", "given names"),
    "last": ("last name", "last", "surname", "family name"),
    "attended": ("attended", "present", "attendance", "status"),
    "absent": ("absent", "no show"),
    "hours": ("hours", "contact hours", "hours attended"),
    "days": ("days attended", "days", "day", "attended days"),
    "modules": ("modules", "module", "modules attended"),
}
_FORMULA = tuple("=+-@#\uff1d\uff0b\uff0d\uff20")
_SHOWN = 12
_MEND = "Mend these lines, then run it again. Nothing was written."


def read_roster(path: Path, held: Held) -> Roster:
    """Who attended the workshop ``held``, as the roster at ``path`` says. Raises UsageError with all that cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The roster {path} cannot be read: {error.strerror or error}.", "Name a CSV file.") from error
    rows, guessed = read_table(data, path.name)
    if not rows:
        raise UsageError(f"{path.name} is empty.", "Its first row must name the columns; one must be called 'name'.")
    columns = _columns(rows[0], path.name)
    reading = _Reading(held, columns, len(rows[0].cells))
    for row in rows[1:]:
        reading.take(row)
    if reading.faults:
        raise UsageError(_listed(path.name, reading.faults), _MEND)
    if not reading.attendees and not reading.absent:
        raise UsageError(f"{path.name} names nobody below its first row.", "Write one row for each person.")
    return Roster(tuple(reading.attendees), tuple(reading.absent), tuple(reading.doubts(guessed=guessed)))


def _columns(head: Row, file: str) -> dict[str, int]:
    """Where each column that we know stands. Raises UsageError when there is none for names, or two of a kind."""
    known = {name: kind for kind, names in _HEADS.items() for name in names}
    found: dict[str, int] = {}
    twice: list[str] = []
    for place, cell in enumerate(head.cells):
        kind = known.get(" ".join(cell.casefold().replace("_", " ").replace("-", " ").split()))
        if kind in found:
            twice.append(cell)
        elif kind:
            found[kind] = place
    if twice:
        raise UsageError(f"{file} has two columns for the same thing: '{twice[0]}' is the second.", "Keep one of them.")
    if "name" not in found and not {"first", "last"} <= found.keys():
            raise UsageError(
            f"{file} has no column for names: its first row, in line {head.line}, calls none of its {len(head.cells)} columns so.",
            "Call one column 'name', or two of them 'first name' and 'last name'.",
        )
    return found


def _listed(file: str, faults: list[str]) -> str:
    more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    count = "1 line" if len(faults) == 1 else f"{len(faults)} lines"
    return "\n  ".join([f"{file}: {count} cannot be used.", *faults[:_SHOWN], *more]) + "\n"


class _Reading:
    """A roster being read, row by row."""

    def __init__(self, held: Held, columns: dict[str, int], width: int) -> None:
        self._held, self._columns, self._width = held, columns, width
        self._known = known_characters()
        self.attendees: list[Attendee] = []
        self.absent: list[Absent] = []
        self.faults: list[str] = []

    def take(self, row: Row) -> None:
        """Note what one row says, or what is wrong with it."""
        try:
            self._take(row)
        except UsageError as error:
            self.faults.append(f"line {row.line}: {error}")

    def _take(self, row: Row) -> None:
        if len(row.cells) > self._width:
            what = f"it has {len(row.cells)} cells, and the first row has {self._width}."
            raise UsageError(what, "Put a name with a separator in it into quotation marks.")
        typed = self._typed(row)
        came = presence(self._cell(row, "attended"), self._cell(row, "absent"), asked="attended" in self._columns)
        days = days_of(self._cell(row, "days"), self._held)
        modules = modules_of(self._cell(row, "modules"), self._held)
        most = self._held.counted(days or (), modules)
        if came == "present" and days is not None and not most and self._held.counted():
            raise UsageError("none of the modules named is held on the days named.", "Change one of the two.")
        minutes = minutes_of(self._cell(row, "hours"), most)
        if came == "present" and days is not None and minutes != 0:
            self.attendees.append(Attendee(self._printable(typed), row.line, minutes, days, modules))
        else:
            self.absent.append(Absent(typed, row.line, marked=came != "unmarked"))

    def _cell(self, row: Row, kind: str) -> str:
        place = self._columns.get(kind, -1)
        return row.cells[place] if 0 <= place < len(row.cells) else ""

    def _typed(self, row: Row) -> str:
        parts = [self._cell(row, kind) for kind in (("name",) if "name" in self._columns else ("first", "last"))]
        typed = " ".join(part for part in parts if part)
        if not typed:
            raise UsageError("there is no name.", "Write it, or delete the line.")
        if typed.startswith(_FORMULA):
            raise UsageError("what is typed begins like a formula of a spreadsheet, not like a name.", "Type the name.")
        return typed

    def _printable(self, typed: str) -> str:
        """A name as it is printed. Raises UsageError for one that cannot be."""
        name = tidy_name(typed)
        if not self._known.can_show(name):
            mend = lacking(name) or "Write the name in letters of another alphabet, or fill in a blank certificate by hand."
            raise UsageError("our fonts have no sign for some letters of the name.", mend)
        return name

    def doubts(self, *, guessed: bool) -> Iterator[str]:
        """What a person should look at before the certificates are printed."""
        same: dict[str, list[Attendee]] = defaultdict(list)
        for attendee in self.attendees:
            same[attendee.name.casefold()].append(attendee)
        for group in same.values():
            if len(group) > 1:
                lines = ", ".join(str(attendee.line) for attendee in group)
                yield f"The same name stands in lines {lines}. Each has a certificate; delete those that are one person."
        odd = [attendee for attendee in self.attendees if not attendee.name.isascii()]
        if guessed and odd:
            lines = ", ".join(str(attendee.line) for attendee in odd)
            yield f"The file does not say how its letters are written; Windows-1252 was guessed. Look at the names of lines {lines}."
