"""A curriculum and a record in; where the learner stands in each open course, as the JSON that the page shows, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.export.finished import says_restricted
from toolkit.interactive.safe_html import SafeHtml
from toolkit.messages import Messages
from toolkit.model.access import CLEARED_AUDIENCE, Access
from toolkit.model.base import AudienceId
from toolkit.model.clearance import seen
from toolkit.model.completion import (
    CourseProgress,
    ModuleProgress,
    Required,
    module_progress,
    next_up,
    segments_for,
    studied_segments,
)
from toolkit.model.curriculum import Course, Curriculum
from toolkit.model.module import Module
from toolkit.model.session import Parameters
from toolkit.record import Record

Json = dict[str, Any]


class Standing:
    """What one curriculum offers, and how far a record is in it.

    Restricted modules are offered in the one role that may be cleared for them, and only where somebody put their
    notebooks into ``folder``, which takes the name of whoever confirmed that the reader may see them.
    """

    def __init__(self, curriculum: Curriculum, words: Messages, folder: Path) -> None:
        self._curriculum = curriculum
        self._folder = folder
        self._words = words
        self._html = SafeHtml(words)

    def of(self, record: Record | None) -> Json:
        """How things stand. Without a record nothing is done and no role is chosen. Raises OutputError."""
        courses = self.progress(record)
        role = self._role(record)
        upcoming = next_up(courses, role, record.entries() if record else ())
        return {
            "role": role,
            "courses": [self._course(each) for each in courses],
            "next": upcoming and {
                "why": upcoming.why, "module": upcoming.module.id, "title": upcoming.module.title,
                "path": self._curriculum.notebook(upcoming.module.id), "item": _title(upcoming.module, upcoming.item),
            },
        }  # fmt: skip

    def progress(self, record: Record | None) -> list[CourseProgress]:
        """How far the record is in each open course, in the order of the catalogue. Raises OutputError."""
        done = record.done() if record else {}
        audience = self._role(record) or Parameters().audience
        return [
            CourseProgress(course, tuple(
                module_progress(module, segments_for(studied_segments(module), audience), audience, done)
                for module in modules
            ))
            for course, modules in self._offered(audience)
        ]  # fmt: skip

    def offers(self, module_id: str) -> bool:
        """Whether there is such a module to study here, in any role."""
        return any(module_id == module.id for module in self._here("restricted"))

    def _role(self, record: Record | None) -> AudienceId | None:
        chosen = record.role() if record else None
        return next((each.id for each in self._curriculum.catalogue.audiences if each.id == chosen), None)

    def _offered(self, audience: AudienceId) -> list[tuple[Course, list[Module]]]:
        every = self._here("restricted" if audience == CLEARED_AUDIENCE else "open")
        courses = self._curriculum.catalogue.courses
        pairs = [(course, [module for module in every if module.id in course.modules]) for course in courses]
        return [(course, modules) for course, modules in pairs if modules]

    def _here(self, clearance: Access) -> list[Module]:
        """Modules that somebody with this clearance can study: every open one, and restricted ones with a notebook here.

        Of an open one only what everyone may see: nothing else is in its notebook, and a role is chosen by the learner.
        """
        everyone = seen(self._curriculum, "open").modules
        return [
            everyone.get(module.id, module) for module in seen(self._curriculum, clearance).listed_modules()
            if module.id in everyone or says_restricted(self._folder / self._curriculum.notebook(module.id))
        ]  # fmt: skip

    def _course(self, progress: CourseProgress) -> Json:
        course = progress.course
        return {
            "id": course.id, "title": course.title, "summary": self._html.blocks(course.summary),
            "roles": list(course.audiences), "finished": progress.finished,
            "minutes": sum(each.minutes for each in progress.modules),
            "modules": [self._module(each) for each in progress.modules],
        }  # fmt: skip

    def _module(self, progress: ModuleProgress) -> Json:
        module = progress.module
        return {
            "id": module.id, "title": module.title, "subtitle": module.subtitle or "", "minutes": progress.minutes,
            "path": self._curriculum.notebook(module.id),
            "items": [{"id": each.id, "title": self._named(each), "kind": each.kind} for each in progress.items],
            "done": list(progress.done),
            "finished": progress.finished.isoformat() if progress.finished else None,
        }  # fmt: skip

    def _named(self, item: Required) -> str:
        return item.titles[0] if len(item.titles) == 1 else self._words("home.one-of", titles=" / ".join(item.titles))


def _title(module: Module, item: str) -> str | None:
    shown = module.activities.get(item)
    return shown.title if shown else None
