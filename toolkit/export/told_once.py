"""Modules of one workshop in, what several of them ask of the facilitator out: each text once, and then what is one module's alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.export import document as d


@dataclass(frozen=True, slots=True)
class OneModule:
    """What one module adds."""

    title: str
    items: tuple[d.Blocks, ...]


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """``common`` needs no heading: several modules say it, or there is but one module."""

    common: tuple[d.Blocks, ...]
    own: tuple[OneModule, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A content notice with the titles of its modules; no title where the workshop has one module."""

    titles: tuple[str, ...]
    text: d.Blocks


def told_once(modules: Sequence[d.Module], lists: Sequence[tuple[d.Blocks, ...]]) -> ToldOnce:
    """``lists`` holds what each of ``modules`` says, in the order in which it is to be told.

    Texts are one where every word and every citation is the same: a source is
    never lost. Their labels do not part them, as the document's own label was
    settled by all of them; the first one stays, with its label.
    """
    said = Counter(item for items in lists for item in dict.fromkeys(items))
    # A part that a person wrote bears no title under which its items could stand.
    apart = [len(modules) > 1 and bool(module.title) for module in modules]
    common = [
        item for items, parted in zip(lists, apart, strict=True) for item in items if said[item] > 1 or not parted
    ]
    known = set(common)
    own = (
        OneModule(module.title, tuple(dict.fromkeys(item for item in items if item not in known)))
        for module, items in zip(modules, lists, strict=True)
    )
    return ToldOnce(tuple(dict.fromkeys(common)), tuple(each for each in own if each.items))


def notices(modules: Sequence[d.Module]) -> tuple[Notice, ...]:
    """Each content notice once, with every module that it is for."""
    found: dict[d.Blocks, tuple[str, ...]] = {}
    for module in modules:
        if module.notice:
            title = (module.title,) if len(modules) > 1 and module.title else ()
            found[module.notice] = (*found.get(module.notice, ()), *title)
    return tuple(Notice(titles, text) for text, titles in found.items())
