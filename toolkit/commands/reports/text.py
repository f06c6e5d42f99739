"""A report in; one line a problem, what was allowed, and a summary out."""

from __future__ import annotations

from toolkit.commands.reports.report import Report


def to_text(report: Report) -> str:
    """What a person reads in a terminal. An editor's problem matcher reads the same lines."""
    lines = [str(problem) for problem in report.review.problems]
    lines += dict.fromkeys(
        f"{one.problem.file}:{one.problem.line}  {one.problem.rule}  allowed: {one.reason}" for one in report.review.allowed
    )
    return "\n".join([*lines, *([""] if lines else []), report.summary]) + "\n"
