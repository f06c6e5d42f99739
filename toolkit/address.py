"""What ``--out`` says in; a folder of this machine, or the address of a store, out. Nothing is opened yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_URL = re.compile(r"[A-Za-z][\w+.-]+(?:::.*)?://")  # two letters at least: C:\ is a disk
_PASSWORD = re.compile(r"(?<=://)([^/:@]*):([^/]*@|(?!\d+(?:/|$)).*@)")
_SLASHES = re.compile(r"(?<=[^:/])/+$")


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where a store is. What is printed of it holds no password."""

    url: str

    def __str__(self) -> str:
        return _SLASHES.sub("", _PASSWORD.sub(r"\1:***@", self.url))

    __repr__ = __str__

    def hide(self, text: str) -> str:
        """``text`` without the password, wherever it stands."""
        from urllib.parse import unquote

        found = _PASSWORD.search(self.url)
        password = found[2].rpartition("@")[0] if found else ""
        for known in (password, unquote(password)) if password else ():
            text = text.replace(known, "***")
        return text


def destination(text: str) -> Path | Address:
    """What ``--out`` names: a folder of this machine, or the address of a store."""
    return Address(text) if _URL.match(text) else Path(text)
