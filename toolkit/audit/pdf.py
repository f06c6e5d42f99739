"""A finished PDF in; what is in the way of people who listen to it, enlarge it or go through it with the keyboard, page by page, out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.audit import pdf_file, pdf_order, pdf_parts, pdf_tables
from toolkit.audit.finding import Audit, Barrier, Rule
from toolkit.audit.pdf_read import Paper, is_reference, open_paper
from toolkit.audit.pdf_standard import conformance, validate
from toolkit.audit.pdf_tree import Tree, read_tree

if TYPE_CHECKING:
    import page

_STANDARD = Rule("pdf-conforms-to-pdf-ua-1", "The file keeps all rules of PDF/UA-1 that a program can try.", "rules of PDF/UA-1", "ISO 14289-1")
_Check = Callable[[Paper, Tree], tuple[int, list[tuple[int, str]]]]
_CHECKS: tuple[tuple[Rule, _Check], ...] = (
    (Rule("pdf-has-title", "The file has a title in words, and the window shows it.",
          "files", "ISO 14289-1, 7.1; WCAG 2.4.2"), pdf_file.title),
    (Rule("pdf-has-language", "Text is read aloud in the language in which it is written.",
          "languages", "ISO 14289-1, 7.2; WCAG 3.1.1"), pdf_file.language),
    (Rule("pdf-has-tags", "Programs can tell what is a heading, a list or a table, and go from any place to its tag.",
          "tags", "ISO 14289-1, 7.1; ISO 32000-1, 14.7"), pdf_order.tags),
    (Rule("pdf-content-is-tagged-or-decoration", "Whatever a page shows is read aloud, or is marked as decoration.",
          "pieces of pages", "ISO 14289-1, 7.1; WCAG 1.3.1"), pdf_order.tagged_or_decoration),
    (Rule("pdf-reading-order-is-drawing-order", "It is read aloud in the order in which it stands on the pages.",
          "pieces of text", "ISO 14289-1, 7.2; WCAG 1.3.2"), pdf_order.order),
    (Rule("pdf-heading-levels-have-no-gap", "Headings begin at the first level and skip none.",
          "headings", "ISO 14289-1, 7.4.2; WCAG 1.3.1"), pdf_parts.heading_levels),
    (Rule("pdf-long-text-has-headings", "In a file of several pages people find their place by headings.",
          "pages", "WCAG 1.3.1; WCAG 2.4.10"), pdf_parts.has_headings),
    (Rule("pdf-long-file-has-bookmarks", "In a file of more than 20 pages bookmarks lead to its parts.",
          "bookmarks", "WCAG 2.4.5, technique PDF2"), pdf_file.bookmarks),
    (Rule("pdf-tables-have-headers", "Whoever hears a cell of a table can hear what it belongs to.",
          "tables", "ISO 14289-1, 7.5; WCAG 1.3.1"), pdf_tables.headers),
    (Rule("pdf-table-rows-are-regular", "Each row of a table has as many cells as the others.",
          "rows of tables", "ISO 14289-1, 7.5; WCAG technique PDF6"), pdf_tables.rows),
    (Rule("pdf-figures-have-words", "What a figure shows is said in words.",
          "figures", "ISO 14289-1, 7.3; WCAG 1.1.1"), pdf_parts.figures),
    (Rule("pdf-lists-have-items", "A list is heard as a list, with the number of its items.",
          "lists", "ISO 14289-1, 7.6; WCAG 1.3.1"), pdf_parts.lists),
    (Rule("pdf-links-say-where-they-lead", "Each link is described, leads somewhere, and is met by screen readers.",
          "links", "ISO 14289-1, 7.18.5; WCAG 2.4.4"), pdf_file.links),
    (Rule("pdf-tab-order-is-reading-order", "The Tab key goes through links in the order in which they are read.",
          "pages with links", "ISO 14289-1, 7.18.3; WCAG 2.4.3"), pdf_file.tab_order),
)  # fmt: skip
RULES = (_STANDARD, *(rule for rule, _ in _CHECKS))


def look(content: bytes) -> Audit:
    """Raises UnreadableError for bytes that are no PDF, or one that is locked, damaged beyond repair, or too large to look at.

    A file without tags is told as such, once: nothing can be said then of its headings, tables, lists and figures, and their counts are 0.
    """
    report = validate(content)  # first, as it refuses what would unpack to more than memory holds
    with _no_sweeping():
        return _audited(report, content)


def _audited(report: page.ValidationReport, content: bytes) -> Audit:
    paper = open_paper(content)
    tree = read_tree(paper)
    found = [conformance(report, _pages_of_objects(paper, tree) if report.failures else {}), *(check(paper, tree) for _, check in _CHECKS)]
    looked_at = tuple((rule.id, count) for rule, (count, _) in zip(RULES, found, strict=True))
    faults = [(page, place, _visible(what)) for place, (_, each) in enumerate(found) for page, what in each]
    barriers = tuple(Barrier(RULES[place].id, f"page {page}" if page else "", what) for page, place, what in sorted(faults))
    return Audit(looked_at, barriers)


@contextmanager
def _no_sweeping() -> Iterator[None]:
    """Python sweeps for rubbish whenever many objects are new. Here nearly all are kept to the end, and looking at them takes a quarter of the time."""
    sweeps = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeps:
            gc.enable()


def _visible(what: str) -> str:
    """Sentences quote what stands in the file: what is invisible there, or steers a terminal, is told by its number."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in what)


def _pages_of_objects(paper: Paper, tree: Tree) -> dict[int, int]:
    """The page on which an object is that the validator names by its number."""
    held = [(tag.reference, tag.page) for tag in tree.tags] + [(sheet.reference, sheet.number) for sheet in paper.sheets]
    held += [(each, sheet.number) for sheet in paper.sheets for each in paper.several(sheet.entries.get("/Annots")) if is_reference(each)]
    return {int(reference.split()[0]): page for reference, page in held if reference and page}
