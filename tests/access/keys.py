"""A curriculum in; the same with every answer key dealt anew, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from random import Random
from typing import Any

from toolkit.model.activity import Sort
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Module
from toolkit.model.quiz import Matching, Ordering, TrueFalse
from toolkit.model.scenario import Ending

_RATINGS = ("safer", "mixed", "riskier")


def with_other_keys(curriculum: Curriculum, seed: int) -> Curriculum:
    """``curriculum`` with other answers right, other piles, other orders and other ratings. No text is changed."""
    dealer = Dealer(Random(seed))  # noqa: S311  # a deal that can be repeated
    return dataclasses.replace(curriculum, modules={name: dealer.module(module) for name, module in curriculum.modules.items()})


class Dealer:
    """Deals keys; none is as it was before."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def module(self, module: Module) -> Module:
        quizzes = tuple(_with(quiz, questions=tuple(map(self.question, quiz.questions))) for quiz in module.quizzes)
        scenarios = tuple(_with(story, scenes=tuple(map(self.scene, story.scenes))) for story in module.scenarios)
        segments = tuple(
            _with(segment, body=tuple(self.sort(block) if isinstance(block, Sort) else block for block in segment.body))
            for segment in module.segments
        )
        changed = _with(module, quizzes=quizzes, scenarios=scenarios, segments=segments)
        return Module.model_validate(changed.model_dump())  # a fresh noun: a copy would keep what the first one had cached

    def question(self, question: Any) -> Any:
        match question:
            case TrueFalse():
                return _with(question, answer=not question.answer)
            case Ordering():
                return _with(question, items=tuple(self._otherwise(question.items)))
            case Matching():
                rights = self._otherwise([pair.right for pair in question.pairs])
                return _with(question, pairs=tuple(_with(pair, right=right) for pair, right in zip(question.pairs, rights, strict=True)))
            case _:
                marks = self._otherwise([option.correct for option in question.options])
                return _with(question, options=tuple(_with(option, correct=mark) for option, mark in zip(question.options, marks, strict=True)))

    def scene(self, scene: Any) -> Any:
        if isinstance(scene, Ending):
            return _with(scene, safety=self._other_rating(scene.safety))
        return _with(scene, choices=tuple(_with(choice, safety=self._other_rating(choice.safety)) for choice in scene.choices))

    def sort(self, sort: Sort) -> Sort:
        piles = self._otherwise([card.category for card in sort.cards])
        return _with(sort, cards=tuple(_with(card, category=pile) for card, pile in zip(sort.cards, piles, strict=True)))

    def _otherwise(self, values: Sequence[Any]) -> list[Any]:
        """The same values in another order."""
        while True:
            dealt = self._random.sample(values, len(values))
            if dealt != list(values):
                return dealt

    def _other_rating(self, rating: str) -> str:
        return self._random.choice([each for each in _RATINGS if each != rating])


def _with(noun: Any, **changes: Any) -> Any:
    return noun.model_copy(update=changes)
