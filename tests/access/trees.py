"""Small work on nouns as trees of mappings, lists and texts: the form in which the twins are made and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from toolkit.model.base import Noun
from toolkit.model.shape import Shape

Tree = dict[str, Any]


def unplanted(text: str) -> str:
    """``text`` as it was written."""
    return re.sub(r"[ /]?<\d+>", "", text)


def sourced(contacts: list[Tree], facts: list[Tree]) -> None:
    """Put each web address, as it is now, into the fact that it comes from."""
    for contact in contacts:
        for fact in facts:
            if fact["id"] == contact["fact"] and "web" in contact:
                fact["statement"] += f" {contact['web']}"


def tree_of(noun: Noun) -> Tree:
    return noun.model_dump(mode="json", exclude_none=True)


def restricted(tree: Tree) -> Tree:
    return tree | {"access": "restricted"}


def with_keys_elsewhere(tree: Tree, by: int) -> Tree:
    """A question, or a quiz, with its options moved, so that keys do not all stand first."""
    for question in (tree, *tree.get("questions", ())):
        if isinstance(question, dict) and "options" in question:
            question["options"] = [*question["options"][by:], *question["options"][:by]]
    return tree


def ids_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key == "id")
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from ids_in(each)


def finished(tree: Any, finish: Callable[[str], str]) -> Any:
    if isinstance(tree, dict):
        return {key: finished(value, finish) for key, value in tree.items()}
    if isinstance(tree, list):
        return [finished(each, finish) for each in tree]
    return finish(tree) if isinstance(tree, str) else tree


def with_texts(shape: Shape | None, value: Any, change: Callable[[str, str, str], str], key: str = "") -> Any:
    """``value``, which has the ``shape``, with ``change(text, key, spelling)`` for each text that people may read."""
    assert shape is not None
    if isinstance(value, dict):
        inner = shape.inside(value["kind"]) if shape.kind == "kinds" else shape
        assert inner is not None
        return {name: with_texts(inner.inside(name), each, change, name) for name, each in value.items()}
    if isinstance(value, list):
        return [with_texts(shape.inside(0), each, change, key) for each in value]
    if shape.kind != "text" or shape.spelling is None or not shape.spelling.name.endswith("text"):
        return value
    return change(value, key, shape.spelling.name)
