"""The bytes of a PowerPoint file in, its slides and what stands on them out, each shape with what it takes from its layout and master."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from toolkit.audit.finding import UnreadableError
from toolkit.audit.office import A, Package, R, is_decorative, number, property_text
from toolkit.audit.office_colours import Scheme
from toolkit.audit.slides_nouns import RUNNING, TITLES, Box, Deck, P, Shape, Sheet, Slide, levels_of

_SHAPES = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"})
_DEEPEST = 40  # groups in groups; more is no slide
_MOST_SLIDES, _MOST_PLACES = 20_000, 500


def read_deck(content: bytes) -> Deck:
    """Raises UnreadableError for what is no presentation."""
    package = Package(content, "PowerPoint", "presentationml")
    root, relations = package.part(package.main), package.relations(package.main)
    if root is None or etree.QName(root).localname != "presentation":
        raise UnreadableError("There is no presentation in this file. Open it in PowerPoint and save it again.")
    sheets: dict[str, Sheet | None] = {}
    entries = list(root.iterfind(f"{P}sldIdLst/{P}sldId"))
    if len(entries) > _MOST_SLIDES:
        raise UnreadableError(f"This file holds {len(entries)} slides, far more than anybody shows. Do not open it unless you know who made it.")
    slides = []
    for place, entry in enumerate(entries, start=1):
        relation = relations.get(entry.get(f"{R}id", ""))
        slide = None if relation is None else _slide(package, relation.target, place, sheets)
        if slide is None:
            raise UnreadableError(f"Slide {place} is missing from this file. Open it in PowerPoint; if that mends it, save it and try again.")
        slides.append(slide)
    styles = next((package.part(found.target) for found in relations.values() if found.kind == "tableStyles"), None)
    properties = package.properties()
    size = next(root.iterfind(f"{P}sldSz"), etree.Element("none"))
    return Deck(
        property_text(properties, "title"), property_text(properties, "language"), levels_of(root.find(f"{P}defaultTextStyle")),
        {style.get("styleId", ""): style for style in (() if styles is None else styles)}, root.get("rtl") in {"1", "true"}, (number(size.get("cx")), number(size.get("cy"))), tuple(slides),
    )  # fmt: skip


def _slide(package: Package, name: str, place: int, sheets: dict[str, Sheet | None]) -> Slide | None:
    root = package.part(name)
    if root is None:
        return None
    relations = package.relations(name)
    layout = next((_sheet(package, found.target, sheets) for found in relations.values() if found.kind == "slideLayout"), None)
    own = _drawn(root, layout, layout.scheme if layout else Scheme(None, {}))
    title = next((shape for top in own.shapes for shape in top.all() if shape.role in TITLES), None)
    links = {key: found.target for key, found in relations.items() if found.kind == "hyperlink"}
    return Slide(place, root.get("show") in {"0", "false"}, title, own, links)


def _sheet(package: Package, name: str, sheets: dict[str, Sheet | None]) -> Sheet | None:
    """A layout or a master, read once."""
    if name in sheets:
        return sheets[name]
    sheets[name] = None  # one that takes after itself ends here
    root = package.part(name)
    if root is None:
        return None
    kinds = {found.kind: found.target for found in package.relations(name).values()}
    if etree.QName(root).localname == "sldMaster":
        roles = root.find(f"{P}clrMap")
        theme = package.part(kinds["theme"]) if "theme" in kinds else None
        found = _drawn(root, None, Scheme(theme, {} if roles is None else roles.attrib))
    else:
        master = _sheet(package, kinds["slideMaster"], sheets) if "slideMaster" in kinds else None
        found = _drawn(root, master, master.scheme if master else Scheme(None, {}))
    sheets[name] = found
    return found


def _drawn(root: Any, above: Sheet | None, scheme: Scheme) -> Sheet:
    other = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    tree = root.find(f"{P}cSld/{P}spTree")
    shapes = () if tree is None else tuple(_shapes(tree, above, (1.0, 0.0, 1.0, 0.0), 0))
    places = tuple(islice((shape for shape in shapes if shape.role is not None), _MOST_PLACES))
    styles = {kind.tag.rpartition("}")[2]: levels_of(kind) for kind in root.iterfind(f"{P}txStyles/*")}
    return Sheet(root, shapes, scheme if other is None else scheme.mapped(other.attrib), above, styles, root.get("showMasterSp") not in {"0", "false"}, places)


def _shapes(tree: Any, above: Sheet | None, scale: tuple[float, float, float, float], depth: int) -> Iterator[Shape]:
    """``scale`` turns lengths of the group into those of the slide: across and its beginning, down and its beginning."""
    for element in tree:
        tag = etree.QName(element).localname
        if tag in _SHAPES and depth < _DEEPEST:
            yield _shape(tag, element, above, scale, depth)


def _shape(tag: str, element: Any, above: Sheet | None, scale: tuple[float, float, float, float], depth: int) -> Shape:
    own = element[0] if len(element) else element
    properties = own.find(f"{P}cNvPr")
    properties = own if properties is None else properties
    holder = own.find(f"{P}nvPr/{P}ph")
    role, index = (None, "0") if holder is None else (holder.get("type", "obj"), holder.get("idx", "0"))
    given = () if role is None else tuple(_given(role, index, above))
    place = next((found for found in map(_transform, (element, *(one.element for one in given))) if found is not None), None)
    members: tuple[Shape, ...] = ()
    if tag == "grpSp":
        members = tuple(_shapes(element, above, _inner(place, scale), depth + 1))
    return Shape(
        tag, element, properties.get("name", ""), " ".join((properties.get("descr") or properties.get("title") or "").split()), is_decorative(properties),
        properties.get("hidden") in {"1", "true"}, role, _placed(place, scale),
        place is not None and number(place.get("rot")) % 10_800_000 != 0, index, levels_of(element.find(f"{P}txBody/{A}lstStyle")), given, members,
    )  # fmt: skip


def _given(role: str, index: str, above: Sheet | None) -> Iterator[Shape]:
    """What the placeholder takes after: on the layout the one with its number, on the master the one of its kind."""
    for sheet in above.chain() if above is not None else ():
        same = [shape for shape in sheet.places if index != "0" and shape.index == index]
        alike = [shape for shape in sheet.places if _family(shape.role or "") == _family(role)]
        found = (alike if sheet.above is None or role in TITLES | RUNNING else same or alike)[:1]
        if found and role == "obj":
            role = found[0].role or role
        yield from found


def _family(role: str) -> str:
    return "title" if role in TITLES else role if role in RUNNING or role == "sldImg" else "body"


def _transform(element: Any) -> Any:
    if etree.QName(element).localname == "graphicFrame":
        return element.find(f"{P}xfrm")
    found = element.find(f"{P}grpSpPr/{A}xfrm")
    return element.find(f"{P}spPr/{A}xfrm") if found is None else found


def _corner(place: Any, prefix: str = "") -> tuple[float, float, float, float] | None:
    start, size = (place.find(f"{A}{prefix}Off"), place.find(f"{A}{prefix}Ext")) if prefix else (place.find(f"{A}off"), place.find(f"{A}ext"))
    if start is None or size is None:
        return None
    return number(start.get("x")), number(start.get("y")), number(size.get("cx")), number(size.get("cy"))


def _placed(place: Any, scale: tuple[float, float, float, float]) -> Box | None:
    found = None if place is None else _corner(place)
    if found is None:
        return None
    across, left, down, top = scale
    x, y, wide, tall = found
    return Box(left + x * across, top + y * down, left + (x + wide) * across, top + (y + tall) * down)


def _inner(place: Any, scale: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    outer, inner = (None, None) if place is None else (_placed(place, scale), _corner(place, "ch"))
    if outer is None or inner is None or not inner[2] or not inner[3]:
        return scale
    across, down = (outer.right - outer.left) / inner[2], (outer.bottom - outer.top) / inner[3]
    return across, outer.left - inner[0] * across, down, outer.top - inner[1] * down
