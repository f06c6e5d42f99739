"""From names, attributes and text to the XML of a Word part: text can only ever be text, and what XML cannot hold is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from toolkit.errors import ToolkitError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "xmlns:w": W,
    "xmlns:r": R,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AROUND = 24

Value = str | int
Attributes = dict[str, Value]


@dataclass(eq=False)
class ForbiddenCharacterError(ToolkitError):
    """A character that no XML file can hold: a control character, or half of a pair."""

    character: str
    text: str

    def __str__(self) -> str:
        name = unicodedata.name(self.character, "a control character")
        return f"A Word file cannot hold U+{ord(self.character):04X} ({name}), which stands near “{self.text}”. Take it out."


class Xml(str):
    """Markup that is already safe. Only this module's functions make it."""

    __slots__ = ()


def tag(name: str, attributes: Mapping[str, Value] | None = None, *children: str) -> Xml:
    """One element. Children that are not Xml are escaped; names are written in the program, never taken from content."""
    written = "".join(f" {key}={quoteattr(_fit(str(value)))}" for key, value in (attributes or {}).items())
    return Xml(f"<{name}{written}>{join(*children)}</{name}>" if any(children) else f"<{name}{written}/>")


def val(name: str, value: Value) -> Xml:
    """An element whose only attribute is ``w:val``, as most properties are."""
    return tag(name, {"w:val": value})


def join(*children: str) -> Xml:
    """Children side by side."""
    return Xml("".join(child if isinstance(child, Xml) else escape(_fit(child)) for child in children))


def part(name: str, *children: str, **more: str) -> bytes:
    """A whole part as bytes, its root with every namespace that is used."""
    root = tag(name, {**NAMESPACES, **more}, *children)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def _fit(text: str) -> str:
    found = _FORBIDDEN.search(text)
    if found:
        around = _FORBIDDEN.sub("", text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
        raise ForbiddenCharacterError(found[0], " ".join(around.split()))
    return text
