"""Something a cell shows in, the document block for one reader out; what that reader must not see is dropped here."""

from __future__ import annotations

from toolkit.export import document as d
from toolkit.export.read.markdown import blocks_of, line_of, plain
from toolkit.interactive.client_data import client_data
from toolkit.messages import Messages
from toolkit.messages.story_time import clock_in_words, moment_in_words
from toolkit.model import activity as a
from toolkit.model import cells
from toolkit.model import quiz as q
from toolkit.model import scenario as s
from toolkit.model.quiz import LETTERS, shown_order

Practised = cells.ShownActivity | cells.ShownQuiz | cells.ShownScenario
_Parts = tuple[tuple[d.Labelled, ...], tuple[d.Labelled, ...], d.Answer]
"""What a question offers to choose from, its left-hand side where it has one, and its key."""


class ActivityReader:
    """Turns nouns into blocks for one reader."""

    def __init__(self, reader: d.Reader, words: Messages) -> None:
        self.reader = reader
        self._full = reader == "facilitator"
        self._words = words

    def interactive(self, shown: Practised, module: str, contacts: cells.ShownContacts | None) -> d.Interactive:
        """What a cell shows, with the key, feedback and debriefs of practice; ``module`` is where progress is kept."""
        data = client_data(shown, self._words, module=module, contacts=contacts)
        del data["words"]  # a page holds them once
        return d.Interactive(self.shown(shown), data)

    def shown(self, shown: Practised) -> d.Activity:
        """The activity that a cell shows."""
        match shown:
            case cells.ShownQuiz():
                return self.quiz(shown.quiz)
            case cells.ShownScenario():
                return self.scenario(shown.scenario)
            case cells.ShownActivity():
                return self.activity(shown.activity)

    def activity(self, shown: a.Activity) -> d.Activity:
        """The block of an activity noun."""
        match shown:
            case a.Explain():
                return d.Explain(shown.id, shown.title, blocks_of(shown.text), blocks_of(shown.example))
            case a.Discuss():
                return d.Discuss(
                    shown.id, shown.title, shown.grouping, blocks_of(shown.intro),
                    tuple(map(blocks_of, shown.questions)), self._secret(shown.debrief),
                )
            case a.Sort():
                return self._sort(shown)
            case a.Reflect():
                return d.Reflect(shown.id, shown.title, blocks_of(shown.prompt), shown.lines)
            case a.Exercise():
                return d.Exercise(
                    shown.id, shown.title, blocks_of(shown.intro), tuple(map(blocks_of, shown.steps)),
                    shown.lines, self._secret(shown.debrief),
                )

    def quiz(self, shown: q.Quiz) -> d.Quiz:
        """A quiz; its key only for a facilitator."""
        questions = tuple(self.question(number, each) for number, each in enumerate(shown.questions, start=1))
        return d.Quiz(shown.id, shown.title, blocks_of(shown.intro), questions)

    def scenario(self, shown: s.Scenario) -> d.Scenario:
        """A scenario as numbered cards; ratings and reasons only for a facilitator."""
        return d.Scenario(
            shown.id, shown.title, shown.role, blocks_of(shown.premise), blocks_of(shown.notice),
            tuple(map(blocks_of, shown.questions)),
            tuple(self._card(shown, scene) for scene in shown.scenes),
        )

    def _secret(self, text: str) -> d.Blocks:
        return blocks_of(text) if self._full else ()

    def _sort(self, shown: a.Sort) -> d.Sort:
        titles = {category.id: category.title for category in shown.categories}
        cards = (shown.cards[i] for i in shown_order(card.text for card in shown.cards))
        return d.Sort(
            shown.id, shown.title, blocks_of(shown.intro), tuple(titles.values()),
            tuple(
                d.SortCard(
                    plain(line_of(card.text)),
                    titles[card.category] if self._full else None,
                    plain(line_of(card.reason)) if self._full else None,
                )
                for card in cards
            ),
            self._secret(shown.debrief),
        )

    def _card(self, shown: s.Scenario, scene: s.Scene | s.Ending) -> d.SceneCard:
        number, time = shown.numbers[scene.id], self._time(shown, scene)
        if isinstance(scene, s.Ending):
            return d.SceneCard(
                number, scene.title, blocks_of(scene.text), (), blocks_of(scene.debrief),
                scene.safety if self._full else None, time,
            )
        choices = tuple(
            d.ChoiceLine(
                LETTERS[place], line_of(choice.text), shown.numbers[choice.to], blocks_of(choice.consequence),
                choice.safety if self._full else None, self._secret(choice.reason),
            )
            for place, choice in enumerate(scene.choices)
        )
        return d.SceneCard(number, scene.title, blocks_of(scene.text), choices, (), None, time)

    def _time(self, shown: s.Scenario, scene: s.Scene | s.Ending) -> d.SceneTime | None:
        reading = shown.reading(scene)
        if reading is None:
            return None
        clocks = (d.RunningClock(clock_in_words(each, self._words), each.elapsed, each.limit) for each in reading.clocks)
        return d.SceneTime(moment_in_words(reading.time, self._words), tuple(clocks))

    def question(self, number: int, question: q.Question) -> d.Question:
        """One question; its key only for a facilitator."""
        options, left, answer = self._parts(question)
        return d.Question(
            question.id, number, question.kind, question.objective, blocks_of(question.prompt), options, left,
            answer if self._full else None, access=question.access,
        )

    def _parts(self, question: q.Question) -> _Parts:
        match question:
            case q.TrueFalse():
                return self._true_false(question)
            case q.Ordering():
                return _ordering(question)
            case q.Matching():
                return _matching(question)
            case _:
                return _choices(question)

    def _true_false(self, question: q.TrueFalse) -> _Parts:
        true, false = self._words("shared.true"), self._words("shared.false")
        options = (d.Labelled("A", (d.Span(true),)), d.Labelled("B", (d.Span(false),)))
        reasons = (
            d.Reason("A", true, question.answer, blocks_of(question.feedback_true)),
            d.Reason("B", false, not question.answer, blocks_of(question.feedback_false)),
        )
        return options, (), d.Answer(true if question.answer else false, reasons)


def _choices(question: q.SingleChoice) -> _Parts:
    options = tuple(d.Labelled(LETTERS[i], line_of(option.text)) for i, option in enumerate(question.options))
    reasons = tuple(
        d.Reason(LETTERS[i], plain(line_of(option.text)), option.correct, blocks_of(option.feedback))
        for i, option in enumerate(question.options)
    )
    return options, (), d.Answer(", ".join(LETTERS[i] for i in question.key), reasons)


def _ordering(question: q.Ordering) -> _Parts:
    letter = {index: LETTERS[place] for place, index in enumerate(question.shown)}
    options = tuple(d.Labelled(letter[i], line_of(question.items[i].text)) for i in question.shown)
    reasons = tuple(
        d.Reason(letter[i], plain(line_of(item.text)), right=True, blocks=(d.Paragraph(line_of(item.reason)),))
        for i, item in enumerate(question.items)
    )
    overall = d.Reason("", "", right=True, blocks=blocks_of(question.feedback))
    return options, (), d.Answer(", ".join(letter[i] for i in range(len(question.items))), (*reasons, overall))


def _matching(question: q.Matching) -> _Parts:
    letter = {index: LETTERS[place] for place, index in enumerate(question.shown)}
    options = tuple(d.Labelled(letter[i], line_of(question.pairs[i].right)) for i in question.shown)
    left = tuple(d.Labelled(str(n), line_of(pair.left)) for n, pair in enumerate(question.pairs, start=1))
    reasons = tuple(
        d.Reason(f"{n} {letter[n - 1]}", plain(line_of(pair.right)), right=True, blocks=(d.Paragraph(line_of(pair.feedback)),))
        for n, pair in enumerate(question.pairs, start=1)
    )
    key = ", ".join(f"{n} {letter[n - 1]}" for n in range(1, len(question.pairs) + 1))
    return options, left, d.Answer(key, reasons)
