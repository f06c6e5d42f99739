"""A branching scenario as numbered cards in a Word file: each choice leads to what happens, and that to the next card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.docx.activities import opening, written_answers
from toolkit.export.docx.book import TAB, Book
from toolkit.export.docx.nouns import Para, Part, Place, panel, together
from toolkit.export.docx.xml import Xml, join


def scenario(book: Book, block: d.Scenario, place: Place) -> Iterator[Part]:
    """The story as numbered cards, what follows each choice, and questions for afterwards."""
    yield from opening(book, book.word("shared.scenario"), block.title, place)
    if block.role:
        yield Para(book.run(block.role, strong=True), stays=True)
    yield from book.blocks(block.premise, Place())
    for part in book.blocks(block.notice, Place()):
        yield replace(part, style="Small") if isinstance(part, Para) and not part.style else part
    if block.cards:
        inner = place.inside("Callout")
        yield from panel((book.para(book.run(book.word("handout.scenario-how")), inner),))
    story = _Story(book, block, book.numbering.begin("option"))
    below = place.deeper()
    for card in block.cards:
        yield from story.card(card, below)
    if block.cards:
        yield book.title(book.word("handout.what-happens"), below)
        yield from story.what_happens()
    if block.questions:
        yield book.title(book.word("handout.afterwards"), below)
        yield from written_answers(book, block.questions, place) if place.room else book.items(block.questions, "bullet", Place())


def scene_time(book: Book, time: d.SceneTime | None, place: Place | None = None) -> Iterator[Para]:
    """What time it is, and how far the clocks are."""
    if time is None:
        return
    texts = [clock.text for clock in time.clocks] or [""]
    style = place.style if place else "SceneTime"
    yield Para(join(book.run(time.now, "TimeNow"), book.run(f" {texts[0]}" if texts[0] else "")), style, stays=True)
    for text in texts[1:]:
        yield book.text(text, style, stays=True)


def tied(text: str) -> str:
    """A few words that stay on one line."""
    return text.replace(" ", "\u00a0")


class _Story:
    """One scenario: ``key`` keeps its cards apart from those of any other, though it be told twice."""

    def __init__(self, book: Book, block: d.Scenario, key: int) -> None:
        self._book = book
        self._cards = block.cards
        self._key = f"{block.id} {key}"
        self._numbers = {card.number for card in block.cards}

    def _card_key(self, number: int) -> str:
        return f"card {self._key} {number}"

    def _way_key(self, number: int, label: str) -> str:
        return f"way {self._key} {number}{label}"

    def card(self, card: d.SceneCard, place: Place) -> Iterator[Part]:
        """A scene with choices, or an ending with its debrief."""
        book = self._book
        style = "CardNumber" if card.choices else "EndingNumber"
        chip = join(book.run(f"\u00a0{book.word('shared.card', number=card.number)}\u00a0", style), book.run("  "))
        yield book.title(card.title, place, self._card_key(card.number), chip)
        parts: list[Part] = [*scene_time(book, card.time), *book.blocks(card.blocks, Place())]
        if card.choices:
            number = book.numbering.begin("option")
            parts += [self._choice(card, choice, number) for choice in card.choices]
            yield from together(parts)
            return
        yield from parts
        inner = place.inside("CalloutExample")
        head = book.para(book.run(book.word("handout.ending"), "ExampleTitle"), inner, stays=True)
        yield from panel((head, *book.blocks(card.debrief, inner)))

    def _choice(self, card: d.SceneCard, choice: d.ChoiceLine, number: int) -> Para:
        book = self._book
        label = f"{card.number}{choice.label}"
        way = book.inside(self._way_key(card.number, choice.label), book.run(tied(book.word("docx.look-up", label=label)), "Hyperlink"))
        return book.listed(join(book.spans(choice.text), book.run(" "), way), "option", number, Place())

    def what_happens(self) -> Iterator[Part]:
        """What follows each choice, to look up."""
        book = self._book
        for card in self._cards:
            for choice in card.choices:
                label = book.run(f"{card.number}{choice.label}", "Label")
                label = join(book.marked(self._way_key(card.number, choice.label), label), TAB)
                first, *rest = choice.consequence or (d.Paragraph(()),)
                if not isinstance(first, d.Paragraph):
                    first, rest = d.Paragraph(()), [first, *rest]
                turn = join(book.run(" "), self._turn_to(choice.to))
                yield Para(join(label, book.spans(first.text), Xml() if rest else turn), "Outcome", stays=bool(rest))
                if rest:
                    yield from book.blocks(tuple(rest), Place(left=520))
                    yield Para(turn, left=520)

    def _turn_to(self, number: int) -> Xml:
        run = self._book.run(tied(self._book.word("shared.turn-to-card", number=number)), "Hyperlink", strong=True)
        return self._book.inside(self._card_key(number), run) if number in self._numbers else run
