"""Nobody is locked out: every PowerPoint and Word file of a kit with everything in it, and of each course that ships, has no barrier."""

from __future__ import annotations

from typing import Any

import pytest

from tests.logos import address, dots
from tests.vetted import BY
from toolkit.audit import Audit, audit, rules_of
from toolkit.build import run_notebook
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.look.theme import DEFAULT
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session

ROWS = [row for row in formats().values() if row.suffix in {".pptx", ".docx"} and row.of == "session"]
COURSES = ("intro", "child-welfare", "running", "law-enforcement")
EVERYTHING: dict[str, Any] = {
    "modules": ["intro/1", "child-welfare/3", "law-enforcement/3"], "audience": "law-enforcement", "vetted_by": BY, "title": "All “in one”", "start": "08:30", "days": [{"date": "2027-01-15"}, {"date": "2027-01-22"}], "place": "Room 2", "paper": "a4",
    "organization": "Łódź & Peña “Center”", "facilitators": ["Zoë Ångström", "D'Arcy O'Neil"], "take_turns": True, "participants": 48, "rooms": ["Blue", "Green"],
    "lunch": {"at": "12:00", "minutes": 45}, "contacts": {"state-line": "555-0100"},
    "look": {"logo": address(dots()), "logo_alt": "Springfield Library", "primary": "#FFCC00", "accent": "#FFCC00", "footer": "12 Main Street"},
}  # fmt: skip
"""Two days, two rooms, a logo, a color in which no text can be read as it is, and what only vetted readers see. Its other modules are looked at with their courses."""
SEEN_BY_PEOPLE = {"pptx-contrast-is-seen-by-a-person", "docx-contrast-is-seen-by-a-person", "docx-layout-tables-are-seen-by-a-person"}
NOT_IN_OURS = {"docx-form-fields-have-names"}


def session_with(curriculum: Curriculum, course: str) -> Session:
    """The course as it ships, cleared where it is restricted, or everything that a session can ask for."""
    if course == "everything":
        return Session.model_validate(EVERYTHING)
    modules = [module for one in curriculum.catalogue.courses if one.id == course for module in one.modules]
    cleared = {"audience": "law-enforcement", "vetted_by": BY} if any(curriculum.access_of(module) == "restricted" for module in modules) else {}
    return Session.model_validate({"modules": modules, **cleared})


@pytest.fixture(scope="module")
def audits(curriculum: Curriculum) -> dict[tuple[str, str], Audit]:
    """What is found in each file, by course and format; a kit is made once."""
    found = {}
    for course in (*COURSES, "everything"):
        notebook = run_notebook(curriculum, session_with(curriculum, course))
        for row in ROWS:
            looked = audit(row.exporter()(read(notebook, row.reader), DEFAULT), row.suffix)
            assert looked is not None
            found[course, row.name] = looked
    return found


def test_these_are_all_courses_and_all_office_files(curriculum: Curriculum) -> None:
    assert {course.id for course in curriculum.catalogue.courses} == set(COURSES)
    assert {row.name for row in ROWS} == {"pptx", "handout-docx", "guide-docx", "request-letter-docx"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("course", [*COURSES, "everything"])
def test_no_office_file_has_a_barrier(course: str, row: Any, audits: dict[tuple[str, str], Audit]) -> None:
    found = audits[course, row.name]
    assert not found.barriers, "\n".join(f"{barrier.where}: {barrier.what}" for barrier in found.barriers)
    assert [rule for rule, _ in found.looked_at] == [rule.id for rule in rules_of(row.suffix)]


def test_nothing_is_left_undecided_and_every_rule_has_something_to_look_at(audits: dict[tuple[str, str], Audit]) -> None:
    counted: dict[str, int] = {}
    for found in audits.values():
        for rule, count in found.looked_at:
            counted[rule] = counted.get(rule, 0) + count
    assert {rule for rule in SEEN_BY_PEOPLE if counted[rule]} == set()
    unseen = {rule for rule, count in counted.items() if not count} - SEEN_BY_PEOPLE
    assert unseen == NOT_IN_OURS | {"pptx-links-tell-where-they-lead"}  # our slides link to each other, by whole shapes
    assert min(counted["pptx-text-stands-out"], counted["docx-text-stands-out"]) > 5_000
