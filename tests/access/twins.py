"""The labelled curriculum in; a copy with a restricted twin beside everything that can bear a label, out.

The curriculum in tests/curricula/labelled has one of everything and no label. Twins are made here, so that a new noun
or a new block needs one entry there. A twin rests on the restricted twins of what the first one rests on, and the id of
whatever is restricted holds a marker: names are searched for like texts. A quiz, a story or a drawing can be restricted
in three ways, and each has a twin of its own: by its label, by that of its place, by that of the segment around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.access.trees import Tree, finished, ids_in, restricted, sourced, tree_of, with_keys_elsewhere, with_texts
from tests.curricula import LABELLED
from tests.hunt import marker
from toolkit.load import load_curriculum
from toolkit.model.base import Noun
from toolkit.model.curriculum import Catalogue
from toolkit.model.diagram import Diagram
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.registers import ContactRegister, FactRegister, Glossary, SourceRegister
from toolkit.model.shape import Shape, shape_of_noun

OPEN, RESTRICTED_PART, RESTRICTED_COURSE = "course/1", "course/2", "shut/1"
"""A module of which parts are restricted, one that is restricted itself, one in a restricted course."""
WAYS = ("own", "place", "segment", "module", "course")
"""What makes the twin of a quiz, a story or a drawing restricted: its own label, or that of something around it."""
_FIRST_NAME, _FIRST_TEXT = 1_000_000, 1
_STEM = re.compile(r"<(\d+)>")
_CITED = re.compile(r"F-ONE-\d\d|(?<=\{contact:)[a-z-]+")
REGISTERS: dict[str, type[Noun]] = {
    "facts": FactRegister, "sources": SourceRegister, "contacts": ContactRegister, "terms": Glossary,
}  # fmt: skip


class Twins:
    """All files of the curriculum, as trees. ``stem_of`` says which text each marker was planted in; twins share a stem."""

    def __init__(self) -> None:
        written = load_curriculum(LABELLED)
        self.stem_of: dict[str, int] = {}
        self.names: dict[tuple[str, str], str] = {}
        self._stems = 0
        registers = {"facts": written.facts, "sources": written.sources, "contacts": written.contacts, "terms": written.terms}
        trees = {key: [tree_of(entry) for entry in known.values()] for key, known in registers.items()}
        self._registered = {entry["id"] for entries in trees.values() for entry in entries}
        [module], [page] = map(tree_of, written.modules.values()), map(tree_of, written.pages.values())
        diagrams = list(map(tree_of, written.diagrams.values()))
        self._local = set(ids_in([module, *diagrams, page]))
        self._elsewhere = {each["id"] for each in (*module["quizzes"], *module["scenarios"])}
        self._objectives = {objective["id"] for objective in module["objectives"]}
        stemmed = [self._stemmed(shape_of_noun(noun), tree) for noun, tree in (
            (Catalogue, tree_of(written.catalogue)), (Module, module), (Page, page), *((Diagram, each) for each in diagrams),
        )]  # fmt: skip
        self.catalogue, module, page, *diagrams = stemmed
        entries = {key: self._stemmed(shape_of_noun(noun), {key: trees[key]})[key] for key, noun in REGISTERS.items()}
        self.registers = {key: [each for entry in known for each in (entry, self._registered_twin(entry))] for key, known in entries.items()}
        self.diagrams = [*diagrams, *(self._labelled(each, way) for each in diagrams for way in WAYS)]
        self.modules = [
            self._with_twins(module),
            self._named(restricted(self._twin(module, "module")), RESTRICTED_PART),
            self._named(self._twin(module, "course"), RESTRICTED_COURSE),
        ]
        self.pages = [self._page_with_twins(page), self._labelled(page, "own")]
        course = self.catalogue["courses"][0]
        shut = restricted(deepcopy(course) | {"id": "shut", "modules": [RESTRICTED_COURSE]})
        self.catalogue["courses"] = [course | {"modules": [OPEN, RESTRICTED_PART]}, shut]
        self.language = LABELLED / "registers/language.yaml"

    # -- texts -----------------------------------------------------------------------------

    def _stemmed(self, shape: Shape, value: Any) -> Any:
        """``value`` with a number in each text that people may read, the same in all its twins."""
        return with_texts(shape, value, self._with_stem)

    def _with_stem(self, text: str, key: str, _spelling: str) -> str:
        self._stems += 1
        return f"{text.rstrip()}{'/' if key in ('url', 'web') else '' if key == 'language' else ' '}<{self._stems}>"

    def planted(self, text: str) -> str:
        """``text`` with a marker of its own in place of each number."""

        def one(match: re.Match[str]) -> str:
            word = marker(_FIRST_TEXT + len(self.stem_of))
            self.stem_of[word] = int(match[1])
            return word

        return _STEM.sub(one, text)

    # -- twins -----------------------------------------------------------------------------

    def name(self, written: str, way: str) -> str:
        """The id of the twin of what is called ``written``."""
        if (written, way) not in self.names:
            word = marker(_FIRST_NAME + len(self.names))
            self.names[written, way] = f"{written}-{word.upper() if written.isupper() else word}"
        return self.names[written, way]

    def _twin(self, tree: Any, way: str, *, rests: bool = True) -> Any:
        """A copy in which everything has the names of twins. It ``rests`` on twins too, or else on what everyone may see."""
        if isinstance(tree, dict):
            return {key: value if key in ("kind", "need") else self._twin(value, way, rests=rests) for key, value in tree.items()}
        if isinstance(tree, list):
            return [self._twin(each, way, rests=rests) for each in tree]
        return self._renamed(tree, way, rests=rests) if isinstance(tree, str) else tree

    def _renamed(self, text: str, way: str, *, rests: bool) -> str:
        """The id of the twin where ``text`` is one; else ``text`` with what it cites."""
        in_module = way in ("own", "place", "segment")
        if text in self._local:
            return self.name(text, "own" if in_module and text in self._objectives else way)
        if not rests:
            return text
        return self.name(text, "own") if text in self._registered else _CITED.sub(lambda match: self.name(match[0], "own"), text)

    def _registered_twin(self, entry: Tree) -> Tree:
        return restricted(self._twin(entry, "own"))

    def _labelled(self, tree: Tree, way: str) -> Tree:
        """The twin of ``tree``, with a label of its own where that is the way. Without one it rests on what is open."""
        twin: Tree = self._twin(tree, way, rests=way == "own")
        return restricted(twin) if way == "own" else with_keys_elsewhere(twin, WAYS.index(way))

    def _named(self, module: Tree, module_id: str) -> Tree:
        return module | {"id": module_id}

    def _beside(self, parts: list[Tree]) -> list[Tree]:
        return [each for part in parts for each in (part, restricted(self._twin(part, "own")))]

    def _with_twins(self, written: Tree) -> Tree:
        module = deepcopy(written)
        quizzes = [self._with_questions(quiz) for quiz in module["quizzes"]]
        for kind, first in (("quizzes", quizzes), ("scenarios", module["scenarios"])):
            module[kind] = [*first, *(self._labelled(each, way) for each in written[kind] for way in ("own", "place", "segment"))]
        for key in ("objectives", "next_steps"):
            module[key] = self._beside(module[key])
        module["glossary"] = [each for term in module["glossary"] for each in (term, self.name(term, "own"))]
        module["segments"] = [each for segment in module["segments"] for each in (self._segment(segment), restricted(self._twin(segment, "segment")))]
        return module

    def _with_questions(self, quiz: Tree) -> Tree:
        """Each question with a twin; and an open one that assesses something restricted."""
        twins = [with_keys_elsewhere(restricted(self._twin(each, "question")), 1) for each in quiz["questions"]]
        for twin, question in zip(twins, quiz["questions"], strict=True):
            twin["objective"] = self.name(question["objective"], "own")
        mixed = next(each for each in quiz["questions"] if each["kind"] == "true-false") | {"id": "mixed", "objective": twins[0]["objective"]}
        return quiz | {"questions": [*(each for pair in zip(quiz["questions"], twins, strict=True) for each in pair), mixed]}

    def _segment(self, segment: Tree) -> Tree:
        slides = [deepcopy(slide) for slide in segment["slides"]]
        for slide in slides:
            slide["notes"] = self._beside(slide.get("notes", []))
        return segment | {
            "objectives": [each for name in segment["objectives"] for each in (name, self.name(name, "own"))],
            "body": [each for block in segment["body"] for each in self._blocks(block)],
            "slides": [each for slide in slides for each in self._slides(slide)],
        }

    def _blocks(self, block: Tree) -> Iterator[Tree]:
        yield block
        if block["kind"] in ("quiz", "scenario", "diagram"):
            yield self._twin(block, "own")  # an open place for something restricted
            yield restricted(self._twin(block, "place"))
        else:
            yield restricted(self._twin(block, "own"))

    def _slides(self, slide: Tree) -> Iterator[Tree]:
        yield slide
        if slide["kind"] == "activity":
            yield restricted(deepcopy(slide))
            yield self._twin(slide, "own")
            if slide["activity"] in self._elsewhere:
                yield self._twin(slide, "place")
        elif slide["kind"] == "diagram":
            yield self._twin(slide, "own")
            yield restricted(self._twin(slide, "place"))
        else:
            yield restricted(self._twin(slide, "own"))

    def _page_with_twins(self, page: Tree) -> Tree:
        """The page with twins of its sections, and of the blocks in the open ones. Open lists of contacts name restricted ones too."""
        sections: list[Tree] = []
        for section in page["sections"]:
            body = [each for block in section["body"] for each in self._page_blocks(block)]
            sections += [section | {"body": body}, restricted(self._twin(section, "segment"))]
        return page | {"sections": sections}

    def _page_blocks(self, block: Tree) -> Iterator[Tree]:
        if block["kind"] == "contacts":
            block = block | {"contacts": [each for name in block["contacts"] for each in (name, self.name(name, "own"))]}
        yield block
        if block["kind"] == "diagram":
            yield self._twin(block, "own")
            yield restricted(self._twin(block, "place"))
        else:
            yield restricted(self._twin(block, "own"))

    # -- files -----------------------------------------------------------------------------

    def write(self, folder: Path, finish: Callable[[str], str]) -> Path:
        """All files below ``folder``, with ``finish`` for every text. JSON is YAML."""
        registers = {"glossary" if key == "terms" else key: {key: entries} for key, entries in self.registers.items()}
        files = {
            "catalogue": self.catalogue, **{f"registers/{name}": tree for name, tree in registers.items()},
            **{f"{each['id']}-everything": each for each in self.modules},
            **{f"pages/{each['id']}": each for each in self.pages},
            **{f"diagrams/{each['id']}": each for each in self.diagrams},
        }  # fmt: skip
        ready = {name: finished(tree, finish) for name, tree in files.items()}
        sourced(ready["registers/contacts"]["contacts"], ready["registers/facts"]["facts"])
        for name, tree in ready.items():
            path = folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")
        (folder / "registers/language.yaml").write_bytes(self.language.read_bytes())
        return folder
