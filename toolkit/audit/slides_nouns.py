"""The nouns of a deck as it is read: slides, what they take after, and the shapes on them, each with its words and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from toolkit.audit.office import A
from toolkit.audit.office_colours import Scheme

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
TITLES = frozenset({"title", "ctrTitle"})
RUNNING = frozenset({"ftr", "sldNum", "dt", "hdr"})
"""Placeholders along the edge, the same on every slide."""
_LETTERS, _BREAK = f"{A}t", f"{A}br"
Levels = dict[str, Any]
"""Properties of letters by the level of a paragraph, '1' to '9', and 'def' for all."""


class Box(NamedTuple):
    """A rectangle on the slide, in EMU (914,400 an inch)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Something on a slide. ``given`` are the shapes of layout and master that it takes after; ``members`` are those of a group."""

    tag: str
    element: Any
    name: str
    told: str
    decorative: bool
    hidden: bool
    role: str | None  # of its placeholder: 'title', 'body' and so on
    box: Box | None
    turned: bool
    index: str = "0"
    levels: Levels = field(default_factory=dict)
    given: tuple[Shape, ...] = ()
    members: tuple[Shape, ...] = ()

    @property
    def words(self) -> str:
        """Its own text."""
        return "" if self.tag != "sp" else text_of(self.element.find(f"{P}txBody"))

    def all(self) -> Iterator[Shape]:
        """Itself, and what is in it, from the lowest to the topmost."""
        yield self
        for member in self.members:
            yield from member.all()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide, a layout or a master: what is drawn on it, its ground and its colours. ``above`` is what it takes after, ``styles`` the text styles of a master, ``places`` its placeholders."""

    root: Any
    shapes: tuple[Shape, ...]
    scheme: Scheme
    above: Sheet | None
    styles: dict[str, Levels] = field(default_factory=dict)
    shows_above: bool = True
    places: tuple[Shape, ...] = ()

    def chain(self) -> Iterator[Sheet]:
        """Itself, its layout and its master."""
        yield self
        if self.above is not None:
            yield from self.above.chain()


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``links`` are addresses by the id under which a text calls them."""

    number: int
    hidden: bool
    title: Shape | None
    sheet: Sheet
    links: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation. ``defaults`` is the style of text that says nothing about itself, ``tables`` the styles of tables by id; ``size`` is that of its slides, in EMU."""

    title: str
    language: str
    defaults: Levels
    tables: dict[str, Any]
    from_right: bool
    size: tuple[float, float]
    slides: tuple[Slide, ...]


def text_of(body: Any) -> str:
    """What a text frame says, a line a line."""
    if body is None:
        return ""
    return "\n".join("".join("\n" if piece.tag == _BREAK else piece.text or "" for piece in paragraph.iter(_LETTERS, _BREAK)) for paragraph in body.iter(f"{A}p"))


def levels_of(styles: Any) -> Levels:
    """What a list of styles says of letters."""
    found = {}
    for level in () if styles is None else styles:
        letters = level.find(f"{A}defRPr")
        if letters is not None:
            found[level.tag.rpartition("}")[2].lower().removeprefix("lvl").removesuffix("ppr")] = letters
    return found
