"""A reference page: what a reader takes away on a sheet or two, made of the same blocks and registers as a module."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.access import Guarded
from toolkit.model.activity import Callout, Prose
from toolkit.model.base import AudienceId, Count, Id, Line, Markdown, Noun, RegisterId, Year
from toolkit.model.diagram import PlaceDiagram


class FigureCell(Noun):
    """One figure of one year: a fact, whose value, unit and counter print, or a word on why there is none."""

    year: Year = Field(description="The year it holds for: one of the block's years.")
    fact: RegisterId | None = Field(default=None, description="The fact whose value prints.")
    missing: Line | None = Field(default=None, description="In its place: why no figure stands here.")


class FigureRow(Noun):
    """What was counted, with a figure for each year."""

    counted: Line = Field(description="What was counted, in a few plain words.")
    cells: tuple[FigureCell, ...] = Field(min_length=1, description="A figure for each of the block's years.")


class Figures(Guarded):
    """Figures of several years side by side, each with its own unit and counter. Years are never mixed."""

    kind: Literal["figures"]
    title: Line = Field(description="Caption of the table.")
    years: tuple[Year, ...] = Field(min_length=1, max_length=4, description="Years, in order: a column each.")
    rows: tuple[FigureRow, ...] = Field(min_length=1, description="Rows, in order.")


class Table(Guarded):
    """Plain facts in rows and columns."""

    kind: Literal["table"]
    title: Line = Field(description="Caption of the table.")
    columns: tuple[Line, ...] = Field(min_length=2, max_length=4, description="Column headings.")
    rows: tuple[tuple[Markdown, ...], ...] = Field(min_length=1, description="Rows, each with a text for every column.")


class WhomToCall(Guarded):
    """Contacts of the register, with the session's local numbers or a line to write them on."""

    kind: Literal["contacts"]
    contacts: tuple[Id, ...] = Field(default=(), description="Contact ids; empty for all that print on cards.")


class FillIn(Guarded):
    """Labelled lines that the reader fills in by hand."""

    kind: Literal["fill-in"]
    title: Line = Field(description="Heading of the box.")
    labels: tuple[Line, ...] = Field(min_length=1, max_length=8, description="What to write on each line.")
    lines: Count = Field(default=1, description="Ruled lines for each label.")


PageBlock = Annotated[Prose | Callout | Figures | Table | PlaceDiagram | WhomToCall | FillIn, Field(discriminator="kind")]


class Section(Guarded):
    """A part of a page under one heading."""

    title: Line = Field(description="Heading.")
    body: tuple[PageBlock, ...] = Field(min_length=1, description="What stands below it, in order.")


class Page(Guarded):
    """pages/name.yaml: one reference page."""

    id: Id = Field(description="Id; must agree with the file's name.")
    title: Line = Field(description="Title, as printed.")
    subtitle: Line | None = Field(default=None, description="A second line under the title.")
    summary: Markdown = Field(description="What the page is for, in a sentence or two.")
    audiences: tuple[AudienceId, ...] = Field(
        default=(), description="Audiences whose kits hold it; empty for everyone."
    )
    sections: tuple[Section, ...] = Field(min_length=1, description="Sections, in order.")
