"""A picture's data in, the same in words out: what stands below the drawing for those who read rather than look."""

from __future__ import annotations

from toolkit.messages import Messages
from toolkit.model.diagram import Cycle, Member, Picture, Rings, Steps, Timeline

_CLOSERS = "\"'\u201d\u2019)"
_ENDS = (".", "?", "!", "…")


def told(picture: Picture, words: Messages) -> tuple[str, ...]:
    """A line for each lane, place, ring or step, in the order of the drawing. Everything that is drawn is in them."""
    match picture:
        case Timeline():
            return _timeline(picture, words)
        case Cycle():
            return _cycle(picture, words)
        case Rings():
            return (
                sentences(words("diagram.center", center=picture.center)),
                *(
                    sentences(words("diagram.ring", title=ring.title, members="; ".join(_member(one, words) for one in ring.members)))
                    for ring in picture.rings
                ),
            )
        case Steps():
            return tuple(sentences(words("diagram.step", title=step.title), step.text) for step in picture.steps)


def is_ordered(picture: Picture) -> bool:
    """Whether the lines follow each other as steps do."""
    return isinstance(picture, Steps | Cycle)


def _timeline(timeline: Timeline, words: Messages) -> tuple[str, ...]:
    now = _inside(timeline.now)
    lanes = (
        sentences(
            lane.title,
            lane.starts,
            words("diagram.lane", acts=lane.acts, now=now, does=words("diagram.and").join(lane.does), limit=lane.limit),
            lane.note,
        )
        for lane in timeline.lanes
    )
    return (*lanes, sentences(words("diagram.scale", axis=_inside(timeline.axis), hours=timeline.hours)))


def _cycle(cycle: Cycle, words: Messages) -> tuple[str, ...]:
    lines: list[str] = []
    for place, station in enumerate(cycle.stations):
        line = sentences(words("diagram.step", title=station.title), station.text)
        if station.back:
            back = words("diagram.back", to=cycle.stations[place - 1].title, why=station.back)
            line = sentences(line, back)
        lines.append(line)
    turn = words("diagram.both-ways" if cycle.both_ways else "diagram.round", first=cycle.stations[0].title)
    return (*lines[:-1], sentences(lines[-1], turn, words("diagram.everywhere", center=cycle.center)))


def _member(member: Member, words: Messages) -> str:
    parts = [part for part in (member.does, member.through) if part]
    return words("diagram.member", name=member.name, does=", ".join(parts)) if parts else member.name


def _inside(text: str) -> str:
    """``text`` as it stands inside a sentence; a name in capitals keeps them."""
    first = text.split(maxsplit=1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def sentences(*parts: str | None) -> str:
    """``parts`` behind each other, each with its end."""
    return " ".join(part if part.rstrip(_CLOSERS).endswith(_ENDS) else f"{part}." for part in parts if part)
