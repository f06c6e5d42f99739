"""From a Book and its parts to the bytes of a Word file, with the head and foot that run along its pages."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.export.docx.book import Book
from toolkit.export.docx.dress import footer_part, header_part, settings_part, theme_part
from toolkit.export.docx.faces import font_parts
from toolkit.export.docx.nouns import Part, spaced
from toolkit.export.docx.package import Relation, app_part, core_part, packed, relations
from toolkit.export.docx.styles import colour, styles_part
from toolkit.export.docx.xml import Xml, join, part, tag
from toolkit.export.vetting import mark
from toolkit.messages import messages

_OWN = (
    Relation("rIdStyles", "styles", "styles.xml"), Relation("rIdNumbering", "numbering", "numbering.xml"),
    Relation("rIdSettings", "settings", "settings.xml"), Relation("rIdFonts", "fontTable", "fontTable.xml"),
    Relation("rIdTheme", "theme", "theme/theme1.xml"), Relation("rIdHeader", "header", "header1.xml"),
    Relation("rIdFirst", "header", "header2.xml"), Relation("rIdFooter", "footer", "footer1.xml"),
)  # fmt: skip


def finish(book: Book, parts: Sequence[Part], kind: str, title: str, *, guide: bool) -> bytes:
    """The file. ``kind`` says in its head what it is, and every page of a restricted one says for whom."""
    document = book.document
    restricted = mark(document, messages(document.language))
    side = " \u00b7 ".join(piece for piece in (kind, restricted) if piece)
    body = tag("w:body", None, *(one.xml() for one in spaced(parts)), book.sheet.section())
    return packed({
        "word/document.xml": part("w:document", body),
        "word/styles.xml": styles_part(book.theme, book.language, book.sheet.width, guide=guide),
        "word/numbering.xml": book.numbering.part(colour("primary", book.palette)),
        "word/settings.xml": settings_part(book.language),
        "word/theme/theme1.xml": theme_part(book.theme),
        "word/header1.xml": header_part(book.run(document.title), book.run(side)),
        "word/header2.xml": header_part(Xml(), book.run(restricted), style="FirstHeader"),
        "word/footer1.xml": footer_part(book.run(document.foot), _page_of_pages(book)),
        "word/_rels/document.xml.rels": relations((*_OWN, *book.relations)),
        "docProps/core.xml": core_part(document, title, book.language, restricted),
        "docProps/app.xml": app_part(document),
        **font_parts(book.theme),
        **book.media,
    })  # fmt: skip


def _page_of_pages(book: Book) -> Xml:
    """'Page 1 of 9' with fields that Word counts itself, in the order that the language asks for."""
    fields = {"\ue000": "PAGE", "\ue001": "NUMPAGES"}
    text = book.word("shared.page", page="\ue000", pages="\ue001")
    out, plain = [], ""
    for letter in text:
        if letter in fields:
            out += [book.run(plain), tag("w:fldSimple", {"w:instr": f" {fields[letter]} "}, book.run("1"))]
            plain = ""
        else:
            plain += letter
    return join(*out, book.run(plain))
