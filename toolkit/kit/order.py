"""A session or reference pages in; what to make of them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from toolkit.export.registry import Format
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.look import Look
from toolkit.model.page import Page
from toolkit.model.session import Parameters, Session


@dataclass(frozen=True, slots=True)
class PagesOrder:
    """What to make of reference pages: the formats, the folder in which the order's own stands, and its name."""

    name: str
    rows: Sequence[Format]
    out: Path
    pages: Sequence[Page]
    parameters: Parameters

    @property
    def look(self) -> Look | None:
        """The look of those who hand them out; pages on their own have none."""
        return None

    @property
    def steps(self) -> int:
        """How many steps it takes, for a progress bar."""
        return len(self.pages) * sum(row.of == "page" for row in self.rows)


@dataclass(frozen=True, slots=True)
class KitOrder(PagesOrder):
    """What to make of a session: its kit, with the pages that go into it."""

    session: Session
    withheld: tuple[str, ...] = ()
    """Ids of pages that the session names and its readers may not see."""
    zipped: bool = True
    """Whether the kit is also packed into one file."""
    ground: str = ""
    """Digest of all that orders of one run share: the program and the curriculum. '' where nobody knows it."""

    @property
    def asked(self) -> str:
        """SHA-256 over all that decides what comes of it; '' without a ground."""
        if not self.ground:
            return ""
        parts = [self.ground, self.name, [row.name for row in self.rows], [page.id for page in self.pages], self.session, self.withheld, self.zipped]
        return sha256(repr(parts).encode()).hexdigest()

    @property
    def look(self) -> Look | None:
        """That of the session's host."""
        return self.session.look

    @property
    def steps(self) -> int:
        """How many steps it takes, for a progress bar."""
        notebook = index = 1
        return notebook + index + sum(row.of == "session" for row in self.rows) + len(self.pages) * sum(row.of == "page" for row in self.rows)


def kit_order(curriculum: Curriculum, name: str, session: Session, rows: Sequence[Format], out: Path) -> KitOrder:
    """The order of a session's kit. It holds the pages that the session names, or else those for its audience."""
    view = seen(curriculum, session.clearance)
    if session.pages is None:
        pages = view.pages_for(session.audience)
    else:
        pages = tuple(view.page(name) for name in session.pages if name in view.pages or name not in curriculum.pages)
    withheld = tuple(name for name in session.pages or () if name in curriculum.pages and name not in view.pages)
    return KitOrder(name, rows, out, pages, session.parameters(), session, withheld)
