"""``facilitate check``: every problem of a curriculum or a session, in the shape that was asked for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from toolkit import check, load
from toolkit.check.allowances import Review, part_allowed
from toolkit.check.finding import AsOf
from toolkit.check.grounds import Grounds
from toolkit.commands.reports import FORMATS
from toolkit.commands.reports.explain import to_rule_page
from toolkit.commands.reports.report import Report
from toolkit.commands.sessions import curriculum_folder, session_like
from toolkit.errors import ContentError, Problem, UsageError
from toolkit.kit.obstacles import session_problems
from toolkit.load import curriculum_at, find_unprintable, load_curriculum, load_session, sample_sessions
from toolkit.load.files import shown
from toolkit.model.curriculum import Curriculum, Marks
from toolkit.model.naming import did_you_mean
from toolkit.model.rule import Rule

GROUPS: Mapping[str, Iterable[Rule]] = {"Files and format": load.RULES.values(), **check.GROUPS}
"""Every rule, in the order of the docs."""
LONGEST_WINDOW = 3650


@dataclass(frozen=True)
class Asked:
    """What to check, and how to show it. ``as_of`` left out is today; ``contact_days`` left out is the usual window."""

    path: Path | None = None
    curriculum: Path | None = None
    format: str = "text"
    as_of: date | None = None
    contact_days: int | None = None

    @property
    def day(self) -> AsOf:
        """Raises UsageError for a window that holds no day, or no end."""
        if self.contact_days is not None and not 1 <= self.contact_days <= LONGEST_WINDOW:
            raise UsageError(f"{self.contact_days} is no number of days.", f"Write 1 to {LONGEST_WINDOW}.")
        usual = AsOf(self.as_of or date.today())  # noqa: DTZ011  # a person's day, not an instant
        return usual if self.contact_days is None else replace(usual, contact_days=self.contact_days)


def check_content(asked: Asked) -> int:
    """Print what was found; 1 when there is an error. Raises UsageError when there is nothing to look at."""
    path = asked.path
    if path is not None and not path.exists():
        meant = session_like(path)
        mend = f"Did you mean {meant}?" if meant else "Name a curriculum folder or a session file."
        raise UsageError(f"There is no file or folder {path}.", mend)
    with _uncollected():
        report = _of_session(path, asked) if path is not None and path.is_file() else _of_curriculum(asked)
    sys.stdout.write(FORMATS[asked.format].write(report))
    return 1 if report.counts["error"] else 0


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: what is read stays until the end, and looking through it again and again takes a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def explain_rule(name: str, curriculum: Path | None) -> int:
    """Print the page of the rule called ``name``. Raises UsageError when there is none."""
    known = {rule.id: (rule, group) for group, rules in GROUPS.items() for rule in rules}
    if name not in known:
        raise UsageError(f"There is no rule '{name}'.", did_you_mean(name, known))
    found, _ = load.read_curriculum(curriculum_folder(curriculum))
    sys.stdout.write(to_rule_page(*known[name], Grounds.in_curriculum(found)))
    return 0


def _of_session(path: Path, asked: Asked) -> Report:
    review, lines, grounds = Review(), {}, Grounds()
    try:
        session, marks = load_session(path)
        lines = {marks.file: marks.source}
        curriculum = load_curriculum(curriculum_folder(asked.curriculum))
        grounds = Grounds.in_curriculum(curriculum)
        review = part_allowed(session_problems(session, marks, curriculum), [marks], check.RULES)
    except ContentError as error:
        review = Review(tuple(sorted(error.problems)))
    return Report(str(path), "1 session", review, asked.day, GROUPS, grounds, lines)


def _of_curriculum(asked: Asked) -> Report:
    root = curriculum_at(asked.path) if asked.path else curriculum_folder(asked.curriculum)
    found, faults = load.read_curriculum(root)
    review = check.review_content(found, asked.day) if found else Review()
    review = replace(review, problems=(*faults, *review.problems))
    files: list[Marks] = []
    if found is not None:
        more, files = _before_print(found, sound=not any(problem.severity == "error" for problem in review.problems))
        review = replace(review, problems=tuple(sorted({*review.problems, *more})))
    count = len(found.modules) if found else 0
    scope = f"{'1 module' if count == 1 else f'{count} modules'}, {len(found.facts) if found else 0} facts"
    marks = [*(found.marks.values() if found else ()), *files]
    lines = {one.file: one.source for one in marks}
    return Report(shown(root), scope, review, asked.day, GROUPS, Grounds.in_curriculum(found), lines)


def _before_print(curriculum: Curriculum, *, sound: bool) -> tuple[list[Problem], list[Marks]]:
    """What would stop a kit later: characters that no font shows and, in a sound curriculum, samples without time.

    With it the marks of the sample sessions.
    """
    from toolkit.look.fonts import known_characters

    problems = find_unprintable(curriculum, known_characters())
    files: list[Marks] = []
    for session, marks in sample_sessions(curriculum.root) if sound else ():
        problems += part_allowed(session_problems(session, marks, curriculum, ready=True), [marks], check.RULES).problems
        files.append(marks)
    return problems, files
