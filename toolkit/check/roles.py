"""Rules of roles: whoever a module is for finds steps, and a story, that fit what they do."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.finding import Finding, ModuleRule, Subject
from toolkit.check.shown import audiences_of
from toolkit.model.activity import PlaceScenario


def _audiences(subject: Subject) -> list[str]:
    """Whom the module is for, as far as the catalogue knows them."""
    known = {audience.id for audience in subject.curriculum.catalogue.audiences}
    return [name for name in audiences_of(subject) if name in known]


def _without_steps_of_their_own(subject: Subject) -> Iterator[Finding]:
    steps = subject.module.next_steps
    if not any(not group.audiences for group in steps):
        return  # whoever is left without any step is named by another rule
    without = [name for name in _audiences(subject) if not any(name in group.audiences for group in steps)]
    if without:
        yield Finding(
            ("next_steps",),
            f"there are steps for everyone, and none for the role of {', '.join(without)}.",
            "Add a group of steps with 'audiences:' that names them: what this person can do, and what others do.",
        )


def _without_a_story(subject: Subject) -> Iterator[Finding]:
    stories = {scenario.id: scenario for scenario in subject.module.scenarios}
    for number, segment in enumerate(subject.module.segments):
        placed = [block.scenario for block in segment.body if isinstance(block, PlaceScenario)]
        if not placed or not all(name in stories for name in placed):
            continue
        people = [name for name in _audiences(subject) if not segment.audiences or name in segment.audiences]
        without = [name for name in people if all(stories[story].is_for_others(name) for story in placed)]
        if without:
            yield Finding(
                ("segments", number, "body"),
                f"no story of '{segment.id}' is for {', '.join(without)}.",
                "Add their audience to a scenario, or write one in which they are who they are at work or at home.",
            )


RULES = (
    ModuleRule(
        id="every-role-has-steps",
        says="Every audience of the course finds steps of its own, beside those for everyone.",
        why="A judge, a teacher and a parent can each do something that the others cannot.",
        severity="warning",
        source="F-LRN-11",
        find=_without_steps_of_their_own,
        needs=("module", "catalogue"),
    ),
    ModuleRule(
        id="every-role-has-story",
        says="A segment that places scenarios holds one for every audience that is shown it.",
        why="A kit holds only the stories of its audience, and practice without one is empty.",
        severity="warning",
        find=_without_a_story,
        needs=("module", "catalogue"),
    ),
)
