"""Rules of safety: choices and support stand around the material, and indicators never pass for a checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Piece, Subject, TextRule
from toolkit.check.reading_level import sentences_of
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
_LEAVING = re.compile(
    r"(?<!bus )\b(?:step (?:out|away|back)|skip|leave(?! (?:out|behind|home))|pause|stop|sit (?:it |this )?out|close the page"
    r"|put (?:it|this) (?:away|down)|take a break)\b",
    re.IGNORECASE,
)
_FREE_TO = re.compile(r"\b(?:you|your|any(?:one|body)|every(?:one|body)|people|readers?|participants?|(?:free|welcome|fine|okay|right) to)\b", re.IGNORECASE)
_NOT_FREE_TO = re.compile(
    r"(?:\bnot|n't|\bcannot|\bnever|\bwithout|\bbefore you|\b(?:nobody|no one) (?:can|may|should))(?: \w{1,20}){0,2} ?$", re.IGNORECASE
)
_NOT_SHOWN = re.compile(
    r"\b(?:no(?:t|thing|ne)?|never|without|leave out)\b[^.!?]{0,80}\b(?:graphic|details?|pictures?|images?|photos?|films?)\b"
    r"|\bnothing graphic\b",
    re.IGNORECASE,
)


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


def _notices(subject: Subject) -> Iterator[tuple[Place, str]]:
    """The module's own notices, first that for the room."""
    module = subject.module
    yield ("content_notice",), module.content_notice
    if module.content_notice_alone:
        yield ("content_notice_alone",), module.content_notice_alone


def _no_way_out(subject: Subject) -> Iterator[Finding]:
    stories = [
        (("scenarios", number, "notice"), scenario.notice) for number, scenario in enumerate(subject.module.scenarios)
    ]
    for place, text in (*_notices(subject), *stories):
        if not any(map(_offers_way_out, sentences_of(text))):
            yield Finding(
                place,
                "this notice offers no way out.",
                "Say that readers may skip a part, pause or step out at any time, and need no reason.",
            )


def _offers_way_out(sentence: str) -> bool:
    """Whether ``sentence`` lets readers go. A stop where a bus waits does not, nor does "please do not leave"."""
    found = _LEAVING.search(sentence)
    return bool(found and _FREE_TO.search(sentence) and not _NOT_FREE_TO.search(sentence[: found.start()]))


def _no_support(subject: Subject) -> Iterator[Finding]:
    contacts = subject.curriculum.contacts
    for place, text in _notices(subject):
        named = [found[2] for found in PLACEHOLDER.finditer(text) if found[1] == "contact"]
        if not any(name not in contacts or contacts[name].need == "support" for name in named):
            known = next((name for name, contact in contacts.items() if contact.need == "support"), "lifeline")
            yield Finding(
                place,
                "this notice names nobody a reader can talk to.",
                f"Name a contact whose need is 'support', for example {{contact:{known}}}.",
            )


def _unsaid_limits(subject: Subject) -> Iterator[Finding]:
    for place, text in _notices(subject):
        if not _NOT_SHOWN.search(" ".join(text.split())):
            yield Finding(
                place,
                "this notice does not say what readers will not see.",
                "Say what the module is about in plain words, and that there is no graphic detail and no picture of harm.",
            )


def _no_notice_alone(subject: Subject) -> Iterator[Finding]:
    module = subject.module
    alone = [
        ("segments", n, "body", m)
        for n, segment in enumerate(module.segments)
        for m, block in enumerate(segment.body)
        if getattr(block, "alone", None)
    ]
    if alone and not module.content_notice_alone:
        yield Finding(
            ("content_notice",),
            "parts of this module speak to somebody who studies alone, but the content notice speaks of a room.",
            "Add 'content_notice_alone', with the same choices and whom to reach when nobody else is there.",
        )


def _no_one_to_call(piece: Piece) -> Iterator[Finding]:
    if isinstance(piece, Subject):
        yield from _no_contacts_at_the_end(piece)
        return
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


_CHOICE = "Survivors are in every room: choices and support come before content."
RULES = (
    ModuleRule(
        id="module-has-safety-segment",
        may_be_allowed=False,
        says="A module has a safety segment for every audience.",
        why=_CHOICE,
        find=_no_safety_segment,
        needs=("module",),
        source="F-FAC-04, F-FAC-19",
    ),
    ModuleRule(
        id="notice-offers-a-way-out",
        may_be_allowed=False,
        says="The content notice, and that of each scenario, says that readers may skip, pause or leave.",
        why=_CHOICE,
        find=_no_way_out,
        source="F-FAC-02, F-FAC-03",
    ),
    ModuleRule(
        id="notice-names-support",
        may_be_allowed=False,
        says="The content notice names a contact that supports the reader.",
        why="Who is reminded of their own life must not have to search for help.",
        find=_no_support,
        needs=("contacts",),
        source="F-FAC-02",
    ),
    ModuleRule(
        id="notice-says-what-is-not-shown",
        says="The content notice says what readers will not see, such as graphic detail and pictures of harm.",
        why="People can only choose when they know what is coming; a warning without bounds raises dread.",
        find=_unsaid_limits,
        may_be_allowed=False,
        severity="warning",
        source="F-FAC-01, F-FAC-02",
    ),
    ModuleRule(
        id="lone-reader-has-own-notice",
        says="A module with texts for somebody who studies alone has a content notice for them.",
        why="'Speak with the support person' helps nobody who reads at night at the kitchen table.",
        find=_no_notice_alone,
        severity="warning",
        may_be_allowed=False,
        needs=("module",),
        source="F-FAC-02",
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
