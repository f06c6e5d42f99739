"""Segments with their minutes and a session in; who leads each of them, in every room, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.model.plan import Room
from toolkit.model.session import Session
from toolkit.plan.parts import Part

_WAYS = 200
_AGAIN = 6
"""What it costs to lead twice in a row, in minutes by which the shares differ."""


@dataclass(frozen=True, slots=True)
class Led:
    """A segment to be led: its minutes, and whether it opens a day."""

    part: Part
    minutes: int
    opens: bool


def rooms_of(session: Session) -> tuple[Room, ...]:
    """The groups of a session with their share of the participants and facilitators; none where there is one group."""
    count = len(session.rooms)
    expected = session.participants
    return tuple(
        Room(
            name,
            None if expected is None else expected // count + (place < expected % count),
            session.facilitators[place::count],
        )
        for place, name in enumerate(session.rooms)
    )


def leaders_of(led: Sequence[Led], session: Session) -> list[tuple[str, ...]]:
    """For each segment one name for each room; nothing where the session does not say for every room.

    'parts' comes first. By turns, nobody leads right after a heavy segment of their own, everybody leads about as
    long as the others, and rarely twice in a row.
    """
    fixed = _fixed(led, session)
    teams = [room.facilitators for room in rooms_of(session)] or [session.facilitators]
    if session.take_turns and all(teams):
        each = [_turns(led, team, fixed) for team in teams]
        return list(zip(*each, strict=True))
    if len(teams) > 1 and all(len(team) == 1 for team in teams):
        return [tuple(team[0] for team in teams)] * len(led)
    return [(fixed[place],) if place in fixed else () for place in range(len(led))]


def _fixed(led: Sequence[Led], session: Session) -> dict[int, str]:
    """The segments that 'parts' gives to somebody, by their place."""
    whose = {part: name for name, parts in session.parts.items() for part in parts}
    found: dict[int, str] = {}
    for place, one in enumerate(led):
        module = one.part.module.id
        name = whose.get(f"{module}/{one.part.segment.id}") or whose.get(module)
        if name:
            found[place] = name
    return found


class _Way(NamedTuple):
    """One way to share out the segments so far: who leads the last of them, how long everybody has led, and the way up to there."""

    name: str
    minutes: tuple[int, ...]
    again: int
    cost: int
    before: _Way | None

    def names(self) -> list[str]:
        """Who leads each segment."""
        found, way = [], self
        while way.before:
            found.append(way.name)
            way = way.before
        return found[::-1]


def _turns(led: Sequence[Led], team: tuple[str, ...], fixed: Mapping[int, str]) -> list[str]:
    ways = [_Way("", (0,) * len(team), 0, 0, None)]
    for place, one in enumerate(led):
        after: dict[tuple[str, tuple[int, ...]], _Way] = {}
        for way in ways:
            for name in _who_may(place, led, way, team, fixed):
                minutes = tuple(
                    had + one.minutes * (member == name) for member, had in zip(team, way.minutes, strict=True)
                )
                again = way.again + _AGAIN * (place > 0 and not one.opens and way.name == name)
                cost = again + max(minutes) - min(minutes)
                if (name, minutes) not in after or cost < after[name, minutes].cost:
                    after[name, minutes] = _Way(name, minutes, again, cost, way)
        ways = sorted(after.values(), key=lambda way: way.cost)[:_WAYS]
    return ways[0].names()


def _who_may(
    place: int, led: Sequence[Led], way: _Way, team: tuple[str, ...], fixed: Mapping[int, str]
) -> tuple[str, ...]:
    """Who may lead the segment at ``place``: whoever must, or all but the one who needs a pause."""
    if place in fixed:
        return (fixed[place],)
    tired = way.name if place and not led[place].opens and led[place - 1].part.segment.weight == "heavy" else None
    heavy_before_own = fixed.get(place + 1) if led[place].part.segment.weight == "heavy" else None
    rested = tuple(name for name in team if name not in (tired, heavy_before_own))
    return rested or tuple(name for name in team if name != tired) or team
