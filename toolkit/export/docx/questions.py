"""Questions as readers see them, as parts of a Word file: numbered, with lettered answers, and room to order and to match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.docx.activities import opening
from toolkit.export.docx.book import Book
from toolkit.export.docx.nouns import Para, Part, Place
from toolkit.export.docx.numbering import Kind


def quiz(book: Book, block: d.Quiz, place: Place) -> Iterator[Part]:
    """Every question of a quiz, without a word about its answer."""
    yield from opening(book, book.word("shared.quiz"), block.title, place)
    yield from book.blocks(block.intro, Place())
    yield from numbered_questions(book, block.questions)


def numbered_questions(book: Book, questions: Sequence[d.Question]) -> Iterator[Part]:
    """Questions of one quiz. Word counts them; where the numbers leap, a new list takes over."""
    number, expected = 0, 0
    for question in questions:
        if question.number != expected:
            number = book.numbering.begin("question", start=question.number)
        expected = question.number + 1
        yield from _question(book, question, number)


def _question(book: Book, question: d.Question, number: int) -> Iterator[Part]:
    yield from book.item(question.prompt, "question", number, Place())
    yield book.text(book.word(f"shared.kind-{question.kind}"), "QuestionHow")
    yield from options(book, question.left, "match", stays=True)
    first, *others = options(book, question.options, "order" if question.kind == "ordering" else "option")
    yield replace(first, clear_above=bool(question.left))
    yield from others


def options(book: Book, items: Sequence[d.Labelled], kind: Kind, *, stays: bool = False) -> Iterator[Para]:
    """Answers, steps or things to match; Word writes their letters or numbers."""
    number = book.numbering.begin(kind) if items else 0
    for place, item in enumerate(items, start=1):
        yield book.listed(book.spans(item.text), kind, number, Place(), stays=stays or place < len(items))
