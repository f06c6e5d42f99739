"""A logo lies beside its session and is a picture alone: what lies, leads or loads elsewhere is refused, and not opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.logos import dots
from tests.trust.tracing import asked_for, bait, needs_strace, refused_without_a_look, traced
from toolkit.look.pictures import is_usable, reaches_outside

LOGOS = ["../outside/logo.png", "sub/../../outside/logo.png", "link.png", "folder/logo.png", "/dev/zero", "pipe.png", "sub", "C:\\logo.png", "\\\\host\\share\\logo.png",
         "file:///etc/passwd", "https://tracker.invalid/logo.png", "//tracker.invalid/logo.png", "data:image/png;base64,AAAA", "logo.svg"]  # fmt: skip
EVIL_SVG = {
    "a picture from afar": '<image href="https://tracker.invalid/a.png"/>',
    "a picture of mine": '<image xlink:href="file:///etc/passwd"/>',
    "a drawing beside it": "<use href='other.svg#a'/>",
    "an address by name": '<image href="//tracker.invalid/a.png"/>',
    "an address in numbers": '<image href="&#104;ttps://tracker.invalid/a.png"/>',
    "a filling": '<rect fill="url(https://tracker.invalid/a.svg#b)"/>',
    "a style": "<style>@import 'https://tracker.invalid/a.css';</style>",
    "a style in escapes": "<style>rect{fill:\\75 rl(https://tracker.invalid/a)}</style>",
    "a style in escapes, set apart": "<style><![CDATA[rect{fill:\\75 rl(https://tracker.invalid/a)}]]></style>",
    "a filling in escapes": '<rect fill="\\000075rl(https://tracker.invalid/a)"/>',
    "an animation": '<image><set attributeName="href" to="https://tracker.invalid/a.png"/></image>',
    "an animation with a name": '<image><animate attributeName="xlink:href" values="https://tracker.invalid/a.png"/></image>',
    "a script": "<script>fetch('/')</script>",
    "a page inside": "<foreignObject><iframe src='/'/></foreignObject>",
    "an inclusion": '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
}


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><rect width="9" height="9"/>{inside}</svg>'.encode()


@pytest.mark.parametrize("inside", EVIL_SVG.values(), ids=EVIL_SVG)
def test_a_drawing_that_reaches_out_is_refused(inside):
    assert not reaches_outside(svg(""))
    assert is_usable(svg(""), "image/svg+xml")
    assert reaches_outside(svg(inside))
    assert not is_usable(svg(inside), "image/svg+xml")


def test_a_drawing_that_only_looks_so_is_welcome():
    """Programs that draw note where a file lay, and some write in an older encoding."""
    for data in (svg("<desc>C:\\data\\abc.svg</desc>"), svg("").replace(b"<svg ", b'<svg xml:id="C:\\da" '), b'<?xml version="1.0" encoding="ISO-8859-1"?>' + svg("")):
        assert not reaches_outside(data)
        assert is_usable(data, "image/svg+xml")


@pytest.mark.parametrize("data", [
    svg(EVIL_SVG["a picture from afar"]).decode().encode("utf-16"),
    b'<?xml version="1.0" encoding="UTF-7"?>' + svg("+ADw-image href=+ACI-https://tracker.invalid/a.png+ACI-/+AD4-"),
    b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
    b'<?xml-stylesheet href="https://tracker.invalid/a.css"?>' + svg(""),
], ids=["in two bytes", "in seven bits", "an entity", "a style sheet"])  # fmt: skip
def test_a_drawing_that_hides_where_it_reaches_is_refused(data):
    assert reaches_outside(data)


@needs_strace()
def test_a_logo_that_lies_or_reaches_elsewhere_is_refused_and_not_read(work, tmp_path):
    outside = tmp_path / "outside"
    bait(outside, "logo.png", dots())
    bait(work, "logo.svg", svg(EVIL_SVG["a picture from afar"]))
    (work / "sub").mkdir()
    (work / "link.png").symlink_to(outside / "logo.png")
    (work / "folder").symlink_to(outside)
    os.mkfifo(work / "pipe.png")
    for number, name in enumerate(LOGOS):
        (work / f"session-{number}.yaml").write_text(f"modules: [course/1]\nlook:\n  logo: '{name}'\n  logo_alt: Maple Falls Library\n", encoding="utf-8")
    names = [f"session-{number}.yaml" for number in range(len(LOGOS))]
    trace = traced(work, "export", "--jobs", "1", *asked_for("poster"), *names, temporary=tmp_path / "own")
    refused_without_a_look(trace, outside)
    assert Path("/dev/zero") not in trace.read
    assert not trace.called
    assert not (work / "exports").exists()
    for name in names:
        assert f"{name}:3:9" in trace.told, name
