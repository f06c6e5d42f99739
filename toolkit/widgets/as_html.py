"""Markdown of an activity in, HTML out: answers fold away, and no markup in the text survives."""

from __future__ import annotations

import html
import re

from toolkit.interactive.safe_html import safe_parser

FOLD_OPEN = ":::fold "
FOLD_CLOSE = ":::"


def html_of(markdown: str) -> str:
    """HTML in which folded parts become ``<details>``; what is safe in it is decided where live activities have it decided."""
    pieces: list[str] = []
    for piece in re.split(r"^(:::.*)$", markdown, flags=re.MULTILINE):
        if piece.startswith(FOLD_OPEN):
            pieces.append(f"<details><summary>{html.escape(piece.removeprefix(FOLD_OPEN))}</summary>")
        elif piece.startswith(FOLD_CLOSE):
            pieces.append("</details>")
        elif piece.strip():
            pieces.append(safe_parser().render(piece))
    return "".join(pieces)
