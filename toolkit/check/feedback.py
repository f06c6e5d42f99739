"""Rules of feedback: whoever answered learns why, whatever the answer was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.assessment import questions_of
from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.structure import sorts_of
from toolkit.model.citation import CITATION
from toolkit.model.curriculum import Place
from toolkit.model.quiz import Matching, Ordering, Question, SingleChoice, TrueFalse

FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)?")
_SAYS_NOTHING = frozenset(
    _WORD.findall(
        "a again an answer is it its it's and well done good great excellent perfect nice job exactly correct right wrong "
        "incorrect yes no not quite true false sorry try the this that that's was be you your are got of course indeed "
        "please review read module section text page material chapter above option choice"
    )
)


def _explanations(question: Question) -> Iterator[tuple[Place, str, str]]:
    """Place and text of each feedback, and the text that it must add to."""
    match question:
        case SingleChoice():
            for number, option in enumerate(question.options):
                yield ("options", number, "feedback"), option.feedback, option.text
        case TrueFalse():
            yield ("feedback_true",), question.feedback_true, question.prompt
            yield ("feedback_false",), question.feedback_false, question.prompt
        case Ordering():
            yield ("feedback",), question.feedback, ""
            for number, item in enumerate(question.items):
                yield ("items", number, "reason"), item.reason, item.text
        case Matching():
            for number, pair in enumerate(question.pairs):
                yield ("pairs", number, "feedback"), pair.feedback, f"{pair.left} {pair.right}"


def _bare_feedback(subject: Subject) -> Iterator[Finding]:
    found = [
        ((*place, *key), text, of)
        for place, question in questions_of(subject)
        for key, text, of in _explanations(question)
    ]
    for place, sort in sorts_of(subject):
        found += [((*place, "cards", n, "reason"), card.reason, card.text) for n, card in enumerate(sort.cards)]
    for place, text, of in found:
        words = _content_words(text)
        if len(words) < FEWEST_WORDS or not words - _content_words(of):
            yield Finding(
                place,
                f"'{text.strip()}' tells readers no more than they see.",
                "Say why, and why the better answer is safer for the child.",
            )


def _content_words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(CITATION.sub("", text))} - _SAYS_NOTHING


RULES = (
    ModuleRule(
        id="feedback-explains",
        says="Feedback says more than 'Correct' or the answer itself: three words or more that carry a reason.",
        why="Feedback works best when it is supportive and specific; here it says what is safer for the child, and why.",
        severity="warning",
        source="F-LRN-04",
        find=_bare_feedback,
    ),
)
