"""A curriculum in, the notebook out in which a facilitator plans a workshop: a few words, and the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.curriculum import Curriculum
from toolkit.notebook_cells import as_notebook, code_cell, markdown_cell

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAME = "plan-a-workshop.ipynb"
"""Its place below ``notebooks/``."""


def compose_planner(curriculum: Curriculum) -> NotebookNode:
    """The notebook. It says how to plan without it, where it cannot be run."""
    words, catalogue = messages("en"), curriculum.catalogue
    info = cells.NotebookInfo(
        title=words("planner.title"), subtitle=catalogue.title, edition=catalogue.edition, notice=catalogue.notice,
        licence=catalogue.licence, access="open",
        audience_titles={audience.id: audience.title for audience in catalogue.audiences},
    )  # fmt: skip
    return as_notebook(info, [
        markdown_cell("cover", f"# {words('planner.title')}\n\n{words('planner.welcome')}", "open", slide="slide"),
        code_cell("planner", f"# {words('planner.code')}\nfrom toolkit.planner import planner\n\nplanner()", "open"),
    ])
