"""One session file in; the session with its marks, checked against a curriculum, out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.errors import ContentError, Problem, UsageError
from toolkit.load.explain import Advice
from toolkit.load.layout import find_files
from toolkit.load.logo import Pictures, with_logo
from toolkit.load.look import look_problems
from toolkit.load.printing import unprintable_in
from toolkit.load.rules import problem
from toolkit.load.timetable import timetable_problems
from toolkit.load.validate import Reading, read_noun
from toolkit.look.fonts import Characters
from toolkit.model.access import CLEARED_AUDIENCE
from toolkit.model.curriculum import Curriculum, Marks, Place
from toolkit.model.naming import did_you_mean
from toolkit.model.session import Session

LONGEST_DAY = 24 * 60
LONGEST_COVER_TEXT = 120
LONGEST_NAME = 80
MOST_FACILITATORS = 12
_CONTACT_LENGTHS = range(3, 41)
_FEWEST_DIGITS = 3
_WEB = re.compile(r"(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(/\S*)?")


def load_session(path: Path) -> tuple[Session, Marks]:
    """The session that the file at ``path`` describes.

    Raises UsageError when there is no such file, and ContentError with every problem in it.
    """
    if not path.exists():
        raise UsageError(f"There is no session file {path}.", "Make one with: facilitate new my-workshop")
    reading = read_noun(path, Session)
    return whole_session(reading, path.parent), reading.marks


def whole_session(reading: Reading[Session], folder: Path, pictures: Pictures | None = None) -> Session:
    """What was read, with the logo below ``folder`` in it. Raises ContentError with every problem of it.

    Calls for sessions of one folder pass the same ``pictures``, which they fill: a logo is read once.
    """
    if reading.noun is None or reading.problems:
        raise ContentError(tuple(sorted(reading.problems)))
    session = with_logo(reading.noun, folder, pictures)
    if isinstance(session, Advice):
        at = reading.marks.at(("look", "logo"))
        raise ContentError((problem(session.rule, reading.marks.file, at, what=session.what, mend=session.mend),))
    return session


def sample_sessions(root: Path) -> list[tuple[Session, Marks]]:
    """The sessions that come with the curriculum below ``root``, as far as their files can be read without a problem."""
    found: list[tuple[Session, Marks]] = []
    for path in find_files(root).sessions:
        with contextlib.suppress(ContentError):
            found.append(load_session(path))
    return found


def check_session(
    session: Session, marks: Marks, curriculum: Curriculum, printable: Characters | None = None
) -> list[Problem]:
    """What keeps ``session`` from being printed from ``curriculum``. Empty when all is well.

    ``printable`` are the code points that the fonts can show; left out, characters are not judged.
    """
    unprintable = () if printable is None else unprintable_in(session, marks, printable)
    return [
        *_unknown_names(session, marks, curriculum),
        *_wrong_contacts(session, marks, curriculum),
        *_wrong_sizes(session, marks),
        *look_problems(session.look, marks),
        *timetable_problems(session, marks, curriculum),
        *_vetted_in_vain(session, marks),
        *unprintable,
    ]


def _unknown_names(session: Session, marks: Marks, curriculum: Curriculum) -> Iterator[Problem]:
    def unknown(rule: str, place: Place, name: str, known: Iterable[str]) -> Problem:
        thing = rule.split("-")[1]
        at = marks.at_key(place) if thing == "contact" else marks.at(place)
        what = f"there is no {thing} '{name}' in the curriculum."
        return problem(rule, marks.file, at, what=what, mend=did_you_mean(name, known))

    for number, module in enumerate(session.modules):
        if module not in curriculum.modules:
            yield unknown("session-module-is-known", ("modules", number), module, curriculum.modules)
    for number, page in enumerate(session.pages or ()):
        if page not in curriculum.pages:
            yield unknown("session-page-is-known", ("pages", number), page, curriculum.pages)
    audiences = [audience.id for audience in curriculum.catalogue.audiences]
    if session.audience not in audiences:
        yield unknown("session-audience-is-known", ("audience",), session.audience, audiences)
    for contact in session.contacts:
        if contact not in curriculum.contacts:
            known = _local(curriculum)
            yield unknown("session-contact-is-known", ("contacts", contact), contact, known)


def _local(curriculum: Curriculum) -> list[str]:
    return [contact.id for contact in curriculum.contacts.values() if contact.local]


def _wrong_contacts(session: Session, marks: Marks, curriculum: Curriculum) -> Iterator[Problem]:
    for name, value in session.contacts.items():
        place = ("contacts", name)
        if name in curriculum.contacts and not curriculum.contacts[name].local:
            what = f"'{name}' is not a local contact; its number comes from the curriculum."
            mend = f"Delete the line. Local contacts: {', '.join(_local(curriculum)) or 'none'}."
            yield problem("session-contact-is-local", marks.file, marks.at_key(place), what=what, mend=mend)
        if not _reaches_someone(value):
            what = f"'{value}' is no telephone number and no web address."
            mend = "Write a number with three digits or more, or an address such as example.org, in 3 to 40 characters."
            yield problem("session-contact-is-a-number", marks.file, marks.at(place), what=what, mend=mend)


def _reaches_someone(value: str) -> bool:
    digits = sum(sign in "0123456789" for sign in value)
    looks_right = digits >= _FEWEST_DIGITS or _WEB.fullmatch(value.strip()) is not None
    return looks_right and len(value) in _CONTACT_LENGTHS and not set(value) & set("<>")


def _vetted_in_vain(session: Session, marks: Marks) -> Iterator[Problem]:
    """Nobody but one audience is ever cleared: whoever vetted another one must not believe that it were."""
    if session.vetted_by and session.clearance == "open":
        what = f"restricted modules never reach the audience '{session.audience}', whoever vetted it."
        mend = f"Write 'audience: {CLEARED_AUDIENCE}', or delete the line."
        yield problem("session-readers-are-vetted", marks.file, marks.at_key(("vetted_by",)), what=what, mend=mend)


def _wrong_sizes(session: Session, marks: Marks) -> Iterator[Problem]:
    def wrong(rule: str, place: Place, what: str, mend: str) -> Problem:
        return problem(rule, marks.file, marks.at(place), what=what, mend=mend)

    lengths: list[tuple[Place, int | None]] = [(("minutes",), session.minutes)]
    lengths += [(("days", number, "minutes"), day.minutes) for number, day in enumerate(session.days)]
    for place, minutes in lengths:
        if minutes is not None and not 1 <= minutes <= LONGEST_DAY:
            what = f"a {'day' if len(place) > 1 else 'session'} cannot last {minutes} minutes."
            yield wrong("session-has-time", place, what, f"Write 1 to {LONGEST_DAY}, or delete the line.")
    if session.participants == 0:
        mend = "Write how many people you expect, or delete the line."
        yield wrong("session-has-participants", ("participants",), "nobody is expected.", mend)
    texts: list[tuple[Place, str, int]] = [
        ((name,), getattr(session, name) or "", LONGEST_COVER_TEXT) for name in ("title", "organization", "place", "vetted_by")
    ]
    texts += [(("facilitators", n), name, LONGEST_NAME) for n, name in enumerate(session.facilitators)]
    texts += [(("rooms", n), name, LONGEST_NAME) for n, name in enumerate(session.rooms)]
    for place, text, longest in texts:
        if len(text) > longest:
            what = f"this has {len(text)} characters; the cover holds {longest}."
            yield wrong("session-text-fits-cover", place, what, "Shorten it.")
    if len(session.facilitators) > MOST_FACILITATORS:
        what = f"there are {len(session.facilitators)} facilitators; the cover holds {MOST_FACILITATORS}."
        yield wrong("session-text-fits-cover", ("facilitators", MOST_FACILITATORS), what, "Name the leading ones.")
