"""``facilitate check``: every problem of a curriculum or a session, one line each."""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.build import check_everything
from toolkit.errors import Problem, UsageError
from toolkit.load import check_session, find_curriculum, load_curriculum, load_session


def check(path: Path | None, curriculum: Path | None) -> int:
    """Print the problems of ``path``; 1 when there is an error."""
    if path is not None and not path.exists():
        raise UsageError(f"There is no file or folder {path}.", "Name a curriculum folder or a session file.")
    if path is not None and path.is_file():
        session, marks = load_session(path)
        problems = check_session(session, marks, load_curriculum(find_curriculum(curriculum or Path.cwd())))
        return _report(problems, f"{path}: no problems.")
    root = _folder(path) if path else find_curriculum(curriculum or Path.cwd())
    found, problems = check_everything(root)
    count = len(found.modules) if found else 0
    what = "1 module" if count == 1 else f"{count} modules"
    return _report(problems, f"No problems: {what}, {len(found.facts) if found else 0} facts.")


def _folder(path: Path) -> Path:
    """The curriculum folder that ``path`` is or holds; never another one that lies elsewhere."""
    for folder in (path, path / "curriculum"):
        if (folder / "catalogue.yaml").is_file():
            return folder
    raise UsageError(f"{path} is not a curriculum: it holds no catalogue.yaml.", "Name the folder that does.")


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
