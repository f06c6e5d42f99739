"""Rules of plain words: no idiom that stays behind in translation, one spelling, and no unexplained abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.finding import Chart, Finding, Piece, TextRule
from toolkit.check.texts import Text
from toolkit.model.citation import CITATION, PLACEHOLDER

IDIOMS = {
    "ballpark": "about", "at the end of the day": "in the end",
    "back to square one": "back to the start", "ball is in your court": "it is up to you", "ball is in their court": "it is up to them", "beat around the bush": "avoid the point",
    "bite the bullet": "do the hard part now", "blessing in disguise": "good after all", "boils down to": "comes to",
    "by the book": "as the rules say", "call it a day": "stop for today", "can of worms": "new problems",
    "cut corners": "leave steps out", "deep dive": "a close look", "devil's advocate": "the other side",
    "drop the ball": "fail to act", "elephant in the room": "what nobody says", "get the ball rolling": "begin",
    "game changer": "a big change", "game-changer": "a big change", "go the extra mile": "do more than you must",
    "hit the ground running": "start well prepared", "hit the nail on the head": "say it exactly",
    "in a nutshell": "in short", "in the same boat": "in the same position", "it takes a village": "many people help",
    "jump on the bandwagon": "follow others", "jump to conclusions": "decide too soon", "keep an eye out": "watch for",
    "level playing field": "the same chances", "low-hanging fruit": "the easy part first", "move the needle": "change things",
    "no-brainer": "an easy choice", "off the top of my head": "without looking it up", "on the fence": "undecided",
    "on the same page": "in agreement", "open a can of": "start", "out of the blue": "suddenly", "piece of cake": "easy",
    "pull the wool over": "deceive", "push the envelope": "try something new", "raise the bar": "ask for more",
    "read between the lines": "see what is not said", "rule of thumb": "a simple rule", "silver bullet": "a simple answer",
    "silver lining": "something good in it", "slip through the cracks": "be missed", "fall through the cracks": "be missed",
    "falls through the cracks": "is missed", "smoking gun": "proof", "spill the beans": "tell the secret",
    "sweep under the rug": "hide", "take with a grain of salt": "doubt", "the whole nine yards": "everything",
    "think outside the box": "look for new ways", "tip of the iceberg": "a small part", "touch base": "talk",
    "turn a blind eye": "ignore", "under the radar": "unnoticed", "up in the air": "undecided",
    "walk on eggshells": "be very careful", "when push comes to shove": "when it matters", "wrap your head around": "understand",
    "connect the dots": "see how things fit", "put two and two together": "understand", "wake-up call": "a warning",
    "across the board": "for everyone", "trust your gut": "trust what you sense",
}  # fmt: skip
"""What does not translate, and what to say instead. 'Red flag' is a word of the field and stays out."""

AMERICAN = {
    "analyse": "analyze", "analysed": "analyzed", "analysing": "analyzing", "cancelled": "canceled", "centre": "center", "centred": "centered",
    "cheque": "check", "counselled": "counseled", "counselling": "counseling", "counsellor": "counselor", "defence": "defense",
    "enrol": "enroll", "enrolment": "enrollment", "fulfil": "fulfill", "fulfilment": "fulfillment", "grey": "gray",
    "judgement": "judgment", "labelled": "labeled", "labelling": "labeling", "learnt": "learned", "licence": "license",
    "modelling": "modeling", "mum": "mom", "offence": "offense", "paediatric": "pediatric", "paediatrician": "pediatrician",
    "practise": "practice", "practised": "practiced", "practising": "practicing", "programme": "program", "saviour": "savior",
    "sceptical": "skeptical", "skilful": "skillful", "theatre": "theater", "travelled": "traveled", "travelling": "traveling",
    "whilst": "while",
} | {
    f"{stem}ise": f"{stem}ize"
    for stem in (
        "apolog", "author", "categor", "character", "critic", "emphas", "final", "general", "hospital", "ideal", "internal", "legal", "marginal",
        "minim", "maxim", "mobil", "normal", "organ", "penal", "priorit", "real", "recogn", "sensational", "sexual", "social", "special",
        "stabil", "stigmat", "summar", "symbol", "traumat", "trivial", "util", "victim", "visual",
    )
} | {f"{stem}our": f"{stem}or" for stem in ("behavi", "col", "fav", "harb", "hon", "hum", "lab", "neighb", "rum", "vig")}  # fmt: skip
"""Spellings from outside the United States, and those of its readers."""

KNOWN = frozenset(
    ("ALL", "ALWAYS", "AND", "ANY", "BEST", "BOTH", "DO", "EVERY", "EXCEPT", "FIRST", "LEAST", "MOST", "MUST", "NEVER", "NO", "NOT", "ONLY", "OR", "STOP", "YES",
     "AM", "PM", "CONNECT", "DNA", "FAQ", "GPS", "HIV", "HOPE", "ID", "IDs", "LGBTQ", "OK", "PDF", "PDFs", "PIN", "TV", "UK", "US", "USA")
)
"""Abbreviations that readers know, names that are written in capitals, and words that some write so for weight."""

_UNWRITTEN = frozenset({"FIXME", "TBC", "TBD", "TODO"})  # text-is-written names them

_INFLECTED = {
    "beat": "beats beating", "bite": "bites bit biting", "boils": "boil boiled", "call": "calls called calling", "connect": "connects connecting",
    "cut": "cuts cutting", "drop": "drops dropped dropping", "fall": "fell fallen falling", "get": "gets got getting",
    "go": "goes went going", "hit": "hits hitting", "jump": "jumps jumped jumping", "keep": "keeps kept keeping",
    "move": "moves moved moving", "open": "opens opened opening", "pull": "pulls pulled pulling", "push": "pushes pushed pushing",
    "put": "puts putting", "raise": "raises raised raising", "read": "reads reading", "slip": "slips slipped slipping",
    "spill": "spills spilled spilling", "sweep": "sweeps swept sweeping", "take": "takes took taking", "think": "thinks thought thinking",
    "touch": "touches touched touching", "trust": "trusts trusted trusting", "turn": "turns turned turning",
    "walk": "walks walked walking", "wrap": "wraps wrapped wrapping",
}  # fmt: skip
"""Other forms of the verbs that idioms begin with."""

_SAID = IDIOMS | {
    " ".join((form, *rest)): instead
    for idiom, instead in IDIOMS.items()
    for verb, *rest in (idiom.split(),)
    for form in _INFLECTED.get(verb, "").split()
}

_ENDINGS = {
    "ise": {"ise": "ize", "ises": "izes", "ised": "ized", "iser": "izer", "ising": "izing", "isation": "ization", "isations": "izations"},
    "our": {f"our{more}": f"or{more}" for more in ("", "s", "ed", "ing", "al", "ful", "able", "hood", "hoods", "ite", "ites")},
}  # fmt: skip
_SPELLINGS = {
    f"{word.removesuffix(end)}{british}": f"{word.removesuffix(end)}{american}"
    for word in AMERICAN
    for end in _ENDINGS
    if word.endswith(end)
    for british, american in _ENDINGS[end].items()
} | {f"{word}{s}": f"{instead}{s}" for word, instead in AMERICAN.items() for s in ("", "s")}

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_WORD = re.compile(r"[a-z]+")
_END = re.compile(r"[.!?]")
_WORDS_OF = {idiom: frozenset(_WORD.findall(idiom)) for idiom in _SAID}
_BESIDE = 64  # characters; an explanation that comes later comes too late
_NAME_BEFORE = re.compile(r"[A-Z][\w'-]{0,30}\s(?:(?:of|for)\s)?$")
_CAPITALS = re.compile(r"[A-Z]{2}")
_ABBREVIATION = re.compile(r"(?<![\w-])(?![IVXL]+(?!\w))[A-Z]{2,7}s?(?![\w-])")


def _plain(text: Text) -> str:
    return " ".join(PLACEHOLDER.sub(" ", CITATION.sub("", text.words)).split())


def _idioms(piece: Piece) -> Iterator[Finding]:
    gist = piece.gist.replace(_APOSTROPHE, "'")
    likely = [idiom for idiom, words in _WORDS_OF.items() if words <= piece.gist_words and idiom in gist]
    if likely:
        spelled = "|".join(re.escape(idiom).replace("'", f"['{_APOSTROPHE}]").replace(r"\ ", r"\s+") for idiom in likely)
        pattern = re.compile(rf"(?<!\w)(?:{spelled})(?!\w)")
        for text in piece.texts:
            yield from _idioms_in(text, pattern)


def _idioms_in(text: Text, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for found in pattern.finditer(text.words.lower()):
        instead = _SAID[" ".join(found.group().split()).replace(_APOSTROPHE, "'")]
        said = text.words[found.start() : found.end()]
        yield Finding(
            text.place, f"'{' '.join(said.split())}' is an idiom.", f"Say what it means, such as '{instead}'.", said
        )


def _foreign_spellings(piece: Piece) -> Iterator[Finding]:
    if piece.curriculum.catalogue.language not in ("en", "en-US") or _SPELLINGS.keys().isdisjoint(piece.gist_words):
        return
    for text in piece.texts:
        for found in _WORD.finditer(text.words.lower()):
            said = text.words[found.start() : found.end()]
            if found.group() in _SPELLINGS and not _is_in_a_name(said, text.words[: found.start()]):
                yield Finding(
                    text.place,
                    f"'{said}' is not how readers in the United States spell it.",
                    f"Write '{_SPELLINGS[found.group()]}'.",
                    said,
                )


def _is_in_a_name(word: str, before: str) -> bool:
    """Whether ``word`` belongs to the name of a body, which spells itself: 'International Centre'."""
    return word[:1].isupper() and bool(_NAME_BEFORE.search(before[-40:]))


def _unexplained(piece: Piece) -> Iterator[Finding]:
    if isinstance(piece, Chart):
        return  # what places it has explained them
    explained = {*KNOWN, *_UNWRITTEN}
    for text in piece.texts:
        if text.reader == "participant" and text.markdown and ("[@" in text.words or _CAPITALS.search(text.words)):
            plain = _plain(text)
            for found in _ABBREVIATION.finditer(plain):
                short = found.group().removesuffix("s")
                beside = plain[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]
                if short not in explained and not _explains(beside, short):
                    yield Finding(
                        text.place,
                        f"'{short}' stands here for the first time, and nothing says what it is short for.",
                        f"Write the name in full, with '({short})' after it.",
                        found.group(),
                    )
                explained.add(short)


def _explains(beside: str, short: str) -> bool:
    """Whether the words around ``short`` give the name that it is short for, or say that something is called so."""
    signs = (f"({short}", f"{short} (", f"{short}, the ", f"{short} is the ", f"{short} stands for", f"called {short}")
    _, called, so = beside.partition("call")
    return any(sign in beside for sign in signs) or bool(called and f" {short}" in so and not _END.search(so.partition(short)[0]))


_TRANSLATED = "Interpreters and people who read in a second language cannot guess what an idiom means."
RULES = (
    TextRule(
        id="words-mean-what-they-say",
        says="No text uses an idiom that does not translate.",
        why=_TRANSLATED,
        find=_idioms,
        severity="advice",
        source="F-LRN-13",
    ),
    TextRule(
        id="abbreviation-is-introduced",
        says="Where participants first meet an abbreviation in a module or page, the full name stands beside it.",
        why="Letters that only insiders know tell everybody else that they are not meant.",
        find=_unexplained,
        severity="advice",
        source="F-LRN-13",
    ),
    TextRule(
        id="spelling-is-american",
        says="Words are spelled as readers in the United States spell them.",
        why="Two spellings of one word look like a mistake, and a search finds only one of them.",
        find=_foreign_spellings,
        severity="advice",
    ),
)
