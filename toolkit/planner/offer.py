"""A curriculum and who the workshop is for in; what there is to choose from, as the page shows it, out."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

from toolkit.messages import Messages
from toolkit.model.access import CLEARED_AUDIENCE, clearance_of
from toolkit.model.base import AudienceId
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Course, Curriculum
from toolkit.model.module import Module
from toolkit.model.registers import Contact

Json = dict[str, Any]


def audiences(curriculum: Curriculum) -> list[Json]:
    """Whom a workshop can be for."""
    return [
        {"id": each.id, "title": each.title, "about": each.description, "vetted": each.id == CLEARED_AUDIENCE}
        for each in curriculum.catalogue.audiences
    ]


def catalogue_for(curriculum: Curriculum, audience: str, vetted_by: str, date: Any, words: Messages) -> Json:
    """Modules, pages and local numbers for the participants. What they may not see is not named at all."""
    whom: AudienceId = next((each.id for each in curriculum.catalogue.audiences if each.id == audience), "community")
    view = seen(curriculum, clearance_of(whom, vetted_by.strip()))
    titles = {each.id: each.title for each in curriculum.catalogue.audiences}
    day = None
    with contextlib.suppress(ValueError):
        day = dt.date.fromisoformat(date) if isinstance(date, str) else None
    listed = {module.id: module for module in view.listed_modules()}
    local = [contact for contact in view.contacts.values() if contact.local]
    unsure = [contact for contact in view.contacts.values() if contact.card and not contact.local and contact.asks_to_confirm(day)]
    return {
        "courses": [
            {
                "title": course.title,
                "for": words("home.made-for", audiences=", ".join(titles[each] for each in course.audiences if each in titles))
                if course.audiences else "",
                "modules": [_module(listed[name], words) for name in course.modules if name in listed],
            }
            for course in _courses(view, listed)
        ],
        "pages": [{"id": page.id, "title": page.title, "about": page.subtitle or ""} for page in view.pages.values()],
        "usual": [page.id for page in view.pages_for(whom)],
        "local": [_local(contact, words) for contact in local],
        "unsure": [_reach(contact) for contact in unsure],
    }  # fmt: skip


def _courses(view: Curriculum, listed: dict[str, Module]) -> list[Course]:
    return [course for course in view.catalogue.courses if any(name in listed for name in course.modules)]


def _module(module: Module, words: Messages) -> Json:
    times = [segment.minutes for segment in module.segments]
    length = words("planner.module-minutes", least=sum(each.minimum for each in times), usual=sum(each.typical for each in times))
    return {"id": module.id, "title": module.title, "about": module.subtitle or "", "minutes": length}


def _local(contact: Contact, words: Messages) -> Json:
    confirm = words("planner.check-number") if contact.confirm else ""
    return {"id": contact.id, "title": contact.title, "about": " ".join(filter(None, (contact.purpose, confirm)))}


def _reach(contact: Contact) -> str:
    way = contact.phone or contact.text or contact.web or ""
    return f"{contact.title} ({way})" if way and way != contact.name else contact.title
