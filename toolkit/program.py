"""What this program is, as a digest: outputs that another version of it made are not taken for those of this one."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, entry_points, version
from pathlib import Path
from sysconfig import get_platform

NAME = "facilitator-toolkit"
FORMATS = "facilitator_toolkit.formats"
"""Entry-point group by which another package adds a format: its object is a ``Format``, one row of the table."""
_NAME = re.compile(r"[\w.-]+")
_BENEATH = ("manimgx-fonts", "manimgx-fonts-cjk", "markupsafe", "typst")
"""A package that one of ours writes with; the fonts of an extra, where they are; and Typst, by which a copy that was never installed is known as well."""


@cache
def program_digest() -> str:
    """SHA-256 over ``program_parts``."""
    return sha256("\n".join(f"{name} {told}" for name, told in sorted(program_parts().items())).encode()).hexdigest()


@cache
def program_parts() -> Mapping[str, str]:
    """All that decides which bytes are made, by name: two programs with equal parts make equal files of equal content.

    This package's own files, the packages that it works with, fonts included, and what Python brings along. A process that
    has begun goes on with the program as it was then, so it looks once.
    """
    own = {"its own files": _files(), "Python": f"{sys.version_info[0]}.{sys.version_info[1]}", "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {**own, "system": get_platform(), **{name: _version(name) for name in {*_needed(), *_BENEATH}}, **_adding()}


def _files() -> str:
    """SHA-256 over the files of this package, the curriculum that came along aside."""
    root = Path(__file__).parent
    found = sha256()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and "__pycache__" not in parts and parts[0] != "content":
            found.update("/".join(parts).encode() + b"\0" + sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _needed() -> list[str]:
    """The packages that this one names as its own needs."""
    try:
        wanted = distribution(NAME).requires or []
    except PackageNotFoundError:  # run from a folder, never installed
        wanted = []
    return [match[0] for need in wanted if "extra ==" not in need and (match := _NAME.match(need))]


def _adding() -> dict[str, str]:
    """The packages that add formats."""
    return {point.dist.name: point.dist.version for point in entry_points(group=FORMATS) if point.dist}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
