"""Rules of hearsay: nobody hides behind 'studies show', and a count in words has a source like one in digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.check.figures import may_say, sentences_of
from toolkit.check.finding import Finding, Piece, TextRule
from toolkit.check.texts import Text

_SAID = re.compile(
    r"\b(?:stud(?:y|ies)|research(?:ers)?|surveys?|evidence|statistics|experts?|science|scientists)\s(?:\w+\s)?"
    r"(?:show|find|found|suggest|say|said|agree|indicate|prove|estimate|believe|warn|confirm)(?:s|n|d|ed)?\b"
    r"|\baccording\sto\s(?:\w+\s){0,2}(?:stud(?:y|ies)|research(?:ers)?|surveys?|experts?|statistics|estimates)\b"
    r"|\bit\sis\s(?:well|widely)[\s-]known\b|\bit\s(?:is|has\sbeen|was)\sproven\b|\bstatistically\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,9})"
_PEOPLE = r"(?:children|girls|boys|youth|teens|teenagers|young\speople|victims|survivors|traffickers|buyers|offenders|reports)"
_SHARE = re.compile(
    r"\b(?:(?:half|(?:a|one)[\s-](?:third|quarter)|two[\s-]thirds|three[\s-]quarters|the\s(?:vast\s|great\s)?majority)\sof"
    rf"|most|almost\sall|nearly\sall)\s(?:of\s)?(?:all\s|the\s|these\s|those\s)?{_PEOPLE}\b"
    rf"|\b(?:hundreds|thousands|millions)\sof\s(?:\w+\s)?{_PEOPLE}\b|\b{_NUMBER}\sof\s{_NUMBER}\s{_PEOPLE}\b"
    r"|\bevery\s(?:second|third|fourth|fifth|other)\s(?:child|girl|boy|teen|teenager|victim|survivor)\b|\bevery\s\w+\sseconds\b"
    r"|\baverage\s(?:age|victim|trafficker)\b|\b(?:numbers?|reports|cases)\s(?:has\s|have\s)?(?:doubled|tripled)\b",
    re.IGNORECASE,
)


_SAYING = frozenset(["study", "studies", "research", "researchers", "survey", "surveys", "evidence", "statistics", "expert", "experts", "science", "scientist", "scientists", "according", "known", "proven", "statistically"])  # fmt: skip
"""One of them stands in everything that leans on somebody."""
_COUNTING = frozenset(["half", "third", "quarter", "thirds", "quarters", "majority", "most", "almost", "nearly", "hundreds", "thousands", "millions", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "every", "average", "doubled", "tripled"])  # fmt: skip
"""One of them, or a digit, stands in every count in words."""
_COUNTED = frozenset(["children", "girls", "boys", "youth", "teens", "teenagers", "people", "victims", "survivors", "traffickers", "buyers", "offenders", "reports", "child", "girl", "boy", "teen", "teenager", "victim", "survivor", "seconds", "age", "trafficker", "number", "numbers", "cases"])  # fmt: skip
"""So does one of them."""
_DIGIT = re.compile(r"\d")


def _own_words(texts: Iterable[Text]) -> Iterator[tuple[Text, str]]:
    """Every sentence that rests on no fact, with the text it stands in."""
    for text in texts:
        for sentence in () if text.cited else sentences_of(text.words):
            if not sentence.facts:
                yield text, sentence.words


def _hearsay(piece: Piece) -> Iterator[Finding]:
    for text, words in _own_words(text for text in piece.texts if may_say(text.words, _SAYING)):
        for found in _SAID.finditer(words):
            yield Finding(
                text.place,
                f"'{_flat(found)}' leans on somebody without saying who.",
                "Cite the fact that holds it, like [@F-A1-03], or say it as your own view.",
                found.group(),
            )


def _bare_shares(piece: Piece) -> Iterator[Finding]:
    likely = (
        text for text in piece.texts
        if may_say(text.words, _COUNTED) and (may_say(text.words, _COUNTING) or _DIGIT.search(text.words))
    )  # fmt: skip
    for text, words in _own_words(likely):
        for found in _SHARE.finditer(words):
            yield Finding(
                text.place,
                f"'{_flat(found)}' is a count in words, and the sentence cites no fact.",
                "Cite the fact that holds it, or write 'some' or 'many' where nobody counted.",
                found.group(),
            )


def _flat(found: re.Match[str]) -> str:
    return " ".join(found.group().split())


RULES = (
    TextRule(
        id="claim-is-sourced",
        says="A sentence that says 'studies show', 'experts say' or the like cites a fact.",
        why="Numbers and claims without an origin are repeated for decades in this field.",
        severity="warning",
        source="F-FIG-20, F-FIG-22",
        find=_hearsay,
    ),
    TextRule(
        id="share-is-sourced",
        says="A share in words, such as 'most children' or 'half of all victims', cites a fact.",
        why="A share in words is a statistic without its number.",
        severity="advice",
        source="F-FIG-20",
        find=_bare_shares,
    ),
)
