"""The last pages of a Word file: terms, sources and what this edition is."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.export import document as d
from toolkit.export.docx.book import Book
from toolkit.export.docx.nouns import Para, Part, Place, panel
from toolkit.export.docx.xml import Xml, join


def glossary(book: Book, level: int) -> Iterator[Part]:
    """Every term of every module once, by the alphabet."""
    terms = {term.term: term for module in reversed(book.document.modules) for term in module.glossary}
    if not terms:
        return
    yield book.heading(level, book.word("shared.glossary"))
    for term in sorted(terms.values(), key=lambda term: term.term.lower()):
        yield Para(join(book.run(term.term, "Label"), book.run("  "), book.spans(term.meaning)), "Term", whole=True)


def sources(book: Book, level: int) -> Iterator[Part]:
    """What the numbers in the text point to."""
    if not book.document.sources:
        return
    yield book.heading(level, book.word("shared.sources"))
    number, expected = 0, 0
    for source in book.document.sources:
        if source.number != expected:
            number = book.numbering.begin("source", start=source.number)
        expected = source.number + 1
        yield book.listed(_source(book, source), "source", number, Place(), whole=True)


def _source(book: Book, source: d.SourceNote) -> Xml:
    end = f", {source.as_of}. " if source.as_of else ". "
    runs = join(
        book.marked(f"source {source.number}", book.run(f"{source.publisher}. ")), book.run(source.title, emphasis=True), book.run(end),
        book.outside(source.url, book.run(source.url, "Hyperlink")),
    )  # fmt: skip
    return join(runs, book.run(f" ({book.word('shared.source-secondary')})") if source.secondary else Xml())


def colophon(book: Book) -> Iterator[Part]:
    """Who stands behind it, which edition it is, and under what licence."""
    document = book.document
    edition = book.word("handout.edition", edition=document.edition) if document.edition else ""
    last = " \u00b7 ".join(part for part in (edition, document.licence) if part)
    place = Place().inside("Callout")
    if document.notice:
        end = [book.para(book.run(last, "Quiet"), place)] if last else []
        yield from panel((*book.blocks(document.notice, place), *end))
