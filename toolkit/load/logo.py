"""A session whose look names a picture in; the same session with the picture itself inside it, small and plain, out."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.load.explain import Advice
from toolkit.look.pictures import is_usable, reaches_outside
from toolkit.model.session import Session

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

LARGEST, LARGEST_SVG = 5_000_000, 200_000  # bytes
_MOST_DOTS = 25_000_000
_ROOM = (800, 320)  # dots: four times what the largest format shows of it
_HEAVIEST = 150_000  # bytes of what goes into every file
_FAR = 100_000
_PALEST = 208  # of 255: whatever is lighter than that vanishes on white
_SVG = "http://www.w3.org/2000/svg"
_KEPT = (f"{{{_SVG}}}", "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
_IS_SVG = re.compile(rb"<svg[\s>]|:svg[\s>]")
_HOW = "Name a PNG, JPEG or SVG file beside the session file or in a folder below it, for example logo.png."


Pictures = dict[str, "str | Advice"]
"""Logos by the name they were asked for under: as a ``data:`` address, or why that cannot be."""
_MOST_KEPT = 64


def with_logo(session: Session, folder: Path, known: Pictures | None = None) -> Session | Advice:
    """``session``, its logo no longer the path below ``folder`` but the picture as a ``data:`` address; or why that cannot be.

    The picture is made anew: what a camera or a drawing program wrote beside it, such as places and names, stays behind.
    ``known`` are logos of this folder that were read before; this one is added.
    """
    look = session.look
    if look is None or look.logo is None:
        return session
    known = {} if known is None else known
    if look.logo not in known:
        if len(known) == _MOST_KEPT:
            known.clear()  # ten thousand hosts must not fill the memory
        known[look.logo] = _address(folder, look.logo)
    address = known[look.logo]
    if isinstance(address, Advice):
        return address
    return session.model_copy(update={"look": look.model_copy(update={"logo": address})})


def _address(folder: Path, name: str) -> str | Advice:
    found = _read(folder, name)
    if isinstance(found, Advice):
        return found
    made = _plain_svg(found) if _IS_SVG.search(found[:4000]) else _small(found)
    if isinstance(made, Advice):
        return made
    media, content = made
    return f"data:{media};base64,{b64encode(content).decode('ascii')}"


def _refused(what: str, mend: str = _HOW) -> Advice:
    return Advice("session-logo-is-a-picture", what, mend)


def _read(folder: Path, name: str) -> bytes | Advice:
    """The bytes of the file. Nothing that lies elsewhere is opened, nor what is no ordinary file."""
    home = folder.resolve()
    try:
        path = (home / name).resolve()
    except (OSError, ValueError, RuntimeError):
        return _refused(f"'{name}' is no name of a file.")
    if not path.is_relative_to(home) or Path(name).is_absolute() or re.match(r"[A-Za-z]+:|[\\/]", name):
        return _refused(f"'{name}' lies outside the folder of the session file.", "Copy the picture beside the session file, and name it there.")
    try:
        if not path.is_file():
            return _refused(f"there is no file '{name}' in the folder of the session file.")
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return _refused(f"'{name}' cannot be read: {getattr(error, 'strerror', None) or error}.")
    return data if len(data) <= LARGEST else _refused(f"'{name}' is larger than 5 MB.", "Save it smaller; 800 dots wide is enough.")


def _plain_svg(data: bytes) -> tuple[str, bytes] | Advice:
    """The drawing alone. Programs that draw keep paths, names and comments in their files."""
    from xml.etree import ElementTree as ET

    fault = _fault(data)
    if fault is not None:
        return fault
    root = ET.fromstring(data)  # noqa: S314  # declarations of entities were refused
    if not _sized(root):
        return _refused("the drawing does not say how large it is.", "Save it with a 'viewBox', as 'plain SVG', or as a PNG.")
    for element in root.iter():
        for child in [each for each in element if not str(each.tag).startswith(_KEPT[0]) or str(each.tag).endswith("}metadata")]:
            element.remove(child)
        for key in [key for key in element.attrib if key.startswith("on") or (key.startswith("{") and not key.startswith(_KEPT))]:
            del element.attrib[key]
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return "image/svg+xml", ET.tostring(root, encoding="utf-8")


def _fault(data: bytes) -> Advice | None:
    """Why a drawing cannot look the same everywhere; None when it can."""
    from xml.etree import ElementTree as ET

    if len(data) > LARGEST_SVG:
        return _refused("the drawing is larger than 200 KB.", "Save it as 'plain SVG', or as a PNG about 800 dots wide.")
    if reaches_outside(data):
        return _refused("the drawing loads or links to something outside itself, or runs a script.", "Save it as 'plain SVG', with everything in it.")
    if not is_usable(data, "image/svg+xml"):
        return _refused("the drawing is damaged.", "Open it and save it again, as 'plain SVG' or as a PNG.")
    root = ET.fromstring(data)  # noqa: S314  # declarations of entities were refused
    if root.tag != f"{{{_SVG}}}svg":
        return _refused("the file is no SVG drawing.")
    if any(each.tag in (f"{{{_SVG}}}text", f"{{{_SVG}}}image") for each in root.iter()):
        mend = "Turn its letters into shapes in your drawing program ('Object to Path', 'Create Outlines'), or save it as a PNG."
        return _refused("the drawing holds type or a photograph, which other machines show in another way.", mend)
    return None


def _sized(root: Element) -> bool:
    """Whether the drawing says in numbers how large it is; then it is as large as others are, sharp wherever it is made into dots."""
    box = root.get("viewBox") or f"0 0 {root.get('width', '')} {root.get('height', '')}".replace("px", "")
    try:
        _, _, width, height = (float(number) for number in box.replace(",", " ").split())
    except ValueError:
        return False
    if not (0 < width < _FAR and 0 < height < _FAR):
        return False
    scale = min(_ROOM[0] / width, _ROOM[1] / height)
    root.set("viewBox", box)
    root.set("width", f"{width * scale:.2f}")
    root.set("height", f"{height * scale:.2f}")
    return True


def _small(data: bytes) -> tuple[str, bytes] | Advice:
    """The picture in as many dots as the largest format shows of it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_DOTS:
                return _refused("the picture has more than 25 million dots.", "Save it smaller; 800 dots wide is enough.")
            if not is_usable(data, "image/png"):
                return _refused("the picture is damaged.", "Open it and save it again.")
            picture = _upright(opened)
    except UnidentifiedImageError:
        return _refused("the file is neither a PNG nor a JPEG nor an SVG picture.", "Open it in a program for pictures and save it as a PNG.")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return _refused("the picture is damaged.", "Open it and save it again.")
    if _vanishes(picture):
        return _refused("the picture is white, or nearly so, and could not be seen on white paper.", "Name the version of the logo that is made for white paper.")
    return _written(picture, "JPEG" if opened.format == "JPEG" else "PNG")


def _upright(opened: ImageFile) -> Image:
    from PIL import ImageOps

    picture = ImageOps.exif_transpose(opened)
    clear = "A" in picture.getbands() or "transparency" in picture.info
    picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail(_ROOM)
    return picture


def _vanishes(picture: Image) -> bool:
    from PIL import Image

    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    darkest, _ = ground.convert("L").getextrema()
    return isinstance(darkest, int | float) and darkest > _PALEST


def _written(picture: Image, kind: str) -> tuple[str, bytes]:
    """The picture as a file that is light enough to be in every format; its dots alone, without what is told about them."""
    while True:
        file = io.BytesIO()
        picture.info = {}
        picture.save(file, kind, **({"quality": 90} if kind == "JPEG" else {"optimize": True}))
        if file.tell() <= _HEAVIEST:
            return f"image/{kind.lower()}", file.getvalue()
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
