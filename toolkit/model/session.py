"""A session: the one short file in which a facilitator describes a workshop, and its parameters."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from toolkit.errors import UsageError
from toolkit.model.access import Access, clearance_of, somebody
from toolkit.model.base import AudienceId, Count, Day, Flag, Id, Line, ModuleId, Noun, Spelling
from toolkit.model.look import Look


def _refuse_bad_time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise PydanticCustomError(
            "not_a_time", "'{text}' is not a time of day; write it hours:minutes, for example 18:30", {"text": text}
        )
    return text


def _as_text(value: object) -> object:
    # papermill's -p makes a number of what looks like one, for example the place '12'; a live notebook may hold a day.
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _split_names(value: object) -> object:
    # papermill's -p passes one string; a session file passes a list.
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    return tuple(map(_as_text, value)) if isinstance(value, list | tuple) else _as_text(value)


def _read_numbers(value: object) -> object:
    # papermill's -p passes JSON as one string.
    if isinstance(value, str):
        try:
            value = json.loads(value or "{}")
        except ValueError:
            return value
    return {key: _as_text(number) for key, number in value.items()} if isinstance(value, dict) else value


def _refuse_twice(modules: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((module for place, module in enumerate(modules) if module in modules[:place]), None)
    if twice:
        raise PydanticCustomError("module_listed_twice", "lists {module} twice", {"module": twice})
    return modules


def minutes_of_day(time: str) -> int:
    """Minutes from midnight to ``time``, a time of day as sessions write it."""
    hours, minutes = map(int, time.split(":"))
    return hours * 60 + minutes


Time = Annotated[
    str, AfterValidator(_refuse_bad_time), Spelling("time of day", "09:00", r"([01]\d|2[0-3]):[0-5]\d")
]
Text = Annotated[str, BeforeValidator(_as_text)]
Names = Annotated[tuple[Line, ...], BeforeValidator(_split_names)]
Numbers = Annotated[dict[Id, Line], BeforeValidator(_read_numbers)]


class Parameters(Noun):
    """What a composed notebook can be told: the only names that papermill may set."""

    audience: AudienceId = Field(default="community", description="Who the workshop is for.")
    organization: Text = Field(default="", description="Who hosts it, as printed.")
    facilitators: Names = Field(default=(), description="Names as printed, separated by commas.")
    date: Text = Field(default="", description="Day, as printed, for example 2027-01-15.")
    place: Text = Field(default="", description="Where it is held, as printed.")
    contacts: Numbers = Field(
        default_factory=dict, description="Local numbers by contact id, for example {'state-line': '…'}."
    )
    paper: Literal["letter", "a4"] = Field(default="letter", description="Paper size.")
    language: Literal["en"] = Field(default="en", description="Language of fixed words.")
    vetted_by: Annotated[Text, AfterValidator(somebody)] = Field(
        default="", description="Who confirmed that every reader is a vetted public-safety professional; opens restricted material."
    )

    @property
    def clearance(self) -> Access:
        """The most restricted label that readers may see."""
        return clearance_of(self.audience, self.vetted_by)


class SessionDay(Noun):
    """One day of a workshop that lasts several. What it leaves out is as the session says for every day."""

    date: Day | None = Field(default=None, description="The day, for example 2027-01-15.")
    start: Time | None = Field(default=None, description="Start time of this day; the session's when left out.")
    minutes: Count | None = Field(
        default=None, description="Length of this day in minutes, breaks included; the session's when left out."
    )


class Lunch(Noun):
    """One long break a day, which takes the place of a short one."""

    at: Time = Field(description="When it should begin; it is laid as near as the segments allow.")
    minutes: Count = Field(description="How long it lasts.")


class Session(Noun):
    """One workshop: which modules, who for, when, where, how long."""

    title: Line | None = Field(default=None, description="Title on the covers; the modules' title when left out.")
    modules: Annotated[tuple[ModuleId, ...], AfterValidator(_refuse_twice)] = Field(
        min_length=1, description="Module ids, in order, for example intro/1."
    )
    pages: tuple[Id, ...] | None = Field(
        default=None, description="Reference pages in the kit; when left out, those for the audience; [] for none."
    )
    audience: AudienceId = Field(default="community", description="Who the workshop is for.")
    vetted_by: Annotated[Line, AfterValidator(somebody)] | None = Field(
        default=None,
        description="Who confirmed that every participant is a vetted public-safety professional, by name and office; without "
        "it, and for any audience but law-enforcement, restricted modules are left out.",
    )
    minutes: Count | None = Field(
        default=None, description="Length in minutes, breaks included; the typical length when left out."
    )
    start: Time | None = Field(default=None, description="Start time, 24-hour clock, for example 18:30.")
    date: Day | None = Field(default=None, description="Day of the workshop, or its first day, for example 2027-01-15.")
    days: tuple[SessionDay, ...] = Field(
        default=(), description="The days of a workshop that lasts several; 'start' and 'minutes' of the session then hold for each."
    )
    lunch: Lunch | None = Field(default=None, description="A long break, on every day that lasts beyond its time.")
    place: Line | None = Field(default=None, description="Where it is held, as printed.")
    organization: Line | None = Field(default=None, description="Who hosts it, as printed.")
    look: Look | None = Field(default=None, description="Logo, colors and foot of the organization that hosts it.")
    facilitators: tuple[Line, ...] = Field(default=(), description="Names as printed.")
    take_turns: Flag = Field(
        default=False, description="Whether the facilitators lead by turns; nobody leads right after a heavy segment of their own."
    )
    parts: dict[Line, tuple[Line, ...]] = Field(
        default_factory=dict,
        description="Who leads what: a facilitator's name and a list of segments, for example intro/1/welcome, or whole modules.",
    )
    rooms: tuple[Line, ...] = Field(
        default=(), description="Rooms in which groups follow the same timetable at the same time; one group when left out."
    )
    participants: Count | None = Field(default=None, description="How many people are expected, in all rooms together.")
    contacts: dict[Id, Line] = Field(default_factory=dict, description="Local numbers by contact id.")
    paper: Literal["letter", "a4"] = Field(default="letter", description="Paper size.")
    language: Literal["en"] = Field(default="en", description="Language of fixed words.")

    def parameters(self) -> Parameters:
        """The notebook parameters that this session sets."""
        return Parameters(
            audience=self.audience,
            organization=self.organization or "",
            facilitators=self.facilitators,
            date=first.isoformat() if (first := self.held_on[0].date) else "",
            place=self.place or "",
            contacts=self.contacts,
            paper=self.paper,
            language=self.language,
            vetted_by=self.vetted_by or "",
        )

    @property
    def held_on(self) -> tuple[SessionDay, ...]:
        """Its days, at least one, each with all that the session says for it."""
        if not self.days:
            return (SessionDay(date=self.date, start=self.start, minutes=self.minutes),)
        dates = (self.days[0].date or self.date, *(day.date for day in self.days[1:]))
        return tuple(
            SessionDay(
                date=date, start=day.start or self.start, minutes=self.minutes if day.minutes is None else day.minutes
            )
            for date, day in zip(dates, self.days, strict=True)
        )

    @property
    def clearance(self) -> Access:
        """The most restricted label that participants may see."""
        return clearance_of(self.audience, self.vetted_by or "")


def check_parameters(values: Mapping[str, Any]) -> Parameters:
    """``values`` as Parameters. Raises UsageError that names what is wrong and what is known."""
    refuse_unknown_names(values)
    try:
        return Parameters.model_validate(dict(values))
    except ValidationError as error:
        wrong = " ".join(_told(dict(item)) for item in error.errors())
        raise UsageError(wrong, _known_parameters()) from None


def _told(item: dict[str, Any]) -> str:
    """One of pydantic's errors as a sentence that says what to write instead."""
    name = ".".join(map(str, item["loc"]))
    if item["type"] == "literal_error":
        return f"The parameter {name} cannot be {item['input']!r}; write {item['ctx']['expected']}."
    if item["type"] == "string_type":
        return f"The parameter {name} must be text, not {item['input']!r}; with papermill, write -r {name} TEXT."
    return f"The parameter {name} cannot be {item['input']!r}: {item['msg'].removeprefix('Input should be ')}."


def refuse_unknown_names(names: Iterable[str]) -> None:
    """Raises UsageError when ``names`` holds one that no notebook of ours can be told."""
    unknown = sorted(set(names) - set(Parameters.model_fields))
    if unknown:
        raise UsageError(f"Unknown parameter: {', '.join(unknown)}.", _known_parameters())


def _known_parameters() -> str:
    return f"Known parameters: {', '.join(Parameters.model_fields)}."
