"""A curriculum and a clearance in; the curriculum as readers with that clearance may see it, every label filled in, out.

Plans, notebooks and activities are made from what this gives and never from the whole: nothing after it has to
remember who is reading. What is left names nothing that was taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from toolkit.errors import UsageError
from toolkit.model.access import CLEARED_AUDIENCE, Access, Guarded, most_restrictive, seen_part
from toolkit.model.activity import PlaceQuiz, PlaceScenario
from toolkit.model.base import Noun
from toolkit.model.curriculum import Catalogue, Course, Curriculum
from toolkit.model.diagram import Diagram, PlaceDiagram
from toolkit.model.module import ActivitySlide, DiagramSlide, Module, Segment, Slide
from toolkit.model.page import Page, Section
from toolkit.model.quiz import Quiz
from toolkit.model.registers import Fact
from toolkit.model.scenario import Scenario

G = TypeVar("G", bound=Guarded)
T = TypeVar("T", Quiz, Scenario)
Labels = Mapping[str, Access]

HOW_TO_OPEN = (
    f"To open it, state in the session file, or in the settings of the notebook, the audience {CLEARED_AUDIENCE} and, as "
    "vetted_by, who confirmed that every reader is a vetted public-safety professional."
)


def seen(curriculum: Curriculum, clearance: Access) -> Curriculum:
    """What readers with ``clearance`` may see of ``curriculum``. The same call gives the same object."""
    views = curriculum.views
    if clearance not in views:
        views[clearance] = _seen(curriculum, clearance)
    return views[clearance]


def seen_module(curriculum: Curriculum, module_id: str, clearance: Access) -> Module:
    """The module as readers with ``clearance`` see it. Raises UsageError, saying how one is opened that they may not see."""
    view = seen(curriculum, clearance)
    if module_id not in view.modules and module_id in curriculum.modules:
        raise UsageError(f"Module '{module_id}' is for vetted public-safety professionals.", HOW_TO_OPEN)
    return view.module(module_id)


def _seen(curriculum: Curriculum, clearance: Access) -> Curriculum:
    sources = _kept(curriculum.sources, clearance)
    facts = {name: fact for name, fact in _kept(curriculum.facts, clearance).items() if set(fact.sources) <= sources.keys()}
    if clearance == "restricted":
        facts = {name: _with_sources(fact, curriculum) for name, fact in facts.items()}
    terms, diagrams = _kept(curriculum.terms, clearance), _kept(curriculum.diagrams, clearance)
    modules = {
        name: module
        for name, written in curriculum.modules.items()
        if (module := _module(written, curriculum.course_of.get(name), diagrams, clearance))
    }
    listed = {name: module.model_copy(update={"glossary": _among(module.glossary, terms)}) for name, module in modules.items()}
    pages = {name: page for name, written in curriculum.pages.items() if (page := _page(written, diagrams, clearance))}
    return replace(
        curriculum,
        catalogue=_catalogue(curriculum.catalogue, modules, pages, clearance),
        modules=listed, pages=pages, facts=facts, sources=sources, terms=terms, diagrams=diagrams,
        contacts=_kept(curriculum.contacts, clearance),
    )  # fmt: skip


def _kept(entries: Mapping[str, G], clearance: Access) -> dict[str, G]:
    found = ((name, seen_part(entry, "open", clearance)) for name, entry in entries.items())
    return {name: entry for name, entry in found if entry is not None}


def _with_sources(fact: Fact, curriculum: Curriculum) -> Fact:
    """A fact can be told from its sources: it is no more open than they are."""
    known = (curriculum.sources[source].access for source in fact.sources if source in curriculum.sources)
    return fact.model_copy(update={"access": most_restrictive((fact.access, *known))})


def _among(names: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _catalogue(
    catalogue: Catalogue, modules: Collection[str], pages: Collection[str], clearance: Access
) -> Catalogue:
    whole = (seen_part(course, "open", clearance) for course in catalogue.courses)
    courses = tuple(
        course.model_copy(update={"modules": kept}) for course in whole if course and (kept := _among(course.modules, modules))
    )
    return catalogue.model_copy(update={"courses": courses, "pages": _among(catalogue.pages, pages)})


def _module(written: Module, course: Course | None, diagrams: Mapping[str, Diagram], clearance: Access) -> Module | None:
    holder = most_restrictive((course.access if course else "open",))
    labels = _placed_labels(written, holder)
    raised = {
        "quizzes": tuple(_raised(quiz, labels) for quiz in written.quizzes),
        "scenarios": tuple(_raised(scenario, labels) for scenario in written.scenarios),
    }
    module = seen_part(written.model_copy(update=raised), holder, clearance)
    if module is None:
        return None
    shown: dict[str, Quiz | Scenario] = {quiz.id: quiz for quiz in module.quizzes}
    shown |= {scenario.id: scenario for scenario in module.scenarios}
    objectives = {objective.id for objective in module.objectives}
    segments = (_segment(segment, shown, diagrams, objectives) for segment in module.segments)
    return module.model_copy(update={"segments": tuple(segment for segment in segments if segment.body)})


def _placed_labels(module: Module, holder: Access) -> Labels:
    """The labels of the quizzes and scenarios whose place is restricted: they are no more open than it is."""
    labels: dict[str, Access] = {}
    for segment in module.segments:
        for block in segment.body:
            if isinstance(block, PlaceQuiz | PlaceScenario):
                name = block.quiz if isinstance(block, PlaceQuiz) else block.scenario
                labels[name] = most_restrictive((holder, module.access, segment.access, block.access, labels.get(name)))
    return labels


def _raised(thing: T, labels: Labels) -> T:
    label = most_restrictive((thing.access, labels.get(thing.id)))
    return thing if label == "open" else thing.model_copy(update={"access": label})


def _segment(
    segment: Segment, shown: Mapping[str, Quiz | Scenario], diagrams: Mapping[str, Diagram], objectives: Collection[str]
) -> Segment:
    """``segment`` without places and slides for what is no longer there."""
    body = tuple(block for block in segment.body if _is_there(block, shown, diagrams))
    own = {getattr(block, "id", "") for block in body} | {
        block.quiz if isinstance(block, PlaceQuiz) else block.scenario
        for block in body if isinstance(block, PlaceQuiz | PlaceScenario)
    }  # fmt: skip
    slides: list[Slide] = []
    for slide in segment.slides:
        if isinstance(slide, DiagramSlide) and slide.diagram not in diagrams:
            continue
        if isinstance(slide, ActivitySlide):
            if slide.activity not in own:
                continue
            quiz = shown.get(slide.activity)
            asked = _among(slide.questions, {each.id for each in quiz.questions} if isinstance(quiz, Quiz) else ())
            if slide.questions and not asked:
                continue
            slides.append(slide.model_copy(update={"questions": asked}))
        else:
            slides.append(slide)
    served = _among(segment.objectives, objectives)
    return segment.model_copy(update={"body": body, "slides": tuple(slides), "objectives": served})


def _is_there(block: Noun, shown: Mapping[str, Quiz | Scenario], diagrams: Mapping[str, Diagram]) -> bool:
    match block:
        case PlaceQuiz(quiz=name) | PlaceScenario(scenario=name):
            return name in shown
        case PlaceDiagram(diagram=name):
            return name in diagrams
        case _:
            return True


def _page(written: Page, diagrams: Mapping[str, Diagram], clearance: Access) -> Page | None:
    page = seen_part(written, "open", clearance)
    if page is None:
        return None
    sections: list[Section] = []
    for section in page.sections:
        body = tuple(block for block in section.body if _is_there(block, {}, diagrams))
        if body:
            sections.append(section.model_copy(update={"body": body}))
    return page.model_copy(update={"sections": tuple(sections)}) if sections else None

