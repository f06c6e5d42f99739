"""Rules of a scenario's choices: they lead to different things, and nothing but thought tells which is safer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolkit.check.assessment import fold
from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.scenario import reached_from, scenarios_of, ways_of
from toolkit.model.curriculum import Place
from toolkit.model.scenario import Choice, Ending, Scenario, Scene

ENOUGH_SCENES = 4
MOST_ALIKE = 0.6
_RANK = {"safer": 0, "mixed": 1, "riskier": 2}


def _scenes(subject: Subject) -> Iterator[tuple[Place, Scenario, Scene]]:
    for place, scenario in scenarios_of(subject):
        for number, scene in enumerate(scenario.scenes):
            if isinstance(scene, Scene):
                yield (*place, "scenes", number), scenario, scene


def _same_outcomes(subject: Subject) -> Iterator[Finding]:
    for place, _, scene in _scenes(subject):
        for key in ("consequence", "reason"):
            seen: set[str] = set()
            for number, choice in enumerate(scene.choices):
                text = fold(getattr(choice, key))
                if text in seen:
                    yield Finding(
                        (*place, "choices", number, key),
                        f"two choices of '{scene.id}' have the same {key}.",
                        "Show what this very choice changes, and why it is safer or riskier.",
                    )
                seen.add(text)


def _idle_choices(subject: Subject) -> Iterator[Finding]:
    for place, _, scene in _scenes(subject):
        targets = {choice.to for choice in scene.choices}
        for number, choice in enumerate(scene.choices):
            if choice.to == scene.id:
                yield Finding(
                    (*place, "choices", number, "to"),
                    f"'{choice.text.strip()}' leads back to '{scene.id}' itself.",
                    "Let it lead to another scene, where something has changed.",
                )
        if len(targets) == 1 and scene.id not in targets:
            yield Finding(
                (*place, "choices"),
                f"every choice of '{scene.id}' leads to '{scene.choices[0].to}'.",
                "Let one of them lead somewhere else, so that choosing matters.",
            )


def _level_choices(subject: Subject) -> Iterator[Finding]:
    for place, _, scene in _scenes(subject):
        rated = {choice.safety for choice in scene.choices}
        if len(rated) == 1:
            yield Finding(
                (*place, "choices"),
                f"every choice of '{scene.id}' is {rated.pop()}.",
                "Offer a tempting choice and a better one, so that there is something to decide.",
            )


def _best(choices: Sequence[Choice]) -> int | None:
    """Position of the safest choice; None when two share that place."""
    ranks = [_RANK[choice.safety] for choice in choices]
    return ranks.index(min(ranks)) if ranks.count(min(ranks)) == 1 else None


def _telltales(subject: Subject) -> Iterator[tuple[Place, Scenario, list[tuple[Scene, int]]]]:
    """Scenarios with enough scenes to see a pattern in, with each of those scenes and its one safest choice."""
    for place, scenario in scenarios_of(subject):
        scenes = [scene for scene in scenario.scenes if isinstance(scene, Scene)]
        decided = [(scene, best) for scene in scenes if (best := _best(scene.choices)) is not None]
        if len(decided) >= ENOUGH_SCENES:
            yield (*place, "scenes"), scenario, decided


def _same_position(subject: Subject) -> Iterator[Finding]:
    for place, scenario, decided in _telltales(subject):
        position, count = Counter(best for _, best in decided).most_common(1)[0]
        if count > len(decided) * MOST_ALIKE:
            yield Finding(
                place,
                f"in '{scenario.id}' the safest choice is number {position + 1} in {count} of {len(decided)} scenes.",
                "Move it in some of them.",
            )


def _longest(subject: Subject) -> Iterator[Finding]:
    for place, scenario, decided in _telltales(subject):
        longest = [
            scene.id
            for scene, best in decided
            if all(len(scene.choices[best].text) > len(c.text) for n, c in enumerate(scene.choices) if n != best)
        ]
        if len(longest) > len(decided) * MOST_ALIKE:
            yield Finding(
                place,
                f"in '{scenario.id}' the safest choice is the longest in {len(longest)} of {len(decided)} scenes "
                f"({', '.join(longest)}).",
                "Shorten some of them, or lengthen tempting ones.",
            )


def _contradicted(subject: Subject) -> Iterator[Finding]:
    for place, scenario, scene in _scenes(subject):
        for number, choice in enumerate(scene.choices):
            target = scenario.by_id.get(choice.to)
            if isinstance(target, Ending) and {choice.safety, target.safety} == {"safer", "riskier"}:
                yield Finding(
                    (*place, "choices", number, "safety"),
                    f"a {choice.safety} choice of '{scene.id}' leads straight to the {target.safety} ending '{target.id}'.",
                    "Rate one of the two differently, or let the choice lead elsewhere.",
                )


def _arrives_safely(scenario: Scenario, ways: Mapping[str, set[str]]) -> bool:
    start = scenario.scenes[0].id
    reached = reached_from([start], {name: ways.get(name, set()) for name in scenario.by_id}) - {start}
    ends = (scenario.by_id[name] for name in reached)
    return any(isinstance(scene, Ending) and scene.safety == "safer" for scene in ends)


def _unrewarded(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        safer: dict[str, set[str]] = {
            scene.id: {c.to for c in scene.choices if c.safety == "safer" and c.to in scenario.by_id}
            for scene in scenario.scenes
            if isinstance(scene, Scene)
        }
        if _arrives_safely(scenario, ways_of(scenario)) and not _arrives_safely(scenario, safer):
            yield Finding(
                (*place, "scenes"),
                f"nobody who takes only safer choices in '{scenario.id}' arrives at a safer ending.",
                "Let safer choices lead all the way to it.",
            )


_MATTERS = "People learn from a choice when they see what it changes."
_GUESS = "A reader must not be able to pick the safer choice from its form."
RULES = (
    ModuleRule(
        id="choices-differ-in-consequence",
        says="No two choices of a scene have the same consequence or the same reason.",
        why=_MATTERS,
        severity="warning",
        source="F-LRN-04",
        find=_same_outcomes,
    ),
    ModuleRule(
        id="choice-leads-on",
        says="No choice leads back to its own scene, and not all choices of a scene lead to the same one.",
        why=_MATTERS,
        severity="warning",
        find=_idle_choices,
        needs=("module",),
    ),
    ModuleRule(
        id="choices-differ-in-safety",
        says="The choices of a scene are not all equally safe.",
        why="Where nothing is safer there is nothing to decide.",
        severity="advice",
        find=_level_choices,
        needs=("module",),
    ),
    ModuleRule(
        id="safer-choice-moves",
        says="In four or more scenes, the safest choice is not in the same position in more than 60 %.",
        why=_GUESS,
        severity="warning",
        find=_same_position,
        needs=("module",),
    ),
    ModuleRule(
        id="safer-choice-length-is-balanced",
        says="In four or more scenes, the safest choice is not the longest in more than 60 %.",
        why=_GUESS,
        severity="warning",
        source="F-LRN-08",
        find=_longest,
        needs=("module",),
    ),
    ModuleRule(
        id="ending-agrees-with-choice",
        says="No safer choice leads straight to a riskier ending, and no riskier choice to a safer one.",
        why="The story would contradict the debrief.",
        severity="warning",
        find=_contradicted,
    ),
    ModuleRule(
        id="safer-choices-lead-to-safer-ending",
        says="Whoever takes only safer choices can arrive at a safer ending.",
        why="Doing what helps has to be shown to help.",
        severity="warning",
        find=_unrewarded,
        needs=("module",),
    ),
)
