"""The bytes of a PDF in; its objects as plain Python values, and what is drawn on each page, out: the one door to the library that opens PDFs.

Values are those of qpdf's JSON: names begin with '/', texts with 'u:' (or 'b:' and hex digits), and '12 0 R' refers to an object.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.audit.finding import UnreadableError
from toolkit.audit.pdf_marks import Drawn, drawn_on, is_plain

if TYPE_CHECKING:
    import pikepdf

_MOST_OBJECTS = 400_000
"""A guide of 157 pages has 14,000. More than this would take gigabytes of memory to look at."""
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number from 1, its object, and what is drawn on it."""

    number: int
    reference: str
    entries: Mapping[str, Any]
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that could be opened."""

    objects: Mapping[str, Any]
    catalog: Mapping[str, Any]
    sheets: tuple[Sheet, ...]
    metadata: bytes = b""
    """The XMP packet."""
    number_of: Mapping[str, int] = field(default_factory=dict)
    """The number of the page that is an object."""

    def value(self, held: Any) -> Any:
        """What ``held`` refers to, or ``held`` itself. None for an object that is not there, and for one that only leads to itself."""
        for _ in range(_DEEPEST):
            if not is_reference(held):
                return held
            held = self.objects.get(held)
        return None

    def entries(self, held: Any) -> dict[str, Any]:
        """The dictionary that ``held`` is or refers to; empty for anything else."""
        found = self.value(held)
        return found if isinstance(found, dict) else {}

    def several(self, held: Any) -> list[Any]:
        """What stands in a list, or the one thing that stands for a list of one."""
        found = self.value(held)
        if found is None:
            return []
        return found if isinstance(found, list) else [held]

    def text(self, held: Any) -> str:
        """A text without blanks around it; '' for anything else."""
        found = self.value(held)
        if not isinstance(found, str) or not found.startswith(("u:", "b:")):
            return ""
        return found[2:].strip() if found.startswith("u:") else _unreadable(found[2:])


def is_reference(held: Any) -> bool:
    """Whether this leads to an object, as in '12 0 R'."""
    return isinstance(held, str) and held[-2:] == " R" and held[:1].isdigit()


def open_paper(content: bytes) -> Paper:
    """Raises UnreadableError for bytes that are no PDF, that want a password, or that are damaged beyond what readers mend."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.objects) > _MOST_OBJECTS:
                raise UnreadableError(f"This PDF has more than {_MOST_OBJECTS:,} parts, too many to look at. Split it into several files.")
            return _read(pdf)
    except pikepdf.PasswordError:
        raise UnreadableError("This PDF wants a password, so nothing can be said of it. Save it without one.") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError, IndexError) as error:
        # The library mends what it can and tells of the rest with one of these, as the damage happens to lie.
        raise UnreadableError("This PDF is damaged: its parts cannot be read. Make it again.") from error


def _read(pdf: pikepdf.Pdf) -> Paper:
    import pikepdf

    with pikepdf.explicit_conversion():  # or objects that are mere numbers would come without their name
        held = [(_named(each), each.to_json(dereference=True)) for each in pdf.objects if not isinstance(each, pikepdf.Stream)]
    values = json.loads(b"[" + b",".join(each for _, each in held) + b"]")
    objects: dict[str, Any] = dict(zip((name for name, _ in held), values, strict=True))
    catalog = objects.get(_named(pdf.Root))
    if not isinstance(catalog, dict):
        raise UnreadableError("This PDF is damaged: it does not say where its pages are. Make it again.")
    sheets = []
    for number, page in enumerate(pdf.pages, start=1):
        name = _named(page.obj)
        sheets.append(Sheet(number, name, objects.get(name) or {}, drawn_on(page)))
    packet = pdf.Root.get("/Metadata")
    metadata = packet.read_bytes() if isinstance(packet, pikepdf.Stream) and is_plain(packet) else b""
    return Paper(objects, catalog, tuple(sheets), metadata, {sheet.reference: sheet.number for sheet in sheets})


def _named(held: pikepdf.Object) -> str:
    number, generation = held.objgen
    return f"{number} {generation} R"


def _unreadable(digits: str) -> str:
    """A text in bytes of no known encoding: it is there, and that is all that can be said."""
    return bytes.fromhex(digits).decode("latin-1").strip()
