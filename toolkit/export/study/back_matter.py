"""What stands behind the modules of a study page: whom to call, the words used, and the sources."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter

from toolkit.export import document as d
from toolkit.export.markup import Html, element, join
from toolkit.export.study.writer import Writer
from toolkit.model.registers import NEEDS

_BETWEEN = " \u00b7 "  # what read puts between ways to reach a contact
_PHONE = re.compile(r"(?<![\w-])(?:(?:1-)?\d{3}-\d{3}-\d{4}|[1-9]\d\d)(?![\w-])")
"""A number that a device can call: ten digits, or three as 911 and 988 have."""
_SPELLED = re.compile(r"(?<![\w-])1-\d{3}-[A-Z][A-Z-]{5,}[A-Z](?![\w-])")
_SHORT_CODE = re.compile(r"(?<![\w-])\d{3,6}(?![\w-])")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def contacts_html(writer: Writer) -> Html:
    """Contacts by need, the most urgent first. Numbers are links that open the telephone."""
    contacts = sorted(writer.document.contacts, key=lambda contact: NEEDS.index(contact.need))
    groups = (
        join(
            element("h3", writer.words(f"shared.need-{need}")),
            element("ul", *(_contact(writer, contact) for contact in group), class_="contacts"),
        )
        for need, group in groupby(contacts, key=attrgetter("need"))
    )
    legend = element("p", _mark(writer), " ", writer.words("contacts.confirm-legend"), class_="small")
    return join(*groups, legend if any(contact.confirm for contact in contacts) else "")


def _contact(writer: Writer, contact: d.Contact) -> Html:
    number = with_calls(contact.number)
    same = contact.number == contact.name
    web = element("a", contact.web, href=f"https://{contact.web}", rel="noreferrer") if contact.web else ""
    reach = [element("span", part) for part in ("" if same else number, web) if part]
    reach += [_mark(writer)] if contact.confirm else []
    look_up = element("p", writer.words("engine.local-number")) if contact.local and not contact.number else ""
    about = [contact.purpose, *(element("span", part, class_="small") for part in _details(writer, contact) if part)]
    return element(
        "li",
        element("p", element("strong", number if same else contact.name), class_="name"),
        element("p", *reach, class_="reach") if reach else "",
        look_up,
        *(element("p", part) for part in about),
    )


def _details(writer: Writer, contact: d.Contact) -> tuple[str, ...]:
    """When it answers, in which languages, what to know first, and when it was checked; '' where nobody says."""
    languages = ", ".join(contact.languages)
    return (
        contact.hours,
        writer.words("shared.languages", names=languages) if languages else "",
        contact.note,
        writer.words("shared.checked-on", day=contact.checked_on) if contact.checked_on else "",
    )


def _mark(writer: Writer) -> Html:
    return element("span", writer.words("contacts.confirm"), class_="confirm")


def with_calls(number: str) -> Html:
    """``number`` as printed, with each part that can be called, or sent a text, as a link."""
    return join(*(
        join(_BETWEEN if place else "", _with_link(part)) for place, part in enumerate(number.split(_BETWEEN))
    ))  # fmt: skip


def _with_link(way: str) -> Html:
    texting = way.lower().startswith("text")
    found = _SHORT_CODE.search(way) if texting else _PHONE.search(way) or _SPELLED.search(way)
    if found is None:
        return join(way)
    address = f"{'sms' if texting else 'tel'}:{found[0].translate(_KEYPAD).replace('-', '')}"
    return join(way[: found.start()], element("a", found[0], href=address), way[found.end() :])


def glossary_html(writer: Writer) -> Html:
    """Terms with their meanings; they stand with the last module of the document."""
    terms = [term for module in writer.document.modules for term in module.glossary]
    if not terms:
        return Html()
    return element("dl", *(
        join(element("dt", term.term), element("dd", writer.prose.inlines(term.meaning))) for term in terms
    ))  # fmt: skip


def sources_html(writer: Writer) -> Html:
    """Sources under the numbers by which text cites them."""
    if not writer.document.sources:
        return Html()
    return element("ol", *(_source(writer, source) for source in writer.document.sources), class_="sources")


def _source(writer: Writer, source: d.SourceNote) -> Html:
    secondary = f" ({writer.words('shared.source-secondary')})" if source.secondary else ""
    address = element("a", source.url, href=source.url, rel="noreferrer") if re.match("https?://", source.url) else source.url
    return element(
        "li", f"{source.publisher}. ", element("cite", source.title), f". {source.as_of}{secondary}. ", address,
        id=f"source-{source.number}", value=source.number,
    )  # fmt: skip
