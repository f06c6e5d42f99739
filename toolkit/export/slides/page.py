"""From a Deck to the HTML of its slides: one function per layout, one section per slide, notes hidden beside each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.export import document as d
from toolkit.export.blocks import BlockWriter, picture_html
from toolkit.export.diagrams import on_slide
from toolkit.export.markup import Html, element, join
from toolkit.export.slides.fit import LOGO_HEIGHT, fit_slide
from toolkit.export.slides.numbers import points_before, slide_numbers
from toolkit.export.story_time import story_time_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.export.deck.slide import Deck, Layout, Link, Option, Slide
    from toolkit.messages import Messages

_WRITER = BlockWriter()
_TICK = Html(
    '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 12.5l5.5 5.5L20 6.5" fill="none" '
    'stroke="currentColor" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"></path></svg>'
)
_ARROW = Html(
    '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 12h15M13 5.5l6.5 6.5-6.5 6.5" fill="none" '
    'stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"></path></svg>'
)


def slides_html(deck: Deck, words: Messages) -> Html:
    """Sections for reveal.js: scenes stand in a stack below the slide that opens their scenario."""
    numbers = slide_numbers(deck.slides)
    runs: list[list[Slide]] = []
    for slide in deck.slides:
        if slide.branch is None or not runs:
            runs.append([])
        runs[-1].append(slide)
    before = points_before(deck.slides)
    made = [
        [_section(slide, deck, (numbers[slide.anchor], before[slide.anchor]), words) for slide in run] for run in runs
    ]
    return join(*(run[0] if len(run) == 1 else element("section", *run, class_="stack") for run in made))


def _section(slide: Slide, deck: Deck, place: tuple[str, int], words: Messages) -> Html:
    """``place`` is the slide's number, and how many points came before its own."""
    logo = deck.logo if slide.layout == "title" else None
    fit = fit_slide(slide, taken=LOGO_HEIGHT if logo else 0)
    number, before = place
    counted = _COUNTED.get(slide.layout)
    body = counted(slide, before) if counted else _LAYOUTS[slide.layout](slide, words)
    cover = slide.layout in ("title", "closing")
    footer = element("footer", element("span", deck.footer), element("span", number, class_="number"), class_="foot")
    face = element(
        "div",
        picture_html(logo, "logo") if logo else "",
        _head(slide, first=number == "1"),
        element("div", body, class_="body"),
        *([] if cover else [footer]),
        class_="face",
    )
    return element(
        "section", face, _notes(slide.notes, number, words),
        id=slide.anchor, class_=f"slide layout-{slide.layout} title-{fit.title} text-{fit.body}",
        aria_label=f"{words('slides.number', number=number)}: {slide.title}",
        data_layout=slide.layout, data_number=number, data_clock=slide.clock, data_minutes=slide.minutes,
    )  # fmt: skip


def _head(slide: Slide, *, first: bool) -> Html:
    kicker = [element("p", slide.kicker, class_="kicker")] if slide.kicker else []
    time = [story_time_html(slide.time, lambda _number, text: element("span", text))] if slide.time else []
    return element("header", *kicker, element("h1" if first else "h2", slide.title), *time, class_="head")


def _notes(notes: Sequence[d.Note], number: str, words: Messages) -> Html:
    """Notes in plain sight of nobody: hidden until the speaker window or the print of notes asks for them."""
    shown = []
    for kind, group in groupby(notes, key=lambda note: note.kind):
        parts: list[str] = [element("h3", words(f"slides.note-{kind}"))]
        for note in group:
            parts.append(_WRITER.blocks(note.blocks))
            if note.likely:
                likely = element("ul", *(element("li", _WRITER.blocks(item)) for item in note.likely))
                parts += [element("p", words("slides.note-likely"), class_="likely"), likely]
        shown.append(element("div", *parts, class_=f"note note-{kind}"))
    return element("aside", *shown, class_="notes", hidden=True, aria_label=words("slides.notes-of", number=number))


def _lead(slide: Slide) -> Html:
    return element("p", _WRITER.inlines(slide.lead), class_="lead") if slide.lead else Html()


def _list(points: Sequence[d.Inlines], kind: str) -> Html:
    return element("ul", *(element("li", _WRITER.inlines(point)) for point in points), class_=kind) if points else Html()


def _rows(points: Sequence[d.Inlines], kind: str, tag: str, before: int = 0) -> Html:
    """Points that stand in rows: each has its text in one piece, beside its mark."""
    items = (element("li", element("span", _WRITER.inlines(point))) for point in points)
    return element(tag, *items, class_=kind, start=before + 1 if before else None) if points else Html()


def _numbered(points: Sequence[d.Inlines], kind: str, before: int = 0) -> Html:
    start = before + 1 if before else None
    return (
        element("ol", *(element("li", _WRITER.inlines(point)) for point in points), class_=kind, start=start)
        if points
        else Html()
    )


def _cover(slide: Slide, words: Messages) -> Html:
    del words
    notice = element("div", _WRITER.blocks(slide.blocks), class_="notice") if slide.blocks else Html()
    return join(_lead(slide), _list(slide.points, "details"), notice)


def _plain(slide: Slide, words: Messages) -> Html:
    del words
    return join(_lead(slide), _WRITER.blocks(slide.blocks), _list(slide.points, "points"))


def _agenda(slide: Slide, before: int) -> Html:
    return join(_lead(slide), _rows(slide.points, "steps", "ol", before))


def _in_rows(slide: Slide, words: Messages) -> Html:
    del words
    return join(_lead(slide), _WRITER.blocks(slide.blocks), _rows(slide.points, "points", "ul"))


def _statement(slide: Slide, words: Messages) -> Html:
    del words
    return element("blockquote", element("p", _WRITER.inlines(slide.lead)), _WRITER.blocks(slide.blocks))


def _compare(slide: Slide, words: Messages) -> Html:
    del words
    columns = [
        element("div", element("h3", column.title), _list(column.points, "points"), class_="column")
        for column in slide.columns
    ]
    return join(_lead(slide), element("div", *columns, class_=f"columns of-{len(columns)}"))


def _diagram(slide: Slide, words: Messages) -> Html:
    """The drawing, and for those who listen to the slide all of it in words."""
    drawn = [block for block in slide.blocks if isinstance(block, d.Diagram)]
    told = element("div", element("p", words("diagram.in-words")), _WRITER.blocks(tuple(one.told for one in drawn)), class_="unseen")
    return element("figure", *map(on_slide, drawn), told, class_="diagram")


def _discuss(slide: Slide, before: int) -> Html:
    return join(_lead(slide), _numbered(slide.points, "asks", before))


def _sort(slide: Slide, words: Messages) -> Html:
    del words
    cards = _list(slide.points, "cards")
    piles = element("ul", *(element("li", column.title) for column in slide.columns), class_="piles")
    return join(_lead(slide), cards, piles)


def _write(slide: Slide, before: int) -> Html:
    return join(_lead(slide), _WRITER.blocks(slide.blocks), _numbered(slide.points, "steps", before))


def _question(slide: Slide, words: Messages) -> Html:
    prompt = element("div", _WRITER.blocks(slide.blocks), class_="prompt")
    options = element("ul", *(_option(option, words) for option in slide.options), class_="options")
    if not slide.left or slide.layout == "answer":
        return join(prompt, options)
    left = element(
        "ul", *(element("li", _badge(item.label), element("span", _WRITER.inlines(item.text))) for item in slide.left),
        class_="options",
    )  # fmt: skip
    return join(prompt, element("div", left, options, class_="pair"))


def _option(option: Option, words: Messages) -> Html:
    text = element("span", _WRITER.inlines(option.text))
    if option.right is None:
        return element("li", _badge(option.label), text)
    if not option.right:
        return element("li", _badge(option.label), text, class_="other")
    mark = element("strong", _TICK, words("slides.correct"), class_="mark")
    return element("li", _badge(option.label), text, mark, class_="right")


def _badge(label: str) -> Html:
    return element("b", label, class_="badge") if label else Html()


def _scenario(slide: Slide, words: Messages) -> Html:
    del words
    return join(_lead(slide), _WRITER.blocks(slide.blocks), _links(slide.links, "onward"))


def _scene(slide: Slide, words: Messages) -> Html:
    del words
    told = element("div", _WRITER.blocks(slide.blocks), class_="told") if slide.blocks else Html()
    kind = "choices" if any(link.label for link in slide.links) else "onward"
    return join(told, _links(slide.links, kind))


def _ending(slide: Slide, words: Messages) -> Html:
    asked = _numbered(slide.points, "steps")
    if slide.points and slide.blocks:
        asked = element("div", element("h3", words("shared.discuss")), asked, class_="asked")
    return join(_WRITER.blocks(slide.blocks), asked, _links(slide.links, "onward"))


def _links(links: Sequence[Link], kind: str) -> Html:
    if not links:
        return Html()
    items = [
        element("li", element(
            "a", _badge(link.label), element("span", _WRITER.inlines(link.text)), _ARROW,
            href=f"#{link.to}", data_choice=link.label.lower(),
        ))
        for link in links
    ]  # fmt: skip
    return element("ul", *items, class_=kind)


def _contacts(slide: Slide, words: Messages) -> Html:
    return element("ul", *(_contact(contact, words) for contact in slide.contacts), class_="contacts")


def _contact(contact: d.Contact, words: Messages) -> Html:
    reach = []
    if contact.number:
        parts = [join(element("span", part), " ") for part in contact.number.split()]
        reach.append(element("p", *parts, class_="number"))
    if contact.web:
        reach.append(element("p", contact.web, class_="web"))
    return element(
        "li",
        element("p", words(f"shared.need-{contact.need}"), class_="need"),
        element("div", element("h3", contact.name), element("p", contact.hours), class_="who"),
        element("div", *(reach or [element("p", words("slides.write-number"), class_="blank")]), class_="reach"),
        class_=f"need-{contact.need}",
    )


_COUNTED: dict[Layout, Callable[[Slide, int], Html]] = {"agenda": _agenda, "discuss": _discuss, "write": _write}
_LAYOUTS: dict[Layout, Callable[[Slide, Messages], Html]] = {
    "title": _cover, "closing": _cover, "notice": _plain, "points": _in_rows, "statement": _statement,
    "compare": _compare, "diagram": _diagram, "sort": _sort, "question": _question,
    "answer": _question, "scenario": _scenario, "scene": _scene, "ending": _ending, "contacts": _contacts,
    "blocks": _plain,
}  # fmt: skip
