"""Rules of the glossary: a module lists the terms that its readers meet, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.texts import without_references, word_set
from toolkit.model.curriculum import Place

OFTEN = 2
_SHORTEST_STEM = 4
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?:izations?|ations?|ings?|ures?|ors?|ers?|als?|ies|ed|es|s|e|y)$")
_FOR_FACILITATORS = {"notes", "before", "self_care", "materials", "purpose", "debrief", "title", "objectives"}


def _stem(word: str) -> str:
    """What the forms of a word have in common: 'groom' for grooming, groomed and grooms."""
    stem = _SUFFIX.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _starts_a_word(stem: str, text: str) -> bool:
    at = text.find(stem)
    while at > 0 and text[at - 1].isalpha():
        at = text.find(stem, at + 1)
    return at >= 0


def _read_by_participants(place: Place) -> bool:
    return not _FOR_FACILITATORS.intersection(place)


def _unmet_terms(subject: Subject) -> Iterator[Finding]:
    everything = "\n".join(text.words for text in subject.texts).casefold()
    terms = subject.curriculum.terms
    for number, name in enumerate(subject.module.glossary):
        if name in terms:
            stems = [_stem(word) for word in _WORD.findall(terms[name].term.casefold())]
            if not all(_starts_a_word(stem, everything) for stem in stems):
                yield Finding(
                    ("glossary", number),
                    f"no text of the module speaks of '{terms[name].term}'.",
                    "Take it off the list, or use the term where readers need it.",
                    name,
                )


@cache
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of ``terms``, singular or plural, the longest first, so that 'trauma-informed' is no 'trauma'."""
    spelled = (re.escape(" ".join(re.split(r"[\s-]+", term))).replace(r"\ ", r"[\s-]+") for term in terms)
    return re.compile(r"(?<![\w-])(?:" + "|".join(f"({term})" for term in spelled) + r")(?:e?s)?(?![\w-])", re.IGNORECASE)


@cache
def _by_key(terms: tuple[str, ...]) -> dict[str, list[tuple[frozenset[str], int]]]:
    """The words of each of ``terms`` that all stand in a text that holds it, with its number, by the forms of its last word."""
    found: dict[str, list[tuple[frozenset[str], int]]] = {}
    for number, term in enumerate(terms):
        *others, last = re.findall(r"\w+", term.casefold()) or [""]
        for form in (last, f"{last}s", f"{last}es"):
            found.setdefault(form, []).append((frozenset(others), number))
    return found


def _unlisted_terms(subject: Subject) -> Iterator[Finding]:
    known = sorted(subject.curriculum.terms.values(), key=lambda term: len(term.term), reverse=True)
    if not set(subject.module.glossary) <= subject.curriculum.terms.keys():
        return  # a misspelt id is reported as such
    unlisted = [term.id for term in known if term.id not in subject.module.glossary and term.access != "restricted"]
    wanted = {number for number, term in enumerate(known) if term.id in unlisted}
    by_key = _by_key(tuple(term.term for term in known))
    met: dict[str, list[tuple[Place, str]]] = {}
    for text in subject.texts:
        used = word_set(text.words)
        likely = sorted({number for key in used & by_key.keys() for words, number in by_key[key] if words <= used})
        if any(number in wanted for number in likely) and _read_by_participants(text.place):  # looking for every term in every text takes far longer
            pattern = _pattern(tuple(known[number].term for number in likely))
            for found in pattern.finditer(without_references(text.words)):
                term = known[likely[(found.lastindex or 1) - 1]]
                met.setdefault(term.id, []).append((text.place, found.group()))
    for name in unlisted:
        places = met.get(name, [])
        if len(places) >= OFTEN:
            yield Finding(
                places[0][0],
                f"the glossary explains '{subject.curriculum.terms[name].term}', which readers meet {len(places)} times, "
                "but this module does not list it.",
                f"Add '- {name}' to the module's 'glossary:'.",
                places[0][1],
            )


_PLAIN = "Readers find the meaning of a word where they meet it; a list of words they never meet hides those they need."
RULES = (
    ModuleRule(
        id="listed-term-is-used",
        says="A glossary term that a module lists is spoken of in its text.",
        why=_PLAIN,
        severity="advice",
        source="F-LRN-13",
        find=_unmet_terms,
        needs=("module", "glossary"),
    ),
    ModuleRule(
        id="used-term-is-listed",
        says="A glossary term that participants meet twice or more in a module is on its list.",
        why=_PLAIN,
        severity="advice",
        source="F-LRN-13",
        find=_unlisted_terms,
        needs=("module", "glossary"),
    ),
)
