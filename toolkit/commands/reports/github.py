"""A report in; GitHub's workflow commands, which put each problem beside its line of a change, out."""

from __future__ import annotations

from toolkit.commands.reports.report import Report
from toolkit.errors import Problem, Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def to_github(report: Report) -> str:
    """One command a problem; the summary after them is an ordinary line of the log."""
    return "\n".join([*(_command(problem) for problem in report.review.problems), report.summary]) + "\n"


def _command(problem: Problem) -> str:
    properties = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.rule}
    written = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {written}::{_escaped(f'{problem.what} {problem.mend}', _IN_TEXT)}"


def _escaped(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(sign, sign) for sign in text)
