"""The headings, figures and lists of a PDF in; those that tell somebody who listens too little, or something else than they show, out."""

from __future__ import annotations

import re

from toolkit.audit.pdf_read import Paper
from toolkit.audit.pdf_tree import Tag, Tree

Finding = tuple[int, str]
_LEVELS = ("H1", "H2", "H3", "H4", "H5", "H6")
_ENDINGS = r"avif|bmp|docx?|emf|eps|gif|html?|ico|indd|jpe?g|odt|pdf|png|pptx?|svg|tiff?|typ|webp|wmf|xlsx?"
_FILE_NAME = re.compile(rf"(\S*[/\\])?[^/\\]{{1,120}}\.({_ENDINGS})", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"alt|chart|description|diagram|drawing|figure|graph|graphic|icon|illustration|image|img|logo|map|photo|photograph|picture|placeholder|untitled|\w",
    re.IGNORECASE,
)


def heading_levels(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """The first heading is of level 1, none skips a level on the way down, and each has words (ISO 14289-1, 7.4.2; WCAG 1.3.1)."""
    found: list[Finding] = []
    held = tree.of("H", *_LEVELS)
    before = 0
    for tag in held:
        if tag.is_empty:
            found.append((tag.page, "A heading has nothing in it. Take the tag away, or give it words."))
        if tag.kind == "H":
            found.append((tag.page, "A heading does not say its level (H), so nobody can hear what is part of what. Use H1 to H6."))
            continue
        level = int(tag.kind[1])
        if level > before + 1:
            after = f"follows one of level {before}" if before else "is the first"
            found.append((tag.page, f"A heading of level {level}{_named(paper, tag)} {after}. Give it level {before + 1}."))
        before = level
    return len(held), found


def has_headings(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """In a file of several pages people look for their place by headings. It counts the pages of such a file; one page needs none."""
    pages = len(paper.sheets)
    if pages < 2 or not tree.present:  # noqa: PLR2004
        return 0, []
    if tree.of("H", *_LEVELS):
        return pages, []
    return pages, [(0, f"This file has {pages} pages and no heading, so nobody who listens can find a place in it. Tag its headings as such.")]


def figures(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """Each figure and formula has words that stand for it, and they are neither the name of a file nor 'image'. Pictures of dots are in figures."""
    held = tree.of("Figure", "Formula")
    found = [(tag.page, what) for tag in held if (what := _fault_of_words(_words_for(paper, tag)))]
    loose = [(page, tag) for page, key, tag in tree.pieces if page and key in paper.sheets[page - 1].drawn.pictures and not _in_figure(tag)]
    told = "A picture is tagged as text, so it has no words for people who do not see it. Tag it as a figure, or as decoration."
    return len(held) + len(loose), found + [(page, told) for page, _ in loose]


def lists(paper: Paper, tree: Tree) -> tuple[int, list[Finding]]:
    """A list holds items and a caption only; each item has a body, and at most a label beside it (ISO 32000-1, table 336)."""
    del paper
    found: list[Finding] = []
    held = tree.of("L")
    for tag in held:
        kinds = [each.kind for each in tag.tags]
        if not {"LI", "L"}.intersection(kinds):
            found.append((tag.page, "A list has no items that a program could count. Tag each item of it (LI)."))
        elif strange := sorted(set(kinds) - {"LI", "L", "Caption"}):
            found.append((tag.page, f"A list holds something beside its items ({', '.join(strange)}). Put it into an item, or before the list."))
        for item in tag.tags:
            inside = [each.kind for each in item.tags]
            if item.kind == "LI" and (inside.count("LBody") != 1 or not set(inside) <= {"Lbl", "LBody"} or item.pieces):
                found.append((item.page, "An item of a list is not parted into its sign and its text (Lbl and LBody). Tag both."))
    stray = [tag for tag in tree.of("LI") if not tag.parent or tag.parent.kind != "L"]
    return len(held), found + [(tag.page, "An item stands outside of any list. Put it into a list (L).") for tag in stray]


def is_file_name(words: str) -> bool:
    """Whether ``words`` are the name of a file, as programs put them in where nobody has written anything."""
    return _FILE_NAME.fullmatch(words.strip()) is not None


def _words_for(paper: Paper, tag: Tag) -> str:
    return paper.text(tag.entries.get("/Alt")) or paper.text(tag.entries.get("/ActualText"))


def _fault_of_words(words: str) -> str:
    if not words:
        return "A figure has no alternative text, so people who do not see it get nothing. Say in words what it shows."
    if is_file_name(words):
        return f"The alternative text of a figure is the name of a file (“{_short(words)}”). Say in words what it shows."
    bare = re.sub(r"[\W\d_]+", " ", words).split()
    if not bare or (len(bare) == 1 and _SAYS_NOTHING.fullmatch(bare[0])):
        return f"The alternative text of a figure says nothing of it (“{_short(words)}”). Say in words what it shows."
    return ""


def _in_figure(tag: Tag | None) -> bool:
    while tag:
        if tag.kind in ("Figure", "Formula") or tag.entries.get("/Alt") or tag.entries.get("/ActualText"):
            return True
        tag = tag.parent
    return False


def _named(paper: Paper, tag: Tag) -> str:
    title = paper.text(tag.entries.get("/T"))
    return f" (“{_short(title)}”)" if title else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"  # noqa: PLR2004
