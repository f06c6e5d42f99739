"""``facilitate export``: kits for sessions, for modules, for courses, or for the whole open catalogue."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.batch.pool import Pool, usual_jobs, warm_up
from toolkit.batch.run import Finished, Run
from toolkit.build import build_kit, build_pages, load_checked
from toolkit.commands.asked import Asked
from toolkit.commands.export_told import PAGES, told, told_unchanged
from toolkit.commands.sessions import checked_session, curriculum_folder
from toolkit.errors import ToolkitError, UsageError
from toolkit.export.registry import Format, format_named, formats
from toolkit.kit.order import KitOrder, PagesOrder, kit_order
from toolkit.kit.work import KitResult, Shelf
from toolkit.model.base import RESERVED, AudienceId
from toolkit.model.clearance import seen, seen_module
from toolkit.model.curriculum import Course, Curriculum
from toolkit.model.session import Parameters, Session
from toolkit.progress import Progress, progress

_FEW = 4
"""Steps that are sooner done in this process than by others."""


def export(asked: Asked, names: Sequence[str], out: Path, curriculum: Path | None) -> int:
    """Write the kits asked for; 1 when a piece of one failed, after the others are made."""
    started = time.monotonic()
    call = asked.call(names, out, curriculum)
    jobs = max(asked.jobs or usual_jobs(), 1)
    if jobs > 1:
        warm_up()
    rows = [format_named(name) for name in dict.fromkeys(names)] or list(formats().values())
    found = load_checked(curriculum_folder(curriculum))
    wanted, failures = _wanted(asked, found)
    orders: list[KitOrder] = []
    for name, session in wanted.items():
        try:
            orders.append(replace(kit_order(found, name, session, rows, out), zipped=asked.zipped))
        except ToolkitError as error:
            failures.append((name, error))
    pages = tuple(seen(found, "open").page(name) for name in dict.fromkeys(asked.pages))
    loose = PagesOrder(PAGES, _of_pages(rows) if pages else (), out, pages, Parameters())
    results: list[KitResult] = []
    with progress(sum(order.steps for order in [*orders, loose])) as bar:
        for name, result in _kits_of(found, orders, bar, jobs):
            if isinstance(result, ToolkitError):
                failures.append((name, result))
            else:
                results.append(result)
        if pages:
            results.append(build_pages(found, loose, bar))
    places = {order.name: place for place, order in enumerate(orders)}
    results.sort(key=lambda result: places.get(result.name, len(places)))
    sys.stdout.write(f"{told(results, why=asked.explain)} in {time.monotonic() - started:.1f} s.\n")
    failures += [(f"{result.name}/{piece}", error) for result in results for piece, error in result.failures]
    for piece, why in failures:
        sys.stderr.write(f"failed  {piece}: {why}\n")
    if not failures:
        call.remember(told_unchanged(results), _files_of(results))
    return 1 if failures else 0


def _files_of(results: Sequence[KitResult]) -> Iterator[Path]:
    for result in results:
        yield from (each.path for each in result.made)
        if result.packed:
            yield result.packed.path


def _kits_of(found: Curriculum, orders: Sequence[KitOrder], bar: Progress, jobs: int) -> Iterator[Finished]:
    """What comes of each order: made in this process where one is enough, or by as many as there are ``jobs``."""
    files = sum(order.steps for order in orders)
    if jobs > 1 and files > _FEW:
        with Pool(found, min(jobs, files)) as pool:
            yield from Run(pool, bar).kits(orders)
        return
    shelf = Shelf()
    for order in orders:
        try:
            yield order.name, build_kit(found, order, bar, shelf=shelf)
        except ToolkitError as error:
            yield order.name, error


def _of_pages(rows: Sequence[Format]) -> list[Format]:
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
        if path.stem in wanted:
            raise UsageError(f"Two session files are called {path.stem}.", "Rename one, or export them one by one.")
        try:
            _refuse_unsafe_name(path)
            wanted[path.stem] = checked_session(path, found)
        except ToolkitError as error:
            failures.append((str(path), error))
    named = [(_kit_name(seen_module(found, module_id, "open").id), _one_module(module_id, found)) for module_id in asked.modules]
    named += [(course_id, _whole_course(course_id, found)) for course_id in asked.courses]
    for name, session in named:
        if name in {path.stem for path in asked.sessions}:
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
