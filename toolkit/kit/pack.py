"""The files of a kit in; its index, its manifest and its zip, written, out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePath

from toolkit import __version__
from toolkit.artifacts import write_artifact
from toolkit.audit import KINDS, unreadable
from toolkit.errors import OutputError, ToolkitError
from toolkit.export.document import Contact, Document, FactNote
from toolkit.export.kit import Kit, KitFile, to_accessibility, to_index, to_manifest
from toolkit.export.kit.files import ACCESSIBILITY, INDEX
from toolkit.export.office import same_zip
from toolkit.export.registry import formats
from toolkit.kit.earlier import earlier_files
from toolkit.kit.ledger import Last, Ledger, inputs_of
from toolkit.kit.pieces import Packet
from toolkit.kit.work import Audited, KitResult, Made, Outcome, write
from toolkit.look.theme import Theme
from toolkit.model.access import most_restrictive
from toolkit.model.manifest import NAME

_INDEX = KitFile(INDEX, "Start here", "index.html")
_REPORT = KitFile(ACCESSIBILITY, "Accessibility of this kit", "accessibility.html")
_MANIFEST = KitFile("manifest", "What is in it, for programs", NAME)
_ZIPPED = "The whole kit in one file"


class GapError(ToolkitError):
    """A kit lacks a file, so it is not packed: what is handed on must be whole."""


def pack(packet: Packet, files: Sequence[KitFile], result: KitResult) -> None:
    """Write the index, the report on accessibility and the manifest into the kit's folder and, where it is to be zipped, the zip of all its files beside it.

    The zip holds what the manifest lists, and nothing else that lies in the folder. It is not made, and an earlier
    one not touched, where a file is missing. What an earlier run packed from the same files stays as it is.
    """
    ledger, inputs = Ledger.of(packet.folder), _inputs(packet, files)
    files = [_looked_at(file, packet, ledger) for file in files]
    around = [_INDEX, _REPORT, _MANIFEST, *([KitFile("zip", _ZIPPED, f"../{packet.name}.zip")] if packet.zipped else [])]
    if not result.failures and not any(ledger.why(file, inputs, packet.folder) for file in around):
        _leave(around, ledger, result)
    else:
        _pack(packet, files, result, ledger)
    result.told = (*packet.told, *_barriers_told(files))
    pieces = {piece.file.path: inputs_of(packet, piece) for piece in packet.pieces}
    ledger.note(packet.folder, [(file, pieces[file.path]) for file in files])
    if not result.failures:
        ledger.note(packet.folder, [(file, inputs) for file in _held(around, packet)])
        ledger.last = Last(packet.asked, tuple(file.path for file in [*files, *around]), packet.withheld, result.told)
    else:
        ledger.last = None  # its files are of two runs now
    ledger.save()


def _pack(packet: Packet, files: Sequence[KitFile], result: KitResult, ledger: Ledger) -> None:
    kit = _whole(packet, files, ledger)
    label = kit.document.access
    index = Audited.of(to_index(kit, packet.theme), _INDEX.path)
    start = replace(_INDEX, access=label).holding(index.content, index.audit)
    report = _report(replace(kit, files=(start, *kit.files)), packet.theme)
    told = replace(_REPORT, access=label).holding(report.content, report.audit)
    manifest = to_manifest(replace(kit, files=(start, told, *kit.files)))
    for file, audited in ((start, index), (told, report), (_MANIFEST, Audited(manifest))):
        result.take(write(file, audited, packet.folder))
    if packet.zipped and result.failures:
        gap = GapError("It is made of a whole kit only. The earlier one, if there was one, is unchanged.")
        result.failures.append((result.zip.name, gap))
    elif packet.zipped:
        _zip(packet, [start, told, *kit.files], result)


def _report(kit: Kit, theme: Theme) -> Audited:
    """The report on all files of a kit, itself among them: it is looked at before it tells what was found in it."""
    first = Audited.of(to_accessibility(kit, theme), _REPORT.path)
    itself = replace(_REPORT, audit=first.audit)
    return Audited.of(to_accessibility(replace(kit, files=(*kit.files, itself)), theme), _REPORT.path)


def _barriers_told(files: Iterable[KitFile]) -> Iterator[str]:
    count = sum(len(file.audit.barriers) for file in files if file.audit)
    if count:
        yield f"{'1 thing locks' if count == 1 else f'{count} things lock'} somebody out of a file: see {_REPORT.path}"


def _inputs(packet: Packet, files: Sequence[KitFile]) -> dict[str, str]:
    """What index, manifest and zip are made from."""
    listed = [packet.withheld, packet.zipped, [(file.path, file.sha256) for file in files]]
    return {"document": packet.made_from, "program": packet.program, "format": sha256(repr(listed).encode()).hexdigest()}


def _leave(around: Iterable[KitFile], ledger: Ledger, result: KitResult) -> None:
    for file in around:
        if file.name == "zip":
            result.packed = Made(result.zip, written=False, title=file.title)
        else:
            result.take(ledger.outcome(file))


def _held(around: Iterable[KitFile], packet: Packet) -> Iterator[KitFile]:
    for file in around:
        with contextlib.suppress(OSError):
            yield file.holding((packet.folder / file.path).read_bytes())


def _whole(packet: Packet, files: Sequence[KitFile], ledger: Ledger) -> Kit:
    """The kit of ``files``, and of those of an earlier run that still belong to it."""
    earlier = earlier_files(packet.known_pages, packet.folder, {file.path for file in files}, packet.made_from)
    files = sorted([*files, *(_looked_at(file, packet, ledger) for file in earlier.good)], key=_place)
    facilitators = packet.opened(packet.facilitator)
    documents = [facilitators, *_pages_in(packet, files)]
    label = most_restrictive([*(document.access for document in documents), *(file.access for file in files)])
    return Kit(
        packet.name, replace(facilitators, access=label), tuple(files), packet.withheld, earlier.left,
        _facts(documents), _contacts(documents), packet.made_from,
    )  # fmt: skip


def _looked_at(file: KitFile, packet: Packet, ledger: Ledger) -> KitFile:
    """A file with what its audit found; of one that an earlier run made, as the ledger tells or else by looking once more."""
    entry = ledger.entries.get(file.path)
    if file.audit or PurePath(file.path).suffix not in KINDS:
        return file
    if entry and entry.audit and entry.sha256 == file.sha256:
        return replace(file, audit=entry.audit)
    try:
        return replace(file, audit=Audited.of((packet.folder / file.path).read_bytes(), file.path).audit)
    except OSError as error:  # somebody has taken it away meanwhile
        return replace(file, audit=unreadable(error.strerror or error))


def _pages_in(packet: Packet, files: Iterable[KitFile]) -> list[Document]:
    paths, rows = {file.path for file in files}, [row for row in formats().values() if row.of == "page"]
    return [packet.opened(digest) for page, digest in packet.pages if any(row.path_of(page) in paths for row in rows)]


def _zip(packet: Packet, listed: Sequence[KitFile], result: KitResult) -> None:
    """The zip of what the manifest lists, and of the manifest, read back from the disk."""
    try:
        contents = {file.path: (packet.folder / file.path).read_bytes() for file in listed}
        changed = [file.path for file in listed if sha256(contents[file.path]).hexdigest() != file.sha256]
        if changed:
            why = f"{changed[0]} was changed by somebody else while the kit was being made"
            raise OutputError(result.zip, why, mend="Let one run finish, then run this again.")  # noqa: TRY301
        contents[NAME] = (packet.folder / NAME).read_bytes()
        content = same_zip({f"{packet.name}/{path}": held for path, held in contents.items()})
        result.packed = Made(result.zip, write_artifact(result.zip, content), _ZIPPED)
    except OutputError as error:
        result.failures.append((result.zip.name, error))
    except OSError as error:
        result.failures.append((result.zip.name, OutputError(result.zip, error.strerror or str(error), error.errno)))


def taken(outcomes: Iterable[Outcome], result: KitResult) -> list[KitFile]:
    """The files among ``outcomes``, which are noted in ``result``."""
    files = []
    for outcome in outcomes:
        result.take(outcome)
        if outcome.file:
            files.append(outcome.file)
    return files


def fingerprint(documents: Iterable[str], theme: Theme) -> str:
    """SHA-256 over all that the files of a kit are made from: ``documents`` are their digests."""
    return sha256("\n".join([__version__, *documents, repr(theme)]).encode()).hexdigest()


def _place(file: KitFile) -> tuple[int, str]:
    return list(formats()).index(file.name), file.path


def _facts(documents: Iterable[Document]) -> tuple[FactNote, ...]:
    found = {fact.id: fact for document in documents for fact in document.facts}
    return tuple(found[name] for name in sorted(found))


def _contacts(documents: Iterable[Document]) -> tuple[Contact, ...]:
    found: dict[str, Contact] = {}
    for document in documents:
        for contact in document.contacts:
            found.setdefault(contact.name, contact)
    return tuple(found.values())
