"""What one run of ``facilitate check`` found, before it takes a shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.check.allowances import Review
from toolkit.check.finding import AsOf
from toolkit.check.grounds import Grounds
from toolkit.errors import Problem
from toolkit.model.rule import Rule


@dataclass(frozen=True)
class Report:
    """``subject`` is the folder or file that was checked, ``scope`` what it holds ('3 modules, 207 facts').

    ``lines`` holds the source lines of the files that could be read, by file.
    """

    subject: str
    scope: str
    review: Review
    as_of: AsOf
    groups: Mapping[str, Iterable[Rule]]
    grounds: Grounds = field(default_factory=Grounds)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rules in self.groups.values() for rule in rules}

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each level, and how many were allowed."""
        levels = [problem.severity for problem in self.review.problems]
        found = {level: levels.count(level) for level in ("error", "warning", "advice")}
        return {**found, "allowed": len(self.review.allowed)}

    @property
    def tally(self) -> str:
        """The counts in words: '1 error, 0 warnings, 2 pieces of advice'."""
        return ", ".join(
            f"{count} {one if count == 1 else many}"
            for count, (one, many) in zip(self.counts.values(), _WORDS, strict=True)
            if count or one != "allowed"
        )

    @property
    def summary(self) -> str:
        """The last line of a report."""
        if self.review.problems:
            return f"{self.tally}."
        allowed = f"; {len(self.review.allowed)} allowed" if self.review.allowed else ""
        return f"No problems: {self.scope}{allowed}."

    def line_of(self, problem: Problem) -> str:
        """The line of the file that ``problem`` names, as typed; empty when it is not known."""
        lines = self.lines.get(problem.file, ())
        return lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""


_WORDS = (("error", "errors"), ("warning", "warnings"), ("piece of advice", "pieces of advice"), ("allowed", "allowed"))
