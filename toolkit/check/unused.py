"""The registers in; sources, contacts and glossary terms that nothing uses, out.

Facts are left out on purpose: the register is a library, kept up to date for courses still to be written.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import AsOf, Finding, RegisterRule
from toolkit.check.texts import texts_of
from toolkit.model.citation import PLACEHOLDER
from toolkit.model.curriculum import Curriculum
from toolkit.model.page import WhomToCall


def _unnamed_sources(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    named = {name for fact in curriculum.facts.values() for name in fact.sources}
    named |= {name for wording in curriculum.wordings.values() for name in wording.sources}
    if not named <= curriculum.sources.keys():
        return  # a misspelt id is reported as such
    for number, name in enumerate(curriculum.sources):
        if name not in named:
            yield Finding(
                ("sources", number, "id"),
                f"no fact and no wording names the source '{name}'.",
                "Add it to the 'sources:' of what was read there, or delete it.",
                file="sources",
            )


def _all_is_read(curriculum: Curriculum) -> bool:
    """Whether every module and page was read without loss: what is missing may be what uses a thing."""
    listed = {name for course in curriculum.catalogue.courses for name in course.modules}
    return listed <= curriculum.modules.keys() and all(
        marks.whole and not marks.guessed for marks in curriculum.marks.values()
    )


def _unlisted_terms(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    if not _all_is_read(curriculum):
        return
    listed = {name for module in curriculum.modules.values() for name in module.glossary}
    if not listed <= curriculum.terms.keys():
        return  # a misspelt id is reported as such
    for number, name in enumerate(curriculum.terms):
        if name not in listed:
            yield Finding(
                ("terms", number, "id"),
                f"no module lists the term '{name}', so no reader gets its meaning.",
                "Add it to the 'glossary:' of a module that uses it, or delete it.",
                file="glossary",
            )


def _printed_contacts(curriculum: Curriculum) -> set[str]:
    """Ids of contacts that a text names, a page lists, or cards print."""
    found = {name for name, contact in curriculum.contacts.items() if contact.card}
    for page in curriculum.pages.values():
        for section in page.sections:
            found |= {name for block in section.body if isinstance(block, WhomToCall) for name in block.contacts}
    for noun in (*curriculum.modules.values(), *curriculum.pages.values(), *curriculum.diagrams.values()):
        for text in texts_of(noun):
            if "{contact:" in text.words:
                found |= {match[2] for match in PLACEHOLDER.finditer(text.words)}
    return found


def _unprinted_contacts(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    if not _all_is_read(curriculum):
        return
    printed = _printed_contacts(curriculum)
    for number, name in enumerate(curriculum.contacts):
        if name not in printed:
            yield Finding(
                ("contacts", number, "id"),
                f"the contact '{name}' prints on no card, and no module or page names it.",
                f"Name it with {{contact:{name}}} where it helps, print it on cards, or delete it.",
                file="contacts",
            )


RULES = (
    RegisterRule(
        id="source-is-used",
        says="Some fact or wording names each source.",
        why="A source that nothing rests on costs a review and proves nothing.",
        severity="advice",
        find=_unnamed_sources,
        needs=("sources", "facts", "language"),
    ),
    RegisterRule(
        id="contact-is-printed",
        says="Each contact prints on cards, or a module or page names it.",
        why="A number that nobody sees helps nobody, and somebody has to confirm it all the same.",
        severity="advice",
        find=_unprinted_contacts,
        needs=("contacts",),
    ),
    RegisterRule(
        id="term-is-listed",
        says="Some module lists each term of the glossary.",
        why="A meaning that is printed nowhere helps nobody, and nobody notices when it goes out of date.",
        severity="advice",
        find=_unlisted_terms,
        needs=("glossary",),
    ),
)
