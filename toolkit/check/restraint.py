"""Rules of restraint: nobody is asked to disclose, hardship is not scored, and nothing is claimed that is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.check.finding import Finding, ModuleRule, Piece, Subject, TextRule
from toolkit.check.reading_level import sentences_of
from toolkit.check.texts import may_hold
from toolkit.model.activity import Discuss, Exercise, Reflect
from toolkit.model.curriculum import Place
from toolkit.model.module import Ask

_DISCLOSURE = re.compile(
    r"""
      \b(?:have\syou\s(?:ever|yourself)|did\syou\sever)\b
    | \bha(?:s|ve)\sany(?:one|body)?\s(?:here|in\sth(?:e|is)\sroom|of\syou)\b
    | \bwho\s(?:here|in\sth(?:e|is)\sroom|of\syou|among\syou)\s(?:has|was|is|knows)\b | \braise\s(?:a|your)\shands?\sif\b
    | \b(?:tell|share|describe|write|talk|think)\b[^.?!]{0,30}\b(?:a\stime\s(?:when|you)|(?:about|to)\swhen\syou|what\shappened\sto\syou)
    | \bwhen\syou\swere\s(?:a\s(?:child|teen)|young|little|a\steenager|\d+)\b | \bhappened\sto\syou\b
    | \byour\sown\s(?:childhood|experiences?|trauma|abuse|story) | \b(?:in|from)\syour\sown\s(?:life|family|home|practice|caseload)\b
    | \b(?:a|one)\s(?:child|student|client|pupil|boy|girl|teen|case|young\sperson)\s(?:that\s|whom\s|who\s)?you
      (?:\sknow\s(?:who|that)\b|(?:'ve|\shave)?\s(?:worked|met|handled|worried|taught|seen)\b)
    | \ba\s(?:real|true)\s(?:case|child|story)\b | \bdo\syou\sremember\b[^.?!]{0,60}\byou\b
    | \b(?:worst|hardest|saddest)\s(?:case|child|story|thing)\b[^.?!]{0,30}\byou\b
    """,
    re.VERBOSE,
)
_SCORED = re.compile(
    r"""
      \badd(?:ing)?\sup\s(?:your|the|all\sthe)\s(?:points|scores?|answers|signs|boxes|ticks)
    | \bscore\s(?:yourself|the\schild|each\schild|your)\b | \bgive\s\w+\s(?:a|one|two|1|2)\spoints?\b
    | \bcount\s(?:the|your|how\smany)\s(?:points|ticks|yeses|signs|boxes|indicators|red\sflags)\b
    | \b(?:one|1|two|2)\spoints?\s(?:for|per)\b | \byour\s(?:total|final|ace)\sscore\b | \bthe\smore\s(?:boxes|signs|ticks)\b
    | \b(?:score|total)\sof\s\w+\sor\s(?:more|higher|above)\b | \bif\syou\s(?:tick|check|mark)(?:ed)?\s\w+\sor\smore\b
    | \b(?:two|three|four|five|six|[2-6])\sor\smore\s(?:of\sth(?:e|ese|em)\b|signs|indicators|red\sflags|boxes|ticks)
    | \bwith\s(?:two|three|four|five|six|[2-6])\sof\s(?:these|those|them)\b
    | \b(?:take|fill\sin|complete|do|use|run)\s(?:an|the|this)\sace\s(?:questionnaire|quiz|test)\b
    """,
    re.VERBOSE,
)
_BODY = r"(?:ncmec|the\snational\scenter|hhs|samhsa|the\sfbi|the\s(?:u\.?s\.?\s)?department|the\sfederal|the\sgovernment)"
_CLAIM = re.compile(
    rf"""
      \bendorsed\sby\b | \b(?:approved|sponsored|certified|reviewed|recognized|accredited|funded|developed|created|designed)\s(?:together\s)?(?:by|with)\s{_BODY}
    | \bin\s(?:official\s|close\s)?(?:partnership|collaboration|cooperation)\swith\s{_BODY} | \bon\sbehalf\sof\s{_BODY}
    | \b(?:ncmec|fbi|hhs)[-\s](?:approved|certified|endorsed)\b | \bofficial\s(?:ncmec|fbi|hhs)\b
    | \bce\s(?:credit|hour|unit)s?\b | \bceus?\b | \bcontinuing[-\s]education\s(?:credit|unit|hour)s?\b
    | \bcontact\shours?\b | \b(?:approved|accredited|certified)\sby\s(?:the|your|our)\s(?:state\b|\w+\sboard\b)
    | \baccredited\s(?:course|training|program|curriculum|workshop|module)\b
    """,
    re.VERBOSE,
)
_NAMED = re.compile(
    r"\b(?:ncmec|(?:the\s)?national\scenter\sfor\smissing\b[a-z &]*|missing\s?kids|cyber\s?tip\s?line|team\shope|netsmartz)\b"
)
_DENIED = re.compile(r"\b(?:not|no|never|nobody|nothing|neither|nor|none|without|avoid|cannot)\b|n't\b")


@dataclass(frozen=True)
class _Refused:
    """What no sentence may say, unless it denies it. ``begun``: only a denial that comes first counts.

    One of ``words`` stands in everything that the pattern finds.
    """

    pattern: re.Pattern[str]
    what: str
    mend: str
    begun: bool = False
    words: frozenset[str] = frozenset()

    def in_piece(self, piece: Piece) -> Iterator[Finding]:
        for text in piece.texts:
            if may_hold(text.words, self.words):
                yield from self.in_text(text.place, text.words)

    def in_text(self, place: Place, words: str) -> Iterator[Finding]:
        if not self.pattern.search(" ".join(words.lower().split())):
            return
        for sentence in sentences_of(words):
            said = sentence.lower()
            found = self.pattern.search(said)
            if found and not _DENIED.search(said[: found.start()] if self.begun else said):
                words_found = sentence[found.start() : found.end()]
                yield Finding(place, f"'{words_found}' {self.what}", self.mend, words_found)


_ASKED = _Refused(
    _DISCLOSURE,
    "asks people for something they may not want to tell.",
    "Ask about a role, a place or an invented child, and say that nobody needs to tell a story.",
    begun=True,
)
_COUNTED = _Refused(
    _SCORED,
    "turns signs or hardship into a score.",
    "Leave the counting out, and ask what a change may mean.",
    words=frozenset(["up", "score", "point", "points", "count", "total", "more", "ace", "two", "three", "four", "five", "six", "2", "3", "4", "5", "6"]),
)
_CLAIMED = _Refused(
    _CLAIM,
    "claims an approval or a credit that this curriculum does not have.",
    "Leave it out, or say plainly that it is not so.",
    words=frozenset(["endorsed", "approved", "sponsored", "certified", "reviewed", "recognized", "accredited", "funded", "developed", "created", "designed", "partnership", "collaboration", "cooperation", "behalf", "official", "ce", "ceu", "ceus", "continuing", "hour", "hours"]),
)


def _asked_to_disclose(subject: Subject) -> Iterator[Finding]:
    for place, words in _invitations(subject):
        yield from _ASKED.in_text(place, words)


def _invitations(subject: Subject) -> Iterator[tuple[Place, str]]:
    """Every text that asks people to talk or to write."""
    for n, segment in enumerate(subject.module.segments):
        for m, block in enumerate(segment.body):
            here: Place = ("segments", n, "body", m)
            if isinstance(block, Reflect):
                yield (*here, "prompt"), block.prompt
            elif isinstance(block, Discuss | Exercise):
                key = "questions" if isinstance(block, Discuss) else "steps"
                yield (*here, "intro"), block.intro
                yield from (((*here, key, k), words) for k, words in enumerate(getattr(block, key)))
        for m, slide in enumerate(segment.slides):
            for k, note in enumerate(slide.notes):
                if isinstance(note, Ask):
                    yield ("segments", n, "slides", m, "notes", k, "text"), note.text
    for n, scenario in enumerate(subject.module.scenarios):
        yield from ((("scenarios", n, "questions", k), words) for k, words in enumerate(scenario.questions))


def claimed_in(words: str) -> str:
    """What in the ``words`` of an organisation's own look claims an approval, or names those who run the official courses; '' for nothing."""
    said = " ".join(words.lower().split())
    found = _CLAIM.search(said) or _NAMED.search(said)
    return found[0].strip() if found and not _DENIED.search(said) else ""


def _scores(piece: Piece) -> Iterator[Finding]:
    return _COUNTED.in_piece(piece)


def _claims(piece: Piece) -> Iterator[Finding]:
    return _CLAIMED.in_piece(piece)


RULES = (
    ModuleRule(
        id="nobody-is-asked-to-disclose",
        says="No question, exercise or reflection asks for people's own experience or for the story of a real child.",
        why="A workshop and a worksheet are no places to report, and a story told there cannot be taken back.",
        find=_asked_to_disclose,
        severity="warning",
        source="F-FAC-03, F-FAC-05, F-FAC-19",
    ),
    TextRule(
        id="hardship-is-not-scored",
        says="No text lets people add up signs, risks or hardships to a score.",
        why="A score clears a child who shows one sign, alarms a family over three, and cannot tell anybody's future.",
        find=_scores,
        severity="warning",
        source="F-A1-11, F-MYTH-20",
    ),
    TextRule(
        id="nothing-is-claimed-that-is-not-so",
        says="No text claims an endorsement, a partnership or credit for continuing education.",
        why="The curriculum is independent: readers must not take it for an official course or count on credit.",
        find=_claims,
    ),
)
