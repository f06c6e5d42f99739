"""A module: objectives, segments with their slides and facilitator notes, quizzes and scenarios."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.activity import Activity, Block, Callout, PlaceQuiz, PlaceScenario, Prose
from toolkit.model.base import AudienceId, Count, Id, Line, Markdown, ModuleId, Noun
from toolkit.model.diagram import PlaceDiagram
from toolkit.model.quiz import Quiz
from toolkit.model.scenario import Scenario


class Objective(Guarded):
    """What a reader can do after the module."""

    id: Id = Field(description="Id, unique within the module.")
    text: Line = Field(description="The objective, starting with a verb.")
    status: Literal["stated", "proposed"] = Field(
        description="stated (published for the official course) or proposed (ours)."
    )
    tested_as: Line | None = Field(
        default=None, description="How it is assessed, where its own verb cannot be observed."
    )


class Minutes(Noun):
    """How long a segment takes, in whole minutes."""

    minimum: Count = Field(description="In the shortest version.")
    typical: Count = Field(description="In the usual version.")
    maximum: Count = Field(description="In the longest version.")


class Say(Guarded):
    """Words the facilitator can speak as they stand."""

    kind: Literal["say"]
    text: Markdown = Field(description="A script in spoken language.")


class Ask(Guarded):
    """A question to the group, with what people are likely to answer."""

    kind: Literal["ask"]
    text: Markdown = Field(description="The question.")
    likely: tuple[Markdown, ...] = Field(
        min_length=1, description="Likely answers, each with what to reply where it matters."
    )


class Do(Guarded):
    """Something the facilitator does."""

    kind: Literal["do"]
    text: Markdown = Field(description="One action.")


class WatchFor(Guarded):
    """What to look out for: distress, a myth, a harmful remark; and what to do then."""

    kind: Literal["watch-for"]
    text: Markdown = Field(description="What to notice and how to respond.")


class Transition(Guarded):
    """The sentence that leads to the next slide or segment."""

    kind: Literal["transition"]
    text: Markdown = Field(description="Words to say.")


Note = Annotated[Say | Ask | Do | WatchFor | Transition, Field(discriminator="kind")]


class _Slide(Guarded):
    notes: tuple[Note, ...] = Field(default=(), description="Facilitator notes while this slide is up, in order.")


class PointsSlide(_Slide):
    """A title and a few points."""

    kind: Literal["points"]
    title: Line = Field(description="Title of the slide: one idea.")
    points: tuple[Line, ...] = Field(
        min_length=1, max_length=6, description="Points, each short enough to read at a glance."
    )


class StatementSlide(_Slide):
    """One sentence that fills the slide."""

    kind: Literal["statement"]
    title: Line = Field(description="Title, used in outlines and by screen readers.")
    text: Line = Field(description="The sentence.")


class CompareSlide(_Slide):
    """Two columns side by side, the accurate one first."""

    kind: Literal["compare"]
    title: Line = Field(description="Title of the slide.")
    left_title: Line = Field(description="Heading of the left column.")
    left: tuple[Line, ...] = Field(min_length=1, max_length=5, description="Points of the left column.")
    right_title: Line = Field(description="Heading of the right column.")
    right: tuple[Line, ...] = Field(min_length=1, max_length=5, description="Points of the right column.")


class ActivitySlide(_Slide):
    """Shows an activity, quiz or scenario of this segment; its slides are made from it."""

    kind: Literal["activity"]
    activity: Id = Field(description="Id of the activity, quiz or scenario.")
    questions: tuple[Id, ...] = Field(
        default=(), description="For a quiz: the questions to show in the room; empty for all."
    )


class DiagramSlide(_Slide):
    """Shows a diagram that this segment places."""

    kind: Literal["diagram"]
    title: Line = Field(description="Title of the slide.")
    diagram: Id = Field(description="Id of the diagram.")


class ContactsSlide(_Slide):
    """Whom to call, from the contacts register and the session's local numbers."""

    kind: Literal["contacts"]
    title: Line = Field(description="Title of the slide.")


Slide = Annotated[
    PointsSlide | StatementSlide | CompareSlide | DiagramSlide | ActivitySlide | ContactsSlide, Field(discriminator="kind")
]


class Segment(Guarded):
    """A stretch of the workshop with one purpose."""

    id: Id = Field(description="Id, unique within the module.")
    title: Line = Field(description="Title, as printed.")
    purpose: Line = Field(description="What it is for; printed in the facilitator's guide.")
    minutes: Minutes = Field(description="How long it takes.")
    priority: Literal["safety", "core", "optional"] = Field(
        description="safety and core are never dropped; optional is dropped first when time is short."
    )
    weight: Literal["light", "heavy"] = Field(
        default="light", description="heavy material never stands last before a break or the end."
    )
    objectives: tuple[Id, ...] = Field(default=(), description="Objectives it serves.")
    audiences: tuple[AudienceId, ...] = Field(default=(), description="Audiences it is for; empty for everyone.")
    materials: tuple[Line, ...] = Field(default=(), description="What to have at hand.")
    body: tuple[Block, ...] = Field(min_length=1, description="What participants read and do, in order.")
    slides: tuple[Slide, ...] = Field(min_length=1, description="Slides, in order, each with its notes.")


class NextSteps(Guarded):
    """What a reader can do after the module, in their role."""

    audiences: tuple[AudienceId, ...] = Field(default=(), description="Audiences it is for; empty for everyone.")
    title: Line = Field(description="Heading, for example 'If you work in a school'.")
    steps: tuple[Markdown, ...] = Field(min_length=1, description="Steps, each one action.")


class Module(Guarded):
    """One module of a course."""

    id: ModuleId = Field(description="course/number; must agree with the file's place.")
    title: Line = Field(description="Title, as printed.")
    subtitle: Line | None = Field(default=None, description="A second line under the title.")
    summary: Markdown = Field(description="What it is about, in two or three sentences.")
    content_notice: Markdown = Field(
        description="What will and will not appear, what choices people have, where support is."
    )
    content_notice_alone: Markdown | None = Field(
        default=None, description="The same for somebody who studies alone, with no facilitator and no group."
    )
    objectives: tuple[Objective, ...] = Field(min_length=1, description="Objectives, in order.")
    materials: tuple[Line, ...] = Field(default=(), description="What the facilitator brings for the whole module.")
    before: tuple[Markdown, ...] = Field(
        min_length=1, description="What the facilitator does before the day: local numbers, support person, room."
    )
    segments: tuple[Segment, ...] = Field(min_length=1, description="Segments, in order.")
    quizzes: tuple[Quiz, ...] = Field(default=(), description="Quizzes that segments place.")
    scenarios: tuple[Scenario, ...] = Field(default=(), description="Scenarios that segments place.")
    key_points: tuple[Markdown, ...] = Field(min_length=3, max_length=8, description="What to take away.")
    next_steps: tuple[NextSteps, ...] = Field(min_length=1, description="What to do next, general first.")
    self_care: tuple[Markdown, ...] = Field(
        min_length=1, description="How facilitators look after themselves and each other afterwards."
    )
    glossary: tuple[Id, ...] = Field(default=(), description="Glossary terms that readers of this module need.")

    @cached_property
    def activities(self) -> dict[str, Activity | Quiz | Scenario]:
        """Everything that can be shown by id: activities, quizzes and scenarios."""
        found: dict[str, Activity | Quiz | Scenario] = {}
        for segment in self.segments:
            for block in segment.body:
                if not isinstance(block, Prose | Callout | PlaceDiagram | PlaceQuiz | PlaceScenario):
                    found[block.id] = block
        found.update({quiz.id: quiz for quiz in self.quizzes})
        found.update({scenario.id: scenario for scenario in self.scenarios})
        return found

