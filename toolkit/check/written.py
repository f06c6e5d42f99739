"""A piece or the registers in; every text that still waits to be written, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.check.finding import AsOf, Finding, Piece, RegisterRule, TextRule
from toolkit.check.texts import Text, texts_of
from toolkit.model.base import Noun
from toolkit.model.curriculum import Curriculum

_NO_WORDS = re.compile(r"[\s.…_?*#\N{EN DASH}\N{EM DASH}-]*")
_WRITE_HERE = re.compile(r"\W{0,4}write here\b.{0,40}", re.IGNORECASE)
_HINTS = ("TODO", "TBD", "TBC", "FIXME", "XXX", "orem ", "OREM ", "[", "nsert")
_WAITING = re.compile(
    r"""
      (?<!\w)(?:TODO|TBD|TBC|FIXME|XXX+)(?!\w)              # capitals only: 'todo' is a Spanish word
    | (?i:\blorem\ ipsum\b)
    | \((?i:insert)\b[^()\n]{0,80}\)
    | \[(?i:insert|write|add|fill\ in)\b[^\[\]\n]{0,80}\](?!\()   # a note in brackets, but not a link
    """,
    re.VERBOSE,
)


def placeholder_in(text: str) -> str:
    """What shows that ``text`` still waits to be written; '' where it is written."""
    found = _WRITE_HERE.match(text)
    if any(hint in text for hint in _HINTS):
        found = found or _WAITING.search(text)
    if found:
        return found.group().strip()
    return text.strip() if _NO_WORDS.fullmatch(text) else ""


def _unwritten(texts: Iterable[Text], file: str = "") -> Iterator[Finding]:
    for text in texts:
        words = placeholder_in(text.words)
        if words:
            yield Finding(
                text.place,
                f"'{words}' stands where text is still to be written.",
                "Write the text, or delete the block if it is not needed.",
                words,
                file,
            )


def _unwritten_in(piece: Piece) -> Iterator[Finding]:
    return _unwritten(piece.texts)


def _is_whole(curriculum: Curriculum, file: str) -> bool:
    """Whether ``file`` was read without loss: stand-ins look like placeholders."""
    return file not in curriculum.marks or curriculum.marks[file].whole


def _unwritten_around(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    if _is_whole(curriculum, "catalogue"):
        yield from _unwritten(texts_of(curriculum.catalogue), "catalogue")
    registers: tuple[tuple[str, str, Iterable[Noun]], ...] = (
        ("facts", "facts", curriculum.facts.values()),
        ("sources", "sources", curriculum.sources.values()),
        ("contacts", "contacts", curriculum.contacts.values()),
        ("glossary", "terms", curriculum.terms.values()),
        ("language", "wordings", curriculum.wordings.values()),
    )
    for file, key, entries in registers:
        for number, entry in enumerate(entries if _is_whole(curriculum, file) else ()):
            yield from _unwritten(texts_of(entry, (key, number)), file)


_GAP = "A placeholder that is printed tells readers that nobody looked."
RULES = (
    TextRule(
        id="text-is-written",
        says="No text is a placeholder: only dots, TODO, TBD, XXX, lorem ipsum, 'Write here', [insert …].",
        why=_GAP,
        find=_unwritten_in,
        needs=("module",),
    ),
    RegisterRule(
        id="register-text-is-written",
        says="No text of the catalogue or the registers is a placeholder.",
        why=_GAP,
        find=_unwritten_around,
    ),
)
