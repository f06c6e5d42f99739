"""A curriculum in; the notebooks to study alone out: one of every module and page, and the one that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.compose import compose
from toolkit.compose_page import compose_page
from toolkit.compose_planner import NAME as PLANNER
from toolkit.compose_planner import compose_planner
from toolkit.model.access import CLEARED_AUDIENCE, high_water
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.session import Parameters, Session, check_parameters
from toolkit.plan import make_plan
from toolkit.start_here import NAME, compose_start_here

if TYPE_CHECKING:
    from nbformat import NotebookNode


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
    start = {NAME: compose_start_here(curriculum), PLANNER: compose_planner(curriculum)} if modules else {}
    return {name: _written(notebook) for name, notebook in {**start, **modules, **pages}.items()}


def _to_study(curriculum: Curriculum, module: Module, told: Parameters) -> NotebookNode:
    session = Session(modules=(module.id,), audience=told.audience, vetted_by=told.vetted_by or None)
    return compose(curriculum, make_plan(curriculum, session), alone=True)


def _written(notebook: NotebookNode) -> bytes:
    import nbformat

    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode()
