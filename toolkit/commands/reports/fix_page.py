"""A report in; a Markdown page that an editor works through, file by file and in order of lines, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from shlex import quote

from toolkit.commands.reports.report import Report
from toolkit.errors import Problem

_SIGNS = re.compile(r"([\\`*_{}\[\]<>~|])")
_BEFORE, _AFTER = 60, 140


def to_fix_page(report: Report) -> str:
    """A box to tick for each problem, with the line, what is wrong, what to do and why; what was allowed; what to run."""
    head = ["# What to mend", "", f"Checked: {_plain(report.subject)} ({report.scope}), as of {report.as_of.today.isoformat()}."]
    lines = [*head, "", f"Found: {report.tally}.", ""]
    if report.review.problems:
        lines += [
            "Errors must go before anything is printed; a warning needs a person's look before the workshop; advice is yours to weigh.",
            "",
        ]
    for file, problems in groupby(report.review.problems, key=lambda problem: problem.file):
        lines += [f"## {_plain(file)}", "", *(line for problem in problems for line in _item(problem, report))]
    lines += [*_allowed(report), *_next_steps(report)]
    return "\n".join(lines).rstrip() + "\n"


def _item(problem: Problem, report: Report) -> Iterator[str]:
    yield f"- [ ] **Line {problem.line}**, {problem.severity}, `{problem.rule}`"
    yield ""
    quoted = _excerpt(report.line_of(problem), problem.column)
    if quoted:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", quoted)), default=0))
        yield from (f"  {line}" for line in (f"{fence}text", quoted, fence))
        yield ""
    yield f"  - Wrong: {_plain(problem.what)}"
    yield f"  - Do: {_plain(problem.mend)}"
    rule = report.rules.get(problem.rule)
    if rule:
        yield f"  - Why: {_plain(rule.why)}"
        yield from (f"  - Source: {_plain(source)}" for source in report.grounds.of(rule))
    yield ""


def _excerpt(line: str, column: int) -> str:
    """The part of a long line that stands around ``column``."""
    start = max(0, column - 1 - _BEFORE)
    end = column + _AFTER
    part = line[start:end].strip()
    return f"{'…' if start and part else ''}{part}{'…' if end < len(line) else ''}"


def _allowed(report: Report) -> Iterator[str]:
    if report.review.allowed:
        yield from ("## Allowed, with a reason", "", "Does each reason still hold? If not, delete its note.", "")
        for one in report.review.allowed:
            problem = one.problem
            yield f"- {_plain(problem.file)}, line {problem.line}, `{problem.rule}`: {_plain(problem.what)}"
            yield f"  - Reason (line {one.noted}): {_plain(one.reason)}"
        yield ""


def _next_steps(report: Report) -> Iterator[str]:
    yield from (
        "## When you are done",
        "",
        f"1. `facilitate check {quote(report.subject)}` until it names nothing that you would not stand up for.",
        "2. `facilitate compose`, so that the notebooks follow the curriculum.",
        "3. `facilitate export`, and read what you are about to hand out.",
        "",
        "What a rule asks for, and how one place may be let off: `facilitate check --explain RULE`.",
    )


def _plain(text: str) -> str:
    """``text`` as words in Markdown, whatever signs it holds."""
    return _SIGNS.sub(r"\\\1", text)
