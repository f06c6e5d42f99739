"""Rules of safety: a frame and whom to call stand around the material, and indicators never pass for a checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.finding import Chart, Finding, ModuleRule, Piece, Subject, TextRule
from toolkit.check.shown import audiences_of, segments_shown
from toolkit.model.activity import Callout
from toolkit.model.citation import PLACEHOLDER
from toolkit.model.curriculum import Place
from toolkit.model.module import ContactsSlide, Module, Segment
from toolkit.model.page import WhomToCall

INDICATORS = "indicators"
CAUTION = "not a checklist"
_NAMES_INDICATORS = re.compile(
    r"\b(?:indicators?|red flags?|warning signs?|signs? (?:of|to (?:look|watch)|that a child)|what to (?:look|watch) (?:out )?for)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^ {0,3}### .*$", re.MULTILINE)


def _no_safety_segment(subject: Subject) -> Iterator[Finding]:
    frames = [segment for segment in subject.module.segments if segment.priority == "safety"]
    without = [name for name in audiences_of(subject) if not any(not s.audiences or name in s.audiences for s in frames)]
    if not frames:
        yield Finding(
            ("segments",),
            "no segment has 'priority: safety'.",
            "Open with one that gives the content notice, the ways to step out and the support there is.",
        )
    elif without:
        yield Finding(
            ("segments",),
            f"no segment with 'priority: safety' is for {', '.join(without)}.",
            "Make one that is for everyone.",
        )


def _no_one_to_call(piece: Piece) -> Iterator[Finding]:
    if isinstance(piece, Subject):
        yield from _no_contacts_at_the_end(piece)
        return
    if isinstance(piece, Chart):
        return  # it is read where a module or page places it
    blocks = [block for section in getattr(piece.noun, "sections", ()) for block in section.body]
    named = (found[1] for text in piece.texts for found in PLACEHOLDER.finditer(text.words))
    if not any(isinstance(block, WhomToCall) for block in blocks) and "contact" not in named:
        yield Finding(
            ("sections",), "this page names nobody to call.", "Add a block '- kind: contacts', or name a {contact:…}."
        )


def _no_contacts_at_the_end(subject: Subject) -> Iterator[Finding]:
    for shown in segments_shown(subject, optional=False):
        if shown.segments and not _shows_contacts(shown.segments[-1][1]):
            number, segment = shown.segments[-1]
            yield Finding(
                ("segments", number, "slides"),
                f"'{segment.id}' ends the module for {shown.audience} and does not show whom to call.",
                "Add a slide '- kind: contacts' to it.",
            )
            return


def _shows_contacts(segment: Segment) -> bool:
    return any(isinstance(slide, ContactsSlide) for slide in segment.slides)


def _bare_indicators(piece: Piece) -> Iterator[Finding]:
    blocks = [
        block
        for part in (*getattr(piece.noun, "segments", ()), *getattr(piece.noun, "sections", ()))
        for block in part.body
    ]
    cautions = [f"{box.title} {box.text}" for box in blocks if isinstance(box, Callout) and box.tone == "caution"]
    if any(CAUTION in " ".join(text.split()).casefold() for text in cautions):
        return
    for place in _indicators_named(piece):
        yield Finding(
            place,
            "indicators are taught without the caution.",
            f"Add a callout with 'tone: caution' that says they are {CAUTION}.",
        )
        return


def _indicators_named(piece: Piece) -> Iterator[Place]:
    """Where ``piece`` sets out to show indicators: by an objective, in a title or in a heading."""
    if isinstance(piece.noun, Module):
        serving = [number for number, segment in enumerate(piece.noun.segments) if INDICATORS in segment.objectives]
        stated = [number for number, objective in enumerate(piece.noun.objectives) if objective.id == INDICATORS]
        yield from (("segments", serving[0], "body") if serving else ("objectives", number) for number in stated)
    for text in piece.texts:
        headings = _HEADING.findall(text.words) if text.markdown else [text.words] if text.place[-1] == "title" else ()
        if text.place[0] not in ("quizzes", "scenarios") and any(map(_NAMES_INDICATORS.search, headings)):
            yield text.place


RULES = (
    ModuleRule(
        id="module-has-safety-segment",
        may_be_allowed=False,
        says="A module has a safety segment for every audience.",
        why="Survivors are in every room: choices and support come before content.",
        find=_no_safety_segment,
        needs=("module",),
        source="F-FAC-04, F-FAC-19",
    ),
    TextRule(
        id="piece-says-whom-to-call",
        may_be_allowed=False,
        says="The last segment that is never dropped shows the contacts, for every audience; a page names a contact.",
        why="Each piece is read on its own, and some readers need help as they put it down.",
        find=_no_one_to_call,
        needs=("module",),
        source="F-FAC-22",
    ),
    TextRule(
        id="indicators-carry-caution",
        may_be_allowed=False,
        why="Counting signs misleads: an indicator starts a conversation and a report, it proves nothing.",
        says=f"A module or page that teaches indicators, by an objective '{INDICATORS}', a title or a heading, has a caution "
        f"callout that says they are {CAUTION}.",
        find=_bare_indicators,
        needs=("module",),
        source="F-A1-11",
    ),
)
