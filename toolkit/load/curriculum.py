"""A folder of YAML files in; a frozen curriculum with every value's place, or every problem of every file, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.errors import ContentError, Problem
from toolkit.load.files import shown
from toolkit.load.layout import REGISTERS, Layout, find_files
from toolkit.load.rules import problem
from toolkit.load.session import check_session
from toolkit.load.validate import Reading, read_noun
from toolkit.model.base import Noun
from toolkit.model.curriculum import Catalogue, Curriculum, Marks, Place
from toolkit.model.diagram import Diagram
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.registers import ContactRegister, FactRegister, Glossary, LanguageGuide, SourceRegister
from toolkit.model.session import Session
from toolkit.model.shape import shape_of_noun

_REGISTER_MODELS: Mapping[str, tuple[type[Noun], str]] = {
    "facts": (FactRegister, "facts"),
    "sources": (SourceRegister, "sources"),
    "contacts": (ContactRegister, "contacts"),
    "glossary": (Glossary, "terms"),
    "language": (LanguageGuide, "wordings"),
}


def load_curriculum(root: Path) -> Curriculum:
    """The curriculum below ``root``. Raises ContentError with all problems of all its files."""
    curriculum, problems = read_curriculum(root)
    if curriculum is None or problems:
        raise ContentError(tuple(problems))
    return curriculum


def read_curriculum(root: Path) -> tuple[Curriculum | None, list[Problem]]:
    """Whatever can be read below ``root``, and every problem of its files in order. None without a catalogue.

    With problems, the curriculum holds stand-ins for what could not be read: enough for
    the checks to go on, never to make a kit from.
    """
    layout = find_files(root)
    elsewhere = [each for each in layout.problems if each.rule == "file-stays-inside" and each.file == shown(layout.catalogue)]
    if elsewhere:
        return None, elsewhere  # what lies outside is not even read
    if not layout.catalogue.is_file():
        missing = problem(
            "file-can-be-read",
            shown(layout.catalogue),
            (1, 1),
            what="there is no catalogue.",
            mend="Name the folder that holds catalogue.yaml.",
        )
        return None, [missing]
    reader = _Reader(layout)
    catalogue = reader.catalogue()
    registers = {name: reader.register(name) for name in REGISTERS}
    modules = reader.modules(catalogue)
    pages = reader.pages(catalogue)
    diagrams = reader.diagrams()
    curriculum = Curriculum(
        root=root,
        catalogue=catalogue,
        modules=modules,
        pages=pages,
        diagrams=diagrams,
        facts=registers["facts"],
        sources=registers["sources"],
        contacts=registers["contacts"],
        terms=registers["glossary"],
        wordings=registers["language"],
        marks=reader.marks,
    )
    reader.sessions(curriculum)
    return curriculum, sorted(set(layout.problems + reader.problems))


class _Reader:
    """Reads the files of one layout, collecting marks and problems on the way."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.marks: dict[str, Marks] = {}
        self.problems: list[Problem] = []

    def catalogue(self) -> Catalogue:
        reading = self._read("catalogue", self._layout.catalogue, Catalogue)
        catalogue = reading.noun or Catalogue.model_validate(shape_of_noun(Catalogue).example())
        self._refuse_twins("catalogue", "audiences", [audience.id for audience in catalogue.audiences])
        self._refuse_twins("catalogue", "courses", [course.id for course in catalogue.courses])
        seen: set[str] = set()
        for place, module_id in _module_places(catalogue):
            course = catalogue.courses[int(place[1])].id
            if module_id in seen:
                self._report(
                    "entry-is-unique", "catalogue", place, f"{module_id} is listed already.", "Delete one of the two."
                )
            elif not module_id.startswith(f"{course}/"):
                self._report(
                    "id-agrees-with-path",
                    "catalogue",
                    place,
                    f"{module_id} stands in the course '{course}'.",
                    f"Write {course}/number, or move it to its course.",
                )
            seen.add(module_id)
        return catalogue

    def register(self, name: str) -> dict[str, Any]:
        """The entries of a register by id."""
        model, key = _REGISTER_MODELS[name]
        path = self._layout.registers.get(name)
        if path is None:
            expected = shown(self._layout.catalogue.parent / "registers" / f"{name}.yaml")
            self.marks[name] = Marks(expected, {}, whole=False)
            self._report("register-exists", name, (), "the file is missing.", f"Add it, at least with '{key}: []'.")
            return {}
        entries: Sequence[Any] = getattr(self._read(name, path, model).noun, key, ())
        self._refuse_twins(name, key, [entry.id for entry in entries])
        found: dict[str, Any] = {}
        kept = [number for number, entry in enumerate(entries) if found.setdefault(entry.id, entry) is entry]
        if len(kept) < len(entries):
            self.marks[name] = _renumbered(self.marks[name], key, kept)
        return found

    def modules(self, catalogue: Catalogue) -> dict[str, Module]:
        """Modules by the id that their path stands for, in catalogue order."""
        places = {module_id: place for place, module_id in reversed(_module_places(catalogue))}
        listed = [module_id for _, module_id in _module_places(catalogue)]
        whole = self.marks["catalogue"].whole
        found: dict[str, Module] = {}
        for module_id in dict.fromkeys([*listed, *self._layout.modules]):
            if module_id in self._layout.modules:
                module = self._module(module_id, self._layout.modules[module_id])
                found |= {module_id: module} if module else {}
            elif whole:
                self._report(
                    "module-has-file",
                    "catalogue",
                    places[module_id],
                    f"there is no file for {module_id}.",
                    f"Write {module_id}-name.yaml, or delete the entry.",
                )
            if whole and module_id not in places:
                self._report(
                    "module-has-file",
                    module_id,
                    (),
                    f"{module_id} is not in the catalogue.",
                    "Add it to its course in catalogue.yaml.",
                )
        return found

    def pages(self, catalogue: Catalogue) -> dict[str, Page]:
        """Reference pages by the id that their file's name stands for, in the catalogue's order, others by name."""
        found: dict[str, Page] = {}
        listed = {page_id: place for place, page_id in enumerate(catalogue.pages)}
        for page_id, path in sorted(
            self._layout.pages.items(), key=lambda item: (listed.get(item[0], len(listed)), item[0])
        ):
            key = f"pages/{page_id}"
            reading = self._read(key, path, Page)
            if reading.noun is not None:
                found[page_id] = reading.noun
                self._agree_with_path(key, reading.noun.id, page_id)
        return found

    def diagrams(self) -> dict[str, Diagram]:
        """Diagrams by the id that their file's name stands for."""
        found: dict[str, Diagram] = {}
        for name, path in sorted(self._layout.diagrams.items()):
            key = f"diagrams/{name}"
            reading = self._read(key, path, Diagram)
            if reading.noun is not None:
                found[name] = reading.noun
                self._agree_with_path(key, reading.noun.id, name)
        return found

    def _module(self, module_id: str, path: Path) -> Module | None:
        reading = self._read(module_id, path, Module)
        module: Module | None = reading.noun
        if module:
            self._agree_with_path(module_id, module.id, module_id)
        return module

    def _agree_with_path(self, key: str, written: str, expected: str) -> None:
        if written != expected and ("id",) not in self.marks[key].guessed:
            self._report(
                "id-agrees-with-path",
                key,
                ("id",),
                f"the id is {written}, but the file is that of {expected}.",
                f"Write 'id: {expected}', or move the file.",
            )

    def sessions(self, curriculum: Curriculum) -> None:
        """Check the sample sessions that come with a curriculum."""
        complete = (
            all(marks.whole for marks in self.marks.values())
            and curriculum.course_of.keys() <= curriculum.modules.keys()
        )
        for path in self._layout.sessions:
            reading = read_noun(path, Session)
            self.problems += reading.problems
            if reading.noun is not None and reading.noun.vetted_by:
                at = reading.marks.at_key(("vetted_by",))
                what = "a ready-made session is for many workshops, so nobody can have confirmed its participants."
                self.problems.append(problem("session-readers-are-vetted", reading.marks.file, at, what=what, mend="Delete the line."))
            if reading.noun is not None and complete and reading.marks.whole:
                self.problems += check_session(reading.noun, reading.marks, curriculum)

    def _read(self, key: str, path: Path, model: type[Any]) -> Reading[Any]:
        reading = read_noun(path, model)
        self.marks[key] = reading.marks
        self.problems += reading.problems
        return reading

    def _refuse_twins(self, name: str, key: str, ids: Iterable[str]) -> None:
        first: dict[str, int] = {}
        for number, entry in enumerate(ids):
            if entry in first and (key, number, "id") not in self.marks[name].guessed:
                line = self.marks[name].at((key, first[entry], "id"))[0]
                self._report(
                    "entry-is-unique",
                    name,
                    (key, number, "id"),
                    f"'{entry}' is the id of an entry already, in line {line}.",
                    "Give one of the two another id.",
                )
            first.setdefault(entry, number)

    def _report(self, rule: str, name: str, place: Place, what: str, mend: str) -> None:
        marks = self.marks[name]
        self.problems.append(problem(rule, marks.file, marks.at(place), what=what, mend=mend))


def _renumbered(marks: Marks, key: str, kept: Sequence[int]) -> Marks:
    """``marks`` that fit the entries ``kept`` of the list under ``key``."""
    new = {old: number for number, old in enumerate(kept)}

    def moved(places: Mapping[Place, Any]) -> dict[Place, Any]:
        in_list = {place: value for place, value in places.items() if len(place) > 1 and place[0] == key}
        others = {place: value for place, value in places.items() if place not in in_list}
        return others | {
            (key, new[int(place[1])], *place[2:]): value for place, value in in_list.items() if place[1] in new
        }

    guessed = frozenset(moved(dict.fromkeys(marks.guessed)))
    return replace(marks, lines=moved(marks.lines), keys=moved(marks.keys), ends=moved(marks.ends), guessed=guessed)


def _module_places(catalogue: Catalogue) -> list[tuple[Place, str]]:
    return [
        (("courses", number, "modules", position), module_id)
        for number, course in enumerate(catalogue.courses)
        for position, module_id in enumerate(course.modules)
    ]
