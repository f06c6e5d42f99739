"""A problem of a session file in, words for somebody who sees a form and no file out, with the field that they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolkit.errors import Problem
from toolkit.messages import Messages
from toolkit.model.curriculum import Curriculum, Marks, Place

_MENDS = frozenset({
    "key-is-present", "session-module-is-known", "session-page-is-known", "session-contact-is-a-number", "session-audience-is-known",
    "session-has-participants", "session-days-are-in-order", "session-lunch-fits", "session-text-fits-cover", "color-is-six-digits",
})  # fmt: skip
"""Rules whose advice is about lines of a file; 'planner.mend-<rule>' says it of a form."""
_LENGTH = re.compile(r"Set 'minutes: (\d+)' or more")
_LINE = re.compile(r"[Dd]elete the line")
_LOGO = re.compile(r"Add 'logo:'")
_LEAST = re.compile(r"at least (\d+)")
_ID = re.compile(r"\b[a-z][a-z0-9-]*/\d+\b")


def field_of(problem: Problem, marks: Marks) -> str:
    """The field that ``problem`` belongs to: 'minutes', 'contacts/state-line', 'days/1/date'; '' for none."""
    places: list[tuple[int, int, Place]] = [
        (column, len(place), place)
        for table in (marks.keys, marks.lines)
        for place, (line, column) in table.items()
        if place and line == problem.line and column <= problem.column  # a character within a value is named by its own column
    ]
    _, _, place = max(places, key=lambda each: each[:2], default=(0, 0, ()))
    if place and place[0] in ("days", "lunch", "contacts", "look"):
        return "/".join(map(str, place[:3]))
    return str(place[0]) if place else ""


def told(problem: Problem, marks: Marks, curriculum: Curriculum, words: Messages) -> dict[str, Any]:
    """What the page says of ``problem``; with a length that would mend it, where one would."""
    field, what, mend = field_of(problem, marks), problem.what, problem.mend
    if problem.rule in _MENDS:
        mend = words(f"planner.mend-{problem.rule}")
    elif problem.rule == "session-readers-are-vetted":
        mend = words("planner.mend-vetted")
    elif problem.rule == "session-logo-is-described" and field == "look/logo":  # a form has a field for what is missing
        field, what, mend = "look/logo_alt", words("planner.logo-says-nothing"), words("planner.mend-logo-says-nothing")
    elif field == "take_turns":
        mend = words("planner.mend-take-turns")
    mend = _LENGTH.sub(lambda found: words("planner.mend-length", minutes=found[1]), mend)
    mend = _LOGO.sub(words("planner.mend-no-logo"), mend)
    least = _LEAST.search(what) if problem.rule == "session-has-time" else None
    text = _LINE.sub(words("planner.leave-empty"), _with_titles(f"{what[:1].upper()}{what[1:]} {mend}".strip(), curriculum, words))
    return {
        "field": field, "text": text, "severity": problem.severity, "least": least[1] if least else "",
    }  # fmt: skip


def _with_titles(text: str, curriculum: Curriculum, words: Messages) -> str:
    """``text``, in which modules have their titles. ``curriculum`` is what the participants may see: other ids stay ids."""
    titles: Mapping[str, Any] = curriculum.modules
    return _ID.sub(lambda found: words("planner.quoted", title=titles[found[0]].title) if found[0] in titles else found[0], text)
