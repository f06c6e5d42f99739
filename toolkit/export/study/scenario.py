"""A scenario in, its numbered cards out, to be read and walked on paper: choose a letter, look up what happens, turn to a card.

A scenario is most of a page's text, so it stands there once: each text names its place in the engine's data
(``data-fill``), the data goes without it, and the script takes it from the card.
"""

from __future__ import annotations

from typing import Any

from toolkit.export import document as d
from toolkit.export.markup import Html, element, join
from toolkit.export.story_time import story_time_html
from toolkit.export.study.writer import Writer

_ON_CARDS = frozenset({"premise", "notice", "text", "consequence", "debrief"})


def scenario_html(writer: Writer, scenario: d.Scenario, anchor: str) -> Html:
    """Scenes with their choices, then what each choice leads to, then the endings: nobody reads on by mistake."""
    blocks, words = writer.prose.blocks, writer.words
    places = list(enumerate(scenario.cards))
    scenes = [(place, card) for place, card in places if card.choices]
    endings = [(place, card) for place, card in places if not card.choices]
    heading = f"h{writer.level + 1}"
    questions = [
        element("li", _fill(f"questions.{place}", blocks(question))) for place, question in enumerate(scenario.questions)
    ]
    afterwards = join(element(heading, words("handout.afterwards")), element("ul", *questions, class_="listing"))
    return join(
        element("p", element("strong", scenario.role)) if scenario.role else "",
        _fill("premise", blocks(scenario.premise)),
        element("div", _fill("notice", blocks(scenario.notice)), class_="callout tone-support") if scenario.notice else "",
        element("p", words("handout.scenario-how"), class_="how"),
        *(_card(writer, place, card, anchor) for place, card in scenes),
        element(heading, words("handout.what-happens")),
        *(_consequences(writer, place, card, anchor) for place, card in scenes),
        *(_card(writer, place, card, anchor) for place, card in endings),
        afterwards if questions else "",
    )


def without_cards(data: Any) -> Any:
    """The engine's data of a scenario without the texts that stand on its cards."""
    if isinstance(data, list):
        return [without_cards(item) for item in data]
    if isinstance(data, dict):
        kept = {name: without_cards(item) for name, item in data.items() if name not in _ON_CARDS}
        return kept | ({"questions": [""] * len(data["questions"])} if "questions" in data else {})
    return data


def _card(writer: Writer, place: int, card: d.SceneCard, anchor: str) -> Html:
    here = f"scenes.{place}"
    chip = element("span", writer.words("shared.card", number=card.number), class_="chip")
    choices = [
        element("li", _fill(f"{here}.choices.{number}.text", writer.prose.inlines(each.text), "span"))
        for number, each in enumerate(card.choices)
    ]
    debrief = join(
        element("p", writer.words("handout.ending"), class_="kicker"),
        _fill(f"{here}.debrief", writer.prose.blocks(card.debrief)),
    )
    return element(
        "div",
        element(f"h{writer.level + 1}", chip, " ", card.title),
        story_time_html(card.time, lambda number, text: _fill(f"{here}.time.clocks.{number}.text", text, "span")) if card.time else "",
        _fill(f"{here}.text", writer.prose.blocks(card.blocks)),
        element("ol", *choices, class_="lettered") if choices else "",
        element("div", debrief, class_="debrief") if card.debrief else "",
        id=_name(anchor, card.number), class_="card" if choices else "card ending",
    )  # fmt: skip


def _consequences(writer: Writer, place: int, card: d.SceneCard, anchor: str) -> Html:
    """What follows each choice of a card, under the letter that was chosen: '3B'."""
    entries: list[Html] = []
    for number, choice in enumerate(card.choices):
        onward = element("a", writer.words("shared.turn-to-card", number=choice.to), href=f"#{_name(anchor, choice.to)}")
        told = _fill(f"scenes.{place}.choices.{number}.consequence", writer.prose.blocks(choice.consequence))
        entries.append(element("div", element("dt", f"{card.number}{choice.label}"), element("dd", told, element("p", onward))))
    return element("dl", *entries, class_="what-happens")


def _fill(path: str, text: str, tag: str = "div") -> Html:
    """A text that the engine takes from here. ``path`` is its place in the data: names and numbers between dots."""
    return element(tag, text, data_fill=path)


def _name(anchor: str, number: int) -> str:
    return f"{anchor}-card-{number}"
