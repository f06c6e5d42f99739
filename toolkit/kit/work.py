"""A file of a kit made and written, or why it could not be: what came of a piece, and of a whole kit."""

from __future__ import annotations

import traceback
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.apart import EndedError, apart
from toolkit.artifacts import write_artifact
from toolkit.audit import Audit, UnreadableError, audit, unreadable
from toolkit.errors import OutputError, ToolkitError
from toolkit.export.kit import KitFile
from toolkit.kit.pieces import Packet, Piece, content_of
from toolkit.look.theme import Theme


class FormatFaultError(ToolkitError):
    """A format stopped on something that its author did not foresee. ``lines`` says where its traceback stands."""

    lines = "the lines above"

    def __str__(self) -> str:
        return f"This is a fault of the program, not yours ({super().__str__()}). Please report it with {self.lines}."


@dataclass(frozen=True, slots=True)
class Audited:
    """What a file holds, and what its audit found; None for a kind of file that is not audited."""

    content: bytes
    audit: Audit | None = None

    @classmethod
    def of(cls, content: bytes, path: str) -> Audited:
        """``content``, looked at as what the name of its ``path`` says it is."""
        suffix = Path(path).suffix
        try:
            # The validator of PDF begins threads, and a process with threads can have nothing more done apart.
            return cls(content, apart(lambda: audit(content, suffix)) if suffix == ".pdf" else audit(content, suffix))
        except UnreadableError as error:
            return cls(content, unreadable(error))
        except (EndedError, MemoryError):
            return cls(content, unreadable("It is too large to be looked at with the memory that there is."))


class Shelf:
    """Audited pages by format, by what they were made from and by look: kits of one run share the latest of them."""

    KEPT = 64

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str, Theme], Audited] = OrderedDict()

    def audited(self, piece: Piece, document: bytes, theme: Theme) -> Audited:
        """What ``piece`` holds: made and audited, or made before."""
        if piece.row.of != "page":
            return _made_and_audited(piece, document, theme)
        key = (piece.row.name, piece.document, theme)
        if key not in self._held:
            self._held[key] = _made_and_audited(piece, document, theme)
        self._held.move_to_end(key)
        if len(self._held) > self.KEPT:
            self._held.popitem(last=False)
        return self._held[key]


def _made_and_audited(piece: Piece, document: bytes, theme: Theme) -> Audited:
    return Audited.of(content_of(piece.row, document, theme), piece.file.path)


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
    audited = attempt(piece, document, theme, shelf)
    return write(piece.file, audited, folder) if isinstance(audited, Audited) else Outcome(piece.file.path, error=audited)


def attempt(piece: Piece, document: bytes, theme: Theme, shelf: Shelf) -> Audited | ToolkitError:
    """What one file holds, or why it could not be made."""
    try:
        return shelf.audited(piece, document, theme)
    except ToolkitError as error:
        return error
    except MemoryError:
        return EndedError()
    except Exception as error:  # noqa: BLE001  # our own bug in one format must not cost a batch the others
        traceback.print_exc()
        return FormatFaultError(f"{type(error).__name__}: {error}")


def write(file: KitFile, audited: Audited, folder: Path) -> Outcome:
    """Write ``file`` with what it holds, or say why that failed. Nothing is written through a link to another folder."""
    path = folder / file.path
    link = next((each for each in path.parents if each.is_relative_to(folder) and each != folder and each.is_symlink()), None)
    if link is not None:
        return Outcome(file.path, error=OutputError(path, f"{link} is a link to another folder", mend="Delete the link, then run this again."))
    try:
        written = write_artifact(path, audited.content)
    except OutputError as error:
        return Outcome(file.path, error=error)
    return Outcome(file.path, file.holding(audited.content, audited.audit), written)
