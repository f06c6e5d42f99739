"""One order under way: each format is made and written, or its failure is noted and the others go on."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.artifacts import write_artifact
from toolkit.compose_page import compose_page
from toolkit.errors import OutputError, ToolkitError
from toolkit.export.document import Document
from toolkit.export.kit import KitFile
from toolkit.export.read import read
from toolkit.export.registry import Format
from toolkit.kit.order import PagesOrder
from toolkit.look.theme import Theme
from toolkit.model.curriculum import Curriculum
from toolkit.model.page import Page
from toolkit.progress import Progress


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


@dataclass(frozen=True, slots=True)
class Work:
    """One order under way: what it makes is written and noted, or its failure is."""

    curriculum: Curriculum
    order: PagesOrder
    result: KitResult
    bar: Progress
    theme: Theme

    def of_session(self, row: Format, document: Document) -> list[KitFile]:
        """The file that ``row`` makes of the whole session; none when it failed."""
        self.bar.step(f"{self.order.name}: {row.title}")
        if not row.suits(document) and len(self.order.rows) > 1:  # asked for alone, it says what is missing
            self.bar.done()
            return []
        return self._attempt(row, KitFile(row.name, row.title, row.path, access=document.access), document)

    def of_pages(self, place: Callable[[Format, Page], str]) -> list[KitFile]:
        """The files of the order's pages, each at the ``place`` that its row and page have; those that failed left out."""
        rows = [row for row in self.order.rows if row.of == "page"]
        made: list[KitFile] = []
        for page in self.order.pages if rows else ():
            self.bar.step(f"{self.order.name}: {page.title}")
            notebook = compose_page(self.curriculum, page, self.order.parameters)
            for row in rows:
                document = read(notebook, row.reader)
                file = KitFile(row.name, page.title, place(row, page), page.subtitle or "", access=document.access)
                made += self._attempt(row, file, document)
        return made

    def _attempt(self, row: Format, file: KitFile, document: Document) -> list[KitFile]:
        try:
            content = row.exporter()(document, self.theme)
        except ToolkitError as error:
            self.result.failures.append((file.path, error))
        except Exception as error:  # noqa: BLE001  # our own bug in one format must not cost a batch the others
            traceback.print_exc()
            self.result.failures.append((file.path, FormatFaultError(f"{type(error).__name__}: {error}")))
        else:
            return [file] if self.write(file, content) else []
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
        return True
