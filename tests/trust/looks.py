"""A look of the doctor in; what the command would show of it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.doctor.finding import Finding, guarded

Look = Callable[[], Iterator[Finding]]


def seen(look: Look, area: str = "area") -> list[Finding]:
    """What a look finds, as the command would show it; everything amiss says what to do."""
    found = list(guarded(area, look))
    assert all(finding.mend for finding in found if finding.level != "ok"), found
    return found


def amiss(look: Look, level: str = "problem") -> Finding:
    """The one fault of ``level`` that a look finds."""
    [fault] = [finding for finding in seen(look) if finding.level == level]
    return fault


def is_well(look: Look) -> bool:
    return {finding.level for finding in seen(look)} == {"ok"}


def put(path: Path, text: str = "{}") -> None:
    """Write ``text`` there, with all folders on the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
