"""The curriculum and the session files that a call names; shared by the commands that take them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from toolkit.errors import ContentError, UsageError
from toolkit.kit.obstacles import session_problems
from toolkit.load import curriculum_at, find_curriculum, find_files, load_session
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session


def curriculum_folder(option: Path | None) -> Path:
    """The folder that ``--curriculum`` names, and no other; without it, the one the current folder belongs to."""
    return curriculum_at(option) if option else find_curriculum()


def checked_session(path: Path, curriculum: Curriculum) -> Session:
    """The session in ``path``, or the ready-made one of that name.

    Raises UsageError when there is neither, ContentError with all problems of the file.
    """
    session, marks = load_session(session_file(path, curriculum.root))
    problems = tuple(session_problems(session, marks, curriculum))
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return session


def session_file(path: Path, root: Path) -> Path:
    """``path``, or the file of the ready-made session of that name in the curriculum at ``root``.

    Raises UsageError when there is neither. A file of the caller's own that is called almost so keeps the ready-made
    one away: a copy that was filled in must not lose to its original.
    """
    ready = ready_made(root)
    found = path if path.is_file() else None if session_like(path) else ready.get(str(path))
    if found is None:
        raise no_session_at(path, ready)
    return found


def ready_made(root: Path) -> dict[str, Path]:
    """Session files that come with the curriculum in ``root``, by name."""
    return {path.stem: path for path in find_files(root).sessions}


def no_session_at(path: Path, known: Collection[str] = ()) -> UsageError:
    """What to tell a person who named ``path``, where there is no session file. ``known`` are names of ready-made ones."""
    what = f"{path} is a folder, not a session file." if path.is_dir() else f"There is no session file {path}."
    meant = session_like(path)
    if meant:
        return UsageError(what, f"Did you mean {meant}?")
    if path.is_dir():
        return UsageError(what, "Name the file itself, for example my-workshop.yaml.")
    ready = f", or use a ready-made one: {', '.join(known)}" if known else ""
    return UsageError(what, f"Make one with: facilitate new {path.stem or 'my-workshop'}{ready}")


def session_like(path: Path) -> Path | None:
    """The file that was probably meant by ``path``: the same name with the ending that session files have."""
    stems = (path.name, path.stem) if path.name else ()
    names = (path.with_name(f"{stem}{ending}") for stem in stems for ending in (".yaml", ".yml"))
    return next((name for name in names if name.is_file()), None)
