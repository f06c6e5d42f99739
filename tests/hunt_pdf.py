"""A PDF in; its text as readers see it, its objects with their names and its streams without their filters, out.

What is only compressed is found without this, and without any program. qpdf opens the other filters, and PDFs that are
locked without a password; pdftotext reads words that change their font on the way.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

_AS_JSON = (
    "--json=2",
    "--json-key=qpdf",
    "--json-stream-data=inline",
    "--decode-level=generalized",
    "--warning-exit-0",
)
_STRING = re.compile(rb"(/[A-Za-z]+\s*)?(?:\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)|<([0-9A-Fa-f\s]+)>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n)|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ONE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def pdf_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text of the pages, and every string and stream with its object, as far as the programs are there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.pdf"
        path.write_bytes(data)
        calls = (("pdftotext", str(path), "-"), ("qpdf", *_AS_JSON, str(path)))
        started = {
            call[0]: _started(call) for call in calls if shutil.which(call[0])
        }  # both at once: they take longest
        told = {name: program.communicate()[0] for name, program in started.items()}
    yield "text of the pages", told.get("pdftotext", b"")
    with suppress(ValueError):  # it stopped within an object, or is not there
        yield from _objects(json.loads(told.get("qpdf", b"").decode("utf-8", "replace"))["qpdf"][1])


def _started(call: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def glyphs_read(streams: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """The strings that are drawn, read with each font's own table: also what is off the page, hidden or in a form.

    Every stream is read with every table, for a wrong one gives only letters in disorder, and never a marker.
    """
    drawn: list[bytes] = []
    tables = []
    for stream in streams:
        if b"beginbf" in stream:
            tables.append(_table(stream))
        elif b"Tf" in stream and (b"TJ" in stream or b"Tj" in stream):
            drawn += _strings(stream)
    codes = {
        1: b"".join(drawn).decode("latin-1"),
        2: b"".join(one for one in drawn if len(one) % 2 == 0).decode("utf-16-be", "surrogatepass"),
    }
    yield "drawn strings", codes[1].encode("latin-1")
    for size, table in tables:
        yield "drawn strings with their font", codes.get(size, "").translate(table).encode("utf-8", "ignore")


def _objects(objects: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Each stream; then the strings of all objects under the name of their entry: Alt, Title, Contents, UF ..."""
    strings: dict[str, list[bytes]] = {}
    attached = dict(_attachments([held.get("value") for held in objects.values()]))
    for name, held in objects.items():
        reference = name.removeprefix("obj:")
        if "stream" in held:
            place = attached.get(reference, f"stream {reference.split(' ')[0]}")
            yield place, base64.b64decode(held["stream"].get("data", ""))
        for key, text in _texts("object", held.get("value", held.get("stream", {}).get("dict"))):
            strings.setdefault(key, []).append(text)
    for key, texts in strings.items():
        yield key, b"\n".join(texts)


def _attachments(value: Any) -> Iterator[tuple[str, str]]:
    """The stream of each embedded file, and what to call it."""
    if isinstance(value, dict):
        if isinstance(files := value.get("/EF"), dict):
            name = str(value.get("/UF", value.get("/F", ""))).removeprefix("u:")
            yield from ((str(one), f"attachment {name}") for one in files.values())
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _attachments(one)


def _texts(key: str, value: Any) -> Iterator[tuple[str, bytes]]:
    """Each string and name in an object, with the name of the entry that holds it."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield "name", name.encode("utf-8", "replace")
            yield from _texts(name.removeprefix("/"), one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(key, one)
    elif isinstance(value, str) and value.startswith("b:"):
        yield key, bytes.fromhex(value[2:])
    elif isinstance(value, str) and not value.endswith(" 0 R"):
        yield key, value.removeprefix("u:").encode("utf-8", "replace")


def _strings(stream: bytes) -> Iterator[bytes]:
    """The strings that are drawn, not those after a name: a hyphen's ActualText would stand between two halves of a word."""
    for name, literal, digits in _STRING.findall(stream):
        if digits and not name:
            yield _from_hex(digits)
        elif not name:
            yield _ESCAPE.sub(_unescaped, literal)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return b"" if match[2] else _LETTERS.get(match[3], match[3])


def _table(stream: bytes) -> tuple[int, dict[int, str]]:
    """How many bytes a code of the font has, and the text of each code."""
    size, table = 1, {}
    for kind, body in _SECTION.findall(stream):
        if kind == b"char":
            rows = [(code, code, text, b"") for code, text in _ONE.findall(body)]
        else:
            rows = _RANGE.findall(body)
        for first, last, text, texts in rows:
            size = max(size, len(first) // 2)
            each = re.findall(rb"<([^>]*)>", texts)
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                if text:
                    table[code] = _after(_utf16(text), step)
                elif step < len(each):
                    table[code] = _utf16(each[step])
    return size, table


def _utf16(digits: bytes) -> str:
    return _from_hex(digits).decode("utf-16-be", "ignore")


def _from_hex(digits: bytes) -> bytes:
    pairs = re.sub(rb"[^0-9A-Fa-f]", b"", digits)
    return binascii.unhexlify(pairs + b"0" * (len(pairs) % 2))


def _after(text: str, step: int) -> str:
    """The text ``step`` places later in a range: the last character counts up."""
    return text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF)) if text else ""
