"""Files that are none, are damaged, or were made to do harm: each gets one plain sentence, and none a traceback, the disk or the memory."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.audit.packages import packed, parts_of
from tests.export.test_docx import made, rich
from tests.samples import sample_document
from toolkit.audit import UnreadableError, audit, office
from toolkit.audit.office_colours import Scheme
from toolkit.audit.office_words import alternative_fault, cut, is_language, link_fault, shortened
from toolkit.export.pptx.exporter import to_pptx
from toolkit.look.theme import DEFAULT

JUNK = ("", "-1", "9" * 5000, "abc", "1e400", "nan", "%", "..", "²", "٣")
MAIN = {".pptx": "ppt/presentation.xml", ".docx": "word/document.xml"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {".pptx": to_pptx(sample_document(), DEFAULT), ".docx": made(rich("participant"))}


def refusal(data: bytes, suffix: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        audit(data, suffix)
    told = str(caught.value)
    assert told.endswith(".")
    assert "Error" not in told
    assert "Traceback" not in told
    return told


@pytest.mark.parametrize("suffix", MAIN)
def test_what_is_no_zip_or_cut_short_is_refused_with_advice(suffix: str, files: dict[str, bytes]) -> None:
    for data in (b"", b"no office file", b"PK\x03\x04", files[suffix][:2000], files[suffix][: len(files[suffix]) // 2], b"%PDF-1.7\n"):
        assert "it is damaged" in refusal(data, suffix)


def test_another_kind_of_file_with_the_ending_is_refused(files: dict[str, bytes]) -> None:
    assert "not a PowerPoint file" in refusal(files[".docx"], ".pptx")
    assert "not a Word file" in refusal(files[".pptx"], ".docx")
    assert "not a Word file" in refusal(packed({"hello.txt": b"a zip of something else"}), ".docx")


@pytest.mark.parametrize("suffix", MAIN)
def test_locked_files_are_told_from_damaged_ones(suffix: str, files: dict[str, bytes]) -> None:
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, suffix)
    locked = bytearray(files[suffix])
    entry = locked.index(b"PK\x01\x02")
    locked[entry + 8] |= 1
    assert "password" in refusal(bytes(locked), suffix)


@pytest.mark.parametrize("suffix", MAIN)
def test_a_part_that_is_missing_is_told(suffix: str, files: dict[str, bytes]) -> None:
    parts = parts_of(files[suffix])
    del parts[MAIN[suffix]]
    assert "Open it in" in refusal(packed(parts), suffix)
    if suffix == ".pptx":
        parts = parts_of(files[suffix])
        del parts["ppt/slides/slide3.xml"]
        assert refusal(packed(parts), suffix).startswith("Slide 3 is missing")


@pytest.mark.parametrize("suffix", MAIN)
def test_what_unpacks_to_more_than_any_document_is_not_unpacked(suffix: str, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST_PART", 3_000_000)
    bomb = parts_of(files[suffix]) | {MAIN[suffix]: b"<a>" + b" " * 30_000_000 + b"</a>"}
    data = packed(bomb, zipfile.ZIP_DEFLATED)
    assert len(data) < 3_000_000
    assert "far more than any document" in refusal(data, suffix)
    monkeypatch.setattr(office, "LARGEST", 20_000)
    assert "far more than any document" in refusal(files[suffix], suffix)


def test_too_many_parts_are_refused_before_any_is_read(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_PARTS", 10)
    assert "parts, far more" in refusal(files[".pptx"], ".pptx")


@pytest.mark.parametrize("suffix", MAIN)
def test_entities_are_neither_opened_nor_blown_up(suffix: str, files: dict[str, bytes], tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("zebrasecret", encoding="utf-8")
    laughs = "".join(f'<!ENTITY a{step} "{f"&a{step - 1};" * 10}">' for step in range(1, 12))
    for inside in (f'<!ENTITY a0 "ha">{laughs}', f'<!ENTITY a11 SYSTEM "{secret.as_uri()}">', '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;<!ENTITY a11 "y">'):
        bomb = f"<!DOCTYPE x [{inside}]><x>&a11;</x>".encode()
        told = refusal(packed(parts_of(files[suffix]) | {MAIN[suffix]: bomb}), suffix)
        assert "document type" in told or "damaged" in told
        assert "zebrasecret" not in told


@pytest.mark.parametrize("suffix", MAIN)
def test_elements_in_elements_without_end_are_refused(suffix: str, files: dict[str, bytes]) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    assert "damaged" in refusal(packed(parts_of(files[suffix]) | {MAIN[suffix]: deep}), suffix)


@pytest.mark.parametrize("suffix", MAIN)
def test_files_that_are_spoiled_at_random_are_looked_at_or_refused(suffix: str, files: dict[str, bytes]) -> None:
    chance, whole = random.Random(7), files[suffix]  # noqa: S311  # for faults, not for secrets
    parts = parts_of(whole)
    names = [name for name in parts if name.endswith((".xml", ".rels")) and "notes" not in name]
    came_out: dict[str, int] = {"looked at": 0, "refused": 0}
    for number in range(40):
        if number % 4:
            data = packed(parts | {name: _mutated(parts[name], chance) for name in chance.sample(names, min(6, len(names)))})
        else:
            broken = bytearray(whole)
            for _ in range(20):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            data = bytes(broken)
        try:
            audit(data, suffix)
            came_out["looked at"] += 1
        except UnreadableError:
            came_out["refused"] += 1
    assert min(came_out.values()) > 5, came_out


def _mutated(data: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(data)
    elements = list(root.iter(etree.Element))
    for _ in range(4):
        element, kind = chance.choice(elements), chance.randrange(4)
        if kind == 0 and element.getparent() is not None:
            element.getparent().remove(element)
        elif kind == 1 and element.attrib:
            element.set(chance.choice(list(element.attrib)), chance.choice(JUNK))
        elif kind == 2 and element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        else:
            element.append(etree.fromstring(etree.tostring(chance.choice(elements))))
    return etree.tostring(root)


@pytest.mark.parametrize("suffix", MAIN)
def test_files_saved_as_strict_open_xml_are_read_like_others(suffix: str, files: dict[str, bytes]) -> None:
    parts = parts_of(files[suffix])
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            for strict, usual in office._STRICT:
                data = data.replace(usual, strict)  # noqa: PLW2901  # one name after the other
            parts[name] = data
    assert b"purl.oclc.org" in parts[MAIN[suffix]]
    assert audit(packed(parts), suffix) == audit(files[suffix], suffix)


def test_a_zip_may_say_anything_about_sizes(files: dict[str, bytes]) -> None:
    data = io.BytesIO(files[".pptx"])
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("ppt/media/huge.bin", b"\0" * 60_000_000, zipfile.ZIP_DEFLATED)
    found = audit(data.getvalue(), ".pptx")  # a part that nobody reads is not unpacked
    assert found is not None
    assert not found.barriers


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ("", "no alternative text"), ("  ", "no alternative text"), ("...", "no alternative text"), ("IMG_2041.JPG", "name of a file"), ("https://example.org/cat.png", "name of a file"),
        ("Picture 3", "says nothing"), ("image", "says nothing"), ("Google Shape;54;p13", "says nothing"), ("Chart 12", "says nothing"), ("Screenshot 2026", "says nothing"),
        ("A dog on a beach\n\nDescription automatically generated", "nobody has confirmed"), ("A chart of reports by year, which rise", ""), ("Logo of Springfield Library", ""),
        ("Picture of a child at a desk", ""), ("学校の写真", ""),
    ],
)  # fmt: skip
def test_words_for_a_picture_are_words(told: str, fault: str) -> None:
    found = alternative_fault(told)
    assert fault in found
    assert bool(found) == bool(fault)


def test_a_language_is_a_language() -> None:
    assert all(map(is_language, ("en", "en-US", "es-419", "zh-Hant-TW", "de-DE-1996", "sr-Latn", "en-x-plain")))
    assert not any(map(is_language, ("", "english", "x-none", "zxx", "und", "1033", "en_US", "-")))


def test_links_that_say_nothing_are_told_from_those_that_do() -> None:
    assert all(map(link_fault, ("click here", "Here", "Read more »", "", "  ", "more.")))
    assert not any(map(link_fault, ("report.cybertip.org", "Here is where to report", "NCMEC", "1")))


def test_a_contrast_that_is_not_enough_is_never_rounded_to_what_is() -> None:
    assert [cut(found) for found in (4.499, 2.96, 4.5, 21)] == ["4.4", "2.9", "4.5", "21.0"]


def test_what_is_quoted_cannot_steer_a_terminal() -> None:
    assert shortened("a\x1b[2J\u202eb\n\tc" + "d" * 100).startswith("a [2J b c")
    assert len(shortened("x" * 100)) == 60


def test_colours_are_worked_out_as_the_format_says() -> None:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    theme = etree.fromstring(
        f'<a:theme {space}><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="102030"/></a:dk1>'
        '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
    )
    scheme = Scheme(theme, {"tx1": "dk1"})

    def worked_out(xml: str) -> str | None:
        return scheme.colour(etree.fromstring(xml.replace(" ", f" {space} ", 1)))

    assert worked_out('<a:schemeClr val="tx1"/>') == "#102030"
    assert worked_out('<a:schemeClr val="accent1"/>') == "#4472C4"
    # Accent 1 of the Office theme of 2013, "Lighter 80%", "Lighter 40%" and "Darker 25%", as PowerPoint shows them.
    for changes, shown in (("20000,80000", "#DAE3F3"), ("60000,40000", "#8FAADC"), ("75000,", "#2F5597")):
        modified, off = changes.split(",")
        more = f'<a:lumOff val="{off}"/>' if off else ""
        found = worked_out(f'<a:schemeClr val="accent1"><a:lumMod val="{modified}"/>{more}</a:schemeClr>')
        assert found is not None
        assert all(abs(int(found[at : at + 2], 16) - int(shown[at : at + 2], 16)) <= 2 for at in (1, 3, 5)), (found, shown)
    assert worked_out('<a:srgbClr val="ABCDEF"><a:alpha val="50%"/></a:srgbClr>') is None
    assert worked_out('<a:schemeClr val="accent9"/>') is None
    assert worked_out('<a:prstClr val="white"/>') == "#FFFFFF"
    assert worked_out('<a:scrgbClr r="100000" g="0" b="0"/>') == "#FF0000"
    assert worked_out('<a:hslClr hue="0" sat="100000" lum="50000"/>') == "#FF0000"
