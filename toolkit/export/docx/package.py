"""From the parts of a Word file to bytes: content types, relationships, properties, and a zip that is the same every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from toolkit.export.document import Document
from toolkit.export.docx.xml import Xml, tag
from toolkit.export.office import CREATED, LONGEST, same_zip

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_OUTSIDE = ' TargetMode="External"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_SUFFIXES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "png": "image/png",
    "jpg": "image/jpeg", "gif": "image/gif", "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that a part points to: ``target`` is a part beside it, or an address ``outside``."""

    id: str
    kind: str  # 'styles', 'image', 'hyperlink' and so on
    target: str
    outside: bool = False


def relations(entries: Sequence[Relation]) -> bytes:
    """A part's relationships."""
    rows = "".join(
        f'<Relationship Id={quoteattr(entry.id)} Type="{_type_of(entry.kind)}" Target={quoteattr(entry.target)}'
        f"{_OUTSIDE if entry.outside else ''}/>"
        for entry in entries
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _type_of(kind: str) -> str:
    return f"{_PACKAGE}/relationships/metadata/{kind}" if kind == "core-properties" else f"{_OFFICE}/relationships/{kind}"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The file: ``parts`` by path, with what every package has around them."""
    whole = {
        **parts,
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": relations((
            Relation("rId1", "officeDocument", "word/document.xml"), Relation("rId2", "core-properties", "docProps/core.xml"),
            Relation("rId3", "extended-properties", "docProps/app.xml"),
        )),
    }  # fmt: skip
    return same_zip(whole)


def _content_types(parts: Mapping[str, bytes]) -> bytes:
    suffixes = sorted({"rels", "xml"} | {name.rpartition(".")[2] for name in parts})
    defaults = "".join(f'<Default Extension="{suffix}" ContentType="{_SUFFIXES[suffix]}"/>' for suffix in suffixes)
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_type(name)}"/>' for name in sorted(parts) if _type(name))
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()


def _type(name: str) -> str:
    stem = name.removeprefix("word/").rstrip("0123456789.xml")
    return _TYPES.get(name) or (f"{_WORD}.{stem}+xml" if stem in {"header", "footer"} else "")


def core_part(document: Document, title: str, language: str, mark: str) -> bytes:
    """Title, subject, language, who gives the workshop and, as ``mark``, for whom the file is; no clock, nobody else's name."""
    about = document.about
    fields = {
        "dc:title": title, "dc:subject": document.subtitle or about.audience,
        "dc:creator": ", ".join(about.facilitators) or about.organization, "cp:keywords": mark,
        "cp:lastModifiedBy": about.organization, "cp:revision": "1",
    }  # fmt: skip
    written = [tag(name, None, text[:LONGEST]) for name, text in fields.items() if text]
    dates = [tag(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, CREATED) for name in ("created", "modified")]
    spaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties", "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/", "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }  # fmt: skip
    return _whole(tag("cp:coreProperties", spaces, *written, *dates, tag("dc:language", None, language)))


def app_part(document: Document) -> bytes:
    """Who stands behind it."""
    company = tag("Company", None, document.about.organization) if document.about.organization else ""
    return _whole(tag("Properties", {"xmlns": f"{_OFFICE}/extended-properties"}, company))


def _whole(root: Xml) -> bytes:
    return f"{_HEAD}{root}".encode()
