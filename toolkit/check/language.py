"""Rules of language: words that respect people, and Markdown that every format can print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from toolkit.check.finding import AsOf, Finding, Piece, RegisterRule, TextRule
from toolkit.check.texts import Text, texts_of
from toolkit.model.citation import CITATION, PLACEHOLDER
from toolkit.model.curriculum import Curriculum
from toolkit.model.registers import Wording

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_HTML = re.compile(r"<(?:/?[A-Za-z][\w-]*(?:\s[^<>]*)?/?|![A-Z][^<>]*|\?[^<>]*)>|<!--|&(?:[A-Za-z]+|#\d+);")
_IMAGE = re.compile(r"!\[")
_HEADING = re.compile(r"^ {0,3}(?:#{1,2}|#{4,6})\s+\S.*$|^\S.*\n {0,3}(?:=+|-{2,}) *$", re.MULTILINE)
_MARKDOWN_IN_LINE = re.compile(r"\*\*\S.*?\*\*|`[^`]+`|\]\(|^#{1,6}\s|__\w.*?__")


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of ``words`` as whole words, whatever the case, the spaces and the kind of apostrophe; a group for each."""
    spelled = (
        re.escape(" ".join(re.split(r"[\s-]+", word.replace(_APOSTROPHE, "'"))))
        .replace(r"\ ", r"[\s-]+")
        .replace("'", f"['{_APOSTROPHE}]")
        for word in words
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(f"({word})" for word in spelled) + r")(?!\w)", re.IGNORECASE)


def _refused_words(texts: Iterable[Text], wordings: Mapping[str, Wording], file: str = "") -> Iterator[Finding]:
    enforced = [(word, wording) for wording in wordings.values() if wording.enforce for word in wording.avoid]
    if not enforced:
        return
    enforced.sort(key=lambda pair: len(pair[0]), reverse=True)
    pattern = _pattern(tuple(word for word, _ in enforced))
    for text in texts:
        for found in pattern.finditer(PLACEHOLDER.sub(" ", CITATION.sub(" ", text.words))):
            wording = enforced[(found.lastindex or 1) - 1][1]
            said = " ".join(found.group().split())
            what = f"'{said}' is not our word. {wording.why}"
            yield Finding(text.place, what, f"Prefer: {wording.prefer.rstrip('.')}.", found.group(), file)


def _disrespectful(piece: Piece) -> Iterator[Finding]:
    return _refused_words(piece.texts, piece.curriculum.wordings)


def _disrespectful_around(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    yield from _refused_words(texts_of(curriculum.catalogue), curriculum.wordings, "catalogue")
    for number, term in enumerate(curriculum.terms.values()):
        yield from _refused_words(texts_of(term, ("terms", number)), curriculum.wordings, "glossary")


def _beyond_markdown(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        for pattern, thing in ((_HTML, "HTML"), (_IMAGE, "a picture")):
            for found in pattern.finditer(text.words if text.markdown else ""):
                yield Finding(
                    text.place,
                    f"'{found.group()}' is {thing}.",
                    "Use plain Markdown: paragraphs, lists, **bold**, *emphasis*.",
                    found.group(),
                )


def _odd_headings(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        for found in _HEADING.finditer(text.words if text.markdown else ""):
            words = found.group().splitlines()[0]
            yield Finding(
                text.place, f"'{words.strip()}' is a heading of the wrong level.", "Start it with '### '.", words
            )


def _marked_up_lines(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        for found in _MARKDOWN_IN_LINE.finditer("" if text.markdown else text.words):
            yield Finding(
                text.place,
                f"'{found.group()}' is Markdown, but this text is printed as it stands.",
                "Write plain words.",
                found.group(),
            )


_RESPECT = "Words that blame, label or sensationalize keep people from being seen and from asking for help (registers/language.yaml)."
RULES = (
    TextRule(
        id="wording-is-respectful",
        says="No module uses a wording that the language guide refuses.",
        why=_RESPECT,
        find=_disrespectful,
        needs=("language",),
    ),
    RegisterRule(
        id="catalogue-wording-is-respectful",
        says="Neither the catalogue nor the glossary uses a wording that the language guide refuses.",
        why=_RESPECT,
        find=_disrespectful_around,
        needs=("language", "glossary"),
    ),
    TextRule(
        id="content-is-plain-markdown",
        says="Markdown holds no HTML and no pictures.",
        why="Every format must be able to print it, with nothing hidden in it.",
        find=_beyond_markdown,
    ),
    TextRule(
        id="heading-is-third-level",
        says="Headings inside text are of the third level (###).",
        why="Levels one and two are the module's and the segment's; a screen reader walks by them.",
        find=_odd_headings,
    ),
    TextRule(
        id="line-is-plain",
        says="One-line texts such as titles, points and answers hold no Markdown.",
        why="They are printed as they stand.",
        find=_marked_up_lines,
    ),
)
