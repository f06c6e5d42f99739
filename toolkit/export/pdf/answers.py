"""From a facilitator's Document to the data that an answer key is printed from; the guide's last part is such a key."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from toolkit.export import document as d
from toolkit.export.pdf.scenario_map import map_scenario
from toolkit.export.pdf.typst_data import document_data
from toolkit.look.theme import Theme
from toolkit.messages import Messages

ANSWERED = ("quiz", "sort", "scenario")
"""Kinds of blocks that have a key."""


def answer_data(document: d.Document, theme: Theme, words: Messages) -> dict[str, Any]:
    """``document_data`` with a ``map`` and its description in words (``alt``) on every scenario.

    A participant's document has no answers to print: asking for them is a mistake in the program.
    """
    if document.reader != "facilitator":
        raise ValueError(document.reader)
    data = document_data(document, theme, words)
    for module, module_data in zip(document.modules, data["modules"], strict=True):
        for segment, segment_data in zip(module.segments, module_data["segments"], strict=True):
            for block, block_data in zip(segment.blocks, segment_data["blocks"], strict=True):
                if isinstance(block, d.Scenario):
                    block_data["map"] = asdict(map_scenario(block.cards))
                    block_data["alt"] = describe_map(block, words)
    return data


def describe_map(scenario: d.Scenario, words: Messages) -> str:
    """The drawn map in words, card by card, for those who hear the page."""
    parts = [words("key.map-alt", title=scenario.title)]
    for card in scenario.cards:
        ways = "; ".join(
            words("key.map-alt-choice", label=choice.label, safety=_safety(choice.safety, words), to=choice.to)
            for choice in card.choices
        )
        ending = "" if card.choices else words("key.map-alt-ending", safety=_safety(card.safety, words))
        title = words("key.map-alt-title", title=card.title, time=card.time.now) if card.time else card.title
        parts.append(words("key.map-alt-card", number=card.number, title=title, ways=ways or ending))
    return " ".join(parts)


def _safety(safety: str | None, words: Messages) -> str:
    return words(f"shared.safety-{safety}").lower() if safety else ""
