"""The tags of a PDF and what its pages draw in; what is drawn and never read, read in another order than it is drawn, or not to be followed at all, out.

What is drawn on a page and what is read are two lists: drawing instructions in marked pieces, and tags that name those pieces. Screen readers follow the tags;
reflow, read-aloud and text search of many programs follow the drawing. We ask that both agree, for neither says which one is right. That
also finds tags that were moved: our typesetter draws in the order in which the text was written. Two cases are right and do differ. A cell that spans rows
is drawn after them. A figure or a row that goes on to the next page is read to its end before the rest of the page before it.
"""

from __future__ import annotations

from typing import Any

from toolkit.audit.pdf_read import Paper
from toolkit.audit.pdf_tables import spans_rows
from toolkit.audit.pdf_tree import Tag, Tree

Finding = tuple[int, str]


def tags(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """There are tags, they form a tree, each is of a known kind, and pages know to which tag each piece belongs (ISO 32000-1, 14.7.4.4)."""
    if not tree.present:
        told = "This file has no tags: programs that read aloud must guess what is a heading, a list or a table, and what comes next. Make it again with tags."
        return 0, [(0, told)]
    return len(tree.tags), [*_once(tree.faults), *_disagreements(paper, tree)]


def tagged_or_decoration(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """Whatever a page draws either belongs to a tag or is marked as decoration (ISO 14289-1, 7.1)."""
    named = {(page, key) for page, key, _ in tree.pieces}
    count = 0
    found: list[Finding] = []
    for sheet in paper.sheets:
        drawn = sheet.drawn
        count += len(drawn.places) + drawn.decorations + sum(drawn.loose.values())
        if drawn.damage:
            found.append((sheet.number, "What this page draws cannot be followed, so nobody can tell whether all of it is read aloud. Make the file again."))
        if drawn.loose:
            kinds = ", ".join(sorted(drawn.loose))
            found.append((sheet.number, f"This page shows what belongs to no tag and is not marked as decoration ({kinds}), so nobody hears it. Tag it."))
        if tree.present and (lost := sum((sheet.number, key) not in named for key in drawn.places)):
            found.append((sheet.number, f"{lost} of {len(drawn.places)} pieces of this page belong to no tag, so nobody hears them. Tag them."))
    return count, found


def order(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """Pieces are read in the order in which their page draws them, each once, and pages one after the other."""
    found: list[Finding] = []
    heard: set[tuple[int, Any]] = set()
    latest: dict[int, tuple[int, Tag]] = {}
    mixed: set[int] = set()
    lost = {sheet.number for sheet in paper.sheets if sheet.drawn.damage}  # told by the rule above
    current = furthest = 0
    for page, key, tag in tree.pieces:
        if page in lost:
            continue
        if not 1 <= page <= len(paper.sheets) or (place := paper.sheets[page - 1].drawn.places.get(key)) is None:
            found.append((max(page, 0), "A tag names a piece of a page that is not drawn there, so there is nothing to read. Make the tags again."))
            continue
        if (page, key) in heard or key in paper.sheets[page - 1].drawn.twice:
            found.append((page, "A piece of this page belongs to two tags, or two pieces have one number, so text is read twice or mixed up."))
        heard.add((page, key))
        before = latest.get(page)
        if (before is None and page < furthest) or page < current - 1:
            found.append((page, "Other pages are read before what stands on this one. Put the tags in the order of the pages."))
        current, furthest = page, max(furthest, page)
        if before and place < before[0] and page not in mixed and not _is_drawn_late(paper, tag, before[1]):
            mixed.add(page)
            told = f"{_called(tag)} is read after {_called(before[1]).lower()}, but is drawn before it. Put the tags in the order of the page."
            found.append((page, told))
        if not before or place > before[0]:
            latest[page] = (place, tag)
    return len(tree.pieces), _once(found)


def _is_drawn_late(paper: Paper, *tags: Tag) -> bool:
    return any(cell and spans_rows(paper, cell) for cell in map(_cell_of, tags))


def _cell_of(tag: Tag | None) -> Tag | None:
    while tag and tag.kind not in ("TH", "TD"):
        tag = tag.parent
    return tag


_NAMES = {
    "P": "A paragraph", "LBody": "The text of a list", "Lbl": "The sign of a list", "TD": "A cell", "TH": "A header cell", "Figure": "A figure",
    "Link": "A link",
}  # fmt: skip


def _called(tag: Tag) -> str:
    """What to call a tag: the nearest thing around it that people have a name for."""
    around: Tag | None = tag
    while around:
        if around.kind[:1] == "H" and around.kind[1:].isdigit():
            return "A heading"
        if around.kind in _NAMES:
            return _NAMES[around.kind]
        around = around.parent
    return "A piece of text"


def _disagreements(paper: Paper, tree: Tree) -> list[Finding]:
    """Programs that begin with the page, as a screen reader does where somebody points, look up each piece in the ParentTree."""
    root = paper.entries(paper.catalog.get("/StructTreeRoot"))
    table = _numbered(paper, root.get("/ParentTree"))
    found: list[Finding] = []
    wrong: dict[int, int] = {}
    for page, (form, number), tag in tree.pieces:
        if form or not tag.reference or not 1 <= page <= len(paper.sheets):
            continue
        at = paper.sheets[page - 1].entries.get("/StructParents")
        row = table.get(at, []) if isinstance(at, int) else []
        if not 0 <= number < len(row) or row[number] != tag.reference:
            wrong[page] = wrong.get(page, 0) + 1
    for page, number in wrong.items():
        found.append((page, f"{number} pieces of this page do not lead to the tag that they belong to (ParentTree). Make the tags again."))
    return found


def _numbered(paper: Paper, held: Any) -> dict[int, list[Any]]:
    """A number tree as a table; parts of it that stand in it twice are read once."""
    table: dict[int, list[Any]] = {}
    waiting, seen = [held], set[int]()
    while waiting:
        node = paper.entries(waiting.pop())
        if id(node) in seen:
            continue
        seen.add(id(node))
        numbers = paper.several(node.get("/Nums"))
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            row = paper.value(value)
            if isinstance(key, int) and isinstance(row, list):
                table[key] = row
        kids = paper.several(node.get("/Kids"))
        if id(kids) not in seen:
            seen.add(id(kids))
            waiting += kids
    return table


def _once(found: list[Finding]) -> list[Finding]:
    """Each fault once on a page: a page that is out of order is out of order in many places."""
    return list(dict.fromkeys(found))
