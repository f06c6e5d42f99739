"""Rules of facts: whatever is claimed names what it rests on, and that is in the register and may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.figures import typed_contacts, unsourced_figures
from toolkit.check.finding import Finding, Piece, TextRule, unknown
from toolkit.check.named import nouns_in
from toolkit.check.texts import Text, without_references
from toolkit.model.base import Noun
from toolkit.model.citation import PLACEHOLDER, find_citations
from toolkit.model.curriculum import Place
from toolkit.model.page import WhomToCall
from toolkit.model.registers import Fact

_LIKE_A_CITATION = re.compile(
    r"\[\s?@[^\]\n]*\]?|(?<!\w)@[A-Z]+-[A-Z0-9-]+|[\[(]F-[A-Z0-9-]+(?:[;,]\s?@?F-[A-Z0-9-]+)*[\])](?!\()"
)
_LIKE_A_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}?|\{\{")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNPUBLISHED = re.compile(r"do not publish", re.IGNORECASE)


def _unknown_facts(piece: Piece) -> Iterator[Finding]:
    facts = piece.curriculum.facts
    return (unknown("fact", place, name, facts) for place, name in piece.cited_facts if name not in facts)


def _unknown_contacts(piece: Piece) -> Iterator[Finding]:
    known = piece.curriculum.contacts
    named = [
        (text.place, found[2])
        for text in piece.texts
        for found in PLACEHOLDER.finditer(text.words)
        if found[1] == "contact"
    ]
    named += _listed_contacts(piece.noun, ())
    return (unknown("contact", place, name, known) for place, name in named if name not in known)


def _listed_contacts(noun: Noun, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(noun, WhomToCall):
        yield from (((*place, "contacts", number), name) for number, name in enumerate(noun.contacts))
    for key, item in nouns_in(noun):
        yield from _listed_contacts(item, (*place, *key))


def _unpublishable(piece: Piece) -> Iterator[Finding]:
    for place, name in piece.cited_facts:
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
    for place, fact, words in _printed_values(piece):
        if fact.value is None:
            yield Finding(
                place,
                f"{fact.id} has no 'value' to print.",
                "Cite it with [@…], or add its value to the register.",
                words,
            )


def _second_hand(piece: Piece) -> Iterator[Finding]:
    sources = piece.curriculum.sources
    for place, fact, words in _printed_values(piece):
        known = [sources[name] for name in fact.sources if name in sources]
        if known and all(source.secondary for source in known):
            yield Finding(
                place,
                f"the figure {fact.id} was read only where someone repeats it.",
                "Find the originator first.",
                words,
            )


def _printed_values(piece: Piece) -> Iterator[tuple[Place, Fact, str]]:
    facts = piece.curriculum.facts
    for text in piece.texts:
        for found in PLACEHOLDER.finditer(text.words):
            if found[1] == "fact" and found[2] in facts:
                yield text.place, facts[found[2]], found.group()
    for place, name in piece.listed_facts:
        if place[-1] == "fact" and name in facts:
            yield place, facts[name], name


def _garbled(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        if not any(sign in text.words for sign in ("@", "{", "F-")):
            continue
        rest = without_references(text.words, "")
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
                if _heads_cited_text(piece, text, figures):
                    continue
                yield Finding(
                    text.place,
                    f"a sentence gives no source for {' and '.join(map(repr, figures))}.",
                    "Cite the fact it comes from, like [@F-A1-03], or print it with {fact:F-FIG-01}.",
                    figures[0],
                )


def _heads_cited_text(piece: Piece, text: Text, figures: tuple[str, ...]) -> bool:
    """Whether ``text`` is a title or a column's heading that gives a year to what is cited below it."""
    return (
        not text.markdown
        and all(_YEAR.fullmatch(figure) for figure in figures)
        and any(find_citations(other.words) for other in piece.texts if other.owner is text.owner)
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


_CURRENT = "The number that prints comes from the register, so that it is mended in one place when it changes."
RULES = (
    TextRule(
        id="fact-is-known",
        may_be_allowed=False,
        says="Facts that are cited exist in the register.",
        why="A citation that leads nowhere is no source.",
        find=_unknown_facts,
        needs=("facts",),
    ),
    TextRule(
        id="contact-is-known",
        may_be_allowed=False,
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
        may_be_allowed=False,
        says="No fact is cited that is recalled or marked 'Do not publish'.",
        why="Nothing unconfirmed reaches a reader.",
        source="F-FIG-12, F-FIG-20",
        find=_unpublishable,
        needs=("facts",),
    ),
    TextRule(
        id="fact-has-value",
        may_be_allowed=False,
        says="A fact whose value is printed has one.",
        why=_CURRENT,
        find=_empty_values,
        needs=("facts",),
    ),
    TextRule(
        id="figure-is-first-hand",
        says="A figure that is printed was read where it was first published.",
        why="Figures change when they are retold.",
        source="F-CON-N3, F-FIG-22",
        find=_second_hand,
        needs=("facts", "sources"),
    ),
    TextRule(
        id="figure-is-sourced",
        source="F-FIG-20, F-FIG-22",
        find=_unsourced,
        says="A sentence with a share, a large number, a year, a day, a sum or a law cites a fact or prints a fact's value.",
        why="Wrong and outdated figures are this field's oldest problem.",
    ),
    TextRule(
        id="contact-is-a-placeholder",
        may_be_allowed=False,
        says="Phone numbers and addresses are never typed in text.",
        why=_CURRENT,
        source="F-CON-N1, F-CON-N3",
        find=_typed_contacts,
    ),
)
