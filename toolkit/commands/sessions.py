"""The curriculum and the session files that a call names; shared by the commands that take them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path, PurePath

from toolkit.check.restraint import claimed_in
from toolkit.errors import ContentError, Problem, ToolkitError, UsageError
from toolkit.load import RULES, check_session, curriculum_at, find_curriculum, find_files, load_session
from toolkit.model.access import CLEARED_AUDIENCE, may_see
from toolkit.model.clearance import HOW_TO_OPEN
from toolkit.model.curriculum import Curriculum, Marks
from toolkit.model.session import Session
from toolkit.plan import make_plan

_UNPLANNABLE = frozenset({
    "session-module-is-known", "session-audience-is-known", "session-has-time", "session-readers-are-vetted",
})  # fmt: skip


def curriculum_folder(option: Path | None) -> Path:
    """The folder that ``--curriculum`` names, and no other; without it, the one the current folder belongs to."""
    return curriculum_at(option) if option else find_curriculum()


def checked_session(path: Path, curriculum: Curriculum) -> Session:
    """The session in ``path``, or the ready-made one of that name.

    Raises UsageError when there is neither, ContentError with all problems of the file. A file of the caller's own
    that is called almost so keeps the ready-made one away: a copy that was filled in must not lose to its original.
    """
    ready = ready_made(curriculum.root)
    found = path if path.is_file() else None if session_like(path) else ready.get(str(path))
    if found is None:
        raise no_session_at(path, ready)
    session, marks = load_session(found)
    problems = tuple(session_problems(session, marks, curriculum))
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return session


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


def session_problems(session: Session, marks: Marks, curriculum: Curriculum, *, ready: bool = False) -> list[Problem]:
    """Everything that keeps a kit from being made of ``session``: names, limits, characters, readers and time.

    A ``ready`` one comes with the curriculum and is for many workshops: nobody can have confirmed its
    participants yet, so it is looked at as if somebody had.
    """
    from toolkit.look.fonts import known_characters

    if ready and session.audience == CLEARED_AUDIENCE and not session.vetted_by:
        session = session.model_copy(update={"vetted_by": "as if somebody had"})
    problems = check_session(session, marks, curriculum, known_characters())
    if all(name in curriculum.modules for name in session.modules):
        problems += _all_withheld(session, marks, curriculum)
    problems += _claims(session, marks)
    if not _UNPLANNABLE & {problem.rule for problem in problems}:
        problems += _without_time(session, marks, curriculum)
    return sorted(set(problems))


def _all_withheld(session: Session, marks: Marks, curriculum: Curriculum) -> list[Problem]:
    if any(may_see(session.clearance, curriculum.access_of(name)) for name in session.modules):
        return []
    what = "every module is restricted, and nobody has confirmed that the participants may see them."
    mend = f"{HOW_TO_OPEN} A copy to fill in: facilitate new my-workshop --like {PurePath(marks.file).stem}"
    return [RULES["session-readers-are-vetted"].broken(marks.file, marks.at(("modules",)), what, mend)]


def _claims(session: Session, marks: Marks) -> Iterator[Problem]:
    """What the look would say on every page, though it is not so."""
    look = session.look
    for key, words in (("footer", look.footer), ("logo_alt", look.logo_alt)) if look else ():
        if found := claimed_in(words or ""):
            what = f"'{found}' would make the material look like that of somebody who neither wrote nor approved it."
            mend = "Name your own organisation alone; the notice in each document says who stands behind it."
            yield RULES["session-look-claims-nothing"].broken(marks.file, marks.at(("look", key)), what, mend)


def _without_time(session: Session, marks: Marks, curriculum: Curriculum) -> list[Problem]:
    try:
        make_plan(curriculum, session)
    except ToolkitError as error:
        what, _, mend = str(error).partition(". ")
        return [RULES["session-has-time"].broken(marks.file, marks.at_key(("minutes",)), f"{what.rstrip('.')}.", mend)]
    return []
