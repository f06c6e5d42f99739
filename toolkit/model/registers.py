"""The registers: facts, sources, contacts, glossary terms and language advice that modules cite by id."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.base import Day, Flag, Id, Line, Noun, RegisterId

Label = Literal["seen", "seed", "recalled", "proposed"]
Need = Literal["danger", "report", "missing", "support"]
NEEDS: tuple[Need, ...] = get_args(Need)
"""Why someone is called, the most urgent first: the one order in which contacts stand everywhere."""
CONTACT_DAYS = 180
"""For how many days a contact that a person has checked counts as confirmed."""


class Source(Guarded):
    """A published page or document that a fact was read in."""

    id: Id = Field(description="Short id, for example ncmec-issue-page-2023.")
    title: Line = Field(description="Title as published.")
    publisher: Line = Field(description="Who published it.")
    url: Line = Field(description="Where it was read. Printed, never fetched.")
    as_of: Line = Field(description="Year, date or data year of the text that was read; 'undated' where unknown.")
    secondary: Flag = Field(default=False, description="true when someone other than the originator repeats the fact.")


class Fact(Guarded):
    """One statement about the world, with its source, its date and the day it must be looked at again."""

    id: RegisterId = Field(description="Register id, for example F-A1-03.")
    statement: Line = Field(description="The fact in our own words.")
    label: Label = Field(
        description="How we know: seen (read in a public page), seed (stated in a founding document), "
        "recalled (unconfirmed: never published), proposed (our own judgement, not a claim about the world)."
    )
    sources: tuple[Id, ...] = Field(default=(), description="Ids of the sources it was read in.")
    value: Line | None = Field(default=None, description="The figure itself, as printed, for example 'more than 17,200'.")
    unit: Line | None = Field(default=None, description="What was counted: reports, cases, episodes or children.")
    counted_by: Line | None = Field(default=None, description="Who counted.")
    as_of: Line = Field(description="The year or date the fact holds for; 'undated' where the source gives none.")
    review_by: Day = Field(description="The day by which a person must check it again.")
    caution: Line | None = Field(default=None, description="What a reader could get wrong about it.")


class Contact(Guarded):
    """Someone to call, text or write to, in the one order that every handout prints."""

    id: Id = Field(description="Id by which text and sessions name it, for example cybertipline.")
    name: Line = Field(description="Name of the service.")
    purpose: Line = Field(description="When to use it, in one sentence.")
    need: Need = Field(
        description="Which of the four needs it answers; contacts print in this order."
    )
    phone: Line | None = Field(default=None, description="Number as printed.")
    text: Line | None = Field(default=None, description="How to text, for example 'Text HOME to 741741'.")
    web: Line | None = Field(default=None, description="Web address as printed.")
    hours: Line = Field(description="When it answers.")
    languages: tuple[Line, ...] = Field(
        default=(), description="Languages it answers in, as its source says; left out where no source says."
    )
    local: Flag = Field(default=False, description="true when each session fills in its own local number.")
    note: Line | None = Field(default=None, description="What a caller should know first.")
    fact: RegisterId = Field(description="The register entry that the number comes from.")
    checked_on: Day | None = Field(
        default=None, description="The day on which a person last called or opened it; left out until somebody has."
    )
    confirm: Flag = Field(description="true when the facilitator must confirm it before printing.")
    card: Flag = Field(default=True, description="true to print it on cards and the whom-to-call page.")

    @property
    def title(self) -> str:
        """The name as a heading; the register writes it as it stands in a sentence."""
        return self.name[0].upper() + self.name[1:]

    def is_confirmed(self, on: date, days: int = CONTACT_DAYS) -> bool:
        """Whether a person checked it in the ``days`` up to the day ``on``. A day still to come is a slip of the pen."""
        return self.checked_on is not None and on - timedelta(days) <= self.checked_on <= on

    def asks_to_confirm(self, on: date | None = None) -> bool:
        """Whether 'Confirm before use' stands beside it. ``on`` is the workshop's day, where it is known.

        A file must not change with the day on which it is made, so without a workshop's day any check
        counts. Whom to call in danger carries the words only where ``confirm`` says so: nobody should
        look up a number first while a child is being hurt.
        """
        if self.confirm or self.need == "danger":
            return self.confirm
        checked = self.checked_on
        return checked is None or (on is not None and checked < on - timedelta(CONTACT_DAYS))


class Term(Guarded):
    """A word that readers may not know, in plain language."""

    id: Id = Field(description="Id of the term.")
    term: Line = Field(description="The word or phrase.")
    meaning: Line = Field(description="What it means, in one or two plain sentences.")
    facts: tuple[RegisterId, ...] = Field(default=(), description="Facts it rests on.")


class Wording(Noun):
    """Advice on words: what to avoid, what to say instead, and why."""

    id: RegisterId = Field(description="Register id, for example F-LNG-06.")
    avoid: tuple[Line, ...] = Field(min_length=1, description="Words to avoid or take care with.")
    prefer: Line = Field(description="What to say instead.")
    why: Line = Field(description="The reason, in one sentence.")
    label: Label = Field(description="How we know (see facts).")
    sources: tuple[Id, ...] = Field(default=(), description="Ids of the sources.")
    enforce: Flag = Field(
        default=False, description="true when the check refuses these words in participant text."
    )


class FactRegister(Noun):
    """registers/facts.yaml"""

    facts: tuple[Fact, ...] = Field(description="Every fact that content may cite.")


class SourceRegister(Noun):
    """registers/sources.yaml"""

    sources: tuple[Source, ...] = Field(description="Every source that facts name.")


class ContactRegister(Noun):
    """registers/contacts.yaml"""

    contacts: tuple[Contact, ...] = Field(description="Whom to call, in printing order within each need.")


class Glossary(Noun):
    """registers/glossary.yaml"""

    terms: tuple[Term, ...] = Field(description="Terms in plain language.")


class LanguageGuide(Noun):
    """registers/language.yaml"""

    wordings: tuple[Wording, ...] = Field(description="Words to avoid and to prefer.")
