"""A picture's bytes in, whether every format can show them out: damaged ones and those that reach outside cannot."""

from __future__ import annotations

import re
import warnings

_LINK = re.compile(rb"""(?:href|src)\s*=\s*["']\s*(?!\#|data:image/(?:png|jpeg|gif|webp)[;,])[^"'\s]""", re.IGNORECASE)
_DECLARED = re.compile(rb"""\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ESCAPED = re.compile(
    rb"""<style\b(?:(?!</style).)*?\\|\b(?:style|fill|stroke|filter|mask|cursor|clip-path|marker[\w-]*)\s*=\s*(?:"[^"]*\\|'[^']*\\)"""
    rb"""|attributeName\s*=\s*["']\s*(?:\w+:)?href\b""",
    re.IGNORECASE | re.DOTALL,
)
_LIKE_ASCII = re.compile(r"utf-?8|(?:us-)?ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_LOAD = re.compile(rb"""@import|url\(\s*["']?(?!\#)[^)]|<!ENTITY|<script|<foreignObject""", re.IGNORECASE)


def is_usable(data: bytes, media_type: str) -> bool:
    """Whether ``data`` is a whole picture of its type that loads nothing and runs nothing."""
    return _is_plain_svg(data) if media_type == "image/svg+xml" else _is_whole(data)


def reaches_outside(svg: bytes) -> bool:
    """Whether an SVG picture links to, loads or runs anything: it would show other things on other machines.

    So may one whose letters cannot be looked at, as they are written in another encoding or as escapes of a style.
    """
    return bool(_LINK.search(svg) or _LOAD.search(svg) or _ESCAPED.search(svg) or not _LIKE_ASCII.fullmatch(_encoding(svg)))


def _encoding(svg: bytes) -> str:
    if b"\0" in svg[:64]:
        return "utf-16"
    declared = _DECLARED.match(svg.removeprefix(b"\xef\xbb\xbf"))
    return declared[1].decode("ascii") if declared else "utf-8"


def _is_plain_svg(data: bytes) -> bool:
    from xml.etree import ElementTree as ET

    if reaches_outside(data):  # and so no entity can be declared that the parser would expand
        return False
    try:
        ET.fromstring(data)  # noqa: S314  # declarations of entities were refused above
    except (ET.ParseError, ValueError):
        return False
    return True


def _is_whole(data: bytes) -> bool:
    import io

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a picture made to fill the memory
            with Image.open(io.BytesIO(data)) as picture:
                picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return False
    return True
