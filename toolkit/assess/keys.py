"""Questions as they stand on a form: the order of their options, the letters that answer them, and the letters that are right."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.forms import FormName, FormsInfo
from toolkit.model.module import Module
from toolkit.model.quiz import (
    LETTERS,
    Matching,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)

_LOT = 313
"""Which of all ways to draw by lot: one in which no letter is right much more often than another, for any session that ships."""
UNSURE = "?"
"""What stands for 'I do not know yet' on paper and in a results file."""


@dataclass(frozen=True, slots=True)
class Marking:
    """How one place of a form is answered. ``key`` is what is right: 'B', 'AC' for several, 'CADB' for an order or for partners."""

    kind: str
    letters: str
    key: str

    def fits(self, given: str) -> bool:
        """Whether ``given`` can stand on the sheet. Nothing at all, and 'I do not know yet', always can."""
        if given in ("", UNSURE):
            return True
        known = set(given) <= set(self.letters) and (len(set(given)) == len(given) or self.kind == "matching")
        if self.kind in ("ordering", "matching"):
            return known and len(given) == len(self.key)
        return known and (self.kind == "several-choices" or len(given) == 1)

    def is_right(self, given: str) -> bool:
        """Whether ``given`` is the key; the order counts only where steps are put in order or partners are found."""
        if self.kind == "several-choices":
            return set(given) == set(self.key)
        return given == self.key


def printed(question: Question) -> Question:
    """``question`` with its options in the order in which a form prints them.

    It follows from the id of the question and from nothing else, so that right answers are spread as by lot and the sheet
    of a participant, or a notebook, is the same whatever the key. Evening out the letters of the key would tell of it.
    """
    if not isinstance(question, SingleChoice):
        return question
    lots = [hashlib.sha256(f"{_LOT} {question.id} {place}".encode()).digest() for place in range(len(question.options))]
    order = sorted(range(len(lots)), key=lots.__getitem__)
    return question.model_copy(update={"options": tuple(question.options[place] for place in order)})


def marking_of(question: Question) -> Marking:
    """How ``question`` is answered, as printed."""
    match question:
        case TrueFalse():
            return Marking(question.kind, LETTERS[:2], LETTERS[0 if question.answer else 1])
        case Ordering() | Matching():
            letter = {index: LETTERS[place] for place, index in enumerate(question.shown)}
            return Marking(question.kind, "".join(sorted(letter.values())), "".join(letter[index] for index in range(len(letter))))
        case _:
            return Marking(question.kind, LETTERS[: len(question.options)], "".join(LETTERS[place] for place in question.key))


def markings(forms: FormsInfo, modules: Sequence[Module]) -> Mapping[FormName, tuple[Marking, ...]]:
    """How every place of each form is answered."""
    known = {
        (module.id, question.id): question for module in modules for quiz in module.quizzes for question in quiz.questions
    }
    names: tuple[FormName, ...] = ("A", "B")
    return {
        name: tuple(
            marking_of(printed(known[place.module, place.on(name)])) for place in forms.places
        )
        for name in names
    }

