"""From the document's blocks to slide paragraphs: runs, list levels and marks, without footnotes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from toolkit.export import document as d
from toolkit.export.typography import typographic

Mark = Literal["slot", "none", "bullet", "number"]
SAFE_SCHEMES = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``tone`` names a theme colour; '' keeps the colour of its place."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. The mark 'slot' takes the bullet, or the lack of one, that its placeholder has."""

    runs: tuple[Run, ...]
    level: int = 0
    mark: Mark = "slot"
    start: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def runs(inlines: d.Inlines) -> tuple[Run, ...]:
    """Inlines as runs. Citations stay in the handout: a slide carries no footnotes."""
    return tuple(
        Run(
            span.text.replace("\n", " "), span.strong, span.emphasis, span.code,
            span.href if span.href and span.href.startswith(SAFE_SCHEMES) else None,
        )
        for span in inlines
        if span.text and not span.cites
    )  # fmt: skip


def line(inlines: d.Inlines, mark: Mark = "slot") -> Para:
    """One paragraph from inlines."""
    return Para(runs(inlines), mark=mark)


def fixed(text: str, *, strong: bool = False, tone: str = "", mark: Mark = "slot") -> Para:
    """One paragraph of fixed words."""
    return Para((Run(typographic(text), strong=strong, tone=tone),), mark=mark)


def plain_text(blocks: d.Blocks) -> str:
    """All words of ``blocks`` in one line, for titles."""
    return " ".join(text for text in (para.text.strip() for para in paragraphs(blocks)) if text)


def paragraphs(blocks: d.Blocks, level: int = 0) -> tuple[Para, ...]:
    """Every block that is text, as paragraphs. Tables and pictures have slides of their own."""
    out: list[Para] = []
    for block in blocks:
        out += _paragraphs_of(block, level)
    return tuple(para for para in out if para.text.strip())


def _paragraphs_of(block: d.Block, level: int) -> tuple[Para, ...]:
    found: tuple[Para, ...] = ()
    match block:
        case d.Paragraph():
            found = (Para(runs(block.text), level, "none"),)
        case d.Heading():
            found = (Para(_all_strong(runs(block.text), "primary"), level, "none"),)
        case d.Listing():
            found = _list_items(block, level)
        case d.Callout():
            found = (_bold(block.title, level, "accent"), *paragraphs(block.blocks, level))
        case d.Quotation():
            found = tuple(_slanted(para) for para in paragraphs(block.blocks, level))
        case d.CodeBlock():
            found = tuple(Para((Run(text, code=True),), level, "none") for text in block.text.splitlines())
        case d.Placeholder():
            found = (_bold(block.title, level), Para((Run(block.text),), level, "none"))
        case d.Explain():
            found = paragraphs((*block.blocks, *block.example), level)
        case _:  # tables and pictures stand beside the text, activities have slides of their own
            pass
    return found


def _bold(text: str, level: int, tone: str = "") -> Para:
    return Para((Run(text, strong=True, tone=tone),), level, "none")


def _slanted(para: Para) -> Para:
    return replace(para, runs=tuple(replace(run, emphasis=True) for run in para.runs))


def _list_items(listing: d.Listing, level: int) -> tuple[Para, ...]:
    """The first paragraph of an item carries its mark; what follows stands indented below it."""
    out: list[Para] = []
    for place, item in enumerate(listing.items):
        first, *rest = paragraphs(item, level) or (Para((), level),)
        mark: Mark = "number" if listing.ordered else "bullet"
        out.append(replace(first, mark=mark, start=listing.start + place, level=level))
        out += [replace(para, level=level + 1) if para.level == level else para for para in rest]
    return tuple(out)


def _all_strong(pieces: tuple[Run, ...], tone: str) -> tuple[Run, ...]:
    return tuple(replace(run, strong=True, tone=tone) for run in pieces)
