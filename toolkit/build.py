"""The flow: load, check, plan, compose, execute, read, write. Everything else is one of these seven."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from toolkit.check import find_errors
from toolkit.compose import compose
from toolkit.errors import ContentError
from toolkit.execute import execute
from toolkit.export.look import told_of
from toolkit.kit.earlier import refuse_to_mix
from toolkit.kit.order import KitOrder, PagesOrder
from toolkit.kit.pack import Whole, fingerprint, pack
from toolkit.kit.pages import digest_of, documents_of, page_notebooks
from toolkit.kit.work import KitResult, Shelf, Work
from toolkit.load import find_unprintable, load_curriculum
from toolkit.look.fonts import known_characters
from toolkit.look.theme import DEFAULT, Theme
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.plan import Plan
from toolkit.model.session import Session
from toolkit.plan import make_plan
from toolkit.progress import Progress
from toolkit.study import Show

if TYPE_CHECKING:
    from nbformat import NotebookNode


def load_checked(root: Path) -> Curriculum:
    """The curriculum below ``root``. Raises ContentError with every error found, warnings aside."""
    curriculum = load_curriculum(root)
    problems = [*find_errors(curriculum), *find_unprintable(curriculum, known_characters())]
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


def build_kit(
    curriculum: Curriculum, order: KitOrder, bar: Progress, theme: Theme = DEFAULT, shelf: Shelf | None = None
) -> KitResult:
    """Write the kit of one session, with its index, its manifest and its zip.

    A format that fails is recorded and the others go on. Kits that are made in one run pass the same ``shelf``.
    Raises ToolkitError when the session cannot be planned at all.
    """
    work = Work(order, KitResult(order.name, order.out / order.name), bar, theme, {} if shelf is None else shelf)
    if order.session.clearance == "open":
        refuse_to_mix(curriculum, work.result.folder)
    bar.step(f"{order.name}: notebook")
    plan = make_plan(curriculum, order.session)
    work.result.withheld = (*plan.withheld, *order.withheld)
    work.result.told = tuple(told_of(order.session.look))
    notebook, pages = _run(curriculum, plan), page_notebooks(curriculum, order)
    bar.done()
    documents = documents_of(notebook)
    files = [file for row in order.rows if row.of == "session" for file in work.of_session(row, documents[row.reader])]
    files += work.of_pages(pages, lambda row, page: row.path_of(page.id))
    whole = Whole(documents["facilitator"], pages, fingerprint(digest_of(documents), pages, theme))
    pack(work, whole.kit(work, files, seen(curriculum, order.session.clearance)), zipped=order.zipped)
    return work.result


def build_pages(curriculum: Curriculum, order: PagesOrder, bar: Progress, theme: Theme = DEFAULT) -> KitResult:
    """Write the pages of ``order`` on their own, with no kit around them."""
    work = Work(order, KitResult(order.name, order.out / order.name), bar, theme)
    work.of_pages(page_notebooks(curriculum, order), lambda row, page: PurePath(row.path_of(page.id)).name)
    return work.result
