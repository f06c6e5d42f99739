"""Rules of plain language: texts ask no more of their readers than the readers bring."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from toolkit.check.finding import Finding, Piece, TextRule
from toolkit.check.reading_level import Reading, reading_of, sentences_of, words_of
from toolkit.check.texts import Text
from toolkit.model.module import Say, Transition

PROFESSIONALS = frozenset({"child-serving", "child-welfare", "law-enforcement", "judiciary"})
EVERYBODY = 9
"""The highest grade of texts for everyone: what most adults read with ease."""
PROFESSIONAL = 12
HARD_BLOCK = 11
SPOKEN = 9
ENOUGH_WORDS = 40
LONGEST_STRETCH = 32
_PAUSE = re.compile(r"[:;]\s")
_NOTHING = Reading(0, 0, 0)
_MEND = "Split its longest sentence, and say the longest words in shorter ones."


@lru_cache(maxsize=16384)
def _read(words: str) -> tuple[tuple[str, ...], Reading]:
    sentences = tuple(sentences_of(words))
    return sentences, reading_of(sentences)


def _is_for_professionals(piece: Piece, text: Text) -> bool:
    course = piece.curriculum.course_of.get(piece.id)
    audiences = text.audiences or (course.audiences if course else ())
    return bool(audiences) and PROFESSIONALS.issuperset(audiences)


def _hard_pieces(piece: Piece) -> Iterator[Finding]:
    parts: dict[object, list[Text]] = defaultdict(list)
    for text in piece.texts:
        if text.markdown and text.reader == "participant":
            parts[text.place[:2] if _is_for_professionals(piece, text) else "everyone"].append(text)
    for part, texts in parts.items():
        most = EVERYBODY if part == "everyone" else PROFESSIONAL
        together = Reading.of(_read(text.words)[1] for text in texts)
        if together.words >= ENOUGH_WORDS and together.grade > most:
            hardest = max(texts, key=lambda text: _weighed(_read(text.words)[1]))
            yield Finding(
                hardest.place,
                f"the texts for {'everyone' if most == EVERYBODY else 'these professionals'} ask for grade "
                f"{together.grade:.1f}, above {most}: {together.words / together.sentences:.0f} words to a sentence, "
                f"{together.syllables / together.words:.2f} syllables to a word. This is the hardest of them.",
                "Write shorter sentences and everyday words, here first.",
            )


def _weighed(reading: Reading) -> float:
    """The grade, with little weight for texts that are too short for it to mean much."""
    return reading.grade * min(1.0, reading.words / ENOUGH_WORDS)


def _hard_blocks(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        if text.reader == "participant":
            most = PROFESSIONAL if _is_for_professionals(piece, text) else HARD_BLOCK
            yield from _hard_text(text, most, "this text asks for")


def _hard_scripts(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        if isinstance(text.owner, Say | Transition):
            yield from _hard_text(text, SPOKEN, "these words to be spoken ask for")


def _hard_text(text: Text, most: int, says: str) -> Iterator[Finding]:
    reading = _read(text.words)[1]
    if reading.words >= ENOUGH_WORDS and reading.grade > most:
        yield Finding(text.place, f"{says} grade {reading.grade:.1f}, above {most}.", _MEND)


def _long_sentences(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        sentences, reading = _read(text.words) if text.reader == "participant" else ((), _NOTHING)
        for sentence in sentences if reading.words > LONGEST_STRETCH else ():
            longest = max(_PAUSE.split(sentence), key=len)
            count = len(words_of(longest))
            if count > LONGEST_STRETCH:
                start = " ".join(longest.split()[:5])
                yield Finding(
                    text.place,
                    f"'{start} …' runs for {count} words without a full stop, colon or semicolon.",
                    f"Make two sentences or a list of it; {LONGEST_STRETCH} words are the most.",
                    start,
                )


_PLAIN = "Plain language reaches people who are tired, upset or reading in a second language, which is everyone at times."
RULES = (
    TextRule(
        id="reading-level-fits-readers",
        says=f"What participants read in a module or page asks for grade {EVERYBODY} at most; parts for professionals alone, "
        f"grade {PROFESSIONAL} (Flesch-Kincaid).",
        why=_PLAIN,
        find=_hard_pieces,
        needs=("module",),
        severity="warning",
        source="F-LRN-13",
    ),
    TextRule(
        id="text-reads-easily",
        says=f"No text of {ENOUGH_WORDS} words or more asks for more than grade {HARD_BLOCK}, or {PROFESSIONAL} where "
        "professionals alone read it (Flesch-Kincaid).",
        why=_PLAIN,
        find=_hard_blocks,
        severity="advice",
        source="F-LRN-13",
    ),
    TextRule(
        id="script-is-easy-to-follow",
        says=f"No words to be spoken, {ENOUGH_WORDS} or more together, ask for more than grade {SPOKEN} (Flesch-Kincaid).",
        why="A listener cannot go back to the start of a sentence.",
        find=_hard_scripts,
        severity="advice",
        source="F-LRN-13",
    ),
    TextRule(
        id="sentence-is-short",
        says=f"No sentence that participants read runs for more than {LONGEST_STRETCH} words without a colon or semicolon.",
        why="Whoever reads slowly has lost the beginning by the end.",
        find=_long_sentences,
        severity="advice",
        source="F-LRN-13",
    ),
)
