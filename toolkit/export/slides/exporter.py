"""From a facilitator's Document to slides: one HTML file that needs no network, with notes in a window of their own."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from toolkit.export.deck import build_deck
from toolkit.export.markup import Html, element, join
from toolkit.export.slides.page import slides_html
from toolkit.export.slides.webfonts import font_face_css
from toolkit.export.typography import polished
from toolkit.export.web import DARK_BAND, LIGHT_BAND, asset, colours, policy
from toolkit.messages import messages

if TYPE_CHECKING:
    from toolkit.export.document import Document
    from toolkit.look.theme import Theme
    from toolkit.messages import Messages

_KEYS = ("arrows", "first", "choice", "down", "overview", "speaker", "full", "black", "scheme", "print", "help")
_SPOKEN = (
    "notes", "print-notes", "speaker", "speaker-ahead", "speaker-behind", "speaker-clock", "speaker-elapsed", "speaker-end",
    "speaker-next", "speaker-no-notes", "speaker-on-time", "speaker-plan", "speaker-plan-none", "speaker-restart",
)  # fmt: skip


def to_slides(document: Document, theme: Theme) -> bytes:
    """The deck as UTF-8 HTML. It holds the facilitator's notes: hand it to facilitators only."""
    words = messages(document.language)
    deck = polished(build_deck(document, words))
    fonts = Html(font_face_css(theme.font))
    style = Html("\n".join((_reveal("reset.css"), _reveal("reveal.css"), _theme_css(theme), asset("slides.css"))))
    scripts = [Html(_reveal("reveal.js")), Html(asset("slides.js"))]
    page = Template(asset("slides.html")).substitute(
        language=escape(deck.language),
        policy=policy((fonts, style), scripts, "font-src data:"),
        title=element("title", _page_title(deck.title, deck.subtitle)),
        styles=join(*(element("style", css) for css in (fonts, style))),
        paper=document.paper,
        slides=slides_html(deck, words),
        tools=_tools(words),
        help=_help(words),
        words=element("div", id="words", hidden=True, data_words=_spoken(words)),
        scripts=join(*(element("script", script) for script in scripts)),
    )
    return page.encode()


def _page_title(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if subtitle else title


def _theme_css(theme: Theme) -> str:
    """Light colours, and dark ones where the system asks for them, unless the presenter has chosen (``data-scheme``)."""
    light, dark = colours(theme.palette), colours(theme.dark) + DARK_BAND
    return (
        f':root{{--font:"{_name(theme.font)}";{light}{LIGHT_BAND}}}\n'
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-scheme=dark]{{{dark}}}}}"
    )


def _name(font: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9 ]+", font):
        raise ValueError(font)
    return font


def _tools(words: Messages) -> Html:
    names = ("previous", "next", "overview", "speaker", "help")
    buttons = [element("button", words(f"slides.{name}"), type="button", data_tool=name) for name in names]
    return element("nav", *buttons, class_="tools", aria_label=words("slides.tools"), hidden=True)


def _help(words: Messages) -> Html:
    rows = [
        join(element("dt", words(f"slides.help-{key}-keys")), element("dd", words(f"slides.help-{key}")))
        for key in _KEYS
    ]
    return element(
        "dialog",
        element("h2", words("slides.help"), id="help-title"),
        element("p", words("slides.popup-blocked"), class_="blocked", hidden=True),
        element("dl", *rows),
        element("button", words("slides.close"), type="button", data_tool="close"),
        id="help", class_="help", aria_labelledby="help-title",
    )  # fmt: skip


def _spoken(words: Messages) -> str:
    """Words that the script shows, as JSON; numbers that only it knows stay as {names}."""
    catalogue = words.all()
    return json.dumps({name: catalogue[f"slides.{name}"] for name in _SPOKEN}, ensure_ascii=False, sort_keys=True)


@cache
def _reveal(name: str) -> str:
    return (files("pyreveal") / "revealjs" / "dist" / name).read_text(encoding="utf-8")
