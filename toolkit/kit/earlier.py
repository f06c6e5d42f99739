"""A kit's folder in, what earlier runs left in it out: what must not stand beside a new kit, and what the index marks as older."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import UsageError
from toolkit.export.finished import says_restricted
from toolkit.export.kit import KitFile
from toolkit.export.registry import formats
from toolkit.model.curriculum import Curriculum


def refuse_to_mix(curriculum: Curriculum, folder: Path) -> None:
    """Raises UsageError where a kit for vetted readers lies in ``folder``: its files would stand beside those for everyone."""
    held = [file.path for file in _kit_files(curriculum, folder) if says_restricted(folder / file.path)]
    if held:
        what = f"{folder} holds files for vetted public-safety professionals: {', '.join(held)}."
        raise UsageError(what, "Move that folder away or delete it, then run this again.")


def made_earlier(curriculum: Curriculum, folder: Path, made: set[str]) -> list[KitFile]:
    """Files of a kit that an earlier run left and this one did not make; the index marks them as older."""
    return [file for file in _kit_files(curriculum, folder) if file.path not in made]


def _kit_files(curriculum: Curriculum, folder: Path) -> list[KitFile]:
    """Files in ``folder`` that an export may have put there, the index aside."""
    known = [KitFile(row.name, row.title, row.path, earlier=True) for row in formats().values() if row.of == "session"]
    known += [
        KitFile(row.name, page.title, row.path_of(page.id), earlier=True)
        for row in formats().values()
        for page in curriculum.pages.values()
        if row.of == "page"
    ]
    return [file for file in known if (folder / file.path).is_file()]


