"""One slide in, what is wrong with its title, pictures, tables, order and what moves by itself out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.audit.office import A, number
from toolkit.audit.office_words import alternative_fault, shortened
from toolkit.audit.slides_nouns import Deck, P, Shape, Slide, text_of
from toolkit.audit.slides_order import called, out_of_order, read_aloud
from toolkit.audit.slides_rules import MEDIA, ORDER, PICTURES, TABLES, TIMING, TITLES, UNIQUE, Found, in_short

_KINDS = {"pic": "The picture", "graphicFrame": "The graphic", "grpSp": "The group", "cxnSp": "The line", "contentPart": "The drawing in ink", "sp": "The shape"}
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_GRAPHICS = {"chart": "The chart", "diagram": "The diagram", "ole": "The embedded object"}
_CHECK = "In PowerPoint: Review > Check Accessibility"
_ALT = "In PowerPoint: right-click it > View Alt Text, and say in a sentence what it tells; or tick Mark as decorative if it tells nothing."


def find_title(slide: Slide, namesakes: Mapping[str, Sequence[Slide]]) -> Iterator[Found]:
    """``namesakes`` are all slides by their titles, in :func:`title_of`'s writing."""
    title = title_of(slide)
    if not title:
        lacking = "has no title" if slide.title is None else "has an empty title"
        fault = f"Slide {slide.number} {lacking}. Give it a title of its own. {_CHECK} > Missing slide title > Add a title."
        yield Found(TITLES, 1, (fault,))
        return
    yield Found(TITLES, 1)
    first, *_ = same = namesakes[title]
    if first is slide:
        yield Found(UNIQUE, 1)
        return
    numbers = f"Slides {_numbered(first)} and {_numbered(slide)}" + (f" (there are {len(same)} in all)" if len(same) > 2 else "")  # noqa: PLR2004  # more than a pair
    yield Found(UNIQUE, 1, (f"{numbers} have the same title, “{shortened(slide.title.words if slide.title else '')}”. Give slide {slide.number} a title of its own, in its title or in View > Outline View.",))


def title_of(slide: Slide) -> str:
    """Its title as it is compared: without regard to case and blanks; '' where it says nothing."""
    words = "" if slide.title is None or slide.title.hidden else " ".join(slide.title.words.split())
    return words.casefold() if any(letter.isalnum() for letter in words) else ""


def _numbered(slide: Slide) -> str:
    return f"{slide.number} (hidden)" if slide.hidden else f"{slide.number}"


def find_pictures(slide: Slide, deck: Deck) -> Found:
    """Of groups, what is told of the whole counts, or of every part."""
    looked, faults = 0, []
    for shape in slide.sheet.shapes:
        for one in _to_be_told(shape):
            looked += 1
            fault = "" if one.decorative else alternative_fault(one.told)
            if fault:
                faults.append(f"{_kind(one)} {_named(one, deck)} {fault}.")
    return Found(PICTURES, looked, in_short(faults, _ALT))


def _named(shape: Shape, deck: Deck) -> str:
    """By its name in the selection pane, or by where it stands."""
    if shape.name.strip():
        return f"“{shortened(shape.name)}”"
    if shape.box is None:
        return "without a name"
    across = ("left", "middle", "right")[_third((shape.box.left + shape.box.right) / 2, deck.size[0])]
    down = ("top", "middle", "bottom")[_third((shape.box.top + shape.box.bottom) / 2, deck.size[1])]
    return "in the middle" if across == down else f"at the {down} {across}"


def _third(place: float, whole: float) -> int:
    return min(2, max(0, int(3 * place / whole))) if whole > 0 else 1


def _to_be_told(shape: Shape) -> Iterator[Shape]:
    """What needs words: a group whose parts are all text, or have words of their own, needs none."""
    if shape.hidden or (shape.role is not None and shape.tag == "sp"):
        return
    if shape.tag != "grpSp":
        if not _is_text(shape):
            yield shape
        return
    parts = [part for member in shape.members for part in _to_be_told(member)]
    if shape.told or shape.decorative or any(part.tag in {"sp", "cxnSp"} and not part.told and not part.decorative for part in parts):
        yield shape
    else:
        yield from parts


def _is_text(shape: Shape) -> bool:
    """Whether it is read as text or as a table, or shows nothing."""
    if shape.tag == "graphicFrame":
        return _data_kind(shape) == _TABLE
    return shape.tag == "sp" and (bool(shape.words.strip()) or not _is_drawn(shape))


def _is_drawn(shape: Shape) -> bool:
    properties = shape.element.find(f"{P}spPr")
    if properties is None:
        return False
    if shape.element.find(f"{P}style") is not None:
        return properties.find(f"{A}noFill") is None or properties.find(f"{A}ln/{A}noFill") is None
    names = {child.tag.rpartition("}")[2] for holder in (properties, properties.find(f"{A}ln")) if holder is not None for child in holder}
    return bool(names & {"solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})


def _data_kind(shape: Shape) -> str:
    data = shape.element.find(f"{A}graphic/{A}graphicData")
    return "" if data is None else str(data.get("uri", ""))


def _kind(shape: Shape) -> str:
    if shape.tag == "pic" and shape.element.find(f"{P}nvPicPr/{P}nvPr/{A}videoFile") is not None:
        return "The film"
    if shape.tag == "graphicFrame":
        return next((name for kind, name in _GRAPHICS.items() if kind in _data_kind(shape)), _KINDS["graphicFrame"])
    return _KINDS[shape.tag]


def find_order(slide: Slide, deck: Deck) -> Found | None:
    """None where there is nothing to order."""
    if len(read_aloud(slide)) < 2:  # noqa: PLR2004  # one thing has no order
        return None
    wrong = out_of_order(slide, from_right=deck.from_right)
    if wrong is None:
        return Found(ORDER, 1)
    early, late = (called(shape) for shape in wrong)
    advice = f"{_CHECK} > Reading Order Pane, and move {late} before {early}."
    return Found(ORDER, 1, (f"Read aloud, {late} comes after {early}, although on the slide it stands before it. {advice}",))


def find_tables(slide: Slide, deck: Deck) -> Found:
    """A header row is one that is switched on and says something in every column; the first cell may be empty, above names of rows."""
    looked, faults = 0, []
    for top in slide.sheet.shapes:
        for shape in top.all():
            table = None if shape.hidden or shape.tag != "graphicFrame" else shape.element.find(f"{A}graphic/{A}graphicData/{A}tbl")
            if table is not None:
                looked += 1
                faults += _table_faults(table, _named(shape, deck))
    return Found(TABLES, looked, tuple(faults))


def _table_faults(table: Any, name: str) -> list[str]:
    settings = table.find(f"{A}tblPr")
    if settings is None or settings.get("firstRow") not in {"1", "true"}:
        return [f"The table {name} has no header row. In PowerPoint: click into it > Table Design > tick Header Row, and name the columns in its first row."]
    first = table.find(f"{A}tr")
    cells = [] if first is None else [cell for cell in first.iterfind(f"{A}tc") if cell.get("hMerge") not in {"1", "true"}]
    empty = [place for place, cell in enumerate(cells, start=1) if not any(map(str.isalnum, text_of(cell.find(f"{A}txBody"))))]
    if len(empty) == len(cells):
        return [f"The header row of the table {name} is empty. Say in its first row what the columns hold."]
    return [f"Column {place} of the table {name} has no words in the header row. Say there what the column holds." for place in empty if place > 1]


def find_moving(slide: Slide) -> Iterator[Found]:
    """What goes on without anybody: the next slide, a film, a sound."""
    faults = []
    for transition in slide.sheet.root.iter(f"{P}transition"):
        if transition.get("advTm") is not None:
            seconds = number(transition.get("advTm")) / 1000
            faults.append(f"The slide goes on by itself after {seconds:g} seconds. In PowerPoint: Transitions > Timing > clear the tick at After.")
    yield Found(TIMING, 1, tuple(faults[:1]))
    playing = []
    if any(_plays(node) for node in slide.sheet.root.iter(f"{P}cTn")):
        playing.append("A film or a sound begins by itself. In PowerPoint: click it > Playback > Start > When Clicked On.")
    if slide.sheet.root.find(f"{P}transition/{P}sndAc/{P}stSnd") is not None:
        playing.append("A sound begins with the slide. In PowerPoint: Transitions > Sound > No Sound.")
    yield Found(MEDIA, 1, tuple(playing))


def _plays(node: Any) -> bool:
    automatic = node.get("presetClass") == "mediacall" and node.get("nodeType") in {"afterEffect", "withEffect"}
    return automatic and any((command.get("cmd") or "").startswith("playFrom") for command in node.iter(f"{P}cmd"))


