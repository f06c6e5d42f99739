"""A page in; what is wrong with its language, title, headings, landmarks, pictures, tables and references, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.audit.html_names import can_be_focused, is_file_name, is_silent, name_of, words_in
from toolkit.audit.html_nodes import Node, Page

Found = Iterator[tuple[Node | None, str]]
"""Each thing that was looked at: where, and what is wrong with it, or ''."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_LANDMARKS = {
    "main": "main", "nav": "navigation", "aside": "complementary", "header": "banner", "footer": "contentinfo", "dialog": "dialog", "search": "search",
}  # fmt: skip
_REGIONS = frozenset({*_LANDMARKS.values(), "region", "form", "alertdialog"})
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})
_POINTING = frozenset((
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant", "aria-flowto",
    "for", "headers", "list", "form", "popovertarget",
))  # fmt: skip
_QUIET = frozenset({"script", "style", "template", "noscript", "head", "title", "html", "body"})


def language(page: Page) -> Found:
    """WCAG 3.1.1: a screen reader chooses its voice by it."""
    root = page.all("html")[:1]
    said = root[0].get("lang").strip() if root else ""
    wrong = "" if _LANGUAGE.fullmatch(said) else 'does not say its language: write it into the first tag, as in <html lang="en">.'
    yield root[0] if root else None, f"The page {wrong}" if wrong else ""


def title(page: Page) -> Found:
    """WCAG 2.4.2."""
    titles = [each for each in page.all("title") if each.within("svg") is None]
    said = words_in(page, titles[0]) if titles else ""
    if not said:
        yield None, "The page has no title: say in <title> what it is."
    else:
        left = is_file_name(said) or said.endswith((".html", ".htm"))
        yield titles[0], f"The title is the name of a file, “{said}”: say what the page is." if left else ""


def main_heading(page: Page) -> Found:
    """One h1 says what the page is (WCAG 1.3.1, 2.4.6)."""
    firsts = page.all("h1")
    if not firsts:
        yield None, "The page has no main heading: make the line that says what it is an h1."
    for place, node in enumerate(firsts):
        yield node, f"This is main heading number {place + 1}: a page has one h1, the others are h2." if place else ""


def headings(page: Page) -> Found:
    """Levels go down one by one; up by as many as you like. None is empty."""
    before = 0
    for node in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(node.tag[1])
        if not name_of(page, node) and "hidden" not in node.attributes:
            yield node, f"This h{level} is empty: write what follows, or make it no heading."
        elif before and level > before + 1:
            yield node, f"This h{level} follows an h{before}: make it an h{before + 1}, so that nobody looks for a part that is not there."
        else:
            yield node, ""
        before = level


def landmarks(page: Page) -> Found:
    """Places to jump to: one for what the page is about, each kind told apart, and no text outside of all."""
    marks = [(node, role) for node in page.elements if (role := _landmark(node))]
    mains = [node for node, role in marks if role == "main" and "hidden" not in node.attributes]
    if not mains:
        yield None, "No part of the page is marked as its main text: put it into <main>."
    often = Counter(role for _, role in marks)
    for node, role in marks:
        if role == "main" and node in mains[1:]:
            yield node, "This is a second main text: a page has one <main>."
        elif role in ("navigation", "complementary") and often[role] > 1 and not name_of_mark(page, node):
            yield node, "This list of links, or aside, is one of several and has no name: give it an aria-label."
        else:
            yield node, ""
    if mains:
        held = {id(node) for node, _ in marks}
        wrong = "This text stands outside of every part that one can jump to: move it into <main>, <header> or <footer>."
        yield from ((node, wrong) for node in _outside(page, held))


def name_of_mark(page: Page, node: Node) -> str:
    """Landmarks are named by attributes alone, never by their text."""
    naming = {key: value for key, value in node.attributes.items() if key in ("aria-label", "aria-labelledby", "title")}
    return name_of(page, Node(node.tag, naming, node.parent, node.place))


def _landmark(node: Node) -> str:
    role = node.get("role")
    if role:
        return role if role in _REGIONS else ""
    if node.tag in ("header", "footer") and node.within("article", "aside", "main", "nav", "section"):
        return ""
    if node.tag == "section":
        return "region" if "aria-label" in node.attributes or "aria-labelledby" in node.attributes else ""
    return _LANDMARKS.get(node.tag, "")


def _outside(page: Page, held: set[int]) -> Iterator[Node]:
    """The elements with text of their own that no landmark holds; links that lead into the page may stand before all."""
    within: set[int] = set()
    for node in page.elements:
        if id(node) in held or (node.parent and id(node.parent) in within) or node.tag in _QUIET - {"html", "body"} or node.get("href").startswith("#"):
            within.add(id(node))
        elif node.tag != "html" and any(isinstance(each, str) and each.strip() for each in node.inside):
            if "hidden" not in node.attributes:
                yield node
            within.add(id(node))


def pictures(page: Page) -> Found:
    """WCAG 1.1.1: a text, or the word that there is nothing to say."""
    for node in page.elements:
        if node.tag in ("img", "area", "svg", "canvas", "object", "embed") or node.get("role") == "img" or _is_picture_button(node):
            yield node, "" if is_silent(node) else _of_picture(page, node)


def _is_picture_button(node: Node) -> bool:
    return node.tag == "input" and node.get("type").lower() == "image"


def _of_picture(page: Page, node: Node) -> str:
    if node.get("role") in ("presentation", "none") or (node.tag == "svg" and node.within("svg")):
        return ""
    said = name_of(page, node)
    source = node.get("src").rpartition("/")[2]
    if said and (is_file_name(said) or (source and said == source)):
        return f"The text of this picture is the name of a file, “{said}”: say what the picture shows."
    if said or (node.tag == "img" and "alt" in node.attributes):
        return ""
    return 'This picture has no text: say in alt (for a drawing in aria-label, with role="img") what it shows, or leave alt empty if it shows nothing.'


def tables(page: Page) -> Found:
    """WCAG 1.3.1: a cell is heard with its heads, and only a th is a head."""
    for table in page.all("table"):
        yield table, "" if table.get("role") in ("presentation", "none") or is_silent(table) else _of_table(page, table)


def _of_table(page: Page, table: Node) -> str:
    rows = [row for row in table.all("tr") if row.within("table") is table]
    cells = [[cell for cell in row.inside if isinstance(cell, Node) and cell.tag in ("td", "th")] for row in rows]
    heads = [cell for row in cells for cell in row if cell.tag == "th"]
    if not heads:
        return "This table has no heads: make the cells that say what a column or a row holds th."
    for row, each in zip(rows, cells, strict=True):
        if row.parent is not None and row.parent.tag == "thead" and any(cell.tag == "td" and words_in(page, cell) for cell in each):
            return f"A head of this table is an ordinary cell: “{next(words_in(page, cell) for cell in each if cell.tag == 'td')[:60]}”. Make it th."
    if any(cell.get("scope").lower() not in _SCOPES and "id" not in cell.attributes for cell in heads):
        return 'A head of this table does not say what it is the head of: write scope="col" or scope="row" into it.'
    led = [row[0].tag == "th" for row in cells if len(row) > 1 and all(cell.tag == "td" for cell in row[1:])]
    if any(led) and not all(led):
        return "Some rows of this table begin with a head and some do not: make the first cell of each th."
    return ""


def ids(page: Page) -> Found:
    """Each id once: whatever points at it otherwise finds the wrong thing."""
    for node in page.elements:
        name = node.get("id")
        if name:
            yield node, "" if page.ids[name] is node else f"Two parts of the page have the id “{name}”: give each its own."


def references(page: Page) -> Found:
    """What points at a part of the page finds it."""
    names = {node.get("name") for node in page.all("a", "map")}
    for node in page.elements:
        for attribute in filter(_POINTING.__contains__, node.attributes):
            for target in node.get(attribute).split():
                yield node, "" if target in page.ids else f"{attribute} points at “{target}”, which is not in the page: mend or delete it."
        target = node.get("href")[1:] if node.get("href").startswith("#") and node.tag in ("a", "area") else node.get("usemap")[1:]
        if target and target != "top":
            known = target in page.ids or target in names or _decoded(target) in page.ids
            yield node, "" if known else f"This link leads to “{target}”, which is not in the page: mend or delete it."


def hidden(page: Page) -> Found:
    """What nobody hears takes no focus (WCAG 4.1.2)."""
    for node in page.elements:
        if node.get("aria-hidden") == "true":
            inside = [node, *(each for each in node.below() if isinstance(each, Node))]
            caught = any(can_be_focused(each) and not each.get("tabindex").strip().startswith("-") and "disabled" not in each.attributes for each in inside)
            yield node, "Keys reach something in here that screen readers pass over: take aria-hidden away, or the button or link out." if caught else ""


def _decoded(target: str) -> str:
    from urllib.parse import unquote

    return unquote(target)
