"""Rules of branching scenarios: every scene can be reached, every path ends, and the choices matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.model.curriculum import Place
from toolkit.model.scenario import Ending, Scenario


def scenarios_of(subject: Subject) -> Iterator[tuple[Place, Scenario]]:
    """Every scenario of the module with its place."""
    for number, scenario in enumerate(subject.module.scenarios):
        yield ("scenarios", number), scenario


def ways_of(scenario: Scenario) -> dict[str, set[str]]:
    """Where each scene leads, to scenes that exist."""
    known = scenario.by_id
    return {
        name: set() if isinstance(scene, Ending) else {choice.to for choice in scene.choices if choice.to in known}
        for name, scene in known.items()
    }


def reached_from(starts: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    """``starts`` and every scene to which ``ways`` lead from them."""
    found = set(starts)
    todo = list(found)
    while todo:
        new = set(ways[todo.pop()]) - found
        found |= new
        todo += new
    return found


def _unreached(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        reached = reached_from([scenario.scenes[0].id], ways_of(scenario))
        for number, scene in enumerate(scenario.scenes):
            if scene.id not in reached:
                yield Finding(
                    (*place, "scenes", number, "id"),
                    f"no path leads to '{scene.id}'.",
                    "Let a choice lead to it, or delete it.",
                )


def _endless(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        back: dict[str, set[str]] = {name: set() for name in scenario.by_id}
        for name, targets in ways_of(scenario).items():
            for target in targets:
                back[target].add(name)
        ending = reached_from([scene.id for scene in scenario.scenes if isinstance(scene, Ending)], back)
        for number, scene in enumerate(scenario.scenes):
            if scene.id not in ending:
                yield Finding(
                    (*place, "scenes", number, "id"),
                    f"from '{scene.id}' no path leads to an ending.",
                    "Let one of its choices lead on to an ending.",
                )


def _no_start(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        if isinstance(scenario.scenes[0], Ending):
            yield Finding(
                (*place, "scenes", 0), f"'{scenario.id}' starts with an ending.", "Put the opening scene first."
            )


def _no_safer_ending(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        if not any(isinstance(scene, Ending) and scene.safety == "safer" for scene in scenario.scenes):
            yield Finding(
                (*place, "scenes"),
                f"'{scenario.id}' has no ending with 'safety: safer'.",
                "Write an ending that shows what helps.",
            )


def _no_wrong_turn(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        choices = [choice for scene in scenario.scenes if not isinstance(scene, Ending) for choice in scene.choices]
        if all(choice.safety == "safer" for choice in choices):
            yield Finding(
                (*place, "scenes"),
                f"every choice in '{scenario.id}' is safer.",
                "Add choices that people do make and that are mixed or riskier.",
            )


_PRACTICE = "People learn from a choice when a tempting one turns out worse and a better one shows what helps."
RULES = (
    ModuleRule(
        id="scene-is-reachable",
        says="Some path leads to every scene.",
        why="A card that nobody can turn to is lost work.",
        find=_unreached,
        needs=("module",),
    ),
    ModuleRule(
        id="scene-leads-to-an-ending",
        may_be_allowed=False,
        says="From every scene some path leads to an ending; no loop is without a way out.",
        why="Every path must arrive at a debrief.",
        source="F-GUI-02",
        find=_endless,
        needs=("module",),
    ),
    ModuleRule(
        id="scenario-starts-with-a-choice",
        may_be_allowed=False,
        says="A scenario's first scene is no ending.",
        why="A scenario without a choice is a story.",
        find=_no_start,
        needs=("module",),
    ),
    ModuleRule(
        id="scenario-has-safer-ending",
        says="At least one ending is safer for the child.",
        why=_PRACTICE,
        find=_no_safer_ending,
        needs=("module",),
    ),
    ModuleRule(
        id="scenario-has-wrong-turn",
        says="At least one choice is mixed or riskier.",
        why=_PRACTICE,
        find=_no_wrong_turn,
        needs=("module",),
    ),
)
