"""From one activity of a segment to its slides: what the room sees, then, where there is one, the key or the place it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.deck.parts import key_slides
from toolkit.export.deck.slide import Link, Option, Slide
from toolkit.messages import Messages

_PAIR = re.compile(r"(\w+) (\w+)")


def activity_slides(block: d.Activity, base: Slide, questions: Sequence[str], words: Messages) -> Iterator[Slide]:
    """Slides of ``block``. ``base`` carries anchor, notes and time; ``questions`` picks some of a quiz, or all when empty."""
    match block:
        case d.Discuss():
            yield _discuss(block, base, words)
        case d.Explain():
            example = d.Callout("remember", words("shared.explain"), block.example)
            yield replace(base, layout="blocks", title=block.title, blocks=(*block.blocks, example))
        case d.Sort():
            yield from _sort(block, base, words)
        case d.Reflect():
            yield replace(base, layout="write", title=block.title, kicker=words("shared.reflect"), blocks=block.prompt)
        case d.Exercise():
            yield replace(
                base, layout="write", title=block.title, kicker=words("shared.exercise"),
                lead=first_text(block.intro), points=tuple(_asked(step) for step in block.steps),
                notes=(*base.notes, *_told(block.debrief)),
            )  # fmt: skip
        case d.Quiz():
            chosen = frozenset(questions)
            wanted = [question for question in block.questions if not chosen or question.id in chosen]
            for place, question in enumerate(wanted):
                notes = base.notes if place == 0 else ()
                own = replace(base, anchor=f"{base.anchor}-{question.id}", kicker=block.title, notes=notes)
                yield from _question(question, own, words)
        case d.Scenario():
            yield from _scenario(block, base, words)


def first_text(blocks: d.Blocks) -> d.Inlines:
    """All text of ``blocks`` as one run, without citations: slides carry no footnotes."""
    spans: list[d.Span] = []
    for block in blocks:
        between = [d.Span(" ")] if spans else []
        match block:
            case d.Paragraph():
                spans += [*between, *(span for span in block.text if not span.cites)]
            case d.Listing():
                for item in block.items:
                    spans += [*([d.Span(" ")] if spans else []), *first_text(item)]
            case _:
                continue
    return tuple(spans)


def _asked(step: d.Blocks) -> d.Inlines:
    """What a step asks for. A list in it is for the workbook, where there is room to write behind each of its items."""
    return first_text(tuple(block for block in step if not isinstance(block, d.Listing))) or first_text(step)


def _told(blocks: d.Blocks) -> tuple[d.Note, ...]:
    return (d.Note("say", blocks),) if blocks else ()


def _discuss(block: d.Discuss, base: Slide, words: Messages) -> Slide:
    return replace(
        base, layout="discuss", title=block.title,
        kicker=words("deck.discuss", grouping=block.grouping),
        lead=first_text(block.intro),
        points=tuple(first_text(question) for question in block.questions),
        notes=(*base.notes, *_told(block.debrief)),
    )  # fmt: skip


def _sort(block: d.Sort, base: Slide, words: Messages) -> Iterator[Slide]:
    yield replace(
        base, layout="sort", title=block.title, kicker=words("shared.sort"), lead=first_text(block.intro),
        columns=tuple(d.Column(pile, ()) for pile in block.piles),
        points=tuple((d.Span(card.text),) for card in block.cards),
    )  # fmt: skip
    reasons = tuple(
        d.Note("say", (d.Paragraph((d.Span(f"{card.text} ", strong=True), d.Span(card.reason))),))
        for card in block.cards
        if card.reason
    )
    cards = tuple((d.Span(card.text),) for card in block.cards)
    key = replace(
        base, anchor=f"{base.anchor}-answers", layout="compare", title=block.title, kicker=words("deck.sort-answers"),
        room=key_slides(cards, len(block.piles)),
    )  # fmt: skip
    if any(card.answer is None for card in block.cards):
        yield replace(key, withheld=True, notes=())
        return
    yield replace(
        key, notes=(*reasons, *_told(block.debrief)),
        columns=tuple(
            d.Column(pile, tuple((d.Span(card.text),) for card in block.cards if card.answer == pile))
            for pile in block.piles
        ),
    )  # fmt: skip


def _question(question: d.Question, base: Slide, words: Messages) -> Iterator[Slide]:
    shared = replace(base, title=words(f"shared.kind-{question.kind}"), blocks=question.prompt)
    yield replace(
        shared, layout="question", left=question.left,
        options=tuple(Option(option.label, option.text, None) for option in question.options),
    )  # fmt: skip
    if question.answer is None:
        yield replace(base, anchor=f"{base.anchor}-answer", layout="answer", withheld=True, notes=())
        return
    reasons = tuple(
        d.Note("say", (d.Paragraph((d.Span(f"{reason.label}. {reason.text}", strong=True),)), *reason.blocks))
        for reason in question.answer.reasons
    )
    yield replace(
        shared, anchor=f"{base.anchor}-answer", layout="answer", notes=reasons,
        lead=(d.Span(f"{words('shared.answer')}: {question.answer.key}"),),
        options=tuple(_solved(question, question.answer)),
    )  # fmt: skip


def _solved(question: d.Question, answer: d.Answer) -> Iterator[Option]:
    """Options as the key has them: marked, in their right order, or each beside its partner."""
    texts = {option.label: option.text for option in question.options}
    match question.kind:
        case "ordering":
            for place, label in enumerate(answer.key.split(", "), start=1):
                yield Option(str(place), texts.get(label, (d.Span(label),)), None)
        case "matching":
            partners = dict(_PAIR.findall(answer.key))
            for item in question.left:
                partner = texts.get(partners.get(item.label, ""), ())
                yield Option(item.label, (*item.text, d.Span(": "), *_strong(partner)), None)
        case _:
            right = {reason.label for reason in answer.reasons if reason.right}
            for option in question.options:
                yield Option(option.label, option.text, option.label in right)


def _strong(text: d.Inlines) -> d.Inlines:
    return tuple(replace(span, strong=True) for span in text)


def _scenario(scenario: d.Scenario, base: Slide, words: Messages) -> Iterator[Slide]:
    first = scenario.cards[0]
    yield replace(
        base, layout="scenario", title=scenario.title, kicker=words("shared.scenario"),
        lead=(d.Span(scenario.role),), blocks=scenario.premise,
        links=(Link("", (d.Span(words("deck.begin", title=first.title)),), _card(base, first.number)),),
    )  # fmt: skip
    asked = tuple(first_text(question) for question in scenario.questions)
    inside = replace(base, kicker=scenario.title, branch=scenario.id, notes=())
    for card in scenario.cards:
        own = replace(inside, anchor=_card(base, card.number), title=card.title, blocks=card.blocks, time=card.time)
        if card.choices:
            yield _scene(card, own, base, words)
        else:
            yield _ending(card, replace(own, points=asked), base, words)


def _card(opening: Slide, number: int) -> str:
    return f"{opening.anchor}-card-{number}"


def _scene(card: d.SceneCard, own: Slide, opening: Slide, words: Messages) -> Slide:
    return replace(
        own, layout="scene",
        links=tuple(Link(choice.label, choice.text, _card(opening, choice.to)) for choice in card.choices),
        notes=tuple(
            d.Note("say", (
                d.Paragraph((d.Span(words("deck.choice-leads", label=choice.label, number=choice.to), strong=True),)),
                *choice.consequence,
            ))
            for choice in card.choices
        ),
    )  # fmt: skip


def _ending(card: d.SceneCard, own: Slide, opening: Slide, words: Messages) -> Slide:
    return replace(
        own, layout="ending", notes=_told(card.debrief),
        links=(Link("", (d.Span(words("deck.start-again", title=own.kicker)),), opening.anchor),),
    )  # fmt: skip
