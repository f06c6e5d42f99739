"""The look that a session takes over from its host in; what is wrong with its logo, and what becomes of its colors, out."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import Problem
from toolkit.export.look import told_of
from toolkit.load.explain import Advice
from toolkit.load.logo import with_logo
from toolkit.load.rules import problem
from toolkit.look.own import changes
from toolkit.model.curriculum import Marks
from toolkit.model.session import Session


def with_picture(session: Session, marks: Marks, folder: Path) -> tuple[Session, list[Problem]]:
    """``session`` with its logo from ``folder``, where the session file lies, as a kit takes it; or as it was, and why that cannot be."""
    found = with_logo(session, folder)
    if not isinstance(found, Advice):
        return found, []
    return session, [problem(found.rule, marks.file, marks.at(("look", "logo")), what=found.what, mend=found.mend)]


def colors_of(session: Session) -> dict[str, dict[str, str]]:
    """By key of the look, what to say of a color that is too pale for text, and the one that is ``used`` there instead.

    Of a color that is refused nothing is said here: the check says it.
    """
    look = session.look
    if look is None:
        return {}
    given = {"primary": (look.primary or "").upper(), "accent": (look.accent or "").upper()}
    try:
        changed = list(changes(given["primary"], given["accent"]))
    except ValueError:  # nearly white
        return {}
    return {
        key: {"text": f"{sentence}.", "used": change.used}
        for change, sentence in zip(changed, told_of(look), strict=True)
        for key, colour in given.items()
        if colour == change.given
    }
