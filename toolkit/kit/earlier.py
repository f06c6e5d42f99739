"""A kit's folder in, what earlier runs left in it out: what still belongs to the kit, what does not, and what must not be near it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from toolkit.errors import UsageError
from toolkit.export.finished import says_restricted
from toolkit.export.kit import KitFile
from toolkit.export.kit.files import OWN
from toolkit.export.registry import formats
from toolkit.model.manifest import NAME, Manifest


@dataclass(frozen=True, slots=True)
class Earlier:
    """Files that this run did not make: those that still belong to the kit, and paths of the others."""

    good: tuple[KitFile, ...]
    left: tuple[str, ...]


def refuse_to_mix(pages: Collection[str], folder: Path) -> None:
    """Raises UsageError where a kit for vetted readers lies in ``folder``, or its zip beside it: it would pass for this one.

    ``pages`` are ids of the pages that may lie there.
    """
    held = [path for path in _known_paths(pages, folder) if says_restricted(folder / path)]
    if held:
        what = f"{folder} holds files for vetted public-safety professionals: {', '.join(held)}."
        raise UsageError(what, "Move that folder away or delete it, then run this again.")
    packed = folder.with_name(f"{folder.name}.zip")
    if says_restricted(packed):
        what = f"{packed} is a kit for vetted public-safety professionals."
        raise UsageError(what, "Move it away or delete it, then run this again.")


def earlier_files(pages: Collection[str], folder: Path, made: Collection[str], made_from: str) -> Earlier:
    """What earlier runs left in ``folder`` and this one did not make.

    A file still belongs to the kit where the manifest of that run says that it was made from the same, and nobody has
    changed it since. Any other may tell other times, or be for other readers.
    """
    manifest = manifest_in(folder)
    vouched = {file.path: file for file in manifest.files} if manifest and manifest.made_from == made_from else {}
    good: list[KitFile] = []
    left: list[str] = []
    for path in _known_paths(pages, folder):
        if path in made or path == NAME:
            continue
        file, content = vouched.get(path), _content_of(folder / path)
        known = file and KitFile(file.format, file.title, path, access=file.access).holding(content)
        if file and known and known.sha256 == file.sha256 and file.format in formats():
            good.append(known)
        else:
            left.append(path)
    return Earlier(tuple(good), tuple(left))


def known_paths(pages: Collection[str], manifest: Manifest | None) -> list[str]:
    """Where an export may have put files of a kit whose earlier run left ``manifest``, the pages that tell of it aside. ``pages`` are ids."""
    rows = formats().values()
    paths = [row.path for row in rows if row.of == "session"]
    paths += [row.path_of(page) for row in rows if row.of == "page" for page in pages]
    paths += [file.path for file in manifest.files if file.format not in OWN] if manifest else []
    return list(dict.fromkeys([*paths, NAME]))


def _known_paths(pages: Collection[str], folder: Path) -> list[str]:
    """Files in ``folder`` that an export may have put there, the pages that tell of it aside."""
    return [path for path in known_paths(pages, manifest_in(folder)) if (folder / path).is_file()]


def _content_of(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read, so that no manifest vouches for it."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest of the run before; None where there is none that can be read, as then nothing vouches for a file."""
    try:
        return Manifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
