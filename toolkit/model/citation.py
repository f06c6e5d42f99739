"""References inside text: ``[@F-A1-03]`` cites facts, ``{fact:F-FIG-01}`` and ``{contact:988}`` print a register's value."""

from __future__ import annotations

import re
from collections.abc import Callable

CITATION = re.compile(r"\s?\[@([A-Z][A-Z0-9-]*(?:;\s*@[A-Z][A-Z0-9-]*)*)\]")
"""A citation with the space before it, which is part of it and is not printed."""

PLACEHOLDER = re.compile(r"\{(fact|contact):([A-Za-z0-9-]+)\}")


def find_citations(text: str) -> tuple[str, ...]:
    """Fact ids cited in ``text``, in order of appearance, placeholders included."""
    if "[@" not in text and "{fact:" not in text:
        return ()
    found = [
        (match.start(), part.strip().removeprefix("@"))
        for match in CITATION.finditer(text)
        for part in match[1].split(";")
    ]
    found += [(match.start(), match[2]) for match in PLACEHOLDER.finditer(text) if match[1] == "fact"]
    return tuple(fact for _, fact in sorted(found, key=lambda pair: pair[0]))


def replace_citations(text: str, write: Callable[[tuple[str, ...]], str]) -> str:
    """``text`` with each citation replaced by what ``write`` makes of its fact ids."""
    return CITATION.sub(
        lambda match: write(tuple(part.strip().removeprefix("@") for part in match[1].split(";"))), text
    )


def replace_placeholders(text: str, value_of: Callable[[str, str], str]) -> str:
    """``text`` with ``{fact:…}`` and ``{contact:…}`` replaced by ``value_of(register, id)``."""
    return PLACEHOLDER.sub(lambda match: value_of(match[1], match[2]), text)
