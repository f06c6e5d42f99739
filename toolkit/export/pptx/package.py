"""From a finished presentation to bytes: sections, document properties, and a zip that is the same every time."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from toolkit.export.office import EPOCH, LONGEST, same_zip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.export.document import Document

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_FIRST_SLIDE = 256  # the least number that a slide may have
_NAMESPACE = uuid.UUID("6b7c1a52-2f0e-5c3d-9a64-3f0b8f6f0d11")


class SlideMaker:
    """Adds slides to a presentation by counting them.

    python-pptx looks through all slides there are for each new one, for a free name, number and link; a deck of
    thousands would never be done.
    """

    def __init__(self, prs: Any) -> None:
        self._prs = prs
        self._names: dict[str, int] = {}
        self._slow = prs.part.package.next_partname
        prs.part.package.next_partname = self._next_name

    def add(self, layout: Any) -> Any:
        """A new slide at the end, with the placeholders of ``layout``."""
        from pptx.opc.constants import RELATIONSHIP_TYPE
        from pptx.parts.slide import SlidePart

        part = self._prs.part
        made = SlidePart.new(self._next_name("/ppt/slides/slide%d.xml"), part.package, layout.part)
        made.slide.shapes.clone_layout_placeholders(layout)
        link = part.rels._add_relationship(RELATIONSHIP_TYPE.SLIDE, made)  # noqa: SLF001  # the public door looks for one that is there already
        number = _FIRST_SLIDE + self._names["/ppt/slides/slide%d.xml"] - 1
        self._prs.element.get_or_add_sldIdLst()._add_sldId(id=number, rId=link)  # noqa: SLF001  # the same
        return made.slide

    def _next_name(self, template: str) -> Any:
        from pptx.opc.packuri import PackURI

        known = self._names.get(template)
        self._names[template] = self._slow(template).idx if known is None else known + 1
        return PackURI(template % self._names[template])


def add_sections(prs: Any, names: Sequence[str]) -> None:
    """PowerPoint sections: ``names`` has one name for each slide; neighbours of one name share a section."""
    from pptx.oxml import parse_xml

    ids = [entry.get("id") for entry in prs.element.sldIdLst]
    sections, at = [], 0
    for place, (name, run) in enumerate(groupby(names)):
        count = len(list(run))
        key = str(uuid.uuid5(_NAMESPACE, f"{place} {name}")).upper()
        slides = "".join(f'<p14:sldId id="{slide_id}"/>' for slide_id in ids[at : at + count])
        at += count
        sections.append(
            f'<p14:section name={quoteattr(name)} id="{{{key}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
        )
    xml = (
        '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        f'<p:ext uri="{_SECTIONS}"><p14:sectionLst '
        f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{"".join(sections)}</p14:sectionLst></p:ext>'
        "</p:extLst>"
    )
    prs.element.append(parse_xml(xml))


def describe(prs: Any, document: Document, language: str, mark: str) -> None:
    """Title, subject, language, who stands behind it and, as ``mark``, for whom it is where not everyone may see it; no person's name, no clock, nothing of the template's maker."""
    properties = prs.core_properties
    properties.title = document.title[:LONGEST]
    properties.subject = (document.subtitle or document.about.audience)[:LONGEST]
    properties.author = document.about.organization[:LONGEST]
    properties.last_modified_by = document.about.organization[:LONGEST]
    properties.language = language
    properties.keywords = mark
    properties.comments = properties.category = ""
    properties.revision = 1
    properties.created = properties.modified = datetime(*EPOCH, tzinfo=UTC)
    _drop_template_parts(prs, document.about.organization)


def _drop_template_parts(prs: Any, organization: str) -> None:
    """Out: a thumbnail of an empty slide, printer settings, and application properties that describe the template."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    package = prs.part.package
    for owner, kind in ((package, RELATIONSHIP_TYPE.THUMBNAIL), (prs.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)):
        part = owner.part_related_by(kind)
        owner.drop_rel(owner.relate_to(part, kind))
    hidden = sum(slide.element.get("show") == "0" for slide in prs.slides)
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<PresentationFormat>Widescreen</PresentationFormat><Slides>{len(prs.slides)}</Slides>"
        f"<Notes>{len(prs.slides)}</Notes><HiddenSlides>{hidden}</HiddenSlides>"
        f"<Company>{escape(organization)}</Company></Properties>"
    ).encode()


def same_bytes(prs: Any) -> bytes:
    """The saved presentation with its zip rewritten: fixed order, fixed dates, so the same deck gives the same bytes."""
    saved = io.BytesIO()
    prs.save(saved)
    with zipfile.ZipFile(saved) as source:
        return same_zip({name: source.read(name) for name in source.namelist()})
