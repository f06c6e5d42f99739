"""Rules of contacts: whom we tell people to call can be reached, rests on a source, and was checked by a person lately."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.finding import AsOf, Finding, RegisterRule
from toolkit.model.curriculum import Curriculum
from toolkit.model.registers import Contact, Fact

_WAYS = ("phone", "text", "web")
_NUMBER = re.compile(r"\d[\dA-Z-]*[\dA-Z]")
"""A number to dial, with or without letters in it: '1-800-THE-LOST', '988', '233733'."""


def _national(curriculum: Curriculum) -> Iterator[tuple[int, Contact]]:
    """Contacts whose number the register gives; a session fills in those of the others."""
    for number, contact in enumerate(curriculum.contacts.values()):
        if not contact.local:
            yield number, contact


def _unconfirmed(curriculum: Curriculum, as_of: AsOf) -> Iterator[Finding]:
    for number, contact in _national(curriculum):
        if not contact.is_confirmed(as_of.today, as_of.contact_days):
            day = contact.checked_on
            what = f"was last checked on {day}" if day else "is not yet checked by a person"
            what = (
                what if day is None or day <= as_of.today else f"is said to be checked on {day}, which is still to come"
            )
            yield Finding(
                ("contacts", number, "checked_on") if day else ("contacts", number, "id"),
                f"'{contact.id}' {what}.",
                f"{_how_to_check(contact)}, then write 'checked_on: {as_of.today}'; it counts for "
                f"{as_of.contact_days} days.",
                file="contacts",
            )


def _how_to_check(contact: Contact) -> str:
    if contact.need == "danger":
        return "Never test-call it: ask your police or emergency center on their ordinary number"
    return "Call or open it"


def _unreachable(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, contact in _national(curriculum):
        if not any(getattr(contact, way) for way in _WAYS):
            yield Finding(
                ("contacts", number, "id"),
                f"'{contact.id}' has no 'phone', 'text' or 'web'.",
                "Add one, or 'local: true' where each session fills in its own number.",
                file="contacts",
            )


def _without_source(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, contact in _national(curriculum):
        fact = curriculum.facts.get(contact.fact)
        if fact and fact.label in ("recalled", "proposed"):
            yield Finding(
                ("contacts", number, "fact"),
                f"'{contact.id}' rests on {fact.id}, which is {fact.label}.",
                "Read its number on the organization's own page first, and name the fact that says so.",
                file="contacts",
            )


def _beside_the_fact(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, contact in _national(curriculum):
        fact = curriculum.facts.get(contact.fact)
        for way in _WAYS if fact else ():
            for printed in _printed(contact, way):
                if fact and not _says(fact, printed):
                    yield Finding(
                        ("contacts", number, way),
                        f"'{printed}' of '{contact.id}' does not stand in {fact.id}.",
                        "Write it here as the source has it, or name the fact that holds it.",
                        printed,
                        "contacts",
                    )


def _printed(contact: Contact, way: str) -> Iterator[str]:
    text = getattr(contact, way) or ""
    if way == "web":
        yield from (text,) if text else ()
    else:
        yield from _NUMBER.findall(text)


def _says(fact: Fact, printed: str) -> bool:
    """Whether ``fact`` holds ``printed`` as a whole, and not as a part of a longer number or address."""
    said = f"{fact.statement} {fact.value or ''}"
    return re.search(rf"(?<![\w-]){re.escape(printed)}(?![\w-])", said, re.IGNORECASE) is not None


RULES = (
    RegisterRule(
        id="contact-is-confirmed",
        says="A person called or opened each contact within the chosen window (180 days), and not on a day still to come.",
        why="Operators change and options end: an old handout sends people to a number that no longer helps.",
        severity="warning",
        source="F-CON-N1, F-CON-N2",
        find=_unconfirmed,
        needs=("contacts",),
    ),
    RegisterRule(
        id="contact-can-be-reached",
        may_be_allowed=False,
        says="A contact that is not local has a number, a way to text or a web address.",
        why="A name alone helps nobody.",
        find=_unreachable,
        needs=("contacts",),
    ),
    RegisterRule(
        id="contact-has-source",
        may_be_allowed=False,
        says="The fact that a contact's number comes from was read in a source.",
        why="A number that somebody remembers may be wrong, and copied pages do print wrong ones.",
        source="F-CON-N3",
        find=_without_source,
        needs=("contacts", "facts"),
    ),
    RegisterRule(
        id="contact-agrees-with-fact",
        may_be_allowed=False,
        says="Every number and address of a contact stands, as a whole, in the fact that it comes from.",
        why="One wrong digit sends a frightened person to a stranger.",
        source="F-CON-N3",
        find=_beside_the_fact,
        needs=("contacts", "facts"),
    ),
)
