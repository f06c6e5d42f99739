"""A finished file in, what locks people out of it out: those who listen to it, enlarge it, or use no mouse.

It looks at the bytes that people get, and knows nothing of what they were made from: a file that somebody has edited since is looked at in the same way.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from toolkit.audit.finding import Audit, Barrier, Rule, UnreadableError, unreadable

__all__ = ["KINDS", "Audit", "Barrier", "Rule", "UnreadableError", "audit", "counts_of", "rules_of", "unreadable"]

KINDS = {
    ".pdf": "toolkit.audit.pdf", ".pptx": "toolkit.audit.slides", ".docx": "toolkit.audit.word", ".html": "toolkit.audit.page",
}  # fmt: skip
"""The module that looks at files with each ending: its ``RULES``, and ``look(content) -> Audit``. Others, such as tables and calendars, have no structure to look at."""


def audit(content: bytes, suffix: str) -> Audit | None:
    """What is in a file's way of being read by everyone; None for a kind of file that is not looked at. Raises UnreadableError."""
    if suffix.lower() not in KINDS:
        return None
    found: Audit = _module(suffix).look(content)
    return found


def rules_of(suffix: str) -> tuple[Rule, ...]:
    """What is promised of files with this ending."""
    rules: tuple[Rule, ...] = _module(suffix).RULES if suffix.lower() in KINDS else ()
    return rules


def counts_of(found: Audit, suffix: str) -> dict[str, int]:
    """How many of each thing were looked at in a file with this ending. Two rules may look at the same things; what it has none of is left out."""
    named, counts = {rule.id: rule.counts for rule in rules_of(suffix)}, dict[str, int]()
    for rule, count in found.looked_at:
        what = named.get(rule, rule)
        counts[what] = max(counts.get(what, 0), count)
    return {what: count for what, count in counts.items() if count}


def _module(suffix: str) -> Any:
    return import_module(KINDS[suffix.lower()])
