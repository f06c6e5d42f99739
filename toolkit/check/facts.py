"""Rules of facts: whatever is claimed is in the register, publishable, sourced and looked at again in time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.figures import typed_contacts, unsourced_figures
from toolkit.check.finding import AsOf, Finding, Piece, RegisterRule, TextRule, unknown
from toolkit.check.texts import Text
from toolkit.model.base import Noun
from toolkit.model.citation import CITATION, PLACEHOLDER, find_citations
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.registers import Fact

_LIKE_A_CITATION = re.compile(r"\[\s?@[^\]\n]*\]?|(?<!\w)@[A-Z]+-[A-Z0-9-]+")
_LIKE_A_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}?|\{\{")
_UNPUBLISHED = re.compile(r"do not publish", re.IGNORECASE)


def _cited(piece: Piece) -> Iterator[tuple[Place, str]]:
    """Every fact that the module names, in text or in a ``facts`` list, with its place and itself."""
    for text in piece.texts:
        for name in find_citations(text.words):
            yield text.place, name
    yield from _listed(piece.noun, ())


def _listed(noun: Noun, place: Place) -> Iterator[tuple[Place, str]]:
    for number, name in enumerate(getattr(noun, "facts", ())):
        yield (*place, "facts", number), name
    for key in type(noun).model_fields:
        value = getattr(noun, key)
        for number, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, Noun):
                yield from _listed(item, (*place, key, number))


def _unknown_facts(piece: Piece) -> Iterator[Finding]:
    facts = piece.curriculum.facts
    return (unknown("fact", place, name, facts) for place, name in _cited(piece) if name not in facts)


def _unknown_contacts(piece: Piece) -> Iterator[Finding]:
    known = piece.curriculum.contacts
    for text in piece.texts:
        for found in PLACEHOLDER.finditer(text.words):
            if found[1] == "contact" and found[2] not in known:
                yield unknown("contact", text.place, found[2], known)


def _unpublishable(piece: Piece) -> Iterator[Finding]:
    for place, name in _cited(piece):
        fact = piece.curriculum.facts.get(name)
        if fact and fact.label == "recalled":
            yield Finding(
                place,
                f"{name} is recalled, not read in any source.",
                "Confirm it in a source first, or leave it out.",
                name,
            )
        elif fact and _UNPUBLISHED.search(fact.caution or ""):
            yield Finding(place, f"{name} must not be published: {fact.caution}", "Leave it out.", name)


def _empty_values(piece: Piece) -> Iterator[Finding]:
    for text, fact, words in _printed_values(piece):
        if fact.value is None:
            yield Finding(
                text.place,
                f"{fact.id} has no 'value' to print.",
                "Cite it with [@…], or add its value to the register.",
                words,
            )


def _second_hand(piece: Piece) -> Iterator[Finding]:
    sources = piece.curriculum.sources
    for text, fact, words in _printed_values(piece):
        known = [sources[name] for name in fact.sources if name in sources]
        if known and all(source.secondary for source in known):
            yield Finding(
                text.place,
                f"the figure {fact.id} was read only where someone repeats it.",
                "Find the originator first.",
                words,
            )


def _printed_values(piece: Piece) -> Iterator[tuple[Text, Fact, str]]:
    for text in piece.texts:
        for found in PLACEHOLDER.finditer(text.words):
            if found[1] == "fact" and found[2] in piece.curriculum.facts:
                yield text, piece.curriculum.facts[found[2]], found.group()


def _garbled(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        rest = PLACEHOLDER.sub("", CITATION.sub("", text.words))
        for found in _LIKE_A_CITATION.finditer(rest):
            yield Finding(
                text.place,
                f"'{found.group()}' is no citation.",
                "Write [@F-A1-03], several as [@F-A1-02; @F-A1-06].",
                found.group(),
            )
        for found in _LIKE_A_PLACEHOLDER.finditer(rest):
            yield Finding(
                text.place,
                f"'{found.group()}' is no placeholder.",
                "Write {fact:F-FIG-01} or {contact:cybertipline}.",
                found.group(),
            )


def _unsourced(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        if not text.cited:
            for figures in unsourced_figures(text.words):
                yield Finding(
                    text.place,
                    f"a sentence gives no source for {' and '.join(map(repr, figures))}.",
                    "Cite the fact it comes from, like [@F-A1-03], or print it with {fact:F-FIG-01}.",
                    figures[0],
                )


def _typed_contacts(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        for contact in typed_contacts(text.words):
            yield Finding(
                text.place,
                f"'{contact}' is typed out.",
                "Write {contact:…} with an id of the contacts register.",
                contact,
            )


def _overdue(curriculum: Curriculum, as_of: AsOf) -> Iterator[Finding]:
    for number, fact in enumerate(curriculum.facts.values()):
        if fact.review_by < as_of.today:
            yield Finding(
                ("facts", number, "review_by"),
                f"{fact.id} was due for review on {fact.review_by}.",
                "Look it up again, then set a new day.",
                file="facts",
            )


def _unsourced_facts(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, fact in enumerate(curriculum.facts.values()):
        if fact.label in ("seen", "seed") and not fact.sources:
            yield Finding(
                ("facts", number, "label"),
                f"{fact.id} is '{fact.label}' but names no source.",
                "Add 'sources:'.",
                file="facts",
            )


_CURRENT = "The number that prints comes from the register, so that it is mended in one place when it changes."
RULES = (
    TextRule(
        id="fact-is-known",
        says="Facts that are cited exist in the register.",
        why="A citation that leads nowhere is no source.",
        find=_unknown_facts,
        needs=("facts",),
    ),
    TextRule(
        id="contact-is-known",
        says="Contacts that are named exist in the register.",
        why="A handout must never leave a gap where a number should be.",
        find=_unknown_contacts,
        needs=("contacts",),
    ),
    TextRule(
        id="citation-is-well-formed",
        says="Square brackets with @ and curly brackets are citations and placeholders.",
        why="A misspelt one would be printed as it stands.",
        find=_garbled,
    ),
    TextRule(
        id="fact-is-publishable",
        says="No fact is cited that is recalled or marked 'Do not publish'.",
        why="Nothing unconfirmed reaches a reader.",
        find=_unpublishable,
        needs=("facts",),
    ),
    TextRule(
        id="fact-has-value",
        says="A fact whose value is printed has one.",
        why=_CURRENT,
        find=_empty_values,
        needs=("facts",),
    ),
    TextRule(
        id="figure-is-first-hand",
        says="A figure that is printed was read where it was first published.",
        why="Figures change when they are retold.",
        find=_second_hand,
        needs=("facts", "sources"),
    ),
    TextRule(
        id="figure-is-sourced",
        find=_unsourced,
        says="A sentence with a share, a large number, a year, a sum or a law cites a fact or prints a fact's value.",
        why="Wrong and outdated figures are this field's oldest problem.",
    ),
    TextRule(
        id="contact-is-a-placeholder",
        says="Phone numbers and addresses are never typed in text.",
        why=_CURRENT,
        find=_typed_contacts,
    ),
    RegisterRule(
        id="fact-is-current",
        says="A fact is looked at again by its review day.",
        severity="warning",
        why="Laws, numbers and services change.",
        find=_overdue,
    ),
    RegisterRule(
        id="fact-has-source",
        says="A fact that was read somewhere names where.",
        why="A reader must be able to look it up.",
        find=_unsourced_facts,
    ),
)
