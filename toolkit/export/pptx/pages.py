"""From one slide of the deck to its pages: one each on the straight run, so that its numbers agree with the guide's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.export import document as d
from toolkit.export.pptx import slots as lay
from toolkit.export.pptx.fit import fitting_size
from toolkit.export.pptx.layouts import sheets
from toolkit.export.pptx.page import Filled, Page, labelled, make_page
from toolkit.export.pptx.scenes import ending_pages, scenario_page, scene_pages
from toolkit.export.pptx.tables import contact_grids, grids
from toolkit.export.pptx.text import Para, Run, fixed, line, paragraphs, plain_text, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.export.deck import Option, Slide
    from toolkit.messages import Messages

_SHOWN_EVERYWHERE = frozenset({"image/png", "image/jpeg", "image/gif"})


def pages_of(slide: Slide, words: Messages) -> tuple[Page, ...]:
    """Pages of one slide. Only scenes, and tables or pictures that meet on one slide, take more than one."""
    return tuple(_MAKERS[slide.layout](slide, words))


def _points(slide: Slide) -> tuple[Para, ...]:
    return tuple(line(point) for point in slide.points)


def _running_text(slide: Slide) -> tuple[Para, ...]:
    lead = (line(slide.lead, "none"),) if slide.lead else ()
    return (*lead, *_points(slide), *paragraphs(slide.blocks))


def _opening(slide: Slide, words: Messages) -> Iterator[Page]:
    del words
    lead = (line(slide.lead),) if slide.lead else ()
    if slide.points or slide.blocks:
        notice = Filled(lay.NOTICE, paragraphs(slide.blocks))
        yield make_page(slide, "title", Filled(lay.BODY, lead), Filled(lay.DETAIL, _points(slide)), notice)
    else:
        yield make_page(slide, "module", Filled(lay.LEAD, lead))


def _text_on(sheet: str) -> Callable[[Slide, Messages], Iterator[Page]]:
    def make(slide: Slide, words: Messages) -> Iterator[Page]:
        del words
        yield make_page(slide, sheet, Filled(lay.BODY, _running_text(slide)))

    return make


def _blocks(slide: Slide, words: Messages) -> Iterator[Page]:
    """Text with the first table or picture beside it; any further one has a page of its own."""
    body = Filled(lay.BODY, _running_text(slide))
    extras = [block for block in slide.blocks if isinstance(block, d.Table | d.Figure | d.Diagram)]
    made: list[Page] = []
    for extra in extras:
        text = body if not made and body.paras else Filled(lay.BODY, ())
        match extra:
            case d.Table():
                made += _table(slide, extra, text)
            case d.Diagram():
                made += [make_page(slide, "points", text)] if text.paras else []
                made += _diagram(replace(slide, blocks=(extra,)), words)
            case d.Figure():
                made.append(_picture(slide, extra, text, words))
    for place, page in enumerate(made or [make_page(slide, "points", body)]):
        yield page if place == 0 else replace(page, anchor=f"{slide.anchor}-more-{place}")


def _table(slide: Slide, table: d.Table, text: Filled) -> list[Page]:
    sheet = "text-table" if text.paras else "table"
    height = sheets()[sheet].slot(lay.TABLE).box.height
    return [
        replace(make_page(slide, sheet if place == 0 else "table", *((text,) if place == 0 else ())), grid=grid)
        for place, grid in enumerate(grids(table, slide.title, height))
    ]


def _picture(slide: Slide, figure: d.Figure, text: Filled, words: Messages) -> Page:
    caption = (line(figure.caption),) if figure.caption else ()
    if figure.media_type not in _SHOWN_EVERYWHERE:
        described = fixed(words("pptx.picture", description=figure.alt), mark="none")
        return make_page(slide, "points", Filled(lay.BODY, (*text.paras, described, *caption)))
    sheet = "text-picture" if text.paras else "picture"
    return replace(make_page(slide, sheet, text, Filled(lay.LEAD, caption)), figure=figure)


def _diagram(slide: Slide, words: Messages) -> Iterator[Page]:
    del words
    for block in slide.blocks:
        if isinstance(block, d.Diagram):
            yield replace(make_page(slide, "diagram"), diagram=block)


def _compare(slide: Slide, words: Messages) -> Iterator[Page]:
    if f"compare-{len(slide.columns)}" not in sheets():
        yield from _columns_as_text(slide, words)
        return
    if slide.anchor.endswith("-answers"):  # the key of a sort, which has the same title as the sort
        more = words("deck.continued", title="")
        suffix = more if slide.title.endswith(more) else ""
        slide = replace(slide, title=slide.kicker + suffix, kicker=slide.title.removesuffix(more))
    filled: list[Filled] = []
    for place, column in enumerate(slide.columns):
        filled.append(Filled(lay.HEADS + place, (fixed(column.title),)))
        filled.append(Filled(lay.COLUMNS + place, tuple(line(point) for point in column.points)))
    yield make_page(slide, f"compare-{len(slide.columns)}", *filled)


def _columns_as_text(slide: Slide, words: Messages) -> Iterator[Page]:
    del words
    paras: list[Para] = []
    for column in slide.columns:
        paras.append(fixed(column.title, strong=True, tone="primary", mark="none"))
        paras += [line(point) for point in column.points]
    yield make_page(slide, "points", Filled(lay.BODY, tuple(paras)))


def _activity(sheet: str) -> Callable[[Slide, Messages], Iterator[Page]]:
    def make(slide: Slide, words: Messages) -> Iterator[Page]:
        del words
        points = _points(slide)
        if sheet == "write":
            points = _numbered(slide)
        body = (*points, *paragraphs(slide.blocks))
        lead = (line(slide.lead),) if slide.lead else ()
        if not body:  # an introduction and nothing else: it is the body
            body = tuple(replace(para, mark="none") for para in lead)
            lead = ()
        yield make_page(slide, sheet if lead else f"{sheet}-plain", Filled(lay.LEAD, lead), Filled(lay.BODY, body))

    return make


def _numbered(slide: Slide) -> tuple[Para, ...]:
    return tuple(replace(line(point, "number"), start=place) for place, point in enumerate(slide.points, start=1))


def _sort(slide: Slide, words: Messages) -> Iterator[Page]:
    """Cards with numbers to call out, in two columns, above the piles they go to."""
    if f"sort-{len(slide.columns)}" not in sheets():
        yield from _activity("discuss")(slide, words)
        return
    cards = _numbered(slide)
    half = (len(cards) + 1) // 2
    lead = (line(slide.lead),) if slide.lead else ()
    piles = [Filled(lay.HEADS + place, (fixed(pile.title),)) for place, pile in enumerate(slide.columns)]
    yield make_page(
        slide, f"sort-{'' if lead else 'plain-'}{len(slide.columns)}", Filled(lay.LEAD, lead), Filled(lay.BODY, cards[:half]),
        Filled(lay.SECOND_BODY, cards[half:]), *piles,
    )  # fmt: skip


def _question(slide: Slide, words: Messages) -> Iterator[Page]:
    """The prompt is the title: a room reads the question first, and an outline shows it."""
    del words
    answer = slide.layout == "answer"
    key = (replace(runs(slide.lead)[0], tone="accent"), Run("\v")) if answer and slide.lead else ()
    title = Para((*key, Run(plain_text(slide.blocks))))
    own = slide if answer else replace(slide, kicker=slide.title)
    sheet = "matching" if slide.left else f"question-{len(slide.options)}"
    if sheet not in sheets() or fitting_size((title,), sheets()[sheet].slot(lay.TITLE).setting) is None:
        yield _long_question(own, key)
        return
    if slide.left:
        sides: tuple[Sequence[d.Labelled | Option], ...] = (slide.left, slide.options)
        columns = [
            Filled(lay.COLUMNS + place, tuple(labelled(item.label, item.text) for item in side))
            for place, side in enumerate(sides)
        ]
        yield make_page(own, sheet, *columns, title=title)
    else:
        cards = [_card(lay.CARDS + place, option) for place, option in enumerate(slide.options)]
        yield make_page(own, sheet, *cards, title=title)


def _long_question(slide: Slide, key: tuple[Run, ...]) -> Page:
    """A prompt that no title can hold, or more answers than cards: all of it as text below the short title."""
    items: list[d.Labelled | Option] = [*slide.left, *slide.options]
    answers = [replace(labelled(item.label, item.text), mark="none") for item in items]
    title = Para((*key[:1],)) if key else fixed(slide.title)
    return make_page(slide, "points", Filled(lay.BODY, (*paragraphs(slide.blocks), *answers)), title=title)


def _card(idx: int, option: Option) -> Filled:
    para = labelled(option.label, option.text)
    if option.right:
        para = replace(para, runs=tuple(replace(run, strong=True, tone="paper") for run in para.runs))
    return Filled(idx, (para,), right=option.right)


def _contacts(slide: Slide, words: Messages) -> Iterator[Page]:
    for place, grid in enumerate(contact_grids(slide.contacts, slide.title, words)):
        anchor = slide.anchor if place == 0 else f"{slide.anchor}-more-{place}"
        yield replace(make_page(slide, "contacts"), anchor=anchor, grid=grid)


_MAKERS: dict[str, Callable[[Slide, Messages], Iterator[Page]]] = {
    "title": _opening, "notice": _text_on("notice"), "agenda": _text_on("objectives"), "points": _blocks,
    "statement": _text_on("statement"), "compare": _compare, "diagram": _diagram, "discuss": _activity("discuss"), "sort": _sort,
    "write": _activity("write"), "question": _question, "answer": _question, "scenario": scenario_page,
    "scene": scene_pages, "ending": ending_pages, "contacts": _contacts, "blocks": _blocks, "closing": _opening,
}  # fmt: skip
