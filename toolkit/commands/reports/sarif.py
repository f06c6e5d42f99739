"""A report in; a SARIF 2.1.0 log, which code scanning and editors show, out."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from toolkit import __version__
from toolkit.commands.reports.report import Report
from toolkit.errors import Problem, Severity
from toolkit.model.rule import Rule

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(report: Report) -> str:
    """Every rule that was looked at, every problem, and what was allowed as a result that is suppressed in its source."""
    rules = list(report.rules)
    results = [_result(problem, rules) for problem in report.review.problems]
    for one in report.review.allowed:
        note = {"kind": "inSource", "status": "accepted", "justification": one.reason, "location": _location(one.problem.file, one.noted)}
        results.append({**_result(one.problem, rules), "suppressions": [note]})
    run = {
        "tool": {"driver": _driver(report)},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "properties": {
            "asOf": report.as_of.today.isoformat(),
            "confirmedWithinDays": report.as_of.contact_days,
        },
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _driver(report: Report) -> dict[str, Any]:
    return {
        "name": "facilitate",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, group, report) for group, rules in report.groups.items() for rule in rules],
    }


def _rule(rule: Rule, group: str, report: Report) -> dict[str, Any]:
    sources = report.grounds.of(rule)
    about = " ".join([f"Why: {rule.why}", *(f"Source: {source}." for source in sources)])
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.says},
        "fullDescription": {"text": f"{rule.says} {rule.why}"},
        "help": {"text": f"{about} More: facilitate check --explain {rule.id}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [group.lower()]},
    }


def _result(problem: Problem, rules: list[str]) -> dict[str, Any]:
    index = {"ruleIndex": rules.index(problem.rule)} if problem.rule in rules else {}
    return {
        "ruleId": problem.rule,
        **index,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.what} {problem.mend}"},
        "locations": [_location(problem.file, problem.line, problem.column)],
        "partialFingerprints": {"ruleFileWhat/v1": _fingerprint(problem)},
    }


def _location(file: str, line: int, column: int = 1) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(file),
            "region": {"startLine": line, "startColumn": column},
        }
    }


def _artifact(file: str) -> dict[str, str]:
    """A file below the current folder by its path from there; another one, which no path leads to, in full."""
    if Path(file).is_absolute():
        return {"uri": Path(file).as_uri()}
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _fingerprint(problem: Problem) -> str:
    """The same for a problem that only moved to another line."""
    return sha256(f"{problem.rule}\n{problem.file}\n{problem.what}".encode()).hexdigest()[:32]
