"""The table of ways to show what a check found: one row each. The command line and the docs derive from it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.commands.reports.report import Report


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One way to show a report. ``function`` is 'module:name', imported only when it is asked for."""

    name: str
    about: str
    function: str

    def write(self, report: Report) -> str:
        """The whole output, with its last line ended."""
        module, _, name = self.function.partition(":")
        make: Callable[[Report], str] = getattr(import_module(f"{__name__}.{module}"), name)
        return make(report)


FORMATS: dict[str, ReportFormat] = {
    row.name: row
    for row in (
        ReportFormat("text", "one line a problem, for people and for an editor's problem matcher", "text:to_text"),
        ReportFormat("json", "one object with a version, for programs of your own", "as_json:to_json"),
        ReportFormat("sarif", "SARIF 2.1.0, for code scanning and an editor's SARIF viewer", "sarif:to_sarif"),
        ReportFormat("github", "notes beside the lines of a change on GitHub", "github:to_github"),
        ReportFormat("fix-report", "a Markdown page to work through, with a box to tick for each finding", "fix_page:to_fix_page"),
    )
}
