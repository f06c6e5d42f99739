"""A Word document in, what is wrong with its headings, lists and tables out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any

from toolkit.audit.office import number
from toolkit.audit.word_read import Document, Paragraph, Table, cells_of, runs, said, text_of_run
from toolkit.audit.word_rules import HEADERS, HEADINGS, LAYOUT, LISTS, REAL_HEADINGS, SIMPLE, STEPS, Found
from toolkit.audit.word_styles import Styles, W, switched, value

_LONG = 5_000
"""Signs of running text on about two pages: what is longer needs headings."""
_USUAL = 20.0  # half points, where nobody says (ECMA-376 part 1, 17.3.2.38)
_BIGGER, _MUCH_BIGGER = 1.0, 1.3  # times the usual size, in bold and without
_LONGEST_HEADING = 100  # signs
_TITLES = frozenset({"title", "titel", "titre", "t\u00edtulo"})
_BULLET = re.compile(r"\s*(?:[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u2043\u2219\u00b7\u27a2\u2713\u2714\uf0b7\uf0a7*]|[-\u2013\u2014o](?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"\s*\(?(?P<number>\d{1,2}|[a-z])[.)]\s+(?=\S)")
_STYLES = "In Word: put the cursor into it > Home > Styles"


def find_headings(document: Document) -> Iterator[Found]:
    """Whether there are any, whether they are real, and whether their levels follow each other."""
    body = [one for one in document.paragraphs if not one.aside]
    headings = [one for one in body if one.level and one.text.strip()]
    long = sum(len(one.text) for one in body) > _LONG
    lacking = "The document has no headings. In Word: put the cursor into each title > Home > Styles > Heading 1, Heading 2 and so on."
    yield Found(HEADINGS, int(long), (("", lacking),) if long and not headings else ())
    faults = [(one.where, "A heading without words. In Word: delete the empty line, or make it Normal in Home > Styles.") for one in body if one.level and not one.text.strip()]
    faults += [
        (one.where, f"This line looks like a heading, but is none: it is only set large. {_STYLES} > Heading 1, 2 or 3.")
        for one, after in zip_longest(body, body[1:])
        if _is_feigned(one, after, document.styles)
    ]
    yield Found(REAL_HEADINGS, len(body), tuple(faults))
    yield Found(STEPS, len(headings), tuple(_steps(body, headings, document.styles)))


def _is_title(paragraph: Paragraph, styles: Styles) -> bool:
    return any(value(style.find(f"{W}name")).casefold() in _TITLES for style in styles.chain(paragraph.style))


def _steps(body: Sequence[Paragraph], headings: Sequence[Paragraph], styles: Styles) -> Iterator[tuple[str, str]]:
    if not headings:
        return
    first = headings[0]
    titled = any(_is_title(one, styles) for one in body[: body.index(first)])
    if first.level > (2 if titled else 1):
        yield first.where, f"The first heading is a Heading {first.level}. {_STYLES} > Heading 1."
    for above, below in pairwise(headings):
        if below.level > above.level + 1:
            yield below.where, f"A Heading {below.level} follows a Heading {above.level}, so a level is missing between them. {_STYLES} > Heading {above.level + 1}."


def _is_feigned(paragraph: Paragraph, after: Paragraph | None, styles: Styles) -> bool:
    """Whether somebody has made text of the usual style larger, and bold, in a short line of its own with text below it."""
    words = paragraph.text.strip()
    if paragraph.level or not styles.is_usual(paragraph.style) or paragraph.cells or paragraph.boxed or not 1 < len(words) <= _LONGEST_HEADING or words[-1] in ".,;":
        return False
    if after is None or not after.text.strip() or not any(map(str.isalpha, words)):
        return False
    found = [run.find(f"{W}rPr") for run, _ in runs(paragraph.element) if text_of_run(run).strip()]
    if not found or any(properties is None for properties in found):
        return False
    usual = number(value(styles.letters(paragraph.style, "sz") if styles.letters(paragraph.style, "sz") is not None else styles.default("sz")), _USUAL)
    sizes = [number(value(properties.find(f"{W}sz")), _USUAL) if properties.find(f"{W}sz") is not None else usual for properties in found]
    bold = all(switched(properties.find(f"{W}b")) for properties in found)
    return min(sizes) > usual * _BIGGER if bold else min(sizes) >= usual * _MUCH_BIGGER


def find_lists(document: Document) -> Found:
    """Bullets that were typed, in two lines or more, and numbers that were typed and count on."""
    faults = []
    marks = [(_mark(one, document.styles), one) for one in document.paragraphs]
    for place, ((mark, one), (following, after)) in enumerate(pairwise(marks)):
        begins = place == 0 or not _goes_on(marks[place - 1][0], mark) or not _beside(marks[place - 1][1], one)
        if mark and _goes_on(mark, following) and _beside(one, after) and begins:
            kind = "bullets" if mark == "bullet" else "numbers"
            faults.append((one.where, f"A list begins here whose {kind} were typed by hand. In Word: delete them, select the lines > Home > {kind.title().replace('Numbers', 'Numbering')}."))
    return Found(LISTS, len(document.paragraphs), tuple(faults))


def _beside(one: Paragraph, other: Paragraph) -> bool:
    """Whether both stand in the same cell, or in none."""
    return one.element.getparent() is other.element.getparent()


def _mark(paragraph: Paragraph, styles: Styles) -> str:
    """'bullet', the number that was typed, or '' where there is none or Word makes it, as it does in a table of contents."""
    if paragraph.level or styles.name(paragraph.style).casefold().startswith("toc ") or _is_numbered(paragraph, styles):
        return ""
    if _BULLET.match(paragraph.text):
        return "bullet"
    found = _NUMBER.match(paragraph.text)
    return found["number"] if found else ""


def _is_numbered(paragraph: Paragraph, styles: Styles) -> bool:
    """Whether Word sets its mark; list 0 is none, and takes away what the style has."""
    own = paragraph.element.find(f"{W}pPr/{W}numPr")
    found = styles.paragraph(paragraph.style, "numPr") if own is None else own
    return found is not None and value(found.find(f"{W}numId")) != "0"


def _goes_on(mark: str, following: str) -> bool:
    if mark == "bullet" or not mark or not following or following == "bullet":
        return mark == following == "bullet"
    if mark.isdecimal() and following.isdecimal():
        return int(following) == int(mark) + 1
    return not mark.isdecimal() and not following.isdecimal() and ord(following) == ord(mark) + 1


def find_tables(document: Document) -> Iterator[Found]:
    """Header rows, and merged cells; tables of one row or one column are counted apart."""
    data = [table for table in document.tables if not _is_layout(table)]
    yield Found(HEADERS, len(data), tuple((table.where, fault) for table in data for fault in _header_faults(table)))
    yield Found(SIMPLE, len(document.tables), tuple((table.where, fault) for table in document.tables for fault in _merged(table)))
    yield Found(LAYOUT, len(document.tables) - len(data))


def _is_layout(table: Table) -> bool:
    """Whether it only places things: one row or one column, and nobody has called a row its header."""
    return not _is_headed(table) and (len(table.rows) == 1 or all(len(cells_of(row)) == 1 for row in table.rows))


def _is_headed(table: Table) -> bool:
    return any(switched(found) for row in table.rows[:1] for found in row.iterfind(f"{W}trPr/{W}tblHeader"))


def _header_faults(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    first = table.rows[0]
    if not _is_headed(table):
        yield "The table has no header row. In Word: put the cursor into its first row > Layout (the one of the table) > Repeat Header Rows."
    cells = [" ".join(said(paragraph) for paragraph in cell.iter(f"{W}p")) for cell in cells_of(first)]
    empty = [place for place, text in enumerate(cells, start=1) if not any(map(str.isalnum, text))]
    if len(empty) == len(cells):
        yield "The first row of the table is empty. Say there what the columns hold."
        return
    for place in empty:
        if place > 1:
            yield f"Column {place} has no words in the header row. Say there what the column holds."


def _merged(table: Table) -> Iterator[str]:
    """A row that is one cell from end to end is simple; everything else that is merged is not."""
    mend = "In Word: select the cells > Layout (the one of the table) > Split Cells, or make two tables of it."
    if table.nested:
        yield "The table stands in a cell of another table. In Word: move it out of there, above or below."
    spans = [[_span(cell) for cell in cells_of(row)] for row in table.rows]
    if any(cell.find(f"{W}tcPr/{W}vMerge") is not None for row in table.rows for cell in cells_of(row)):
        yield f"The table has cells that are merged over several rows, so a screen reader loses count. {mend}"
    elif any(max(row, default=1) > 1 and len(row) > 1 for row in spans):
        yield f"The table has cells that are merged over several columns, so a screen reader loses count. {mend}"
    elif len({sum(row) for row in spans if row}) > 1:
        yield f"Not all rows of the table have the same columns. {mend}"


def _span(cell: Any) -> int:
    return int(number(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1))
