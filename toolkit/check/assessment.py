"""Rules of assessment: questions have a fair key, options teach, and every objective is assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.activity import Sort
from toolkit.model.curriculum import Place
from toolkit.model.quiz import Matching, Ordering, Question, SeveralChoices, SingleChoice, TrueFalse
from toolkit.model.scenario import Ending

FEWEST_RIGHT_OF_SEVERAL = 2
FEWEST_QUESTIONS = 2
ENOUGH_TO_BALANCE = 4
MOST_IN_ONE_POSITION = 0.5
MOST_LONGEST = 0.6


def questions_of(subject: Subject) -> Iterator[tuple[Place, Question]]:
    """Every question of the module with its place."""
    for n, quiz in enumerate(subject.module.quizzes):
        for m, question in enumerate(quiz.questions):
            yield ("quizzes", n, "questions", m), question


def single_choices(subject: Subject) -> list[tuple[Place, SingleChoice]]:
    """Single-choice questions with one right answer; several-choices questions are a kind of their own."""
    return [
        (place, question)
        for place, question in questions_of(subject)
        if isinstance(question, SingleChoice) and not isinstance(question, SeveralChoices) and len(question.key) == 1
    ]


def _wrong_keys(subject: Subject) -> Iterator[Finding]:
    for place, question in questions_of(subject):
        if not isinstance(question, SingleChoice):
            continue
        right, options = len(question.key), len(question.options)
        if isinstance(question, SeveralChoices):
            if not FEWEST_RIGHT_OF_SEVERAL <= right < options:
                yield Finding(
                    place,
                    f"question '{question.id}' has {right} right answers of {options}.",
                    "Mark two or more with 'correct: true', and leave one wrong answer or more.",
                )
        elif right != 1:
            yield Finding(
                place,
                f"question '{question.id}' has {right or 'no'} right answer{'s' * (right > 1)}.",
                "Mark one option with 'correct: true', or use 'kind: several-choices'.",
            )


def _twin_answers(subject: Subject) -> Iterator[Finding]:
    for place, question in questions_of(subject):
        if isinstance(question, SingleChoice):
            yield from _twins((*place, "options"), "text", [option.text for option in question.options])
        elif isinstance(question, Ordering):
            yield from _twins((*place, "items"), "text", [item.text for item in question.items])
        elif isinstance(question, Matching):
            yield from _twins((*place, "pairs"), "left", [pair.left for pair in question.pairs])
            yield from _twins((*place, "pairs"), "right", [pair.right for pair in question.pairs])


def _twin_texts(subject: Subject) -> Iterator[Finding]:
    yield from _twin_answers(subject)
    for n, segment in enumerate(subject.module.segments):
        for m, block in enumerate(segment.body):
            if isinstance(block, Sort):
                yield from _twins(("segments", n, "body", m, "cards"), "text", [card.text for card in block.cards])
    for n, scenario in enumerate(subject.module.scenarios):
        for m, scene in enumerate(scenario.scenes):
            if not isinstance(scene, Ending):
                place = ("scenarios", n, "scenes", m, "choices")
                yield from _twins(place, "text", [choice.text for choice in scene.choices])


def _twins(place: Place, key: str, texts: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, text in enumerate(texts):
        folded = fold(text)
        if folded in seen:
            yield Finding(
                (*place, number, key), f"'{text.strip()}' stands here twice.", "Say something else in one of the two."
            )
        seen.add(folded)


def fold(text: str) -> str:
    """``text`` without what makes no difference to a reader: spaces, capitals and the full stop."""
    return " ".join(text.split()).casefold().rstrip(".!")


def _same_feedback(subject: Subject) -> Iterator[Finding]:
    for place, question in questions_of(subject):
        given: list[tuple[Place, str]] = []
        if isinstance(question, SingleChoice):
            given = [((*place, "options", n, "feedback"), option.feedback) for n, option in enumerate(question.options)]
        elif isinstance(question, TrueFalse):
            given = [((*place, key), getattr(question, key)) for key in ("feedback_true", "feedback_false")]
        seen: set[str] = set()
        for where, text in given:
            if fold(text) in seen:
                yield Finding(
                    where,
                    f"question '{question.id}' says the same to two different answers.",
                    "Say why this very answer is right or wrong.",
                )
            seen.add(fold(text))


def _unassessed(subject: Subject) -> Iterator[Finding]:
    count = Counter(question.objective for _, question in questions_of(subject))
    for number, objective in enumerate(subject.module.objectives):
        if count[objective.id] < FEWEST_QUESTIONS:
            yield Finding(
                ("objectives", number),
                f"{count[objective.id] or 'no'} question{'s' * (count[objective.id] != 1)} "
                f"assess{'es' * (count[objective.id] == 1)} the objective '{objective.id}'.",
                "Write two questions or more for it.",
            )


def _lopsided_positions(subject: Subject) -> Iterator[Finding]:
    questions = single_choices(subject)
    positions = Counter(question.key[0] for _, question in questions)
    for position, count in positions.items():
        if len(questions) >= ENOUGH_TO_BALANCE and count > len(questions) * MOST_IN_ONE_POSITION:
            letter = "ABCDEF"[position]
            yield Finding(
                ("quizzes",),
                f"{letter} is the right answer of {count} of {len(questions)} single-choice questions.",
                f"Move the right answer away from {letter} in some of them.",
            )


def _telltale_lengths(subject: Subject) -> Iterator[Finding]:
    questions = single_choices(subject)
    longest = [
        question.id for _, question in questions if _is_longest(question.key[0], [o.text for o in question.options])
    ]
    if len(questions) >= ENOUGH_TO_BALANCE and len(longest) > len(questions) * MOST_LONGEST:
        yield Finding(
            ("quizzes",),
            f"the right answer is the longest in {len(longest)} of {len(questions)} single-choice "
            f"questions ({', '.join(longest)}).",
            "Shorten some right answers, or lengthen wrong ones.",
        )


def _is_longest(key: int, texts: Sequence[str]) -> bool:
    return all(len(texts[key]) > len(text) for number, text in enumerate(texts) if number != key)


_GUESSABLE = "A reader who knows nothing must not be able to pick the key from its form."
RULES = (
    ModuleRule(
        id="question-has-correct-answer",
        may_be_allowed=False,
        why="Without a key a question teaches nothing.",
        source="F-LRN-08",
        find=_wrong_keys,
        says="A single-choice question has one right answer; a several-choices question has two or more, and a wrong one.",
    ),
    ModuleRule(
        id="answers-differ",
        says="No two answers, cards or choices that stand together say the same.",
        why="Readers cannot tell them apart, and the key becomes arbitrary.",
        source="F-LRN-08",
        find=_twin_texts,
    ),
    ModuleRule(
        id="feedback-is-specific",
        says="Each answer has feedback of its own.",
        why="Learning comes from hearing why one's own answer is right or wrong.",
        source="F-LRN-04",
        find=_same_feedback,
    ),
    ModuleRule(
        id="objective-is-assessed",
        says="Two questions or more assess each objective.",
        why="One question cannot tell knowledge from luck.",
        source="F-LRN-03",
        find=_unassessed,
        needs=("module",),
    ),
    ModuleRule(
        id="key-position-is-balanced",
        why=_GUESSABLE,
        find=_lopsided_positions,
        needs=("module",),
        says="In four or more single-choice questions, the right answer is not in the same position in more than half.",
    ),
    ModuleRule(
        id="key-length-is-balanced",
        why=_GUESSABLE,
        source="F-LRN-08",
        find=_telltale_lengths,
        needs=("module",),
        says="In four or more single-choice questions, the right answer is not the longest in more than 60 %.",
    ),
)
