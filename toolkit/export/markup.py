"""From names, attributes and text to HTML in which text can only ever be text: everything is escaped but ``Html`` itself."""

from __future__ import annotations

import re
from html import escape

_VOID = frozenset({"br", "hr", "img", "meta", "link"})
_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)

Value = str | int | bool | None


class Html(str):
    """Markup that is already safe. Only this module's functions and file-reading callers make it."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: Value) -> Html:
    """One element. ``class_`` and ``aria_label`` become ``class`` and ``aria-label``; None, False and '' attributes go.

    Tag and attribute names are written in the program, never taken from content.
    """
    written = "".join(_attribute(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*children: str) -> Html:
    """Children side by side; what is not Html is escaped."""
    return Html("".join(child if isinstance(child, Html) else escape(child, quote=False) for child in children))


def safe_address(href: str) -> str | None:
    """``href`` when a click on it can only open a page, a mail or a call; None for anything that could run."""
    return href if _LINK.match(href) else None


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False or value == "":
        return ' alt=""' if name == "alt" and value == "" else ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
