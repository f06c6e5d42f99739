"""The face of a Word file: our font travels inside it, and where a program takes none along, the list says which other to take."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.export.docx.numbering import SIGNS
from toolkit.export.docx.package import Relation, relations
from toolkit.export.docx.styles import MONO
from toolkit.export.docx.xml import Xml, part, tag, val
from toolkit.look.fonts import font_files
from toolkit.look.theme import Theme

_NAMESPACE = uuid.UUID("6b7c1a52-2f0e-5c3d-9a64-3f0b8f6f0d12")
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")  # in the order that the format asks for
_LOCKED = 32  # bytes at the head of an embedded font that are mixed with its key


@dataclass(frozen=True, slots=True)
class _Face:
    style: str
    data: bytes

    @property
    def key(self) -> uuid.UUID:
        """Made from the font itself, so the same font gives the same file."""
        return uuid.uuid5(_NAMESPACE, self.data.hex())

    def locked(self) -> bytes:
        """The font as the format wants it (ECMA-376 part 4, 'font embedding'): its head mixed with the key, last byte first."""
        key = self.key.bytes[::-1]
        head = bytes(byte ^ key[place % len(key)] for place, byte in enumerate(self.data[:_LOCKED]))
        return head + self.data[_LOCKED:]


def font_parts(theme: Theme) -> dict[str, bytes]:
    """The list of fonts, and the styles of the theme's font with their keys; a font that no package brings is only named."""
    faces = list(_faces(theme.font))
    parts = {f"word/fonts/font{place}.odttf": face.locked() for place, face in enumerate(faces, start=1)}
    names = [Relation(f"rId{place}", "font", f"fonts/font{place}.odttf") for place in range(1, len(faces) + 1)]
    embedded = [
        tag(f"w:embed{face.style}", {"r:id": f"rId{place}", "w:fontKey": f"{{{str(face.key).upper()}}}"})
        for place, face in enumerate(faces, start=1)
    ]
    own = tag("w:font", {"w:name": theme.font}, val("w:altName", theme.office_font), *_kind("swiss", "variable"), *embedded)
    others = [
        tag("w:font", {"w:name": theme.office_font}, *_kind("swiss", "variable")),
        tag("w:font", {"w:name": MONO}, *_kind("modern", "fixed")),
        tag("w:font", {"w:name": SIGNS}, val("w:altName", "Apple Symbols"), *_kind("swiss", "variable")),
    ]
    parts["word/fontTable.xml"] = part("w:fonts", own, *others)
    if names:
        parts["word/_rels/fontTable.xml.rels"] = relations(names)
    return parts


def _faces(family: str) -> Iterator[_Face]:
    stem = family.replace(" ", "")
    found = {path.stem: path for path in font_files()}
    for style in _STYLES:
        if f"{stem}-{style}" in found:
            yield _Face(style, found[f"{stem}-{style}"].read_bytes())


def _kind(family: str, pitch: str) -> tuple[Xml, Xml, Xml]:
    return val("w:charset", "00"), val("w:family", family), val("w:pitch", pitch)
