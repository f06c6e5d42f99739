"""The parts that slide layouts are made of: boxes, placeholders and panels on one grid, in inches and points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.export.pptx.fit import LINE_SPACING, SPACE_BEFORE, Setting

WIDTH, HEIGHT = 13.333, 7.5  # inches, 16:9
LEFT, FULL = 0.85, 11.63  # the text column
RIGHT = LEFT + FULL
BODY_TOP, BODY_HEIGHT = 2.1, 4.5
QUESTION_TOP, QUESTION_HEIGHT = 2.65, 3.98
GUTTER = 0.3

Kind = Literal["title", "ctrTitle", "subTitle", "body", "tbl", "pic"]

# Placeholder numbers: the same purpose has the same number on every layout, so that a
# slide keeps its text when a facilitator changes its layout.
TITLE, BODY, SECOND_BODY, KICKER, LEAD, DETAIL, NOTICE = 0, 1, 2, 10, 11, 12, 13
HEADS, COLUMNS, CARDS, TABLE, PICTURE, BACK = 20, 30, 40, 50, 51, 60


def group(idx: int) -> int:
    """Placeholders of one group stand side by side and share a size."""
    return BODY if idx == SECOND_BODY else idx // 10 * 10 if idx in range(HEADS, TABLE) else idx


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One placeholder. ``hang`` is the hanging indent in inches, with a bullet when ``bullets`` is set."""

    idx: int
    kind: Kind
    box: Box
    sizes: tuple[float, ...]
    tone: str = "ink"
    bold: bool = False
    bullets: bool = False
    hang: float = 0.0
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "ctr", "r"] = "l"
    fill: str = ""
    edge: str = ""
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom in inches

    before: float = SPACE_BEFORE  # space before a paragraph, in ems

    @property
    def leading(self) -> float:
        """Line spacing; titles stand closer."""
        return 1.0 if "itle" in self.kind else LINE_SPACING

    @property
    def setting(self) -> Setting:
        """How its text is set, for choosing a size."""
        left, top, right, bottom = self.inset
        room = (self.box.width - left - right) * 72, (self.box.height - top - bottom) * 72
        return Setting(room, self.sizes, self.bold, self.hang * 72, self.before, self.leading)


@dataclass(frozen=True, slots=True)
class Panel:
    """A coloured rectangle of the layout itself, behind the placeholders."""

    box: Box
    fill: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One layout. ``name`` ends a message key, and ``count`` the number of cards or columns it is for."""

    name: str
    slots: tuple[Slot, ...]
    panels: tuple[Panel, ...] = ()
    count: int = 0
    plain: bool = False  # no band, footer or number: title slides

    def slot(self, idx: int) -> Slot:
        return next(slot for slot in self.slots if slot.idx == idx)


def kicker(width: float = FULL) -> Slot:
    """The small line above the title."""
    return Slot(KICKER, "body", Box(LEFT, 0.42, width, 0.38), (16, 14, 13, 12, 11), "accent", bold=True, anchor="ctr")


def heading(height: float = 1.15, sizes: tuple[float, ...] = (32, 30, 28, 26, 24, 22, 20)) -> Slot:
    """The title: two lines of it, unless ``height`` gives room for more."""
    return Slot(TITLE, "title", Box(LEFT, 0.84, FULL, height), sizes, "primary", bold=True)


BODY_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
SMALL_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
CARD_SIZES = (22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
BODY_BOX = Box(LEFT, BODY_TOP, FULL, BODY_HEIGHT)
PAD = (0.4, 0.25, 0.4, 0.25)


def text_slot(idx: int, box: Box, sizes: tuple[float, ...] = BODY_SIZES) -> Slot:
    """Body text with bullets."""
    return Slot(idx, "body", box, sizes, bullets=True, hang=0.36)


def lead_slot(box: Box) -> Slot:
    """A line of introduction below the title."""
    return Slot(LEAD, "body", box, (20, 18, 16, 14, 12), "muted")


def columns_of(count: int, top: float, height: float, left: float = LEFT, width: float = FULL) -> tuple[Box, ...]:
    """``count`` boxes side by side."""
    each = (width - GUTTER * (count - 1)) / count
    return tuple(Box(left + place * (each + GUTTER), top, each, height) for place in range(count))


def stack_of(count: int, box: Box, gap: float, tallest: float) -> tuple[Box, ...]:
    """``count`` boxes one above the other in ``box``, none taller than ``tallest``."""
    each = min((box.height - gap * (count - 1)) / count, tallest)
    return tuple(Box(box.left, box.top + place * (each + gap), box.width, each) for place in range(count))


def answer_card(idx: int, box: Box, right: float = 0.3) -> Slot:
    """An answer to choose; ``right`` keeps room at its end for a tick."""
    return Slot(
        idx, "body", box, CARD_SIZES, hang=0.5, anchor="ctr", fill="mist", edge="line", inset=(0.3, 0.08, right, 0.08)
    )


def link_card(idx: int, box: Box) -> Slot:
    """A choice to click."""
    return Slot(
        idx, "body", box, (22, 20, 18, 16, 14), "primary", hang=0.42, anchor="ctr", fill="primary_soft",
        edge="primary", inset=(0.25, 0.06, 0.22, 0.06),
    )  # fmt: skip
