"""Rules of reference: everything that is named exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.check.finding import AsOf, Finding, ModuleRule, PageRule, RegisterRule, Sheet, Subject, unknown
from toolkit.check.structure import sorts_of
from toolkit.model.activity import PlaceQuiz, PlaceScenario
from toolkit.model.base import AudienceId
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.module import ActivitySlide
from toolkit.model.quiz import Quiz
from toolkit.model.scenario import Ending


def _unknown_objectives(subject: Subject) -> Iterator[Finding]:
    known = [objective.id for objective in subject.module.objectives]
    used: list[tuple[Place, str]] = []
    for n, segment in enumerate(subject.module.segments):
        used += [(("segments", n, "objectives", m), name) for m, name in enumerate(segment.objectives)]
    for n, quiz in enumerate(subject.module.quizzes):
        used += [
            (("quizzes", n, "questions", m, "objective"), question.objective)
            for m, question in enumerate(quiz.questions)
        ]
    for n, scenario in enumerate(subject.module.scenarios):
        used += [(("scenarios", n, "objectives", m), name) for m, name in enumerate(scenario.objectives)]
    return (unknown("objective", place, name, known) for place, name in used if name not in known)


def _unknown_activities(subject: Subject) -> Iterator[Finding]:
    module = subject.module
    quizzes, scenarios = ([thing.id for thing in things] for things in (module.quizzes, module.scenarios))
    for n, segment in enumerate(module.segments):
        for m, block in enumerate(segment.body):
            if isinstance(block, PlaceQuiz) and block.quiz not in quizzes:
                yield unknown("quiz", ("segments", n, "body", m, "quiz"), block.quiz, quizzes)
            if isinstance(block, PlaceScenario) and block.scenario not in scenarios:
                yield unknown("scenario", ("segments", n, "body", m, "scenario"), block.scenario, scenarios)
        for m, slide in enumerate(segment.slides):
            if isinstance(slide, ActivitySlide):
                yield from _slide_targets(subject, ("segments", n, "slides", m), slide)


def _slide_targets(subject: Subject, place: Place, slide: ActivitySlide) -> Iterator[Finding]:
    activities = subject.module.activities
    target = activities.get(slide.activity)
    if target is None:
        yield unknown("activity", (*place, "activity"), slide.activity, activities)
    elif slide.questions and not isinstance(target, Quiz):
        yield Finding(
            (*place, "questions"), f"'{slide.activity}' is no quiz and has no questions.", "Delete 'questions'."
        )
    elif isinstance(target, Quiz):
        known = [question.id for question in target.questions]
        for number, name in enumerate(slide.questions):
            if name not in known:
                yield unknown("question", (*place, "questions", number), name, known)


def _unknown_categories(subject: Subject) -> Iterator[Finding]:
    for place, sort in sorts_of(subject):
        known = [category.id for category in sort.categories]
        for number, card in enumerate(sort.cards):
            if card.category not in known:
                yield unknown("category", (*place, "cards", number, "category"), card.category, known)


def _unknown_audiences(subject: Subject) -> Iterator[Finding]:
    known = [audience.id for audience in subject.curriculum.catalogue.audiences]
    module = subject.module
    named: list[tuple[str, list[tuple[AudienceId, ...]]]] = [
        ("segments", [segment.audiences for segment in module.segments]),
        ("scenarios", [scenario.audiences for scenario in module.scenarios]),
        ("next_steps", [steps.audiences for steps in module.next_steps]),
    ]
    for key, things in named:
        for n, audiences in enumerate(things):
            for m, name in enumerate(audiences):
                if name not in known:
                    yield unknown("audience", (key, n, "audiences", m), name, known)


def _unknown_page_audiences(sheet: Sheet) -> Iterator[Finding]:
    known = [audience.id for audience in sheet.curriculum.catalogue.audiences]
    for number, name in enumerate(sheet.page.audiences):
        if name not in known:
            yield unknown("audience", ("audiences", number), name, known)


def _unknown_course_audiences(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    known = [audience.id for audience in curriculum.catalogue.audiences]
    for n, course in enumerate(curriculum.catalogue.courses):
        for m, name in enumerate(course.audiences):
            if name not in known:
                yield unknown("audience", ("courses", n, "audiences", m), name, known, "catalogue")


def _unknown_listed_pages(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, name in enumerate(curriculum.catalogue.pages):
        if f"pages/{name}" not in curriculum.marks:
            yield unknown("page", ("pages", number), name, curriculum.pages, "catalogue")


def _unknown_terms(subject: Subject) -> Iterator[Finding]:
    known = subject.curriculum.terms
    for number, name in enumerate(subject.module.glossary):
        if name not in known:
            yield unknown("glossary term", ("glossary", number), name, known)


def _unknown_scenes(subject: Subject) -> Iterator[Finding]:
    for n, scenario in enumerate(subject.module.scenarios):
        for m, scene in enumerate(scenario.scenes):
            for k, choice in enumerate(() if isinstance(scene, Ending) else scene.choices):
                if choice.to not in scenario.by_id:
                    yield unknown("scene", ("scenarios", n, "scenes", m, "choices", k, "to"), choice.to, scenario.by_id)


def _unknown_sources(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    registers: Iterable[tuple[str, str, Iterable[tuple[str, ...]]]] = (
        ("facts", "facts", [fact.sources for fact in curriculum.facts.values()]),
        ("language", "wordings", [wording.sources for wording in curriculum.wordings.values()]),
    )
    for file, key, entries in registers:
        for n, sources in enumerate(entries):
            for m, name in enumerate(sources):
                if name not in curriculum.sources:
                    yield unknown("source", (key, n, "sources", m), name, curriculum.sources, file)


def _unknown_register_facts(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for n, contact in enumerate(curriculum.contacts.values()):
        if contact.fact not in curriculum.facts:
            yield unknown("fact", ("contacts", n, "fact"), contact.fact, curriculum.facts, "contacts")
    for n, term in enumerate(curriculum.terms.values()):
        for m, name in enumerate(term.facts):
            if name not in curriculum.facts:
                yield unknown("fact", ("terms", n, "facts", m), name, curriculum.facts, "glossary")


_LEADS = "A reference that leads nowhere becomes a gap in a handout."
RULES = (
    ModuleRule(
        id="objective-is-known",
        may_be_allowed=False,
        says="Objectives that are named exist in the module.",
        why=_LEADS,
        find=_unknown_objectives,
        needs=("module",),
    ),
    ModuleRule(
        id="activity-is-known",
        may_be_allowed=False,
        says="Activities, quizzes, questions and scenarios that are named exist.",
        why=_LEADS,
        find=_unknown_activities,
        needs=("module",),
    ),
    ModuleRule(
        id="category-is-known",
        may_be_allowed=False,
        says="Each card of a sort names one of its piles.",
        why=_LEADS,
        find=_unknown_categories,
        needs=("module",),
    ),
    ModuleRule(
        id="scene-is-known",
        may_be_allowed=False,
        says="Each choice leads to a scene of its scenario.",
        why=_LEADS,
        find=_unknown_scenes,
        needs=("module",),
    ),
    ModuleRule(
        id="audience-is-known",
        may_be_allowed=False,
        says="Audiences that are named exist in the catalogue.",
        why=_LEADS,
        find=_unknown_audiences,
        needs=("catalogue",),
    ),
    PageRule(
        id="page-audience-is-known",
        says="Audiences that a reference page names exist in the catalogue.",
        why="A page for nobody on the list is in nobody's kit.",
        find=_unknown_page_audiences,
        needs=("catalogue",),
        may_be_allowed=False,
    ),
    RegisterRule(
        id="course-audience-is-known",
        may_be_allowed=False,
        says="Audiences that courses name exist in the catalogue.",
        why="A course for nobody on the list is never offered.",
        find=_unknown_course_audiences,
        needs=("catalogue",),
    ),
    RegisterRule(
        id="listed-page-is-known",
        may_be_allowed=False,
        says="Reference pages that the catalogue lists exist.",
        why="A misspelt id would be passed over in silence, and its page would stand elsewhere in every list.",
        find=_unknown_listed_pages,
        needs=("catalogue",),
    ),
    ModuleRule(
        id="term-is-known",
        may_be_allowed=False,
        says="Glossary terms that are named exist in the register.",
        why=_LEADS,
        find=_unknown_terms,
        needs=("glossary",),
    ),
    RegisterRule(
        id="source-is-known",
        may_be_allowed=False,
        says="Sources that the registers name exist.",
        why=_LEADS,
        find=_unknown_sources,
        needs=("sources", "facts", "language"),
    ),
    RegisterRule(
        id="register-fact-is-known",
        may_be_allowed=False,
        says="Facts that contacts and glossary terms name exist.",
        why=_LEADS,
        find=_unknown_register_facts,
        needs=("facts", "contacts", "glossary"),
    ),
)
