"""A path in; the bytes of an ordinary file, or the problem that keeps them from us, out."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import Problem
from toolkit.load.rules import problem

LARGEST = 20_000_000


def shown(path: Path) -> str:
    """``path`` as people see it: relative to the current folder when it is below it."""
    absolute = path.absolute()
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return absolute.as_posix()


def read_content(path: Path) -> bytes | Problem:
    """What the file holds. Devices, pipes and oversized files are refused before they are opened."""
    file = shown(path)
    try:
        if not path.is_file():
            return problem(
                "file-can-be-read",
                file,
                (1, 1),
                what="this is not an ordinary file.",
                mend="Put a YAML file here, or remove it.",
            )
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        return problem(
            "file-can-be-read",
            file,
            (1, 1),
            what=f"the file cannot be read: {error.strerror}.",
            mend="Check the file and its permissions.",
        )
    if len(data) > LARGEST:
        return problem(
            "file-is-small",
            file,
            (1, 1),
            what="the file is larger than 20 MB.",
            mend="Check that it is the right file, or split the module.",
        )
    return data
