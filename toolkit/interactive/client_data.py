"""An activity in, the JSON that the interactive engine shows out; for a test, without anything that tells the key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from toolkit.interactive.safe_html import SafeHtml
from toolkit.messages import Messages
from toolkit.messages.story_time import clock_in_words, moment_in_words
from toolkit.model import activity as a
from toolkit.model import cells
from toolkit.model import quiz as q
from toolkit.model import scenario as s
from toolkit.model.clock import Reading
from toolkit.model.entry import When
from toolkit.model.quiz import shown_order
from toolkit.model.registers import NEEDS, Contact

Json = dict[str, Any]

_SHARED = (
    "kind-single-choice", "kind-several-choices", "kind-true-false", "kind-ordering", "kind-matching",
    "safety-safer", "safety-mixed", "safety-riskier", "not-reporting-channel",
    *(f"need-{need}" for need in NEEDS),
)  # fmt: skip


def client_data(
    shown: Any, words: Messages, *, module: str = "", contacts: cells.ShownContacts | None = None, test: When | None = None
) -> Json:
    """What the engine needs to show ``shown``, ready for JSON; text in it is safe HTML.

    Items stand in the order readers see and are named by their place in it, so that nothing
    else gives the key away. ``module`` is where progress is kept; ``contacts`` stand one press
    away in a scenario. ``test`` says which test this is, and None is practice: each has an id, and
    so a place for progress, of its own. Raises TypeError for a noun that is not interactive.
    """
    writer = _Writer(words, practice=test is None)
    match shown:
        case cells.ShownQuiz():
            data = writer.quiz(shown.quiz)
        case cells.ShownScenario():
            data = writer.scenario(shown.scenario)
        case cells.ShownActivity():
            data = writer.activity(shown.activity)
        case _:
            raise TypeError(f"{type(shown).__name__} is not an interactive activity.")
    # The version is that of what is sent: in a test, a hash over the key could be tried out until it fits.
    version = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
    if isinstance(shown, cells.ShownScenario):
        data["contacts"] = _contacts(contacts, words)  # a new local number makes nobody start again
    own = {"id": f"{data['id']}@{test}", "mode": "test"} if test else {"mode": "practice"}
    return data | {"module": module, **own, "version": version, "words": client_words(words)}


def client_words(words: Messages) -> dict[str, str]:
    """The fixed words of the engine, by the names it calls them, with their {names} still to be filled."""
    every = words.all()
    own = {key.removeprefix("engine."): text for key, text in every.items() if key.startswith("engine.")}
    return own | {name: every[f"shared.{name}"] for name in _SHARED}


def model_answer(question: Any, places: Sequence[int]) -> list[int]:
    """An answer from the engine, which names places, as the question's own ``score`` takes it.

    Places that the question does not have become -1, which no key holds: answers come from a page.
    """
    if not isinstance(question, q.Ordering | q.Matching):
        return list(places)
    order = question.shown
    return [order[place] if 0 <= place < len(order) else -1 for place in places[: len(order)]]


class _Writer:
    """Writes nouns as the engine's data; with keys, feedback and ratings in practice only."""

    def __init__(self, words: Messages, *, practice: bool) -> None:
        self._words = words
        self._practice = practice
        self._html = SafeHtml(words)

    def quiz(self, shown: q.Quiz) -> Json:
        intro = shown.intro if self._practice else self._words("notebook.test-intro")
        return {
            "kind": "quiz", "id": shown.id, "title": shown.title, "intro": self._html.blocks(intro),
            "questions": [self._question(question) for question in shown.questions],
        }  # fmt: skip

    def scenario(self, shown: s.Scenario) -> Json:
        blocks = self._html.blocks
        places = {scene.id: place for place, scene in enumerate(shown.scenes)}
        return {
            "kind": "scenario", "id": shown.id, "title": shown.title, "role": shown.role,
            "premise": blocks(shown.premise), "notice": blocks(shown.notice),
            "questions": [blocks(question) for question in shown.questions] if self._practice else [],
            "scenes": [self._scene(scene, places) | self._time(shown.reading(scene)) for scene in shown.scenes],
        }  # fmt: skip

    def activity(self, shown: Any) -> Json:
        """Debriefs stay out: they are written for a facilitator."""
        blocks = self._html.blocks
        data: Json = {"kind": shown.kind, "id": shown.id, "title": shown.title}
        match shown:
            case a.Explain():
                return data | {"text": blocks(shown.text), "example": blocks(shown.example)}
            case a.Discuss():
                return data | {"intro": blocks(shown.intro), "questions": [blocks(each) for each in shown.questions]}
            case a.Sort():
                return data | self._sort(shown)
            case a.Reflect():
                return data | {"prompt": blocks(shown.prompt), "lines": shown.lines}
            case a.Exercise():
                steps = [blocks(step) for step in shown.steps]
                return data | {"intro": blocks(shown.intro), "steps": steps, "lines": shown.lines}
            case _:
                raise TypeError(f"{type(shown).__name__} is not an interactive activity.")

    def _secret(self, **fields: Any) -> Json:
        return fields if self._practice else {}

    def _question(self, question: Any) -> Json:
        prompt, more = self._html.prompt(question.prompt)
        data = {"id": question.id, "kind": question.kind, "prompt": prompt, "more": more}
        match question:
            case q.TrueFalse():
                return data | self._true_false(question)
            case q.Ordering():
                return data | self._ordering(question)
            case q.Matching():
                return data | self._matching(question)
            case _:
                return data | self._choices(question)

    def _choices(self, question: q.SingleChoice) -> Json:
        options = [
            {"value": place, "text": self._html.line(option.text)}
            | self._secret(feedback=self._html.blocks(option.feedback))
            for place, option in enumerate(question.options)
        ]
        return {"options": options} | self._secret(key=list(question.key))

    def _true_false(self, question: q.TrueFalse) -> Json:
        ways = ((1, "shared.true", question.feedback_true), (0, "shared.false", question.feedback_false))
        options = [
            {"value": value, "text": self._html.line(self._words(word))}
            | self._secret(feedback=self._html.blocks(feedback))
            for value, word, feedback in ways
        ]
        return {"options": options} | self._secret(key=[int(question.answer)])

    def _ordering(self, question: q.Ordering) -> Json:
        order = question.shown
        items = [
            {"text": self._html.line(question.items[index].text)}
            | self._secret(reason=self._html.line(question.items[index].reason))
            for index in order
        ]
        key = [order.index(index) for index in range(len(order))]
        return {"items": items} | self._secret(key=key, feedback=self._html.blocks(question.feedback))

    def _matching(self, question: q.Matching) -> Json:
        order = question.shown
        sides = {
            "left": [self._html.line(pair.left) for pair in question.pairs],
            "right": [self._html.words_of(question.pairs[index].right) for index in order],
        }
        key = [order.index(index) for index in range(len(order))]
        return sides | self._secret(key=key, feedback=[self._html.line(pair.feedback) for pair in question.pairs])

    def _sort(self, shown: a.Sort) -> Json:
        piles = {category.id: place for place, category in enumerate(shown.categories)}
        cards = [shown.cards[index] for index in shown_order(card.text for card in shown.cards)]
        return {
            "intro": self._html.blocks(shown.intro),
            "categories": [self._html.line(category.title) for category in shown.categories],
            "cards": [
                {"text": self._html.line(card.text)} | self._secret(reason=self._html.line(card.reason))
                for card in cards
            ],
        } | self._secret(key=[piles[card.category] for card in cards])

    def _scene(self, scene: s.Scene | s.Ending, places: dict[str, int]) -> Json:
        """Scenes are named by place: an id such as 'too-late' would tell too much."""
        data: Json = {"kind": scene.kind, "title": scene.title, "text": self._html.blocks(scene.text)}
        if isinstance(scene, s.Ending):
            return data | self._secret(safety=scene.safety, debrief=self._html.blocks(scene.debrief))
        choices = [
            {
                "text": self._html.line(choice.text),
                "to": places[choice.to],
                "consequence": self._html.blocks(choice.consequence),
            }
            | self._secret(safety=choice.safety, reason=self._html.blocks(choice.reason))
            for choice in scene.choices
        ]
        return data | {"choices": choices}

    def _time(self, reading: Reading | None) -> Json:
        if reading is None:
            return {}
        clocks = [
            {"text": self._html.line(clock_in_words(clock, self._words)), "elapsed": clock.elapsed, "limit": clock.limit}
            for clock in reading.clocks
        ]
        return {"time": {"now": self._html.line(moment_in_words(reading.time, self._words)), "clocks": clocks}}


def _contacts(shown: cells.ShownContacts | None, words: Messages) -> list[Json]:
    """Contacts as a scenario shows them. One whose local number is not known still says whom to look for."""
    if shown is None:
        return []
    return [
        {
            "need": contact.need,
            "name": contact.title,
            "reach": _reach(contact, shown.numbers.get(contact.id, ""), words),
            "web": contact.web or "",
        }
        for contact in shown.contacts
    ]


def _reach(contact: Contact, local: str, words: Messages) -> str:
    number = local or contact.phone or (words("engine.local-number") if contact.local else "")
    return " · ".join(way for way in (number, contact.text) if way and way != contact.name)
