"""Rules for one question: its form neither misleads nor gives the key away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from toolkit.check.assessment import questions_of, single_choices
from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.citation import CITATION, PLACEHOLDER
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.quiz import SingleChoice, TrueFalse
from toolkit.model.references import contact_in_text

LONGER_KEY = 1.5
UNLIKE = 2.5
NOTICEABLE = 15
"""Characters: a smaller difference is not seen at a glance."""
MOST_ABSOLUTE = 2

_OTHERS = re.compile(
    r"""
      \b(?:all|none|any|both|neither|either|some|most|each|two)\ of\ (?:the\ above|these\ (?:answers|options|choices))\b
    | \A(?:all|none|any|both|neither|either|some)\ of\ (?:these|those|them|the\ (?:other\ )?(?:answers|options|choices|others))\W*\Z
    | \A(?:(?:only|both|either|neither|answers?|options?)\ )*[A-F](?:,\ [A-F])*,?\ (?:and|or|nor|&)\ [A-F]\b
    | \b(?:the\ )?(?:answers?|options?)\ (?:above|below)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|(?<!at )(?<!after )all(?! right)|every|everyone|everybody|everything|nobody|no one|nothing|none|"
    r"entirely|completely|totally|impossible)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!:])\s+")
_QUOTED = re.compile(r"\"[^\"\n]*\"|\N{LEFT DOUBLE QUOTATION MARK}[^\N{RIGHT DOUBLE QUOTATION MARK}\n]*\N{RIGHT DOUBLE QUOTATION MARK}")
_EMPHASISED = re.compile(r"\*[^*\n]+\*|\bNOT\b|\bEXCEPT\b|\bNEVER\b|\bLEAST\b")
_NEGATED = re.compile(r"\b(?:not|except|never|least|untrue|incorrect)\b|n['\N{RIGHT SINGLE QUOTATION MARK}]t\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:which|what|who|whom|whose|where|when)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]|\b(?:if|when|while|who|whom|whose|that|because|although|since|so|unless|where|after|before)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?][\"'\N{RIGHT DOUBLE QUOTATION MARK})*]*\Z")


def printed(curriculum: Curriculum, text: str) -> str:
    """``text`` as readers see it, as far as its length matters: without citations, with numbers in their places."""

    def value(register: str, key: str) -> str:
        if register == "contact":
            return contact_in_text(curriculum.contacts[key]) if key in curriculum.contacts else key
        fact = curriculum.facts.get(key)
        return (fact and (fact.value or fact.statement)) or key

    return PLACEHOLDER.sub(lambda found: value(found[1], found[2]), CITATION.sub("", text)).strip()


def _choices(subject: Subject) -> Iterator[tuple[Place, SingleChoice]]:
    for place, question in questions_of(subject):
        if isinstance(question, SingleChoice):
            yield place, question


def _long_keys(subject: Subject) -> Iterator[Finding]:
    for place, question in single_choices(subject):
        lengths = [len(printed(subject.curriculum, option.text)) for option in question.options]
        key = question.key[0]
        longest = max(length for number, length in enumerate(lengths) if number != key)
        if lengths[key] > longest * LONGER_KEY and lengths[key] - longest >= NOTICEABLE:
            yield Finding(
                (*place, "options", key, "text"),
                f"the right answer of '{question.id}' has {lengths[key]} characters, and the longest wrong one {longest}.",
                "Shorten it, and move what it explains to its feedback.",
            )


def _odd_lengths(subject: Subject) -> Iterator[Finding]:
    for place, question in _choices(subject):
        lengths = [len(printed(subject.curriculum, option.text)) for option in question.options]
        middle = median(lengths)
        for number, length in enumerate(lengths):
            far = max(length, middle) > min(length, middle) * UNLIKE and abs(length - middle) >= NOTICEABLE
            if far:
                yield Finding(
                    (*place, "options", number, "text"),
                    f"this answer of '{question.id}' has {length} characters; half of the others have {middle:.0f} or more.",
                    f"Make it about as {'short' if length > middle else 'long'} as the others.",
                )


def words_on_others(answer: str) -> str:
    """The words with which an answer speaks of the other ones, such as 'all of the above'; '' where it stands alone."""
    found = _OTHERS.search(answer)
    return found.group() if found else ""


def _pointing_answers(subject: Subject) -> Iterator[Finding]:
    for place, question in _choices(subject):
        for number, option in enumerate(question.options):
            found = words_on_others(option.text)
            if found:
                yield Finding(
                    (*place, "options", number, "text"),
                    f"'{option.text.strip()}' speaks of the other answers.",
                    "Write an answer that stands on its own, or use 'kind: several-choices'.",
                    found,
                )


def _hidden_negatives(subject: Subject) -> Iterator[Finding]:
    for place, question in questions_of(subject):
        if isinstance(question, TrueFalse):
            continue
        found = plain_negation(question.prompt)
        if found:
            yield Finding(
                (*place, "prompt"),
                f"question '{question.id}' asks for what is not so, and readers miss the word '{found}'.",
                f"Ask for what is so, or write **{found}**.",
                found,
            )


def plain_negation(prompt: str) -> str:
    """The word by which a question asks for what is not so, where nothing emphasises it; '' where there is none."""
    plain = _EMPHASISED.sub(" ", _QUOTED.sub(" ", " ".join(prompt.split())))
    return next((word for s in _SENTENCE.split(plain) if s.endswith("?") and (word := _negated(s))), "")


def _negated(sentence: str) -> str:
    """The negation that belongs to the question itself, not to a clause that says when or of whom."""
    asks = _ASKS.search(sentence)
    found = _NEGATED.search(sentence, asks.end()) if asks else None
    if not asks or not found or _CLAUSE.search(sentence, asks.end(), found.start()):
        return ""
    return found.group()


def _absolute_answers(subject: Subject) -> Iterator[Finding]:
    for place, question in _choices(subject):
        hits = [(number, _ABSOLUTE.search(option.text)) for number, option in enumerate(question.options)]
        right = any(found for number, found in hits if question.options[number].correct)
        wrong = [(number, found) for number, found in hits if found and not question.options[number].correct]
        if len(wrong) >= MOST_ABSOLUTE and not right:
            words = ", ".join(f"'{found.group()}'" for _, found in wrong if found)
            yield Finding(
                (*place, "options", wrong[0][0], "text"),
                f"in '{question.id}' only wrong answers say {words}.",
                "Soften some of them, as the right answer does, or let the right answer be as firm.",
                wrong[0][1].group() if wrong[0][1] else "",
            )


def _odd_forms(subject: Subject) -> Iterator[Finding]:
    for place, question in _choices(subject):
        texts = [printed(subject.curriculum, option.text) for option in question.options]
        signs = {
            "ends like a sentence": [bool(_ENDS.search(text)) for text in texts],
            "starts with a small letter": [text.lstrip("\"'\N{LEFT DOUBLE QUOTATION MARK}")[:1].islower() for text in texts],
        }
        for thing, shown in signs.items():
            if any(shown) and not all(shown):
                rarer = sum(shown) * 2 <= len(shown)
                yield Finding(
                    (*place, "options", shown.index(rarer), "text"),
                    f"one answer of '{question.id}' {thing}, and another does not.",
                    "Write all answers of a question in one form.",
                )


_FORM = "A reader who knows nothing must not be able to pick the key from its form."
RULES = (
    ModuleRule(
        id="key-is-not-much-longer",
        says="The right answer of a single-choice question is at most half as long again as the longest wrong one.",
        why=_FORM,
        severity="warning",
        source="F-LRN-08",
        find=_long_keys,
    ),
    ModuleRule(
        id="options-are-alike-in-length",
        says="No answer has more than 2.5 times as many characters as the middle one of its question, or fewer than 1 in 2.5.",
        why=_FORM,
        severity="advice",
        source="F-LRN-08",
        find=_odd_lengths,
    ),
    ModuleRule(
        id="options-are-alike-in-form",
        says="The answers of a question all end like sentences or none does, and all start with a capital or none does.",
        why=_FORM,
        severity="advice",
        source="F-LRN-08",
        find=_odd_forms,
    ),
    ModuleRule(
        id="options-stand-alone",
        says="No answer speaks of the others: no 'all of the above', 'none of these', 'both A and B'.",
        why="Who knows that two answers are right, or one wrong, has the key without knowing the rest.",
        severity="warning",
        source="F-LRN-08",
        find=_pointing_answers,
    ),
    ModuleRule(
        id="absolutes-are-no-telltale",
        says="Where two wrong answers or more say always, never, all or only, so does a right one.",
        why="Practised test-takers strike out what sounds absolute.",
        severity="advice",
        source="F-LRN-08",
        find=_absolute_answers,
    ),
    ModuleRule(
        id="negative-is-emphasised",
        says="A question that asks for what is not so emphasises the word, as in **not** or **except**.",
        why="Readers in a hurry miss it and answer the opposite question.",
        severity="warning",
        source="F-LRN-08",
        find=_hidden_negatives,
    ),
)
