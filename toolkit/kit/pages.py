"""The reference pages of an order in, their notebooks out, each with a digest that tells it from every other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from toolkit.compose_page import compose_page
from toolkit.kit.order import PagesOrder
from toolkit.model.curriculum import Curriculum
from toolkit.model.page import Page

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True)
class PageNotebook:
    """A page with its notebook."""

    page: Page
    notebook: NotebookNode
    digest: str


def page_notebooks(curriculum: Curriculum, order: PagesOrder) -> tuple[PageNotebook, ...]:
    """The notebook of each page, as the parameters of the order tell it."""
    made = ((page, compose_page(curriculum, page, order.parameters, order.look)) for page in order.pages)
    return tuple(PageNotebook(page, notebook, digest_of(notebook)) for page, notebook in made)


def digest_of(notebook: NotebookNode) -> str:
    """SHA-256 of what a notebook holds."""
    return sha256(json.dumps(notebook, sort_keys=True).encode()).hexdigest()
