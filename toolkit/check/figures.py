"""Text in; its sentences, each with the facts it rests on and the figures, laws and phone numbers typed in it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from toolkit.check.texts import may_hold, without_references
from toolkit.model.citation import CITATION, PLACEHOLDER, find_citations

_CITED, _PRINTED = "\x00", "\x01"
"""Stand around fact ids where a citation or a fact's value stood. No text of a curriculum can hold them."""

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = "ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
_NUMBER = rf"(?:{_SMALL}|twenty|fifty|hundred|\d+)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
FIGURE = re.compile(
    rf"""
      (?<![\d,.])\d[\d,.]*\s?(?:%|percent\b|per\ cent\b)                      # a share
    | \b(?:{_TENS})(?:-(?:{_SMALL}))?\s(?:percent|per\ cent)\b
    | \b{_NUMBER}\s(?:in|out\ of)\s(?:every\s)?{_NUMBER}\b(?!\s(?:minutes?|hours?|days?|weeks?|months?)\b)   # N in M
    | \b(?-i:{_MONTH})\s\d{{1,2}}(?:,\s\d{{4}})?(?!\d)                       # a day
    | \b\d+\s?U\.?\s?S\.?\s?C\b | \b(?:Public\ Law|Pub\.\s?L\.|P\.\s?L\.)\s?(?:No\.\s?)?\d+(?:-\d+)? | §\s?\d+
    | \b\d+\s?C\.?\s?F\.?\s?R\b | \b[Ss]ections?\s\d+[\w()-]* | \b[Tt]itle\s[IVX]+(?:-[A-Z])?\b
    | (?<!\w)(?-i:[A-Z][\w'-]*\s(?:(?:[A-Z][\w'-]*|and|for|of|the|to|in),?\s){{0,9}}Act)\b(?!\s(?:now|on|early))   # an act by its name
    | \$\s?\d+                                                      # a sum
    | (?<![\w.:,])\d{{1,3}}(?:,\d{{3}})+(?![\w]) | (?<![\w.:-])\d{{3,}}(?![\w:])   # a large number or a year
    | \b\d+(?:\.\d+)?\s(?:million|billion|thousand)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_HOLD_A_FIGURE = re.compile(
    rf"[\d§]|\bAct\b|\bTitle\s[IVX]|\bper\s?cent\b|\b(?:{_SMALL}|twenty|fifty|hundred)\s(?:in|out)\b", re.IGNORECASE
)
_FIGURE_WORDS = frozenset({"act", "title", "percent", "cent"})
_ONE_IN = re.compile(  # a number right before 'in' or 'out', told by its length: a look back cannot be of any length
    r"\s(?=(?:in|out)\b)(?:(?<=(?:one|two|six|ten)\s)|(?<=(?:four|five|nine)\s)|(?<=(?:three|seven|eight|fifty)\s)"
    r"|(?<=(?:eleven|twelve|twenty)\s)|(?<=hundred\s))",
    re.IGNORECASE,
)
_MAY_HOLD_A_PHONE = re.compile(r"\d(?:\d\d|-1-1)")
_SIGN = re.compile(r"[\d§]")
_GLUED = re.compile(r":\S")  # an address may be glued to a word, which stands alone once the address is out
_POINT_INSIDE = re.compile(r"\.(?<=\w\.)\w")
_HARMLESS = re.compile(r"\b\d+\s(?:minutes?|min)\b", re.IGNORECASE)
PHONE = re.compile(
    r"""
      (?<!\w)(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\w)    # 800-555-0100
    | (?<!\w)1-8\d\d-[\dA-Z][\dA-Z-]{4,}                            # 1-800-THE-LOST
    | (?<![\w-])\d{3}-\d{4}(?![\w-])                                # 555-0100
    | \b(?:call|dial|text|phone|ring|or)\s(?:911|988|211)\b | (?<![\w-])9-1-1(?![\w-]) | (?<![\w.,$-])(?:911|988)(?![\w,%-])
    | \btext(?:ing)?\s(?:"?[A-Z]{2,}"?\s)?(?:to\s)?\d{5,6}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
ADDRESS = re.compile(
    r"""
      (?:https?|ftp|mailto):\S+ | \bwww\.\S+ | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}
    | (?<![\w-])(?:[a-z0-9-]{1,63}\.){1,5}(?:org|com|gov|net|edu|info|us|uk|io)\b(?:/\S*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=[.!?])(?<![A-Z]\.[A-Z].)(?<!\b[A-Z].)(?<!\bNo.)(?<!\bSt.)['\")\]*]*\s+|(?<=\n)(?:\s*\n|\s*(?:[-*]|\d+\.)\s+))"
)
_AFTER_END = re.compile(r"([.!?]['\")\]*]*)((?:\s*\x00[^\x00]*\x00)+)")
_FACTS = re.compile(r"([\x00\x01])([^\x00\x01]*)\1")


class Sentence(NamedTuple):
    """One sentence: its words without facts and phone numbers, the facts it cites, and those whose value it prints.

    ``figures`` are the shares, large numbers, years, days, sums and laws that are typed in it.
    """

    words: str
    figures: tuple[str, ...]
    cited: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that it rests on."""
        return self.cited + self.printed


@lru_cache(maxsize=20_000)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text``. A citation behind a full stop belongs to the sentence before it."""
    marked = text
    if "[@" in text:
        marked = CITATION.sub(lambda found: f"{_CITED}{';'.join(find_citations(found.group()))}{_CITED}", marked)
    if "{" in text:
        marked = PLACEHOLDER.sub(lambda found: f"{_PRINTED}{found[2]}{_PRINTED}" if found[1] == "fact" else " ", marked)
    marked = _without_contacts(marked)
    marked = _AFTER_END.sub(r"\2\1", marked) if _CITED in marked else marked
    in_words = _may_hold_a_figure_in_words(_FACTS.sub(" ", marked) if _CITED in marked or _PRINTED in marked else marked)
    return tuple(_sentence(part, in_words=in_words) for part in _SENTENCE_END.split(marked) if part.strip())


def _sentence(marked: str, *, in_words: bool) -> Sentence:
    facts: dict[str, list[str]] = {_CITED: [], _PRINTED: []}
    words = marked
    if _CITED in marked or _PRINTED in marked:
        for found in _FACTS.finditer(marked):
            facts[found[1]] += found[2].split(";")
        words = _FACTS.sub(" ", marked)
    figures: tuple[str, ...] = ()
    if _SIGN.search(words) or (in_words and _MAY_HOLD_A_FIGURE.search(words)):
        figures = tuple(figure.group().strip() for figure in FIGURE.finditer(_HARMLESS.sub(" ", words)))
    return Sentence(words, figures, tuple(facts[_CITED]), tuple(facts[_PRINTED]))


def may_claim(text: str) -> bool:
    """Whether a sentence of ``text`` may rest on a fact or hold a figure; when not, its sentences need not be told apart."""
    return "[@" in text or "{" in text or bool(_SIGN.search(text) or _GLUED.search(text)) or _may_hold_a_figure_in_words(text)


def _may_hold_a_figure_in_words(text: str) -> bool:
    return may_hold(text, _FIGURE_WORDS) or bool(_ONE_IN.search(text))


def may_say(text: str, words: frozenset[str]) -> bool:
    """Whether a sentence of ``text`` may hold one of ``words``."""
    return may_hold(text, words) or bool(_GLUED.search(text))


def _without_contacts(text: str) -> str:
    text = PHONE.sub(" ", text) if _MAY_HOLD_A_PHONE.search(text) else text
    return ADDRESS.sub(" ", text) if _may_hold_an_address(text) else text


def _may_hold_an_address(text: str) -> bool:
    return "@" in text or ":/" in text or bool(_POINT_INSIDE.search(text))


def unsourced_figures(text: str) -> Iterator[tuple[str, ...]]:
    """The figures of each sentence in ``text`` that neither cites a fact nor prints a fact's value."""
    for sentence in sentences_of(text) if may_claim(text) else ():
        if not sentence.facts and sentence.figures:
            yield sentence.figures


def typed_contacts(text: str) -> Iterator[str]:
    """Each phone number and address that is typed out in ``text``."""
    plain = without_references(text)
    for pattern, hint in ((ADDRESS, _may_hold_an_address), (PHONE, _MAY_HOLD_A_PHONE.search)):
        if not hint(plain):
            continue
        yield from (found.group().strip() for found in pattern.finditer(plain))
        plain = pattern.sub(" ", plain)
