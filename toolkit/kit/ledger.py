"""What earlier runs made of a kit, and from what: a file that is as it would be made again is left alone.

The ledger stands beside the kits, in a folder of its own, and is no part of any. Whoever deletes it loses time only.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolkit.artifacts import write_artifact
from toolkit.audit import Audit
from toolkit.errors import OutputError
from toolkit.export.kit import KitFile
from toolkit.kit.pieces import Packet, Piece
from toolkit.kit.work import KitResult, Made, Outcome

FOLDER = ".facilitate/kits"
"""Where ledgers stand, in the folder of all kits: apart from what is kept of whole calls, as a kit may have any name."""
_WHY = {
    "document": "its text changed", "look": "its colors changed", "program": "the program changed", "format": "its format changed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that a run has written: the ``inputs`` it was made from, by what they are, and how it was left."""

    inputs: Mapping[str, str]
    sha256: str
    size: int
    mtime_ns: int
    title: str
    pages: int | None = None
    mark: str = ""
    """What tells it from any other, where the kit is in a store: a checksum or a time of the store."""
    audit: Audit | None = None
    """What its audit found, where that was no barrier: a barrier quotes words of the file, and no word of a workshop is kept here."""

    @classmethod
    def of(cls, held: dict[str, Any]) -> Entry:
        """From what ``plain`` made, read back from JSON. Raises TypeError and ValueError where it is something else."""
        return cls(**{**held, "audit": Audit.of(held.get("audit"))})

    def plain(self) -> dict[str, Any]:
        """The same for JSON."""
        return {**asdict(replace(self, audit=None)), "audit": self.audit.plain() if self.audit else None}


@dataclass(frozen=True, slots=True)
class Last:
    """The last run that made the kit without a gap: what it was asked, as a digest, the files it left, and what it told."""

    asked: str
    files: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class Ledger:
    """The entries of one kit by the path of the file below the kit's folder, and its last run."""

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    last: Last | None = None

    @classmethod
    def of(cls, folder: Path) -> Ledger:
        """The ledger of the kit in ``folder``; empty where there is none that can be read."""
        path = folder.parent / FOLDER / f"{folder.name}.json"
        try:
            held = json.loads(path.read_bytes())
            last = Last(held["last"]["asked"], *(tuple(held["last"][name]) for name in ("files", "withheld", "told")))
            return cls(path, {name: Entry.of(entry) for name, entry in held["files"].items()}, last)
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return cls(path)

    def save(self) -> None:
        """Write it. A disk that refuses costs the next run time, and this one nothing."""
        entries = {name: entry.plain() for name, entry in sorted(self.entries.items())}
        content = json.dumps({"last": asdict(self.last or Last("")), "files": entries}, indent=1, ensure_ascii=False)
        with contextlib.suppress(OutputError):
            write_artifact(self.path, content.encode())

    def note(self, folder: Path, files: Iterable[tuple[KitFile, Mapping[str, str]]]) -> None:
        """Take in that ``files`` were made from these inputs and now lie in ``folder``."""
        for file, inputs in files:
            path = folder / file.path
            try:
                left = path.stat()
                if left.st_size != file.size or sha256(path.read_bytes()).hexdigest() != file.sha256:
                    continue  # another run has written it meanwhile
            except OSError:
                continue
            audit = file.audit if file.audit and not file.audit.barriers else None
            self.entries[file.path] = Entry(dict(inputs), file.sha256, file.size, left.st_mtime_ns, file.title, file.pages, audit=audit)

    def why(self, file: KitFile, inputs: Mapping[str, str], folder: Path) -> str:
        """Why ``file`` is to be made; '' where it is up to date."""
        entry = self.entries.get(file.path)
        if entry is None:
            return "it is new"
        told = [why for name, why in _WHY.items() if entry.inputs.get(name) != inputs.get(name)]
        if told:
            return " and ".join(told)
        return "" if _as_left(folder / file.path, entry) else "the file was changed or is gone"

    def outcome(self, file: KitFile) -> Outcome:
        """What came of ``file`` in an earlier run."""
        entry = self.entries[file.path]
        return Outcome(file.path, replace(file, pages=entry.pages, size=entry.size, sha256=entry.sha256, audit=entry.audit))


def unchanged(name: str, folder: Path, asked: str, as_left: Callable[[str, Entry], bool] | None = None) -> KitResult | None:
    """What came of a kit that was asked for in the same way before, where every file is still as that run left it.

    ``as_left`` tells that of a file by its path below ``folder``, where the files are not on this disk.
    """
    still = as_left or (lambda path, entry: _as_left(folder / path, entry))
    ledger = Ledger.of(folder)
    last = ledger.last
    if not asked or last is None or last.asked != asked:
        return None
    result = KitResult(name, folder, withheld=last.withheld, told=last.told)
    for path in last.files:
        entry = ledger.entries.get(path)
        if entry is None or not still(path, entry):
            return None
        made = Made(folder / path, written=False, title=entry.title)
        if path.startswith("../"):
            result.packed = replace(made, path=result.zip)
        else:
            result.made.append(made)
    return result


def held(folder: Path) -> dict[str, Mapping[str, str]]:
    """What each file of the kit in ``folder`` was made from, by path, as far as it is still as a run left it."""
    return {path: entry.inputs for path, entry in Ledger.of(folder).entries.items() if _as_left(folder / path, entry)}


def inputs_of(packet: Packet, piece: Piece) -> dict[str, str]:
    """All that one file is made from."""
    look = sha256(repr(packet.theme).encode()).hexdigest()
    return {"document": piece.document, "look": look, "program": packet.program, "format": piece.row.function}


def settled(packet: Packet, result: KitResult) -> dict[int, Outcome]:
    """The pieces of ``packet`` that are up to date, by their place; why the others are not is told to ``result``."""
    ledger, found = Ledger.of(packet.folder), {}
    for place, piece in enumerate(packet.pieces):
        why = ledger.why(piece.file, inputs_of(packet, piece), packet.folder)
        if why:
            result.why[piece.file.path] = why
        else:
            found[place] = ledger.outcome(piece.file)
    return found


def _as_left(path: Path, entry: Entry) -> bool:
    """Whether a file is still as it was written: by its length and time and, where only the time differs, by what it holds."""
    try:
        found = path.stat()
        if found.st_size != entry.size:
            return False
        return found.st_mtime_ns == entry.mtime_ns or sha256(path.read_bytes()).hexdigest() == entry.sha256
    except OSError:
        return False
