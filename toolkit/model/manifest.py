"""The manifest of a kit: ``manifest.json``, which says what is in it, what it was made of, and what nobody has confirmed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.model.access import Access
from toolkit.model.base import Noun

NAME = "manifest.json"
"""Where it stands in a kit."""


def _refuse_to_leave(path: str) -> str:
    parts = path.split("/")
    if not path or "\\" in path or ":" in parts[0] or any(part in ("", ".", "..") for part in parts):
        raise PydanticCustomError("path_leaves_kit", "'{path}' is not a path inside the kit", {"path": path})
    return path


Path = Annotated[str, AfterValidator(_refuse_to_leave)]
"""A path below the kit's folder, with '/' between its parts on every system."""
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class ListedFile(Noun):
    """One file of the kit."""

    path: Path = Field(description="Where it stands, below the kit's folder.")
    title: str = Field(description="What it is called.")
    format: str = Field(description="Name of its format, as in 'facilitate formats'; index for the page that opens the kit, accessibility for the one that tells what the audit of its files found.")
    reader: Literal["participant", "facilitator", "learner"] = Field(
        description="Who it is for. Only a participant's hold no answers; a learner's are for after the workshop."
    )
    when: Literal["before", "day", "after"] = Field(description="When it is used: before the day, on it, or afterwards.")
    access: Access = Field(description="restricted: for vetted public-safety professionals only.")
    copies: str = Field(description="How many to print: each, one, once, spare, room, table, as-told, any or none, as the format says.")
    pages: int | None = Field(description="How many pages it has; null for what is not PDF.")
    bytes: int = Field(ge=0, description="Its length in bytes.")
    sha256: Sha256 = Field(description="SHA-256 of its bytes.")


class ListedModule(Noun):
    """A module that the kit teaches."""

    id: str = Field(description="Its id, for example intro/1.")
    title: str = Field(description="Its title.")


class ListedDay(Noun):
    """One day of the workshop."""

    date: dt.date | None = Field(description="The day; null where the session does not say.")
    start: dt.time | None = Field(description="When it starts; null where the session does not say.")
    minutes: int = Field(description="How long it lasts, breaks included.")


class Workshop(Noun):
    """What the session says about the workshop; '' and null where it says nothing."""

    audience: str = Field(description="Who it is for.")
    organization: str = Field(description="Who hosts it.")
    facilitators: tuple[str, ...] = Field(description="Who leads it.")
    place: str = Field(description="Where it is held.")
    days: tuple[ListedDay, ...] = Field(description="Its days.")
    participants: int | None = Field(description="How many people are expected.")
    paper: Literal["letter", "a4"] = Field(description="Paper size.")
    language: str = Field(description="Language of fixed words.")


class ListedFact(Noun):
    """A fact that something in the kit rests on."""

    id: str = Field(description="Its id in the register.")
    statement: str = Field(description="The fact.")
    label: str = Field(description="How we know it: seen, seed or proposed.")
    as_of: str = Field(description="The year or date for which it holds.")
    review_by: dt.date = Field(description="The day by which a person must check it again.")


class ListedContact(Noun):
    """Someone whom the kit tells people to call."""

    name: str = Field(description="Its name.")
    number: str = Field(description="Its number, or how to text it, as printed; empty where it has none.")
    web: str = Field(description="Its address on the web, as printed; empty where it has none.")
    local: bool = Field(description="true where each session fills in its own number.")
    checked_on: dt.date | None = Field(description="The day on which a person last called or opened it; null until somebody has.")
    confirm: bool = Field(description="true where 'Confirm before use' stands beside it.")


class Unconfirmed(Noun):
    """Something that a person must still find out or confirm."""

    kind: str = Field(description="What it concerns: date, start, place, participants, facilitators, support-person, state-law, number, contact or fact.")
    about: str = Field(description="What to do about it.")


class Manifest(Noun):
    """``manifest.json`` in the folder of a kit."""

    version: Literal[1] = Field(default=1, description="Version of this format.")
    name: str = Field(description="The kit's name: that of its folder.")
    title: str = Field(description="Title of the workshop.")
    edition: str = Field(description="Edition of the curriculum.")
    toolkit: str = Field(description="Version of the program that made it.")
    made_from: Sha256 = Field(description="SHA-256 of what its files were made from. It differs where any of them could.")
    access: Access = Field(description="The most restricted label of its files.")
    mark: str = Field(description="Who alone may have it, as printed; empty where everyone may.")
    vetted_by: str = Field(description="Who confirmed that the readers of a restricted kit are vetted.")
    workshop: Workshop = Field(description="The workshop.")
    modules: tuple[ListedModule, ...] = Field(description="What it teaches, in order.")
    withheld: tuple[str, ...] = Field(description="Modules and pages that its readers may not see, and that are not in it.")
    files: tuple[ListedFile, ...] = Field(description="Its files, in the order of the index; this one is not among them.")
    facts: tuple[ListedFact, ...] = Field(description="The facts that it rests on.")
    contacts: tuple[ListedContact, ...] = Field(description="Whom it tells people to call.")
    unconfirmed: tuple[Unconfirmed, ...] = Field(description="What a person must still find out or confirm before the day.")

    def past_review(self, day: dt.date) -> tuple[ListedFact, ...]:
        """Facts that a person should have checked again before ``day``."""
        return tuple(fact for fact in self.facts if fact.review_by < day)
