"""Markdown or a plain line in, HTML out in which nothing can run or load, and links only open a page, a notebook, a mail or a call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from toolkit.messages import Messages

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CITATION = re.compile(r"\s?\[\[(\d+(?:, \d+)*)\]\]\((#[\w-]+)\)")
_SAFE_ADDRESS = re.compile(r"https://|mailto:|tel:|#|(?!/)[\w./%-]+\.ipynb$", re.IGNORECASE)
"""The last is a notebook beside the one that is read."""


class SafeHtml:
    """Writes the texts of an activity as HTML, with the words of one language for links to sources."""

    def __init__(self, words: Messages) -> None:
        self._words = words

    def blocks(self, markdown: str) -> str:
        """Paragraphs, lists and tables."""
        tokens = self._named(safe_parser().parse(markdown))
        return str(safe_parser().renderer.render(tokens, safe_parser().options, {})).strip()

    def prompt(self, markdown: str) -> tuple[str, str]:
        """The first paragraph as a line that can stand in a legend, and what follows it."""
        tokens = self._named(safe_parser().parse(markdown))
        if not tokens or tokens[0].type != "paragraph_open":
            return "", self.blocks(markdown)
        renderer, options = safe_parser().renderer, safe_parser().options
        return str(renderer.render(tokens[1:2], options, {})), str(renderer.render(tokens[3:], options, {})).strip()

    def line(self, text: str) -> str:
        """A line as typed. Citations are numbers without a link: the line may stand in a label or a button."""
        return _CITATION.sub(lambda found: f"<sup>{found[1]}</sup>", escape(text.strip(), quote=False))

    def words_of(self, text: str) -> str:
        """A line as typed, as plain text without citations: for what can hold no elements."""
        return _CITATION.sub("", text.strip())

    def _named(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Gives links to sources a name that says so: '3' alone tells a screen reader nothing."""
        for token in tokens:
            inline = token.children or []
            for before, opening, content in zip([None, *inline], inline, inline[1:], strict=False):
                if opening.type == "link_open" and re.fullmatch(r"\[\d+(?:, \d+)*\]", content.content):
                    if before is not None:
                        before.content = before.content.rstrip()
                    content.content = content.content.strip("[]")
                    opening.attrSet("class", "tk-cite")
                    opening.attrSet("aria-label", self._words("engine.source", numbers=content.content))
        return tokens


@cache
def safe_parser() -> MarkdownIt:
    """What reads Markdown here and wherever else it becomes HTML, so that there is one rule of what is safe."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    # markdown-it asks this of every address; what is refused stays text.
    setattr(parser, "validateLink", _is_safe)  # noqa: B010  # the documented way to replace it
    return parser


def _is_safe(address: Any) -> bool:
    return bool(_SAFE_ADDRESS.match(str(address).strip()))
