"""A module in; the segments that each audience is shown, with and without those that may be dropped, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.check.finding import Subject
from toolkit.model.module import Segment


@dataclass(frozen=True, slots=True)
class Shown:
    """What ``audience`` is shown of a module: segments in order, each with its number in the file."""

    audience: str
    segments: tuple[tuple[int, Segment], ...]


_DECISIVE = frozenset({"minutes", "priority", "weight", "audiences"})


def _rests_on_guesses(subject: Subject) -> bool:
    marks = subject.curriculum.marks.get(subject.id)
    guessed = marks.guessed if marks else ()
    return any(place[:1] == ("segments",) and _DECISIVE.issuperset(place[2:3]) for place in guessed)


def audiences_of(subject: Subject) -> tuple[str, ...]:
    """Whom the module is for: the audiences of its course, or all of the catalogue's where it names none."""
    course = subject.curriculum.course_of.get(subject.id)
    named = course.audiences if course else ()
    return named or tuple(audience.id for audience in subject.curriculum.catalogue.audiences)


def segments_shown(subject: Subject, *, optional: bool) -> Iterator[Shown]:
    """What each audience of the module is shown, ``optional`` segments among it or not.

    Nothing where that rests on a stand-in for what could not be read.
    """
    if _rests_on_guesses(subject):
        return
    for audience in audiences_of(subject):
        kept = tuple(
            (number, segment)
            for number, segment in enumerate(subject.module.segments)
            if (not segment.audiences or audience in segment.audiences)
            and (optional or segment.priority != "optional")
        )
        yield Shown(audience, kept)
