"""A file of a kit made and written, or why it could not be: what came of a piece, and of a whole kit."""

from __future__ import annotations

import traceback
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.apart import EndedError
from toolkit.artifacts import write_artifact
from toolkit.errors import OutputError, ToolkitError
from toolkit.export.kit import KitFile
from toolkit.kit.pieces import Packet, Piece, content_of
from toolkit.look.theme import Theme


class FormatFaultError(ToolkitError):
    """A format stopped on something that its author did not foresee. ``lines`` says where its traceback stands."""

    lines = "the lines above"

    def __str__(self) -> str:
        return f"This is a fault of the program, not yours ({super().__str__()}). Please report it with {self.lines}."


class Shelf:
    """Finished pages by format, by what they were made from and by look: kits of one run share the latest of them."""

    KEPT = 64

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str, Theme], bytes] = OrderedDict()

    def content(self, piece: Piece, document: bytes, theme: Theme) -> bytes:
        """What ``piece`` holds: made, or made before."""
        if piece.row.of != "page":
            return content_of(piece.row, document, theme)
        key = (piece.row.name, piece.document, theme)
        if key not in self._held:
            self._held[key] = content_of(piece.row, document, theme)
        self._held.move_to_end(key)
        if len(self._held) > self.KEPT:
            self._held.popitem(last=False)
        return self._held[key]


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a kit: written anew, or left alone because nothing changed."""

    path: Path
    written: bool
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one piece: the ``file`` that is now on disk, or the ``error`` that kept it away."""

    path: str
    file: KitFile | None = None
    written: bool = False
    error: ToolkitError | None = None


@dataclass(slots=True)
class KitResult:
    """What came of one session. ``failures`` names every piece that could not be made, ``withheld`` modules and pages left out."""

    name: str
    folder: Path
    made: list[Made] = field(default_factory=list)
    withheld: tuple[str, ...] = ()
    failures: list[tuple[str, ToolkitError]] = field(default_factory=list)
    told: tuple[str, ...] = ()
    """What its facilitator should know of it."""
    packed: Made | None = None
    """Its zip, where one was made."""
    why: dict[str, str] = field(default_factory=dict)
    """Why each file that was made had to be, by path."""
    url: str = ""
    """Where its folder stands, when that is in a store."""

    @property
    def zip(self) -> Path:
        """Where its zip belongs: beside its folder."""
        return self.folder.with_name(f"{self.name}.zip")

    def take(self, outcome: Outcome) -> None:
        """Note what came of one piece."""
        if outcome.error:
            self.failures.append((outcome.path, outcome.error))
        elif outcome.file:
            self.made.append(Made(self.folder / outcome.path, outcome.written, outcome.file.title))


def result_of(packet: Packet) -> KitResult:
    """A result that nothing has been added to."""
    return KitResult(packet.name, packet.folder, withheld=packet.withheld, told=packet.told)


def make(piece: Piece, document: bytes, theme: Theme, folder: Path, shelf: Shelf) -> Outcome:
    """Make one file and write it into the kit's ``folder``. What goes wrong is in the outcome: the others go on."""
    content = attempt(piece, document, theme, shelf)
    return write(piece.file, content, folder) if isinstance(content, bytes) else Outcome(piece.file.path, error=content)


def attempt(piece: Piece, document: bytes, theme: Theme, shelf: Shelf) -> bytes | ToolkitError:
    """What one file holds, or why it could not be made."""
    try:
        return shelf.content(piece, document, theme)
    except ToolkitError as error:
        return error
    except MemoryError:
        return EndedError()
    except Exception as error:  # noqa: BLE001  # our own bug in one format must not cost a batch the others
        traceback.print_exc()
        return FormatFaultError(f"{type(error).__name__}: {error}")


def write(file: KitFile, content: bytes, folder: Path) -> Outcome:
    """Write ``file`` with its ``content``, or say why that failed. Nothing is written through a link to another folder."""
    path = folder / file.path
    link = next((each for each in path.parents if each.is_relative_to(folder) and each != folder and each.is_symlink()), None)
    if link is not None:
        return Outcome(file.path, error=OutputError(path, f"{link} is a link to another folder", mend="Delete the link, then run this again."))
    try:
        written = write_artifact(path, content)
    except OutputError as error:
        return Outcome(file.path, error=error)
    return Outcome(file.path, file.holding(content), written)
