"""Rules of time: minutes make sense, fit the versions of a workshop and leave room to do something."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.reading_level import words_of
from toolkit.check.shown import segments_shown
from toolkit.model.activity import Discuss, Exercise, PlaceQuiz, PlaceScenario, Reflect, Sort
from toolkit.model.citation import CITATION
from toolkit.model.module import Ask, Minutes, Say, Segment, Transition

SHORT, USUAL, LONG = 30, 75, 90
BREAK, BREAK_EVERY = 10, 60
WIDEST = 3
MOST_TALK = 12
FASTEST_SLIDE, SLOWEST_SLIDE = 0.5, 6.0
WORDS_A_MINUTE = 130
_ACTIVITIES = (Discuss, Sort, Exercise, Reflect, PlaceQuiz, PlaceScenario)


def _are_in_order(minutes: Minutes) -> bool:
    return 0 < minutes.minimum <= minutes.typical <= minutes.maximum


def _disordered_minutes(subject: Subject) -> Iterator[Finding]:
    for number, segment in enumerate(subject.module.segments):
        minutes = segment.minutes
        if not _are_in_order(minutes):
            yield Finding(
                ("segments", number, "minutes"),
                f"segment '{segment.id}' takes {minutes.minimum}, {minutes.typical} or {minutes.maximum} minutes.",
                "Write a minimum above 0, then a typical and a maximum that are not smaller.",
            )


def _surely(minutes: Minutes) -> Minutes:
    """``minutes``, or where they are in no order the smallest of them thrice, so that one slip is not told twice."""
    if _are_in_order(minutes):
        return minutes
    least = min(minutes.minimum, minutes.typical, minutes.maximum)
    return Minutes(minimum=least, typical=least, maximum=least)


def _unfit_sums(subject: Subject) -> Iterator[Finding]:
    for shown in segments_shown(subject, optional=True):
        minutes = [_surely(segment.minutes) for _, segment in shown.segments]
        kept = [segment.minutes for _, segment in shown.segments if segment.priority != "optional"]
        shortest, usual = sum(_surely(one).minimum for one in kept), sum(one.typical for one in minutes)
        least, longest = sum(one.minimum for one in minutes), sum(one.maximum for one in minutes)
        with_breaks = longest + BREAK * (longest // BREAK_EVERY)
        faults = [
            fault
            for fault, is_so in (
                (f"the shortest version takes {shortest}, more than {SHORT}", shortest > SHORT),
                (f"the usual version takes {usual}, more than {USUAL}", usual > USUAL),
                (f"the longest takes {with_breaks} with its breaks, more than {LONG}", with_breaks > LONG),
                (f"all maxima, {longest}, are more than {WIDEST} times all minima, {least}", longest > WIDEST * least),
            )
            if is_so
        ]
        if faults:
            yield Finding(
                ("segments",),
                f"for {shown.audience}, in minutes: {'; '.join(faults)}.",
                "Change minutes of segments, or make some segments optional.",
            )
            return


def _talks_too_long(subject: Subject) -> Iterator[Finding]:
    told: set[int] = set()
    for shown in segments_shown(subject, optional=True):
        talk: list[tuple[int, Segment]] = []
        for number, segment in (*shown.segments, (-1, None)):
            if segment and not _does_something(segment):
                talk.append((number, segment))
                continue
            total = sum(part.minutes.typical for _, part in talk)
            if total > MOST_TALK and talk[0][0] not in told:
                told.add(talk[0][0])
                names = ", ".join(f"'{part.id}'" for _, part in talk)
                yield Finding(
                    ("segments", talk[0][0], "minutes"),
                    f"for {total} usual minutes people only listen: {names} {'has' if len(talk) == 1 else 'have'} no "
                    "activity and no question.",
                    f"After {MOST_TALK} minutes at most, let people do something: a question ('kind: ask'), a "
                    "discussion, a sort, a quiz.",
                )
            talk = []


def _does_something(segment: Segment) -> bool:
    asks = (isinstance(note, Ask) for slide in segment.slides for note in slide.notes)
    return any(isinstance(block, _ACTIVITIES) for block in segment.body) or any(asks)


def _odd_slide_pace(subject: Subject) -> Iterator[Finding]:
    for number, segment in enumerate(subject.module.segments):
        slides = len(segment.slides)
        each = segment.minutes.typical / slides
        if _are_in_order(segment.minutes) and not FASTEST_SLIDE <= each <= SLOWEST_SLIDE:
            yield Finding(
                ("segments", number, "slides"),
                f"segment '{segment.id}' shows {slides} slide{'s' * (slides != 1)} in {segment.minutes.typical} usual "
                f"minutes, {each:.1f} minutes each.",
                f"Between {FASTEST_SLIDE} and {SLOWEST_SLIDE:.0f} minutes people can follow one: change the slides or "
                "the minutes.",
            )


def _overlong_scripts(subject: Subject) -> Iterator[Finding]:
    for number, segment in enumerate(subject.module.segments):
        spoken = [
            note.text for slide in segment.slides for note in slide.notes if isinstance(note, Say | Transition)
        ]
        words = sum(len(words_of(CITATION.sub("", text))) for text in spoken)
        if words > WORDS_A_MINUTE * segment.minutes.maximum:
            yield Finding(
                ("segments", number, "minutes"),
                f"the script of '{segment.id}' has {words} words, {words / WORDS_A_MINUTE:.0f} minutes of speech, and "
                f"{segment.minutes.maximum} minutes at most.",
                "Shorten the script, or give the segment more time.",
            )


RULES = (
    ModuleRule(
        id="minutes-are-in-order",
        may_be_allowed=False,
        says="Minutes are above 0, and minimum, typical and maximum rise.",
        why="The plan of a workshop is computed from them.",
        find=_disordered_minutes,
    ),
    ModuleRule(
        id="module-fits-its-versions",
        says=f"A module fits into {SHORT} minutes in its shortest version and {USUAL} in the usual one; its longest fits into "
        f"{LONG} with a break of {BREAK} after each {BREAK_EVERY}; its maxima are together at most {WIDEST} times its minima.",
        why="Hosts offer half an hour, an hour or an hour and a half.",
        find=_unfit_sums,
        severity="warning",
        needs=("module",),
        source="F-LRN-09, F-LRN-11",
    ),
    ModuleRule(
        id="talk-is-followed-by-doing",
        says=f"People never only listen for more than {MOST_TALK} usual minutes.",
        why="Adults keep what they use; after ten minutes of listening little of it stays.",
        find=_talks_too_long,
        severity="warning",
        needs=("module",),
        source="F-LRN-09, F-LRN-11",
    ),
    ModuleRule(
        id="script-fits-its-minutes",
        says=f"The words of a segment's script, at {WORDS_A_MINUTE} a minute, fit into its longest version.",
        why="A facilitator who must hurry drops the pauses first.",
        find=_overlong_scripts,
        severity="warning",
        source="F-GUI-01",
    ),
    ModuleRule(
        id="slide-has-its-time",
        says=f"A slide of a segment has between {FASTEST_SLIDE} and {SLOWEST_SLIDE:.0f} usual minutes.",
        why="Slides that rush by are not read, and one that stays for long is forgotten.",
        find=_odd_slide_pace,
        severity="advice",
        source="F-LRN-09",
    ),
)
