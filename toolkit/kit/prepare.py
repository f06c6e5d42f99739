"""Documents and pages of an order in, the packet from which any process makes its files out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from toolkit.export.document import Document, Reader
from toolkit.export.kit import KitFile
from toolkit.kit.order import KitOrder, PagesOrder
from toolkit.kit.pack import fingerprint
from toolkit.kit.pages import PageDocuments
from toolkit.kit.pieces import Packet, Piece, close_document
from toolkit.look.theme import Theme


class _Documents(dict[str, bytes]):
    """Documents, pickled, by digest."""

    def add(self, document: Document) -> str:
        """Put ``document`` in; its digest."""
        digest, content = close_document(document)
        self.setdefault(digest, content)
        return digest


def kit_packet(
    order: KitOrder, documents: Mapping[Reader, Document], pages: Iterable[PageDocuments], known_pages: Iterable[str], theme: Theme
) -> Packet:
    """The packet of a session's kit. ``known_pages`` are ids of all pages that its readers may see."""
    held, pieces, shown = _Documents(), [], []
    digests = {reader: held.add(document) for reader, document in documents.items()}
    rows = [row for row in order.rows if row.of == "session"]
    # Asked for alone, a format says what is missing.
    suiting = [row for row in rows if row.suits(documents[row.reader]) or len(order.rows) == 1]
    for row in suiting:
        access = documents[row.reader].access
        pieces.append(Piece(row, KitFile(row.name, row.title, row.path, access=access), digests[row.reader]))
    for each in pages:
        pieces += _pieces_of_page(order, each, held, alone=False)
        shown.append((each.page.id, held.add(each.documents["facilitator"])))
    made_from = fingerprint([*(digests[reader] for reader in sorted(digests)), *(digest for _, digest in shown)], theme)
    return Packet(
        order.name, order.out / order.name, dict(held), tuple(pieces), theme, digests["facilitator"], tuple(shown),
        tuple(known_pages), made_from, zipped=order.zipped, skipped=len(rows) - len(suiting),
    )  # fmt: skip


def pages_packet(order: PagesOrder, pages: Iterable[PageDocuments], theme: Theme) -> Packet:
    """The packet of pages on their own, with no kit around them."""
    held = _Documents()
    pieces = [piece for each in pages for piece in _pieces_of_page(order, each, held, alone=True)]
    return Packet(order.name, order.out / order.name, dict(held), tuple(pieces), theme)


def _pieces_of_page(order: PagesOrder, each: PageDocuments, held: _Documents, *, alone: bool) -> list[Piece]:
    pieces = []
    for row in (row for row in order.rows if row.of == "page"):
        document, path = each.documents[row.reader], row.path_of(each.page.id)
        file = KitFile(row.name, each.page.title, PurePath(path).name if alone else path, each.page.subtitle or "", document.access)
        pieces.append(Piece(row, file, held.add(document)))
    return pieces
