"""The base class and the field types that every noun in the curriculum shares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Noun(BaseModel):
    """A frozen value whose every key is known.

    Frozen, because a curriculum is read once and shared by many exports;
    ``extra="forbid"``, because a misspelt key must be an error, never silence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text field is written: in an author's words, by example and, where it has one, as a pattern.

    The JSON Schema, the authoring docs and the checks read it, so a text field is described once.
    """

    name: str
    example: str
    pattern: str = ""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The field's JSON Schema: text that is not empty and, where there is a pattern, follows it."""
        schema: dict[str, Any] = {**handler(core_schema), "minLength": 1}
        if self.pattern:
            schema["pattern"] = f"^{self.pattern}$"
        return schema


# Characters that crash a writer or show one thing and mean another: controls, lone
# surrogates, the byte-order mark, non-characters, whatever turns the direction of writing
# (one such mark in front of a telephone number swaps its parts), and signs that are invisible for good.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u061c\u200e\u200f\u2028-\u202e\u2061-\u206f]")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MODULE_ID = re.compile(r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)/([1-9][0-9]?)")
_REGISTER_ID = re.compile(r"[A-Z]+(-[A-Z0-9]+)+")
LONGEST_ID = 60
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows keeps for devices; no id and no kit may bear one."""



def _refuse_unsafe_characters(text: str) -> str:
    found = _FORBIDDEN.search(text)
    if found:
        name = unicodedata.name(found.group(), "control or unassigned character")
        raise PydanticCustomError(
            "unsafe_character",
            "holds the character U+{code} ({name}), which files cannot carry safely",
            {"code": f"{ord(found.group()):04X}", "name": name.lower()},
        )
    return text


def _refuse_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank_text", "is empty")
    return text


def _refuse_bad_id(text: str) -> str:
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID or text in RESERVED:
        raise PydanticCustomError(
            "bad_id",
            "'{text}' is not an id: use up to 60 lower-case letters, digits and single hyphens, "
            "starting with a letter, and no device name such as 'con'",
            {"text": text},
        )
    return text


def _refuse_bad_module_id(text: str) -> str:
    found = _MODULE_ID.fullmatch(text)
    if not found or len(text) > LONGEST_ID or found[1] in RESERVED:
        raise PydanticCustomError(
            "bad_module_id",
            "'{text}' is not a module id: write course/number, for example intro/1",
            {"text": text},
        )
    return text


def _refuse_bad_register_id(text: str) -> str:
    if not _REGISTER_ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise PydanticCustomError(
            "bad_register_id",
            "'{text}' is not a register id: write it like F-A1-03",
            {"text": text},
        )
    return text


def _refuse_bad_year(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise PydanticCustomError("not_a_year", "'{text}' is not a year; write four digits, for example 2023", {"text": text})
    return text


def _only_true_or_false(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise PydanticCustomError("not_true_or_false", "'{text}' is neither true nor false", {"text": value})
        return value == "true"
    return value


def _only_plain_digits(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"0|[1-9][0-9]{0,6}", value):
            raise PydanticCustomError("not_a_whole_number", "'{text}' is not a whole number", {"text": value})
        return int(value)
    return value


def _only_iso_date(value: object) -> object:
    if isinstance(value, str):
        day = _day(value)
        if day is None:
            raise PydanticCustomError(
                "not_a_date", "'{text}' is not a date; write it year-month-day, for example 2027-01-15", {"text": value}
            )
        return day
    return value


def _day(text: str) -> date | None:
    # date.fromisoformat also takes week dates and dates without hyphens.
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


_Safe = AfterValidator(_refuse_unsafe_characters)
_Filled = AfterValidator(_refuse_blank)

Line = Annotated[str, _Safe, _Filled, Spelling("text", "…")]
"""Plain text, as typed, with no Markdown in it."""

Markdown = Annotated[str, _Safe, _Filled, Spelling("Markdown text", "…")]
"""Markdown text: paragraphs, lists, emphasis and links; ``[@F-A1-03]`` cites a fact."""

Id = Annotated[str, AfterValidator(_refuse_bad_id), Spelling("id", "x", _ID.pattern)]
ModuleId = Annotated[
    str, AfterValidator(_refuse_bad_module_id), Spelling("module id", "x/1", _MODULE_ID.pattern.replace("?:", ""))
]
RegisterId = Annotated[
    str, AfterValidator(_refuse_bad_register_id), Spelling("register id", "X-1", _REGISTER_ID.pattern)
]
Year = Annotated[str, AfterValidator(_refuse_bad_year), Spelling("year", "2023", "[0-9]{4}")]
Flag = Annotated[bool, BeforeValidator(_only_true_or_false)]
Count = Annotated[int, Field(ge=0), BeforeValidator(_only_plain_digits)]
Hours = Annotated[int, Field(ge=1, le=144), BeforeValidator(_only_plain_digits)]
"""Hours of a limit: at most six days, since one that lies further ahead could not be told by its weekday."""
Day = Annotated[date, BeforeValidator(_only_iso_date)]

AudienceId = Literal["community", "parents-guardians", "child-serving", "child-welfare", "law-enforcement", "judiciary"]
