"""The shapes of a slide in, the first two out that are read in an order which nobody would choose who sees them.

Two shapes tell an order when one stands wholly above the other, or beside it at the same height. Columns may be read one after the other or row by row:
both agree with that. A title may always come first; what stands above it, such as a small line, may come before it (WCAG 2.2, 1.3.2).
"""

from __future__ import annotations

from toolkit.audit.office_words import shortened
from toolkit.audit.slides_nouns import RUNNING, TITLES, Box, Shape, Slide

_TOLERANCE = 45_720  # EMU, a twentieth of an inch: edges that were set by hand
_MOST = 300  # things on a slide that are compared, each with each
_LEVEL = 0.6  # of the taller one's height: as much as two share that stand beside each other
_ACROSS = 0.2  # of the narrower one's width: as much as two share that stand one above the other


def read_aloud(slide: Slide) -> list[Shape]:
    """What a screen reader stops at, in the order of the file; the footer and what only decorates are left out."""
    return [shape for shape in slide.sheet.shapes if shape.box is not None and not shape.hidden and not shape.decorative and shape.role not in RUNNING and _says(shape)]


def out_of_order(slide: Slide, *, from_right: bool) -> tuple[Shape, Shape] | None:
    """The first that is read too early, and what should be read before it."""
    shapes = read_aloud(slide)[:_MOST]
    for place, early in enumerate(shapes):
        if early.role in TITLES:
            continue
        for late in shapes[place + 1 :]:
            wrong = _before_title(early, late) if late.role in TITLES else _goes_first(late, early, from_right=from_right)
            if wrong:
                return early, late
    return None


def called(shape: Shape) -> str:
    """A shape by what it says, or shows, or by its name in the selection pane."""
    if shape.role in TITLES:
        return "the title"
    words = next((words for one in shape.all() if (words := one.words.strip() or one.told)), "") or shape.name
    return f"“{shortened(words)}”" if words.strip() else "a table or chart without a name"


def _says(shape: Shape) -> bool:
    """A picture that nobody has told in words says nothing, wherever it stands; that is another rule's fault."""
    return shape.tag == "graphicFrame" or bool(shape.told) or any(one.words.strip() or one.told for one in shape.all())


def _before_title(early: Shape, title: Shape) -> bool:
    """Whether something is read before the title without standing above it."""
    if early.box is None or title.box is None:
        return False
    return _middle(early.box) > _middle(title.box)


def _goes_first(late: Shape, early: Shape, *, from_right: bool) -> bool:
    """Whether ``late`` stands where one looks before ``early``."""
    one, two = late.box, early.box
    if one is None or two is None:
        return False
    narrower = min(one.right - one.left, two.right - two.left)
    if one.bottom <= two.top + _TOLERANCE and min(one.right, two.right) - max(one.left, two.left) > _ACROSS * narrower:
        return True
    taller = max(one.bottom - one.top, two.bottom - two.top)
    beside = two.right <= one.left + _TOLERANCE if from_right else one.right <= two.left + _TOLERANCE
    return beside and min(one.bottom, two.bottom) - max(one.top, two.top) > _LEVEL * taller


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2

