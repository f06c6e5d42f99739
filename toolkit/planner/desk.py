"""What the planner's page says in, the kernel's answers out. The page holds the draft; nothing of it is kept here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.errors import ContentError, ToolkitError
from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Parameters
from toolkit.planner.files import ChangedError, Draft, Folder, draft_from
from toolkit.planner.look import looked_at
from toolkit.planner.making import Making
from toolkit.planner.offer import audiences

Json = dict[str, Any]


class Desk:
    """Where one workshop is planned. ``cwd`` is the folder of the notebook and of the session files."""

    def __init__(self, curriculum: Curriculum, cwd: Path) -> None:
        self._curriculum = curriculum
        self._words = messages(Parameters().language)
        self._folder = Folder(cwd, curriculum.root, self._words)
        self._making = Making(curriculum, cwd, self._words)

    def data(self) -> Json:
        """What the page shows before it has said anything: what can be opened, whom a workshop is for, and all its words."""
        every = self._words.all()
        own = {key.removeprefix("planner."): text for key, text in every.items() if key.startswith("planner.")}
        return {
            "audiences": audiences(self._curriculum),
            "ready": [{"name": name, "title": title} for name, title in self._folder.ready().items()],
            "words": own,
        }

    def hear(self, message: Json, send: Callable[[Json], None]) -> None:
        """Answer one message through ``send``; an export goes on telling through it. What a page should not say is passed over."""
        answers: dict[str, Callable[[Json], Json | None]] = {
            "hello": self._hello, "look": self._look, "open": self._open, "save": self._save, "stop": self._stop,
        }  # fmt: skip
        kind, number = message.get("type"), message.get("number", 0)
        if kind == "make":
            self._making.start(message, draft_from(message.get("draft")), self._folder, send)
        elif isinstance(kind, str) and kind in answers:
            try:
                answer = answers[kind](message)
            except ToolkitError as error:
                answer = {"type": "refused", "reason": self._reason(error)}
            if answer:
                send({"number": number, "to": kind, **answer})

    def _reason(self, error: ToolkitError) -> str:
        """An error in words; of a broken file with the line, as that is where to look."""
        if not isinstance(error, ContentError):
            return str(error)
        return "\n".join(
            self._words("planner.broken", file=each.file, line=each.line, what=each.what, mend=each.mend) for each in error.problems
        )

    def _hello(self, message: Json) -> Json:
        return {"type": "here", "files": self._folder.names(), **self._seen(draft_from(message.get("draft")))}

    def _look(self, message: Json) -> Json:
        return {"type": "seen", **self._seen(draft_from(message.get("draft")))}

    def _seen(self, draft: Draft) -> Json:
        text, _ = self._folder.text_of(draft)
        return looked_at(text, draft.tree, self._curriculum, self._words, self._folder)

    def _open(self, message: Json) -> Json:
        ready, file = message.get("ready"), message.get("file")
        if isinstance(ready, str) and ready:
            draft = self._folder.begin_like(ready)
        elif isinstance(file, str) and file:
            draft = self._folder.open(file)
        else:
            draft = Draft({"audience": "community"}, {}, name="my-workshop")
        return {"type": "opened", "draft": draft.as_json(), "files": self._folder.names(), **self._seen(draft)}

    def _save(self, message: Json) -> Json:
        agreed = message.get("agreed")
        try:
            draft = self._folder.save(draft_from(message.get("draft")), agreed=agreed if isinstance(agreed, str) else "")
        except ChangedError as error:
            return {"type": "changed", "reason": str(error), "stamp": error.stamp}
        return {"type": "kept", "draft": draft.as_json(), "files": self._folder.names(), **self._seen(draft)}

    def _stop(self, _message: Json) -> None:
        self._making.stop()
