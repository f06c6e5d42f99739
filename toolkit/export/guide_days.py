"""A facilitator's Document in; the days of its run of show out, with who leads and what to cut, as every guide shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from toolkit.export import document as d
from toolkit.export.timetable import when
from toolkit.messages import Messages
from toolkit.messages.late import told_cut


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the run of show; a ``pause`` has no more than its time, its title, its slides and when it is over.

    ``heads`` names the module that begins or goes on with this line, where there are several.

    ``span`` are the least, the usual and the most minutes of a segment. ``leaders`` has one name, or one for each
    room with the room before it.
    """

    clock: str
    minutes: int
    title: str
    number: int | None
    pause: bool
    priority: str = "core"
    late: str = ""
    span: tuple[int, ...] = ()
    slides: tuple[int, ...] = ()
    objectives: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    id: str = ""
    module: str = ""
    told: str = ""
    heads: str = ""


@dataclass(frozen=True, slots=True)
class CutLine:
    """One cut: when its segment was to begin, what to do, what that wins, and what it wins with all cuts before it on that day."""

    clock: str
    told: str
    saves: int
    together: int


@dataclass(frozen=True, slots=True)
class CutGroup:
    """Cuts of the same kind of loss."""

    title: str
    cuts: tuple[CutLine, ...]


@dataclass(frozen=True, slots=True)
class GuideDay:
    """One day. ``title`` is '' where the workshop has no other."""

    title: str
    ends: str
    rows: tuple[Row, ...]
    cuts: tuple[CutGroup, ...]


def guide_days(document: d.Document, rows: Sequence[tuple[int, Row]], words: Messages) -> tuple[GuideDay, ...]:
    """``rows``, each with the number of its day, by day. A day of which nothing is left is left out."""
    titles = when(document, words)
    return tuple(
        GuideDay(
            title=titles[number - 1] if titles else "",
            ends=document.days[number - 1].ends if number <= len(document.days) else document.about.ends,
            rows=_headed([row for _, row in each], document, words),
            cuts=_groups([cut for cut in document.cuts if cut.day == number], words),
        )
        for number, each in groupby(rows, key=lambda item: item[0])
    )


def _headed(rows: Sequence[Row], document: d.Document, words: Messages) -> tuple[Row, ...]:
    """``rows`` in which the first segment of each module names it: segments are numbered anew in every module."""
    if len(document.modules) == 1:
        return tuple(rows)
    titles = {
        module.id: words("guide.module-row", number=place, title=module.title)
        for place, module in enumerate(document.modules, start=1)
    }
    made, last = [], ""
    for row in rows:
        heads = titles.get(row.module, "") if not row.pause and row.module != last else ""
        last = last if row.pause else row.module
        made.append(replace(row, heads=heads))
    return tuple(made)


def _groups(cuts: Sequence[d.Cut], words: Messages) -> tuple[CutGroup, ...]:
    together = iter(accumulate(cut.saves for cut in cuts))
    return tuple(
        CutGroup(
            words(f"late.{step}"),
            tuple(
                CutLine(cut.clock, told_cut(cut.title, cut.leaves, words, drop=cut.drop), cut.saves, next(together))
                for cut in group
            ),
        )
        for step, group in groupby(cuts, key=lambda cut: cut.step)
    )


def late_word(name: tuple[str, str], priority: str, cuts: Sequence[d.Cut], words: Messages) -> str:
    """What the run of show says of the segment ``name``, its module and id, for when the day runs late."""
    if priority == "safety":
        return words("guide.late-safety")
    own = [cut for cut in cuts if (cut.module, cut.segment) == name]
    if any(cut.drop and cut.step == "optional" for cut in own):
        return words("guide.late-optional", count=sum(cut.saves for cut in own))
    shorter = sum(cut.saves for cut in own if not cut.drop)
    return words("guide.late-core", count=shorter) if shorter else words("guide.late-core-none")


def leaders_told(row: d.ScheduleRow, rooms: Sequence[d.Room]) -> tuple[str, ...]:
    """Who leads a segment, in every room."""
    if len(row.leaders) == len(rooms) > 1:
        return tuple(f"{room.name}: {name}" for room, name in zip(rooms, row.leaders, strict=True))
    return row.leaders


def served(module: d.Module, cuts: Sequence[d.Cut], words: Messages) -> tuple[str, ...]:
    """For each objective of ``module`` where it is taught, and where it still is when every cut is made."""
    gone = {cut.segment for cut in cuts if cut.drop and cut.module == module.id}
    return tuple(_served(objective, module.segments, gone, words) for objective in module.objectives)


def _served(objective: d.Objective, segments: Sequence[d.Segment], gone: set[str], words: Messages) -> str:
    taught = [segment for segment in segments if objective.id in segment.objectives]
    left = [segment for segment in taught if segment.id not in gone]
    if not taught:
        return words("guide.taught-nowhere")
    places = words("guide.taught-one" if len(taught) == 1 else "guide.taught-many", places=_places(taught))
    if not left:
        return words("guide.taught-lost", places=places)
    return places if len(left) == len(taught) else words("guide.taught-still", places=places, left=_places(left))


def _places(segments: Sequence[d.Segment]) -> str:
    return ", ".join(segment.title if segment.number is None else str(segment.number) for segment in segments)


def lengths(document: d.Document) -> Mapping[str, int]:
    """The least, the usual and the most minutes of the whole, breaks included; nothing where a segment has none."""
    spans = [segment.minutes for module in document.modules for segment in module.segments if segment.minutes]
    pauses = sum(row.minutes for row in document.schedule if row.segment is None)
    if not spans:
        return {}
    return {
        "least": sum(span.minimum for span in spans) + pauses,
        "usual": sum(span.typical for span in spans) + pauses,
        "most": sum(span.maximum for span in spans) + pauses,
    }
