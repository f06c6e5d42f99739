"""What can go wrong, as values and exceptions: content problems, user errors, and nothing else.

    Problem                a fault in content: a value, collected, never raised one by one
    ToolkitError           the person at the keyboard can act on it; shown without a traceback
    ├── ContentError       one or more Problems stop the work
    ├── UsageError         a name, option or parameter that we do not know
    └── OutputError        a file could not be written; the earlier one is untouched

Anything else that is raised is our own bug and keeps its traceback.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "advice"]
"""error: never ship it. warning: a person must look at it before the workshop. advice: it could be better."""


def printable(told: str) -> str:
    """What a file says, with what is invisible in it, or steers a terminal, told by its number: a file may come from anywhere."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in told)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in content: where it is, which rule it breaks, and how to mend it.

    Lines and columns count from 1. ``rule`` states what should be true, for
    example ``quiz-has-correct-answer``.
    """

    file: str
    line: int
    column: int
    rule: str
    what: str
    mend: str
    severity: Severity = "error"

    def __post_init__(self) -> None:
        """Messages quote what was typed: what is invisible in it, or steers a terminal, is told by its number."""
        for name in ("what", "mend"):
            told = getattr(self, name)
            if not told.isprintable():
                object.__setattr__(self, name, printable(" ".join(told.split())))

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}  {self.rule}  {self.severity}: {self.what}  {self.mend}"


class ToolkitError(Exception):
    """Something the user can act on. Its text says what is wrong and what to do."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a cell: the sentence, which is all that a learner can use."""
        return [str(self)]


@dataclass(eq=False)
class ContentError(ToolkitError):
    """Content cannot be used; every Problem found is listed."""

    problems: tuple[Problem, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(eq=False)
class UsageError(ToolkitError):
    """A name, option or parameter that the toolkit does not know."""

    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.mend}".strip()


@dataclass(eq=False)
class OutputError(ToolkitError):
    """A file could not be written. Nothing half-written is left behind.

    ``path`` is a URL where that is in a store. ``mend`` takes the place of the advice on ``--out``, for files that are not chosen that way.
    """

    path: Path | str
    reason: str
    code: int | None = None  # errno
    mend: str = ""

    def __str__(self) -> str:
        if self.mend:
            return f"Could not use {self.path}: {self.reason}. {self.mend}"
        full = self.code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        advice = "Free some space or choose" if full else "Check the folder, or choose"
        return (
            f"Could not write {self.path}: {self.reason}. The earlier file, if there was one, is unchanged. "
            f"{advice} another one with --out, then run it again."
        )
