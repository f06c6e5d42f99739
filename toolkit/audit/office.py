"""The bytes of an office file in, its parts as trees out: read straight from the zip, with a limit on what is unpacked, and no entity of any tree resolved."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from toolkit.audit.finding import UnreadableError

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
LARGEST_PART, LARGEST = 20_000_000, 100_000_000
"""Bytes of one part, and of all that are looked at, unpacked: many times our largest. What is more is no document, or made to fill the memory."""
MOST_PARTS = 50_000
_MOST = 1e12  # EMU: the way to the moon is no shape
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of ISO/IEC 29500 Strict, which Office can save, and those of all other files (ISO/IEC 29500-1, Annex A)."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError, IndexError, KeyError)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: the last word of its type, such as 'slideLayout', and the part's name, or an address outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """An office file that is one. ``main`` is the part with its content. Every method raises UnreadableError where the file is damaged."""

    def __init__(self, content: bytes, program: str, kind: str) -> None:
        """Of ``program``, such as 'PowerPoint'; ``kind`` is in the content type of its main part, such as 'presentationml'."""
        self._program = program
        self._read = 0
        self._zip = _opened(content, program)
        self._names = {name.lower().lstrip("/"): name for name in self._zip.namelist()}
        self.main = next((found.target for found in self.relations("").values() if found.kind == "officeDocument"), "")
        if kind not in self._type_of(self.main):
            raise UnreadableError(f"This is not a {program} file: it may be another kind of file with its ending. Open it in {program} and save it again.")

    def part(self, name: str) -> Any:
        """The root of a part as a tree, or None where there is no such part."""
        data = self._bytes(name)
        return None if data is None else self._tree(data)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part points to, by id; '' is the package."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for entry in () if root is None else root:
            target, outside = entry.get("Target", ""), entry.get("TargetMode") == "External"
            path = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[entry.get("Id", "")] = Relation(entry.get("Type", "").rpartition("/")[2], path, outside)
        return found

    def properties(self) -> Any:
        """The tree of the core properties, with title and language, or None."""
        names = [found.target for found in self.relations("").values() if found.kind == "core-properties"]
        return self.part(names[0]) if names else None

    def _type_of(self, name: str) -> str:
        root = self.part("[Content_Types].xml")
        for entry in () if root is None else root:
            if entry.get("PartName", "").lower() == f"/{name}".lower():
                return str(entry.get("ContentType", ""))
        return ""

    def _bytes(self, name: str) -> bytes | None:
        known = self._names.get(name.lower())
        if known is None:
            return None
        try:
            with self._zip.open(known) as source:
                data = source.read(LARGEST_PART + 1)
        except _DAMAGED as error:
            if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
                raise _locked(self._program) from error
            raise _damaged(self._program) from error
        self._read += len(data)
        if len(data) > LARGEST_PART or self._read > LARGEST:
            raise UnreadableError("This file unpacks to far more than any document holds, so it was not read to its end. Do not open it unless you know who made it.")
        return data

    def _tree(self, data: bytes) -> Any:
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged(self._program) from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableError("This file holds a document type declaration, which no office program writes. Do not open it unless you know who made it.")
        if b"AlternateContent" in data:
            _choose(root)
        return root


def _opened(content: bytes, program: str) -> zipfile.ZipFile:
    if content.startswith(_OLE):
        raise UnreadableError(f"This file is locked with a password, or was saved in the format of before 2007. Open it in {program}, and save it without a password in today's format.")
    try:
        found = zipfile.ZipFile(io.BytesIO(content))
        entries = found.infolist()
    except _DAMAGED as error:
        raise _damaged(program) from error
    if len(entries) > MOST_PARTS:
        raise UnreadableError(f"This file holds {len(entries)} parts, far more than any document. Do not open it unless you know who made it.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked(program)
    return found


def _damaged(program: str) -> UnreadableError:
    return UnreadableError(f"This is not a {program} file, or it is damaged. Open it in {program}; if that mends it, save it and try again.")


def _locked(program: str) -> UnreadableError:
    return UnreadableError(f"This file is locked with a password. Open it in {program}, and save it without one.")


def _choose(root: Any) -> None:
    """In place of each set of alternatives its first, which is what today's programs show."""
    for found in list(root.iter(f"{MC}AlternateContent")):
        parent = found.getparent()
        chosen = found.find(f"{MC}Choice")
        chosen = found.find(f"{MC}Fallback") if chosen is None else chosen
        if parent is None or chosen is None:
            continue
        place = parent.index(found)
        parent[place : place + 1] = list(chosen)


def number(written: str | None, otherwise: float = 0.0) -> float:
    """A number as a file writes it; ``otherwise`` where it is none, or none that anything has."""
    try:
        found = float(written or "")
    except ValueError:
        return otherwise
    return found if abs(found) < _MOST else otherwise


def is_decorative(properties: Any) -> bool:
    """Whether the ``cNvPr`` or ``docPr`` of a picture says that it says nothing."""
    return any(mark.get("val", "0") in {"1", "true"} for mark in properties.iter(DECORATIVE))


def property_text(properties: Any, name: str) -> str:
    """The core property 'title' or 'language', '' where there is none."""
    found = None if properties is None else properties.find(f"{{http://purl.org/dc/elements/1.1/}}{name}")
    return "" if found is None else (found.text or "").strip()
