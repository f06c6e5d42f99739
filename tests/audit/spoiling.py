"""A good PDF in, the same with one thing spoiled out: what test_pdf.py puts in on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

Change = Callable[[pikepdf.Pdf], None]


def spoiled(content: bytes, change: Change, **saving: Any) -> bytes:
    """``content`` after ``change``."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        held = io.BytesIO()
        pdf.save(held, **saving)
    return held.getvalue()


def nothing(pdf: pikepdf.Pdf) -> None:
    """No change, for a file that is only saved in another way."""


def kids_of(tag: Any) -> list[Any]:
    held = tag.get("/K", None)
    return [] if held is None else list(held) if isinstance(held, Array) else [held]


def tags(pdf: pikepdf.Pdf, *kinds: str) -> Iterator[Any]:
    """The tags of some kinds, in reading order; all of them where none is named."""
    waiting = kids_of(pdf.Root.StructTreeRoot)
    while waiting:
        tag = waiting.pop(0)
        if isinstance(tag, Dictionary) and "/S" in tag:
            if not kinds or str(tag.S).removeprefix("/") in kinds:
                yield tag
            waiting = kids_of(tag) + waiting


def first(pdf: pikepdf.Pdf, *kinds: str) -> Any:
    return next(tags(pdf, *kinds))


def named(kind: str) -> pikepdf.Name:
    return Name(f"/{kind}")


def retag(old: tuple[str, ...], new: str, most: int = 100_000) -> Change:
    """The first ``most`` tags of the old kinds become one of another kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number, tag in enumerate(list(tags(pdf, *old))):
            if number < most:
                tag.S = named(new)

    return change


def metadata(old: bytes, new: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return change


def drawn_too(instructions: bytes) -> Change:
    """The first page draws something more."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        font = next(iter(page.resources.Font.keys()))
        page.contents_add(instructions.replace(b"FONT", font.encode()))

    return change


def without_scope(pdf: pikepdf.Pdf) -> None:
    """No header cell says for which cells it stands, and no cell names its header."""
    for tag in tags(pdf, "TH", "TD"):
        for each in tag.get("/A", Array()):
            for key in ("/Scope", "/Headers"):
                if key in each:
                    del each[key]


def headers_lost(pdf: pikepdf.Pdf) -> None:
    for each in first(pdf, "TD").A:
        if "/Headers" in each:
            each.Headers = Array([pikepdf.String("nowhere")])


def wide_cell(pdf: pikepdf.Pdf) -> None:
    first(pdf, "TD").A.append(Dictionary(O=Name.Table, ColSpan=2))


def swapped(kind: str, *, at: int = 0) -> Change:
    """Two neighbours in the first tag of a kind that has several."""

    def change(pdf: pikepdf.Pdf) -> None:
        tag = next(each for each in tags(pdf, kind) if len(kids_of(each)) > at + 1)
        held = kids_of(tag)
        held[at], held[at + 1] = held[at + 1], held[at]
        tag.K = Array(held)

    return change


def last_page_first(pdf: pikepdf.Pdf) -> None:
    document = first(pdf, "Document")
    document.K = Array([kids_of(document)[-1], *kids_of(document)[:-1]])


def heard_twice(pdf: pikepdf.Pdf) -> None:
    held = [tag for tag in tags(pdf, "P") if kids_of(tag) and isinstance(kids_of(tag)[0], int)]
    other = held[1]
    other.K = Array([*kids_of(other), Dictionary(Type=Name.MCR, Pg=held[0].Pg, MCID=kids_of(held[0])[0])])


def dropped_piece(pdf: pikepdf.Pdf) -> None:
    tag = next(each for each in tags(pdf, "P") if len(kids_of(each)) > 1)
    tag.K = Array(kids_of(tag)[1:])


def beyond_the_page(pdf: pikepdf.Pdf) -> None:
    tag = next(each for each in tags(pdf, "P") if kids_of(each) and isinstance(kids_of(each)[0], int))
    tag.K = Array([*kids_of(tag), 99_999])


def own_ancestor(pdf: pikepdf.Pdf) -> None:
    tag = first(pdf, "P")
    tag.K = Array([*kids_of(tag), first(pdf, "Document")])


def in_two_places(pdf: pikepdf.Pdf) -> None:
    document = first(pdf, "Document")
    document.K = Array([*kids_of(document), kids_of(document)[-1]])


def packed_by(name: pikepdf.Name) -> Change:
    """The first page's instructions say that they are packed in another way than they are."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"rubbish " * 40, Filter=name)

    return change


def wrong_way_back(pdf: pikepdf.Pdf) -> None:
    for row in pdf.Root.StructTreeRoot.ParentTree.Nums:
        if isinstance(row, Array) and len(row) > 2 and row[0].objgen != row[1].objgen:
            row[0] = row[1]
            return


def deep(levels: int) -> Change:
    """A tag in a tag in a tag."""

    def change(pdf: pikepdf.Pdf) -> None:
        above = first(pdf, "Document")
        for _ in range(levels):
            tag = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=above))
            above.K = Array([*kids_of(above), tag])
            above = tag

    return change


def without_font_file(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in each:
                    del each[key]


def links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from (each for each in page.get("/Annots", Array()) if each.Subtype == Name.Link)


def on_link(key: str, value: Any = None) -> Change:
    """The first link gets another entry, or loses it."""

    def change(pdf: pikepdf.Pdf) -> None:
        link = next(link for link in links(pdf) if key in link)
        if value is None:
            del link[key]
        else:
            link[key] = value

    return change


def link_out_of_tags(pdf: pikepdf.Pdf) -> None:
    tag = first(pdf, "Link")
    tag.K = Array([each for each in kids_of(tag) if not (isinstance(each, Dictionary) and each.get("/Type") == Name.OBJR)])


def links_in_the_page(pdf: pikepdf.Pdf) -> None:
    """Links are no objects of their own, so that no tag can lead to them."""
    page = next(page for page in pdf.pages if "/Annots" in page)
    page.Annots = Array([Dictionary(dict(each.items())) for each in page.Annots])


def on_catalog(key: str, value: Any = None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return change


def title_hidden(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_tab_order(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    del page["/Tabs"]


def on_bookmark(change_one: Callable[[Any], None]) -> Change:
    return lambda pdf: change_one(pdf.Root.Outlines.First)


def with_words(words: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        first(pdf, "Figure").Alt = words

    return change


def picture_in_text(pdf: pikepdf.Pdf) -> None:
    """A picture of dots is drawn within a piece of text."""
    page = pdf.pages[0]
    written = page.Contents.read_bytes()
    assert b"/MCID 0>>BDC" in written
    page.Contents.write(written.replace(b"/MCID 0>>BDC", b"/MCID 0>>BDC q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q ", 1))
