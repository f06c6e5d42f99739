"""Something shown in, a MIME bundle out: our JSON, HTML, Markdown and plain text of the same thing."""

from __future__ import annotations

import re
from typing import Any

from toolkit.messages import Messages
from toolkit.model import cells
from toolkit.widgets.as_markdown import markdown_of


def bundle(shown: Any, words: Messages) -> dict[str, Any]:
    """Every representation of ``shown``, richest first.

    Stock tools pick the one they know: an untrusted notebook still shows readable HTML,
    and an exporter of ours reads the JSON.
    """
    from toolkit.widgets.as_html import html_of

    markdown = markdown_of(shown, words)
    unfolded = re.sub(r"^:::\n\n?", "", re.sub(r"^:::fold (.*)$", r"**\1**", markdown, flags=re.MULTILINE), flags=re.MULTILINE)
    return {
        cells.MIME: shown.model_dump(mode="json"),
        "text/html": html_of(markdown),
        "text/markdown": unfolded,
        "text/plain": unfolded,
    }
