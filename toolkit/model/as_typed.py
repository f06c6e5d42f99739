"""A line of plain text in; Markdown that shows it as it was typed, numbered citations aside, out."""

from __future__ import annotations

import re

SOURCES_ANCHOR = "#Sources"
"""Where a numbered citation points to inside a notebook; ``read`` knows citations by it."""
_CITED = re.compile(rf"(\s?\[\[\d+(?:, \d+)*\]\]\({SOURCES_ANCHOR}\))")
_SIGNS = re.compile(r"[\\`*_\[\]<$~]|&(?=[#\w]+;)")
_OPENING = re.compile(r"^(?:(?=[#>+=-])|\d+(?=[.)](?:\s|$)))")  # of a heading, a quotation, a list
_CLOSING = re.compile(r"(?<=\s)(?=#+\s*$)")  # of a heading
_ADDRESS = re.compile(r"https?://[^\s<>]+")


def as_typed(text: str) -> str:
    """``text`` for a place in which signs would be read as Markdown, HTML or a formula. A citation stays one."""
    pieces = _CITED.split(text.strip())  # what it is split by stands at every second place
    shown = "".join(piece if place % 2 else _SIGNS.sub(r"\\\g<0>", piece) for place, piece in enumerate(pieces))
    return _CLOSING.sub(r"\\", _OPENING.sub(r"\g<0>\\", shown), count=1)


def address_as_typed(address: str) -> str:
    """A web address as a link where it is one, as text where it is anything else."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else as_typed(address)
