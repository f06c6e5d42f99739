"""What a PDF says of itself, its bookmarks and its links in; what leaves people without a title, a voice in the right language or a way on, out."""

from __future__ import annotations

import re
from typing import Any

from toolkit.audit.pdf_parts import is_file_name
from toolkit.audit.pdf_read import Paper, is_reference
from toolkit.audit.pdf_tree import Tree

Finding = tuple[int, str]
LONG = 20
"""Pages. PDF/UA asks for bookmarks in no file, and readers of a long one for a way to its parts."""
_TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(-[A-WYZa-wyz](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?"
)
"""RFC 5646, without the tags of 1999 that it keeps and without private ones."""
_NO_LANGUAGE = frozenset(["und", "mis", "mul", "zxx", "xx", "xxx"])
_NO_TITLE = re.compile(r"(untitled|document|presentation|title|new document|microsoft (word|powerpoint) - .*|slide)\s*\d*", re.IGNORECASE)
_DC = "{http://purl.org/dc/elements/1.1/}title"
_NO_DESTINATION = ("/Dest", "/A", "/AA", "/PA")


def title(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """The title is in the metadata, is the words of a person, and is what the window shows (ISO 14289-1, 7.1)."""
    del tree
    found: list[Finding] = []
    said = _title(paper)
    if not said:
        found.append((0, "This file has no title. Give it one: it is the first thing that a screen reader says."))
    elif is_file_name(said) or _NO_TITLE.fullmatch(said):
        found.append((0, f"The title of this file is “{said[:80]}”, which says nothing of what is in it. Write a title."))
    if paper.entries(paper.catalog.get("/ViewerPreferences")).get("/DisplayDocTitle") is not True:
        found.append((0, "The window shows the name of the file, not its title. Turn on that the title is shown (DisplayDocTitle)."))
    return 1, found


def language(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """The file says in which language it is, and whatever is in another says so with a tag that voices know."""
    said = paper.text(paper.catalog.get("/Lang"))
    parts = [(tag.page, paper.text(tag.entries["/Lang"])) for tag in tree.tags if "/Lang" in tag.entries]
    found: list[Finding] = []
    if not said:
        found.append((0, "This file does not say in which language it is, so it may be read aloud in a wrong one. Set its language, such as en-US."))
    for page, each in ([(0, said)] if said else []) + parts:
        if not _TAG.fullmatch(each) or each.split("-")[0].lower() in _NO_LANGUAGE:
            found.append((page, f"“{each[:40]}” is no language that a voice could know. Use a tag such as en-US."))
    return 1 + len(parts), found


def bookmarks(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """A long file has bookmarks; each has words and leads somewhere."""
    del tree
    found: list[Finding] = []
    root = paper.entries(paper.catalog.get("/Outlines"))
    seen: set[Any] = set()
    waiting = [root.get("/First")]
    while waiting:
        held = waiting.pop()
        entries = paper.entries(held)
        if not entries:
            continue
        if not is_reference(held) or held in seen:
            found.append((0, "The bookmarks cannot be followed to their end. Make them again."))
            break
        seen.add(held)
        words = paper.text(entries.get("/Title"))
        if not words:
            found.append((0, "A bookmark has no words. Give it the words of the heading that it leads to."))
        elif not any(name in entries for name in _NO_DESTINATION):
            found.append((0, f"The bookmark “{words[:60]}” leads nowhere. Let it lead to its heading."))
        waiting += [entries.get("/Next"), entries.get("/First")]
    pages = len(paper.sheets)
    if pages > LONG and not seen:
        found.append((0, f"This file has {pages} pages and no bookmarks. Make bookmarks from its headings."))
    return len(seen), found


def links(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """Each link has words of its own that say where it leads (ISO 14289-1, 7.18.5), leads somewhere, and is among the tags."""
    tagged = {name for tag in tree.tags for name in tag.objects if tag.kind == "Link"}
    found: list[Finding] = []
    count = 0
    for sheet in paper.sheets:
        for held in paper.several(sheet.entries.get("/Annots")):
            entries = paper.entries(held)
            if entries.get("/Subtype") != "/Link":
                continue
            count += 1
            found += [(sheet.number, what) for what in _faults_of_link(paper, entries, is_tagged=(is_reference(held) and held in tagged) or not tree.present)]
    return count, found


def tab_order(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """On a page with links or fields the Tab key goes through them in the order of the tags (ISO 14289-1, 7.18.3)."""
    del tree
    held = [sheet for sheet in paper.sheets if paper.several(sheet.entries.get("/Annots"))]
    told = "The Tab key does not go through the links of this page in the order in which they are read. Set the tab order to the structure (Tabs /S)."
    return len(held), [(sheet.number, told) for sheet in held if sheet.entries.get("/Tabs") != "/S"]


def _faults_of_link(paper: Paper, entries: dict[str, Any], *, is_tagged: bool) -> list[str]:
    words = paper.text(entries.get("/Contents"))
    faults = []
    if not words or words.lower() in ("link", "url", "here", "click here"):
        faults.append(f"A link does not say where it leads{_address(paper, entries)}. Describe it (Contents).")
    if not any(name in entries for name in _NO_DESTINATION):
        faults.append(f"A link{f' (“{words[:60]}”)' if words else ''} leads nowhere. Give it a place to lead to, or take it away.")
    if not is_tagged:
        faults.append("A link is not among the tags, so a screen reader does not meet it. Tag it as a link.")
    return faults


def _address(paper: Paper, entries: dict[str, Any]) -> str:
    address = paper.text(paper.entries(entries.get("/A")).get("/URI"))
    return f" ({address[:80]})" if address else ""


def _title(paper: Paper) -> str:
    """The title in the metadata, which readers show; not the older one in the document's information, which PDF/UA does not look at."""
    from lxml import etree

    try:
        tree = etree.fromstring(paper.metadata, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return ""
    node = next(iter(tree.iter(_DC)), None)
    return " ".join("".join(str(text) for text in node.itertext()).split()) if node is not None else ""
