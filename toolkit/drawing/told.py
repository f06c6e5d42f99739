"""A picture's data in, the same in words out: what stands below the drawing for those who read rather than look."""

from __future__ import annotations

from toolkit.messages import Messages
from toolkit.model.diagram import Cycle, Member, Picture, Rings, Steps, Timeline


def told(picture: Picture, words: Messages) -> tuple[str, ...]:
    """A line for each lane, place, ring or step, in the order of the drawing. Everything that is drawn is in them."""
    match picture:
        case Timeline():
            return tuple(
                _line(
                    words("diagram.lane", title=lane.title, starts=lane.starts, acts=lane.acts,
                          now=picture.now.lower(), does=_joined(lane.does, words), limit=lane.limit),
                    lane.note,
                )
                for lane in picture.lanes
            )  # fmt: skip
        case Cycle():
            return _cycle(picture, words)
        case Rings():
            return (
                words("diagram.center", center=picture.center),
                *(
                    words("diagram.ring", title=ring.title, members="; ".join(_member(one, words) for one in ring.members))
                    for ring in picture.rings
                ),
            )
        case Steps():
            return tuple(_line(words("diagram.step", title=step.title), step.text) for step in picture.steps)


def is_ordered(picture: Picture) -> bool:
    """Whether the lines follow each other as steps do."""
    return isinstance(picture, Steps | Cycle)


def _cycle(cycle: Cycle, words: Messages) -> tuple[str, ...]:
    lines: list[str] = []
    for place, station in enumerate(cycle.stations):
        line = _line(words("diagram.step", title=station.title), station.text)
        if station.back:
            back = words("diagram.back", to=cycle.stations[place - 1].title, why=station.back)
            line = _line(line, back)
        lines.append(line)
    turn = words("diagram.both-ways" if cycle.both_ways else "diagram.round", first=cycle.stations[0].title)
    return (*lines[:-1], _line(lines[-1], f"{turn} {words('diagram.everywhere', center=cycle.center)}"))


def _member(member: Member, words: Messages) -> str:
    parts = [part for part in (member.does, member.through) if part]
    return words("diagram.member", name=member.name, does=", ".join(parts)) if parts else member.name


def _joined(parts: tuple[str, ...], words: Messages) -> str:
    return words("diagram.and").join(parts)


def _line(*parts: str | None) -> str:
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
