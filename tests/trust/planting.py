"""Naughty texts in; the labelled curriculum with one of them in every text that people may read, and a session full of them, out.

Each stands between two words of its own, by which it is found again in any file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.access.trees import finished, sourced, tree_of, with_texts
from tests.access.twins import REGISTERS
from tests.curricula import LABELLED
from tests.logos import address, dots
from toolkit.load import load_curriculum
from toolkit.model.curriculum import Catalogue
from toolkit.model.diagram import Diagram
from toolkit.model.look import Look
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.session import Session
from toolkit.model.shape import shape_of_noun

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_TAGS = frozenset({"language"})
"""Words for programs: no one reads them."""
_ODD = re.compile("[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]")
_LONGEST = 60
"""Characters of what goes into a session, whose texts have an end."""


@dataclass(frozen=True, slots=True)
class Text:
    """One naughty text where it was planted. ``typed`` is what people are to read."""

    number: int
    name: str
    typed: str
    field: str
    markdown: bool

    def __str__(self) -> str:
        return f"{self.name} in {self.field}"


@dataclass
class Planter:
    """Puts ``texts``, from the one at ``first`` on, into one field after the other. ``escaped`` keeps Markdown from reading them."""

    texts: Mapping[str, str]
    first: int = 0
    escaped: bool = True
    planted: list[Text] = field(default_factory=list)

    def between(self, where: str, *, markdown: bool = False, longest: int = 1000) -> str:
        """The next of the texts between its two words."""
        fitting = [name for name, text in self.texts.items() if len(text) <= longest]
        name = fitting[(self.first + len(self.planted)) % len(fitting)]
        text = Text(len(self.planted), name, self.texts[name], where, markdown)
        self.planted.append(text)
        written = PUNCTUATION.sub(r"\\\1", text.typed) if markdown and self.escaped else text.typed
        before, after = words_around(text.number)
        return f"{before} {written} {after}"

    def added(self, text: str, key: str, spelling: str) -> str:
        """``text`` with the next one behind it."""
        if key in _TAGS:
            return text
        return f"{text.rstrip()}{'/' if key in ('url', 'web') else ' '}{self.between(key, markdown=spelling.startswith('Markdown'))}"

    def write(self, folder: Path) -> Path:
        """The labelled curriculum below ``folder``. JSON is YAML, and has each text on a line of its own."""
        for name, tree in self._files().items():
            path = folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_as_json(tree), encoding="utf-8")
        (folder / "registers/language.yaml").write_bytes((LABELLED / "registers/language.yaml").read_bytes())
        return folder

    def _files(self) -> dict[str, Any]:
        written = load_curriculum(LABELLED)
        nouns = [("catalogue", Catalogue, written.catalogue)]
        nouns += [(f"{name}-everything", Module, each) for name, each in written.modules.items()]
        nouns += [(f"pages/{name}", Page, each) for name, each in written.pages.items()]
        nouns += [(f"diagrams/{name}", Diagram, each) for name, each in written.diagrams.items()]
        files = {name: with_texts(shape_of_noun(noun), tree_of(each), self.added) for name, noun, each in nouns}
        registers = {"facts": written.facts, "sources": written.sources, "contacts": written.contacts, "terms": written.terms}
        for key, known in registers.items():
            tree = {key: [tree_of(each) for each in known.values()]}
            files[f"registers/{'glossary' if key == 'terms' else key}"] = with_texts(shape_of_noun(REGISTERS[key]), tree, self.added)
        files = {name: finished(tree, str) for name, tree in files.items()}
        sourced(files["registers/contacts"]["contacts"], files["registers/facts"]["facts"])
        return files

    def session(self, modules: Sequence[str], contacts: Sequence[str]) -> Session:
        """All modules, in a session that says everything a session can say, each time with one of the texts."""

        def said(where: str) -> str:
            return f"A {self.between(f'session {where}', longest=_LONGEST)}"

        return Session(
            title=said("title"), modules=tuple(modules), audience="law-enforcement", vetted_by=said("vetted_by"), date="2027-01-15", start="09:00",
            participants=5, place=said("place"), organization=said("organization"), facilitators=(said("facilitator"), said("facilitator")),
            rooms=(said("room"), said("room")), contacts={name: f"555-0100 {said('contact')}" for name in contacts},
            look=Look(logo=address(dots()), logo_alt=said("logo_alt"), footer=said("footer")),
        )  # fmt: skip


def _as_json(tree: Any) -> str:
    """With every character as it is, but for those that no file may hold."""
    written = json.dumps(tree, indent=1, ensure_ascii=False)
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def words_around(number: int) -> tuple[str, str]:
    """What stands before and after a text: no format breaks or hyphenates it."""
    return f"Qa{number:04d}q", f"qz{number:04d}Q"
