"""A diagram: a picture that is drawn from data for every format, with the words that stand for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.base import Count, Flag, Id, Line, Markdown, Noun, RegisterId


class Lane(Noun):
    """One clock of a timeline: when it starts, who acts, who is told, and the longest it may run."""

    title: Line = Field(description="Name of the clock.")
    starts: Line = Field(description="What starts it, for example 'The agency hears that a child is missing'.")
    acts: Line = Field(description="Who must act, for example 'The agency'.")
    does: tuple[Line, ...] = Field(min_length=1, max_length=3, description="What they do: one short mark for each.")
    hours: Count = Field(description="How long it may run, in whole hours.")
    limit: Line = Field(description="The limit in words, for example '24 hours at most'.")
    note: Line | None = Field(default=None, description="What else must not be overlooked.")


class Timeline(Noun):
    """Clocks below each other on one scale of hours, each from its own start."""

    kind: Literal["timeline"]
    axis: Line = Field(description="What the scale counts, for example 'Hours since the clock started'.")
    now: Line = Field(description="What stands at the start of every clock, for example 'At once'.")
    lanes: tuple[Lane, ...] = Field(min_length=2, max_length=4, description="Clocks, from top to bottom.")

    @property
    def hours(self) -> int:
        """As many as its scale shows."""
        return max(1, *(lane.hours for lane in self.lanes))


class Station(Noun):
    """One place of a cycle."""

    title: Line = Field(description="Name of the place, in a few words.")
    text: Line = Field(description="What happens there, in a short sentence.")
    back: Line | None = Field(
        default=None, description="Why the way leads back to the place before this one; drawn as a dashed arrow."
    )


class Cycle(Noun):
    """Places one after the other, the last leading to the first again."""

    kind: Literal["cycle"]
    center: Line = Field(description="What holds at every place.")
    both_ways: Flag = Field(default=False, description="Whether the way between neighbors leads both ways.")
    stations: tuple[Station, ...] = Field(min_length=3, max_length=6, description="Places, in order.")


class Member(Noun):
    """One of those on a map."""

    name: Line = Field(description="Who it is.")
    does: Line | None = Field(default=None, description="What they do, in a few words.")
    through: Line | None = Field(
        default=None, description="By whom alone they are reached, for example 'through police'; drawn with a dashed edge."
    )


class Ring(Noun):
    """Those on a map that stand equally near."""

    title: Line = Field(description="Who they are together.")
    members: tuple[Member, ...] = Field(min_length=1, max_length=9, description="Each of them.")


class Rings(Noun):
    """A map of who does what: rings around a person, the nearest first."""

    kind: Literal["rings"]
    center: Line = Field(description="Who stands in the middle.")
    rings: tuple[Ring, ...] = Field(min_length=2, max_length=4, description="Rings, from the nearest to the farthest.")


class Step(Noun):
    """One step of a way."""

    title: Line = Field(description="What to do, in a few words.")
    text: Line | None = Field(default=None, description="More about it, in a short sentence.")


class Steps(Noun):
    """Steps that follow each other, with a beginning and an end."""

    kind: Literal["steps"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=8, description="Steps, in order.")


Picture = Annotated[Timeline | Cycle | Rings | Steps, Field(discriminator="kind")]


class Diagram(Guarded):
    """diagrams/name.yaml: one diagram, which modules and pages place by its id.

    What stands in ``picture`` is drawn, and is told in words below the drawing; so nothing has to be
    written twice, and nobody needs to see the drawing to know what it holds.
    """

    id: Id = Field(description="Id; must agree with the file's name.")
    title: Line = Field(description="Title, as printed above or below it.")
    alt: Line = Field(description="What the picture means, in a sentence or two, for those who do not see it.")
    facts: tuple[RegisterId, ...] = Field(default=(), description="Facts that it rests on; their sources print below it.")
    note: Markdown | None = Field(default=None, description="A sentence to print below it: a limit, or how to read it.")
    picture: Picture = Field(description="What is drawn: timeline, cycle, rings or steps.")


class PlaceDiagram(Guarded):
    """Puts one of the curriculum's diagrams here."""

    kind: Literal["diagram"]
    diagram: Id = Field(description="Id of the diagram.")
