"""Where the curriculum is that a call works with: a folder of the caller's own, or the one that came along."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from toolkit.errors import UsageError


def find_curriculum(start: Path | None = None) -> Path:
    """The curriculum that ``start`` (the current folder when left out) belongs to, else the bundled one.

    A folder belongs to the nearest ``curriculum/catalogue.yaml`` upward, or to the
    curriculum it lies in. Raises UsageError when there is none anywhere.
    """
    around = curriculum_around(start)
    if around is not None:
        return around
    package = Path(str(files("toolkit")))
    for bundled in (package / "content" / "curriculum", package.parent / "curriculum"):
        if (bundled / "catalogue.yaml").is_file():
            return bundled
    raise UsageError("There is no curriculum here.", "Run this in a folder that holds curriculum/catalogue.yaml.")


def curriculum_around(start: Path | None = None) -> Path | None:
    """The curriculum that ``start`` (the current folder when left out) belongs to; None when it belongs to none."""
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / "catalogue.yaml").is_file() and (folder == here or (folder / "registers").is_dir()):
            return folder
        if (folder / "curriculum" / "catalogue.yaml").is_file():
            return folder / "curriculum"
    return None


def curriculum_at(folder: Path) -> Path:
    """The curriculum that ``folder`` is or holds; never another one that lies elsewhere. Raises UsageError when there is none."""
    for root in (folder, folder / "curriculum"):
        if (root / "catalogue.yaml").is_file():
            return root
    raise UsageError(f"{folder} is not a curriculum: it holds no catalogue.yaml.", "Name the folder that does.")
