"""A Word document in, what is wrong with its pictures, drawings, text boxes and fields to fill in out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.audit.office import is_decorative
from toolkit.audit.office_words import alternative_fault, shortened
from toolkit.audit.word_read import Document, Paragraph
from toolkit.audit.word_rules import FORMS, INLINE, PICTURES, Found
from toolkit.audit.word_styles import W, value

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_BOX = f"{W}txbxContent"
_DRAWINGS = f"{_WP}inline", f"{_WP}anchor"
_KINDS = (*_DRAWINGS, *(f"{_V}{kind}" for kind in ("shape", "rect", "group", "line", "oval", "roundrect")))
_RULE = "{urn:schemas-microsoft-com:office:office}hr"  # a line across the page
_ALT = "In Word: right-click it > View Alt Text, and say in a sentence what it tells; or tick Mark as decorative if it tells nothing."
_TYPED = frozenset({f"{W}text", f"{W}comboBox", f"{W}dropDownList", f"{W}date", "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"})
_CONTROLS = "In Word: Developer > click the field > Properties > Title, and say there what belongs into it."
_PLACED = ("position:absolute", "position:relative")


def find_objects(document: Document) -> Iterator[Found]:
    """Whether they are told in words, and whether they stand in the text. Running heads and feet are not read in the text, so only their words count."""
    told, faults, placed, loose = 0, [], 0, []
    for paragraph in document.paragraphs:
        for name, words, is_box, floats, decorative in _objects(paragraph):
            if not is_box:
                told += 1
                fault = "" if decorative else alternative_fault(words)
                if fault:
                    faults.append((_where(paragraph), f"The picture “{shortened(name)}” {fault}. {_ALT}"))
            if paragraph.aside:
                continue
            placed += 1
            if floats and not decorative:
                kind = "text box" if is_box else "picture"
                mend = "In Word: click it > Layout Options > In Line with Text" + ("; or move its words into the text." if is_box else ".")
                loose.append((_where(paragraph), f"The {kind} “{shortened(name)}” floats over the page, so a screen reader may say it elsewhere or not at all. {mend}"))
    yield Found(PICTURES, told, tuple(faults))
    yield Found(INLINE, placed, tuple(loose))


def _where(paragraph: Paragraph) -> str:
    if paragraph.text.strip():
        return f"beside {paragraph.where}"
    return f"under “{shortened(paragraph.under)}”" if paragraph.under else "at the beginning"


def _objects(paragraph: Paragraph) -> Iterator[tuple[str, str, bool, bool, bool]]:
    """For each: its name, its words, whether it is a text box, whether it floats, whether it is decoration."""
    for element in paragraph.element.iter(*_KINDS):
        if not _belongs(element, paragraph):
            continue
        is_box = next(element.iter(_BOX), None) is not None
        if element.tag in _DRAWINGS:
            properties = element.find(f"{_WP}docPr")
            if properties is None:
                continue
            is_box = is_box and not any(one.tag.endswith("}pic") for one in element.iter())
            yield properties.get("name", ""), _told(properties, "descr"), is_box, element.tag == _DRAWINGS[1], is_decorative(properties)
        elif element.getparent().tag != f"{_V}group" and element.get(_RULE) not in {"t", "true"}:
            style = (element.get("style") or "").replace(" ", "").lower()
            written = element.find(f"{_V}textpath")  # letters that are drawn, as in a watermark
            words = _told(element, "alt") or ("" if written is None else written.get("string", ""))
            yield element.get("id", ""), words, is_box, any(word in style for word in _PLACED), False


def _told(element: Any, name: str) -> str:
    return " ".join((element.get(name) or element.get("title") or "").split())


def _belongs(element: Any, paragraph: Paragraph) -> bool:
    """Whether it stands in this paragraph itself, not in one of a text box in it."""
    return next(element.iterancestors(f"{W}p"), None) is paragraph.element


def find_forms(document: Document) -> Found:
    """Content controls of a kind to fill in, and the form fields of old."""
    looked, faults = 0, []
    for control in document.root.iter(f"{W}sdtPr"):
        kinds = {child.tag for child in control}
        if kinds & _TYPED or f"{W}showingPlcHdr" in kinds:
            looked += 1
            if not value(control.find(f"{W}alias")).strip():
                faults.append((_near(control.getparent()), f"A field to fill in has no name. {_CONTROLS}"))
    for field in document.root.iter(f"{W}ffData"):
        looked += 1
        if not any(value(field.find(f"{W}{name}")).strip() for name in ("helpText", "statusText")):
            faults.append((_near(field), "A form field has no help text. In Word: double-click it > Add Help Text, and say what belongs into it."))
    return Found(FORMS, looked, tuple(faults))


def _near(element: Any) -> str:
    """A field by the words around it."""
    holder = next(element.iterancestors(f"{W}p"), None)
    words = "".join(piece.text or "" for piece in (element if holder is None else holder).iter(f"{W}t"))
    return f"the field at “{shortened(words)}”" if words.strip() else "a field without words around it"
