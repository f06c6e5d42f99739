"""An opened PDF in; its structure out: the tags in the order in which a screen reader meets them, and the marked pieces of pages that each one holds.

A tree may be deeper than any program's stack, and lead back to itself: it is walked with a list, each tag once, and what is wrong with it is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.audit.pdf_marks import Key
from toolkit.audit.pdf_read import Paper, is_reference

_STANDARD = re.compile(
    r"Document|Part|Art|Sect|Div|BlockQuote|Caption|TOCI?|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot"
    r"|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure|Formula|Form"
)
"""The types of ISO 32000-1, 14.8.4. Others are told by the RoleMap which of these they are."""
_MOST_ROLES = 20
_TWICE = "A tag stands in two places, or holds itself, so its text would be read more than once or without end. Make the tags again."
_DEEPEST = 100
"""Levels. Real files have about twenty; programs that read aloud recurse, and fall over where a tree has no end."""


@dataclass(slots=True)
class Tag:
    """One structure element. ``kind`` is a standard type without the slash; ``page`` is 0 where neither it nor what it holds says."""

    reference: str
    kind: str
    entries: dict[str, Any]
    parent: Tag | None
    depth: int
    page: int = 0
    tags: list[Tag] = field(default_factory=list)
    pieces: list[tuple[int, Key]] = field(default_factory=list)
    """The page number and the key of each marked piece that it holds itself."""
    objects: list[str] = field(default_factory=list)
    """Annotations, such as links."""

    def within(self) -> Iterator[Tag]:
        """Itself and all tags in it, in reading order."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting.extend(reversed(tag.tags))

    @property
    def is_empty(self) -> bool:
        """Nothing on any page belongs to it."""
        return not any(tag.pieces or tag.objects for tag in self.within())


@dataclass(slots=True)
class Tree:
    """The structure of a file; ``tags`` and ``pieces`` are in reading order, ``faults`` are (page, what) and concern the tree itself."""

    tags: list[Tag] = field(default_factory=list)
    pieces: list[tuple[int, Key, Tag]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    present: bool = False

    def of(self, *kinds: str) -> list[Tag]:
        """All tags of some kinds."""
        return [tag for tag in self.tags if tag.kind in kinds]


def read_tree(paper: Paper) -> Tree:
    """Never raises; what cannot be followed is among the faults."""
    root = paper.entries(paper.catalog.get("/StructTreeRoot"))
    tree = Tree(present=bool(paper.several(root.get("/K"))))
    roles = paper.entries(root.get("/RoleMap"))
    seen: set[int] = set()
    waiting: list[tuple[Any, Tag | None, int]] = [(each, None, 0) for each in reversed(paper.several(root.get("/K")))]
    while waiting:
        held, parent, page = waiting.pop()
        found = paper.value(held)
        if isinstance(found, int) and not isinstance(found, bool) and parent:
            _note_piece(tree, parent, page, ("", found))
        elif not isinstance(found, dict):
            tree.faults.append((page, "A tag holds something that is not there or is no tag. Make the tags again."))
        elif found.get("/Type") in ("/MCR", "/OBJR") and parent:
            _note_leaf(paper, tree, parent, found, page)
        elif id(found) in seen:
            tree.faults.append((page, _TWICE))
        elif parent and parent.depth >= _DEEPEST:
            tree.faults.append((page, f"Tags stand in one another more than {_DEEPEST} levels deep; what is deeper is not reached. Make the tags again."))
        else:
            seen.add(id(found))
            tag = _tag(paper, held if is_reference(held) else "", found, parent, page)
            tag.kind = _kind(paper, tree, found.get("/S"), roles, tag.page)
            tree.tags.append(tag)
            if parent:
                parent.tags.append(tag)
            kids = paper.value(found.get("/K"))
            if not isinstance(kids, list):
                waiting += [(found["/K"], tag, tag.page)] if kids is not None else []
            elif id(kids) not in seen:
                seen.add(id(kids))
                waiting.extend((each, tag, tag.page) for each in reversed(kids))
            else:
                tree.faults.append((tag.page, _TWICE))
    _give_pages(tree)
    return tree


def _tag(paper: Paper, reference: str, found: dict[str, Any], parent: Tag | None, page: int) -> Tag:
    named = found.get("/Pg")
    number = paper.number_of.get(named, page) if isinstance(named, str) else page
    return Tag(reference, "", found, parent, parent.depth + 1 if parent else 1, number)


def _note_piece(tree: Tree, tag: Tag, page: int, key: Key) -> None:
    tag.pieces.append((page, key))
    tree.pieces.append((page, key, tag))


def _note_leaf(paper: Paper, tree: Tree, tag: Tag, found: dict[str, Any], page: int) -> None:
    """A piece that says on which page it is, or an annotation."""
    named, number, holder = found.get("/Pg"), found.get("/MCID"), found.get("/Stm", "")
    page = paper.number_of.get(named, page) if isinstance(named, str) else page
    if found["/Type"] == "/OBJR":
        tag.objects.append(str(found.get("/Obj", "")))
    elif isinstance(number, int) and isinstance(holder, str):
        _note_piece(tree, tag, page, (holder, number))
    else:
        tree.faults.append((page, "A tag holds a piece of a page that has no number. Make the tags again."))


def _kind(paper: Paper, tree: Tree, named: Any, roles: dict[str, Any], page: int) -> str:
    """The standard type; for a type that leads to none, its own name, and a fault."""
    kind = named
    for _ in range(_MOST_ROLES):
        if isinstance(kind, str) and _STANDARD.fullmatch(kind, 1):
            return kind.removeprefix("/")
        kind = paper.value(roles.get(kind)) if isinstance(kind, str) else None
    shown = str(named).removeprefix("/") if isinstance(named, str) else "no name"
    tree.faults.append((page, f"A tag is of a kind that programs do not know ({shown}). Say in the role map which known kind it is."))
    return shown


def _give_pages(tree: Tree) -> None:
    """A tag stands on the page where the first piece in it is."""
    for tag in reversed(tree.tags):
        first = [page for page, _ in tag.pieces] + [each.page for each in tag.tags]
        tag.page = min(filter(None, first), default=tag.page)


def attributes(paper: Paper, tag: Tag, owner: str) -> dict[str, Any]:
    """What a tag's attributes for ``owner`` ('/Table') say. Its own go before those of its classes."""
    root = paper.entries(paper.catalog.get("/StructTreeRoot"))
    classes = paper.entries(root.get("/ClassMap"))
    held = [one for name in paper.several(tag.entries.get("/C"))[:_MOST_ROLES] if isinstance(name, str) for one in paper.several(classes.get(name))]
    found: dict[str, Any] = {}
    for each in [*held, *paper.several(tag.entries.get("/A"))]:
        entries = paper.entries(each)
        if entries.get("/O") == owner:
            found.update(entries)
    return found
