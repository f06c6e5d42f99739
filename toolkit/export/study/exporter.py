"""From a learner's Document to a page to study alone: one HTML file that needs no kernel, no server and no network."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any

from toolkit.export import document as d
from toolkit.export.activity_data import CITATION, with_texts
from toolkit.export.markup import Html, element
from toolkit.export.study.page import page_html
from toolkit.export.study.scenario import without_cards
from toolkit.export.study.writer import Writer
from toolkit.export.typography import polished, typographic
from toolkit.export.vetting import mark
from toolkit.export.web import DARK_BAND, LIGHT_BAND, asset, colours, policy
from toolkit.interactive.client_data import client_words
from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.messages import messages

if TYPE_CHECKING:
    from toolkit.look.theme import Theme
    from toolkit.messages import Messages

_SAID = (
    "all-done", "back-to-text", "cannot-keep", "continue", "done", "forgotten", "kept", "not-kept", "progress",
    "stopped-keeping", "exit-about",
)  # fmt: skip
_PIECES = re.compile(r"(<code>.*?</code>|<[^<>]*>)", re.DOTALL)
_LINE_ENDS = re.compile(r"</?(?:p|li|ul|ol|td|th|tr|table|blockquote|h\d|br)\b")
_COMMENTS = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.DOTALL | re.MULTILINE)


def to_study(document: d.Document, theme: Theme) -> bytes:
    """The page as UTF-8 HTML. It holds the answers to practice questions: hand it out when the workshop is over."""
    words = messages(document.language)
    document = polished(document)
    writer = Writer(document, words)
    page = page_html(writer)
    style = Html("\n".join((_theme_css(theme), _lean(engine_css(home=False)), _lean(asset("study.css")), _paper_css(document, words))))
    script = Html(_program())
    whole = Template(asset("study.html")).substitute(
        language=escape(document.language),
        policy=policy((style,), (script,)),
        title=element("title", f"{document.title}: {document.subtitle}" if document.subtitle else document.title),
        style=element("style", style),
        header=page.header,
        contents=page.contents,
        main=page.main,
        footer=page.footer,
        data=_data(writer, words),
        script=element("script", script, type="module"),
    )
    return whole.encode()


def _data(writer: Writer, words: Messages) -> Html:
    """What the script shows, as JSON in which no tag can begin."""
    catalogue = words.all()
    data = {
        "activities": [with_texts(_unsaid(each.data), _written) for each in writer.living],
        "level": writer.level + 1,
        "words": {name: typographic(text) for name, text in client_words(words).items()},
        "page": {name: typographic(catalogue[f"study.{name}"]) for name in _SAID},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return element("script", Html(text), type="application/json", id="study-data")


def _unsaid(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` without what the page says already."""
    kept: dict[str, Any] = without_cards(data) if data["kind"] == "scenario" else data
    return kept


def _written(text: str) -> str:
    """An activity's text as the rest of the page is set, its citations pointing at the first source that they name."""
    before, out = "", []
    for piece in _PIECES.split(text):
        if piece.startswith("<"):
            before = "" if _LINE_ENDS.match(piece) else before
            out.append(piece)
        elif piece:
            out.append(typographic(piece.replace("&quot;", '"'), before))
            before = piece[-1]
    return CITATION.sub(_to_its_source, "".join(out))


def _to_its_source(cited: re.Match[str]) -> str:
    first = (cited[1] or "").partition(",")[0]
    return cited[0].replace('href="#Sources"', f'href="#source-{first}"')


def _theme_css(theme: Theme) -> str:
    """Light colours, and dark ones where the system asks for them. Paper is always light."""
    dark = colours(theme.dark) + DARK_BAND
    return f":root{{{colours(theme.palette)}{LIGHT_BAND}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _paper_css(document: d.Document, words: Messages) -> str:
    """Sheets of the page as printed; each says for whom it is where not everyone may see it."""
    said = mark(document, words)
    corner = f"@top-right{{content:{json.dumps(said)};font-size:9pt}}" if said else ""
    return f"@page{{size:{document.paper};margin:18mm 20mm;{corner}}}"


@cache
def _program() -> str:
    """The engine with the page around it. Comments and indentation stay behind: they are a sixth of it."""
    return _lean(engine_module("page")) + asset("study.js")


def _lean(source: str) -> str:
    """A script or a style without comments that have lines of their own, and without indentation."""
    return re.sub(r"^[ \t]+", "", _COMMENTS.sub("", source), flags=re.MULTILINE)
