"""Something shown in, a MIME bundle out: our JSON, HTML, Markdown and plain text of the same thing."""

from __future__ import annotations

import html
import re
from typing import Any

from toolkit.messages import Messages
from toolkit.model import cells
from toolkit.model.access import high_water
from toolkit.widgets.as_markdown import markdown_of


def bundle(shown: Any, words: Messages) -> dict[str, Any]:
    """Every representation of ``shown``, richest first.

    Stock tools pick the one they know: an untrusted notebook still shows readable HTML,
    and an exporter of ours reads the JSON.
    """
    return {cells.MIME: shown.model_dump(mode="json"), **readable(markdown_of(shown, words))}


def keyless_bundle(shown: cells.ShownQuiz, words: Messages) -> dict[str, Any]:
    """A quiz as a test: what can be read, and of our JSON no more than who may see it. The rest of it would tell the key."""
    label = cells.ShownTest(access=high_water((shown,)))
    return {cells.MIME: label.model_dump(mode="json")} | readable(markdown_of(shown, words, key=False))


def saved_bundle(data: dict[str, Any], words: Messages) -> dict[str, Any]:
    """``data`` as it stands beside a live view: what a saved notebook shows says first how to make it live again."""
    hint = f"<p><em>{html.escape(words('notebook.read-only'))}</em></p>\n"
    return {**data, "text/html": hint + data["text/html"]}


def readable(markdown: str) -> dict[str, Any]:
    """HTML, Markdown and plain text of ``markdown``."""
    from toolkit.widgets.as_html import html_of

    unfolded = re.sub(r"^:::\n\n?", "", re.sub(r"^:::fold (.*)$", r"**\1**", markdown, flags=re.MULTILINE), flags=re.MULTILINE)
    return {"text/html": html_of(markdown), "text/markdown": unfolded, "text/plain": unfolded}
