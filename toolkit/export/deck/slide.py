"""The nouns of a deck: finished slides, with nothing left to decide but their looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.export import document as d

Layout = Literal[
    "title", "notice", "agenda", "points", "statement", "compare", "diagram", "discuss", "sort", "write",
    "question", "answer", "scenario", "scene", "ending", "contacts", "blocks", "closing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A choice on a slide that leads to the slide with that anchor."""

    label: str
    text: d.Inlines
    to: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. In a key to ordering or matching nothing is right or wrong, so ``right`` stays None."""

    label: str
    text: d.Inlines
    right: bool | None  # None while the question is open


@dataclass(frozen=True, slots=True)
class Slide:
    """One finished slide. ``branch`` names the scenario whose scenes stand outside the straight run.

    ``withheld`` stands for a slide with the key of an activity, in a deck for those who must not see it: it has
    its place and its number, and nothing on it.
    """

    anchor: str
    layout: Layout
    title: str
    kicker: str = ""
    segment: str = ""
    lead: d.Inlines = ()
    points: tuple[d.Inlines, ...] = ()
    blocks: d.Blocks = ()
    columns: tuple[d.Column, ...] = ()
    options: tuple[Option, ...] = ()
    left: tuple[d.Labelled, ...] = ()
    links: tuple[Link, ...] = ()
    contacts: tuple[d.Contact, ...] = ()
    notes: tuple[d.Note, ...] = ()
    clock: str = ""
    minutes: int | None = None
    branch: str | None = None
    time: d.SceneTime | None = None  # of a scene in a story with clocks
    withheld: bool = False
    pause: bool = False  # a break or the end of a day
    room: int = 0  # slides that the key of a sort takes; the same whichever pile a card belongs to


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides in order. Scenes of a scenario follow the slide that opens it and carry ``branch``."""

    title: str
    subtitle: str
    language: str
    access: str
    footer: str
    slides: tuple[Slide, ...]
    logo: d.Figure | None = None  # on the first slide
