"""The slide layouts by name: which placeholders each has, where they stand, and the sizes text may take."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from toolkit.export.pptx.scene_layouts import choices_sheet, scenario_sheet, scene_sheet, story_sheet, talk_sheet
from toolkit.export.pptx.slots import (
    BODY,
    BODY_BOX,
    BODY_HEIGHT,
    BODY_SIZES,
    BODY_TOP,
    CARD_SIZES,
    CARDS,
    COLUMNS,
    DETAIL,
    FULL,
    HEADS,
    HEIGHT,
    KICKER,
    LEAD,
    LEFT,
    NOTICE,
    PAD,
    PICTURE,
    QUESTION_HEIGHT,
    QUESTION_TOP,
    RIGHT,
    SECOND_BODY,
    SMALL_SIZES,
    TABLE,
    TITLE,
    WIDTH,
    Box,
    Panel,
    Sheet,
    Slot,
    answer_card,
    columns_of,
    heading,
    kicker,
    lead_slot,
    stack_of,
    text_slot,
)

DIAGRAM_BOX = Box(LEFT, 1.95, FULL, 4.75)
"""Where a diagram is drawn; its layout has no placeholder for it, as no program fills one with shapes."""


def _title_sheet() -> Sheet:
    return Sheet(
        "title",
        (
            Slot(TITLE, "ctrTitle", Box(LEFT, 0.8, FULL, 2.2), (44, 40, 36, 32, 28, 24), "paper", bold=True, anchor="b"),
            Slot(BODY, "subTitle", Box(LEFT, 3.28, FULL, 0.75), (24, 22, 20, 18, 16, 14), "primary_soft"),
            Slot(DETAIL, "body", Box(LEFT, 4.95, 5.2, 1.95), (20, 18, 16, 14, 12), "ink"),
            Slot(NOTICE, "body", Box(6.7, 4.95, 5.78, 1.95), (14, 13, 12, 11, 10), "muted"),
        ),
        (Panel(Box(0, 0, WIDTH, 4.4), "primary"), Panel(Box(LEFT, 3.1, 1.2, 0.06), "accent_soft"),
         Panel(Box(6.3, 5.0, 0.02, 1.8), "line")),
        plain=True,
    )  # fmt: skip


def _module_sheet() -> Sheet:
    return Sheet(
        "module",
        (
            Slot(TITLE, "title", Box(LEFT, 1.7, FULL, 2.2), (40, 36, 32, 28, 24), "paper", bold=True, anchor="b"),
            Slot(LEAD, "body", Box(LEFT, 4.25, FULL, 1.4), (24, 22, 20, 18, 16), "primary_soft"),
        ),
        (Panel(Box(0, 0, WIDTH, HEIGHT), "primary"), Panel(Box(LEFT, 4.04, 1.2, 0.06), "accent_soft")),
        plain=True,
    )


def _objectives_sheet() -> Sheet:
    return Sheet(
        "objectives",
        (
            Slot(KICKER, "body", Box(0.7, 0.4, 3.35, 1.2), (16, 14, 13, 12, 11), "primary_soft", bold=True, anchor="b"),
            Slot(TITLE, "title", Box(0.7, 1.8, 3.35, 3.6), (34, 32, 30, 28, 26, 24, 22, 20), "paper", bold=True),
            text_slot(BODY, Box(5.15, 1.8, 7.33, 5.0), (28, 26, 24, 22, 20, 18, 16)),
        ),
        (Panel(Box(0, 0, 4.45, HEIGHT), "primary"), Panel(Box(5.15, 1.5, 1.2, 0.06), "accent")),
        plain=True,
    )


def _compare_sheet(count: int) -> Sheet:
    boxes = columns_of(count, BODY_TOP, BODY_HEIGHT)
    slots: list[Slot] = [kicker(), heading()]
    panels: list[Panel] = []
    for place, box in enumerate(boxes):
        fill, tone = (("primary_soft", "primary"), ("accent_soft", "accent"))[place % 2]
        panels += [Panel(box, fill), Panel(Box(box.left, box.top, box.width, 0.07), tone)]
        inner, wide = box.left + 0.35, box.width - 0.7
        slots += [
            Slot(
                HEADS + place, "body", Box(inner, box.top + 0.3, wide, 0.62), (22, 20, 18, 16, 14, 12), tone, bold=True
            ),
            text_slot(COLUMNS + place, Box(inner, box.top + 1.0, wide, box.height - 1.35), (*SMALL_SIZES, 12.0)),
        ]
    return Sheet("compare", tuple(slots), tuple(panels), count)


def _panel_sheet(name: str, fill: str, tone: str, *, lead: bool) -> Sheet:
    """Text on a soft panel with a bar at its left, below a line of introduction or without one."""
    top = 2.95 if lead else BODY_TOP
    box = Box(LEFT, top, FULL, 6.6 - top)
    body = Box(LEFT + 0.09, box.top, FULL - 0.09, box.height)
    introduction = (lead_slot(Box(LEFT, 1.85, FULL, 0.98)),) if lead else ()
    return Sheet(
        name,
        (
            kicker(), heading(0.98, (32, 30, 28, 26, 24, 22, 20)), *introduction,
            replace(text_slot(BODY, body, BODY_SIZES), anchor="ctr", inset=PAD),
        ),
        (Panel(box, fill), Panel(Box(box.left, box.top, 0.09, box.height), tone)),
    )  # fmt: skip


def _sort_sheet(count: int, *, lead: bool) -> Sheet:
    top = 2.9 if lead else 1.95
    left, right = columns_of(2, top, 5.64 - top)
    cards = replace(text_slot(BODY, left, (24, 22, 20, 18, 16, 15, 14, 13, 12, 11)), hang=0.62)
    piles = tuple(
        Slot(HEADS + place, "body", box, (20, 18, 16, 14, 12), "paper", bold=True, anchor="ctr", align="ctr",
             fill=("primary", "accent")[place % 2], inset=(0.2, 0.05, 0.2, 0.05))
        for place, box in enumerate(columns_of(count, 5.82, 0.8))
    )  # fmt: skip
    slots = (
        kicker(), heading(0.98), *((lead_slot(Box(LEFT, 1.85, FULL, 0.95)),) if lead else ()),
        cards, replace(cards, idx=SECOND_BODY, box=right), *piles,
    )  # fmt: skip
    return Sheet("sort" if lead else "sort-plain", slots, count=count)


_SIDE_BY_SIDE, _STACKED, _STACKED_CLOSELY = {2}, {3, 4}, {5}  # numbers of answers


def _question_sheet(count: int) -> Sheet:
    area = Box(LEFT, QUESTION_TOP, FULL, QUESTION_HEIGHT)
    if count in _SIDE_BY_SIDE:
        boxes = columns_of(2, area.top, 1.7)
    elif count in _STACKED:
        boxes = stack_of(count, area, 0.16, 1.1)
    elif count in _STACKED_CLOSELY:
        boxes = stack_of(count, area, 0.1, 0.9)
    else:
        pairs = columns_of(2, area.top, area.height)
        boxes = tuple(box for side in pairs for box in stack_of((count + 1) // 2, side, 0.14, 1.2))[:count]
    cards = tuple(answer_card(CARDS + place, box, right=0.85) for place, box in enumerate(boxes))
    return Sheet("question", (kicker(), heading(1.55, (28, 26, 24, 22, 20, 18, 16, 14)), *cards), count=count)


def _matching_sheet() -> Sheet:
    boxes = columns_of(2, QUESTION_TOP, QUESTION_HEIGHT)
    columns = tuple(
        Slot(COLUMNS + place, "body", box, (24, *CARD_SIZES), hang=0.55, anchor="ctr", inset=(0.4, 0.2, 0.35, 0.2))
        for place, box in enumerate(boxes)
    )
    fills = ("primary_soft", "mist")
    panels = tuple(Panel(box, fill) for box, fill in zip(boxes, fills, strict=True))
    return Sheet("matching", (kicker(), heading(1.55, (28, 26, 24, 22, 20, 18, 16, 14)), *columns), panels)


def _statement_sheet() -> Sheet:
    box = Box(LEFT, 2.3, FULL, 3.7)
    sentence = Slot(
        BODY, "body", Box(LEFT + 0.09, box.top, FULL - 0.09, box.height), (40, 36, 34, 32, 30, 28, 26, 24, 20, 18), "primary",
        bold=True, anchor="ctr", inset=(0.55, 0.3, 0.55, 0.3),
    )  # fmt: skip
    panels = (Panel(box, "primary_soft"), Panel(Box(LEFT, box.top, 0.09, box.height), "accent"))
    return Sheet("statement", (kicker(), heading(1.15, (24, 22, 20, 18)), sentence), panels)


@cache
def sheets() -> dict[str, Sheet]:
    """Every layout by key: its name, and for families the count, for example 'question-3'."""
    table = Slot(TABLE, "tbl", BODY_BOX, (18,))
    picture = Slot(PICTURE, "pic", Box(LEFT, 1.95, FULL, 4.1), (18,))
    caption = Slot(LEAD, "body", Box(LEFT, 6.15, FULL, 0.55), (16, 14, 12, 11, 10), "muted")
    single = (
        _title_sheet(), _module_sheet(), _objectives_sheet(),
        Sheet("points", (kicker(), heading(), replace(text_slot(BODY, BODY_BOX), before=0.7))),
        _statement_sheet(),
        _panel_sheet("discuss", "primary_soft", "primary", lead=True),
        _panel_sheet("discuss-plain", "primary_soft", "primary", lead=False),
        _panel_sheet("write", "accent_soft", "accent", lead=True),
        _panel_sheet("write-plain", "accent_soft", "accent", lead=False),
        _panel_sheet("notice", "support_soft", "support", lead=False),
        _matching_sheet(), scenario_sheet(), story_sheet(), talk_sheet(),
        Sheet("table", (kicker(), heading(), table)),
        Sheet("text-table", (kicker(), heading(0.98), text_slot(BODY, Box(LEFT, 1.9, FULL, 1.8), (20, 18, 16, 14, 12, 11, 10)),
                             replace(table, box=Box(LEFT, 3.85, FULL, 2.85)))),
        Sheet("diagram", (kicker(), heading(0.98))),
        Sheet("contacts", (kicker(), heading(0.98), replace(table, box=Box(LEFT, 1.9, FULL, 4.75)))),
        Sheet("text-picture", (kicker(), heading(0.98), text_slot(BODY, Box(LEFT, 1.95, 5.2, 4.1), (24, *CARD_SIZES)),
                               replace(picture, box=Box(6.4, 1.95, RIGHT - 6.4, 4.1)), caption)),
        Sheet("picture", (kicker(), heading(0.98), picture, caption)),
    )  # fmt: skip
    found = {sheet.name: sheet for sheet in single}
    families = ((_compare_sheet, range(2, 5)), (partial(_sort_sheet, lead=True), range(2, 5)), (partial(_sort_sheet, lead=False), range(2, 5)), (_question_sheet, range(2, 9)),
                (scene_sheet, range(2, 5)), (choices_sheet, range(2, 5)))  # fmt: skip
    for make, counts in families:
        for count in counts:
            sheet = make(count)
            found[f"{sheet.name}-{count}"] = sheet
    return found
