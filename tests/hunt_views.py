"""Bytes in; the same bytes read in every way that a word in them may be written, out.

Markers have letters only. So everything between letters can go: spaces, hyphens at the end of a line, soft hyphens,
zero-width characters, the zero bytes of UTF-16 and UTF-32, quotes and kerning between pieces of a string.
"""

from __future__ import annotations

import binascii
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5

SHORTEST = 18
"""The letters of a marker: in less there is none."""
_FOLD = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_NOT_LETTERS = bytes(code for code in range(256) if chr(code) not in string.ascii_letters)
_MARKER = re.compile(rb"zq(?=([a-z]{14}qz))")  # the look ahead: a chance 'zq' in front must not swallow the real one

_ESCAPE = re.compile(
    rb"&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|([A-Za-z]\w{1,30}));?"
    rb"|\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([nrtbfv/]))"
    rb"|[%=]([0-9A-Fa-f]{2})"
)
_BASES = (16, 10, 0, 16, 16, 16, 16, 8, 0, 16)
"""The base of the number in each group of ``_ESCAPE``; 0 where it is a name or a letter."""
_CSS = re.compile(rb"\\([0-9a-fA-F]{2,6})\s?")
_PDF_NAME = re.compile(rb"#([0-9a-fA-F]{2})")

_COMMENT = re.compile(rb"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"=\s*(?:\"([^\"]*)\"|'([^']*)')")

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}(?:\s{1,9}[A-Za-z0-9+/_-]{24,})*(?:\s{1,9}[A-Za-z0-9+/_-]+)?")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_HEX = re.compile(rb"[0-9A-Fa-f]{36,}(?:\s{1,9}[0-9A-Fa-f]{2,})*")
_SPACED_HEX = re.compile(rb"[57][aA](?:[\s:,-]{1,3}(?:0x)?[0-9A-Fa-f]{2}){17,}")
"""Digits with something between each two: only a marker itself, which begins with a Z, for all numbers look like that."""
_LONG, _FILE = 64, 20_000
"""So many characters of base64 may hold something packed; so many are a file, and begin where it begins."""


def marks(data: bytes) -> set[str]:
    """Every marker in the letters of ``data``, whatever stands between the letters."""
    letters = data.translate(_FOLD, _NOT_LETTERS)
    return {f"zq{match[1].decode()}" for match in _MARKER.finditer(letters)}


def views(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Readings of ``data``, each with what was done to get it; the first is the text as it stands."""
    text = data.translate(None, b"\0")
    yield "", text
    if len(text) < len(data) * 3 / 4:
        for codec in ("utf-16-le", "utf-16-be"):  # some invisible characters look like letters, byte by byte
            for start in (0, 1):
                yield codec, data[start:].decode(codec, "ignore").encode("ascii", "ignore")
    texts = {"": text} | {name: read for name, read in _unescaped(text) if read != text}
    for name, read in texts.items():
        if name:
            yield name, read
        if b"<" in read:
            bare = _COMMENT.sub(b"", read)
            yield f"{name} without tags".strip(), _TAG.sub(b"", bare)
            yield f"{name} attributes".strip(), b"".join(one or other for one, other in _ATTRIBUTE.findall(bare))
    if not text.isascii():
        yield from _folded(text)


def decoded(texts: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """What stands in any of the texts as base64 or as hex digits, whatever comes right before it."""
    short = []
    for run in dict.fromkeys(run for text in texts for run in _BASE64.findall(text)):
        clean = re.sub(rb"\s", b"", run).translate(_URL_SAFE)
        if len(clean) >= _LONG:
            yield "base64", _from_base64(clean)
        if len(clean) < _FILE:
            short += [_from_base64(clean[start:]) for start in range(4)]
    yield "base64", b"\n".join(short)  # in one, for there are very many, and nearly all of them are just long words
    for run in dict.fromkeys(run for text in texts for kind in (_HEX, _SPACED_HEX) for run in kind.findall(text)):
        digits = re.sub(rb"0x|[^0-9A-Fa-f]", b"", run)
        for start in (0, 1):
            yield "hex", binascii.unhexlify(digits[start : start + (len(digits) - start) // 2 * 2])


def _from_base64(clean: bytes) -> bytes:
    tail = len(clean) % 4
    whole = clean[: len(clean) - tail]
    return binascii.a2b_base64(whole + (clean[-tail:].ljust(4, b"=") if tail > 1 else b""))


def _unescaped(text: bytes) -> Iterator[tuple[str, bytes]]:
    """The text with character references and escapes read; three times, for escapes of escapes."""
    read = text
    for _ in range(3):
        last, read = read, _replaced(_ESCAPE, _meaning, read)
        if read == last:
            break
    yield "unescaped", read
    if b"\\" in text:
        yield "css escapes", _replaced(_CSS, lambda match: _character(int(match[1], 16)), text)
    if b"#" in text:
        yield "name escapes", _replaced(_PDF_NAME, lambda match: bytes([int(match[1], 16)]), text)


def _replaced(pattern: re.Pattern[bytes], meaning: Callable[[re.Match[bytes]], bytes], text: bytes) -> bytes:
    """As ``pattern.sub``, with each escape worked out once."""
    known: dict[bytes, bytes] = {}

    def read(match: re.Match[bytes]) -> bytes:
        if match[0] not in known:
            known[match[0]] = meaning(match)
        return known[match[0]]

    return pattern.sub(read, text)


def _meaning(match: re.Match[bytes]) -> bytes:
    group = match.lastindex
    assert group
    written = match[group].decode()
    if _BASES[group - 1]:
        return _character(int(written, _BASES[group - 1]))
    if group == 3:
        return html5.get(f"{written};", match[0].decode()).encode()
    return b"/" if written == "/" else b" "  # a line break or a tab, which is no letter


def _character(code: int) -> bytes:
    if code < 256:
        return bytes([code])
    return chr(code).encode("utf-8", "ignore") if code <= 0x10FFFF else b""


def _folded(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Ligatures, full-width and mathematical letters as plain ones. Only of whole UTF-8: binary data has none."""
    try:
        written = text.decode()
    except UnicodeDecodeError:
        return
    plain = unicodedata.normalize("NFKC", written)
    if plain != written:
        yield "plain letters", plain.encode()
