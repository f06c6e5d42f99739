"""The hunter finds a word in every place where one may hide, and says where; of PDFs, see test_hunt_pdf.py."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.hunt import found_in, marker

WORD = marker(1)
RAW = WORD.encode()
HALF, REST = WORD[:7], WORD[7:]
FILLER = "A guardian can call the helpline at any hour. " * 9


def seed(folder: Path, name: str, data: bytes, *, plain: bool = False) -> Path:
    """A file in which a search in its bytes sees the word only if that is said."""
    path = folder / name
    path.write_bytes(data)
    assert (RAW in data) == plain
    return path


def zipped(*parts: tuple[str, bytes], comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
        archive.comment = comment
    return held.getvalue()


def raw_deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    head = (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = (head, *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in body
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def without_contents(data: bytes) -> bytes:
    """A zip whose table of contents is lost."""
    return data[: data.index(b"PK\x01\x02")]


def each(form: str, word: str = WORD) -> str:
    """Every letter of the word in an escape."""
    return "".join(form.format(ord(letter)) for letter in word)


def with_entities(word: str) -> str:
    return f"<p>{word[:5]}&shy;{word[5:9]}&ZeroWidthSpace;{word[9:]}</p>"


TEXT = f"{FILLER}{WORD} {FILLER}"
CODED = {
    "upper case": (WORD.upper(), "bytes"),
    "UTF-16 LE": (TEXT.encode("utf-16-le"), "bytes"),
    "UTF-16 BE": (TEXT.encode("utf-16-be"), "bytes"),
    "UTF-32": (TEXT.encode("utf-32"), "bytes"),
    "UTF-16 with a joiner that looks like a letter": (f"{HALF}\u2063{REST}".encode("utf-16-be"), "utf-16-be"),
    "soft hyphen": (f"{HALF}\u00ad{REST}", "bytes"),
    "soft hyphen in latin-1": (f"{HALF}\u00ad{REST}".encode("latin-1"), "bytes"),
    "zero width": ("\u200b".join(WORD), "bytes"),
    "end of a line": (f"{HALF}-\n   {REST}", "bytes"),
    "spread": (" ".join(WORD), "bytes"),
    "full width": ("".join(chr(ord(letter) + 0xFEE0) for letter in WORD), "plain letters"),
    "decimal references": (f"<p>{each('&#{};')}</p>", "p"),
    "hex references": (f"<p>{each('&#x{:X};')}</p>", "p"),
    "named references": (with_entities(WORD), "p"),
    "references of references": (html.escape(each("&#{};")), "unescaped"),
    "percent": (f"see.html?of={each('%{:02X}')}", "unescaped"),
    "percent twice": (each("%25{:02x}"), "unescaped"),
    "quoted printable": (each("={:02X}"), "unescaped"),
    "\\u": (json.dumps({"note": "x"}).replace("x", each("\\u{:04x}")), "/note"),
    "\\u{}": (f"say('{each(chr(92) + 'u{{{:x}}}')}')", "unescaped"),
    "\\x": (f"say('{each(chr(92) + 'x{:02x}')}')", "unescaped"),
    "octal": (f"({each(chr(92) + '{:o}')})", "unescaped"),
    "css": (f"p::after {{ content: '{each(chr(92) + '{:x} ')}' }}", "css escapes"),
    "lines in JSON": (json.dumps({"text": f"{HALF}\n{REST}"}), "/text"),
    "base64": (base64.b64encode(TEXT.encode()), "base64"),
    "base64 in lines": (base64.encodebytes(TEXT.encode()), "base64"),
    "base64 of UTF-16": (base64.b64encode(TEXT.encode("utf-16")), "base64"),
    "base64 that is safe in addresses": (base64.urlsafe_b64encode(b"\xff\xfe\xfb" + TEXT.encode()), "base64"),
    "base64 of base64": (base64.b64encode(base64.b64encode(TEXT.encode())), "base64 > base64"),
    "base64 in references": (each("&#{};", base64.b64encode(RAW).decode()), "base64"),
    "hex": (TEXT.encode().hex(), "hex"),
    "hex after a stray digit": (f"a{RAW.hex()}", "hex"),
    "hex with spaces": (RAW.hex(" "), "hex"),
    "hex numbers": (", ".join(f"0x{byte:02x}" for byte in RAW), "hex"),
    "deflate in base64": (base64.b64encode(raw_deflated(TEXT.encode())), "base64 > deflate"),
    "gzip": (b"before" + gzip.compress(TEXT.encode()), "gzip at 6"),
    "zlib": (b"before" + zlib.compress(TEXT.encode()), "zlib at 6"),
    "zlib with the end torn off": (zlib.compress(TEXT.encode())[:-8], "zlib at 0"),
    "deflate": (raw_deflated(TEXT.encode()), "deflate"),
    "bzip2": (bz2.compress(TEXT.encode()), "bzip2"),
    "xz": (lzma.compress(TEXT.encode()), "xz"),
    "tags": (f"<p><b>{HALF}</b><i class='q'>{REST}</i></p>", "without tags"),
    "comment between": (f"<p>{HALF}<!-- a > b -->{REST}</p>", "without tags"),
    "tags in a string": (json.dumps(f"<b>{HALF}</b><wbr>{REST}").replace("<", "\\u003c"), "unescaped without tags"),
    "attributes": (f"<p data-a=\"{HALF}\" data-b='{REST}'></p>", "attributes"),
    "alt in another case": (f'<img src="x.png" alt="{WORD.title()}">', "img alt"),
    "zip": (zipped(("a/b.xml", TEXT.encode())), "a/b.xml"),
    "sheet in a deck in a zip": (
        zipped(("x.pptx", zipped(("y.xlsx", zipped(("z.xml", TEXT.encode())))))),
        "x.pptx > y.xlsx > z.xml",
    ),
    "zip in base64": (base64.b64encode(zipped(("a.xml", TEXT.encode()))), "base64 > a.xml"),
    "zip without contents": (without_contents(zipped(("a.xml", TEXT.encode()))), "a.xml (not listed)"),
    "name of a part in a zip": (zipped((each("%{:x}"), b"")), "name of a part > unescaped"),
    "comment of a zip": (zipped(comment=base64.b64encode(RAW)), "comment of the zip > base64"),
    "zTXt": (png((b"zTXt", b"Title\0\0" + zlib.compress(TEXT.encode()))), "zlib at"),
    "iTXt": (png((b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(TEXT.encode()))), "zlib at"),
    "EXIF": (b"\xff\xd8\xff\xe1\0\x60Exif\0\0UNICODE\0" + WORD.encode("utf-16-be") + b"\xff\xd9", "bytes"),
    "SVG": (f"<svg><text>{HALF}<tspan>{REST}</tspan></text></svg>", "without tags"),
}


@pytest.mark.parametrize("name", CODED)
def test_a_word_is_found_however_it_is_written_or_packed(tmp_path, name):
    data, place = CODED[name]
    path = seed(tmp_path, "seeded", data.encode() if isinstance(data, str) else data)
    places = found_in(path, [WORD, marker(2)])
    assert list(places) == [WORD]
    assert any(one.startswith(place) for one in places[WORD]), places


@pytest.mark.parametrize("start", range(4))
def test_base64_is_found_wherever_the_word_and_the_base64_begin(tmp_path, start):
    coded = base64.b64encode(b"x" * start + RAW + b"yz").decode()
    for before in range(4):
        assert found_in(seed(tmp_path, "seeded", f"{'k' * before}{coded}".encode()), [WORD])


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("plain.txt", TEXT.encode(), "bytes"),
        ("text.png", png((b"tEXt", b"Title\0" + RAW)), "bytes"),
        ("comment.jpeg", b"\xff\xd8\xff\xfe\0\x14" + RAW + b"\xff\xd9", "bytes"),
        ("page.html", f"<ul><li>One<li>{WORD}</ul>".encode(), "li"),
        ("page.xml", f"<?xml version='1.0'?><a:t xmlns:a='x'><!--{WORD}--></a:t>".encode(), "comment"),
    ],
)
def test_a_word_that_anyone_would_find_is_found_too(tmp_path, name, data, place):
    assert found_in(seed(tmp_path, name, data, plain=True), [WORD]) == {WORD: [place]}


def test_names_of_files_and_folders_are_read(tmp_path):
    path = tmp_path / WORD.upper()
    path.mkdir()
    assert found_in(seed(path, "page.html", b"<p>"), [WORD]) == {WORD: ["name"]}
    path = tmp_path / "kit"
    path.mkdir()
    seed(path, f"{HALF}-{REST}.html", b"<p>")
    seed(path, "b.gz", gzip.compress(RAW))
    assert found_in(path, [WORD]) == {WORD: ["b.gz > gzip at 0", "name"]}


def test_extra_fields_and_comments_of_parts_are_read(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        part = zipfile.ZipInfo("a.xml")
        part.extra = struct.pack("<HH", 0xCAFE, 36) + WORD.encode("utf-16-le")
        part.comment = marker(2).upper().encode()
        archive.writestr(part, b"<a/>")
    places = found_in(seed(tmp_path, "a.docx", held.getvalue()), [WORD, marker(2)])
    assert "extra field of a.xml" in places[WORD]
    assert "comment of a.xml" in places[marker(2)]


def test_nothing_is_found_where_nothing_is(tmp_path):
    """Another word, a part of the word and the word backwards are not the word."""
    for number, text in enumerate((marker(2), HALF, WORD[::-1], FILLER, "")):
        path = tmp_path / f"{number}.html"
        path.write_bytes(zipped((f"a{text}", text.encode())) + text.encode())
        assert found_in(path, [WORD]) == {}


def test_a_word_that_could_not_be_found_is_refused(tmp_path):
    with pytest.raises(ValueError, match="quokka"):
        found_in(tmp_path, ["quokka"])
