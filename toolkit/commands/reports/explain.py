"""A rule in; the page that explains it out."""

from __future__ import annotations

from textwrap import fill

from toolkit.check.grounds import Grounds
from toolkit.model.rule import Rule

_LEVELS = {
    "error": "error: nothing is exported while it stands.",
    "warning": "warning: a person must look at it before the workshop.",
    "advice": "advice: it could be better.",
}


def to_rule_page(rule: Rule, group: str, grounds: Grounds) -> str:
    """What ``rule`` asks for and why, where that is published, and how one breach of it is allowed."""
    found = grounds.of(rule)
    parts = [
        f"{rule.id}  ({group})",
        _part("What should be true", rule.says),
        _part("Why", rule.why),
        _part("Source", *found) if found else "",
        _part("Level", _LEVELS[rule.severity]),
        _part("To allow one breach", *_advice(rule)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _advice(rule: Rule) -> tuple[str, ...]:
    if not rule.may_be_allowed:
        return ("It cannot be allowed. Mend what it names.",)
    return (
        "Write a note right above the line that the report names, or two blanks behind it, and say why:",
        f"# allow: {rule.id} the reason in your own words",
        "It silences this rule there and nowhere else; of a text of several lines it speaks as a whole. The report lists it.",
    )


def _part(title: str, *paragraphs: str) -> str:
    indent = "  "
    return "\n".join([title, *(fill(text, 96, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) for text in paragraphs)])
