"""A rule: what should be true of content, and why. Problems name the rule they break."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.errors import Problem, Severity

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``id`` says what should be true in a few words, ``says`` in a sentence; ``why`` gives the ground for it.

    ``source`` names where that ground is published: ids of the curriculum's facts, or a title with its
    year. Empty for what follows from how the program works. ``may_be_allowed`` is False where no reason
    that an author writes beside a line can make a breach right: what it breaks is a kit or a safeguard.
    """

    id: str
    says: str
    why: str
    severity: Severity = "error"
    source: str = ""
    may_be_allowed: bool = True

    def broken(self, file: str, at: tuple[int, int], what: str, mend: str) -> Problem:
        """The Problem that reports a breach at line and column ``at`` of ``file``."""
        return Problem(printable(file), at[0], at[1], self.id, printable(what), printable(mend), self.severity)


def printable(text: str) -> str:
    """``text`` on one line, shortened, with nothing in it that could steer a terminal."""
    clean = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", " ".join(text.split()))
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"
