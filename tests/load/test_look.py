"""The look in a session file: what is wrong with it is named with its line, and the logo comes along small and without secrets."""

from __future__ import annotations

import io
import random
from base64 import b64decode
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.curricula import SMALL
from tests.logos import SVG, address, dots
from toolkit.errors import ContentError, Problem
from toolkit.kit.obstacles import session_problems
from toolkit.load import load_curriculum, load_session

ALT = "logo_alt: Springfield Library"


def problems_of(folder: Path, look: str) -> list[Problem]:
    path = folder / "s.yaml"
    path.write_text(f"modules: [course/1]\nlook:\n{look}", encoding="utf-8")
    try:
        session, marks = load_session(path)
    except ContentError as error:
        return list(error.problems)
    return session_problems(session, marks, load_curriculum(SMALL))


def logo_of(folder: Path, data: bytes, name: str = "logo.png") -> tuple[str, bytes]:
    """The media type and the bytes of a logo as a loaded session has it."""
    (folder / name).write_bytes(data)
    path = folder / "s.yaml"
    path.write_text(f"modules: [course/1]\nlook: {{logo: {name}, {ALT}}}\n", encoding="utf-8")
    session, _ = load_session(path)
    assert session.look is not None
    media, _, content = (session.look.logo or "").removeprefix("data:").partition(";base64,")
    return media, b64decode(content)


@pytest.mark.parametrize(
    ("look", "found", "told"),
    [
        ('  primary: "#FC0"\n', "3:12 color-is-six-digits", "'#FC0' is not a color"),
        ("  accent: yellow\n", "3:11 color-is-six-digits", '"#0B4F5C"'),
        ("  primary: #FFCC00\n", "3:3 value-is-present", "quotation marks"),
        ('  primary: "#FFCC00"\n  accent: "#FFFFFF"\n', "4:11 session-color-can-be-read", "#FFFFFF is white"),
        ('  primary: "#f4f4f4"\n', "3:12 session-color-can-be-read", "stronger"),
        ("  logo_alt: Springfield Library\n", "3:13 session-logo-is-described", "no logo"),
        ("  logo: logo.png\n", "3:9 session-logo-is-described", "Add 'logo_alt:'"),
        ("  logo: logo.png\n  logo_alt: logo.png\n", "4:13 session-logo-is-described", "tells nobody"),
        ("  logo: logo.png\n  logo_alt: our-new_logo.final.SVG\n", "4:13 session-logo-is-described", "tells nobody"),
        ("  logo: logo.png\n  logo_alt: Our logo\n", "4:13 session-logo-is-described", "tells nobody"),
        (f"  logo: logo.png\n  logo_alt: {'Springfield ' * 12}\n", "4:13 session-logo-is-described", "enough for a logo"),
        (f"  footer: {'Springfield ' * 8}\n", "3:11 session-text-fits-cover", "95 characters"),
        (f"  logo: none.png\n  {ALT}\n", "3:9 session-logo-is-a-picture", "no file 'none.png'"),
        (f"  logo: ../logo.png\n  {ALT}\n", "3:9 session-logo-is-a-picture", "outside the folder"),
        (f"  logo: /etc/hostname\n  {ALT}\n", "3:9 session-logo-is-a-picture", "outside the folder"),
        (f"  logo: https://example.org/logo.png\n  {ALT}\n", "3:9 session-logo-is-a-picture", "outside the folder"),
        (f"  logo: linked.png\n  {ALT}\n", "3:9 session-logo-is-a-picture", "outside the folder"),
        (f"  logo: folder.png\n  {ALT}\n", "3:9 session-logo-is-a-picture", "no file"),
        (f'  logo: "{address(SVG, "image/svg+xml")}"\n  {ALT}\n', "3:9 session-logo-is-a-picture", "outside the folder"),
        ("  logo: logo.png\n  logo_alt: NCMEC\n", "4:13 session-look-claims-nothing", "neither wrote nor approved"),
        ("  logo: logo.png\n  logo_alt: National Center for Missing & Exploited Children\n", "4:13 session-look-claims-nothing", "neither wrote"),
        ("  footer: Springfield Library with NCMEC\n", "3:11 session-look-claims-nothing", "'ncmec'"),
        ("  footer: Approved by the FBI\n", "3:11 session-look-claims-nothing", "approved by the fbi"),
        ("  footer: Two CE credits for every guest\n", "3:11 session-look-claims-nothing", "ce credits"),
        ("  fotter: Springfield\n", "3:3 key-is-known", "'footer'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_what_to_do(tmp_path: Path, look: str, found: str, told: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "logo.png").write_bytes(dots())
    (tmp_path / "logo.png").write_bytes(dots())
    (folder / "linked.png").symlink_to(tmp_path / "logo.png")
    (folder / "folder.png").mkdir()
    problems = problems_of(folder, look)
    assert [f"{p.line}:{p.column} {p.rule}" for p in problems] == [found]
    assert told in f"{problems[0].what} {problems[0].mend}"
    assert problems[0].severity == "error"


def test_a_whole_look_is_welcome(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.jpg").write_bytes(dots(kind="JPEG", ground="white"))
    look = f'  logo: pictures/logo.jpg\n  {ALT}\n  primary: "#FFCC00"\n  accent: "#ff0000"\n  footer: Not endorsed by NCMEC. Springfield Library.\n'
    assert problems_of(tmp_path, look) == []


def svg(inside: bytes, head: bytes = b'viewBox="0 0 9 9"') -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' + head + b">" + inside + b"</svg>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (svg(b'<image xlink:href="https://example.org/a.png"/>'), "outside itself"),
        (svg(b"<script>1</script>"), "runs a script"),
        (svg(b'<rect width="9" height="9" style="fill:url(https://example.org/)"/>'), "outside itself"),
        (svg(b'<text x="1" y="2">Springfield</text>'), "letters into shapes"),
        (svg(b'<path d="M0 0h9v9z"/>', head=b""), "how large"),
        (svg(b'<path d="M0 0h9v9z"/>', head=b'viewBox="0 0 0 nan"'), "how large"),
        (svg(b"<path"), "damaged"),
        (svg(b" " * 200_001), "200 KB"),
        (dots()[:500], "damaged"),
        (b"BM" + dots(), "neither a PNG nor a JPEG"),
        (b"", "neither a PNG nor a JPEG"),
        (dots(kind="GIF"), "neither a PNG nor a JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 5_000_001, "5 MB"),
    ],
)
def test_a_logo_that_cannot_be_shown_everywhere_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(ContentError, match=r"2:14") as caught:
        logo_of(tmp_path, data)
    assert told in str(caught.value)


def test_a_logo_that_would_vanish_on_white_is_refused(tmp_path: Path) -> None:
    for nothing in ((255, 255, 255, 255), (240, 250, 255, 255), (0, 0, 0, 0)):
        file = io.BytesIO()
        Image.new("RGBA", (40, 20), nothing).save(file, "PNG")
        with pytest.raises(ContentError, match="white paper"):
            logo_of(tmp_path, file.getvalue())


def test_a_picture_made_to_fill_the_memory_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("1", (6000, 6000)).save(file, "PNG")
    with pytest.raises(ContentError, match="25 million"):
        logo_of(tmp_path, file.getvalue())


def test_a_large_logo_becomes_small_and_the_same_every_time(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (1500, 1000), random.Random(1).randbytes(1500 * 1000 * 3))  # noqa: S311
    file = io.BytesIO()
    noise.save(file, "PNG")
    media, data = logo_of(tmp_path, file.getvalue())
    assert media == "image/png"
    assert len(data) < 150_000
    assert (media, data) == logo_of(tmp_path, file.getvalue())
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.width / picture.height == pytest.approx(1.5, rel=0.05)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_dots_is_read(tmp_path: Path, mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (60, 20), {"LA": (0, 255), "RGBA": (0, 0, 0, 255)}.get(mode, 0)).save(file, "PNG")
    assert logo_of(tmp_path, file.getvalue())[0] == "image/png"


def test_what_a_camera_or_a_program_wrote_beside_the_picture_stays_behind(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Author", "zebrasecret")
    assert b"zebrasecret" not in logo_of(tmp_path, dots(pnginfo=info))[1]
    exif = Image.Exif()
    exif[0x010E] = "zebrasecret"
    exif[0x0112] = 6  # turned on its side
    media, data = logo_of(tmp_path, dots(kind="JPEG", ground="white", exif=exif))
    assert b"zebrasecret" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert (media, picture.width < picture.height) == ("image/jpeg", True)
    drawn = SVG.replace(b"<rect", b'<!-- zebrasecret --><metadata>zebrasecret</metadata><rect onclick="zebrasecret" ').replace(
        b"<svg ", b'<svg xmlns:i="http://www.inkscape.org/" i:filename="zebrasecret" '
    )
    media, data = logo_of(tmp_path, drawn, "logo.svg")
    assert media == "image/svg+xml"
    assert b"zebrasecret" not in data
    assert data.count(b"<path") == 2
