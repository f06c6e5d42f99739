"""Rules of notices: what is coming, what is not, how to step out and whom to talk to, before the material."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.reading_level import sentences_of
from toolkit.model.citation import PLACEHOLDER
from toolkit.model.curriculum import Place

_LEAVING = re.compile(
    r"(?<!bus )\b(?:(?:step|walk|move) (?:out|away|back)|skip|leav(?:e|ing)(?! (?:out|behind|home))|pause|sit (?:\w{1,9} ){0,3}out|opt out"
    r"|close (?:the|this) page|put (?:it|this) (?:away|down)|take (?:a |your )?breaks?|exit"
    r"|stop(?= (?:at|when|whenever|if|after|here|or|any|reading|the (?:page|module|story|scenario))\b|[,;.]|$))\b",
    re.IGNORECASE,
)
_FREE_TO = re.compile(
    r"\b(?:you|your|any(?:one|body)|every(?:one|body)|people|readers?|participants?|(?:free|welcome|fine|okay|ok|right) to"
    r"|any ?time|any point|whenever|if (?:any|it|this)|as needed)\b",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"(?:(?:\b(?:not|never|nobody|no one)|n't) (?:have|has|needs?|required|obliged|asked) to|\bneed not|\b(?:fine|okay|ok|right) not to)"
    r" (?:stay|finish|continue|play|go on|read on|take part|join in|listen|watch)\b",
    re.IGNORECASE,
)
_NOT_FREE_TO = re.compile(
    r"(?:\bnot|n't|\bcannot|\bnever|\bwithout|\bbefore you|\b(?:nobody|no one) (?:can|may|should))(?: \w{1,20}){0,2} ?$", re.IGNORECASE
)
_SHOWN = r"(?:graphic|explicit|descriptions?|describes?|details?|pictures?|images?|photos?|films?|videos?)"
_NOT_SHOWN = re.compile(
    rf"\b(?:no(?:t|thing|ne)?|never|without|leaves? out)\b[^.!?]{{0,80}}\b{_SHOWN}\b|\b{_SHOWN}\b[^.!?]{{0,40}}\b(?:is|are) (?:not|left out|kept out)\b",
    re.IGNORECASE,
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
        if not lets_readers_go(text):
            yield Finding(
                place,
                "this notice offers no way out.",
                "Say that readers may skip a part, pause or step out at any time, and need no reason.",
            )


def lets_readers_go(notice: str) -> bool:
    """Whether ``notice`` offers a way out. A stop where a bus waits is none, nor is "please do not leave"."""
    return any(map(_offers_way_out, sentences_of(notice)))


def _offers_way_out(sentence: str) -> bool:
    if _NO_DUTY.search(sentence):
        return True
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
        if not says_what_is_not_shown(text):
            yield Finding(
                place,
                "this notice does not say what readers will not see.",
                "Say what the module is about in plain words, and that there is no graphic detail and no picture of harm.",
            )


def says_what_is_not_shown(notice: str) -> bool:
    """Whether ``notice`` sets a bound to what its readers will meet."""
    return bool(_NOT_SHOWN.search(" ".join(notice.split())))


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


_CHOICE = "Survivors are in every room: choices and support come before content."
RULES = (
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
)
