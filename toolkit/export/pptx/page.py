"""The nouns of a PowerPoint deck: a page with its layout chosen and its text laid out in numbered placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.fit import fitting_size
from toolkit.export.pptx.layouts import sheets
from toolkit.export.pptx.text import Para, Run, fixed, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.export import document as d
    from toolkit.export.deck import Slide
    from toolkit.export.pptx.tables import Grid


@dataclass(frozen=True, slots=True)
class Filled:
    """A placeholder with its text. ``to`` is the anchor a click leads to; ``right`` marks an answer of the key."""

    idx: int
    paras: tuple[Para, ...]
    to: str | None = None
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page. ``slide`` tells its notes, its clock and where it belongs."""

    anchor: str
    sheet: str
    title: Para
    filled: tuple[Filled, ...]
    slide: Slide
    grid: Grid | None = None
    figure: d.Figure | None = None
    diagram: d.Diagram | None = None


def make_page(slide: Slide, sheet: str, *filled: Filled, title: Para | None = None) -> Page:
    """A page of ``slide`` on that layout. Empty texts are left out, so that no empty placeholder stays."""
    has_kicker = slide.kicker and any(slot.idx == lay.KICKER for slot in sheets()[sheet].slots)
    kicker = (Filled(lay.KICKER, (fixed(slide.kicker),)),) if has_kicker else ()
    used = tuple(item for item in filled if item.paras)
    return Page(slide.anchor, sheet, title or fixed(slide.title), (*kicker, *used), slide)


def labelled(label: str, text: d.Inlines) -> Para:
    """'B', a tab, and the text: the label hangs in front."""
    marked = (Run(f"{label}\t", strong=True, tone="accent"),) if label else ()
    return Para((*marked, *runs(text)))


def sizes_on(page: Page) -> dict[int, float]:
    """The size of each text of a page. Cards share one size, and so do columns: the smallest that one of them needs."""
    sheet = sheets()[page.sheet]
    sizes = {item.idx: size_in(sheet.slot(item.idx), item.paras) for item in page.filled}
    return {idx: min(other for near, other in sizes.items() if lay.group(near) == lay.group(idx)) for idx in sizes}


def size_in(slot: lay.Slot, paras: Sequence[Para]) -> float:
    """The size at which ``paras`` are set in ``slot``; its smallest when nothing fits."""
    found = fitting_size(paras, slot.setting)
    return slot.sizes[-1] if found is None else found
