"""Lists: each kind defined once, and every list that counts begins again with a number of its own (``word/numbering.xml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.export.docx.nouns import STEP
from toolkit.export.docx.xml import Xml, part, tag, val

Kind = Literal["bullet", "number", "check", "question", "option", "order", "match", "point", "source"]
LEVELS = 9
SIGNS = "Segoe UI Symbol"


@dataclass(frozen=True, slots=True)
class _Form:
    """How a kind counts: formats and marks of its levels, in turn, and where its first level stands, in twips."""

    formats: tuple[str, ...]
    marks: tuple[str, ...]
    left: int = STEP
    hanging: int = STEP
    style: str = ""  # the paragraph style that brings it along
    lettering: str = "none"  # or 'ink', a strong number; 'sign', a sign that few fonts have


_FORMS: dict[Kind, _Form] = {
    "bullet": _Form(("bullet",), ("\u2022", "\u2013", "\u2022"), style="ListBullet"),
    "number": _Form(("decimal", "lowerLetter", "lowerRoman"), ("%{}.",), style="ListNumber"),
    "check": _Form(("bullet",), ("\u2610",), style="Checklist", lettering="sign"),
    "question": _Form(("decimal",), ("%{}.",), 480, 480, lettering="ink"),
    "option": _Form(("upperLetter",), ("%{}.",), 900, 420, lettering="ink"),
    "order": _Form(("upperLetter",), ("____  %{}.",), 1500, 1020),
    "match": _Form(("decimal",), ("____  %{}.",), 1500, 1020),
    "point": _Form(("decimal",), ("%{}.",), 640, 400, style="KeyPoint", lettering="ink"),
    "source": _Form(("decimal",), ("%{}.",), 440, 440, style="Source"),
}
KINDS: tuple[Kind, ...] = tuple(_FORMS)
STYLED = {form.style: number for number, form in enumerate(_FORMS.values(), start=1) if form.style}
"""Numbers of the lists that paragraph styles bring along."""


def edge_of(kind: Kind, depth: int) -> tuple[int, int]:
    """Where the text of a list's item begins, and how far its mark stands out."""
    form = _FORMS[kind]
    return form.left + STEP * depth, form.hanging


class Numbering:
    """The lists of one file, in the order in which they were begun."""

    def __init__(self) -> None:
        self._begun: list[tuple[Kind, int, int]] = []

    def begin(self, kind: Kind, depth: int = 0, start: int = 1) -> int:
        """A new list that counts from ``start`` at a depth; those that do not count share one."""
        if _FORMS[kind].formats == ("bullet",):
            return KINDS.index(kind) + 1
        self._begun.append((kind, depth, start))
        return len(KINDS) + len(self._begun)

    def part(self, ink: Mapping[str, str | int]) -> bytes:
        """``word/numbering.xml``; ``ink`` is the colour of strong numbers."""
        forms = [_definition(place, form, ink) for place, form in enumerate(_FORMS.values())]
        shared = [_list(place + 1, place) for place in range(len(KINDS))]
        begun = [
            _list(number, KINDS.index(kind), tag("w:lvlOverride", {"w:ilvl": depth}, val("w:startOverride", start)))
            for number, (kind, depth, start) in enumerate(self._begun, start=len(KINDS) + 1)
        ]
        return part("w:numbering", *forms, *shared, *begun)


def _list(number: int, definition: int, override: Xml | str = "") -> Xml:
    return tag("w:num", {"w:numId": number}, val("w:abstractNumId", definition), override)


def _definition(number: int, form: _Form, ink: Mapping[str, str | int]) -> Xml:
    return tag(
        "w:abstractNum", {"w:abstractNumId": number}, val("w:nsid", f"{0x4F1A0000 + number:08X}"),
        val("w:multiLevelType", "hybridMultilevel"), val("w:tmpl", f"{0x5B2C0000 + number:08X}"), *_levels(form, ink),
    )  # fmt: skip


def _levels(form: _Form, ink: Mapping[str, str | int]) -> Iterator[Xml]:
    for level in range(LEVELS):
        mark = form.marks[level % len(form.marks)].format(level + 1)
        indent = {"w:left": form.left + STEP * level, "w:hanging": form.hanging}
        yield tag(
            "w:lvl", {"w:ilvl": level}, val("w:start", 1), val("w:numFmt", form.formats[level % len(form.formats)]),
            val("w:pStyle", form.style) if form.style and level == 0 else "", val("w:lvlText", mark), val("w:lvlJc", "left"),
            tag("w:pPr", None, tag("w:ind", indent)), _lettering(form, ink),
        )  # fmt: skip


def _lettering(form: _Form, ink: Mapping[str, str | int]) -> Xml:
    if form.lettering == "sign":
        return tag("w:rPr", None, tag("w:rFonts", {f"w:{script}": SIGNS for script in ("ascii", "hAnsi", "eastAsia", "cs")}))
    return tag("w:rPr", None, tag("w:b"), tag("w:color", ink)) if form.lettering == "ink" else Xml()
