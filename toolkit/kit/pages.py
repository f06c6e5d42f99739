"""The reference pages of an order in, what their readers see of each out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
class PageDocuments:
    """A page, as each reader may see it."""

    page: Page
    documents: dict[Reader, Document]


def page_documents(curriculum: Curriculum, order: PagesOrder) -> Iterator[PageDocuments]:
    """Each page as the parameters of the order tell it: for the readers of its formats, and for the facilitator, whom the index is for."""
    readers: set[Reader] = {"facilitator", *(row.reader for row in order.rows if row.of == "page")}
    for page in order.pages:
        notebook = compose_page(curriculum, page, order.parameters, order.look)
        yield PageDocuments(page, {reader: read(notebook, reader) for reader in sorted(readers)})


def documents_of(notebook: NotebookNode) -> dict[Reader, Document]:
    """What each reader may see of a notebook."""
    readers: tuple[Reader, ...] = get_args(Reader)
    return {reader: read(notebook, reader) for reader in readers}
