"""A report in; one JSON object of a stable shape out."""

from __future__ import annotations

import json
from typing import Any

from toolkit.commands.reports.report import Report
from toolkit.errors import Problem
from toolkit.model.rule import Rule

VERSION = 1
"""Goes up when a key changes its meaning or goes away; new keys may come at any time."""


def to_json(report: Report) -> str:
    """Problems and allowed ones in order of file and line, and every rule that they name."""
    named = {problem.rule for problem in report.review.problems} | {one.problem.rule for one in report.review.allowed}
    content = {
        "version": VERSION,
        "checked": report.subject,
        "as_of": report.as_of.today.isoformat(),
        "confirmed_within_days": report.as_of.contact_days,
        "counts": report.counts,
        "problems": [_problem(problem) for problem in report.review.problems],
        "allowed": [
            {**_problem(one.problem), "reason": one.reason, "allowed_in_line": one.noted} for one in report.review.allowed
        ],
        "rules": {name: _rule(report.rules[name], report) for name in sorted(named & report.rules.keys())},
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "level": problem.severity,
        "rule": problem.rule,
        "what": problem.what,
        "mend": problem.mend,
    }


def _rule(rule: Rule, report: Report) -> dict[str, Any]:
    return {
        "level": rule.severity,
        "says": rule.says,
        "why": rule.why,
        "sources": list(report.grounds.of(rule)),
        "may_be_allowed": rule.may_be_allowed,
    }
