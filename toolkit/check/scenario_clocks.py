"""Rules of a scenario's clocks: each scene has a time, no choice leads back in time, and what runs has started."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject, unknown
from toolkit.check.scenario import scenarios_of
from toolkit.model.clock import elapsed
from toolkit.model.curriculum import Place
from toolkit.model.moment import Instant
from toolkit.model.scenario import Ending, Scenario, Scene


def _scenes(subject: Subject) -> Iterator[tuple[Place, Scenario, Scene | Ending]]:
    """Every scene with its place. One may tell the time where no clock runs."""
    for place, scenario in scenarios_of(subject):
        for number, scene in enumerate(scenario.scenes):
            yield (*place, "scenes", number), scenario, scene


def _clocked(subject: Subject) -> Iterator[tuple[Place, Scenario, Scene | Ending]]:
    """Those of them that clocks have to do with."""
    return (found for found in _scenes(subject) if found[1].clocks or found[2].clocks)


def _timeless(subject: Subject) -> Iterator[Finding]:
    for place, scenario, scene in _clocked(subject):
        if scene.time is None and (scene.clocks or isinstance(scene, Scene)):
            yield Finding(
                (*place, "id"),
                f"'{scene.id}' has no time, and clocks run in '{scenario.id}'.",
                "Add 'time:' with the weekday and the time of day, for example Friday 8:10 p.m.",
            )


def _unknown_clocks(subject: Subject) -> Iterator[Finding]:
    for place, scenario, scene in _clocked(subject):
        known = [clock.id for clock in scenario.clocks]
        for number, name in enumerate(scene.clocks):
            if name not in known:
                yield unknown("clock", (*place, "clocks", number), name, known)


def _unused_clocks(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        running = {name for scene in scenario.scenes for name in scene.clocks}
        if not running <= {clock.id for clock in scenario.clocks}:
            continue  # a misspelt id is reported as such
        for number, clock in enumerate(scenario.clocks):
            if clock.id not in running:
                yield Finding(
                    (*place, "clocks", number, "id"),
                    f"the clock '{clock.id}' runs in no scene.",
                    "Add its id to the 'clocks:' of each scene in which it is not met yet, or delete it.",
                )


def _backwards(subject: Subject) -> Iterator[Finding]:
    for place, scenario, scene in _scenes(subject):
        for number, choice in enumerate(scene.choices if isinstance(scene, Scene) else ()):
            target = scenario.by_id.get(choice.to)
            if target and scene.time and target.time and _minute(scenario, target.time) < _minute(scenario, scene.time):
                yield Finding(
                    (*place, "choices", number, "to"),
                    f"'{choice.text.strip()}' leads from {scene.time} back to {target.time}.",
                    "Mend one of the two times, or let the choice lead to a scene of its own. "
                    f"Weekdays count forward from that of '{scenario.scenes[0].id}'.",
                )


def _minute(scenario: Scenario, time: str) -> int:
    return Instant.of(time).counted_from(Instant.of(scenario.begins or time).weekday)


def _not_started(subject: Subject) -> Iterator[Finding]:
    for place, scenario, scene in _clocked(subject):
        clocks = {clock.id: clock for clock in scenario.clocks}
        for number, name in enumerate(scene.clocks):
            clock = clocks.get(name)
            if clock and scene.time and elapsed(clock, scene.time, scenario.begins or scene.time) < 0:
                yield Finding(
                    (*place, "clocks", number),
                    f"'{name}' starts on {clock.starts}, and '{scene.id}' is at {scene.time}.",
                    "Take it out here, or mend one of the two times. "
                    f"Weekdays count forward from that of '{scenario.scenes[0].id}'.",
                )


_SEEN = "Readers learn a time limit by seeing it run."
_COUNTED = "What has gone is counted from one to the other; a wrong time would teach a wrong limit."
RULES = (
    ModuleRule(
        id="scene-has-time",
        may_be_allowed=False,
        says="In a scenario with clocks each scene says when it happens. An ending does where a clock still runs.",
        why=_SEEN,
        find=_timeless,
    ),
    ModuleRule(
        id="clock-is-known",
        may_be_allowed=False,
        says="Each clock that runs in a scene is one of its scenario.",
        why="A reference that leads nowhere leaves a gap where readers look for the limit.",
        find=_unknown_clocks,
        needs=("module",),
    ),
    ModuleRule(
        id="clock-runs-somewhere",
        says="Each clock of a scenario runs in some scene.",
        why=_SEEN,
        severity="warning",
        find=_unused_clocks,
        needs=("module",),
    ),
    ModuleRule(
        id="time-runs-forward",
        may_be_allowed=False,
        says="No choice leads to a scene that happens earlier.",
        why=_COUNTED,
        find=_backwards,
        needs=("module",),
    ),
    ModuleRule(
        id="clock-has-started",
        may_be_allowed=False,
        says="A clock that runs in a scene has started by then.",
        why=_COUNTED,
        find=_not_started,
        needs=("module",),
    ),
)
