"""A page of a PDF in; which of its marked pieces are drawn in which order, and what is drawn outside of all marks, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_TEXT, _DRAWING, _PICTURE = "text", "lines or areas", "a picture"
_PAINT = {"Tj": _TEXT, "TJ": _TEXT, "'": _TEXT, '"': _TEXT, "sh": _DRAWING, "EI": _PICTURE, "INLINE IMAGE": _PICTURE} | dict.fromkeys(
    ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"), _DRAWING
)
_LOOKED_AT = " ".join(["BMC", "BDC", "EMC", "Do", *(name for name in _PAINT if " " not in name), "BI", "ID"])
_FILTERS = frozenset(f"/{name}" for name in ("FlateDecode", "Fl", "LZWDecode", "LZW", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx", "RunLengthDecode", "RL"))
"""The filters of text. The library would start another program for one of the others, which are for pictures."""
_DEEPEST = 20
_MOST_FORMS = 10_000
Key = tuple[str, int]
"""A marked piece: the object of the form that draws it, '' for the page itself, and its number there (MCID)."""


@dataclass(slots=True)
class Drawn:
    """What a page's drawing instructions say. Decoration is what they mark as /Artifact: running heads, rules, coloured areas."""

    places: dict[Key, int] = field(default_factory=dict)
    """Where in the order of drawing each marked piece begins."""
    twice: set[Key] = field(default_factory=set)
    """Pieces whose number is given out more than once."""
    pictures: set[Key] = field(default_factory=set)
    """Pieces that draw a picture of dots."""
    decorations: int = 0
    loose: Counter[str] = field(default_factory=Counter)
    """What is drawn with no mark at all, by kind."""
    damage: str = ""


@dataclass(slots=True)
class _Walk:
    drawn: Drawn
    forms: int = 0


def drawn_on(page: pikepdf.Page) -> Drawn:
    """Never raises: a page whose instructions cannot be read says so in ``damage``."""
    import pikepdf

    walk = _Walk(Drawn())
    try:
        _follow(walk, page.obj, page.obj.get("/Resources", None) or page.resources, "", 0)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        walk.drawn.damage = type(error).__name__
    return walk.drawn


def is_plain(stream: pikepdf.Object) -> bool:
    """Whether a stream can be read without any decoder of pictures."""
    import pikepdf

    held = stream.get("/Filter", None)
    return held is None or all(str(name) in _FILTERS for name in (held if isinstance(held, pikepdf.Array) else [held]))


def _follow(walk: _Walk, source: Any, resources: Any, form: str, depth: int) -> None:
    """Go through the instructions of a page or of a form on it. A form within a marked piece belongs to that piece and is not gone into."""
    import pikepdf

    streams = source if depth else source.get("/Contents", None)
    if not all(is_plain(each) for each in (streams if isinstance(streams, pikepdf.Array) else [streams]) if isinstance(each, pikepdf.Stream)):
        raise ValueError
    drawn, marks, covered = walk.drawn, list[Key | bool](), 0
    for step in pikepdf.parse_content_stream(source, _LOOKED_AT):
        name = str(step.operator)
        if name in {"BDC", "BMC"}:
            mark = _begun(drawn, step.operands, resources, form)
            marks.append(mark)
            covered += mark is not False
        elif name == "EMC":
            covered -= bool(marks) and marks.pop() is not False
        elif name == "Do":
            _placed(walk, _resource(resources, "/XObject", step.operands[0]), (marks, covered), (resources, depth))
        elif name in _PAINT:
            if not covered:
                drawn.loose[_PAINT[name]] += 1
            elif _PAINT[name] == _PICTURE:
                _note_picture(drawn, marks)


def _begun(drawn: Drawn, operands: Any, resources: Any, form: str) -> Key | bool:
    """The mark that begins here: a piece, True for decoration, False for one that says neither."""
    if str(operands[0]) == "/Artifact":
        drawn.decorations += 1
        return True
    if len(operands) < 2:  # noqa: PLR2004  (BMC has no properties)
        return False
    properties = operands[1] if hasattr(operands[1], "keys") else _resource(resources, "/Properties", operands[1])
    number = properties.get("/MCID") if hasattr(properties, "keys") else None
    if not isinstance(number, int):
        return False
    key = (form, number)
    if key in drawn.places:
        drawn.twice.add(key)
    drawn.places.setdefault(key, len(drawn.places))
    return key


def _placed(walk: _Walk, held: Any, around: tuple[list[Key | bool], int], inside: tuple[Any, int]) -> None:
    """A picture or a form is placed."""
    (marks, covered), (resources, depth) = around, inside
    if held is None:
        return
    kind = str(held.get("/Subtype"))
    if covered:
        if kind == "/Image":
            _note_picture(walk.drawn, marks)
    elif kind == "/Image":
        walk.drawn.loose[_PICTURE] += 1
    elif kind == "/Form":
        walk.forms += 1
        if depth >= _DEEPEST or walk.forms > _MOST_FORMS:
            raise ValueError
        number, generation = held.objgen
        _follow(walk, held, held.get("/Resources", resources), f"{number} {generation} R", depth + 1)


def _note_picture(drawn: Drawn, marks: list[Key | bool]) -> None:
    innermost = next((mark for mark in reversed(marks) if mark is not False), True)
    if isinstance(innermost, tuple):
        drawn.pictures.add(innermost)


def _resource(resources: Mapping[str, Any], kind: str, name: Any) -> Any:
    """What a page calls by a name of its own; None where it is not there."""
    found = resources.get(kind) if resources is not None else None
    held = found.get(str(name)) if found is not None and hasattr(found, "keys") else None
    return held if held is not None and hasattr(held, "keys") else None
