"""The bytes of a Word file in, its paragraphs, tables and objects out, in reading order, each with the heading under which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.audit.finding import UnreadableError
from toolkit.audit.office import Package, property_text
from toolkit.audit.office_words import shortened
from toolkit.audit.word_styles import Styles, W, is_on, outline, value

_WRAPPERS = frozenset({f"{W}{name}" for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")})
_BLOCKS = frozenset({f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")})
_DEEPEST = 60  # tables in tables
_P, _R, _T, _TBL, _TR, _TC, _LINK = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc", "hyperlink"))
_BITS = re.compile(r"[0-9A-Fa-f]{1,8}")
_SAID = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what its table's style calls its place, such as 'firstRow', the strongest first."""

    element: Any
    style: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``under`` is the heading above it; ``cells`` are those in which it stands, the innermost last; ``boxed`` is in a text box."""

    element: Any
    text: str
    style: str
    level: int
    under: str = ""
    cells: tuple[Cell, ...] = ()
    boxed: bool = False
    aside: bool = False  # in a header, a footer or a note

    @property
    def where(self) -> str:
        """Where somebody finds it."""
        own = f"“{shortened(self.text)}”" if self.text.strip() else "an empty paragraph"
        if self.level:
            return f"the heading {own}" if self.text.strip() else "an empty heading"
        return f"{own}, under “{shortened(self.under)}”" if self.under else own


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``number`` counts from 1."""

    element: Any
    number: int
    under: str
    nested: bool

    @property
    def rows(self) -> list[Any]:
        return list(_inside(self.element, _TR))

    @property
    def where(self) -> str:
        return f"table {self.number}, under “{shortened(self.under)}”" if self.under else f"table {self.number}"


@dataclass(slots=True)
class Document:
    """A document as it is read. ``ground`` is the color of its pages, where it has one."""

    title: str
    language: str
    styles: Styles
    root: Any
    ground: str = ""
    theme_language: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def read_document(content: bytes) -> Document:
    """Raises UnreadableError for what is no document."""
    package = Package(content, "Word", "wordprocessingml")
    root, relations = package.part(package.main), package.relations(package.main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableError("There is no text in this file. Open it in Word and save it again.")
    kinds = {found.kind: found.target for found in relations.values() if not found.outside}
    settings = package.part(kinds["settings"]) if "settings" in kinds else None
    properties = package.properties()
    ground = root.find(f"{W}background") if settings is not None and settings.find(f"{W}displayBackgroundShape") is not None else None
    theme_language = None if settings is None else settings.find(f"{W}themeFontLang")
    document = Document(
        property_text(properties, "title"), property_text(properties, "language"), Styles(package.part(kinds["styles"]) if "styles" in kinds else None), root,
        "" if ground is None else str(ground.get(f"{W}color", "")), value(theme_language),
    )  # fmt: skip
    reader = _Reader(document)
    reader.blocks(body, (), 0, boxed=False)
    for found in relations.values():
        if found.kind in {"header", "footer", "footnotes", "endnotes"} and not found.outside:
            part = package.part(found.target)
            if part is not None:
                reader.under, reader.aside = {"header": "Page header", "footer": "Page footer"}.get(found.kind, "Notes"), True
                notes = [note for note in part if note.tag in {f"{W}footnote", f"{W}endnote"} and note.get(f"{W}type") is None]
                for holder in notes or ([part] if found.kind in {"header", "footer"} else []):
                    reader.blocks(holder, (), 0, boxed=False)
    return document


class _Reader:
    """Walks through a document, and remembers the last heading."""

    def __init__(self, document: Document) -> None:
        self._document, self.under, self.aside = document, "", False

    def blocks(self, holder: Any, cells: tuple[Cell, ...], depth: int, *, boxed: bool) -> None:
        """Paragraphs and tables, and those in them."""
        if depth > _DEEPEST:
            return
        for element in holder:
            if element.tag == _P:
                self._paragraph(element, cells, depth, boxed=boxed)
            elif element.tag == _TBL:
                self._table(element, cells, depth, boxed=boxed)
            elif element.tag in _BLOCKS:
                self.blocks(element, cells, depth + 1, boxed=boxed)

    def _paragraph(self, element: Any, cells: tuple[Cell, ...], depth: int, *, boxed: bool) -> None:
        styles = self._document.styles
        style = styles.of_paragraph(element)
        own = element.find(f"{W}pPr/{W}outlineLvl")
        found = Paragraph(element, said(element), style, styles.level(style) if own is None else outline(own), self.under, cells, boxed, self.aside)
        if found.level and found.text.strip() and not self.aside:
            self.under = found.text
        self._document.paragraphs.append(found)
        for box in element.iter(f"{W}txbxContent"):
            if next(box.iterancestors(_P)) is element:
                self.blocks(box, cells, depth + 1, boxed=True)

    def _table(self, element: Any, cells: tuple[Cell, ...], depth: int, *, boxed: bool) -> None:
        table = Table(element, len(self._document.tables) + 1, self.under, nested=bool(cells))
        if not self.aside:
            self._document.tables.append(table)
        properties = element.find(f"{W}tblPr")
        style = "" if properties is None else value(properties.find(f"{W}tblStyle"))
        settings = None if properties is None else properties.find(f"{W}tblLook")
        rows = table.rows
        for down, row in enumerate(rows):
            columns = list(_inside(row, _TC))
            for across, cell in enumerate(columns):
                place = Cell(cell, style, tuple(_conditions(settings, (down, len(rows)), (across, len(columns)))))
                self.blocks(cell, (*cells, place), depth + 1, boxed=boxed)


def _inside(holder: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those in content controls."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag in _BLOCKS:
            yield from _inside(element, tag)


def cells_of(row: Any) -> list[Any]:
    """The cells of a row."""
    return list(_inside(row, _TC))


def _conditions(settings: Any, row: tuple[int, int], column: tuple[int, int]) -> Iterator[str]:
    bits = int(value(settings), 16) if _BITS.fullmatch(value(settings)) else 0

    def asked(name: str, bit: int) -> bool:
        return settings is not None and (is_on(settings, name) if settings.get(f"{W}{name}") is not None else bool(bits & bit))

    first = asked("firstRow", 0x20)
    if first and row[0] == 0:
        yield "firstRow"
    if asked("lastRow", 0x40) and row[0] == row[1] - 1:
        yield "lastRow"
    if asked("firstColumn", 0x80) and column[0] == 0:
        yield "firstCol"
    if asked("lastColumn", 0x100) and column[0] == column[1] - 1:
        yield "lastCol"
    if settings is not None and not asked("noHBand", 0x200) and not (first and row[0] == 0):
        yield "band1Horz" if (row[0] - first) % 2 == 0 else "band2Horz"


def runs(holder: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """The runs of a paragraph that are shown, each with its ``w:hyperlink`` or None; what was deleted is left out."""
    link = holder if holder.tag == _LINK else None
    for element in holder:
        if element.tag == _R:
            yield element, link
        elif element.tag in _WRAPPERS and depth < _DEEPEST:
            for run, own in runs(element, depth + 1):
                yield run, own if own is not None else link


def text_of_run(run: Any) -> str:
    """What a run says, tabs and breaks included."""
    return "".join(_SAID.get(piece.tag, (piece.text or "") if piece.tag == _T else "") for piece in run)


def said(paragraph: Any) -> str:
    """What a paragraph says, without what is in text boxes."""
    return "".join(text_of_run(run) for run, _ in runs(paragraph))

