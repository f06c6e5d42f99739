"""The files of a kit in; its index, its manifest and its zip, written, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from toolkit import __version__
from toolkit.errors import ToolkitError
from toolkit.export.document import Contact, Document, FactNote
from toolkit.export.kit import Kit, KitFile, to_index, to_manifest
from toolkit.export.kit.files import INDEX
from toolkit.export.office import same_zip
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.kit.earlier import earlier_files
from toolkit.kit.pages import PageNotebook
from toolkit.kit.work import Work
from toolkit.look.theme import Theme
from toolkit.model.access import most_restrictive
from toolkit.model.curriculum import Curriculum
from toolkit.model.manifest import NAME

START = "Start here"
"""What a kit's index page is called."""


class GapError(ToolkitError):
    """A kit lacks a file, so it is not packed: what is handed on must be whole."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a kit as a whole is made from: the facilitator's document, the pages, and what tells it from a kit made from something else."""

    document: Document
    pages: tuple[PageNotebook, ...]
    made_from: str

    def kit(self, work: Work, made: Iterable[KitFile], view: Curriculum) -> Kit:
        """The kit of the files that were ``made``, and of those of an earlier run that still belong to it.

        ``view`` is what its readers may see of the curriculum. What earlier files hold is put to the contents of ``work``.
        """
        files = list(made)
        earlier = earlier_files(view, work.result.folder, {file.path for file in files}, self.made_from)
        work.contents.update({file.path: content for file, content in earlier.good})
        files = sorted([*files, *(file for file, _ in earlier.good)], key=_place)
        documents = [self.document, *self._pages_in(files)]
        label = most_restrictive([*(document.access for document in documents), *(file.access for file in files)])
        return Kit(
            work.order.name, replace(self.document, access=label), tuple(files), work.result.withheld, earlier.left,
            _facts(documents), _contacts(documents), self.made_from,
        )  # fmt: skip

    def _pages_in(self, files: list[KitFile]) -> list[Document]:
        paths, rows = {file.path for file in files}, [row for row in formats().values() if row.of == "page"]
        shown = (each for each in self.pages if any(row.path_of(each.page.id) in paths for row in rows))
        return [read(each.notebook, "facilitator") for each in shown]


def pack(work: Work, kit: Kit, *, zipped: bool) -> None:
    """Write the index and the manifest into the kit's folder and, where ``zipped``, the zip of all its files beside it.

    The zip holds what the manifest lists, and nothing else that lies in the folder. It is not made, and an earlier
    one not touched, where a file is missing.
    """
    work.bar.step(f"{kit.name}: index and zip" if zipped else f"{kit.name}: index")
    index = to_index(kit, work.theme)
    start = KitFile(INDEX, START, "index.html", access=kit.document.access).holding(index)
    work.write(start, index)
    work.write(KitFile("manifest", "What is in it, for programs", NAME), to_manifest(replace(kit, files=(start, *kit.files))))
    if zipped and work.result.failures:
        gap = GapError("It is made of a whole kit only. The earlier one, if there was one, is unchanged.")
        work.result.failures.append((work.result.zip.name, gap))
    elif zipped:
        work.write_zip(same_zip({f"{kit.name}/{path}": content for path, content in work.contents.items()}))
    work.bar.done()


def fingerprint(session: str, pages: Iterable[PageNotebook], theme: Theme) -> str:
    """SHA-256 over all that the files of a kit are made from: ``session`` is the digest of its documents."""
    parts = [__version__, session, *(page.digest for page in pages), repr(theme)]
    return sha256("\n".join(parts).encode()).hexdigest()


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
