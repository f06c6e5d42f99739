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
from toolkit.model.page import Page, PageBlock, Section, WhomToCall
from toolkit.model.quiz import Quiz
from toolkit.model.registers import Fact
from toolkit.model.scenario import Scenario
from toolkit.model.session import Parameters

G = TypeVar("G", bound=Guarded)
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


def seen_parameters(curriculum: Curriculum, parameters: Parameters) -> Parameters:
    """``parameters`` without the local numbers of contacts that their readers may not see."""
    kept = seen(curriculum, parameters.clearance).contacts
    numbers = {name: number for name, number in parameters.contacts.items() if name in kept or name not in curriculum.contacts}
    return parameters.model_copy(update={"contacts": numbers})


def _seen(curriculum: Curriculum, clearance: Access) -> Curriculum:
    sources = _kept(curriculum.sources, clearance)
    facts = {name: fact for name, fact in _kept(curriculum.facts, clearance).items() if set(fact.sources) <= sources.keys()}
    if clearance == "restricted":
        facts = {name: _with_sources(fact, curriculum) for name, fact in facts.items()}
    terms, diagrams = _kept(curriculum.terms, clearance), _kept(curriculum.diagrams, clearance)
    contacts = _kept(curriculum.contacts, clearance)
    modules = {
        name: module
        for name, written in curriculum.modules.items()
        if (module := _module(written, curriculum.course_of.get(name), diagrams, clearance))
    }
    listed = {name: module.model_copy(update={"glossary": _among(module.glossary, terms)}) for name, module in modules.items()}
    pages = {name: page for name, written in curriculum.pages.items() if (page := _page(written, diagrams, contacts, clearance))}
    return replace(
        curriculum,
        catalogue=_catalogue(curriculum.catalogue, modules, pages, clearance),
        modules=listed, pages=pages, facts=facts, sources=sources, terms=terms, diagrams=diagrams, contacts=contacts,
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
    aims = {objective.id: most_restrictive((objective.access,)) for objective in written.objectives}
    raised = {
        "quizzes": tuple(_raised(_quiz_for(aims, quiz), labels.get(quiz.id)) for quiz in written.quizzes),
        "scenarios": tuple(_raised(story, labels.get(story.id), _aim_of(story, aims)) for story in written.scenarios),
    }
    module = seen_part(written.model_copy(update=raised), holder, clearance)
    if module is None:
        return None
    shown: dict[str, Quiz | Scenario] = {quiz.id: quiz for quiz in module.quizzes}
    shown |= {scenario.id: scenario for scenario in module.scenarios}
    objectives = {objective.id for objective in module.objectives}
    segments = (_segment(segment, shown, diagrams, objectives) for segment in module.segments)
    kept = {
        "segments": tuple(segment for segment in segments if segment.body),
        "scenarios": tuple(_story(story, aims.keys() - objectives) for story in module.scenarios),
    }
    return module.model_copy(update=kept)


def _placed_labels(module: Module, holder: Access) -> Labels:
    """The labels of the quizzes and scenarios whose place is restricted: they are no more open than it is."""
    labels: dict[str, Access] = {}
    for segment in module.segments:
        for block in segment.body:
            if isinstance(block, PlaceQuiz | PlaceScenario):
                name = block.quiz if isinstance(block, PlaceQuiz) else block.scenario
                labels[name] = most_restrictive((holder, module.access, segment.access, block.access, labels.get(name)))
    return labels


def _quiz_for(aims: Labels, quiz: Quiz) -> Quiz:
    """``quiz`` with questions that are no more open than what they assess: they name it."""
    return quiz.model_copy(update={"questions": tuple(_raised(each, aims.get(each.objective)) for each in quiz.questions)})


def _aim_of(story: Scenario, aims: Labels) -> Access:
    """The most open of what ``story`` practises."""
    return "restricted" if {aims.get(name, "open") for name in story.objectives} == {"restricted"} else "open"


def _story(story: Scenario, hidden: Collection[str]) -> Scenario:
    return story.model_copy(update={"objectives": tuple(name for name in story.objectives if name not in hidden)})


def _raised(thing: G, *labels: Access | None) -> G:
    label = most_restrictive((thing.access, *labels))
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


def _page(
    written: Page, diagrams: Mapping[str, Diagram], contacts: Collection[str], clearance: Access
) -> Page | None:
    page = seen_part(written, "open", clearance)
    if page is None:
        return None
    sections: list[Section] = []
    for section in page.sections:
        there = (_with_contacts(block, contacts) for block in section.body if _is_there(block, {}, diagrams))
        body = tuple(block for block in there if block is not None)
        if body:
            sections.append(section.model_copy(update={"body": body}))
    return page.model_copy(update={"sections": tuple(sections)}) if sections else None


def _with_contacts(block: PageBlock, contacts: Collection[str]) -> PageBlock | None:
    """``block`` with those of its contacts that are there; None where it lists some and none is: an empty list means all."""
    if not isinstance(block, WhomToCall) or not block.contacts:
        return block
    kept = _among(block.contacts, contacts)
    return block.model_copy(update={"contacts": kept}) if kept else None
