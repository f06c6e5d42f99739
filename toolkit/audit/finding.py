"""The nouns of an audit: what is promised of a file, how much of it was looked at, and what locks somebody out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.errors import ToolkitError


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a file promises to people who read it with other means than eyes and a mouse.

    ``id`` begins with the kind of file and states what should be true, such as 'pdf-tables-have-headers'. ``promise`` says it in one sentence for the
    person who hands the file on. ``counts`` names what is looked at, in the plural ('tables'): a file without any proves nothing and
    the report says so. ``source`` names the clause of the standard that asks for it.
    """

    id: str
    promise: str
    counts: str
    source: str


@dataclass(frozen=True, slots=True, order=True)
class Barrier:
    """One place where a rule is broken: ``where`` in the file ('page 3', 'slide 4', '' for all of it), and ``what`` is wrong with what to do, in plain words."""

    rule: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of looking at one file: for each rule, in order, how many things were looked at, and every barrier, in the order of the file."""

    looked_at: tuple[tuple[str, int], ...] = ()
    barriers: tuple[Barrier, ...] = ()

    @classmethod
    def of(cls, plain: Any) -> Audit | None:
        """From what ``plain`` made, read back from JSON. Raises TypeError and ValueError where it is something else."""
        if plain is None:
            return None
        looked_at, barriers = plain
        return cls(tuple((str(rule), int(count)) for rule, count in looked_at), tuple(Barrier(*map(str, each)) for each in barriers))

    def plain(self) -> Any:
        """The same in lists, texts and numbers."""
        return [[list(each) for each in self.looked_at], [[each.rule, each.where, each.what] for each in self.barriers]]


def unreadable(why: object) -> Audit:
    """What is said of a file of which nothing can be said."""
    return Audit(barriers=(Barrier("readable", "", str(why)),))


class UnreadableError(ToolkitError):
    """A file that is not what its name says, or is damaged: nothing can be said of it."""
