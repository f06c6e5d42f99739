"""What this program is, as a digest: outputs that another version of it made are not taken for those of this one."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, entry_points, version
from pathlib import Path

NAME = "facilitator-toolkit"
FORMATS = "facilitator_toolkit.formats"
"""Entry-point group by which another package adds a format: its object is a ``Format``, one row of the table."""
_NAME = re.compile(r"[\w.-]+")


@cache
def program_digest() -> str:
    """SHA-256 of this package's files, and of the names and versions of the packages that it works with, fonts included."""
    root = Path(__file__).parent
    found = sha256()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and "__pycache__" not in parts and parts[0] != "content":
            found.update("/".join(parts).encode() + b"\0" + sha256(path.read_bytes()).digest())
    found.update("\n".join(sorted({*_needed(), *_adding()})).encode())
    return found.hexdigest()


def _needed() -> list[str]:
    """The packages that this one names as its own needs."""
    try:
        wanted = distribution(NAME).requires or []
    except PackageNotFoundError:  # run from a folder, never installed
        wanted = []
    names = [match[0] for need in wanted if "extra ==" not in need and (match := _NAME.match(need))]
    return [f"{name} {_version(name)}" for name in names]


def _adding() -> list[str]:
    """The packages that add formats."""
    return [f"{point.dist.name} {point.dist.version}" for point in entry_points(group=FORMATS) if point.dist]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
