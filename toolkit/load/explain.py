"""One validation error of pydantic in; the rule that is broken, what is wrong and how to mend it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.model.curriculum import Place
from toolkit.model.naming import did_you_mean
from toolkit.model.shape import Shape, Tree


@dataclass(frozen=True)
class Fault:
    """A validation error, tied to its place in the tree. ``shape`` is what the place expects."""

    type: str
    place: Place
    value: Tree
    shape: Shape | None  # of the value; of the block around it for a missing or unknown key
    context: Mapping[str, Any]
    message: str
    on_key: bool = False


@dataclass(frozen=True)
class Advice:
    """A rule id with what is wrong and how to mend it."""

    rule: str
    what: str
    mend: str


def explain(fault: Fault) -> Advice:
    """What ``fault`` means to an author. Keyed on the error's type, never on pydantic's English."""
    if fault.type in _OWN:
        rule, mend = _OWN[fault.type]
        starts_mid_sentence = fault.type in ("unsafe_character", "blank_text")
        what = f"{_name(fault.place)} {fault.message}" if starts_mid_sentence else fault.message
        return Advice(rule, what.rstrip(".") + ".", mend)
    if fault.type in _SHAPE_TYPES:
        return _wrong_shape(fault)
    handler = _HANDLERS.get(fault.type)
    return (
        handler(fault)
        if handler
        else Advice(
            "value-is-valid", f"{_name(fault.place)} is not accepted: {fault.message}.", "See the format's description."
        )
    )


def _name(place: Place) -> str:
    """The value at ``place`` as an author would call it."""
    if not place:
        return "the file"
    if isinstance(place[-1], int):
        return f"item {place[-1] + 1} of {_name(place[:-1])}" if len(place) > 1 else f"item {place[-1] + 1}"
    return f"'{place[-1]}'"


def _missing(fault: Fault) -> Advice:
    key = str(fault.place[-1])
    meaning = ""
    if fault.shape and fault.shape.kind == "noun":
        meaning = f" ({fault.shape.noun.model_fields[key].description})"
    around = _name(fault.place[:-1])
    return Advice("key-is-present", f"'{key}' is missing in {around}.", f"Add '{key}:'{meaning}")


def _unknown_key(fault: Fault) -> Advice:
    known = fault.shape.noun.model_fields if fault.shape and fault.shape.kind == "noun" else ()
    around = _name(fault.place[:-1])
    return Advice(
        "key-is-known", f"'{fault.place[-1]}' is not a key of {around}.", did_you_mean(str(fault.place[-1]), known)
    )


def _unknown_kind(fault: Fault) -> Advice:
    kinds = tuple(fault.shape.nouns) if fault.shape else ()
    kind = fault.value.get("kind") if isinstance(fault.value, dict) else None
    if not isinstance(kind, str):
        return Advice(
            "kind-is-known", f"{_name(fault.place)} has no 'kind'.", f"Add 'kind:' with one of: {', '.join(kinds)}."
        )
    return Advice("kind-is-known", f"the kind '{kind}' is not known here.", did_you_mean(kind, kinds, "Kinds"))


def _not_allowed(fault: Fault) -> Advice:
    values = fault.shape.values if fault.shape else ()
    return Advice(
        "value-is-allowed",
        f"{_name(fault.place)} cannot be '{fault.value}'.",
        did_you_mean(str(fault.value), values, "Allowed"),
    )


def _wrong_length(fault: Fault) -> Advice:
    least, most = (fault.shape.least, fault.shape.most) if fault.shape else (0, None)
    count = len(fault.value) if isinstance(fault.value, list) else 0
    wanted = f"at least {least}" if fault.type == "too_short" else f"at most {most}"
    return Advice(
        "list-has-right-length",
        f"{_name(fault.place)} has {count} item{'' if count == 1 else 's'}; it needs {wanted}.",
        "Add what is missing." if fault.type == "too_short" else "Take some out, or split the block.",
    )


def _wrong_shape(fault: Fault) -> Advice:
    is_now = "empty" if fault.value is None else f"the text '{fault.value}'"
    if isinstance(fault.value, dict | list):
        is_now = "a list" if isinstance(fault.value, list) else "a block of 'key: value' lines"
    wanted = fault.shape.called() if fault.shape else "a block of 'key: value' lines"
    return Advice(
        "value-has-right-shape",
        f"{_name(fault.place)} should be {wanted}, but it is {is_now}.",
        _HOW.get(fault.shape.kind if fault.shape else "noun", "Write a value of that kind."),
    )


_HOW = {
    "text": "Write text after the colon; put it in quotation marks when it holds ': ' or starts with a sign.",
    "list": "Write each item on a line of its own, after '- '.",
    "mapping": "Write one 'key: value' a line, indented by two spaces.",
    "noun": "Write one 'key: value' a line, indented by two spaces.",
    "kinds": "Start it with 'kind:' and write one 'key: value' a line, indented by two spaces.",
}
_SHAPE_TYPES = frozenset(
    {
        "string_type",
        "tuple_type",
        "list_type",
        "dict_type",
        "model_type",
        "model_attributes_type",
        "bool_type",
        "bool_parsing",
        "int_type",
        "int_parsing",
        "date_type",
        "date_parsing",
        "date_from_datetime_parsing",
    }
)
_HANDLERS = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _unknown_kind,
    "literal_error": _not_allowed,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
}
_OWN = {
    "unsafe_character": ("text-is-safe", "Delete that character and type the text anew."),
    "blank_text": ("text-is-not-blank", "Write the text, or delete the key where it is optional."),
    "bad_id": ("id-is-well-formed", "Write it like 'first-response'."),
    "bad_module_id": ("id-is-well-formed", "Write it like 'intro/1'."),
    "bad_register_id": ("id-is-well-formed", "Write it like 'F-A1-03'."),
    "not_true_or_false": ("flag-is-true-or-false", "Write true or false."),
    "not_a_whole_number": ("number-is-whole", "Write plain digits, for example 12."),
    "not_a_date": ("date-is-year-month-day", "Write it like 2027-01-15."),
    "not_a_year": ("date-is-year-month-day", "Write it like 2023."),
    "not_a_color": ("color-is-six-digits", 'Write # and six digits from 0 to F in quotation marks, like "#0B4F5C".'),
    "not_a_time": ("time-is-24-hour", "Write it like 18:30."),
    "not_a_moment": ("moment-is-weekday-and-time", "Write it like Friday 8:10 p.m."),
    "module_listed_twice": ("session-module-is-listed-once", "Keep one of them."),
}
