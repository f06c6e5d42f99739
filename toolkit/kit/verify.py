"""A kit's folder or zip in; what in it is not as its manifest says out.

It finds accidents: a copy that stopped half way, a file that somebody edited, an old one that stayed. It is no
seal: whoever changes a file on purpose can change the manifest too.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from toolkit.errors import UsageError
from toolkit.model.manifest import NAME, ListedFile, Manifest

_LONGEST_MANIFEST = 8_000_000  # bytes; ours have some thousands, and what is longer is none
_DAMAGE = (OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)
"""What zipfile raises for a zip that is damaged, locked with a password, or packed in a way that it does not know."""
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""What file managers put into folders of their own accord."""


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file that is not as the manifest says."""

    path: str
    what: Literal["changed", "missing", "extra"]


@dataclass(frozen=True, slots=True)
class _Held:
    """A file that is there: its length, and how to read it."""

    size: int
    content: Callable[[], bytes]


def open_kit(kit: Path) -> tuple[Manifest, tuple[Difference, ...]]:
    """The manifest of the kit at ``kit``, and every file that is not as it says, in order of path.

    Raises UsageError where there is no kit, or one whose manifest cannot be read.
    """
    if kit.is_dir():
        held = _in_folder(kit)
        manifest = _manifest(kit, held)
        return manifest, _differences(manifest, held)
    try:
        with zipfile.ZipFile(kit) as package:
            held = _in_zip(package)
            manifest = _manifest(kit, held)
            return manifest, _differences(manifest, held)
    except _DAMAGE as error:
        what = f"{kit} is not a zip that can be read" if kit.is_file() else f"There is no kit at {kit}"
        raise UsageError(f"{what}.", "Name a kit's folder or its zip, for example exports/my-workshop.") from error


def _in_folder(folder: Path) -> dict[str, _Held]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): _held(path) for path in paths}


def _held(path: Path) -> _Held:
    """A file. A link is none, and what it leads to is not read: no kit is made of links."""
    return _Held(-1, bytes) if path.is_symlink() else _Held(path.stat().st_size, path.read_bytes)


def _in_zip(package: zipfile.ZipFile) -> dict[str, _Held]:
    """The files below the one folder that a kit's zip holds; what stands beside that folder keeps its whole name."""
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries if entry.filename.endswith(f"/{NAME}")]
    below = names[0].removesuffix(NAME) if names else ""
    return {
        entry.filename.removeprefix(below): _Held(entry.file_size, lambda entry=entry: package.read(entry))  # type: ignore[misc]  # mypy infers no default
        for entry in entries
    }


def _manifest(kit: Path, held: Mapping[str, _Held]) -> Manifest:
    found = held.get(NAME)
    if found is None:
        raise UsageError(f"{kit} holds no {NAME}.", "Name a kit's folder or its zip; 'facilitate export' makes both.")
    content = _read(found) if found.size <= _LONGEST_MANIFEST else None
    try:
        return Manifest.model_validate_json(content or b"")
    except ValidationError:
        raise UsageError(
            f"The {NAME} in {kit} is damaged, or of another version of the toolkit.", "Export the kit again."
        ) from None


def _differences(manifest: Manifest, held: Mapping[str, _Held]) -> tuple[Difference, ...]:
    listed = {file.path: file for file in manifest.files}
    found = [Difference(path, "missing") for path in listed if path not in held]
    found += [Difference(path, "changed") for path, file in listed.items() if path in held and not _same(file, held[path])]
    found += [Difference(path, "extra") for path in held if path not in listed and path != NAME and not _is_litter(path)]
    return tuple(sorted(found))


def _same(file: ListedFile, held: _Held) -> bool:
    """Whether it holds what it held. One of another length is not read: it may unpack to more than a disk holds."""
    content = _read(held) if held.size == file.bytes else None
    return content is not None and sha256(content).hexdigest() == file.sha256


def _read(held: _Held) -> bytes | None:
    """What a file holds; None where it is damaged, or locked with a password."""
    try:
        return held.content()
    except _DAMAGE:
        return None


def _is_litter(path: str) -> bool:
    parts = path.lower().split("/")
    return parts[-1] in _LITTER or parts[-1].startswith("._") or parts[0] == "__macosx"
