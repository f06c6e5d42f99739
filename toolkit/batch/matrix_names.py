"""The name that a row gives its kit in; the name that its folder has on every operating system, or what is wrong, out."""

from __future__ import annotations

import re
import unicodedata

from toolkit.load.explain import Advice
from toolkit.model.base import RESERVED

_SAFE = re.compile(r"\w[\w .-]{0,99}")
_LONGEST = 200  # bytes; file systems hold 255, and other files of a kit are called after it


def kit_name(cell: str) -> str | Advice:
    """``cell`` as a name for a kit, its accents written in the one way that all systems agree on."""
    name = unicodedata.normalize("NFC", cell)
    if not name:
        return Advice("key-is-present", "the row has no name for its kit.", "Write one, such as the county, or delete the row.")
    usable = _SAFE.fullmatch(name) and name == name.rstrip(" .") and len(name.encode()) <= _LONGEST
    if not usable or name.split(".")[0].lower() in RESERVED or name.lower().endswith(".zip"):
        mend = "Use up to 100 letters, digits, spaces and hyphens, and none of the names that Windows keeps for devices, such as 'con'."
        return Advice("id-is-well-formed", f"a kit cannot be called '{cell[:100]}'.", mend)
    return name


def as_one(name: str) -> str:
    """The same text for all names that some file system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())
