"""The flow: load, check, plan, compose, execute, read, write. Everything else is one of these seven."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from toolkit.artifacts import write_artifact
from toolkit.check import find_problems
from toolkit.compose import compose
from toolkit.compose_page import compose_page
from toolkit.errors import ContentError, OutputError, ToolkitError, UsageError
from toolkit.execute import execute
from toolkit.export.document import Document, Reader
from toolkit.export.finished import says_restricted
from toolkit.export.kit import KitFile, to_index
from toolkit.export.read import read
from toolkit.export.registry import Format, formats
from toolkit.load import find_unprintable, load_curriculum
from toolkit.look.fonts import known_characters
from toolkit.look.theme import DEFAULT, Theme
from toolkit.model.access import CLEARED_AUDIENCE, high_water, most_restrictive
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.plan import Plan
from toolkit.model.session import Parameters, Session, check_parameters
from toolkit.plan import make_plan
from toolkit.progress import Progress
from toolkit.start_here import NAME, compose_start_here
from toolkit.study import Show

if TYPE_CHECKING:
    from nbformat import NotebookNode


START = "Start here"
"""What a kit's index page is called."""


@dataclass(frozen=True, slots=True)
class PagesOrder:
    """What to make of reference pages: the formats, the folder in which the order's own stands, and its name."""

    name: str
    rows: Sequence[Format]
    out: Path
    pages: Sequence[Page]
    parameters: Parameters

    @property
    def steps(self) -> int:
        """How many steps it takes, for a progress bar."""
        return len(self.pages) * sum(row.of == "page" for row in self.rows)


@dataclass(frozen=True, slots=True)
class KitOrder(PagesOrder):
    """What to make of a session: its kit, with the pages that go into it."""

    session: Session
    withheld: tuple[str, ...] = ()
    """Ids of pages that the session names and its readers may not see."""

    @property
    def steps(self) -> int:
        """How many steps it takes, for a progress bar."""
        return 1 + sum(row.of == "session" for row in self.rows) + len(self.pages) * sum(row.of == "page" for row in self.rows)


def kit_order(curriculum: Curriculum, name: str, session: Session, rows: Sequence[Format], out: Path) -> KitOrder:
    """The order of a session's kit. It holds the pages that the session names, or else those for its audience."""
    view = seen(curriculum, session.clearance)
    if session.pages is None:
        pages = view.pages_for(session.audience)
    else:
        pages = tuple(view.page(name) for name in session.pages if name in view.pages or name not in curriculum.pages)
    withheld = tuple(name for name in session.pages or () if name in curriculum.pages and name not in view.pages)
    return KitOrder(name, rows, out, pages, session.parameters(), session, withheld)


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


def load_checked(root: Path) -> Curriculum:
    """The curriculum below ``root``. Raises ContentError with every error found, warnings aside."""
    curriculum = load_curriculum(root)
    problems = [*find_problems(curriculum), *find_unprintable(curriculum, known_characters())]
    errors = tuple(sorted(problem for problem in problems if problem.severity == "error"))
    if errors:
        raise ContentError(errors)
    return curriculum


def run_notebook(curriculum: Curriculum, session: Session) -> NotebookNode:
    """The executed notebook of a session: planned, composed and run."""
    return _run(curriculum, make_plan(curriculum, session))


def _run(curriculum: Curriculum, plan: Plan) -> NotebookNode:
    modules, parameters = [module.id for module in plan.modules], plan.session.parameters()
    return execute(compose(curriculum, plan), {}, Show(curriculum, modules, parameters).bundle)


def build_kit(curriculum: Curriculum, order: KitOrder, bar: Progress, theme: Theme = DEFAULT) -> KitResult:
    """Write the kit of one session.

    A format that fails is recorded and the others go on. Raises ToolkitError when the
    session cannot be planned at all.
    """
    work = _Work(curriculum, order, KitResult(order.name, order.out / order.name), bar, theme)
    if order.session.clearance == "open":
        _refuse_to_mix(curriculum, work.result.folder)
    bar.step(f"{order.name}: notebook")
    plan = make_plan(curriculum, order.session)
    work.result.withheld = (*plan.withheld, *order.withheld)
    notebook = _run(curriculum, plan)
    bar.done()
    readers: set[Reader] = {"facilitator", *(row.reader for row in order.rows)}
    documents: dict[Reader, Document] = {reader: read(notebook, reader) for reader in sorted(readers)}
    listed = [file for row in order.rows if row.of == "session" for file in work.of_session(row, documents[row.reader])]
    listed += work.of_pages(lambda row, page: row.path_of(page.id))
    listed += _made_earlier(seen(curriculum, order.session.clearance), work.result.folder, {file.path for file in listed})
    whole = documents["facilitator"]
    whole = replace(whole, access=most_restrictive((whole.access, *(file.access for file in listed))))
    work.write(KitFile("index", START, "index.html"), to_index(whole, tuple(listed), theme, work.result.withheld))
    return work.result


def build_pages(curriculum: Curriculum, order: PagesOrder, bar: Progress, theme: Theme = DEFAULT) -> KitResult:
    """Write the pages of ``order`` on their own, with no kit around them."""
    work = _Work(curriculum, order, KitResult(order.name, order.out / order.name), bar, theme)
    work.of_pages(lambda row, page: PurePath(row.path_of(page.id)).name)
    return work.result


@dataclass(frozen=True, slots=True)
class _Work:
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


def _refuse_to_mix(curriculum: Curriculum, folder: Path) -> None:
    """Raises UsageError where a kit for vetted readers lies in ``folder``: its files would stand beside those for everyone."""
    held = [file.path for file in _kit_files(curriculum, folder) if says_restricted(folder / file.path)]
    if held:
        what = f"{folder} holds files for vetted public-safety professionals: {', '.join(held)}."
        raise UsageError(what, "Move that folder away or delete it, then run this again.")


def _made_earlier(curriculum: Curriculum, folder: Path, made: set[str]) -> list[KitFile]:
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


def composed_notebooks(curriculum: Curriculum, vetted_by: str = "") -> dict[str, bytes]:
    """The self-study notebook of every open module, the one that leads to them and every page, by path below ``notebooks/``.

    Restricted ones, and the restricted parts of others, are there as well where ``vetted_by`` says who confirmed that their reader may see them. Raises
    UsageError when it names nobody.
    """
    everyone, cleared = Parameters(), check_parameters({"audience": CLEARED_AUDIENCE, "vetted_by": vetted_by})

    def told(piece: Module | Page) -> Parameters:
        return cleared if high_water((piece,)) == "restricted" else everyone

    view = seen(curriculum, cleared.clearance)
    modules = {curriculum.notebook(each.id): _to_study(curriculum, each, told(each)) for each in view.listed_modules()}
    pages = {curriculum.page_notebook(each.id): compose_page(curriculum, each, told(each)) for each in view.pages.values()}
    start = {NAME: compose_start_here(curriculum)} if modules else {}
    return {name: _written(notebook) for name, notebook in {**start, **modules, **pages}.items()}


def _to_study(curriculum: Curriculum, module: Module, told: Parameters) -> NotebookNode:
    session = Session(modules=(module.id,), audience=told.audience, vetted_by=told.vetted_by or None)
    return compose(curriculum, make_plan(curriculum, session), alone=True)


def _written(notebook: NotebookNode) -> bytes:
    import nbformat

    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode()
