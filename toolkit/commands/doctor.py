"""``facilitate doctor``: whether this computer has what the toolkit needs, in plain words, with what to do where it has not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.commands.examples import DOCTOR_EPILOG

SUMMARY = "see whether this computer has all that the toolkit needs"
MORE = (
    "Looks at Python, packages, fonts, Typst, JupyterLab and what makes activities live in it, papermill, nbconvert, folders,\n"
    "disk, terminal and curriculum. It prints one line for each, and below a fault what to do:\n"
    "  ok       as it should be\n"
    "  warning  something is lacking; other work goes on without it\n"
    "  problem  it stops work, and this command exits with 1\n\n"
    "It changes nothing, asks no network for anything, and tells nothing of what learners did. It works where much is broken:\n"
    "what cannot be looked at becomes a line too."
)
_SIGNS = {"ok": "\u2713", "warning": "!", "problem": "\u2717"}
_PLAIN = {"ok": "+", "warning": "!", "problem": "x"}


def add_doctor(command: Callable[..., argparse.ArgumentParser], commands: Any) -> None:
    """Add the command to the command line."""
    parser = command(commands, "doctor", lambda options: doctor(options.curriculum), SUMMARY, MORE)
    parser.epilog = DOCTOR_EPILOG


def doctor(curriculum: Path | None) -> int:
    """Print one line a finding, as it is found; 1 where there is a problem."""
    from toolkit.doctor.examine import examine

    signs = _signs(sys.stdout.encoding)
    counts = dict.fromkeys(_SIGNS, 0)
    with_pip = False
    for finding in examine(Path.cwd(), curriculum, date.today()):  # noqa: DTZ011  # a person's day, not an instant
        counts[finding.level] += 1
        with_pip = with_pip or "pip install" in finding.mend
        sys.stdout.write(f"{signs[finding.level]} {finding.level:<8}{finding.area}: {finding.what}\n")
        if finding.mend:
            sys.stdout.write(f"{'':<10}What to do: {finding.mend}\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{_told(counts)}\n")
    if with_pip:
        sys.stdout.write(f"In these lines pip stands for: {sys.executable} -m pip\n")
    return 1 if counts["problem"] else 0


def _signs(encoding: str | None) -> dict[str, str]:
    try:
        "".join(_SIGNS.values()).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return _PLAIN
    return _SIGNS


def _told(counts: dict[str, int]) -> str:
    problems, warnings = counts["problem"], counts["warning"]
    if not problems and not warnings:
        return "All is well."
    told = [f"{count} {what}{'' if count == 1 else 's'}" for what, count in (("problem", problems), ("warning", warnings))]
    return f"{', '.join(told)}. {'A problem stops work; mend it first.' if problems else 'Nothing here stops work.'}"
