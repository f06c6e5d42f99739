"""Rules of pacing: after heavy material there is a pause and something lighter, and nobody leaves on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.shown import Shown, segments_shown
from toolkit.model.activity import Block, Callout
from toolkit.model.module import Segment

MOST_MINUTES_TO_A_PAUSE = 10


def _versions(subject: Subject) -> Iterator[Shown]:
    """What each audience is shown, first with every segment and then without the optional ones."""
    for optional in (True, False):
        yield from segments_shown(subject, optional=optional)


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """``findings``, the first for each place: what several audiences are shown is said once."""
    seen = set()
    for finding in findings:
        if finding.place not in seen:
            seen.add(finding.place)
            yield finding


def _heavy_ends(subject: Subject) -> Iterator[Finding]:
    return _once(
        Finding(
            ("segments", shown.segments[-1][0], "weight"),
            f"the heavy segment '{shown.segments[-1][1].id}' is the last one for the audience {shown.audience}.",
            "Put a light segment after it that is for everyone and never dropped.",
        )
        for shown in _versions(subject)
        if shown.segments and shown.segments[-1][1].weight == "heavy"
    )


def _without_pause(subject: Subject) -> Iterator[Finding]:
    return _once(
        Finding(
            ("segments", shown.segments[position][0], "weight"),
            f"for {shown.audience}, no pause ends the heavy segment '{segment.id}' or comes within "
            f"{MOST_MINUTES_TO_A_PAUSE} usual minutes of it.",
            "Put a callout with 'tone: support' last in it, or into the next segment: a slow breath, a look around, "
            "somebody to talk to.",
        )
        for shown in _versions(subject)
        for position, (_, segment) in enumerate(shown.segments)
        if segment.weight == "heavy" and not _is_eased(segment, [later for _, later in shown.segments[position + 1 :]])
    )


def _is_eased(heavy: Segment, later: list[Segment]) -> bool:
    """Whether a pause ends ``heavy``, or a segment has one that is over in time."""
    if _is_pause(heavy.body[-1]):
        return True
    minutes = 0
    for segment in later:
        minutes += segment.minutes.typical
        if minutes > MOST_MINUTES_TO_A_PAUSE:
            return False
        if any(map(_is_pause, segment.body)):
            return True
    return False


def _is_pause(block: Block) -> bool:
    return isinstance(block, Callout) and block.tone == "support"


def _touching(subject: Subject) -> Iterator[Finding]:
    return _once(
        Finding(
            ("segments", later[0], "weight"),
            f"for {shown.audience}, the heavy segment '{later[1].id}' comes right after the heavy '{earlier[1].id}'.",
            f"Put a light segment between them, or end '{earlier[1].id}' with a callout with 'tone: support'.",
        )
        for shown in _versions(subject)
        for earlier, later in pairwise(shown.segments)
        if earlier[1].weight == later[1].weight == "heavy" and not _is_pause(earlier[1].body[-1])
    )


_COME_BACK = "People need time to come back to themselves before they go on or leave (trauma-informed practice)."
RULES = (
    ModuleRule(
        id="heavy-segment-is-not-last",
        may_be_allowed=False,
        says="No heavy segment stands last, for any audience, with or without optional segments.",
        why=_COME_BACK,
        find=_heavy_ends,
        needs=("module",),
        source="F-LRN-11",
    ),
    ModuleRule(
        id="heavy-segment-is-followed-by-pause",
        says=f"A heavy segment ends with a callout 'tone: support', or one comes within {MOST_MINUTES_TO_A_PAUSE} usual minutes.",
        why=_COME_BACK,
        find=_without_pause,
        severity="warning",
        needs=("module",),
        source="F-FAC-08, F-LRN-11",
    ),
    ModuleRule(
        id="heavy-segments-stand-apart",
        says="Between two heavy segments there is a light one, or the first ends with a callout 'tone: support'.",
        why=_COME_BACK,
        find=_touching,
        severity="warning",
        needs=("module",),
        source="F-FAC-08, F-LRN-11",
    ),
)
