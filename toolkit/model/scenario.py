"""Branching scenarios: scenes joined by choices, every path ending in a debrief."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.base import AudienceId, Id, Line, Markdown, Noun, RegisterId
from toolkit.model.clock import Clock, Reading, read_clocks
from toolkit.model.moment import Moment

Safety = Literal["safer", "mixed", "riskier"]
"""What a choice or an ending means for the child's safety."""


def _is_left_out(value: object) -> bool:
    return value in (None, ())


# Most stories have no clock: what is left out here stands in no output.
_Time = Annotated[
    Moment | None,
    Field(exclude_if=_is_left_out, description="When it happens, for example Friday 8:10 p.m.; printed."),
]
_Running = Annotated[
    tuple[Id, ...], Field(exclude_if=_is_left_out, description="Clocks that run here and are not met yet, by id.")
]
_Clocks = Annotated[
    tuple[Clock, ...],
    Field(exclude_if=_is_left_out, description="Time limits that readers see run. With them, each scene has a time."),
]


class Choice(Noun):
    """Something the reader can do in a scene."""

    text: Line = Field(description="What the reader does, in the second person, for example 'Ask her quietly…'.")
    to: Id = Field(description="The scene that follows.")
    safety: Safety = Field(description="safer, mixed or riskier for the child. Shown only in debriefs and guides.")
    consequence: Markdown = Field(description="What happens next, told right after the choice.")
    reason: Markdown = Field(description="Why this is safer or riskier for the child; for the debrief and the key.")
    facts: tuple[RegisterId, ...] = Field(default=(), description="Facts the reason rests on.")


class Scene(Noun):
    """A moment in which the reader must choose."""

    kind: Literal["scene"]
    id: Id = Field(description="Id within the scenario.")
    title: Line = Field(description="Short title, for example 'At the lockers'.")
    time: _Time = None
    clocks: _Running = ()
    text: Markdown = Field(description="What the reader sees and hears.")
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=4, description="What the reader can do.")


class Ending(Noun):
    """Where a path stops, with the debrief that belongs to it."""

    kind: Literal["ending"]
    id: Id = Field(description="Id within the scenario.")
    title: Line = Field(description="Short title of the outcome.")
    time: _Time = None
    clocks: _Running = ()
    text: Markdown = Field(description="How it turns out.")
    safety: Safety = Field(description="How safe the child is at this end.")
    debrief: Markdown = Field(description="What this path did for the child's safety, and what to take from it.")


AnyScene = Annotated[Scene | Ending, Field(discriminator="kind")]


class Scenario(Guarded):
    """A fictional composite in which choices lead to different ends."""

    id: Id = Field(description="Id, unique within the module.")
    title: Line = Field(description="Title, as printed.")
    role: Line = Field(description="Who the reader is, for example 'You are a school nurse.'")
    premise: Markdown = Field(description="What the reader knows at the start.")
    notice: Markdown = Field(description="Content notice: what is and is not in it, and that leaving is fine.")
    objectives: tuple[Id, ...] = Field(min_length=1, description="Objectives it practises.")
    audiences: tuple[AudienceId, ...] = Field(
        default=(), description="Audiences it is written for, whose kits hold it; empty for everyone."
    )
    questions: tuple[Markdown, ...] = Field(min_length=1, description="Questions for the debrief in a group.")
    clocks: _Clocks = ()
    scenes: tuple[AnyScene, ...] = Field(min_length=3, description="Scenes and endings; the first is the start.")

    def is_for_others(self, audience: AudienceId | str) -> bool:
        """Whether it is written for other audiences, so that ``audience`` is not shown it."""
        return bool(self.audiences) and audience not in self.audiences

    @cached_property
    def by_id(self) -> dict[str, Scene | Ending]:
        return {scene.id: scene for scene in self.scenes}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Card number of each scene, from 1, in the order of the file."""
        return {scene.id: number for number, scene in enumerate(self.scenes, start=1)}

    @cached_property
    def begins(self) -> Moment | None:
        """The first time that a scene names. Weekdays count forward from its day, so a story lasts less than a week."""
        return next((scene.time for scene in self.scenes if scene.time), None)

    def reading(self, scene: Scene | Ending) -> Reading | None:
        """What time it is in ``scene`` and how far the clocks that run there are; None where it names no time."""
        if scene.time is None or self.begins is None:
            return None
        return read_clocks((clock for clock in self.clocks if clock.id in scene.clocks), scene.time, self.begins)

    def step(self, scene_id: str, choice: int) -> Scene | Ending:
        """The scene that choice number ``choice`` (from 0) leads to.

        Raises KeyError for an unknown scene and IndexError for an unknown choice.
        """
        scene = self.by_id[scene_id]
        if isinstance(scene, Ending):
            raise IndexError(choice)
        return self.by_id[scene.choices[choice].to]

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Every way from the start to an ending, as scene ids. Loops are walked once."""
        stack: list[tuple[str, ...]] = [(self.scenes[0].id,)]
        while stack:
            path = stack.pop()
            scene = self.by_id[path[-1]]
            if isinstance(scene, Ending):
                yield path
                continue
            stack.extend(
                (*path, choice.to)
                for choice in reversed(scene.choices)
                if choice.to in self.by_id and choice.to not in path
            )
