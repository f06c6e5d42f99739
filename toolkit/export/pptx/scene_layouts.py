"""The layouts of a scenario: its opening, story, scenes, choices and the talk at its end."""

from __future__ import annotations

from dataclasses import replace

from toolkit.export.pptx.slots import (
    BACK,
    BODY,
    BODY_BOX,
    CARDS,
    FULL,
    LEFT,
    PAD,
    RIGHT,
    Box,
    Panel,
    Sheet,
    Slot,
    columns_of,
    heading,
    kicker,
    link_card,
    stack_of,
    text_slot,
)

_STORY_SIZES = tuple(float(size) for size in range(28, 15, -1))  # point by point: prose fills its box
_BUTTON_TOP, _BUTTON_HEIGHT = 5.96, 0.64


def _back() -> Slot:
    return Slot(
        BACK, "body", Box(RIGHT - 3.8, 0.42, 3.8, 0.38), (14, 13, 12, 11, 10), "primary", align="r", anchor="ctr"
    )


def _scene_heading() -> Slot:
    return heading(0.75, (32, 30, 28, 26, 24, 22, 20, 18, 16))


def _buttons() -> tuple[Slot, Slot]:
    """What leads on, filled; what leads back, outlined."""
    first, second = columns_of(2, _BUTTON_TOP, _BUTTON_HEIGHT)
    sizes = (20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
    filled = Slot(
        CARDS, "body", first, sizes, "paper", bold=True, anchor="ctr", fill="primary", inset=(0.35, 0.06, 0.35, 0.06)
    )
    outlined = replace(link_card(CARDS + 1, second), sizes=sizes, hang=0.0, inset=filled.inset)
    return filled, outlined


def scenario_sheet() -> Sheet:
    """How a scenario opens: who the room is, what it knows, and the way in."""
    panel = Box(LEFT, 1.9, FULL, 3.8)
    text = Slot(BODY, "body", Box(LEFT + 0.09, panel.top, FULL - 0.09, panel.height), (*_STORY_SIZES, 15.0, 14.0, 12.0),
                anchor="ctr", inset=PAD)  # fmt: skip
    bar = Panel(Box(panel.left, panel.top, 0.09, panel.height), "accent")
    slots = (kicker(), heading(0.98), text, _buttons()[0])
    return Sheet("scenario", slots, (Panel(panel, "primary_soft"), bar))


def story_sheet() -> Sheet:
    """Story across the whole slide, with what leads on below it."""
    text = Slot(BODY, "body", Box(LEFT, 1.8, FULL, 3.9), _STORY_SIZES)
    return Sheet("story", (kicker(7.6), _back(), _scene_heading(), text, *_buttons()))


_TWO_ROWS = {4}  # numbers of choices


def scene_sheet(count: int) -> Sheet:
    """The story across the slide, what one can do below it, side by side."""
    if count in _TWO_ROWS:
        sides = columns_of(2, 4.86, 1.8)
        boxes = tuple(
            box for row in zip(*(stack_of(2, side, 0.14, 0.83) for side in sides), strict=True) for box in row
        )
    else:
        boxes = columns_of(count, 5.0, 1.66)
    text = Slot(BODY, "body", Box(LEFT, 1.75, FULL, boxes[0].top - 1.95), _STORY_SIZES)
    cards = tuple(link_card(CARDS + place, box) for place, box in enumerate(boxes))
    return Sheet("scene", (kicker(7.6), _back(), _scene_heading(), text, *cards), count=count)


def choices_sheet(count: int) -> Sheet:
    """What one can do, when the story needed a slide of its own."""
    boxes = stack_of(count, BODY_BOX, 0.2, 1.2)
    cards = tuple(
        replace(link_card(CARDS + place, box), sizes=(24, 22, 20, 18, 16, 14, 12)) for place, box in enumerate(boxes)
    )
    return Sheet("choices", (kicker(7.6), _back(), heading(), *cards), count=count)


def talk_sheet() -> Sheet:
    """The questions that all endings of a scenario share."""
    box = Box(LEFT, 1.9, FULL, 3.8)
    text = replace(text_slot(BODY, Box(LEFT + 0.09, box.top, FULL - 0.09, box.height)), anchor="ctr", inset=PAD)
    bar = Panel(Box(box.left, box.top, 0.09, box.height), "accent")
    return Sheet("talk", (kicker(), heading(0.98), text, *_buttons()), (Panel(box, "accent_soft"), bar))
