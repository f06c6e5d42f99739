"""A curriculum in; every problem of its content, located, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from toolkit.check import assessment, facts, language, references, safety, scenario, structure, timing
from toolkit.check.finding import AsOf, ContentRule, Finding, ModuleRule, Piece, RegisterRule, Subject, TextRule
from toolkit.errors import Problem
from toolkit.model.curriculum import Curriculum, Marks, Place

GROUPS: dict[str, tuple[ContentRule, ...]] = {
    "Structure": structure.RULES,
    "References": references.RULES,
    "Assessment": assessment.RULES,
    "Scenarios": scenario.RULES,
    "Facts": facts.RULES,
    "Language": language.RULES,
    "Safety": safety.RULES,
    "Time": timing.RULES,
}
RULES: dict[str, ContentRule] = {rule.id: rule for group in GROUPS.values() for rule in group}


def find_problems(curriculum: Curriculum, as_of: AsOf | None = None) -> list[Problem]:
    """Every problem of the curriculum's content, in order of file and line. Never raises for content.

    ``as_of`` says on which day review days and confirmations are looked at; today when left
    out. Where ``load`` put stand-ins for what it could not read, nothing is said about them.
    """
    return sorted(set(_problems(curriculum, as_of or AsOf(date.today()))))  # noqa: DTZ011  # a person's day, not an instant


def _problems(curriculum: Curriculum, as_of: AsOf) -> Iterator[Problem]:
    modules = [Subject(name, module, curriculum, as_of) for name, module in curriculum.modules.items()]
    pages = [Piece(f"pages/{name}", page, curriculum, as_of) for name, page in curriculum.pages.items()]
    for rule in RULES.values():
        match rule:
            case RegisterRule():
                if _is_whole(curriculum, rule.needs):
                    yield from _located(curriculum, rule, "catalogue", rule.find(curriculum, as_of))
            case ModuleRule():
                for subject in modules:
                    if _is_whole(curriculum, rule.needs, subject.id):
                        yield from _located(curriculum, rule, subject.id, rule.find(subject))
            case TextRule():
                for piece in (*modules, *pages):
                    if _is_whole(curriculum, rule.needs, piece.id):
                        yield from _located(curriculum, rule, piece.id, rule.find(piece))


def _is_whole(curriculum: Curriculum, needs: tuple[str, ...], module_id: str = "") -> bool:
    files = (module_id if need == "module" else need for need in needs)
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
