"""Markdown that a person wrote in, Markdown that paper can show out: formulas kept as typed, folded parts, HTML pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from toolkit.messages import Messages

_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
_DETAILS = re.compile(r"<details\b[^>]*>(.*?)</details\s*>", re.DOTALL | re.IGNORECASE)
_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary\s*>", re.DOTALL | re.IGNORECASE)
_IMG = re.compile(r"(?<!\\)<img\b[^>]*>", re.IGNORECASE)
_EMBED = re.compile(r"(?<!\\)<(iframe|video|audio|object|embed)\b[^>]*>(?:.*?</\1\s*>)?", re.DOTALL | re.IGNORECASE)
_BLOCK_MATH = re.compile(r"(?<!\\)\$\$(.+?)\$\$|(\\begin\{(\w+\*?)\}.*?\\end\{\3\})", re.DOTALL)
_INLINE_MATH = re.compile(r"(?<![\\$\w])\$(?=[^\s$])([^$\n]*?[^\s$\\])\$(?![\w$])")


def own_text(source: str, words: Messages, *, full: bool) -> str:
    """``source`` as every format can show it.

    What a person folded away (``<details>``) is usually the answer, so only a facilitator's
    document (``full``) has its body; a participant's keeps the summary line.
    """
    source = _DETAILS.sub(lambda match: _unfolded(match[1], full=full), source)
    pieces = _CODE.split(source)
    changes: tuple[Callable[[str], str], ...] = (_with_math, _with_pictures, lambda text: _with_embeds(text, words))
    for place in range(0, len(pieces), 2):  # odd ones are code
        for change in changes:
            pieces[place] = change(pieces[place])
    return "".join(pieces)


def _unfolded(inside: str, *, full: bool) -> str:
    summary = _SUMMARY.search(inside)
    title = re.sub(r"<[^>]*>", "", summary[1]).strip() if summary else ""
    body = _SUMMARY.sub("", inside, count=1).strip()
    parts = [f"**{title}**" if title else "", body if full else ""]
    return "\n\n" + "\n\n".join(part for part in parts if part) + "\n\n"


def _with_math(text: str) -> str:
    """Formulas as code: paper shows what was typed rather than a formula that Markdown has half eaten."""
    text = _BLOCK_MATH.sub(lambda match: f"\n\n```\n{(match[1] or match[2]).strip()}\n```\n\n", text)
    pieces = _CODE.split(text)
    return "".join(
        piece if place % 2 else _INLINE_MATH.sub(lambda match: f"`{match[1]}`", piece)
        for place, piece in enumerate(pieces)
    )


def _with_pictures(text: str) -> str:
    return _IMG.sub(lambda match: _markdown_picture(match[0]), text)


def _markdown_picture(tag: str) -> str:
    found = dict(re.findall(r"""\b(src|alt)\s*=\s*["']([^"']*)["']""", tag, re.IGNORECASE))
    alt = re.sub(r"[\[\]]", "", html.unescape(found.get("alt", "")))
    return f"![{alt}](<{html.unescape(found.get('src', ''))}>)"


def _with_embeds(text: str, words: Messages) -> str:
    return _EMBED.sub(f"\n\n*{words('read.widget-title')}. {words('read.widget-text')}*\n\n", text)
