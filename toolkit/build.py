"""The flow: load, check, plan, compose, execute, read, write. Everything else is one of these seven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from toolkit.check import find_problems
from toolkit.compose import compose
from toolkit.errors import ContentError
from toolkit.execute import execute
from toolkit.export.document import Document, Reader
from toolkit.export.kit import KitFile, to_index
from toolkit.export.read import read
from toolkit.kit.earlier import made_earlier, refuse_to_mix
from toolkit.kit.order import KitOrder, PagesOrder
from toolkit.kit.work import KitResult, Work
from toolkit.load import find_unprintable, load_curriculum
from toolkit.look.fonts import known_characters
from toolkit.look.theme import DEFAULT, Theme
from toolkit.model.access import most_restrictive
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.plan import Plan
from toolkit.model.session import Session
from toolkit.plan import make_plan
from toolkit.progress import Progress
from toolkit.study import Show

if TYPE_CHECKING:
    from nbformat import NotebookNode


START = "Start here"
"""What a kit's index page is called."""


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
    work = Work(curriculum, order, KitResult(order.name, order.out / order.name), bar, theme)
    if order.session.clearance == "open":
        refuse_to_mix(curriculum, work.result.folder)
    bar.step(f"{order.name}: notebook")
    plan = make_plan(curriculum, order.session)
    work.result.withheld = (*plan.withheld, *order.withheld)
    notebook = _run(curriculum, plan)
    bar.done()
    readers: set[Reader] = {"facilitator", *(row.reader for row in order.rows)}
    documents: dict[Reader, Document] = {reader: read(notebook, reader) for reader in sorted(readers)}
    listed = [file for row in order.rows if row.of == "session" for file in work.of_session(row, documents[row.reader])]
    listed += work.of_pages(lambda row, page: row.path_of(page.id))
    listed += made_earlier(seen(curriculum, order.session.clearance), work.result.folder, {file.path for file in listed})
    whole = documents["facilitator"]
    whole = replace(whole, access=most_restrictive((whole.access, *(file.access for file in listed))))
    work.write(KitFile("index", START, "index.html"), to_index(whole, tuple(listed), theme, work.result.withheld))
    return work.result


def build_pages(curriculum: Curriculum, order: PagesOrder, bar: Progress, theme: Theme = DEFAULT) -> KitResult:
    """Write the pages of ``order`` on their own, with no kit around them."""
    work = Work(curriculum, order, KitResult(order.name, order.out / order.name), bar, theme)
    work.of_pages(lambda row, page: PurePath(row.path_of(page.id)).name)
    return work.result
