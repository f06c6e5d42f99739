"""Something shown in, Markdown out: the text that any Jupyter tool can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.messages import Messages
from toolkit.messages.story_time import clock_in_words, moment_in_words
from toolkit.model import activity as a
from toolkit.model import cells, quiz, scenario
from toolkit.model.as_typed import as_typed
from toolkit.model.clock import Reading
from toolkit.model.quiz import LETTERS, shown_order
from toolkit.model.registers import NEEDS, Contact


def markdown_of(shown: Any, words: Messages, *, key: bool = True) -> str:
    """Markdown of anything that a cell can show. ``:::fold Title`` … ``:::`` marks what should start folded.

    A quiz without its ``key`` has no answers at all, folded or not.
    """
    match shown:
        case cells.ShownQuiz():
            parts = _quiz(shown.quiz, words, key=key)
        case cells.ShownScenario():
            parts = _scenario(shown.scenario, words)
        case cells.ShownActivity():
            parts = _activity(shown.activity, words)
        case cells.ShownNextSteps():
            parts = _next_steps(shown)
        case cells.ShownContacts():
            parts = _contacts(shown, words)
        case _:
            raise TypeError(f"Nothing is known about showing {type(shown).__name__}.")
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _fold(title: str, *parts: str) -> Iterator[str]:
    yield f":::fold {title}"
    yield from parts
    yield ":::"


def _quiz(shown: quiz.Quiz, words: Messages, *, key: bool) -> Iterator[str]:
    yield shown.intro if key else words("notebook.test-intro")  # the intro may promise answers
    for number, question in enumerate(shown.questions, start=1):
        yield "---"
        yield f"**{number}.** {question.prompt.strip()}"
        yield f"*{words(f'shared.kind-{question.kind}')}*"
        yield from _asked(question, words)
        if key:
            yield from _fold(words("notebook.show-answer"), *_answered(question, words))


def _asked(question: Any, words: Messages) -> Iterator[str]:
    """What there is to choose from. Nothing here may tell the key: this is all that a test shows."""
    match question:
        case quiz.TrueFalse():
            yield f"- {words('shared.true')}\n- {words('shared.false')}"
        case quiz.Ordering():
            yield "\n".join(f"- {as_typed(question.items[i].text)}" for i in question.shown)
        case quiz.Matching():
            yield "\n".join(f"{n}. {as_typed(pair.left)}" for n, pair in enumerate(question.pairs, start=1))
            yield "\n".join(
                f"- **{LETTERS[place]}.** {as_typed(question.pairs[i].right)}" for place, i in enumerate(question.shown)
            )
        case _:
            yield "\n".join(f"- **{LETTERS[i]}.** {as_typed(option.text)}" for i, option in enumerate(question.options))


def _answered(question: Any, words: Messages) -> Iterator[str]:
    """The key, and why."""
    match question:
        case quiz.TrueFalse():
            right = words("shared.true" if question.answer else "shared.false")
            feedback = question.feedback_true if question.answer else question.feedback_false
            yield f"**{right}.** {feedback}"
        case quiz.Ordering():
            yield "\n".join(f"{n}. {as_typed(item.text)} ({as_typed(item.reason)})" for n, item in enumerate(question.items, start=1))
            yield question.feedback
        case quiz.Matching():
            yield "\n".join(
                "- " + words("notebook.pair", left=as_typed(pair.left), right=as_typed(pair.right), feedback=as_typed(pair.feedback))
                for pair in question.pairs
            )
        case _:
            yield "\n".join(
                f"- **{LETTERS[i]}.** {'✓ ' if option.correct else ''}{_flat(option.feedback)}"
                for i, option in enumerate(question.options)
            )


def _scenario(shown: scenario.Scenario, words: Messages) -> Iterator[str]:
    yield f"*{shown.notice.strip()}*"
    yield f"**{as_typed(shown.role)}**"
    yield shown.premise
    yield words("notebook.scenario-how")
    for scene in shown.scenes:
        title = f"{words('shared.card', number=shown.numbers[scene.id])}: {scene.title}"
        yield from _fold(title, *_scene_time(shown.reading(scene), words), scene.text, *_scene_end(shown, scene, words))


def _scene_time(reading: Reading | None, words: Messages) -> Iterator[str]:
    """What time it is, and in the same paragraph the first clock that runs; one more for each other."""
    if reading is None:
        return
    first, *others = [as_typed(clock_in_words(clock, words)) for clock in reading.clocks] or [""]
    yield f"**{moment_in_words(reading.time, words)}** {first}"
    yield from others


def _scene_end(shown: scenario.Scenario, scene: scenario.Scene | scenario.Ending, words: Messages) -> Iterator[str]:
    """What follows a scene's text: the debrief of an ending, or each choice folded inside its card."""
    if isinstance(scene, scenario.Ending):
        yield scene.debrief
        return
    for place, choice in enumerate(scene.choices):
        turn = words("shared.turn-to-card", number=shown.numbers[choice.to])
        yield from _fold(f"{LETTERS[place]}. {choice.text}", choice.consequence, f"**{turn}**")


def _activity(shown: Any, words: Messages) -> Iterator[str]:
    match shown:
        case a.Explain():
            yield shown.text
            yield f"**{words('shared.explain')}.** {shown.example.strip()}"
        case a.Discuss():
            yield shown.intro
            yield "\n".join(f"{n}. {_flat(question)}" for n, question in enumerate(shown.questions, start=1))
        case a.Sort():
            yield shown.intro
            yield " · ".join(f"**{as_typed(category.title)}**" for category in shown.categories)
            order = shown_order(card.text for card in shown.cards)
            titles = {category.id: category.title for category in shown.categories}
            for i in order:
                card = shown.cards[i]
                yield from _fold(card.text, f"**{as_typed(titles[card.category])}.** {as_typed(card.reason)}")
        case a.Reflect():
            yield shown.prompt
            yield f"*{words('shared.not-reporting-channel')}*"
        case a.Exercise():
            yield shown.intro
            yield "\n".join(f"{n}. {_flat(step)}" for n, step in enumerate(shown.steps, start=1))
            yield f"*{words('shared.not-reporting-channel')}*"


def _next_steps(shown: cells.ShownNextSteps) -> Iterator[str]:
    for group in shown.sets:
        yield f"**{as_typed(group.title)}**"
        yield "\n".join(f"- {_flat(step)}" for step in group.steps)


def _contacts(shown: cells.ShownContacts, words: Messages) -> Iterator[str]:
    for need in NEEDS:
        found = [contact for contact in shown.contacts if contact.need == need]
        if not found:
            continue
        yield f"**{words(f'shared.need-{need}')}**"
        lines = [_contact_line(contact, shown.numbers.get(contact.id, ""), words) for contact in found]
        yield "\n".join(lines)


def _contact_line(contact: Contact, local: str, words: Messages) -> str:
    """One contact: how to reach it, when to use it, what to know first, and whether to confirm it."""
    number = local or contact.phone or (words("notebook.local-number") if contact.local else "")
    reach = " · ".join(as_typed(part) for part in (number, contact.text, contact.web) if part and part != contact.name)
    told = [f"**{as_typed(contact.title)}**{': ' + reach if reach else ''}.", as_typed(contact.purpose), as_typed(contact.note or "")]
    confirm = contact.asks_to_confirm() and not (contact.local and not local)  # there must be a number to confirm
    told.append(f"*{words('notebook.confirm')}*" if confirm else "")
    return "- " + " ".join(_flat(part) for part in told if part)


def _flat(text: str) -> str:
    return " ".join(text.split())
