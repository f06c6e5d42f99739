"""A curriculum in; every problem of its content, located, out, and those that its authors allowed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from toolkit.check import (
    access,
    allowances,
    assessment,
    claims,
    contacts,
    detail,
    diagrams,
    facilitator_notes,
    facts,
    feedback,
    glossary,
    hearsay,
    item_writing,
    language,
    notices,
    objectives,
    pacing,
    pages,
    plain_language,
    plain_words,
    question_sets,
    references,
    registers,
    restraint,
    roles,
    safety,
    scenario,
    scenario_choices,
    scenario_clocks,
    scenario_shape,
    structure,
    timing,
    unused,
    written,
)
from toolkit.check.allowances import Review, part_allowed
from toolkit.check.finding import (
    AsOf,
    Chart,
    ContentRule,
    DiagramRule,
    Finding,
    ModuleRule,
    PageRule,
    Piece,
    RegisterRule,
    Sheet,
    Subject,
    TextRule,
)
from toolkit.errors import Problem
from toolkit.model.curriculum import Curriculum, Marks, Place
from toolkit.model.rule import Rule

P = TypeVar("P", bound=Piece)
GROUPS: dict[str, tuple[Rule, ...]] = {
    "Structure": (
        *structure.RULES,
        *written.RULES,
        *facilitator_notes.RULES,
        *glossary.RULES,
        *unused.RULES,
    ),
    "References": references.RULES,
    "Assessment": (
        *objectives.RULES,
        *assessment.RULES,
        *item_writing.RULES,
        *feedback.RULES,
        *question_sets.RULES,
    ),
    "Scenarios": (
        *scenario.RULES,
        *scenario_choices.RULES,
        *scenario_shape.RULES,
        *scenario_clocks.RULES,
    ),
    "Roles": roles.RULES,
    "Facts": facts.RULES,
    "Claims and figures": (*claims.RULES, *hearsay.RULES),
    "Registers": registers.RULES,
    "Contacts": contacts.RULES,
    "Reference pages": pages.RULES,
    "Diagrams": diagrams.RULES,
    "Language": (*language.RULES, *plain_language.RULES, *plain_words.RULES),
    "Access": access.RULES,
    "Safety": (*safety.RULES, *notices.RULES, *detail.RULES, *restraint.RULES, *pacing.RULES),
    "Time": timing.RULES,
    "Allowances": allowances.RULES,
}
RULES: dict[str, Rule] = {rule.id: rule for group in GROUPS.values() for rule in group}


def find_problems(curriculum: Curriculum, as_of: AsOf | None = None) -> list[Problem]:
    """Every problem of the curriculum's content that nobody allowed, in order of file and line. Never raises for content."""
    return list(review_content(curriculum, as_of).problems)


def find_errors(curriculum: Curriculum) -> list[Problem]:
    """The errors alone that nobody allowed, for work that goes on in spite of warnings and advice, which take as long to find."""
    rules = [rule for rule in RULES.values() if rule.severity == "error"]
    found = set(_problems(curriculum, _today(), rules))
    standing = part_allowed(found, curriculum.marks.values(), RULES, sure=False).problems
    return [problem for problem in standing if problem.severity == "error"]


def review_content(curriculum: Curriculum, as_of: AsOf | None = None) -> Review:
    """Every problem of the curriculum's content, those apart that a note '# allow:' silences.

    ``as_of`` says on which day review days and confirmations are looked at; today when left
    out. Where ``load`` put stand-ins for what it could not read, nothing is said about them.
    """
    files = curriculum.marks.values()
    sure = all(marks.whole and not marks.guessed for marks in files)
    return part_allowed(set(_problems(curriculum, as_of or _today(), RULES.values())), files, RULES, sure=sure)


def _today() -> AsOf:
    return AsOf(date.today())  # noqa: DTZ011  # a person's day, not an instant


def _problems(curriculum: Curriculum, as_of: AsOf, rules: Collection[Rule]) -> Iterator[Problem]:
    modules = [Subject(name, module, curriculum, as_of) for name, module in curriculum.modules.items()]
    sheets = [Sheet(f"pages/{name}", page, curriculum, as_of) for name, page in curriculum.pages.items()]
    charts = [Chart(f"diagrams/{name}", drawn, curriculum, as_of) for name, drawn in curriculum.diagrams.items()]
    for rule in rules:
        match rule:
            case RegisterRule():
                if _is_whole(curriculum, rule.needs):
                    yield from _located(curriculum, rule, "catalogue", rule.find(curriculum, as_of))
            case ModuleRule():
                yield from _in_each(modules, rule, rule.find)
            case PageRule():
                yield from _in_each(sheets, rule, rule.find)
            case DiagramRule():
                yield from _in_each(charts, rule, rule.find)
            case TextRule():
                yield from _in_each([*modules, *sheets, *charts], rule, rule.find)


def _in_each(pieces: Sequence[P], rule: ContentRule, find: Callable[[P], Iterable[Finding]]) -> Iterator[Problem]:
    for piece in pieces:
        if _is_whole(piece.curriculum, rule.needs, piece.id):
            yield from _located(piece.curriculum, rule, piece.id, find(piece))


def _is_whole(curriculum: Curriculum, needs: tuple[str, ...], piece_id: str = "") -> bool:
    files = (piece_id if need in ("module", "page", "diagram") else need for need in needs)
    return all(curriculum.marks[name].whole for name in files if name in curriculum.marks)


def _located(
    curriculum: Curriculum, rule: ContentRule, default: str, findings: Iterable[Finding]
) -> Iterator[Problem]:
    for finding in findings:
        name = finding.file or default
        marks = curriculum.marks.get(name) or Marks(name, {})
        if not _is_guess(finding.place, marks):
            yield rule.broken(marks.file, marks.find(finding.place, finding.words), finding.what, finding.mend)


def _is_guess(place: Place, marks: Marks) -> bool:
    """Whether the value at ``place``, one around it or one directly in it is a stand-in."""
    return any(place[: len(guess)] == guess or guess[:-1] == place for guess in marks.guessed)
