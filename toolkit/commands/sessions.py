"""Session files in, checked sessions out; shared by the commands that take them."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import ContentError, UsageError
from toolkit.load import check_session, load_session
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session


def checked_session(path: Path, curriculum: Curriculum) -> Session:
    """The session in ``path``. Raises UsageError when there is no such file, ContentError with all its problems."""
    if not path.is_file():
        raise UsageError(f"There is no session file {path}.", f"Make one with: facilitate new {path.stem or 'my-workshop'}")
    session, marks = load_session(path)
    problems = tuple(check_session(session, marks, curriculum))
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return session
