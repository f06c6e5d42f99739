"""One order under way: each format is made and written, or its failure is noted and the others go on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.artifacts import write_artifact
from toolkit.errors import OutputError, ToolkitError
from toolkit.export.document import Document
from toolkit.export.kit import KitFile
from toolkit.export.read import read
from toolkit.export.registry import Format
from toolkit.kit.order import PagesOrder
from toolkit.kit.pages import PageNotebook
from toolkit.look.theme import Theme
from toolkit.model.page import Page
from toolkit.progress import Progress

Shelf = dict[tuple[str, str, Theme], bytes]
"""Finished pages by format, by what they were made from and by look: kits of one run share them."""


class FormatFaultError(ToolkitError):
    """A format stopped on something that its author did not foresee."""

    def __str__(self) -> str:
        return f"This is a fault of the program, not yours ({super().__str__()}). Please report it with the lines above."


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a kit: written anew, or left alone because nothing changed."""

    path: Path
    written: bool
    title: str


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

    @property
    def zip(self) -> Path:
        """Where its zip belongs: beside its folder."""
        return self.folder.with_name(f"{self.name}.zip")


@dataclass(frozen=True, slots=True)
class Work:
    """One order under way. What it makes is written and noted, or its failure is; ``contents`` holds the bytes by path."""

    order: PagesOrder
    result: KitResult
    bar: Progress
    theme: Theme
    shelf: Shelf = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def of_session(self, row: Format, document: Document) -> list[KitFile]:
        """The file that ``row`` makes of the whole session; none when it failed."""
        self.bar.step(f"{self.order.name}: {row.title}")
        if not row.suits(document) and len(self.order.rows) > 1:  # asked for alone, it says what is missing
            self.bar.done()
            return []
        file = KitFile(row.name, row.title, row.path, access=document.access)
        return self._attempt(file, lambda: row.exporter()(document, self.theme))

    def of_pages(self, pages: Iterable[PageNotebook], place: Callable[[Format, Page], str]) -> list[KitFile]:
        """The files of the order's pages, each at the ``place`` that its row and page have; those that failed left out."""
        rows = [row for row in self.order.rows if row.of == "page"]
        return [file for each in pages for row in rows for file in self._of_page(row, each, place(row, each.page))]

    def _of_page(self, row: Format, source: PageNotebook, path: str) -> list[KitFile]:
        page = source.page
        self.bar.step(f"{self.order.name}: {page.title}")
        document = read(source.notebook, row.reader)
        key = (row.name, source.digest, self.theme)

        def content() -> bytes:
            if key not in self.shelf:
                self.shelf[key] = row.exporter()(document, self.theme)
            return self.shelf[key]

        return self._attempt(KitFile(row.name, page.title, path, page.subtitle or "", document.access), content)

    def _attempt(self, file: KitFile, make: Callable[[], bytes]) -> list[KitFile]:
        try:
            content = make()
        except ToolkitError as error:
            self.result.failures.append((file.path, error))
        except Exception as error:  # noqa: BLE001  # our own bug in one format must not cost a batch the others
            traceback.print_exc()
            self.result.failures.append((file.path, FormatFaultError(f"{type(error).__name__}: {error}")))
        else:
            return [file.holding(content)] if self.write(file, content) else []
        finally:
            self.bar.done()
        return []

    def write(self, file: KitFile, content: bytes) -> bool:
        """Write ``file``, or note why that failed."""
        path = self.result.folder / file.path
        try:
            self.result.made.append(Made(path, write_artifact(path, content), file.title))
        except OutputError as error:
            self.result.failures.append((file.path, error))
            return False
        self.contents[file.path] = content
        return True

    def write_zip(self, content: bytes) -> None:
        """Write the kit's zip, or note why that failed."""
        path = self.result.zip
        try:
            self.result.packed = Made(path, write_artifact(path, content), "The whole kit in one file")
        except OutputError as error:
            self.result.failures.append((path.name, error))
