"""A finished Word file in, what a reader of it finds out: paragraphs with the numbers that Word would count, tables, styles, colours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table: its style's name, its number as Word counts it, its text, its heading level or 0."""

    style: str
    label: str
    text: str
    level: int = 0


class Word:
    """One file, opened by another library than made it."""

    def __init__(self, data: bytes) -> None:
        self.file: Any = docx.Document(io.BytesIO(data))
        self.body: Any = self.file.element.body
        self.styles: dict[str, Any] = {style.style_id: style for style in self.file.styles}
        numbering = self.file.part.numbering_part.element
        self._forms = {form.get(qn("w:abstractNumId")): form for form in numbering.findall(qn("w:abstractNum"))}
        self._lists = {one.get(qn("w:numId")): one for one in numbering.findall(qn("w:num"))}
        self._counts: dict[tuple[str, int], int] = {}
        self.lines = tuple(self._lines(self.body))

    @property
    def text(self) -> str:
        """All of it, a paragraph a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def levels(self) -> list[int]:
        """Levels of all headings, in order."""
        return [line.level for line in self.lines if line.level]

    def outline(self) -> str:
        """Everything with its style and number, for diffs."""
        return "\n".join(f"[{line.style}] {line.label + ' ' if line.label else ''}{line.text}".rstrip() for line in self.lines) + "\n"

    def _lines(self, parent: Any) -> Iterator[Line]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                for row in child.iter(qn("w:tr")):
                    cells = [" / ".join(text_of(one) for one in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
                    head = "Head" if row.find(f".//{qn('w:tblHeader')}") is not None else "Row"
                    yield Line(head, "", " | ".join(cells))
            elif child.tag == qn("w:sdt"):
                yield from self._lines(child.find(qn("w:sdtContent")))

    def _paragraph(self, element: Any) -> Line:
        found = element.find(f"./{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self.styles["Normal" if found is None else found.get(qn("w:val"))]
        return Line(style.name, self._label(element), text_of(element), outline_level(style))

    def _label(self, element: Any) -> str:
        """The number that Word writes before a paragraph; lists of their own count from where they say."""
        properties = element.find(f"./{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None:
            return ""
        number = properties.find(qn("w:numId")).get(qn("w:val"))
        level = properties.find(qn("w:ilvl")).get(qn("w:val"))
        one = self._lists[number]
        form = self._forms[one.find(qn("w:abstractNumId")).get(qn("w:val"))]
        step = next(found for found in form.findall(qn("w:lvl")) if found.get(qn("w:ilvl")) == level)
        start = one.find(f"./{qn('w:lvlOverride')}[@{qn('w:ilvl')}='{level}']/{qn('w:startOverride')}")
        first = int(start.get(qn("w:val"))) if start is not None else 1
        key = (number, int(level))
        self._counts[key] = self._counts.get(key, first - 1) + 1
        mark = step.find(qn("w:lvlText")).get(qn("w:val"))
        return mark.replace(f"%{int(level) + 1}", _counted(self._counts[key], step.find(qn("w:numFmt")).get(qn("w:val"))))


def _counted(number: int, form: str) -> str:
    if form == "upperLetter":
        return chr(64 + number)
    if form == "lowerLetter":
        return chr(96 + number)
    return _ROMAN[number - 1] if form == "lowerRoman" else str(number)


def text_of(element: Any) -> str:
    """What a paragraph says: text, tabs and breaks, links included."""
    said = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    found = (said.get(node.tag, node.text or "") for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br")) if _in_run(node))
    return "".join(found)


def _in_run(node: Any) -> bool:
    return bool(node.getparent().tag == qn("w:r"))


def outline_level(style: Any) -> int:
    """The heading level of a style, its own or one that it comes from; 0 for text."""
    while style is not None:
        found = style.element.find(f"./{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if found is not None:
            return int(found.get(qn("w:val"))) + 1
        style = style.base_style
    return 0


def property_of(style: Any, path: str, attribute: str) -> str | None:
    """What a style, or the nearest that it comes from, says there."""
    while style is not None:
        found = style.element.find("/".join(qn(step) for step in path.split("/")))
        if found is not None and found.get(qn(attribute)) is not None:
            return str(found.get(qn(attribute)))
        style = style.base_style
    return None
