"""A theme's colours, styles and scripts in, what a page that needs no network carries of them out."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from toolkit.export.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.look.theme import Palette

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LIGHT_BAND = "--band:var(--primary);--on-band:var(--paper);--on-band-soft:var(--primary-soft);"
DARK_BAND = "--band:var(--primary-soft);--on-band:var(--ink);--on-band-soft:var(--primary);"
"""Colours of a cover, for light and dark screens."""


def policy(styles: Sequence[Html], scripts: Sequence[Html], *more: str) -> Html:
    """A Content-Security-Policy under which only these very styles and scripts count, and nothing is ever fetched."""
    allowed = "; ".join((
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {' '.join(map(_hash, styles))}",
        "img-src data:",
        *more,
        "base-uri 'none'",
        "form-action 'none'",
    ))  # fmt: skip
    return element("meta", http_equiv="Content-Security-Policy", content=allowed)


def colours(palette: Palette) -> str:
    """Custom properties. Raises ValueError for anything that is not #RRGGBB, since it would become CSS."""
    values = {field.name: str(getattr(palette, field.name)) for field in fields(palette)}
    for name, value in values.items():
        if not _COLOUR.fullmatch(value):
            raise ValueError(name, value)
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in values.items())


@cache
def asset(name: str) -> str:
    """The text of a file that comes with the exporters."""
    return (files("toolkit.export") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"
