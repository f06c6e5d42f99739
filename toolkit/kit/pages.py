"""The reference pages of an order in, their notebooks out, each with a digest that tells it from every other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, get_args

from toolkit.compose_page import compose_page
from toolkit.export.document import Document, Reader
from toolkit.export.read import read
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
    return tuple(PageNotebook(page, notebook, digest_of(documents_of(notebook))) for page, notebook in made)


def documents_of(notebook: NotebookNode) -> dict[Reader, Document]:
    """What each reader may see of a notebook."""
    readers: tuple[Reader, ...] = get_args(Reader)
    return {reader: read(notebook, reader) for reader in readers}


def digest_of(documents: Mapping[Reader, Document]) -> str:
    """SHA-256 of what every reader gets: a notebook also holds what none of them may see."""
    return sha256(repr(sorted(documents.items(), key=lambda pair: pair[0])).encode()).hexdigest()
