"""A session: the one short file in which a facilitator describes a workshop, and its parameters."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.model.base import AudienceId, Count, Day, Id, Line, ModuleId, Noun, Spelling


def _refuse_bad_time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise PydanticCustomError(
            "not_a_time", "'{text}' is not a time of day; write it hours:minutes, for example 18:30", {"text": text}
        )
    return text


def _split_names(value: object) -> object:
    # papermill's -p passes one string; a session file passes a list.
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    return value


def _refuse_twice(modules: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((module for place, module in enumerate(modules) if module in modules[:place]), None)
    if twice:
        raise PydanticCustomError("module_listed_twice", "lists {module} twice", {"module": twice})
    return modules


Time = Annotated[
    str, AfterValidator(_refuse_bad_time), Spelling("time of day", "09:00", r"([01]\d|2[0-3]):[0-5]\d")
]
Names = Annotated[tuple[Line, ...], BeforeValidator(_split_names)]


class Parameters(Noun):
    """What a composed notebook can be told: the only names that papermill may set."""

    audience: AudienceId = Field(default="community", description="Who the workshop is for.")
    organization: str = Field(default="", description="Who hosts it, as printed.")
    facilitators: Names = Field(default=(), description="Names as printed, separated by commas.")
    date: str = Field(default="", description="Day, as printed, for example 2027-01-15.")
    place: str = Field(default="", description="Where it is held, as printed.")
    contacts: dict[Id, Line] = Field(
        default_factory=dict, description="Local numbers by contact id, for example {'state-line': '…'}."
    )
    paper: Literal["letter", "a4"] = Field(default="letter", description="Paper size.")
    language: Literal["en"] = Field(default="en", description="Language of fixed words.")


class Session(Noun):
    """One workshop: which modules, who for, when, where, how long."""

    title: Line | None = Field(default=None, description="Title on the covers; the modules' title when left out.")
    modules: Annotated[tuple[ModuleId, ...], AfterValidator(_refuse_twice)] = Field(
        min_length=1, description="Module ids, in order, for example intro/1."
    )
    audience: AudienceId = Field(default="community", description="Who the workshop is for.")
    minutes: Count | None = Field(
        default=None, description="Length in minutes, breaks included; the typical length when left out."
    )
    start: Time | None = Field(default=None, description="Start time, 24-hour clock, for example 18:30.")
    date: Day | None = Field(default=None, description="Day of the workshop, for example 2027-01-15.")
    place: Line | None = Field(default=None, description="Where it is held, as printed.")
    organization: Line | None = Field(default=None, description="Who hosts it, as printed.")
    facilitators: tuple[Line, ...] = Field(default=(), description="Names as printed.")
    participants: Count | None = Field(default=None, description="How many people are expected.")
    contacts: dict[Id, Line] = Field(default_factory=dict, description="Local numbers by contact id.")
    paper: Literal["letter", "a4"] = Field(default="letter", description="Paper size.")
    language: Literal["en"] = Field(default="en", description="Language of fixed words.")

    def parameters(self) -> Parameters:
        """The notebook parameters that this session sets."""
        return Parameters(
            audience=self.audience,
            organization=self.organization or "",
            facilitators=self.facilitators,
            date=self.date.isoformat() if self.date else "",
            place=self.place or "",
            contacts=self.contacts,
            paper=self.paper,
            language=self.language,
        )
