"""A faulty value and the shape it should have in; the likeliest value that fits out, so that checking can go on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.model.base import LONGEST_ID
from toolkit.model.naming import close_match
from toolkit.model.shape import Shape, Tree

_TRUE = frozenset({"true", "yes", "y", "on", "1"})
_LOST_BY = frozenset({"list", "noun", "kinds"})


@dataclass(frozen=True)
class Likely:
    """A value that fits. ``loses`` tells that content or an id that others refer to went missing."""

    value: Tree
    loses: bool = False


def likely_value(fault: str, value: Tree, shape: Shape) -> Likely:
    """What to put in place of ``value``, which pydantic refused with the error type ``fault``."""
    if shape.kind == "kinds" and isinstance(value, dict):
        return Likely({**value, "kind": _likely_kind(value, shape)})
    if fault == "too_short" and isinstance(value, list) and shape.item:
        return Likely([*value, *(shape.item.example() for _ in range(shape.least - len(value)))])
    if fault == "too_long" and isinstance(value, list):
        return Likely(value[: shape.most], loses=True)
    if shape.kind == "list" and isinstance(value, str) and shape.item and shape.item.kind == "text":
        return Likely([value])
    if isinstance(value, str):
        return _likely_scalar(value, shape)
    return Likely(shape.example(), loses=shape.kind in _LOST_BY or _is_id(shape))


def _is_id(shape: Shape) -> bool:
    return shape.kind == "text" and shape.spelling is not None and shape.spelling.name.endswith("id")


def _likely_kind(block: dict[str, object], shape: Shape) -> str:
    """The kind whose keys these are, or the one whose name is closest."""
    named = close_match(str(block.get("kind")), shape.nouns)
    return max(shape.nouns, key=lambda kind: (len(block.keys() & shape.nouns[kind].model_fields.keys()), kind == named))


def _likely_scalar(value: str, shape: Shape) -> Likely:
    if shape.kind == "flag":
        return Likely("true" if value.lower() in _TRUE else "false")
    if shape.kind == "choice":
        return Likely(close_match(value, shape.values) or shape.values[0])
    if _is_id(shape):
        return _likely_id(value, shape)
    return Likely(shape.example(), loses=shape.kind in _LOST_BY)


def _likely_id(value: str, shape: Shape) -> Likely:
    """The same id in the right pattern, so that references that are wrong in the same way still meet."""
    pattern = shape.spelling.pattern if shape.spelling else ""
    for guess in (re.sub(r"[^a-z0-9/]+", "-", value.lower()), re.sub(r"[^A-Z0-9]+", "-", value.upper())):
        if re.fullmatch(pattern, guess.strip("-")) and len(guess) <= LONGEST_ID:
            return Likely(guess.strip("-"))
    return Likely(shape.example(), loses=True)
