"""The nouns of an HTML page that is looked at: an element with what stands in it, and the page with all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(slots=True, eq=False)
class Node:
    """An element. ``inside`` is what stands in it, in order: texts and elements. ``place`` counts the characters before it."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None
    place: int
    inside: list[str | Node] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    def above(self) -> Iterator[Node]:
        """The elements that this one stands in, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def within(self, *tags: str) -> Node | None:
        """The nearest element above with one of these tags."""
        return next((node for node in self.above() if node.tag in tags), None)

    def below(self) -> Iterator[Node | str]:
        """Texts and elements in it, in order, at any depth."""
        rest: list[Node | str] = self.inside[::-1]
        while rest:
            each = rest.pop()
            yield each
            if isinstance(each, Node):
                rest.extend(reversed(each.inside))

    def all(self, *tags: str) -> list[Node]:
        """The elements in it that have one of these tags."""
        return [each for each in self.below() if isinstance(each, Node) and each.tag in tags]


@dataclass(frozen=True)
class Page:
    """A page as read: its elements in order, the root first."""

    text: str
    elements: tuple[Node, ...]

    def all(self, *tags: str) -> list[Node]:
        """The elements with one of these tags."""
        return [node for node in self.elements if node.tag in tags]

    def line(self, place: int) -> int:
        """The line in which a character stands, from 1."""
        return bisect_right(self._ends, place) + 1

    @cached_property
    def ids(self) -> dict[str, Node]:
        """The first element with each id."""
        found: dict[str, Node] = {}
        for node in self.elements:
            found.setdefault(node.get("id"), node)
        found.pop("", None)
        return found

    @cached_property
    def labels(self) -> dict[str, list[Node]]:
        """The labels that point at each id."""
        found: dict[str, list[Node]] = {}
        for label in self.all("label"):
            found.setdefault(label.get("for"), []).append(label)
        return found

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() + 1 for found in re.finditer("\n", self.text)]
