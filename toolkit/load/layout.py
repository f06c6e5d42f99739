"""A curriculum's folder in; which file is what, and every file that stands where it should not, out."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import Problem
from toolkit.load.files import shown
from toolkit.load.rules import problem

REGISTERS = ("facts", "sources", "contacts", "glossary", "language")
_MODULE_FILE = re.compile(r"([1-9][0-9]?)-[a-z0-9]+(?:-[a-z0-9]+)*\.yaml")
_COURSE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NAMED_FILE = re.compile(r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.yaml")
NO_COURSES = frozenset({"registers", "sessions", "pages", "diagrams", "schema"})
"""Folders of a curriculum that are no courses."""


@dataclass
class Layout:
    """The files of a curriculum by what they are. Modules are keyed by the id their path stands for."""

    catalogue: Path
    registers: dict[str, Path] = field(default_factory=dict)
    modules: dict[str, Path] = field(default_factory=dict)
    pages: dict[str, Path] = field(default_factory=dict)
    diagrams: dict[str, Path] = field(default_factory=dict)
    sessions: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, path: Path, what: str, mend: str) -> None:
        """Note that the file at ``path`` breaks ``rule``."""
        self.problems.append(problem(rule, shown(path), (1, 1), what=what, mend=mend))


def find_files(root: Path) -> Layout:
    """Every YAML file below ``root``. Hidden files and files of other types are none of our business."""
    layout = Layout(root / "catalogue.yaml")
    home = os.path.realpath(root)
    twins: dict[str, list[Path]] = defaultdict(list)
    for path in _yaml_files(root, layout):
        relative = path.relative_to(root)
        twins[unicodedata.normalize("NFC", relative.as_posix()).casefold()].append(path)
        if path.is_symlink() and os.path.commonpath([home, os.path.realpath(path)]) != home:
            layout.report(
                "file-stays-inside",
                path,
                "this is a link to a file outside the curriculum.",
                "Put a copy of the file here.",
            )
        else:
            _sort_in(layout, path, relative.parts)
    for first, *others in twins.values():
        for other in others:
            layout.report(
                "file-name-is-unique",
                other,
                f"its name differs from {shown(first)} only in case or accents.",
                "Rename one of the two.",
            )
    return layout


def _yaml_files(root: Path, layout: Layout) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(folder, name).is_symlink():
                layout.report(
                    "file-stays-inside", Path(folder, name), "this folder is a link.", "Put a real folder here."
                )
        for name in sorted(files):
            if name.lower().endswith((".yaml", ".yml")) and not name.startswith("."):
                yield Path(folder, name)


def _sort_in(layout: Layout, path: Path, parts: tuple[str, ...]) -> None:
    match parts:
        case ("catalogue.yaml",):
            return
        case ("registers", name) if name.removesuffix(".yaml") in REGISTERS and name.endswith(".yaml"):
            layout.registers[path.stem] = path
            return
        case ("pages", name) if _NAMED_FILE.fullmatch(name):
            layout.pages[path.stem] = path
            return
        case ("diagrams", name) if _NAMED_FILE.fullmatch(name):
            layout.diagrams[path.stem] = path
            return
        case ("sessions", name) if name.endswith(".yaml"):
            layout.sessions.append(path)
            return
        case (course, name) if course not in NO_COURSES and _COURSE.fullmatch(course):
            found = _MODULE_FILE.fullmatch(name)
            if found:
                _add_module(layout, f"{course}/{found[1]}", path)
                return
    layout.report("file-has-a-place", path, "no file of this name is expected here.", _mend(parts))


def _add_module(layout: Layout, module_id: str, path: Path) -> None:
    if module_id in layout.modules:
        layout.report(
            "module-has-file",
            path,
            f"{layout.modules[module_id].name} is the file of {module_id} already.",
            "Give one of the two another number.",
        )
    else:
        layout.modules[module_id] = path


def _mend(parts: tuple[str, ...]) -> str:
    if parts[-1].lower().endswith(".yml"):
        return "End its name in .yaml."
    if parts[0] == "registers":
        return f"Registers are called {', '.join(REGISTERS)}."
    if parts[0] == "pages":
        return "Page files are called pages/name.yaml, for example pages/reporting-card.yaml."
    if parts[0] == "diagrams":
        return "Diagram files are called diagrams/name.yaml, for example diagrams/three-clocks.yaml."
    return "Module files are called course/number-name.yaml, for example intro/1-recognizing.yaml."
