"""A session file's text and what it should hold in; the same text with no line touched but those that must change out.

PyYAML forgets notes, and ruamel.yaml, which keeps them, still sets indents, quotes and long lines anew. Here the text
stays, and only the lines of a key whose value changes are written. What comes out is read again before it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from toolkit.load.yaml_tree import parse_tree
from toolkit.model.look import Look
from toolkit.model.session import Session
from toolkit.planner.typed import entry_lines

Tree = dict[str, Any]
_ORDER = list(Session.model_fields)
_BY_KEY = frozenset({"contacts", "parts", "look"})
"""Mappings in which one line may change without the others."""
_INNER_ORDER = {"look": list(Look.model_fields)}


@dataclass(frozen=True)
class _Entry:
    """One key of a block, the lines from ``first`` up to ``last``, and the note that stands behind its value."""

    key: str
    first: int
    last: int
    column: int
    value: yaml.Node
    note: str


def tree_of(text: str) -> Tree:
    """What ``text`` holds, every value as typed. A key without a value is left out, and so is one in a mapping below."""
    return {key: each for key, value in _raw(text).items() if (each := _filled(value)) not in (None, {})}


def _filled(value: Any) -> Any:
    return {key: each for key, each in value.items() if each is not None} if isinstance(value, dict) else value


def _raw(text: str) -> Tree:
    tree = parse_tree(text.encode(), "").tree
    return tree if isinstance(tree, dict) else {}


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], there: Mapping[str, Any]) -> Tree:
    """``there`` with what changed from ``base`` to ``mine``. What neither of them knows stays."""
    found = dict(there)
    for key in {**base, **mine}:
        before, now = base.get(key), mine.get(key)
        if before == now:
            continue
        if now is None:
            found.pop(key, None)
        elif isinstance(now, dict) and isinstance(there.get(key), dict) and key in _BY_KEY:
            found[key] = merged(before if isinstance(before, dict) else {}, now, there[key])
        else:
            found[key] = now
    return {key: value for key, value in found.items() if value != {}}


def rewritten(text: str, wanted: Tree) -> str:
    """``text`` so that it holds ``wanted``. The very same text where it holds that already.

    The text must be one that ``parse_tree`` reads without a problem, or empty. Raises ValueError where the
    result would not be read as ``wanted``: better no file than one that says something else.
    """
    if text.strip() and _raw(text) == wanted:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    root = yaml.compose("\n".join(lines), Loader=yaml.CSafeLoader) if text.strip() else None
    if isinstance(root, yaml.MappingNode) and not root.flow_style:
        lines = _block(lines, root, wanted, _ORDER)
    else:  # nothing but notes, or all in one pair of braces
        fresh = [line for key in _ordered(wanted, _ORDER) for line in entry_lines(key, wanted[key])]
        lines = [*(line for line in lines if line.startswith("#")), *fresh, ""]
    changed = end.join(lines)
    if _raw(changed) != wanted:
        raise ValueError("the session file would not say what the planner shows")
    return changed


def _block(lines: Sequence[str], node: yaml.MappingNode, wanted: Tree, order: Sequence[str]) -> list[str]:
    """``lines`` with the block mapping ``node`` in them changed to ``wanted``."""
    entries = list(_entries(lines, node))
    found = list(lines)
    indent = entries[0].column
    missing = [key for key in _ordered(wanted, order) if key not in {entry.key for entry in entries}]
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        after = [key for key in missing if _before(key, order, [each.key for each in entries]) == place]
        added = [line for key in after for line in entry_lines(key, wanted[key], indent)]
        found[entry.last : entry.last] = added
        _change(found, entry, wanted)
    first = [key for key in missing if _before(key, order, [each.key for each in entries]) < 0]
    top = entries[0].first
    found[top:top] = [line for key in first for line in entry_lines(key, wanted[key], indent)]
    return found if found[-1] == "" else [*found, ""]


def _before(key: str, order: Sequence[str], there: Sequence[str]) -> int:
    """The place, among the keys that are ``there``, of the one that ``key`` follows; -1 where it comes first."""
    if key not in order:
        return len(there) - 1
    earlier = set(order[: order.index(key)])
    return max((place for place, each in enumerate(there) if each in earlier), default=-1)


def _ordered(wanted: Tree, order: Sequence[str]) -> list[str]:
    return sorted(wanted, key=lambda key: order.index(key) if key in order else len(order))


def _change(lines: list[str], entry: _Entry, wanted: Tree) -> None:
    value = wanted.get(entry.key)
    if entry.key in wanted and value == _typed(entry.value):
        return
    if value is not None and isinstance(entry.value, yaml.MappingNode) and not entry.value.flow_style and entry.key in _BY_KEY:
        lines[:] = _block(lines, entry.value, value, _INNER_ORDER.get(entry.key, list(value)))
        return
    notes = list(_notes(lines, entry))
    fresh = entry_lines(entry.key, value, entry.column) if value is not None else []
    if len(fresh) == 1 and entry.note:
        fresh = [f"{fresh[0]}  {entry.note}"]
    elif entry.note:
        notes.append(f"{' ' * entry.column}{entry.note}")
    lines[entry.first : entry.last] = [*notes, *fresh]


def _notes(lines: Sequence[str], entry: _Entry) -> Iterator[str]:
    """Notes inside of what is written anew, put above it."""
    if isinstance(entry.value, yaml.ScalarNode):
        return
    inner = {line for node in _leaves(entry.value) for line in range(node.start_mark.line, node.end_mark.line + 1)}
    for number in range(entry.first, entry.last):
        line = lines[number].strip()
        if number not in inner and line.startswith("#"):
            yield f"{' ' * entry.column}{line}"
        elif number in inner and number != entry.last - 1:
            _, blank, note = lines[number].partition("  # ")
            if blank:
                yield f"{' ' * entry.column}# {note}"


def _entries(lines: Sequence[str], node: yaml.MappingNode) -> Iterator[_Entry]:
    for key, value in node.value:
        line, column = _end(value)
        last = line if column == 0 else line + 1
        rest = lines[line][column:].strip() if column and line < len(lines) else ""
        yield _Entry(key.value, key.start_mark.line, last, key.start_mark.column, value, rest if rest.startswith("#") else "")


def _end(node: yaml.Node) -> tuple[int, int]:
    """Where the text of a value ends. A block's own mark stands where the next thing begins, behind notes and blank lines."""
    inside = list(_leaves(node))
    last = inside[-1].end_mark if inside else node.end_mark
    return last.line, last.column


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        for _, value in node.value:
            yield from _leaves(value)
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        for value in node.value:
            yield from _leaves(value)
    else:
        yield node


def _typed(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _typed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_typed(value) for value in node.value]
    return node.value or None
