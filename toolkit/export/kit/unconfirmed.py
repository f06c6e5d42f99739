"""A kit in; what a person must still find out or confirm before the day out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.export.document import Contact
from toolkit.export.kit.files import Kit
from toolkit.messages import Messages
from toolkit.messages.days import printed_day


@dataclass(frozen=True, slots=True)
class Open:
    """One thing to do. ``write_in`` says that its answer is written beside it, on paper."""

    kind: str
    about: str
    write_in: bool = False


def unconfirmed(kit: Kit, words: Messages) -> tuple[Open, ...]:
    """What the session does not say, what no file of ours can know, and what nobody has checked lately.

    Lately means: on the day of the workshop, where the session tells it. A file must not change with the day on
    which it is made.
    """
    found = [Open(kind, words(f"index.open-{kind}"), write_in=True) for kind in _unsaid(kit)]
    found += [Open(kind, words(f"index.open-{kind}"), write_in=True) for kind in ("support-person", "state-law")]
    found += [about for contact in kit.contacts for about in _of_contact(contact, words)]
    return (*found, *_of_facts(kit, words))


def last_day(kit: Kit) -> dt.date | None:
    """The last day of the workshop, where the session tells it."""
    return max((day.date for day in kit.document.days if day.date), default=None)


def _unsaid(kit: Kit) -> Iterator[str]:
    about, days = kit.document.about, kit.document.days
    said = {
        "date": bool(days and all(day.date for day in days)) or (bool(about.date) and len(days) < 2),  # noqa: PLR2004  # one day
        "start": bool(days and all(day.start for day in days)) or bool(about.starts),
        "place": bool(about.place),
        "facilitators": bool(about.facilitators),
        "participants": about.participants is not None,
    }
    return (kind for kind, known in said.items() if not known)


def _of_contact(contact: Contact, words: Messages) -> Iterator[Open]:
    if not contact.number and not contact.web:
        yield Open("number", words("index.open-number", name=contact.name), write_in=True)
    elif contact.confirm and contact.need == "danger":
        yield Open("contact", words("index.open-contact-danger", name=contact.name))
    elif contact.confirm and contact.checked_on:
        yield Open("contact", words("index.open-contact-since", name=contact.name, day=contact.checked_on))
    elif contact.confirm:
        yield Open("contact", words("index.open-contact", name=contact.name))


def _of_facts(kit: Kit, words: Messages) -> Iterator[Open]:
    day = last_day(kit)
    late = [fact for fact in kit.facts if day and dt.date.fromisoformat(fact.review_by) < day]
    if late:
        yield Open("fact", words("index.open-fact", facts=", ".join(fact.id for fact in late)))
    elif kit.facts and not day:
        first = min(fact.review_by for fact in kit.facts)
        yield Open("fact", words("index.open-fact-undated", day=printed_day(first, words)))
