"""A finished HTML page in, what locks people out of it out: all that can be told without a browser.

What only a browser knows (what lies on what, what a script adds, where the focus goes) is looked at by the project's tests.
"""

from __future__ import annotations

from collections.abc import Callable

from toolkit.audit import html_structure as structure
from toolkit.audit import html_use as use
from toolkit.audit.finding import Audit, Barrier, Rule
from toolkit.audit.html_colours import colours
from toolkit.audit.html_names import words_in
from toolkit.audit.html_nodes import Node, Page
from toolkit.audit.html_structure import Found
from toolkit.audit.html_tree import read_page

_LONGEST = 60
_CHECKS: tuple[tuple[Rule, Callable[[Page], Found]], ...] = (
    (Rule(
        "html-language-is-stated", "The page says its language, so that a screen reader pronounces it right.", "pages",
        "WCAG 2.2, 3.1.1",
    ), structure.language),
    (Rule("html-title-says-what-it-is", "The page has a title that says what it is.", "pages", "WCAG 2.2, 2.4.2"), structure.title),
    (Rule("html-one-main-heading", "One main heading says what the page is.", "main headings", "WCAG 2.2, 1.3.1 and 2.4.6"), structure.main_heading),
    (Rule(
        "html-headings-in-steps", "Headings go down level by level, and none is empty.", "headings",
        "WCAG 2.2, 1.3.1 and 2.4.6",
    ), structure.headings),
    (Rule(
        "html-parts-to-jump-to", "All text stands in parts that one can jump to: head, contents, main text, foot.", "parts to jump to",
        "WCAG 2.2, 1.3.1 and 2.4.1",
    ), structure.landmarks),
    (Rule(
        "html-pictures-have-words", "Every picture says in words what it shows, or that it only decorates.", "pictures",
        "WCAG 2.2, 1.1.1",
    ), structure.pictures),
    (Rule("html-tables-have-heads", "Every table says what its columns or rows hold.", "tables", "WCAG 2.2, 1.3.1"), structure.tables),
    (Rule(
        "html-fields-have-names", "Every field to fill in or choose says what it is for.", "fields",
        "WCAG 2.2, 1.3.1, 3.3.2 and 4.1.2",
    ), use.controls),
    (Rule(
        "html-choices-have-a-question", "Choices that belong together stand in a group that says the question.", "groups of choices",
        "WCAG 2.2, 1.3.1",
    ), use.choices),
    (Rule(
        "html-buttons-and-links-speak", "Every button and every link says what it does.", "buttons and links",
        "WCAG 2.2, 2.4.4 and 4.1.2",
    ), use.presses),
    (Rule("html-keys-reach-everything", "Whatever can be pressed can be reached without a mouse.", "things to press", "WCAG 2.2, 2.1.1"), use.keys),
    (Rule(
        "html-tab-follows-the-page", "Tab goes through the page in the order in which it is read.", "places with an order of their own",
        "WCAG 2.2, 2.4.3",
    ), use.order),
    (Rule(
        "html-nothing-silent-takes-focus", "Nothing that screen readers pass over takes the focus.", "parts without sound",
        "WCAG 2.2, 4.1.2",
    ), structure.hidden),
    (Rule("html-ids-are-unique", "No two parts of the page have the same id.", "ids", "WCAG 2.2, 1.3.1 and 4.1.2"), structure.ids),
    (Rule(
        "html-references-arrive", "Links within the page, labels and descriptions find what they point at.", "references",
        "WCAG 2.2, 1.3.1, 2.4.1 and 4.1.2",
    ), structure.references),
    (Rule(
        "html-nothing-moves-by-itself", "Nothing plays, moves or turns the page by itself.", "pages",
        "WCAG 2.2, 1.4.2, 2.2.1 and 2.2.2",
    ), use.stillness),
    (Rule(
        "html-may-be-enlarged", "People may enlarge the page, and a phone shows it as wide as the phone is.", "pages",
        "WCAG 2.2, 1.4.4 and 1.4.10",
    ), use.size),
    (Rule(
        "html-is-whole", "The page loads nothing from outside, so it looks the same without a network.", "pages",
        "the kit's own promise: it works with no network",
    ), use.whole),
    (Rule("html-colors-can-be-read", "Text stands out from its ground, in light and in dark.", "pairs of colors", "WCAG 2.2, 1.4.3"), colours),
)  # fmt: skip
RULES = tuple(rule for rule, _ in _CHECKS)


def look(content: bytes) -> Audit:
    """What is in the way of reading the page. Raises UnreadableError for what is no page, is cut off, or is more than a page can be."""
    page = read_page(content)
    places = _Places(page)
    looked_at: list[tuple[str, int]] = []
    found: list[tuple[int, Barrier]] = []
    for rule, check in _CHECKS:
        count = 0
        for node, wrong in check(page):
            count += 1
            if wrong:
                found.append((node.place if node else -1, Barrier(rule.id, places.of(node), wrong)))
        looked_at.append((rule.id, count))
    found.sort(key=lambda each: each[0])
    return Audit(tuple(looked_at), tuple(barrier for _, barrier in found))


class _Places:
    """Where something is, in words that a person can go by: the line, and the heading above."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._headings = [(node.place, words_in(page, node)) for node in page.all("h1", "h2", "h3", "h4", "h5", "h6")]

    def of(self, node: Node | None) -> str:
        """The place of an element; '' for the page as a whole."""
        if node is None:
            return ""
        heading = next((said for place, said in reversed(self._headings) if place <= node.place and said), "")
        if len(heading) > _LONGEST:
            heading = f"{heading[:_LONGEST].rstrip()}…"
        return f"line {self._page.line(node.place)}, under “{heading}”" if heading else f"line {self._page.line(node.place)}"
