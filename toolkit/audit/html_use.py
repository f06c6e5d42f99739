"""A page in; what is wrong with the controls, keys, movement and size of it, and what it would load, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.audit.html_names import PRESSED, can_be_focused, is_silent, name_of, takes_focus
from toolkit.audit.html_nodes import Node, Page
from toolkit.audit.html_structure import Found

_HANDLERS = frozenset({"onclick", "ondblclick", "onmousedown", "onmouseup", "onpointerup", "ontouchend", "ontouchstart"})
_LOADING = (
    ("src", frozenset({"script", "img", "iframe", "audio", "video", "source", "track", "embed", "input", "frame"})),
    ("srcset", frozenset({"img", "source"})), ("poster", frozenset({"video"})), ("data", frozenset({"object"})),
    ("background", frozenset({"body", "table", "td", "th"})),
    ("href", frozenset({"image", "use", "feimage"})), ("xlink:href", frozenset({"image", "use", "feimage"})),
)  # fmt: skip
_FETCHED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest", "apple-touch-icon"})
_URL = re.compile(r"""url\(\s*["']?([^"')\s]{1,200})|@import\s+["']([^"']{1,200})""", re.IGNORECASE)
_INSIDE = ("data:", "#", "about:", "blob:")
_SCALE = re.compile(r"(maximum-scale|user-scalable)\s*=\s*([\w.]+)", re.IGNORECASE)
_TWICE = 2.0  # to which people may enlarge (WCAG 1.4.4)


def controls(page: Page) -> Found:
    """WCAG 1.3.1, 3.3.2, 4.1.2: what to type or choose is said in words that belong to the field."""
    for node in page.all("input", "select", "textarea"):
        if node.get("type").lower() not in ("hidden", "submit", "reset", "button", "image") and not is_silent(node):
            yield node, "" if name_of(page, node) else "This field has no name: put it into a <label> with the words that say what it is for."


def choices(page: Page) -> Found:
    """Answers to one question stand in a group that says the question (WCAG 1.3.1)."""
    groups: dict[str, list[Node]] = {}
    for node in page.all("input"):
        if node.get("type").lower() in ("radio", "checkbox") and node.get("name"):
            groups.setdefault(node.get("name"), []).append(node)
    for members in groups.values():
        if len(members) > 1:
            group = next((each for each in members[0].above() if each.tag == "fieldset" or each.get("role") in ("radiogroup", "group")), None)
            yield members[0], "" if group is not None and _asks(page, group) else _NO_GROUP


_NO_GROUP = "These choices belong together, and no group says so: put them into a <fieldset> with a <legend> that asks the question."


def _asks(page: Page, group: Node) -> bool:
    named = group.tag == "fieldset" or group.get("aria-label").strip() or group.get("aria-labelledby")
    return bool(named and name_of(page, group))


def presses(page: Page) -> Found:
    """WCAG 2.4.4, 4.1.2: a button and a link say what they do."""
    for node in page.elements:
        link = node.tag in ("a", "area") and "href" in node.attributes
        button = node.tag in ("button", "summary") or (node.tag == "input" and node.get("type").lower() in ("button", "submit", "reset"))
        if (link or button or node.get("role") in PRESSED) and not is_silent(node) and node.tag not in ("select", "textarea"):
            what = "link" if link else "button"
            yield node, "" if name_of(page, node) or node.tag == "input" else f"This {what} says nothing: write into it what it does."


def keys(page: Page) -> Found:
    """WCAG 2.1.1: what can be pressed can be reached by keys."""
    for node in page.elements:
        handled = not _HANDLERS.isdisjoint(node.attributes) and node.tag not in ("html", "body", "label", "details", "dialog", "form")
        if handled or node.get("role") in PRESSED:
            around = any(takes_focus(each) for each in node.above())
            reached = can_be_focused(node) or around or "disabled" in node.attributes
            yield node, "" if reached else "This can be pressed with a mouse only: make it a <button>."
        elif takes_focus(node):
            yield node, ""


def order(page: Page) -> Found:
    """WCAG 2.4.3: Tab follows the page."""
    for node in page.elements:
        if "tabindex" in node.attributes:
            said = node.get("tabindex").strip()
            first = said.removeprefix("+").isdecimal() and said.strip("+0")
            yield node, f"Tab jumps here before everything else (tabindex {said[:9]}): take the number away." if first else ""


def stillness(page: Page) -> Found:
    """WCAG 1.4.2, 2.2.1, 2.2.2: nothing plays, moves or turns the page by itself."""
    yield None, ""
    for node in page.elements:
        if node.tag in ("audio", "video") and "autoplay" in node.attributes:
            yield node, "This plays by itself: take autoplay away."
        elif node.tag == "meta" and node.get("http-equiv").strip().lower() == "refresh":
            yield node, "The page turns to another, or anew, by itself: take the refresh away."
        elif node.tag in ("marquee", "blink"):
            yield node, "This text moves by itself: make it still."


def size(page: Page) -> Found:
    """WCAG 1.4.4, 1.4.10: people may enlarge the page, and on a phone it is as wide as the phone."""
    named = [node for node in page.all("meta") if node.get("name").strip().lower() == "viewport"]
    if not named:
        yield None, 'The page is shrunk on phones: add <meta name="viewport" content="width=device-width, initial-scale=1">.'
    for node in named:
        forbidden = any(_forbids(key.lower(), value.lower()) for key, value in _SCALE.findall(node.get("content")[:1000]))
        yield node, "The page forbids to enlarge it: take maximum-scale and user-scalable away." if forbidden else ""


def _forbids(key: str, value: str) -> bool:
    try:
        number = float(value)
    except ValueError:
        return value == "no"
    return 0 <= number < _TWICE if key == "maximum-scale" else number == 0


def whole(page: Page) -> Found:
    """It works from a memory stick and in an email, and tells nobody that it is read."""
    yield None, ""
    for node in page.elements:
        for address in _loaded(node):
            if address and not address.lower().startswith(_INSIDE):
                yield node, f"The page needs something that is not in it, {_short(address)}: put it into the page, or take it out."


def _loaded(node: Node) -> Iterator[str]:
    for attribute, tags in _LOADING:
        if node.tag in tags:
            said = node.get(attribute).strip()
            yield from (part.split()[0] for part in said.split(",") if part.strip()) if attribute == "srcset" and not said.startswith("data:") else (said,)
    if node.tag == "link" and not _FETCHED.isdisjoint(node.get("rel").lower().split()):
        yield node.get("href").strip()
    if node.tag == "base" and node.get("href"):
        yield node.get("href").strip()
    if node.tag == "form" and node.get("action"):
        yield node.get("action").strip()
    style = "".join(each for each in node.inside if isinstance(each, str)) if node.tag == "style" else node.get("style")
    if style:
        yield from (one or other for one, other in _URL.findall(style))


def _short(address: str) -> str:
    return f"“{address[:77]}…”" if len(address) > 80 else f"“{address}”"  # noqa: PLR2004

