"""Logos and kits that come from elsewhere, spoiled, in; small plain pictures and true reports, or a refusal that says what to do, out."""

from __future__ import annotations

import io
import json
import re
import struct
import tempfile
import warnings
import zipfile
from base64 import b64decode
from contextlib import redirect_stdout, suppress
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

from PIL import Image

from tests.logos import SVG, dots
from tests.trust.batch import Batch
from tests.trust.fuzz_spoil import spoiled_bytes, spoiled_tree
from tests.trust.fuzz_target import Case
from tests.trust.fuzz_texts import junk, well_told
from toolkit.commands.verify import verify
from toolkit.errors import ToolkitError
from toolkit.kit.verify import open_kit
from toolkit.load.explain import Advice
from toolkit.load.logo import with_logo
from toolkit.model.look import Look
from toolkit.model.session import Session

_DRAWN = [b"<script>alert(1)</script>", b' onload="x()"', b'<image href="x.png"/>', b' href="http://x.invalid"', b"<foreignObject/>", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>", b"&a;",
          b"<style>@import 'x'</style>", b' style="fill:url(http://x.invalid)"', b"<metadata>A. Person</metadata>", b"<!-- A. Person -->", b'<a xlink:href="javascript:x">', b"<text>x</text>",
          b' width="1e9"', b' viewBox="0 0 0 0"', b' viewBox="nan 0 inf 1"', b"<g>" * 300, b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml-stylesheet href='x'?>", b"]]>", b"<use href='#x'/>",
          b"<animate attributeName='href' to='http://x.invalid'/>", b"<set attributeName='onload' to='x'/>", b" xmlns:x='y' x:onload='z'", b"<svg>", b"</svg>", b"\\75rl(x)"]  # fmt: skip
_LOADS = re.compile(r"javascript:|@import|url\(\s*[\"']?[^#\"']|^\s*\w+://", re.IGNORECASE)
_NEVER = {"script", "foreignObject", "image", "text", "metadata"}


def logo(chance: Random) -> Case:
    match chance.randrange(6):
        case 0:
            options = chance.choice([{}, {"exif": b"Exif\0\0A. Person"}, {"optimize": True}])
            size = chance.choice([(1, 1), (600, 200), (3000, 2), (900, 900)])
            data = dots(size, chance.choice(["PNG", "JPEG"]), chance.choice([(0, 0, 0, 0), "white", "#eee"]), **options)
            return Case(data if chance.random() < 0.3 else spoiled_bytes(chance, data))
        case 1:
            return Case(_png_of(chance))
        case _:
            data = SVG
            for _ in range(chance.randint(0, 4)):
                tags = [found.start() for found in re.finditer(rb"<|/?>", data)]
                place = chance.choice(tags)
                data = data[:place] + chance.choice(_DRAWN) + data[place:]
            return Case(data if chance.random() < 0.6 else junk(chance, data))


def _png_of(chance: Random) -> bytes:
    """A PNG whose head says what its data do not hold."""
    data = bytearray(dots((60, 20)))
    data[16:24] = struct.pack(">II", chance.choice([0, 1, 60, 65535, 2**31 - 1, 2**32 - 1]), chance.choice([0, 1, 20, 65535, 2**31 - 1]))
    return bytes(data)


def hold_logo(case: Case, folder: Path) -> str:
    """A logo is taken as a small, plain picture that loads, runs and tells nothing, or refused with a sentence."""
    (folder / "logo").write_bytes(case.data)
    made = with_logo(Session(modules=("course/1",), look=Look(logo="logo", logo_alt="x")), folder)
    if isinstance(made, Advice):
        assert made.what
        assert made.mend
        return "refused"
    address = made.look.logo if made.look else ""
    kind, _, content = (address or "").partition(";base64,")
    data = b64decode(content, validate=True)
    assert len(data) <= 400_000
    assert b"A. Person" not in data
    if kind == "data:image/svg+xml":
        for element in ET.fromstring(data).iter():
            assert _bare(element.tag) not in _NEVER, data[:400]
            assert not [key for key in element.attrib if _bare(key).lower().startswith("on")], data[:400]
            assert not [value for key, value in element.attrib.items() if _LOADS.search(value) and key != "class"], data[:400]
            assert _bare(element.tag) != "style" or not _LOADS.search(element.text or ""), data[:400]
    else:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert picture.width <= 800
            assert picture.height <= 320
            assert not set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "transparency"}
    return kind.removeprefix("data:image/")


def _bare(name: str) -> str:
    """The name of an element or an attribute, without its space of names."""
    return name.rpartition("}")[2]


@cache
def a_kit() -> bytes:
    """The zip of a small kit."""
    with tempfile.TemporaryDirectory() as folder:
        batch = Batch(Path(folder), kits=1).ask_for("Evening")
        code, told = batch.here()
        assert code == 0, told
        return (batch.kits_in / "kit-000.zip").read_bytes()


_NAMES = ["../x", "/etc/passwd", "C:\\x", "kit-000/../../x", "kit-000/manifest.json", "manifest.json", "x/manifest.json", "kit-000/", "con", "a\\b", "\u202e", "kit-000/\x1b[31m", "x" * 300]


def kit(chance: Random) -> Case:
    """A kit's zip, packed anew with other files, names and manifests, or damaged as it is; now and then only its manifest, for a folder."""
    held: list[tuple[str, bytes]] = []
    with zipfile.ZipFile(io.BytesIO(a_kit())) as package:
        held = [(name, package.read(name)) for name in package.namelist()]
    place = next(number for number, (name, _) in enumerate(held) if name.endswith("manifest.json"))
    if chance.random() < 0.5:
        manifest = spoiled_tree(chance, json.loads(held[place][1]), most=2)
        with suppress(ValueError):
            held[place] = (held[place][0], json.dumps(manifest).encode())
    if chance.random() < 0.2:
        held[place] = (held[place][0], junk(chance, held[place][1]))
    if chance.random() < 0.3:
        return Case(held[place][1], "folder")
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(held))
        match chance.randrange(4):
            case 0:
                held.insert(at, (chance.choice([*_NAMES, held[at][0]]), chance.choice([b"", b"x", b"\0" * 5_000_000])))
            case 1 if len(held) > 1:
                del held[at]
            case 2:
                held[at] = (held[at][0], junk(chance, held[at][1]))
            case _:
                held[at] = (chance.choice(_NAMES), held[at][1])
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])) as package:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, content in held:
            package.writestr(name, content)
    data = packed.getvalue()
    return Case(spoiled_bytes(chance, data, most=3) if chance.random() < 0.4 else data, "zip")


def hold_kit(case: Case, folder: Path) -> str:
    """A kit is called whole only where every file of its manifest is there as it was made; a spoiled one is told or refused, nothing is unpacked or steered."""
    path = folder / "kit.zip"
    if case.about == "folder":
        path = folder / "kit"
        with zipfile.ZipFile(io.BytesIO(a_kit())) as package:
            package.extractall(folder)
        (folder / "kit-000").rename(path)
        (path / "manifest.json").write_bytes(case.data)
    else:
        path.write_bytes(case.data)
    before = sorted(folder.rglob("*"))
    told = io.StringIO()
    try:
        with redirect_stdout(told):
            code = verify(path, date(2026, 12, 1))
    except ToolkitError as error:
        well_told(error, case.data)
        return "refused"
    assert sorted(folder.rglob("*")) == before
    assert told.getvalue().replace("\n", "").isprintable(), told.getvalue()[:300]
    if code:
        return "differs"
    manifest, _ = open_kit(path)
    contents = _contents(path)
    for file in manifest.files:
        assert sha256(contents[file.path]).hexdigest() == file.sha256
    return "whole"


def _contents(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*") if each.is_file()}
    with zipfile.ZipFile(path) as package:
        return {name.partition("/")[2]: package.read(name) for name in package.namelist()}
