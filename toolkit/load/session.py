"""One session file in; the session with its marks, checked against a curriculum, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.errors import ContentError, Problem, UsageError
from toolkit.load.rules import problem
from toolkit.load.validate import read_noun
from toolkit.model.curriculum import Curriculum, Marks, Place
from toolkit.model.naming import did_you_mean
from toolkit.model.session import Session


def load_session(path: Path) -> tuple[Session, Marks]:
    """The session that the file at ``path`` describes.

    Raises UsageError when there is no such file, and ContentError with every problem in it.
    """
    if not path.exists():
        raise UsageError(f"There is no session file {path}.", "Make one with: facilitate new my-workshop")
    reading = read_noun(path, Session)
    if reading.noun is None or reading.problems:
        raise ContentError(tuple(sorted(reading.problems)))
    return reading.noun, reading.marks


def check_session(session: Session, marks: Marks, curriculum: Curriculum) -> list[Problem]:
    """What the session names that ``curriculum`` does not have. Empty when all is well."""
    return list(_unknown_names(session, marks, curriculum))


def _unknown_names(session: Session, marks: Marks, curriculum: Curriculum) -> Iterator[Problem]:
    def unknown(rule: str, place: Place, name: str, known: Iterable[str]) -> Problem:
        thing = rule.split("-")[1]
        at = marks.at_key(place) if thing == "contact" else marks.at(place)
        what = f"there is no {thing} '{name}' in the curriculum."
        return problem(rule, marks.file, at, what=what, mend=did_you_mean(name, known))

    for number, module in enumerate(session.modules):
        if module not in curriculum.modules:
            yield unknown("session-module-is-known", ("modules", number), module, curriculum.modules)
    audiences = [audience.id for audience in curriculum.catalogue.audiences]
    if session.audience not in audiences:
        yield unknown("session-audience-is-known", ("audience",), session.audience, audiences)
    for contact in session.contacts:
        if contact not in curriculum.contacts:
            yield unknown("session-contact-is-known", ("contacts", contact), contact, curriculum.contacts)
