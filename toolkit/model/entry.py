"""What a learner leaves behind: where they are in an activity, and what they handed in as a test. Never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

When = Literal["before", "after"]
"""Which of two matched tests: the one before a course or the one after it."""


def today() -> date:
    """The learner's own day where they sit, and never a clock time: a record tells nobody at what hour someone studied."""
    return date.today()  # noqa: DTZ011  # a person's day, not an instant


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a learner is in one activity.

    ``version`` names the content it belongs to. ``revision`` counts up with every change, so that of two
    copies, one in a browser and one in the record, the later is known without a clock.
    """

    module: str
    item: str
    version: str
    revision: int
    value: Mapping[str, Any]

    @property
    def done(self) -> bool:
        """Whether the activity was finished once."""
        return self.value.get("done") is True


def entry_from(given: object) -> tuple[Entry, str] | None:
    """An entry as a page tells of it, and the id of the record it belongs to, '' where it has none.

    None for what is no entry: a page may say anything.
    """
    if not isinstance(given, dict):
        return None
    names = [given.get(key) for key in ("module", "item", "version")]
    revision, value, seen = (given.get(key) for key in ("revision", "value", "seen"))
    if not all(isinstance(name, str) and name for name in names) or not isinstance(value, dict):
        return None
    if not isinstance(revision, int) or isinstance(revision, bool) or revision < 1:
        return None
    module, item, version = map(str, names)
    return Entry(module, item, version, revision, value), seen if isinstance(seen, str) else ""


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test that was handed in: answers by question id, as places in the order shown, and points out of ``questions``."""

    __test__ = False  # pytest takes classes with this beginning for its own

    module: str
    item: str
    name: When
    version: str
    answers: Mapping[str, list[int]]
    score: float
    questions: int
    day: date
