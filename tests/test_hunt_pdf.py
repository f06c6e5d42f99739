"""The hunter finds a word in every place of a PDF where one may hide, whether Typst made it or a person did by hand."""

from __future__ import annotations

import base64
import shutil
import subprocess
import zlib

import pytest
import typst

from tests import hunt
from tests.hunt import found_in, marker
from tests.test_hunt import HALF, RAW, REST, WORD, seed, zipped

HAS_QPDF = bool(shutil.which("qpdf"))
WIDE = WORD.encode("utf-16-be")


def pdf(*objects: bytes, page: bytes = b"") -> bytes:
    """A PDF of one empty page with more objects, from number 4 on; readers make the table of contents themselves."""
    base = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    three = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]" + page + b">>"
    body = [b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate((*base, three, *objects), 1)]
    return b"%PDF-1.7\n" + b"".join(body) + b"trailer<</Root 1 0 R/Size 99>>\n%%EOF\n"


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def flate(data: bytes, head: bytes = b"") -> bytes:
    return stream(zlib.compress(data), b"/Filter/FlateDecode" + head)


def octal(data: bytes) -> bytes:
    return b"".join(b"\\%03o" % byte for byte in data)


FONT_TABLE = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0003> <001C> <0061> endbfrange"
GLYPHS = "".join(f"{ord(letter) - 94:04x}" for letter in WORD)
DRAWN = f"BT /F0 9 Tf 900 900 Td [<{GLYPHS[:20]}> -9 <{GLYPHS[20:]}>] TJ ET".encode()
PATCHED = f"BT /F0 9 Tf [({HALF}) 20 ({REST})] TJ ET".encode()
BY_HAND = {
    "a stream": (pdf(flate(RAW)), "stream 4"),
    "a stream that qpdf drops, for it is in no list": (pdf() + flate(RAW), "zlib at"),
    "a stream of hex": (pdf(stream(RAW.hex().encode() + b">", b"/Filter/ASCIIHexDecode")), "stream 4"),
    "a stream of ASCII85": (pdf(stream(base64.a85encode(RAW) + b"~>", b"/Filter/ASCII85Decode")), "stream 4"),
    "a title in UTF-16, in octal": (pdf(b"<</Title(\\376\\377%s)>>" % octal(WIDE)), "Title"),
    "a title in UTF-16, in hex": (pdf(b"<</Title<FEFF%s>>>" % WIDE.hex().encode()), "Title"),
    "a title in octal": (pdf(b"<</Title(%s)>>" % octal(RAW)), "Title"),
    "a title broken by a line": (pdf(b"<</Title(%s\\\n%s)>>" % (HALF.encode(), REST.encode())), "Title"),
    "an object in a stream of objects": (pdf(flate(b"9 0 <</Alt(%s)>>" % RAW, b"/Type/ObjStm/N 1/First 4")), "zlib at"),
    "XMP": (pdf(flate(b"<?xpacket?><x><dc:title>%s</dc:title></x>" % RAW)), "stream 4 > "),
    "an attachment": (
        pdf(flate(RAW, b"/Type/EmbeddedFile"), b"<</Type/Filespec/F(a.csv)/UF(key.csv)/EF<</F 4 0 R>>>>"),
        "attachment key.csv",
    ),
    "a zip in an attachment": (pdf(flate(zipped(("a.xml", RAW * 9)))), "stream 4 > a.xml"),
    "the name of an attachment": (pdf(b"<</Type/Filespec/UF<%s>>>" % RAW.hex().encode()), "UF"),
    "an annotation": (pdf(page=b"/Annots[<</Subtype/Text/Contents<%s>>>]" % RAW.hex().encode()), "Contents"),
    "an address": (pdf(b"<</S/URI/URI(x:?q=%s)>>" % b"".join(b"%%%02x" % byte for byte in RAW)), "URI"),
    "a form field": (pdf(b"<</FT/Tx/T(a)/TU(b)/V<%s>>>" % WIDE.hex().encode()), "V"),
    "an outline": (pdf(b"<</Type/Outlines/First<</Title(%s)>>>>" % octal(RAW)), "Title"),
    "a page label": (pdf(b"<</Nums[0<</S/D/P(%s)>>]>>" % octal(RAW)), "P"),
    "an alt text": (pdf(b"<</S/Figure/Alt(%s)>>" % octal(RAW)), "Alt"),
    "a text in place of a picture": (pdf(b"<</S/Span/ActualText<%s>/E(x)>>" % WIDE.hex().encode()), "ActualText"),
    "a name": (pdf(b"<</Dests<</%s 3>>>>" % b"".join(b"#%02x" % byte for byte in RAW)), "name"),
    "glyphs off the page": (pdf(flate(FONT_TABLE), flate(DRAWN)), "drawn strings with their font"),
    "strings that are set one by one": (pdf(flate(PATCHED)), "drawn strings"),
    "a PDF in a zip": (zipped(("a.pdf", pdf(b"<</Alt(%s)>>" % octal(WIDE)))), "a.pdf > Alt"),
}
IN_TYPST = f"""
#set document(title: "{marker(0)}", author: "{marker(1)}", keywords: ("{marker(2)}",), description: "{marker(3)}")
#set page(width: 9cm, height: 9cm, numbering: (..n) => "{marker(4)}")
= {marker(5)}
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), alt: "{marker(6)}")
#pdf.attach("{marker(7)}.txt", bytes("{marker(8)}"), description: "{marker(9)}", mime-type: "text/plain")
#link("https://example.org/{marker(10)}")[x]
#text(fill: white, size: 0.1pt)[{marker(11)}]
#place(dx: 99cm)[{marker(12)}]
#box(width: 0pt, height: 0pt, clip: true)[{marker(13)}]
#block(width: 2cm)[{marker(14)[:9]}-?{marker(14)[9:]}]
#box[{marker(15)[:9]}#strong[{marker(15)[9:]}]]
"""


@pytest.mark.parametrize("name", BY_HAND)
def test_a_word_is_found_in_a_pdf_made_by_hand(tmp_path, name):
    data, place = BY_HAND[name]
    places = found_in(seed(tmp_path, "seeded.pdf", data), [WORD, marker(2)])
    assert list(places) == [WORD]
    if HAS_QPDF:
        assert any(one.startswith(place) for one in places[WORD]), places


@pytest.mark.parametrize("name", BY_HAND)
def test_it_is_found_without_any_program_too(tmp_path, monkeypatch, name):
    """Only without a name for its place; but for a filter that nobody here uses."""
    monkeypatch.setattr(hunt, "_known", {})
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = found_in(seed(tmp_path, "seeded.pdf", BY_HAND[name][0]), [WORD])
    assert bool(found) == (name != "a stream of ASCII85")


def test_every_place_of_a_pdf_by_typst_is_read(tmp_path):
    words = [marker(number) for number in range(16)]
    path = tmp_path / "seeded.pdf"
    path.write_bytes(typst.compile(IN_TYPST.encode()))
    places = found_in(path, words)
    missed = [words.index(word) for word in words if word not in places]
    assert missed == ([] if shutil.which("pdftotext") else [15])  # half in one font, half in another
    assert not [word for word in words[11:] if word.encode() in path.read_bytes()]
    assert found_in(path, [marker(99)]) == {}


@pytest.mark.skipif(not HAS_QPDF, reason="qpdf is not installed")
def test_a_pdf_that_is_locked_without_a_password_is_opened(tmp_path):
    path = seed(tmp_path, "open.pdf", pdf(flate(RAW), page=b"/Annots[4 0 R]"))
    locked = tmp_path / "locked.pdf"
    subprocess.run(
        ["qpdf", "--warning-exit-0", "--encrypt", "", "x", "256", "--", path, locked], check=True, capture_output=True
    )
    assert found_in(locked, [WORD]) == {WORD: ["stream 4"]}
