"""A kit in, its manifest out: JSON for programs, and for whoever must show later what was handed out."""

from __future__ import annotations

import datetime as dt
import json

from toolkit import __version__
from toolkit.export.document import Document
from toolkit.export.kit.files import Kit, KitFile
from toolkit.export.kit.unconfirmed import unconfirmed
from toolkit.export.vetting import mark
from toolkit.messages import messages
from toolkit.model import manifest as m


def to_manifest(kit: Kit) -> bytes:
    """``manifest.json``: no time at which it was made, no path of a machine, so the same kit gives the same bytes."""
    document, words = kit.document, messages(kit.document.language)
    made = m.Manifest(
        name=kit.name,
        title=document.title,
        edition=document.edition,
        toolkit=__version__,
        made_from=kit.made_from,
        access=document.access,
        mark=mark(document, words),
        vetted_by=document.about.vetted_by if document.access == "restricted" else "",
        workshop=_workshop(document),
        modules=tuple(m.ListedModule(id=module.id, title=module.title) for module in document.modules),
        withheld=kit.withheld,
        files=tuple(map(_listed, kit.files)),
        facts=tuple(
            m.ListedFact(
                id=fact.id, statement=fact.statement, label=fact.label, as_of=fact.as_of,
                review_by=dt.date.fromisoformat(fact.review_by),
            )
            for fact in kit.facts
        ),
        contacts=tuple(
            m.ListedContact(
                name=contact.name, number=contact.number, web=contact.web, local=contact.local,
                checked_on=contact.checked, confirm=contact.confirm,
            )
            for contact in kit.contacts
        ),
        unconfirmed=tuple(m.Unconfirmed(kind=each.kind, about=each.about) for each in unconfirmed(kit, words)),
    )
    return (json.dumps(made.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()


def _listed(file: KitFile) -> m.ListedFile:
    return m.ListedFile(
        path=file.path, title=file.title, format=file.name, reader=file.reader, when=file.when, access=file.access,
        copies=file.copies, pages=file.pages, bytes=file.size, sha256=file.sha256,
    )  # fmt: skip


def _workshop(document: Document) -> m.Workshop:
    about = document.about
    return m.Workshop(
        audience=about.audience, organization=about.organization, facilitators=about.facilitators, place=about.place,
        days=tuple(m.ListedDay(date=day.date, start=day.start, minutes=day.minutes) for day in document.days),
        participants=about.participants, paper=document.paper, language=document.language,
    )  # fmt: skip
