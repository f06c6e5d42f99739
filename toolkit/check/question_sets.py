"""Rules for the questions of a module together: no pattern in them gives keys away, and none is asked twice."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.assessment import fold, questions_of
from toolkit.check.finding import AsOf, Finding, ModuleRule, RegisterRule, Subject
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.quiz import Matching, Ordering, SeveralChoices, TrueFalse

ENOUGH_TRUE_FALSE = 3
ENOUGH_SEVERAL = 2
ENOUGH_IN_A_COURSE = 4
MOST_QUESTIONS = 8


def _asked_twice(subject: Subject) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for place, question in questions_of(subject):
        first = seen.setdefault(fold(question.prompt), question.id)
        if first != question.id:
            yield Finding(
                (*place, "prompt"),
                f"question '{question.id}' asks the same as '{first}'.",
                "Ask about another case, or say what is different this time.",
            )


def _all_true_or_false(subject: Subject) -> Iterator[Finding]:
    judged = [(place, question) for place, question in questions_of(subject) if isinstance(question, TrueFalse)]
    answers = {question.answer for _, question in judged}
    if len(judged) >= ENOUGH_TRUE_FALSE and len(answers) == 1:
        word = "true" if judged[0][1].answer else "false"
        yield Finding(
            (*judged[-1][0], "answer"),
            f"all {len(judged)} true-false questions are {word}.",
            f"Turn one statement round, so that it is {'false' if word == 'true' else 'true'}.",
        )


def _same_pattern(subject: Subject) -> Iterator[Finding]:
    several = [(place, q) for place, q in questions_of(subject) if isinstance(q, SeveralChoices)]
    if len(several) >= ENOUGH_SEVERAL and len({question.key for _, question in several}) == 1:
        letters = ", ".join("ABCDEF"[position] for position in several[0][1].key)
        yield Finding(
            (*several[-1][0], "options"),
            f"{letters} are the right answers of all {len(several)} several-choices questions.",
            "Put the answers of one of them in another order.",
        )


def _same_count(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for course in curriculum.catalogue.courses:
        found: list[tuple[str, Place, SeveralChoices]] = []
        for name in course.modules:
            module = curriculum.modules.get(name)
            for n, quiz in enumerate(module.quizzes if module else ()):
                for m, question in enumerate(quiz.questions):
                    if isinstance(question, SeveralChoices):
                        found.append((name, ("quizzes", n, "questions", m), question))
        counts = {(len(question.key), len(question.options)) for _, _, question in found}
        if len(found) >= ENOUGH_IN_A_COURSE and len(counts) == 1:
            (right, options), (file, place, _) = counts.pop(), found[-1]
            yield Finding(
                place,
                f"all {len(found)} several-choices questions of the course '{course.id}' have {right} right answers "
                f"of {options}.",
                "Give one of them another number of right answers.",
                file=file,
            )


def _revealing_order(subject: Subject) -> Iterator[Finding]:
    for place, question in questions_of(subject):
        if isinstance(question, Ordering | Matching) and question.shown == tuple(range(len(question.shown))):
            key, thing = ("items", "steps") if isinstance(question, Ordering) else ("pairs", "right-hand sides")
            yield Finding(
                (*place, key),
                f"readers see the {thing} of '{question.id}' in the right order already.",
                "Change a word in one of them: the order they are shown in follows from their wording.",
            )


def _long_quizzes(subject: Subject) -> Iterator[Finding]:
    for n, quiz in enumerate(subject.module.quizzes):
        if len(quiz.questions) > MOST_QUESTIONS:
            yield Finding(
                ("quizzes", n, "questions"),
                f"the quiz '{quiz.id}' has {len(quiz.questions)} questions in one piece.",
                f"Split it: up to {MOST_QUESTIONS} after each part of the module.",
            )


_PATTERN = "Readers find the pattern, and the quiz then measures that."
RULES = (
    ModuleRule(
        id="question-is-asked-once",
        says="No two questions of a module have the same prompt.",
        why="The second one tests memory of the first.",
        severity="warning",
        source="F-LRN-08",
        find=_asked_twice,
    ),
    ModuleRule(
        id="true-false-is-balanced",
        says="Of three or more true-false questions in a module, some are true and some are false.",
        why=_PATTERN,
        severity="warning",
        find=_all_true_or_false,
        needs=("module",),
    ),
    ModuleRule(
        id="several-keys-differ",
        says="The right answers of a module's several-choices questions do not all stand in the same places.",
        why=_PATTERN,
        severity="warning",
        find=_same_pattern,
        needs=("module",),
    ),
    RegisterRule(
        id="several-counts-differ",
        says="Of four or more several-choices questions in a course, not all have the same number of right answers.",
        why=_PATTERN,
        severity="advice",
        find=_same_count,
        needs=("catalogue",),
    ),
    ModuleRule(
        id="shown-order-hides-key",
        says="The order in which readers see the steps of an ordering, or the right-hand sides of a matching, is not the key.",
        why="The order follows from the wording, so by chance it can be the right one.",
        severity="warning",
        find=_revealing_order,
    ),
    ModuleRule(
        id="quiz-is-short",
        says=f"A quiz has at most {MOST_QUESTIONS} questions.",
        why="Short parts at the reader's own pace beat one long stream.",
        severity="advice",
        source="F-LRN-09",
        find=_long_quizzes,
    ),
)
