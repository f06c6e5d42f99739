"""``facilitate check``: every problem of a curriculum or a session, one line each."""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.build import check_everything
from toolkit.commands.sessions import curriculum_folder, session_like, session_problems
from toolkit.errors import Problem, UsageError
from toolkit.load import curriculum_at, find_unprintable, load_curriculum, load_session, sample_sessions
from toolkit.model.curriculum import Curriculum


def check(path: Path | None, curriculum: Path | None) -> int:
    """Print the problems of ``path``; 1 when there is an error."""
    if path is not None and not path.exists():
        meant = session_like(path)
        mend = f"Did you mean {meant}?" if meant else "Name a curriculum folder or a session file."
        raise UsageError(f"There is no file or folder {path}.", mend)
    if path is not None and path.is_file():
        session, marks = load_session(path)
        problems = session_problems(session, marks, load_curriculum(curriculum_folder(curriculum)))
        return _report(problems, f"{path}: no problems.")
    root = curriculum_at(path) if path else curriculum_folder(curriculum)
    found, problems = check_everything(root)
    if found is not None:
        problems = sorted({*problems, *_before_print(found, sound=not problems)})
    count = len(found.modules) if found else 0
    what = "1 module" if count == 1 else f"{count} modules"
    return _report(problems, f"No problems: {what}, {len(found.facts) if found else 0} facts.")


def _before_print(curriculum: Curriculum, *, sound: bool) -> list[Problem]:
    """What would stop a kit later: characters that no font shows and, in a sound curriculum, samples without time."""
    from toolkit.export.fonts import known_characters

    problems = find_unprintable(curriculum, known_characters())
    for session, marks in sample_sessions(curriculum.root) if sound else ():
        problems += session_problems(session, marks, curriculum)
    return problems


def _report(problems: list[Problem], all_well: str) -> int:
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    errors = sum(problem.severity == "error" for problem in problems)
    if not problems:
        sys.stdout.write(f"{all_well}\n")
    else:
        sys.stdout.write(f"\n{_many(errors, 'error')}, {_many(len(problems) - errors, 'warning')}.\n")
    return 1 if errors else 0


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
