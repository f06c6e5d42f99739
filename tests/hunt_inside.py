"""Bytes in; what is packed inside them, out: zip parts, anything compressed, and the places of a text that have a name."""

from __future__ import annotations

import bz2
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lxml import etree, html

_LIMIT = 1 << 26
"""No more than 64 MB of anything that was packed."""
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, RuntimeError)
"""What the standard library raises about a torn or a locked archive."""
_ZLIB = re.compile(
    b"|".join(
        re.escape(bytes([window << 4 | 8, level]))
        for window in range(8)
        for level in range(256)
        if ((window << 4 | 8) << 8 | level) % 31 == 0 and not level & 32
    )
)
_GZIP = re.compile(rb"\x1f\x8b\x08")
_LOCAL = re.compile(rb"PK\x03\x04")


def packed(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Everything packed in ``data``, wherever in it."""
    if b"PK\x03\x04" in data or b"PK\x05\x06" in data:
        yield from _zipped(data)
    yield from _inflated("gzip", _GZIP, 31, data)
    yield from _inflated("zlib", _ZLIB, 15, data)
    for name, magic, unpack in (("bzip2", b"BZh", bz2.BZ2Decompressor), ("xz", b"\xfd7zXZ", lzma.LZMADecompressor)):
        if data.startswith(magic):
            with suppress(*_FAULTS):
                yield name, unpack().decompress(data, _LIMIT)
    content, end = _inflate(
        data, 0, -15
    )  # raw deflate has no sign to look for: it is the whole of the bytes or not there
    if end == len(data):
        yield "deflate", content


def named_places(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each text of JSON, XML or HTML with the name of its place: dear, so only for what holds a word."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    start = data.lstrip()[:1]
    if start in (b"{", b"["):
        try:
            yield from _leaves("", json.loads(data))
        except ValueError:
            return
    elif start == b"<":
        yield from _elements(data.lstrip())


def _elements(data: bytes) -> Iterator[tuple[str, bytes]]:
    strict = etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True)
    try:
        tree = etree.fromstring(data, strict) if data.startswith(b"<?x") else html.fromstring(data)
    except etree.LxmlError:
        return
    for node in tree.iter() if tree is not None else ():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "comment"
        yield name, (node.text or "").encode()
        yield f"after {name}", (node.tail or "").encode()
        for key, text in node.attrib.items():
            yield f"{name} {key.rpartition('}')[2]}", text.encode()


def _leaves(place: str, value: Any) -> Iterator[tuple[str, bytes]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield f"{place}/(key)", key.encode("utf-8", "replace")
            yield from _leaves(f"{place}/{key}", one)
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        yield place, "".join(value).encode("utf-8", "replace")  # a notebook keeps a text as a list of its lines
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(f"{place}/{number}", one)
    elif isinstance(value, str):
        yield place, value.encode("utf-8", "replace")


def _inflate(data: bytes, start: int, window: int) -> tuple[bytes, int]:
    """What inflates from ``start`` on, and where that ends; all there is before a fault, if there is one."""
    stream, content, place = zlib.decompressobj(window), bytearray(), start
    view = memoryview(data)
    try:
        while place < len(data) and not stream.eof and len(content) < _LIMIT:
            content += stream.decompress(view[place : place + 4096])
            place += 4096
    except zlib.error:
        return bytes(content), start
    return bytes(content), min(place, len(data)) - len(stream.unused_data)


def _inflated(name: str, magic: re.Pattern[bytes], window: int, data: bytes) -> Iterator[tuple[str, bytes]]:
    match = magic.search(data)
    while match:
        content, end = _inflate(data, match.start(), window)
        if len(content) >= 18:
            yield f"{name} at {match.start()}", content
        match = magic.search(data, max(end, match.start() + 1))


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Parts, names, comments and extra fields; then parts that the table of contents does not list."""
    listed: set[bytes] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "comment of the zip", archive.comment
            for part in archive.infolist():
                yield "name of a part", part.filename.encode()
                yield f"comment of {part.filename}", part.comment
                yield f"extra field of {part.filename}", part.extra
                if not part.flag_bits & 1:
                    yield part.filename, archive.read(part)
                    listed.add(part.orig_filename.encode("utf-8", "surrogateescape"))
    except _FAULTS:
        pass  # what it could not read is read below, as far as it goes
    for match in _LOCAL.finditer(data):
        head = match.start()
        name_size, extra_size = (int.from_bytes(data[head + at : head + at + 2], "little") for at in (26, 28))
        name = data[head + 30 : head + 30 + name_size]
        body = head + 30 + name_size + extra_size
        if name not in listed and data[head + 8 : head + 10] == b"\x08\0":
            yield f"{name.decode('utf-8', 'replace')} (not listed)", _inflate(data, body, -15)[0]
