"""The contract of a composed notebook: what its metadata and its activity outputs hold.

``compose`` writes these nouns, ``read`` parses them, and nothing else passes between
the two halves of the program. Text in them is resolved: citations are numbered links.
"""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from toolkit.model.access import Access, Guarded
from toolkit.model.activity import Discuss, Exercise, Explain, Reflect, Sort
from toolkit.model.base import Noun
from toolkit.model.forms import FormsInfo
from toolkit.model.look import Look
from toolkit.model.module import Minutes, NextSteps, Slide
from toolkit.model.plan import Step
from toolkit.model.quiz import Quiz
from toolkit.model.registers import Contact, Fact, Source
from toolkit.model.scenario import Scenario
from toolkit.model.session import Parameters, check_parameters

KEY = "toolkit"
"""The metadata key, in the notebook and in each cell, under which everything of ours stands."""

MIME = "application/vnd.facilitator-toolkit+json"
"""The media type of an activity's structured output."""

NOBODY = "FACILITATOR_TOOLKIT_NOBODY_LOOKS"
"""Set for kernels that run a notebook for a file. Without it a program started from inside a notebook would pass for a reader."""

CellKind = Literal[
    "cover", "help", "parameters", "setup", "module", "notice", "objectives", "segment", "prose", "callout",
    "activity-title", "activity", "key-points", "next-steps", "contacts", "glossary", "sources", "colophon",
    "home", "section", "table", "diagram", "whom-to-call", "fill-in", "test", "planner",
]


class ScheduleRow(Guarded):
    """One line of the run-of-show."""

    clock: str
    minutes: int
    title: str
    module: str
    segment: str | None
    number: int | None
    priority: str
    day: int = Field(default=1, exclude_if=lambda value: value == 1)
    leaders: tuple[str, ...] = Field(default=(), exclude_if=lambda value: not value)
    lunch: bool = Field(default=False, exclude_if=lambda value: not value)


class CutRow(Guarded):
    """One way to win back time, in the order in which to use them; the plan that it belongs to is the run-of-show."""

    clock: str
    title: str
    module: str
    segment: str
    drop: bool
    saves: int
    leaves: int
    step: Step
    day: int = Field(default=1, exclude_if=lambda value: value == 1)


class DayInfo(Noun):
    """One day of the run-of-show. ``start`` is '' where it is not known."""

    date: dt.date | None
    start: str
    minutes: int


class RoomInfo(Noun):
    """One group that follows the run-of-show, and how many are expected in it."""

    name: str
    participants: int | None
    facilitators: tuple[str, ...]


class NotebookInfo(Noun):
    """metadata.toolkit of a composed notebook."""

    version: Literal[1] = 1
    title: str
    subtitle: str = ""
    edition: str
    notice: str
    licence: str
    access: Access
    modules: tuple[str, ...] = ()
    page: str = ""
    audience_titles: dict[str, str]
    minutes: int = 0
    start: str = ""
    end: str = ""
    participants: int | None = None
    schedule: tuple[ScheduleRow, ...] = ()
    cuts: tuple[CutRow, ...] = Field(default=(), exclude_if=lambda value: not value)
    days: tuple[DayInfo, ...] = Field(default=(), exclude_if=lambda value: not value)
    rooms: tuple[RoomInfo, ...] = Field(default=(), exclude_if=lambda value: not value)
    look: Look | None = Field(default=None, exclude_if=lambda value: not value)
    forms: FormsInfo | None = Field(default=None, exclude_if=lambda value: value is None)


class ModuleInfo(Noun):
    """metadata.toolkit.module of the cell that opens a module."""

    id: str
    title: str
    subtitle: str = ""
    summary: str
    materials: tuple[str, ...]
    before: tuple[str, ...]
    self_care: tuple[str, ...]


class SegmentInfo(Noun):
    """metadata.toolkit.segment of a segment's heading; the title itself is the heading's text."""

    id: str
    number: int
    clock: str
    minutes: Minutes
    planned: int
    purpose: str
    priority: Literal["safety", "core", "optional"]
    objectives: tuple[str, ...]
    materials: tuple[str, ...]
    slides: tuple[Slide, ...]


class SourceEntry(Noun):
    """A source with the number that text cites it by."""

    number: int
    source: Source


class FactEntry(Noun):
    """A fact with the numbers of its sources."""

    fact: Fact
    sources: tuple[int, ...]


class ShownActivity(Noun):
    """Output of a cell that shows an activity, quiz or scenario."""

    kind: Literal["activity"] = "activity"
    activity: Annotated[Explain | Discuss | Sort | Reflect | Exercise, Field(discriminator="kind")]


class ShownQuiz(Noun):
    """Output of a cell that shows a quiz."""

    kind: Literal["quiz"] = "quiz"
    quiz: Quiz


class ShownScenario(Noun):
    """Output of a cell that shows a scenario."""

    kind: Literal["scenario"] = "scenario"
    scenario: Scenario


class ShownTest(Guarded):
    """Output of a cell that shows a quiz as a test: its label and nothing else, as the quiz would tell the key."""

    kind: Literal["test"] = "test"


class ShownNextSteps(Noun):
    """Output of a cell that shows what the reader can do in their role."""

    kind: Literal["next-steps"] = "next-steps"
    sets: tuple[NextSteps, ...]


class ShownContacts(Noun):
    """Output of a cell that shows whom to call; ``numbers`` are the local ones by contact id."""

    kind: Literal["contacts"] = "contacts"
    contacts: tuple[Contact, ...]
    numbers: dict[str, str]


Shown = Annotated[
    ShownActivity | ShownQuiz | ShownScenario | ShownTest | ShownNextSteps | ShownContacts, Field(discriminator="kind")
]
SHOWN: TypeAdapter[Shown] = TypeAdapter(Shown)
INTERACTIVE = (ShownActivity, ShownQuiz, ShownScenario)
"""What comes alive where a person is looking; the rest is for reading."""


def assigned_values(source: str) -> dict[str, Any]:
    """Top-level ``name = literal`` assignments of a parameters cell, by name, without running it.

    Anything else in the cell is passed over.
    """
    found: dict[str, Any] = {}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return found
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(
                target=ast.Name(id=name), value=ast.expr() as value
            ):
                with contextlib.suppress(ValueError, TypeError):
                    found[name] = ast.literal_eval(value)
    return found


def notebook_parameters(notebook: Any) -> Parameters:
    """What a notebook's parameters cell says, overridden by what papermill injected.

    Names that are not ours belong to the notebook's author and are passed over. Raises
    UsageError for a value that cannot be used.
    """
    values: dict[str, Any] = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                values.update(assigned_values(cell.source))
    return check_parameters({name: value for name, value in values.items() if name in Parameters.model_fields})
