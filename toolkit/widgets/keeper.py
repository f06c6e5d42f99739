"""Messages of one live activity in, what to answer out: the side of the kernel that writes the learner's record.

The browser keeps answers first and never waits. See engine/link.js for the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.interactive.client_data import model_answer
from toolkit.model.entry import Entry, TestResult, When, entry_from, today
from toolkit.model.quiz import Quiz
from toolkit.record import Record

Message = dict[str, Any]
_SAYS_SOMETHING = ("hello", "saved")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the progress of one activity is kept: module, item, and the content version that is shown."""

    module: str
    item: str
    version: str


class Keeper:
    """Keeps one activity's progress. ``handed_in`` hears of what is finished, as it was handed in."""

    def __init__(self, record: Record, place: Place, handed_in: Callable[[Entry], None] | None = None) -> None:
        self._record = record
        self._place = place
        self._handed_in = handed_in

    def hear(self, message: Message) -> list[Message]:
        """Answers to one message from the page. What the page should not say is passed over.

        A record that cannot be written becomes an answer, not an error: the learner can go on.
        """
        if message.get("type") not in _SAYS_SOMETHING:
            return []
        given = message if message["type"] == "saved" else message.get("entry")
        try:
            if message["type"] == "hello" and self._record.forgot(message.get("seen")):
                return [{"type": "forgotten", "record": self._record.id()}]
            return [self._answer(given)]
        except ToolkitError as error:
            return [{"type": "refused", "reason": str(error)}]

    def _answer(self, given: Any) -> Message:
        entry, seen = self._mine(given)
        if entry is None:
            known = self._record.entry(self._place.module, self._place.item)
        else:
            known = self._record.keep(entry, seen=seen)
            if known is None:
                return {"type": "forgotten", "record": self._record.id()}
            if self._handed_in and entry.done:
                self._handed_in(entry)  # what was handed in, and not a copy that counts more changes
        if known and (entry is None or known.value != entry.value):
            return {"type": "newer", "record": self._record.id(), "entry": _as_json(known)}
        return {"type": "kept", "record": self._record.id()}

    def _mine(self, given: Any) -> tuple[Entry | None, str]:
        """What the page says it has of this activity, and nothing else."""
        found = entry_from(given)
        if found is None or (found[0].module, found[0].item) != (self._place.module, self._place.item):
            return None, ""
        return found


def scoring_desk(record: Record, quiz: Quiz, place: Place, when: When) -> Callable[[Entry], None]:
    """What scores a test once it is handed in. The key never leaves the kernel, so only the kernel can."""

    def handed_in(entry: Entry) -> None:
        taken = {(result.module, result.item, result.name, result.version) for result in record.tests()}
        if entry.version != place.version or (place.module, quiz.id, when, entry.version) in taken:
            return
        answers = _answers(entry.value, quiz)
        score = sum(q.score(model_answer(q, answers[q.id])) for q in quiz.questions if answers[q.id])
        record.hand_in(
            TestResult(
                place.module, quiz.id, when, entry.version, answers, score, len(quiz.questions), today()
            )
        )

    return handed_in


def _answers(value: Any, quiz: Quiz) -> dict[str, list[int]]:
    """Answers by question id; what is not a list of numbers counts as no answer."""
    given = value.get("questions")
    found: dict[str, list[int]] = {}
    for question in quiz.questions:
        state = given.get(question.id) if isinstance(given, dict) else None
        answer = state.get("answer") if isinstance(state, dict) and state.get("answered") else None
        whole = isinstance(answer, list) and all(isinstance(each, int) for each in answer)
        found[question.id] = list(answer) if whole and answer else []
    return found


def _as_json(entry: Entry) -> Message:
    return {
        "module": entry.module, "item": entry.item, "version": entry.version, "revision": entry.revision,
        "value": dict(entry.value),
    }  # fmt: skip

