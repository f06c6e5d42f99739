"""What a call names in; the sessions of its kits, and the formats of its pages, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.batch.matrix import open_matrix
from toolkit.batch.matrix_names import as_one
from toolkit.commands.asked import Asked
from toolkit.commands.export_told import PAGES
from toolkit.commands.sessions import checked_session, session_file
from toolkit.errors import ToolkitError, UsageError
from toolkit.export.registry import Format, formats
from toolkit.model.base import RESERVED, AudienceId
from toolkit.model.clearance import seen_module
from toolkit.model.curriculum import Course, Curriculum
from toolkit.model.session import Session

Wanted = tuple[Iterable[tuple[str, Session | ToolkitError]], int]
"""Sessions by the names of their kits, one after the other, or why there can be none; and how many there are."""


def wanted(asked: Asked, found: Curriculum) -> Wanted:
    """What is asked for. Raises UsageError where two kits would have one name, and ContentError where a table is no good."""
    if asked.matrix is None:
        sessions, failures = _wanted(asked, found)
        return [*sessions.items(), *failures], len(sessions)
    if len(asked.sessions) != 1 or asked.modules or asked.courses or asked.pages:
        raise UsageError("A table of kits goes with one session file, and with nothing else.", "Name the session file that its rows fill in.")
    matrix = open_matrix(session_file(asked.sessions[0], found.root), asked.matrix, found)
    return matrix, len(matrix)


def formats_of_pages(rows: Sequence[Format]) -> list[Format]:
    """The formats among ``rows`` that pages can have. Raises UsageError when there is none."""
    found = [row for row in rows if row.of == "page"]
    if not found:
        known = ", ".join(row.name for row in formats().values() if row.of == "page")
        raise UsageError("No format that was asked for is one of pages.", f"Formats of pages: {known}.")
    return found


def _wanted(asked: Asked, found: Curriculum) -> tuple[dict[str, Session], list[tuple[str, ToolkitError]]]:
    """Sessions by kit name, and those that cannot be used. Without any, each open module is one."""
    wanted: dict[str, Session] = {}
    failures: list[tuple[str, ToolkitError]] = []
    for path in asked.sessions:
        if as_one(path.stem) in map(as_one, wanted):
            raise UsageError(f"Two session files are called {path.stem}, case and accents aside.", "Rename one, or export them one by one.")
        try:
            _refuse_unsafe_name(path)
            wanted[path.stem] = checked_session(path, found)
        except ToolkitError as error:
            failures.append((str(path), error))
    named = [(_kit_name(seen_module(found, module_id, "open").id), _one_module(module_id, found)) for module_id in asked.modules]
    named += [(course_id, _whole_course(course_id, found)) for course_id in asked.courses]
    for name, session in named:
        if as_one(name) in {as_one(path.stem) for path in asked.sessions}:
            raise UsageError(f"Two kits would be called {name}.", "Rename the session file, or export them one by one.")
        wanted[name] = session
    if PAGES in wanted and asked.pages:
        raise UsageError(f"A kit and the pages would both be called {PAGES}.", "Export them one by one.")
    if not asked.sessions and not named and not asked.pages:
        for module in found.open_modules():
            wanted[_kit_name(module.id)] = _one_module(module.id, found)
    return wanted, failures


def _one_module(module_id: str, found: Curriculum) -> Session:
    """The session of one module, for those its course is made for first."""
    return Session(modules=(module_id,), audience=_first_audience(found.course_of.get(module_id)))


def _first_audience(course: Course | None) -> AudienceId:
    return course.audiences[0] if course and course.audiences else "community"


def _whole_course(course_id: str, found: Curriculum) -> Session:
    """The session of a course: all its open modules, under its title. Raises UsageError, listing those there are."""
    open_ids = {module.id for module in found.open_modules()}
    known = {course.id: course for course in found.catalogue.courses if open_ids & set(course.modules)}
    if course_id not in known:
        raise UsageError(f"There is no open course '{course_id}'.", f"Known courses: {', '.join(known) or 'none'}.")
    course = known[course_id]
    modules = tuple(module for module in course.modules if module in open_ids)
    return Session(title=course.title, modules=modules, audience=_first_audience(course))


def _refuse_unsafe_name(path: Path) -> None:
    """A kit's folder is called after its session file, so that name must be one on every operating system."""
    stem = path.stem
    if not re.fullmatch(r"\w[\w .-]{0,99}", stem) or stem != stem.rstrip(" .") or stem.split(".")[0].lower() in RESERVED:
        raise UsageError(f"A kit cannot be called '{stem}'.", "Rename the session file: letters, digits, hyphens.")


def _kit_name(module_id: str) -> str:
    return module_id.replace("/", "-")
