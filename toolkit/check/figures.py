"""Text in; the sentences that hold a figure, a year, a law or a phone number without saying where it comes from, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.model.citation import CITATION, PLACEHOLDER

_SOURCED = "\x00"
"""Stands where a citation or a fact's value stood. No text of a curriculum can hold it."""

_WORD = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|\d+)"
FIGURE = re.compile(
    r"""
      (?<![\d,.])\d[\d,.]*\s?(?:%|percent\b|per\ cent\b)                      # a share
    | \b(?:one|\d+)\s(?:in|out\ of)\s(?:every\s)?"""
    + _WORD
    + r"""\b   # N in M
    | \b\d+\s?U\.?\s?S\.?\s?C\b | \b(?:Public\ Law|Pub\.\s?L\.|P\.\s?L\.)\s?(?:No\.\s?)?\d+(?:-\d+)? | §\s?\d+
    | \$\s?\d+                                                      # a sum
    | (?<![\w.:,])\d{1,3}(?:,\d{3})+(?![\w]) | (?<![\w.:-])\d{3,}(?![\w:])   # a large number or a year
    | \b\d+(?:\.\d+)?\s(?:million|billion|thousand)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HARMLESS = re.compile(r"\b\d+\s(?:minutes?|min)\b", re.IGNORECASE)
PHONE = re.compile(
    r"""
      (?<!\w)(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\w)    # 800-555-0100
    | (?<!\w)1-8\d\d-[\dA-Z][\dA-Z-]{4,}                            # 1-800-THE-LOST
    | (?<![\w-])\d{3}-\d{4}(?![\w-])                                # 555-0100
    | \b(?:call|dial|text|phone|ring|or)\s(?:911|988|211)\b | (?<![\w.,$-])(?:911|988)(?![\w,%-])
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
    r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\bNo)(?<!\bSt)[.!?]['\")\]*]*\s+|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s+"
)
_AFTER_END = re.compile(r"([.!?]['\")\]*]*)(\s*" + _SOURCED + r")")


def unsourced_figures(text: str) -> Iterator[tuple[str, ...]]:
    """The figures of each sentence in ``text`` that neither cites a fact nor prints a fact's value."""
    marked = CITATION.sub(_SOURCED, text)
    marked = PLACEHOLDER.sub(lambda found: _SOURCED if found[1] == "fact" else " ", marked)
    marked = _AFTER_END.sub(r"\2\1", ADDRESS.sub(" ", PHONE.sub(" ", marked)))
    for sentence in _SENTENCE_END.split(marked):
        found = tuple(figure.group().strip() for figure in FIGURE.finditer(_HARMLESS.sub(" ", sentence)))
        if found and _SOURCED not in sentence:
            yield found


def typed_contacts(text: str) -> Iterator[str]:
    """Each phone number and address that is typed out in ``text``."""
    plain = PLACEHOLDER.sub(" ", CITATION.sub(" ", text))
    for pattern in (ADDRESS, PHONE):
        yield from (found.group().strip() for found in pattern.finditer(plain))
        plain = pattern.sub(" ", plain)
