"""A session with its marks in; everything that keeps a kit from being made of it out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import PurePath

from toolkit.check.restraint import claimed_in
from toolkit.errors import Problem, ToolkitError
from toolkit.load import RULES, check_session
from toolkit.model.access import CLEARED_AUDIENCE, may_see
from toolkit.model.clearance import HOW_TO_OPEN
from toolkit.model.curriculum import Curriculum, Marks
from toolkit.model.session import Session
from toolkit.plan import make_plan
from toolkit.plan.days import Hours

_UNPLANNABLE = frozenset({
    "session-module-is-known", "session-audience-is-known", "session-has-time", "session-readers-are-vetted",
})  # fmt: skip


Timed = dict[tuple[Hashable, ...], str]
"""Why modules do not fit into their hours, '' where they do, by all that decides it; for many sessions of one curriculum."""


def session_problems(
    session: Session, marks: Marks, curriculum: Curriculum, *, ready: bool = False, timed: Timed | None = None
) -> list[Problem]:
    """Everything that keeps a kit from being made of ``session``: names, limits, characters, readers and time.

    A ``ready`` one comes with the curriculum and is for many workshops: nobody can have confirmed its
    participants yet, so it is looked at as if somebody had. Calls for sessions alike pass the same ``timed``, which
    they fill: planning is what takes longest.
    """
    from toolkit.look.fonts import known_characters

    if ready and session.audience == CLEARED_AUDIENCE and not session.vetted_by:
        session = session.model_copy(update={"vetted_by": "as if somebody had"})
    problems = check_session(session, marks, curriculum, known_characters())
    if all(name in curriculum.modules for name in session.modules):
        problems += _all_withheld(session, marks, curriculum)
    problems += _claims(session, marks)
    if not _UNPLANNABLE & {problem.rule for problem in problems}:
        problems += _without_time(session, marks, curriculum, {} if timed is None else timed)
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


def _without_time(session: Session, marks: Marks, curriculum: Curriculum, timed: Timed) -> list[Problem]:
    hours = tuple(Hours.of(day, session.lunch) for day in session.held_on)
    key = (session.modules, session.audience, session.clearance, hours)
    if key not in timed:
        timed[key] = _why_not(session, curriculum)
    if not timed[key]:
        return []
    what, _, mend = timed[key].partition(". ")
    return [RULES["session-has-time"].broken(marks.file, marks.at_key(("minutes",)), f"{what.rstrip('.')}.", mend)]


def _why_not(session: Session, curriculum: Curriculum) -> str:
    try:
        make_plan(curriculum, session)
    except ToolkitError as error:
        return str(error)
    return ""
