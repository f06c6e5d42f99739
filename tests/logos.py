"""A made-up library's logo for tests, drawn here: as a drawing, as dots, and as a session's own look."""

from __future__ import annotations

import io
from base64 import b64encode

from PIL import Image, ImageDraw

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 42 42"><rect x="1" y="1" width="40" height="40" rx="6" fill="#1B3F8B"/>'
    b'<path d="M21 12 9 9v21l12 3z" fill="#fff"/><path d="M21 12 33 9v21l-12 3z" fill="#FC0"/></svg>'
)


def dots(size: tuple[int, int] = (600, 200), kind: str = "PNG", ground: object = (0, 0, 0, 0), **options: object) -> bytes:
    """A book on a ground."""
    picture = Image.new("RGBA", size, ground)
    pen = ImageDraw.Draw(picture)
    wide, tall = size
    pen.rectangle((0, 0, wide // 3, tall - 1), fill="#1B3F8B")
    pen.polygon([(wide // 6, tall // 4), (wide // 20, tall // 6), (wide // 20, tall // 2), (wide // 6, tall // 2)], fill="#FFCC00")
    file = io.BytesIO()
    (picture if kind == "PNG" else picture.convert("RGB")).save(file, kind, **options)
    return file.getvalue()


def address(data: bytes, media: str = "image/png") -> str:
    """``data`` as a loaded session has it."""
    return f"data:{media};base64,{b64encode(data).decode()}"
