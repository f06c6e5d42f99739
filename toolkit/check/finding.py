"""What a rule looks at and what it gives: the subject of a check, and a finding at a place in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from string import ascii_lowercase

from toolkit.check.figures import Sentence, may_claim, sentences_of
from toolkit.check.named import listed_facts
from toolkit.check.texts import Text, texts_of
from toolkit.model.base import Noun
from toolkit.model.citation import find_citations
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.diagram import Diagram
from toolkit.model.module import Module
from toolkit.model.naming import did_you_mean
from toolkit.model.page import Page
from toolkit.model.registers import CONTACT_DAYS
from toolkit.model.rule import Rule

_LETTERS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach at ``place``. ``words`` are looked for inside the text there, to name the very line.

    ``file`` is a key of ``Curriculum.marks``; left empty, it is the module at hand.
    """

    place: Place
    what: str
    mend: str
    words: str = ""
    file: str = ""


@dataclass(frozen=True)
class AsOf:
    """The day of a check, and for how many days a contact stays confirmed."""

    today: date
    contact_days: int = CONTACT_DAYS


@dataclass(frozen=True)
class Piece:
    """One file that people read from, with the curriculum around it. ``id`` is the id that the file stands for."""

    id: str
    noun: Noun
    curriculum: Curriculum
    as_of: AsOf

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the file, in its order."""
        return tuple(texts_of(self.noun))

    @cached_property
    def claims(self) -> tuple[tuple[Text, Sentence], ...]:
        """Every sentence that rests on a fact or holds a figure, with the text it stands in."""
        likely = ((text, sentences_of(text.words)) for text in self.texts if may_claim(text.words))
        return tuple((text, each) for text, sentences in likely for each in sentences if each.facts or each.figures)

    @cached_property
    def listed_facts(self) -> tuple[tuple[Place, str], ...]:
        """Every fact that the file names in a ``facts`` list or in a cell of figures, with its place."""
        return tuple(listed_facts(self.noun, ()))

    @cached_property
    def cited_facts(self) -> tuple[tuple[Place, str], ...]:
        """Every fact that the file names, in text or in a ``facts`` list, with its place."""
        in_texts = ((text.place, name) for text in self.texts for name in find_citations(text.words))
        return (*in_texts, *self.listed_facts)

    @cached_property
    def gist(self) -> str:
        """All its words in small letters, one blank between them: for a quick look whether something can stand in it."""
        return " ".join(" ".join(text.words for text in self.texts).lower().split())

    @cached_property
    def gist_words(self) -> frozenset[str]:
        """The words of the gist, of English letters alone: for a quicker look."""
        return frozenset(self.gist.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split())


@dataclass(frozen=True)
class Subject(Piece):
    """One module with the curriculum around it."""

    noun: Module

    @property
    def module(self) -> Module:
        return self.noun


@dataclass(frozen=True)
class Sheet(Piece):
    """One reference page with the curriculum around it."""

    noun: Page

    @property
    def page(self) -> Page:
        return self.noun


@dataclass(frozen=True)
class Chart(Piece):
    """One diagram with the curriculum around it."""

    noun: Diagram

    @property
    def diagram(self) -> Diagram:
        return self.noun


@dataclass(frozen=True, kw_only=True)
class TextRule(Rule):
    """A rule that every text keeps, whatever kind of file it stands in. ``needs`` as in ModuleRule."""

    find: Callable[[Piece], Iterable[Finding]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ModuleRule(Rule):
    """A rule that each module keeps.

    ``needs`` names what must have been read without loss for the rule to mean anything:
    'module' or the name of a register.
    """

    find: Callable[[Subject], Iterable[Finding]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageRule(Rule):
    """A rule that each reference page keeps. ``needs`` as in ModuleRule; 'page' is the page's own file."""

    find: Callable[[Sheet], Iterable[Finding]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DiagramRule(Rule):
    """A rule that each diagram keeps. ``needs`` as in ModuleRule; 'diagram' is the diagram's own file."""

    find: Callable[[Chart], Iterable[Finding]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegisterRule(Rule):
    """A rule that the catalogue and the registers keep, as of a given day."""

    find: Callable[[Curriculum, AsOf], Iterable[Finding]]
    needs: tuple[str, ...] = ()


ContentRule = TextRule | ModuleRule | PageRule | DiagramRule | RegisterRule


def unknown(thing: str, place: Place, name: str, known: Iterable[str], file: str = "") -> Finding:
    """The finding that there is no ``thing`` called ``name`` among ``known``."""
    return Finding(place, f"there is no {thing} '{name}'.", did_you_mean(name, known), name, file)
