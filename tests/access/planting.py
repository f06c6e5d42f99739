"""The twinned curriculum in; every marker in it, with what it stands in, who may see it and for whom it is written, out.

The labels are worked out here a second time, on purpose not with what the toolkit has for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from tests.access.twins import Twins
from toolkit.load import load_curriculum
from toolkit.model.access import Guarded
from toolkit.model.activity import PlaceQuiz, PlaceScenario
from toolkit.model.base import Noun
from toolkit.model.curriculum import Curriculum
from toolkit.model.diagram import PlaceDiagram
from toolkit.model.module import ActivitySlide, DiagramSlide, Module

Reader = Literal["anyone", "group", "alone", "practice", "facilitator", "room"]
"""``group`` and ``alone``: what is said in two ways, to people in a room and to somebody who studies alone."""
_MARKER = re.compile(r"zq[a-z]{14}qz", re.IGNORECASE)

PRACTICE = {
    ("Option", "feedback"), ("TrueFalse", "feedback_true"), ("TrueFalse", "feedback_false"), ("Ordering", "feedback"),
    ("OrderingItem", "reason"), ("Pair", "feedback"), ("Card", "reason"), ("Choice", "reason"),
}  # fmt: skip
"""What practice tells a learner after an answer, and a participant never."""
FACILITATOR = {
    ("Say", "text"), ("Ask", "text"), ("Ask", "likely"), ("Do", "text"), ("WatchFor", "text"), ("Transition", "text"),
    ("Discuss", "debrief"), ("Sort", "debrief"), ("Exercise", "debrief"), ("Segment", "purpose"), ("Segment", "materials"),
    ("Module", "materials"), ("Module", "before"), ("Module", "self_care"), ("Objective", "tested_as"),
    ("Fact", "statement"), ("Fact", "caution"), ("Fact", "as_of"),
}  # fmt: skip
"""What only facilitators read."""
ALONE = {("Prose", "text"): "alone", ("Callout", "text"): "alone", ("Module", "content_notice"): "content_notice_alone"}
"""Fields that people in a room read, with those that stand in their place for somebody who studies alone."""
ROOM = {"PointsSlide", "StatementSlide", "CompareSlide", "DiagramSlide", "ContactsSlide"}
"""Nouns whose own texts are for the wall."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One marker. ``stem`` is the same for all twins of a text and 0 for the id of something; ``root`` is the file's noun."""

    marker: str
    stem: int
    owner: str
    field: str
    place: str
    label: str
    reader: Reader
    audiences: tuple[str, ...]
    root: str

    def is_for(self, audience: str) -> bool:
        return not self.audiences or audience in self.audiences

    def __str__(self) -> str:
        return f"{self.label} {self.owner}.{self.field} at {self.root} {self.place}"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The planted curriculum, where it lies, and its markers."""

    root: Path
    curriculum: Curriculum
    planted: dict[str, Planted]

    @property
    def texts(self) -> list[Planted]:
        """Without the markers that are ids."""
        return [each for each in self.planted.values() if each.stem]

    def where(self, **wanted: str) -> set[str]:
        """The markers of texts whose label, reader … is as ``wanted``."""
        return {each.marker for each in self.texts if all(getattr(each, name) == value for name, value in wanted.items())}

    @property
    def restricted(self) -> set[str]:
        """Every marker that uncleared readers must not meet, ids included."""
        return {each.marker for each in self.planted.values() if each.label == "restricted"}


def make_labelled(folder: Path) -> Labelled:
    """The curriculum written below ``folder`` with a marker in every text, and read again."""
    twins = Twins()
    curriculum = load_curriculum(twins.write(folder, twins.planted))
    found = {each.marker: each for each in markers_in(curriculum, twins.stem_of)}
    return Labelled(folder, curriculum, found)


def markers_in(curriculum: Curriculum, stem_of: dict[str, int]) -> Iterator[Planted]:
    """Every text marker with its place, and every id that holds one."""
    for part in _parts(curriculum, stem_of):
        for match in _MARKER.finditer(part.marker):
            word = match[0].lower()
            if word in stem_of:
                yield replace(part, marker=word, stem=stem_of[word])
            elif part.field == "id":
                yield replace(part, marker=word, stem=0)


def _parts(curriculum: Curriculum, stem_of: dict[str, int]) -> Iterator[Planted]:
    """Every text of every file, as a Planted whose marker is the whole text."""
    catalogue = curriculum.catalogue
    blank = Planted("", 0, "", "", "", "open", "anyone", (), "")
    yield from _walk(catalogue, replace(blank, root="catalogue"))
    labels = _labels(curriculum)
    for module in curriculum.modules.values():
        yield from _walk(module, replace(blank, root=module.id, label=labels[module.id]), labels)
    for page in curriculum.pages.values():
        yield from _walk(page, replace(blank, root=f"page {page.id}"))
    for kind, entries in (("diagram", curriculum.diagrams), ("fact", curriculum.facts), ("source", curriculum.sources),
                          ("contact", curriculum.contacts), ("term", curriculum.terms)):  # fmt: skip
        for entry in entries.values():
            yield from _walk(entry, replace(blank, root=f"{kind} {entry.id}", label=labels.get(f"{kind} {entry.id}", "open")))


def _walk(value: Any, at: Planted, labels: dict[str, str] | None = None) -> Iterator[Planted]:
    if isinstance(value, str):
        yield replace(at, marker=value)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(item, replace(at, place=f"{at.place}.{number}"), labels)
    elif isinstance(value, Noun):
        owner, label = type(value).__name__, at.label
        if isinstance(value, Guarded) and value.access == "restricted":
            label = "restricted"
        if isinstance(value, ActivitySlide | DiagramSlide) and _MARKER.search(_shown_by(value)):
            label = "restricted"  # as what it shows is: ids of restricted things hold a marker
        label = (labels or {}).get(f"{owner} {at.root} {getattr(value, 'id', '')}", label)
        audiences = getattr(value, "audiences", ()) or at.audiences
        if at.root == "catalogue":
            audiences = at.audiences  # a course is listed for all
        for name in type(value).model_fields:
            reader = "group" if getattr(value, ALONE.get((owner, name), ""), None) else _reader(owner, name)
            yield from _walk(getattr(value, name), replace(
                at, owner=owner, field=name, label=label, audiences=audiences, place=f"{at.place}.{name}".strip("."), reader=reader,
            ), labels)  # fmt: skip


def _shown_by(slide: ActivitySlide | DiagramSlide) -> str:
    return slide.activity if isinstance(slide, ActivitySlide) else slide.diagram


def _reader(owner: str, field: str) -> Reader:
    if (owner, field) in PRACTICE:
        return "practice"
    if (owner, field) in FACILITATOR:
        return "facilitator"
    if field in ALONE.values():
        return "alone"
    return "room" if owner in ROOM else "anyone"


def _labels(curriculum: Curriculum) -> dict[str, str]:
    """Labels from elsewhere: of modules from their course, of activities and drawings from their places, of facts from their sources."""
    found: dict[str, str] = {}
    for course in curriculum.catalogue.courses:
        found |= dict.fromkeys(course.modules, course.access or "open")
    for module in curriculum.modules.values():
        found |= _asked(module)
    drawn: dict[str, set[str]] = {}
    for root, label, block in _placed(curriculum, found):
        match block:
            case PlaceDiagram():
                drawn.setdefault(block.diagram, set()).add(label)
            case PlaceQuiz() if label == "restricted":
                found[f"Quiz {root} {block.quiz}"] = label
            case PlaceScenario() if label == "restricted":
                found[f"Scenario {root} {block.scenario}"] = label
    found |= {f"diagram {name}": "restricted" for name, labels in drawn.items() if labels == {"restricted"}}
    for fact in curriculum.facts.values():
        found[f"fact {fact.id}"] = _strictest(fact.access, *(curriculum.sources[name].access for name in fact.sources))
    return found


def _asked(module: Module) -> dict[str, str]:
    """Questions that assess something restricted."""
    aims = {objective.id for objective in module.objectives if objective.access == "restricted"}
    questions = (question for quiz in module.quizzes for question in quiz.questions if question.objective in aims)
    return {f"{type(question).__name__} {module.id} {question.id}": "restricted" for question in questions}


def _placed(curriculum: Curriculum, holders: dict[str, str]) -> Iterator[tuple[str, str, Guarded]]:
    """Every block with what it stands in and its label."""
    for module in curriculum.modules.values():
        for segment in module.segments:
            for block in segment.body:
                yield module.id, _strictest(holders[module.id], module.access, segment.access, block.access), block
    for page in curriculum.pages.values():
        for section in page.sections:
            for block in section.body:
                yield page.id, _strictest(page.access, section.access, block.access), block


def _strictest(*labels: str | None) -> str:
    return "restricted" if "restricted" in labels else "open"


def told(words: Iterable[str], labelled: Labelled) -> str:
    """What markers are, one a line, for a failure that can be read."""
    return "\n".join(sorted(str(labelled.planted[word]) for word in words))
