"""Rules of language: words that respect people, and Markdown that every format can print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from toolkit.check.finding import AsOf, Finding, Piece, RegisterRule, TextRule
from toolkit.check.texts import Text, texts_of, without_references, word_set
from toolkit.model.curriculum import Curriculum
from toolkit.model.registers import Wording

_WORD = re.compile(r"\w+")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_OPENED = re.compile(r"[\"\N{LEFT DOUBLE QUOTATION MARK}]")
_CLOSED = re.compile(r"[.,;:!?]?[\"\N{RIGHT DOUBLE QUOTATION MARK}]")
_ASIDE = re.compile(r"\s?\([^()]*\)")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
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


@cache
def _word_sets(wordings: tuple[str, ...]) -> dict[str, tuple[tuple[frozenset[str], int], ...]]:
    """The words of each of ``wordings``, all of which a text must have to hold it, with its number, by the longest of them."""
    found: dict[str, tuple[tuple[frozenset[str], int], ...]] = {}
    for number, wording in enumerate(wordings):
        words = frozenset(_WORD.findall(wording.casefold()))
        key = max(sorted(words), key=len, default="")
        found[key] = (*found.get(key, ()), (words, number))
    return found


def _refused_words(texts: Iterable[Text], wordings: Mapping[str, Wording], file: str = "") -> Iterator[Finding]:
    enforced = [(word, wording) for wording in wordings.values() if wording.enforce for word in wording.avoid]
    if not enforced:
        return
    enforced.sort(key=lambda pair: len(pair[0]), reverse=True)
    word_sets = _word_sets(tuple(word for word, _ in enforced))
    for text in texts:
        used = word_set(text.words)
        likely = sorted(number for key in used & word_sets.keys() for words, number in word_sets[key] if words <= used)
        if not likely:
            continue  # looking for every wording in every text takes far longer
        pattern = _pattern(tuple(enforced[number][0] for number in likely))
        plain = without_references(text.words)
        for found in pattern.finditer(plain):
            wording = enforced[likely[(found.lastindex or 1) - 1]][1]
            if _is_quoted(plain, found) and _says_instead(plain, wording):
                continue
            said = " ".join(found.group().split())
            what = f"'{said}' is not our word. {wording.why}"
            mend = (
                f"Prefer: {wording.prefer.rstrip('.')}. To teach why, put it between double quotation marks, "
                "with words to prefer in the same text."
            )
            yield Finding(text.place, what, mend, found.group(), file)


def _is_quoted(text: str, found: re.Match[str]) -> bool:
    """Whether what was found, and nothing more than a mark at its end, stands between double quotation marks."""
    return bool(_OPENED.search(text[max(0, found.start() - 1) : found.start()]) and _CLOSED.match(text, found.end()))


def _says_instead(text: str, wording: Wording) -> bool:
    """Whether ``text`` also holds one of the wordings to prefer, which stand between semicolons."""
    choices = (_ARTICLE.sub("", _ASIDE.sub("", choice).strip(" .'\"")) for choice in wording.prefer.split(";"))
    return bool(_pattern(tuple(choice for choice in choices if choice)).search(text))


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
        says="No module uses a wording that the language guide refuses. One that stands alone between double quotation marks, "
        "in a text that also has words to prefer, is there to be taught, and passes.",
        why=_RESPECT,
        find=_disrespectful,
        needs=("language",),
        source="F-LNG-01, F-LNG-02, F-LNG-03, F-LNG-04, F-LNG-05",
    ),
    RegisterRule(
        id="catalogue-wording-is-respectful",
        says="Neither the catalogue nor the glossary uses a wording that the language guide refuses.",
        why=_RESPECT,
        find=_disrespectful_around,
        needs=("language", "glossary"),
        source="F-LNG-01, F-LNG-02, F-LNG-03, F-LNG-04, F-LNG-05",
    ),
    TextRule(
        id="content-is-plain-markdown",
        may_be_allowed=False,
        says="Markdown holds no HTML and no pictures.",
        why="Every format must be able to print it, with nothing hidden in it.",
        find=_beyond_markdown,
    ),
    TextRule(
        id="heading-is-third-level",
        may_be_allowed=False,
        says="Headings inside text are of the third level (###).",
        why="Levels one and two are the module's and the segment's; a screen reader walks by them.",
        find=_odd_headings,
        source="F-LRN-12",
    ),
    TextRule(
        id="line-is-plain",
        says="One-line texts such as titles, points and answers hold no Markdown.",
        why="They are printed as they stand.",
        find=_marked_up_lines,
    ),
)
