"""The flow: load, check, plan, compose, execute, read, write. Everything else is one of these seven."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.artifacts import write_artifact
from toolkit.check import find_problems
from toolkit.compose import compose
from toolkit.errors import ContentError, OutputError, Problem, ToolkitError
from toolkit.execute import execute
from toolkit.export.document import Document, Reader
from toolkit.export.fonts import known_characters
from toolkit.export.kit import KitFile, to_index
from toolkit.export.read import read
from toolkit.export.registry import Format, formats
from toolkit.export.theme import DEFAULT, Theme
from toolkit.load import find_unprintable, load_curriculum
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session
from toolkit.plan import make_plan
from toolkit.progress import Progress
from toolkit.start_here import NAME, compose_start_here
from toolkit.study import Show

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True)
class KitOrder:
    """What to make: the session, the formats, and the folder in which the kit's own folder stands."""

    name: str
    session: Session
    rows: Sequence[Format]
    out: Path


class FormatFaultError(ToolkitError):
    """A format stopped on something that its author did not foresee."""

    def __str__(self) -> str:
        return f"This is a fault of the program, not yours ({super().__str__()}). Please report it with the lines above."


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a kit: written anew, or left alone because nothing changed."""

    path: Path
    written: bool


@dataclass(slots=True)
class KitResult:
    """What came of one session. ``failures`` names every piece that could not be made."""

    name: str
    folder: Path
    made: list[Made] = field(default_factory=list)
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
    plan = make_plan(curriculum, session)
    notebook = compose(curriculum, plan)
    return execute(notebook, {}, Show(curriculum, session.modules, session.parameters()).bundle)


def build_kit(curriculum: Curriculum, order: KitOrder, bar: Progress, theme: Theme = DEFAULT) -> KitResult:
    """Write the kit of one session.

    A format that fails is recorded and the others go on. Raises ToolkitError when the
    session cannot be planned at all.
    """
    result = KitResult(order.name, order.out / order.name)
    bar.step(f"{order.name}: notebook")
    notebook = run_notebook(curriculum, order.session)
    bar.done()
    readers: set[Reader] = {"facilitator", *(row.reader for row in order.rows)}
    documents: dict[Reader, Document] = {reader: read(notebook, reader) for reader in sorted(readers)}
    listed: list[KitFile] = []
    for row in order.rows:
        bar.step(f"{order.name}: {row.title}")
        content = _attempt(result, row, documents[row.reader], theme)
        if content is not None:
            listed.append(KitFile(row.name, row.title, row.path))
        bar.done()
    listed += _made_earlier(result.folder, {file.path for file in listed})
    _write(result, "index.html", to_index(documents["facilitator"], tuple(listed), theme))
    return result


def _made_earlier(folder: Path, made: set[str]) -> list[KitFile]:
    """Files of a kit that an earlier run left and this one did not make; the index marks them as older."""
    return [
        KitFile(row.name, row.title, row.path, earlier=True)
        for row in formats().values()
        if row.path not in made and (folder / row.path).is_file()
    ]


def _attempt(result: KitResult, row: Format, document: Document, theme: Theme) -> bytes | None:
    try:
        content = row.exporter()(document, theme)
    except ToolkitError as error:
        result.failures.append((row.path, error))
        return None
    except Exception as error:  # noqa: BLE001  # our own bug in one format must not cost a batch the others
        traceback.print_exc()
        result.failures.append((row.path, FormatFaultError(f"{type(error).__name__}: {error}")))
        return None
    return content if _write(result, row.path, content) else None


def _write(result: KitResult, name: str, content: bytes) -> bool:
    path = result.folder / name
    try:
        result.made.append(Made(path, write_artifact(path, content)))
    except OutputError as error:
        result.failures.append((name, error))
        return False
    return True


def composed_notebooks(curriculum: Curriculum) -> dict[str, bytes]:
    """The self-study notebook of every open module and the one that leads to them, by path below ``notebooks/``."""
    found = {
        curriculum.notebook(module.id): compose(
            curriculum, make_plan(curriculum, Session(modules=(module.id,))), alone=True
        )
        for module in curriculum.open_modules()
    }
    if found:
        found = {NAME: compose_start_here(curriculum), **found}
    return {name: _written(notebook) for name, notebook in found.items()}


def _written(notebook: NotebookNode) -> bytes:
    import nbformat

    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode()


def check_everything(root: Path) -> tuple[Curriculum | None, list[Problem]]:
    """The curriculum where it can be read, and every problem in it, in order of file and line."""
    from toolkit.load import read_curriculum

    curriculum, problems = read_curriculum(root)
    if curriculum is not None:
        problems = [*problems, *find_problems(curriculum)]
    return curriculum, sorted(set(problems))
