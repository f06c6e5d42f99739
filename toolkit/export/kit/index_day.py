"""A facilitator's document in; the parts of a kit's index page that look at the day out: what to do, what to bring, the run of show."""

from __future__ import annotations

from itertools import groupby

from toolkit.export.document import Document, ScheduleRow
from toolkit.export.markup import Html, element
from toolkit.messages import Messages
from toolkit.messages.days import printed_day

_STEPS = 6


def day_sections(document: Document, words: Messages) -> Html:
    """Side by side where there is room."""
    found = [_steps(words), _bring(document, words), _local(document, words), _run(document, words)]
    return element("div", *(part for part in found if part), class_="columns")


def _steps(words: Messages) -> Html:
    steps = [element("li", words(f"index.step-{n}")) for n in range(1, _STEPS + 1)]
    return section("do", words("index.do"), element("ul", *steps, class_="boxes"))


def _bring(document: Document, words: Messages) -> Html:
    materials = dict.fromkeys(item for module in document.modules for item in module.materials)
    items = [element("li", item) for item in materials]
    return section("bring", words("index.bring"), element("ul", *items, class_="boxes")) if items else Html("")


def _local(document: Document, words: Messages) -> Html:
    local = [contact for contact in document.contacts if contact.local]
    items = [
        element("li", element("strong", contact.name), f": {contact.number or words('shared.local-number-missing')}")
        for contact in local
    ]
    return section("local", words("index.local"), element("ul", *items)) if items else Html("")


def _run(document: Document, words: Messages) -> Html:
    """The run of show in short. The guide has it in full."""
    tables = [_day(number, list(rows), document, words) for number, rows in groupby(document.schedule, key=lambda row: row.day)]
    return section("run", words("index.run"), *tables) if tables else Html("")


def _day(number: int | None, rows: list[ScheduleRow], document: Document, words: Messages) -> Html:
    head = element(
        "tr", *(element("th", words(f"index.run-{name}"), scope="col") for name in ("clock", "minutes", "title"))
    )
    body = [
        element("tr", element("td", row.clock), element("td", str(row.minutes)), element("td", row.title), class_=None if row.segment else "pause")
        for row in rows
    ]
    caption = element("caption", _called(number, document, words)) if number is not None else ""
    return element("table", caption, element("thead", head), element("tbody", *body))


def _called(number: int, document: Document, words: Messages) -> str:
    """'Day 2, January 16, 2027'."""
    day = document.days[number - 1].date if number <= len(document.days) else None
    name = words("index.day", number=number)
    return f"{name}, {printed_day(day.isoformat(), words)}" if day else name


def section(name: str, title: str, *children: str) -> Html:
    """A part of the page under a heading that names it."""
    return element("section", element("h2", title, id=name), *children, aria_labelledby=name, class_=name)
