"""Rules of a scenario's shape: who one is, how long it takes, and an end that says what it meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.scenario import scenarios_of, ways_of
from toolkit.check.written import placeholder_in
from toolkit.model.curriculum import Place
from toolkit.model.scenario import Ending, Scenario, Scene

FEWEST_CHOICES = 2
MOST_CHOICES = 8
FEWEST_DEBRIEF_WORDS = 25
MOST_SCENE_WORDS = 160
MOST_CHOICE_CHARACTERS = 120
_YOU = re.compile(r"\s*you\b", re.IGNORECASE)


def _nameless_roles(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        if not _YOU.match(scenario.role) and not placeholder_in(scenario.role):
            yield Finding(
                (*place, "role"),
                f"'{scenario.role.strip()}' does not tell readers who they are.",
                "Write it to the reader, for example 'You are a school nurse.'",
            )


def _one_kind_of_ending(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        endings = [scene for scene in scenario.scenes if isinstance(scene, Ending)]
        kinds = {ending.safety for ending in endings}
        if len(kinds) == 1:
            how = f"only one ending, '{endings[0].id}'" if len(endings) == 1 else f"{len(endings)} endings, all {kinds.pop()}"
            yield Finding(
                (*place, "scenes"),
                f"'{scenario.id}' has {how}.",
                "Add an ending that is more or less safe, so that choices have an effect.",
            )


def _thin_debriefs(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        for number, scene in enumerate(scenario.scenes):
            if not isinstance(scene, Ending) or placeholder_in(scene.debrief):
                continue
            if len(scene.debrief.split()) < FEWEST_DEBRIEF_WORDS:
                yield Finding(
                    (*place, "scenes", number, "debrief"),
                    f"the debrief of '{scene.id}' has {len(scene.debrief.split())} words.",
                    "Say what this path did for the child's safety, what can still be done, and what to take away.",
                )


def _shortest(ways: Mapping[str, set[str]], start: str) -> int | None:
    """Choices on the quickest way from ``start`` to a scene that leads nowhere; None when there is none."""
    seen, level, steps = {start}, {start}, 0
    while level:
        if any(not ways[name] for name in level):
            return steps
        level = {target for name in level for target in ways[name]} - seen
        seen |= level
        steps += 1
    return None


def _longest(ways: Mapping[str, set[str]], start: str) -> int:
    """Choices on the longest way from ``start``; a way that turns back into itself ends there."""
    lengths: dict[str, int] = {}
    walked = [start]
    on_way = {start}
    while walked:
        name = walked[-1]
        new = next((target for target in sorted(ways[name]) if target not in lengths and target not in on_way), None)
        if new is None:
            lengths[name] = max((lengths[target] + 1 for target in ways[name] if target in lengths), default=0)
            on_way.remove(walked.pop())
        else:
            walked.append(new)
            on_way.add(new)
    return lengths[start]


def _ill_paced(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        ways, start = ways_of(scenario), scenario.scenes[0].id
        shortest, longest = _shortest(ways, start), _longest(ways, start)
        if shortest is not None and 0 < shortest < FEWEST_CHOICES:
            yield Finding(
                (*place, "scenes"),
                f"'{scenario.id}' can be over after one choice.",
                "Let every path hold two choices or more, so that a wrong turn can still be mended.",
            )
        if longest > MOST_CHOICES:
            yield Finding(
                (*place, "scenes"),
                f"a path through '{scenario.id}' takes {longest} choices.",
                f"Shorten it to {MOST_CHOICES}: a group needs a minute or two for each.",
            )


def _too_long_for_cards(subject: Subject) -> Iterator[Finding]:
    for place, scenario in scenarios_of(subject):
        for number, scene in enumerate(scenario.scenes):
            words = len(scene.text.split())
            if words > MOST_SCENE_WORDS:
                yield Finding(
                    (*place, "scenes", number, "text"),
                    f"the text of '{scene.id}' has {words} words; a card holds {MOST_SCENE_WORDS}.",
                    "Cut it, or make two scenes of it.",
                )
            yield from _long_choices((*place, "scenes", number), scenario, scene)


def _long_choices(place: Place, scenario: Scenario, scene: Scene | Ending) -> Iterator[Finding]:
    for number, choice in enumerate(scene.choices if isinstance(scene, Scene) else ()):
        if len(choice.text) > MOST_CHOICE_CHARACTERS:
            yield Finding(
                (*place, "choices", number, "text"),
                f"a choice of '{scene.id}' in '{scenario.id}' has {len(choice.text)} characters.",
                f"Say what the reader does in {MOST_CHOICE_CHARACTERS}, and tell the rest in the consequence.",
            )


_DEBRIEF = "The debrief is where a story turns into something to do on Monday."
RULES = (
    ModuleRule(
        id="scenario-names-role",
        says="A scenario's role is written to the reader: 'You are …'.",
        why="People decide for somebody: a role tells them with which duties and limits.",
        severity="advice",
        source="F-LRN-15",
        find=_nameless_roles,
    ),
    ModuleRule(
        id="endings-differ-in-safety",
        says="The endings of a scenario are not all equally safe.",
        why="Where every path ends alike, choices teach that they do not matter.",
        severity="warning",
        find=_one_kind_of_ending,
        needs=("module",),
    ),
    ModuleRule(
        id="ending-has-full-debrief",
        says=f"The debrief of each ending has {FEWEST_DEBRIEF_WORDS} words or more.",
        why=_DEBRIEF,
        severity="warning",
        source="F-GUI-02, F-LRN-04",
        find=_thin_debriefs,
    ),
    ModuleRule(
        id="path-has-fitting-length",
        says=f"Every path through a scenario has {FEWEST_CHOICES} to {MOST_CHOICES} choices.",
        why="One choice is a question, and a group tires of more.",
        severity="advice",
        source="F-LRN-09, F-LRN-11",
        find=_ill_paced,
        needs=("module",),
    ),
    ModuleRule(
        id="scene-fits-card",
        says=f"A scene has at most {MOST_SCENE_WORDS} words, and each of its choices {MOST_CHOICE_CHARACTERS} characters.",
        why="Groups read it from a card or a slide.",
        severity="advice",
        source="F-LRN-09, F-LRN-13",
        find=_too_long_for_cards,
    ),
)
