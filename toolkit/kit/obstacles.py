"""A session with its marks in; everything that keeps a kit from being made of it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from toolkit.check.restraint import claimed_in
from toolkit.errors import Problem, ToolkitError
from toolkit.load import RULES, check_session
from toolkit.model.access import CLEARED_AUDIENCE, may_see
from toolkit.model.clearance import HOW_TO_OPEN
from toolkit.model.curriculum import Curriculum, Marks
from toolkit.model.session import Session
from toolkit.plan import make_plan

_UNPLANNABLE = frozenset({
    "session-module-is-known", "session-audience-is-known", "session-has-time", "session-readers-are-vetted",
})  # fmt: skip


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
