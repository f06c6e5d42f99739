"""The Word file that is being written: its lists, links, bookmarks and pictures, each with a number of its own, and how runs of text are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from toolkit.export import document as d
from toolkit.export.docx.dress import Sheet
from toolkit.export.docx.looks import letterings
from toolkit.export.docx.nouns import PANEL, Para, Part, Place
from toolkit.export.docx.numbering import Kind, Numbering, edge_of
from toolkit.export.docx.package import Relation
from toolkit.export.docx.pictures import Shown, picture_xml
from toolkit.export.docx.xml import Xml, join, tag, val
from toolkit.export.office import EAST_ASIAN_FACES, language_tag
from toolkit.export.typography import typographic
from toolkit.look.scripts import stretches
from toolkit.look.theme import Palette, Theme
from toolkit.messages import Messages

SAFE = ("https://", "http://", "mailto:", "tel:")
_BOLD = frozenset(look.id for look in letterings() if look.bold)
_FRAMED = ("Callout", "Say", "Ask", "Do", "WatchFor", "Transition", "Debrief", "Key", "Likely", "Private", "SlideText")
_UNFRAMED = frozenset({"Key", "Likely", "Private"})
_NAME = 34  # characters of a bookmark's name, with room for a number behind them
_DEEPEST = 6
_STYLES: dict[Kind, str] = {
    "bullet": "ListBullet", "number": "ListNumber", "check": "Checklist", "question": "Question", "option": "AnswerOption",
    "order": "AnswerOption", "match": "AnswerOption", "point": "KeyPoint", "source": "Source",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that a table of contents lists."""

    level: int
    text: str
    bookmark: str


class Book:
    """One file on its way. ``makers`` turn each kind of block into parts."""

    def __init__(self, document: d.Document, theme: Theme, words: Messages, makers: Makers, sheet: Sheet) -> None:
        self.document = document
        self.palette: Palette = theme.palette
        self.theme = theme
        self.language = language_tag(document.language)
        self.sheet = sheet
        self.numbering = Numbering()
        self.outline: list[Entry] = []
        self.relations: list[Relation] = []
        self.media: dict[str, bytes] = {}
        self._words = words
        self._makers = makers
        self._names: dict[str, str] = {}
        self._marked = 0
        self._pictures = 0
        self._sources = {source.number: source for source in document.sources}

    def word(self, key: str, /, **values: object) -> str:
        """The fixed words for ``key``, polished."""
        return typographic(self._words(key, **values))

    def said(self, key: str) -> str:
        """What one can say at the place of ``key``; '' where nothing is."""
        return self.word(f"{key}-say") if f"{key}-say" in self._words.all() else ""

    # Runs of text

    def run(self, text: str, style: str = "", *, strong: bool = False, emphasis: bool = False) -> Xml:
        """Text in one style, in the document's language but for stretches of Chinese, Japanese and Korean, which have no italics."""
        if not text:
            return Xml()
        runs: list[Xml] = []
        for piece, language in stretches(text.replace("\n", " ")):
            face = {"w:eastAsia": EAST_ASIAN_FACES[language], "w:hint": "eastAsia"} if language else {}
            properties = join(
                val("w:rStyle", style) if style else "",
                tag("w:rFonts", face) if face else "",
                # Said again beside the style: Word takes two bold styles, one in the other, for not bold.
                tag("w:b") if strong or style in _BOLD else "",
                tag("w:i") if emphasis and not language else "",
                tag("w:lang", {"w:val": self.language} | ({"w:eastAsia": language_tag(language)} if language else {})),
            )
            runs.append(tag("w:r", None, tag("w:rPr", None, properties), tag("w:t", {"xml:space": "preserve"}, piece)))
        return join(*runs)

    def spans(self, inlines: d.Inlines, *, strong: bool = False) -> Xml:
        """Inlines as runs, links and numbers of sources."""
        return join(*(self._cites(span.cites) if span.cites else self._span(span, strong=strong) for span in inlines))

    def _span(self, span: d.Span, *, strong: bool) -> Xml:
        safe = span.href is not None and span.href.startswith(SAFE)
        style = "InlineCode" if span.code else "Hyperlink" if safe else ""
        run = self.run(span.text, style, strong=strong or span.strong, emphasis=span.emphasis)
        return self.outside(span.href, run) if safe and span.href else run

    def _cites(self, numbers: Sequence[int]) -> Xml:
        out: list[Xml] = []
        for number in numbers:
            source = self._sources.get(number)
            text = self.run(str(number), "Citation")
            out += [self.run(",", "Citation")] if out else []
            out.append(self.inside(f"source {number}", text, f"{source.publisher}. {source.title}") if source else text)
        return join(*out)

    def outside(self, address: str, runs: Xml) -> Xml:
        """A link to an address."""
        name = f"rIdL{len(self.relations) + 1}"
        self.relations.append(Relation(name, "hyperlink", quote(address, safe="%/:=&?~#+!$,;'@()*[]"), outside=True))
        return tag("w:hyperlink", {"r:id": name, "w:history": 1}, runs)

    def inside(self, key: str, runs: Xml, hint: str = "") -> Xml:
        """A link to the place that bears ``key``."""
        told = {"w:tooltip": hint} if hint else {}
        return tag("w:hyperlink", {"w:anchor": self._anchor(key), **told, "w:history": 1}, runs)

    def marked(self, key: str, runs: Xml) -> Xml:
        """``runs`` as the place that links to ``key`` lead to."""
        self._marked += 1
        start = tag("w:bookmarkStart", {"w:id": self._marked, "w:name": self._anchor(key)})
        return join(start, runs, tag("w:bookmarkEnd", {"w:id": self._marked}))

    def _anchor(self, key: str) -> str:
        if key not in self._names:
            stem = re.sub(r"[^A-Za-z0-9]+", "_", key)[:_NAME].strip("_")
            stem = stem if stem[:1].isalpha() else f"at_{stem}"
            taken, name, number = set(self._names.values()), stem, 2
            while name in taken:
                name, number = f"{stem}_{number}", number + 1
            self._names[key] = name
        return self._names[key]

    # Paragraphs

    def para(self, runs: Xml, place: Place | None = None, **more: Any) -> Para:
        """A paragraph of the text that stands at ``place``."""
        place = place or Place()
        style, left = self._framed(place, place.left, 0)
        return Para(runs, style, left=left, **more)

    def _framed(self, place: Place, left: int, hanging: int) -> tuple[str, int | None]:
        """The style of text that begins at ``left``, and ``left`` where that style does not bring it along."""
        if not place.style.startswith(_FRAMED):
            return place.style, left or None
        if left - hanging == PANEL:
            return place.style, left if hanging else None
        return place.style if place.style in _UNFRAMED else f"{place.style}Inset", left

    def text(self, text: str, style: str = "", **more: Any) -> Para:
        """A paragraph of plain words."""
        return Para(self.run(text), style, **more)

    def heading(self, level: int, text: d.Inlines | str, key: str = "", *, before: Xml | None = None, style: str = "") -> Para:
        """A heading. ``before`` leads its text; one in a ``style`` of its own is in no table of contents."""
        level = min(level, _DEEPEST)
        inlines = (d.Span(text),) if isinstance(text, str) else text
        runs = join(before or Xml(), self.spans(inlines))
        if not style:
            key = key or f"heading {len(self.outline) + 1}"
            plain = "".join(span.text for span in inlines)
            self.outline.append(Entry(level, plain, self._anchor(key)))
        marked = self.marked(key, runs) if key else runs
        return Para(marked, f"{style or 'Heading'}{level}")

    def page(self, text: str, key: str = "", before: Xml | None = None) -> Para:
        """A heading of the first level that opens a page."""
        return replace(self.heading(1, text, key, before=before), opens=True, close_above=True)

    def title(self, text: d.Inlines | str, place: Place, key: str = "", before: Xml | None = None) -> Para:
        """A title at ``place``: a heading, or a bold line where none can stand."""
        if place.level is not None:
            return self.heading(place.level, text, key, before=before)
        inlines = (d.Span(text),) if isinstance(text, str) else text
        runs = join(before or Xml(), self.spans(inlines, strong=True))
        return self.para(self.marked(key, runs) if key else runs, place, stays=True)

    # Blocks

    def blocks(self, blocks: d.Blocks, place: Place | None = None) -> tuple[Part, ...]:
        """Blocks one below the other."""
        place = place or Place()
        out: list[Part] = []
        last = 0
        for block in blocks:
            if isinstance(block, d.Heading):
                last = min(block.level, last + 1)
                deeper = place if place.level is None else replace(place, level=place.level + last - 1)
                out.append(self.title(block.text, deeper))
            else:
                out += self._makers[type(block)](self, block, place)
        return tuple(out)

    def items(self, items: Iterable[d.Blocks], kind: Kind, place: Place, start: int = 1) -> tuple[Part, ...]:
        """A list of blocks."""
        number = self.numbering.begin(kind, place.depth, start)
        return tuple(part for item in items for part in self.item(item, kind, number, place))

    def item(self, blocks: d.Blocks, kind: Kind, number: int, place: Place, before: Xml | None = None) -> tuple[Part, ...]:
        """One item of a list: its first paragraph carries the mark, and what follows stands below that."""
        first: d.Inlines = ()
        if blocks and isinstance(blocks[0], d.Paragraph):
            first, blocks = blocks[0].text, blocks[1:]
        left, _ = edge_of(kind, 0)
        below = Place(place.style or "ListContinue", None, place.left + left, place.depth + 1, place.room)
        return (self.listed(join(before or Xml(), self.spans(first)), kind, number, place), *self.blocks(blocks, below))

    def listed(self, runs: Xml, kind: Kind, number: int, place: Place, **more: Any) -> Para:
        """One line of a list."""
        left, hanging = edge_of(kind, 0)
        style, _ = self._framed(place, place.left + left, hanging)
        style = _STYLES[kind] if style in {"", "ListContinue"} else style
        if style == _STYLES[kind] and (place.left + left, hanging) == edge_of(kind, place.depth):
            return Para(runs, style, (number, place.depth), **more)
        return Para(runs, style, (number, place.depth), place.left + left, hanging, **more)

    # Pictures

    def picture(self, shown: Shown, room: tuple[int, int]) -> Xml:
        """A picture in a line of its own."""
        self._pictures += 1
        path = f"media/picture{self._pictures}.{shown.suffix}"
        self.media[f"word/{path}"] = shown.data
        name = f"rIdP{self._pictures}"
        self.relations.append(Relation(name, "image", path))
        return picture_xml(shown, name, self._pictures, self.word("docx.picture", number=self._pictures), room)


Maker = Callable[[Book, Any, Place], Iterable[Part]]
Makers = Mapping[type, Maker]
TAB = tag("w:r", None, tag("w:tab"))
BREAK = tag("w:r", None, tag("w:br"))
