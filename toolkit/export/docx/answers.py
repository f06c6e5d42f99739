"""Keys with their reasons, as parts of a facilitator's Word file: of quizzes, sorts and scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.docx.book import Book
from toolkit.export.docx.nouns import Cell, Grid, Para, Part, Place
from toolkit.export.docx.numbering import edge_of
from toolkit.export.docx.scenarios import scene_time
from toolkit.export.docx.xml import Xml, join

_LISTED = 2
ANSWERED = (d.Quiz, d.Sort, d.Scenario)


def quick_keys(book: Book, level: int) -> Iterator[Part]:
    """The keys of every quiz in a few lines, for a facilitator who is asked while standing."""
    quizzes = [block for module in book.document.modules for segment in module.segments for block in segment.blocks if isinstance(block, d.Quiz)]
    if not quizzes:
        return
    yield _title(book, level, book.word("key.quick"))
    rows = tuple((_line(book, quiz.title), (Para(_keys(book, quiz), "TableText"),)) for quiz in quizzes)
    yield _grid(book, ("key.quiz", "key.key"), rows, (0.4,), book.word("key.quick"))


def _keys(book: Book, quiz: d.Quiz) -> Xml:
    pieces = [
        join(book.run(f"{question.number}\u00a0"), book.run(question.answer.key, strong=True))
        for question in quiz.questions
        if question.answer
    ]
    between = book.run("   \u00b7   ")
    return join(*(part for place, piece in enumerate(pieces) for part in ((between, piece) if place else (piece,))))


def all_keys(book: Book, level: int) -> Iterator[Part]:
    """Every key with its reasons, below the segments' titles, and below the modules' where there are several."""
    several, found = len(book.document.modules) > 1, False
    for module in book.document.modules:
        answered = [(segment, [block for block in segment.blocks if isinstance(block, ANSWERED)]) for segment in module.segments]
        answered = [(segment, blocks) for segment, blocks in answered if blocks]
        if several and answered:
            yield _title(book, level, module.title)
        for segment, blocks in answered:
            found = True
            yield _title(book, level + several, numbered(segment))
            for block in blocks:
                yield from _key(book, block, level + several + 1, module.id)
    if not found:
        yield book.text(book.word("key.none"))


def _title(book: Book, level: int, text: str) -> Para:
    # What a table of contents has listed with the segments, it does not list again.
    return book.heading(level, text, style="" if level > _LISTED else "QuietHeading")


def numbered(segment: d.Segment) -> str:
    """'2. Its title'."""
    return segment.title if segment.number is None else f"{segment.number}. {segment.title}"


def _key(book: Book, block: d.Block, level: int, module: str) -> Iterator[Part]:
    if isinstance(block, d.Quiz):
        yield book.heading(level, block.title)
        for question in block.questions:
            yield from _question_key(book, question)
    elif isinstance(block, d.Sort):
        yield book.heading(level, block.title)
        yield sort_table(book, block)
    elif isinstance(block, d.Scenario):
        yield book.heading(level, block.title, scenario_key(module, block))
        yield from _scenario_key(book, block, level + 1)


def scenario_key(module: str, scenario: d.Scenario) -> str:
    """The name of the place where a scenario's key stands."""
    return f"key {module} {scenario.id}"


# Quizzes


def _question_key(book: Book, question: d.Question) -> Iterator[Part]:
    number = book.numbering.begin("question", start=question.number)
    yield from book.item(question.prompt, "question", number, Place())
    if question.answer:
        key = book.run(book.word("key.key-is", key=question.answer.key), "Safer")
        yield Para(key, "QuestionHow")
        below = Place(left=480) if question.kind in {"ordering", "matching"} else Place()
        yield from answer_detail(book, question, question.answer, below)


def answer_detail(book: Book, question: d.Question, answer: d.Answer, place: Place) -> Iterator[Part]:
    """Each answer, marked where it is right, with its reason."""
    if question.kind == "ordering":
        yield from _ordered(book, question, answer, place)
    elif question.kind == "matching":
        yield from _matched(book, question, answer, place)
    else:
        right = {reason.label for reason in answer.reasons if reason.right}
        number = book.numbering.begin("option")
        for option in question.options:
            sign = join(book.run("  "), book.run(book.word("key.right"), "Safer")) if option.label in right else Xml()
            runs = join(book.spans(option.text, strong=option.label in right), sign)
            yield from _reasoned(book, answer, option.label, book.listed(runs, "option", number, place), place)


def _ordered(book: Book, question: d.Question, answer: d.Answer, place: Place) -> Iterator[Part]:
    by_label = {option.label: option for option in question.options}
    number = book.numbering.begin("number")
    for label in answer.key.split(", "):
        if label in by_label:
            runs = join(book.run(f"{label}  ", strong=True), book.spans(by_label[label].text))
            yield from _reasoned(book, answer, label, book.listed(runs, "number", number, place), place)


def _matched(book: Book, question: d.Question, answer: d.Answer, place: Place) -> Iterator[Part]:
    partners = dict(pair.split(" ", 1) for pair in answer.key.split(", ") if " " in pair)
    by_label = {option.label: option for option in question.options}
    number = book.numbering.begin("number")
    for left in question.left:
        partner = by_label.get(partners.get(left.label, ""))
        right = join(book.run(f"  \u2192  {partner.label}  ", strong=True), book.spans(partner.text, strong=True)) if partner else Xml()
        line = book.listed(join(book.spans(left.text), right), "number", number, place)
        yield from _reasoned(book, answer, left.label, line, place)


def _reasoned(book: Book, answer: d.Answer, label: str, line: Para, place: Place) -> Iterator[Part]:
    """An answer never leaves its reason."""
    reasons = tuple(block for reason in answer.reasons if reason.label == label for block in reason.blocks)
    left = line.left if line.left is not None else edge_of("option" if line.style == "AnswerOption" else "number", 0)[0]
    below = book.blocks(reasons, Place(place.style or "ListContinue", None, left))
    yield replace(line, stays=bool(below), whole=True)
    yield from below


# Sorts


def sort_table(book: Book, sort: d.Sort) -> Grid:
    """Where each card belongs, and why."""
    rows = tuple(
        (_line(book, card.text), (Para(book.run(card.answer or "", strong=True), "TableText"),), _line(book, card.reason or ""))
        for card in sort.cards
    )
    return _grid(book, ("key.statement", "key.pile", "key.why"), rows, (0.37, 0.2), sort.title)


# Scenarios


def _scenario_key(book: Book, scenario: d.Scenario, level: int) -> Iterator[Part]:
    for card in scenario.cards:
        key = "key.card-heading" if card.choices else "key.ending-heading"
        yield book.heading(level, book.word(key, number=card.number, title=card.title))
        yield from scene_time(book, card.time)
        if card.choices:
            rows = tuple((_choice(book, choice), _leads(book, choice)) for choice in card.choices)
            yield _grid(book, ("key.choice-why", "key.safety-leads"), rows, (0.74,), card.title)
        else:
            yield Para(safety(book, card.safety), stays=True)
            yield from book.blocks(card.debrief, Place())
    if scenario.questions:
        yield book.heading(level, book.word("key.debrief-questions"))
        yield from book.items(scenario.questions, "bullet", Place())


def safety(book: Book, rating: str | None) -> Xml:
    """What a choice or an ending means for the child, in words and colour."""
    return book.run(book.word(f"shared.safety-{rating}"), rating.title()) if rating else Xml()


def _choice(book: Book, choice: d.ChoiceLine) -> Cell:
    head = Para(join(book.run(f"{choice.label}  ", strong=True), book.spans(choice.text, strong=True)), "TableText")
    return (head, *paragraphs(book.blocks(choice.reason, Place("TableText"))))


def _leads(book: Book, choice: d.ChoiceLine) -> Cell:
    return (Para(safety(book, choice.safety), "TableText"), book.text(book.word("key.leads-to", number=choice.to), "TableText"))


def paragraphs(parts: Sequence[Part]) -> Cell:
    """What can stand in a cell: tables in tables help nobody."""
    return tuple(part for part in parts if isinstance(part, Para))


def _line(book: Book, text: str) -> Cell:
    return (book.text(text, "TableText"),)


def _grid(book: Book, heads: Sequence[str], rows: tuple[tuple[Cell, ...], ...], shares: Sequence[float], told: str) -> Grid:
    some = [round(book.sheet.width * share) for share in shares]
    header = tuple((book.text(book.word(head), "TableHead"),) for head in heads)
    return Grid(header, rows, (*some, book.sheet.width - sum(some)), told)
