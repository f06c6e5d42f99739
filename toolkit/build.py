"""The flow: load, check, plan, compose, execute, read, write. Everything else is one of these seven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.check import find_errors
from toolkit.compose import compose
from toolkit.errors import ContentError
from toolkit.execute import execute
from toolkit.export.kit import KitFile
from toolkit.export.look import told_of
from toolkit.kit.earlier import refuse_to_mix
from toolkit.kit.ledger import settled, unchanged
from toolkit.kit.order import KitOrder, PagesOrder
from toolkit.kit.pack import pack, taken
from toolkit.kit.pages import documents_of, page_documents
from toolkit.kit.pieces import Packet
from toolkit.kit.prepare import kit_packet, pages_packet
from toolkit.kit.work import KitResult, Shelf, make, result_of
from toolkit.load import find_unprintable, load_curriculum
from toolkit.look.fonts import known_characters
from toolkit.look.theme import DEFAULT, Theme
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.plan import Plan
from toolkit.model.session import Session
from toolkit.plan import make_plan
from toolkit.program import program_digest
from toolkit.progress import Progress
from toolkit.study import Show

if TYPE_CHECKING:
    from nbformat import NotebookNode


def load_checked(root: Path) -> Curriculum:
    """The curriculum below ``root``. Raises ContentError with every error found, warnings aside."""
    curriculum = load_curriculum(root)
    refuse_errors(curriculum)
    return curriculum


def refuse_errors(curriculum: Curriculum) -> None:
    """Check the content. Raises ContentError with every error found, warnings aside."""
    problems = [*find_errors(curriculum), *find_unprintable(curriculum, known_characters())]
    errors = tuple(sorted(problem for problem in problems if problem.severity == "error"))
    if errors:
        raise ContentError(errors)


def run_notebook(curriculum: Curriculum, session: Session) -> NotebookNode:
    """The executed notebook of a session: planned, composed and run."""
    return _run(curriculum, make_plan(curriculum, session))


def _run(curriculum: Curriculum, plan: Plan) -> NotebookNode:
    modules, parameters = [module.id for module in plan.modules], plan.session.parameters()
    return execute(compose(curriculum, plan), {}, Show(curriculum, modules, parameters).bundle)


def admit(curriculum: Curriculum, order: KitOrder) -> None:
    """Look at the folder that ``order`` names. Raises UsageError when the kit would lie among files of vetted readers."""
    if order.session.clearance == "open":
        refuse_to_mix(curriculum.pages, order.out / order.name)


def prepare(curriculum: Curriculum, order: KitOrder, theme: Theme = DEFAULT) -> Packet:
    """All that the kit of a session is made from: planned, composed, run and read.

    It looks at no folder, so that it can be done on another computer. Raises ToolkitError when the session cannot be planned.
    """
    plan = make_plan(curriculum, order.session)
    documents = documents_of(_run(curriculum, plan))
    known = seen(curriculum, order.session.clearance).pages
    packet = kit_packet(order, documents, page_documents(curriculum, order), known, theme)
    told = tuple(told_of(order.session.look))
    return replace(packet, program=program_digest(), asked=order.asked, withheld=(*plan.withheld, *order.withheld), told=told)


def build_kit(
    curriculum: Curriculum, order: KitOrder, bar: Progress, theme: Theme = DEFAULT, shelf: Shelf | None = None
) -> KitResult:
    """Write the kit of one session, with its index, its manifest and its zip, in this process.

    A format that fails is recorded and the others go on. Kits that are made in one run pass the same ``shelf``.
    Raises ToolkitError when the session cannot be planned at all, or its kit would lie among files of vetted readers.
    """
    known = unchanged(order.name, order.out / order.name, order.asked)
    if known:
        bar.done(order.steps)
        return known
    bar.step(f"{order.name}: notebook")
    admit(curriculum, order)
    packet = prepare(curriculum, order, theme)
    bar.done()
    files, result = _make(packet, bar, Shelf() if shelf is None else shelf)
    bar.step(f"{order.name}: index and zip" if order.zipped else f"{order.name}: index")
    pack(packet, files, result)
    bar.done()
    return result


def build_pages(curriculum: Curriculum, order: PagesOrder, bar: Progress, theme: Theme = DEFAULT) -> KitResult:
    """Write the pages of ``order`` on their own, with no kit around them."""
    return _make(pages_packet(order, page_documents(curriculum, order), theme), bar, Shelf())[1]


def _make(packet: Packet, bar: Progress, shelf: Shelf) -> tuple[list[KitFile], KitResult]:
    files, result = [], result_of(packet)
    known = settled(packet, result) if packet.facilitator else {}  # pages on their own have no ledger
    for place, piece in enumerate(packet.pieces):
        bar.step(f"{packet.name}: {piece.file.title}")
        done = known.get(place) or make(piece, packet.documents[piece.document], packet.theme, packet.folder, shelf)
        files += taken([done], result)
        bar.done()
    bar.done(packet.skipped)
    return files, result
