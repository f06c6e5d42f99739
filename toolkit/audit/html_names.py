"""An element in, what somebody hears of it and whether keys reach it, out: the part of WAI-ARIA's name computation that finished pages need."""

from __future__ import annotations

import re

from toolkit.audit.html_nodes import Node, Page

PRESSED = frozenset({"button", "checkbox", "link", "menuitem", "option", "radio", "slider", "switch", "tab", "textbox", "combobox", "spinbutton"})
"""Roles of things that somebody uses."""
_FILE_NAME = re.compile(r"[\w\-.,()+% ]{1,120}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic|avif|emf|wmf|ico|pdf)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:img|dsc|dscn|image|picture|photo|screenshot|graphic|grafik|bild|logo|untitled)[\s_\-]?\d*", re.IGNORECASE)


_MOST_LABELS = 9  # of one field; more say nothing more


def name_of(page: Page, node: Node) -> str:
    """What a screen reader calls it; '' where it has no name."""
    return _pointed(page, node) or _one_space(node.get("aria-label")) or _own(page, node) or _one_space(node.get("title"))


def words_in(page: Page, node: Node) -> str:
    """The text in an element as it is heard: pictures with theirs, what is hidden from hearing without."""
    heard: list[str] = []
    rest: list[Node | str] = node.inside[::-1]
    while rest:
        each = rest.pop()
        if isinstance(each, str):
            heard.append(each)
        elif each.get("aria-hidden") == "true" or each.tag in ("script", "style", "template"):
            continue
        elif each.tag == "img":
            heard.append(each.get("aria-label") or each.get("alt"))
        elif each.get("aria-label"):
            heard.append(each.get("aria-label"))
        elif each.tag == "svg":
            heard.append(_pointed(page, each) or _title_in(each))
        else:
            rest.extend(reversed(each.inside))
    return _one_space("".join(heard))


def takes_focus(node: Node) -> bool:
    """Whether Tab stops at it."""
    if "disabled" in node.attributes or node.get("tabindex").strip().startswith("-"):
        return False
    return can_be_focused(node)


def can_be_focused(node: Node) -> bool:
    """Whether it can have the focus at all, by Tab or by a script."""
    if node.get("tabindex").strip().lstrip("-").isdigit() or node.get("contenteditable") in ("true", "plaintext-only"):
        return True
    if node.tag in ("a", "area"):
        return "href" in node.attributes
    if node.tag == "input":
        return node.get("type").lower() != "hidden"
    if node.tag in ("audio", "video"):
        return "controls" in node.attributes
    return node.tag in ("button", "select", "textarea", "summary", "iframe")


def is_silent(node: Node) -> bool:
    """Whether screen readers are told to pass it over, with all that it holds."""
    return node.get("aria-hidden") == "true" or any(each.get("aria-hidden") == "true" for each in node.above())


def is_file_name(text: str) -> bool:
    """Whether an alternative text was left as a program set it: a file's name, or a word and a number."""
    return bool(_FILE_NAME.fullmatch(text.strip()) or _NUMBERED.fullmatch(text.strip()))


def _own(page: Page, node: Node) -> str:
    if node.tag in ("img", "area"):
        return _one_space(node.get("alt"))
    if node.tag == "input":
        return _of_input(page, node)
    if node.tag in ("select", "textarea"):
        return _label(page, node)
    if node.tag == "svg":
        return _title_in(node)
    parts = {"fieldset": "legend", "table": "caption", "figure": "figcaption"}
    if node.tag in parts:
        return next((words_in(page, each) for each in node.all(parts[node.tag])), "")
    return words_in(page, node)


def _of_input(page: Page, node: Node) -> str:
    kind = node.get("type").lower()
    if kind in ("submit", "reset"):
        return _one_space(node.get("value", kind))
    if kind == "button":
        return _one_space(node.get("value"))
    return _one_space(node.get("alt")) if kind == "image" else _label(page, node)


def _label(page: Page, node: Node) -> str:
    around = node.within("label")
    pointing = [each for each in page.labels.get(node.get("id"), ())[:_MOST_LABELS] if each is not around] if node.get("id") else []
    return " ".join(filter(None, (words_in(page, each) for each in ([around] if around else []) + pointing)))


def _pointed(page: Page, node: Node) -> str:
    ids = node.get("aria-labelledby").split()
    return " ".join(filter(None, (page.ids[each].get("aria-label") or words_in(page, page.ids[each]) for each in ids if each in page.ids)))


def _title_in(node: Node) -> str:
    return next((_one_space("".join(each for each in title.inside if isinstance(each, str))) for title in node.all("title")), "")


def _one_space(text: str) -> str:
    return " ".join(text.split())
