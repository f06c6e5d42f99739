"""Text in; its sentences, their words and syllables, and the school grade that it asks of a reader, out.

The grade is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for Navy
Enlisted Personnel" (1975): 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from toolkit.check.texts import without_references

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_HEADING = re.compile(r"^ {0,3}#{1,6} .*$", re.MULTILINE)
_MARKS = re.compile(r"[*`\[\]](?:(?<=\])\([^()\n]*\))?")
_BREAK = re.compile(r"\n[ \t]*(?=\n)|(?:\A|\n)[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]")
_ITEM = re.compile(r"\A[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Jr|No|vs|etc|[A-Za-z]\.[A-Za-z])\.")
_SHORT = re.compile(r"\.(?:(?<=\b(?:Mr|Ms|Dr|St|Jr|No|vs)\.)|(?<=\b(?:Mrs|etc)\.)|(?<=\b[A-Za-z]\.[A-Za-z]\.))")
"""The end of an abbreviation: found by its point, which takes far less time than trying every letter."""
_END = re.compile(rf"[.!?][\"')\N{{RIGHT DOUBLE QUOTATION MARK}}{_APOSTROPHE}]{{0,3}}\s+(?![a-z\s])")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*|\d[\d,.]*")

_VOWELS = re.compile(r"[aeiouy]+")
_SHORTENED = re.compile(r"'(?:s|d|ll|re|ve|m)$|(?<=^do)n't$|(?<=^ca)n't$|(?<=^wo)n't$|(?<=^are)n't$|(?<=^were)n't$")
_SILENT = re.compile(
    r"""
      e$ (?<![^aeiouyrl]le)                                                # safe, but not little
    | (?<=[^aeiouytd])(?<![^aeiouyrl]l)e(?=d$) | (?<=[aeiou])e(?=d$)       # helped, but not wanted
    | (?<=[^aeiouysxzcg])(?<![cs]h)(?<![^aeiouyrl]l)e(?=s$)                # comes, but not places
    | (?<=[^aeiouy])e(?=(?:ful|less|ment|ly|ty|ness|where|times?|thing|body|line|work|load|ways|giv|cast))
    | (?<=som)e(?=one) | (?<=ev)e(?=r[yi]|ni) | (?<=[gq])ue(?=s?$)         # someone, every, league
    """,
    re.VERBOSE,
)
_APART = re.compile(
    r"""
      (?<![tc])ia(?!ge|l?ly$) | (?<![tscgx])io | (?<=[^tscgx])iou | eo(?!ple|u|ne$) | (?<![gqr])ua(?!r[dr]) | uou
    | (?<![q])u[ei](?=n[tc]|l$|ty) | (?<=[aeiouy])ing | (?<![tc])ie(?=n[tc]) | ie(?=r$|st$|t) | yi
    | (?<=cr)ea(?=t) | (?<=r)ea(?=l[^mly]) | (?<=[dr])ea(?=s?$) | (?<=[^aeiou])oe(?=[mt])
    | i[zs]m | n't$ | [aeo]y[aeo](?!$|[sd]$|wn)
    """,
    re.VERBOSE,
)
"""Vowels that stand together and are spoken apart, and endings that are spoken without one."""

_ODD = {"anyone": 3, "everyone": 3, "behavior": 3, "behaviors": 3, "business": 2, "buyer": 2, "maybe": 2, "tired": 2}
_ODD |= {"really": 2, "coercion": 3, "mr": 2, "mrs": 2, "ms": 1, "dr": 2, "idea": 3, "wednesday": 2}
_LETTERS = 3  # capitals up to so many are spelled out: SSA, FBI


@dataclass(frozen=True, slots=True)
class Reading:
    """How much text there is to read: counts of sentences, words and syllables."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade: years of school in the United States. 0 for no words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Reading:
        """``readings`` taken together."""
        parts = tuple(readings)
        return cls(*(sum(getattr(part, count) for part in parts) for count in ("sentences", "words", "syllables")))


def reading_of(sentences: Iterable[str]) -> Reading:
    """The counts of ``sentences`` together."""
    counted = [words for words in map(words_of, sentences) if words]
    syllables = sum(sum(map(syllables_of, words)) for words in counted)
    return Reading(len(counted), sum(map(len, counted)), syllables)


def sentences_of(text: str) -> list[str]:
    """The sentences of Markdown ``text``: each item of a list ends one, headings and citations are none.

    A placeholder is taken out too: what it prints is a name or a number that no author can shorten.
    """
    plain = without_references(_HEADING.sub("\n", text) if "# " in text else text, "").replace(_APOSTROPHE, "'")
    found = [
        " ".join(sentence.split())
        for part in (_BREAK.split(plain) if "\n" in plain else [_ITEM.sub("", plain)])
        for sentence in _END.sub("\n\n", _unabbreviated(_MARKS.sub("", part))).split("\n\n")
    ]
    return [sentence for sentence in found if _WORD.search(sentence)]


def _unabbreviated(part: str) -> str:
    return _ABBREVIATION.sub(_without_points, part) if _SHORT.search(part) else part


def _without_points(found: re.Match[str]) -> str:
    return found.group().replace(".", "")


def words_of(sentence: str) -> list[str]:
    """The words of ``sentence``; a figure is one, a word with a hyphen two."""
    return _WORD.findall(sentence)


@cache
def syllables_of(word: str) -> int:
    """How many syllables ``word`` is spoken with, counted by its letters; right for about 99 of 100 words of a page."""
    if word[0].isdigit() or (word.isupper() and len(word) <= _LETTERS):
        return sum(letter.isalnum() for letter in word)
    spoken = _SHORTENED.sub("", word.lower())
    if spoken in _ODD:
        return _ODD[spoken]
    return max(1, len(_VOWELS.findall(_SILENT.sub("", spoken))) + len(_APART.findall(spoken)))
