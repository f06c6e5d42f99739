"""What the learner's page says in, the answers of the kernel out: the record is kept, shown, handed over and forgotten here."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.errors import ToolkitError, UsageError
from toolkit.home.standing import Json, Standing
from toolkit.interactive.client_data import client_words
from toolkit.interactive.safe_html import SafeHtml
from toolkit.messages import messages
from toolkit.model.access import high_water
from toolkit.model.certificate import Certificate, CertifiedModule
from toolkit.model.completion import CourseProgress
from toolkit.model.curriculum import Curriculum
from toolkit.model.entry import Entry, entry_from, today
from toolkit.model.references import References
from toolkit.model.session import Parameters
from toolkit.record import Record


class Home:
    """The home of the learner whose record it is. ``cwd`` is the folder in which start-here.ipynb stands."""

    def __init__(
        self, curriculum: Curriculum, record: Record, cwd: Path, *, today: Callable[[], date] = today
    ) -> None:
        self._curriculum = curriculum
        self._record = record
        self._cwd = cwd
        self._words = messages(Parameters().language)
        self._standing = Standing(curriculum, self._words, cwd)
        self._today = today

    def data(self) -> Json:
        """What the page shows first: everything on offer, and nothing done yet.

        How things stand comes as the answer to the page's greeting. So neither a file that is saved
        nor the state of a widget holds anything of what the learner did.
        """
        state = self._standing.of(None)
        fixed: Json = {
            "kind": "home", "id": "home", "module": "", "mode": "practice", "title": self._words("home.title"),
            "roles": [
                {"id": each.id, "title": each.title, "description": each.description}
                for each in self._curriculum.catalogue.audiences
            ],
        }  # fmt: skip
        version = hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()[:16]
        return fixed | state | {"version": version, "words": client_words(self._words)}

    def hear(self, message: Json) -> list[Json]:
        """Answers to one message from the page. What a page should not say is passed over.

        What cannot be done is answered in words: the learner can go on.
        """
        answers: dict[str, Callable[[Json], list[Json]]] = {
            "hello": self._hello, "role": self._choose_role, "certificate": self._certify,
            "record": self._export, "forget": self._forget,
        }  # fmt: skip
        kind = message.get("type") if isinstance(message, dict) else None
        if not isinstance(kind, str) or kind not in answers:
            return []
        try:
            return answers[kind](message)
        except ToolkitError as error:
            return [{"type": "refused", "what": kind, "reason": str(error)}]

    def _hello(self, message: Json) -> list[Json]:
        """Takes over what the browser kept while no kernel ran, then says how things stand.

        ``gone`` names what the browser still has of a record that was forgotten on purpose. What this record
        is known to have already is not written again: a page greets often, and each writing waits for the disk.
        """
        given = message.get("entries")
        mine = self._record.id()
        known = {(entry.module, entry.item): entry.revision for entry in self._record.entries()}
        gone: list[Json] = []
        for entry, seen in filter(None, map(entry_from, given if isinstance(given, list) else [])):
            news = seen != mine or entry.revision > known.get((entry.module, entry.item), 0)
            if news and self._standing.offers(entry.module) and not self._kept(entry, seen):
                gone.append({"module": entry.module, "item": entry.item})
        data = self._standing.of(self._record) | {"folder": self._folder(message.get("root"))}
        return [{"type": "home", "data": data, "record": self._record.id(), "gone": gone}]

    def _kept(self, entry: Entry, seen: str) -> bool:
        try:
            return self._record.keep(entry, seen=seen) is not None
        except UsageError:  # rubbish that no record takes must not keep the rest away
            return True

    def _choose_role(self, message: Json) -> list[Json]:
        role = message.get("role") or ""  # empty: none, and every course is offered
        if role and role not in [each.id for each in self._curriculum.catalogue.audiences]:
            raise UsageError(self._words("home.unknown-role"))
        self._record.choose_role(role)
        return [{"type": "home", "data": self._standing.of(self._record)}]

    def _certify(self, message: Json) -> list[Json]:
        from toolkit.export.pdf.certificate import to_certificate
        from toolkit.look.fonts import known_characters
        from toolkit.look.theme import DEFAULT

        course, name = message.get("course"), message.get("name")
        chosen = next((each for each in self._standing.progress(self._record) if each.course.id == course), None)
        if chosen is None or not chosen.finished:
            raise UsageError(self._words("home.not-finished"))
        certificate = self._certificate(chosen, name if isinstance(name, str) else "")
        if not known_characters().can_show(certificate.name):
            raise UsageError(self._words("home.name-letters"))
        content = base64.b64encode(to_certificate(certificate, DEFAULT)).decode("ascii")
        file = self._words("home.certificate-file", course=chosen.course.id)
        return [{"type": "certificate", "course": chosen.course.id, "file": file, "base64": content}]

    def _export(self, _message: Json) -> list[Json]:
        text = json.dumps(self._record.export(), indent=2) + "\n"  # escaped, as half a character cannot be sent
        return [{"type": "record", "file": self._words("home.record-file"), "text": text}]

    def _forget(self, _message: Json) -> list[Json]:
        self._record.forget()
        return [{"type": "forgotten", "record": self._record.id()}]

    def _certificate(self, progress: CourseProgress, name: str) -> Certificate:
        modules = [each.module for each in progress.modules]
        references, html = References(self._curriculum, modules), SafeHtml(self._words)
        objectives = (objective.text for module in modules for objective in module.objectives)
        catalogue = self._curriculum.catalogue
        return Certificate(
            name=name, course=progress.course.title, day=self._today(), language=self._words.language, paper="letter",
            modules=tuple(
                CertifiedModule(each.module.title, each.minutes, each.finished)
                for each in progress.modules if each.finished
            ),
            objectives=tuple(html.words_of(references.resolve(text)) for text in objectives),
            curriculum=catalogue.title, edition=catalogue.edition, notice=catalogue.notice, licence=catalogue.licence,
            access=high_water(modules),
        )  # fmt: skip

    def _folder(self, root: Any) -> str:
        """The folder of the notebooks below ``root``, the server's own folder; empty when it is that one or unknown."""
        if not isinstance(root, str) or not root:
            return ""
        try:
            relative = self._cwd.resolve().relative_to(Path(root).expanduser().resolve())
        except (ValueError, OSError, RuntimeError):  # another machine's path, or no path at all
            return ""
        return "" if relative == Path() else relative.as_posix()

