"""Quizzes: question kinds, how each is scored, and the order in which options are shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.base import Flag, Id, Line, Markdown, Noun, RegisterId


def shown_order(texts: Iterable[str]) -> tuple[int, ...]:
    """Indices of ``texts`` in the order readers see them.

    Sorted by a hash of the text, so that the order is the same in every format and
    says nothing about the key: moving the right answer does not move what is printed.
    """
    keyed = [(hashlib.sha256(text.encode()).digest(), index) for index, text in enumerate(texts)]
    return tuple(index for _, index in sorted(keyed))


LETTERS = "ABCDEFGHIJKLMNOP"
"""What answers, steps and choices are called by, in the order readers see them."""


class Option(Noun):
    """One answer a reader may choose, with what to tell them when they do."""

    text: Line = Field(description="The answer, as printed.")
    correct: Flag = Field(default=False, description="true for a right answer.")
    feedback: Markdown = Field(description="Why, and why the better answer is safer for the child.")


class _Question(Guarded):
    id: Id = Field(description="Id, unique within the module.")
    objective: Id = Field(description="The one objective it assesses.")
    prompt: Markdown = Field(description="The question.")
    facts: tuple[RegisterId, ...] = Field(default=(), description="Facts the key rests on.")


class SingleChoice(_Question):
    """One best answer."""

    kind: Literal["single-choice"]
    options: tuple[Option, ...] = Field(min_length=3, max_length=6, description="Answers to choose from.")

    @property
    def key(self) -> tuple[int, ...]:
        return tuple(index for index, option in enumerate(self.options) if option.correct)

    def score(self, answer: Sequence[int]) -> float:
        """1.0 when exactly the key is chosen, else 0.0. ``answer`` holds option indices."""
        return float(set(answer) == set(self.key))


class SeveralChoices(SingleChoice):
    """Several answers are right, and all must be found."""

    kind: Literal["several-choices"]  # type: ignore[assignment]  # narrows the tag on purpose


class TrueFalse(_Question):
    """A statement to judge."""

    kind: Literal["true-false"]
    answer: Flag = Field(description="true when the statement is accurate.")
    feedback_true: Markdown = Field(description="Shown to a reader who answers true.")
    feedback_false: Markdown = Field(description="Shown to a reader who answers false.")

    def score(self, answer: Sequence[int]) -> float:
        """1.0 for the right judgement. ``answer`` is ``[1]`` for true and ``[0]`` for false."""
        return float(list(answer) == [int(self.answer)])


class OrderingItem(Noun):
    """One step of a sequence."""

    text: Line = Field(description="The step, as printed.")
    reason: Line = Field(description="Why it stands in this place.")


class Ordering(_Question):
    """Steps to put in order. The file lists them in the right order; readers see them shuffled."""

    kind: Literal["ordering"]
    items: tuple[OrderingItem, ...] = Field(min_length=3, max_length=7, description="Steps, in the right order.")
    feedback: Markdown = Field(description="Why this order is safer for the child.")

    @property
    def shown(self) -> tuple[int, ...]:
        return shown_order(item.text for item in self.items)

    def score(self, answer: Sequence[int]) -> float:
        """Share of neighbouring pairs kept in order; ``answer`` lists item indices as placed."""
        places = {item: place for place, item in enumerate(answer)}
        if sorted(places) != list(range(len(self.items))):
            return 0.0
        pairs = len(self.items) - 1
        return sum(places[i] < places[i + 1] for i in range(pairs)) / pairs


class Pair(Noun):
    """Two things that belong together."""

    left: Line = Field(description="The thing to match.")
    right: Line = Field(description="What it belongs to.")
    feedback: Line = Field(description="Why they belong together.")


class Matching(_Question):
    """Left-hand items to join with right-hand ones. Readers see the right-hand side shuffled."""

    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(min_length=3, max_length=6, description="Pairs that belong together.")

    @property
    def shown(self) -> tuple[int, ...]:
        return shown_order(pair.right for pair in self.pairs)

    def score(self, answer: Sequence[int]) -> float:
        """Share of left-hand items joined rightly; ``answer[i]`` is the right-hand index given to item i."""
        pairs = len(self.pairs)
        return sum(given == index for index, given in enumerate(answer[:pairs])) / pairs


Question = Annotated[
    SingleChoice | SeveralChoices | TrueFalse | Ordering | Matching, Field(discriminator="kind")
]


class Quiz(Guarded):
    """A set of questions answered together."""

    id: Id = Field(description="Id, unique within the module.")
    title: Line = Field(description="Title, as printed.")
    intro: Markdown = Field(description="What the reader is asked to do, in a sentence or two.")
    questions: tuple[Question, ...] = Field(min_length=1, description="Questions, in order.")
