"""``facilitate export``: kits for sessions, for modules, or for the whole open catalogue."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.build import KitOrder, KitResult, build_kit, load_checked
from toolkit.commands.sessions import checked_session
from toolkit.errors import ToolkitError, UsageError
from toolkit.export.registry import Format, format_named, formats
from toolkit.load import find_curriculum
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session
from toolkit.progress import progress


def export(
    sessions: Sequence[Path], modules: Sequence[str], names: Sequence[str], out: Path, curriculum: Path | None
) -> int:
    """Write the kits asked for; 1 when a piece of one failed, after the others are made."""
    started = time.monotonic()
    rows = [format_named(name) for name in names] or list(formats().values())
    found = load_checked(find_curriculum(curriculum or Path.cwd()))
    wanted, failures = _wanted(sessions, modules, found)
    results: list[KitResult] = []
    with progress(len(wanted) * (len(rows) + 1)) as bar:
        for name, session in wanted.items():
            try:
                results.append(build_kit(found, KitOrder(name, session, rows, out), bar))
            except ToolkitError as error:
                failures.append((name, error))
    _summary(results, rows, time.monotonic() - started)
    failures += [(f"{result.name}/{piece}", error) for result in results for piece, error in result.failures]
    for piece, why in failures:
        sys.stderr.write(f"failed  {piece}: {why}\n")
    return 1 if failures else 0


def _wanted(
    sessions: Sequence[Path], modules: Sequence[str], found: Curriculum
) -> tuple[dict[str, Session], list[tuple[str, ToolkitError]]]:
    """Sessions by kit name, and those that cannot be used. Without any, each open module is one."""
    wanted: dict[str, Session] = {}
    failures: list[tuple[str, ToolkitError]] = []
    for path in sessions:
        if path.stem in wanted:
            raise UsageError(f"Two session files are called {path.stem}.", "Rename one, or export them one by one.")
        try:
            wanted[path.stem] = checked_session(path, found)
        except ToolkitError as error:
            failures.append((str(path), error))
    for module_id in modules:
        wanted[_kit_name(module_id)] = Session(modules=(found.module(module_id).id,))
    if not sessions and not modules:
        for module in found.open_modules():
            wanted[_kit_name(module.id)] = Session(modules=(module.id,))
    return wanted, failures


def _kit_name(module_id: str) -> str:
    return module_id.replace("/", "-")


def _summary(results: Sequence[KitResult], rows: Sequence[Format], seconds: float) -> None:
    for result in results:
        sys.stdout.write("\n".join(_kit_lines(result, rows)) + "\n")
    kits = "1 kit" if len(results) == 1 else f"{len(results)} kits"
    sys.stdout.write(f"\n{kits} in {seconds:.1f} s.\n")


def _kit_lines(result: KitResult, rows: Sequence[Format]) -> Iterator[str]:
    titles = {row.path: row.title for row in rows}
    yield f"\n{result.name}"
    for made in result.made:
        name = made.path.relative_to(result.folder).as_posix()
        state = "" if made.written else "  (unchanged)"
        yield f"  {name:<32} {titles.get(name, 'Start here')}{state}"
    yield f"  Open {result.folder / 'index.html'}"
