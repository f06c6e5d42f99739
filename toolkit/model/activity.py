"""What people do in a segment: read, discuss, sort, reflect, practise."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.base import Count, Id, Line, Markdown, Noun
from toolkit.model.diagram import PlaceDiagram

_ALONE = "What stands in its place for somebody who studies alone, where it speaks of a room, a group or a facilitator."


class Prose(Guarded):
    """Text that participants read."""

    kind: Literal["prose"]
    text: Markdown = Field(description="Paragraphs, lists and third-level headings (###).")
    alone: Markdown | None = Field(default=None, description=_ALONE)


class Callout(Guarded):
    """A short boxed text that must not be missed."""

    kind: Literal["callout"]
    tone: Literal["remember", "caution", "support", "law"] = Field(
        description="remember (a key idea), caution (a limit or risk), support (help for the reader), law."
    )
    title: Line = Field(description="Heading of the box.")
    text: Markdown = Field(description="One or two short paragraphs.")
    alone: Markdown | None = Field(default=None, description=_ALONE)


class _Activity(Guarded):
    id: Id = Field(description="Id, unique within the module.")
    title: Line = Field(description="Title, as printed.")


class Explain(_Activity):
    """An idea shown on one worked example."""

    kind: Literal["explain"]
    text: Markdown = Field(description="The idea, in a few sentences.")
    example: Markdown = Field(description="A fictional example that shows it.")


class Discuss(_Activity):
    """Questions that people talk about."""

    kind: Literal["discuss"]
    grouping: Literal["pairs", "small groups", "whole group"] = Field(description="Who talks with whom.")
    intro: Markdown = Field(description="What to do, without asking for personal stories.")
    questions: tuple[Markdown, ...] = Field(min_length=1, max_length=5, description="Questions, one idea each.")
    debrief: Markdown = Field(description="What the talk should arrive at; for the facilitator.")


class Card(Noun):
    """One card of a sort."""

    text: Line = Field(description="What is on the card.")
    category: Id = Field(description="The category it belongs to.")
    reason: Line = Field(description="Why it belongs there.")


class Category(Noun):
    """One pile of a sort."""

    id: Id = Field(description="Id of the pile.")
    title: Line = Field(description="Heading of the pile.")


class Sort(_Activity):
    """Cards to sort into piles. Readers see the cards in an order that says nothing of the key."""

    kind: Literal["sort"]
    intro: Markdown = Field(description="What to do.")
    categories: tuple[Category, ...] = Field(min_length=2, max_length=4, description="The piles.")
    cards: tuple[Card, ...] = Field(min_length=4, max_length=14, description="The cards.")
    debrief: Markdown = Field(description="What the sort should arrive at; for the facilitator.")


class Reflect(_Activity):
    """A private thought, written or not. Never handed in, never shared unless the writer wants to."""

    kind: Literal["reflect"]
    prompt: Markdown = Field(description="What to think about; never a request to disclose.")
    lines: Count = Field(default=4, description="Ruled lines to print for writing.")


class Exercise(_Activity):
    """Steps to carry out, with room to write."""

    kind: Literal["exercise"]
    intro: Markdown = Field(description="What to do and what for.")
    steps: tuple[Markdown, ...] = Field(min_length=1, max_length=8, description="Steps, in order.")
    lines: Count = Field(default=4, description="Ruled lines to print, shared out among the steps.")
    debrief: Markdown = Field(description="What it should arrive at; for the facilitator.")


class PlaceQuiz(Guarded):
    """Puts one of the module's quizzes here."""

    kind: Literal["quiz"]
    quiz: Id = Field(description="Id of the quiz.")


class PlaceScenario(Guarded):
    """Puts one of the module's scenarios here."""

    kind: Literal["scenario"]
    scenario: Id = Field(description="Id of the scenario.")


Activity = Explain | Discuss | Sort | Reflect | Exercise
Block = Annotated[
    Prose | Callout | PlaceDiagram | Explain | Discuss | Sort | Reflect | Exercise | PlaceQuiz | PlaceScenario,
    Field(discriminator="kind"),
]
