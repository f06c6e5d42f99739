"""Rules of claims: a figure in a sentence is the register's, with its year and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.figures import Sentence
from toolkit.check.finding import Finding, Piece, TextRule
from toolkit.check.registers import years_of
from toolkit.check.texts import Text
from toolkit.model.page import Table
from toolkit.model.registers import Fact

_SEVERAL = 2
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = {**{word: str(value) for value, word in enumerate(_WORDS)}, "fifteen": "15", "hundred": "100"}
_TENS = {word: 10 * n for n, word in enumerate(_TENS_WORDS, start=2)}
_VALUE |= {word: str(ten) for word, ten in _TENS.items()}
_VALUE |= {f"{word}-{_WORDS[n]}": str(ten + n) for word, ten in _TENS.items() for n in range(1, 10)}
_NUMBER = re.compile(rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(sorted(_VALUE, key=len, reverse=True))})\b", re.IGNORECASE)
_AGE_LIMIT = re.compile(
    r"\b(?:under|over|below|above|(?:younger|older)\sthan)\s(?:the\sage\sof\s)?\d{1,2}\b(?!\s\w+s\b|\s?%|\sper|[,.]\d)"
)
_COUNTED = re.compile(
    r"\b(?:report|case|episode|tip|call|incident|arrest|child|victim|survivor|person|people|youth|famil)", re.IGNORECASE
)


def _printed(piece: Piece) -> Iterator[tuple[Text, Fact, str]]:
    """Every figure that a text prints from the register, with the words that a reader sees around it."""
    facts = piece.curriculum.facts
    for text, sentence in piece.claims:
        known = [facts[name] for name in sentence.printed if name in facts]
        if not known:
            continue
        seen = " ".join((sentence.words, _around(text), *(fact.value or "" for fact in known)))
        for fact in known:
            if _numbers(fact.value or ""):
                yield text, fact, seen


def _around(text: Text) -> str:
    """What stands over or beside ``text``: the title of what it belongs to; in a table, its column and its row too."""
    title = getattr(text.owner, "title", None) or ""
    if isinstance(text.owner, Table) and "rows" in text.place:
        row, column = (int(part) for part in text.place[-2:])
        heading = text.owner.columns[column] if column < len(text.owner.columns) else ""
        return " ".join((title, heading, *text.owner.rows[row]))
    return title


def _numbers(text: str) -> set[str]:
    """The numbers in ``text`` as digits, whether they are written in digits or in words."""
    found = (match.group() for match in _NUMBER.finditer(text))
    return {_VALUE.get(number.casefold(), number.replace(",", "")) for number in found}


def _undated(piece: Piece) -> Iterator[Finding]:
    for text, fact, seen in _printed(piece):
        lacking = years_of(fact.as_of) - years_of(seen)
        if lacking:
            yield Finding(
                text.place,
                f"the figure {fact.id} stands in a sentence without its year, {' and '.join(sorted(lacking))}.",
                f"Say in the same sentence, or at the head of the table's column, that it holds for {fact.as_of}.",
                f"{{fact:{fact.id}}}",
            )


def _without_unit(piece: Piece) -> Iterator[Finding]:
    for text, fact, seen in _printed(piece):
        unit = _COUNTED.search(fact.unit or "")
        if unit and unit.group().casefold() not in seen.casefold():
            yield Finding(
                text.place,
                f"the figure {fact.id} counts {fact.unit}; its sentence does not say so.",
                f"Name what was counted, with the word '{unit.group()}…'.",
                f"{{fact:{fact.id}}}",
            )


def _mixed_years(piece: Piece) -> Iterator[Finding]:
    facts = piece.curriculum.facts
    for text, sentence in piece.claims:
        counted = [facts[name] for name in sentence.facts if name in facts and facts[name].value]
        if len(counted) < _SEVERAL:
            continue
        years = {fact.id: years_of(fact.as_of) for fact in counted}
        seen = " ".join((sentence.words, _around(text)))
        lacking = set().union(*years.values()) - years_of(seen)
        if len(set(map(frozenset, years.values()))) > 1 and lacking:
            yield Finding(
                text.place,
                f"one sentence rests on figures of different years ({', '.join(sorted(years))}) and does not say "
                f"{' or '.join(sorted(lacking))}.",
                "Give each figure its year, or a sentence of its own.",
                _as_typed(sentence, min(years)),
            )


def _as_typed(sentence: Sentence, fact: str) -> str:
    """How ``sentence`` names ``fact``, so that its own line is found where another sentence names the fact too."""
    return f"@{fact}" if fact in sentence.cited else f"{{fact:{fact}}}"


def _typed(piece: Piece) -> Iterator[tuple[Text, str, list[Fact]]]:
    """Each figure that is typed in a text, with the facts that it rests on, where all of them are known."""
    facts = piece.curriculum.facts
    for text, sentence in piece.claims:
        names = sentence.facts
        if sentence.figures and not names and text.cited:
            names = tuple(name for place, name in piece.listed_facts if text.place[: len(place) - 2] == place[:-2])
        if sentence.figures and names and all(name in facts for name in names):
            for figure in sentence.figures:
                yield text, figure, [facts[name] for name in dict.fromkeys(names)]


def _age_limits(piece: Piece) -> Iterator[tuple[Text, str, list[Fact]]]:
    """Each age that a sentence draws a line at, with the facts that it cites, where all of them are known."""
    facts = piece.curriculum.facts
    for text, sentence in piece.claims:
        if sentence.facts and all(name in facts for name in sentence.facts):
            for found in _AGE_LIMIT.finditer(sentence.words):
                yield text, _flat(found), [facts[name] for name in dict.fromkeys(sentence.facts)]


def _misquoted(piece: Piece) -> Iterator[Finding]:
    for text, figure, facts in (*_typed(piece), *_age_limits(piece)):
        told = [part for fact in facts for part in (fact.statement, fact.value, fact.unit, fact.as_of, fact.caution)]
        sources = (piece.curriculum.sources.get(name) for fact in facts for name in fact.sources)
        told += [f"{source.title} {source.as_of}" for source in sources if source]
        if not _numbers(figure) <= _numbers(" ".join(part for part in told if part)):
            yield Finding(
                text.place,
                f"'{figure}' does not stand in {' or '.join(fact.id for fact in facts)}.",
                "Write the number as the register has it, or cite the fact that holds it.",
                figure,
            )


def _retyped(piece: Piece) -> Iterator[Finding]:
    for text, figure, facts in _typed(piece):
        for fact in facts:
            value = fact.value or ""
            numbers = _numbers(figure) - years_of(figure)
            if numbers and numbers <= _numbers(value) - years_of(value):
                yield Finding(
                    text.place,
                    f"'{figure}' is the value of {fact.id}, typed out.",
                    f"Print it with {{fact:{fact.id}}}.",
                    figure,
                )


def _flat(found: re.Match[str]) -> str:
    return " ".join(found.group().split())


RULES = (
    TextRule(
        id="figure-is-dated",
        says="A figure that text prints has its year in the same sentence, its title or its column's heading.",
        why="A count of one year reads like a count of today.",
        source="F-FIG-01, F-FIG-04",
        find=_undated,
        needs=("facts",),
    ),
    TextRule(
        id="figure-names-its-unit",
        says="The sentence around a figure names what was counted: reports, cases, children.",
        why="Reports are not children: one child can be reported many times, and many never are.",
        severity="warning",
        source="F-FIG-01",
        find=_without_unit,
        needs=("facts",),
    ),
    TextRule(
        id="figure-is-a-placeholder",
        says="A value that the register holds is printed from it, not typed again.",
        why="The number that prints comes from the register, so that it is mended in one place when it changes.",
        find=_retyped,
        needs=("facts",),
    ),
    TextRule(
        id="figure-agrees-with-fact",
        says="A number, year, day, section or limit of age that is typed beside a citation stands in a fact that is cited.",
        why="Figures change when they are retold, and a citation makes a wrong one look right.",
        source="F-FIG-22, F-LAW-04",
        find=_misquoted,
        needs=("facts", "sources"),
    ),
    TextRule(
        id="years-are-not-mixed",
        says="A sentence that rests on figures of several years names each of these years.",
        why="The years were counted in different ways; side by side without their years they look like a trend.",
        severity="warning",
        source="F-FIG-02, F-FIG-06",
        find=_mixed_years,
        needs=("facts",),
    ),
)
