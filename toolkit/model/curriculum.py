"""The whole curriculum: catalogue, modules and registers, and where each value was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath

from pydantic import Field

from toolkit.errors import UsageError
from toolkit.model.access import Access, Guarded, most_restrictive
from toolkit.model.base import AudienceId, Id, Line, Markdown, ModuleId, Noun
from toolkit.model.diagram import Diagram
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.registers import Contact, Fact, Source, Term, Wording

Place = tuple[str | int, ...]
"""Where a value stands inside a file, as keys and list positions."""


class Audience(Noun):
    """A group of people a workshop is for."""

    id: AudienceId = Field(description="Id that sessions name.")
    title: Line = Field(description="Name, as printed.")
    description: Line = Field(description="Who belongs to it.")


class Course(Guarded):
    """Modules that belong together, in order."""

    id: Id = Field(description="Id; its modules are written id/1, id/2 and so on.")
    title: Line = Field(description="Title, as printed.")
    summary: Markdown = Field(description="What it is about, in two or three sentences.")
    audiences: tuple[AudienceId, ...] = Field(default=(), description="Audiences it is made for; empty for everyone.")
    modules: tuple[ModuleId, ...] = Field(min_length=1, description="Module ids, in order.")


class Catalogue(Noun):
    """catalogue.yaml: what is on offer, for whom."""

    title: Line = Field(description="Name of the curriculum.")
    edition: Line = Field(description="Edition, as printed in colophons.")
    notice: Markdown = Field(description="Who stands behind it and who does not; printed in every file.")
    licence: Line = Field(description="Licence of the content, as printed.")
    language: Line = Field(description="Language tag of the content, for example en.")
    audiences: tuple[Audience, ...] = Field(min_length=1, description="Audiences.")
    courses: tuple[Course, ...] = Field(min_length=1, description="Courses, in order.")
    pages: tuple[Id, ...] = Field(
        default=(), description="Ids of reference pages, in the order in which they are listed; others follow by name."
    )


@dataclass(frozen=True)
class Marks:
    """Line and column, from 1, of every value of one file, and how much of the file could be read.

    ``guessed`` holds the places whose value stands in for one that could not be read, so
    that checking can go on and name every fault in one run; ``whole`` is False when more
    than a single value is missing.
    """

    file: str
    lines: Mapping[Place, tuple[int, int]]
    keys: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    ends: Mapping[Place, int] = field(default_factory=dict)
    source: tuple[str, ...] = ()
    guessed: frozenset[Place] = frozenset()
    whole: bool = True

    def at(self, place: Place) -> tuple[int, int]:
        """Where the value at ``place`` was written, or its nearest parent that was."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, (1, 1))

    def at_key(self, place: Place) -> tuple[int, int]:
        """Where the key at ``place`` was written, or its value where it has no key."""
        return self.keys.get(place) or self.at(place)

    def find(self, place: Place, words: str) -> tuple[int, int]:
        """Where ``words`` stand inside the text at ``place``; where the text starts when they span lines."""
        line, column = self.at(place)
        for number in range(line, self.ends.get(place, line) + 1 if words else line):
            if number > len(self.source):
                break
            found = self.source[number - 1].find(words, column - 1 if number == line else 0)
            if found >= 0:
                return number, found + 1
        return line, column


@dataclass(frozen=True)
class Curriculum:
    """Everything that was read, by id. ``marks`` is keyed by module id or file stem (``facts``, ``catalogue`` …)."""

    root: Path
    catalogue: Catalogue
    modules: Mapping[str, Module]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    terms: Mapping[str, Term]
    wordings: Mapping[str, Wording]
    pages: Mapping[str, Page] = field(default_factory=dict)
    diagrams: Mapping[str, Diagram] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)

    @cached_property
    def course_of(self) -> dict[str, Course]:
        return {module: course for course in self.catalogue.courses for module in course.modules}

    @cached_property
    def views(self) -> dict[Access, Curriculum]:
        """What readers may see of it, by clearance, as far as anyone has asked; see clearance."""
        return {}

    def access_of(self, module_id: str) -> Access:
        """The label of a module: as its course has it, or stricter."""
        course = self.course_of.get(module_id)
        return most_restrictive((self.modules[module_id].access, course.access if course else None))

    def module(self, module_id: str) -> Module:
        """The module called ``module_id``. Raises UsageError, listing those that anyone may see, when there is none."""
        if module_id not in self.modules:
            known = ", ".join(module.id for module in self.open_modules()) or "none"
            raise UsageError(f"There is no module '{module_id}'.", f"Known modules: {known}.")
        return self.modules[module_id]

    def notebook(self, module_id: str) -> str:
        """Where a module's notebook stands below ``notebooks/``, named like its YAML file: 'intro/1-recognizing.ipynb'."""
        course, _, _ = module_id.partition("/")
        return f"{course}/{PurePath(self.marks[module_id].file).stem}.ipynb"

    def page(self, page_id: str) -> Page:
        """The reference page called ``page_id``. Raises UsageError, listing the known ones."""
        if page_id not in self.pages:
            raise UsageError(f"There is no page '{page_id}'.", f"Known pages: {', '.join(self.pages) or 'none'}.")
        return self.pages[page_id]

    def pages_for(self, audience: AudienceId) -> tuple[Page, ...]:
        """Pages that a kit for ``audience`` holds when its session names none."""
        return tuple(page for page in self.pages.values() if not page.audiences or audience in page.audiences)

    def page_notebook(self, page_id: str) -> str:
        """Where a page's notebook stands below ``notebooks/``."""
        return f"pages/{page_id}.ipynb"

    def open_modules(self) -> tuple[Module, ...]:
        """Modules that anyone may see, in catalogue order."""
        return tuple(module for module in self.listed_modules() if self.access_of(module.id) == "open")

    def listed_modules(self) -> tuple[Module, ...]:
        """Every module, in catalogue order."""
        return tuple(
            self.modules[module_id]
            for course in self.catalogue.courses
            for module_id in course.modules
            if module_id in self.modules
        )
