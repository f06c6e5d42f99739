"""The questions of a session in, two matched forms out: one question on each for every place, both on the same objective.

What stands in one place of form A and of form B assesses one objective, so the forms have one length and can be read
objective by objective. Nothing here is left to chance: the same questions give the same forms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.assess.keys import printed
from toolkit.model.activity import PlaceQuiz
from toolkit.model.forms import Aim, FormName, FormsInfo, Twins
from toolkit.model.module import Module, Segment
from toolkit.model.plan import Plan
from toolkit.model.quiz import Question, Quiz

LONGEST = 12
"""Questions on a form, at most, unless a session teaches more objectives than that: each is asked about once."""
SHORT = 60
"""Minutes up to which a session is short: its forms ask about each objective once."""
ON_SCREEN: dict[FormName, str] = {"A": "form-a", "B": "form-b"}
"""What the forms of a module are called where somebody studies alone; A is for before, B for after."""
_LOOKED_AT = 8
"""Questions on one objective that are weighed against each other; more would only take longer."""
_KEPT = 100
"""Balances of kinds that are followed at a time; the worst of more than that lead nowhere."""

_IN_A_ROW = ("ordering", "matching")
"""Kinds that take several letters in a row: slow to score by hand, and right or wrong as a whole. Asked only where there is nothing else."""
_EFFORT = {"true-false": 1.0}  # half of all guesses are right, so rather another kind
_OTHER_KIND = 1.0  # two kinds for one objective
_UNEVEN_KINDS = 4.0  # the form as a whole has more of a kind than the other
_MORE_WORDS = 1 / 200  # for each letter by which one prompt is longer

Bank = Mapping[tuple[str, str], Sequence[Question]]
"""Questions by module and objective."""
Halves = tuple[tuple[Question, ...], tuple[Question, ...]]
Balance = tuple[tuple[str, int], ...]
"""How many more questions of a kind form A has; kinds of which both have as many are left out."""


def forms_of_plan(plan: Plan) -> FormsInfo | None:
    """The forms for a plan, out of the questions that its segments place. None where no objective has two questions.

    Segments for other audiences, what there is no time for, and what its readers may not see are not in a plan;
    so nothing of them is asked.
    """
    segments = [(slot.module, slot.segment) for slot in plan.slots if slot.segment]
    return _forms(plan.modules, segments, LONGEST if plan.minutes > SHORT else 0)


def forms_of_module(module: Module) -> FormsInfo | None:
    """The forms for somebody who studies one module alone: of all that it teaches to everyone."""
    return _forms((module,), [(module, segment) for segment in module.segments if not segment.audiences], LONGEST)


def quizzes_of_module(module: Module) -> dict[str, Quiz]:
    """Both forms as quizzes to show on a screen, by the ids ``ON_SCREEN``; none where there are no forms."""
    forms = forms_of_module(module)
    if forms is None:
        return {}
    known = {question.id: question for quiz in module.quizzes for question in quiz.questions}
    return {
        name: Quiz(
            id=name, title=module.title, intro=module.title, access=module.access,
            questions=tuple(printed(known[place.on(form)]) for place in forms.places),
        )
        for form, name in ON_SCREEN.items()
    }  # fmt: skip


def _forms(modules: Sequence[Module], segments: Sequence[tuple[Module, Segment]], longest: int) -> FormsInfo | None:
    aims = list(_taught(modules, segments))
    bank = _bank(segments)
    tested = [aim for aim in aims if len(bank.get(aim, ())) > 1]
    if not tested:
        return None
    chosen = _evenly([_halves(bank[aim], count) for aim, count in _counts(tested, bank, longest).items()])
    return FormsInfo(
        places=tuple(
            Twins(module=module, objective=objective, a=a.id, b=b.id)
            for (module, objective), half in zip(tested, chosen, strict=True)
            for a, b in zip(*half, strict=True)
        ),
        untested=tuple(Aim(module=module, objective=objective) for module, objective in aims if (module, objective) not in tested),
    )


def _taught(modules: Sequence[Module], segments: Sequence[tuple[Module, Segment]]) -> Iterator[tuple[str, str]]:
    taught = {(module.id, objective) for module, segment in segments for objective in segment.objectives}
    for module in modules:
        yield from ((module.id, each.id) for each in module.objectives if (module.id, each.id) in taught)


def _bank(segments: Sequence[tuple[Module, Segment]]) -> Bank:
    found: dict[tuple[str, str], dict[str, Question]] = {}
    for module, segment in segments:
        placed = (module.activities[block.quiz] for block in segment.body if isinstance(block, PlaceQuiz))
        for question in (each for quiz in placed if isinstance(quiz, Quiz) for each in quiz.questions):
            found.setdefault((module.id, question.objective), {})[question.id] = question
    return {aim: list(questions.values()) for aim, questions in found.items()}


def _counts(aims: Sequence[tuple[str, str]], bank: Bank, longest: int) -> dict[tuple[str, str], int]:
    """How many questions each form has on each objective: one; two where there are four and the form stays short enough."""
    counts = dict.fromkeys(aims, 1)
    for aim in aims:
        if len(_quick(bank[aim])) >= 4 and sum(counts.values()) < longest:  # noqa: PLR2004  # two for each form
            counts[aim] = 2
    return counts


def _quick(questions: Sequence[Question]) -> list[Question]:
    return [each for each in questions if each.kind not in _IN_A_ROW]


@dataclass(frozen=True, slots=True)
class _Option:
    """One way to share out the questions on one objective."""

    halves: Halves
    cost: float
    uneven: Balance


def _halves(questions: Sequence[Question], count: int) -> list[_Option]:
    """Every way to give each form ``count`` of them, and how good it is in itself."""
    quick = _quick(questions)
    looked_at = (quick if len(quick) >= 2 * count else sorted(questions, key=lambda each: each.kind in _IN_A_ROW))[:_LOOKED_AT]
    return [
        _Option((a, b), _cost(a, b), _uneven(a, b))
        for a in combinations(looked_at, count)
        for b in combinations([each for each in looked_at if each not in a], count)
    ]


def _cost(a: Sequence[Question], b: Sequence[Question]) -> float:
    effort = sum(_EFFORT.get(each.kind, 0.0) for each in (*a, *b))
    letters = abs(sum(len(each.prompt) for each in a) - sum(len(each.prompt) for each in b))
    return effort + _OTHER_KIND * len(_uneven(a, b)) / 2 + _MORE_WORDS * letters


def _uneven(a: Sequence[Question], b: Sequence[Question]) -> Balance:
    more = Counter(each.kind for each in a)
    more.subtract(each.kind for each in b)
    return tuple(sorted((kind, count) for kind, count in more.items() if count))


def _evenly(options: Sequence[Sequence[_Option]]) -> list[Halves]:
    """One option for each objective, so that both forms mix kinds alike and each choice is as good as that allows.

    For every balance of kinds that the objectives so far can have, only the best way to it is kept.
    """
    best: dict[Balance, tuple[float, tuple[Halves, ...]]] = {(): (0.0, ())}
    for each in options:
        reached: dict[Balance, tuple[float, tuple[Halves, ...]]] = {}
        for balance, (cost, chosen) in best.items():
            for option in each:
                key = _together(balance, option.uneven)
                if key not in reached or cost + option.cost < reached[key][0]:
                    reached[key] = (cost + option.cost, (*chosen, option.halves))
        best = dict(sorted(reached.items(), key=_badness)[:_KEPT])
    return list(min(best.items(), key=_badness)[1][1])


def _badness(way: tuple[Balance, tuple[float, tuple[Halves, ...]]]) -> float:
    return way[1][0] + _UNEVEN_KINDS * sum(abs(count) for _, count in way[0])


def _together(one: Balance, other: Balance) -> Balance:
    if not one or not other:
        return one or other
    total = dict(one)
    for kind, count in other:
        total[kind] = total.get(kind, 0) + count
    return tuple(sorted((kind, count) for kind, count in total.items() if count))
