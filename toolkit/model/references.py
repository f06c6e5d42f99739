"""From modules to numbered sources: every citation and placeholder in their text, resolved once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from toolkit.errors import UsageError
from toolkit.model.as_typed import SOURCES_ANCHOR, as_typed
from toolkit.model.base import Noun
from toolkit.model.citation import find_citations, replace_citations, replace_placeholders
from toolkit.model.curriculum import Curriculum
from toolkit.model.diagram import PlaceDiagram
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.registers import Contact, Fact, Source
from toolkit.model.shape import Shape, shape_of_noun

N = TypeVar("N", bound=Noun)


def strings_in(value: Any) -> Iterator[str]:
    """Every string inside a dumped noun, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings_in(item)


def contact_in_text(contact: Contact) -> str:
    """How running text names a contact. A local number differs from place to place, so text gives its name only."""
    reach = contact.phone or contact.web
    if contact.local or not reach or reach in contact.name:
        return contact.name
    return f"{contact.name}, {reach}" if "(" in reach else f"{contact.name} ({reach})"


class References:
    """The facts and sources that some modules, or a page, cite, numbered in order of first mention."""

    def __init__(self, curriculum: Curriculum, modules: Sequence[Module], page: Page | None = None) -> None:
        self._curriculum = curriculum
        self._modules = tuple(modules)
        self._page = page

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Facts cited by the modules and by the glossary terms they use. Raises UsageError for one that does not exist."""
        found: dict[str, None] = {}
        for text in self._texts():
            found.update(dict.fromkeys(find_citations(text)))
            if text in self._curriculum.facts:  # the `facts:` lists of questions and choices
                found[text] = None
        missing = [fact for fact in found if fact not in self._curriculum.facts]
        if missing:
            raise UsageError(f"The facts register has no {', '.join(missing)}.", "Run 'facilitate check' to see where.")
        return tuple(self._curriculum.facts[fact] for fact in found)

    def _texts(self) -> Iterator[str]:
        """Everything that can cite, what participants read first: so a workbook's numbers start at 1."""
        if self._page:
            for section in self._page.sections:
                yield from self._blocks(section.body)
            yield from strings_in(self._page.model_dump(mode="json"))
        dumps = [module.model_dump(mode="json") for module in self._modules]
        for module, dump in zip(self._modules, dumps, strict=True):
            yield from strings_in([dump["summary"], dump["content_notice"]])
            for segment in module.segments:
                yield from self._blocks(segment.body)
            yield from strings_in([dump["key_points"], dump["next_steps"]])
        for module, dump in zip(self._modules, dumps, strict=True):
            terms = (self._curriculum.terms[term] for term in module.glossary if term in self._curriculum.terms)
            yield from strings_in([list(term.facts) for term in terms])
            yield from strings_in([dump["scenarios"], dump["quizzes"]])
            yield from strings_in(dump)

    def _blocks(self, blocks: Iterable[Noun]) -> Iterator[str]:
        """What blocks can cite, and in its place what a diagram that they place rests on."""
        for block in blocks:
            placed = self._curriculum.diagrams.get(block.diagram) if isinstance(block, PlaceDiagram) else None
            yield from strings_in((placed or block).model_dump(mode="json"))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Sources of those facts; the first is number 1."""
        found: dict[str, None] = {}
        for fact in self.facts:
            found.update(dict.fromkeys(fact.sources))
        return tuple(self._curriculum.sources[source] for source in found)

    @cached_property
    def number(self) -> dict[str, int]:
        """Printed number of each source, by its id."""
        return {source.id: place for place, source in enumerate(self.sources, start=1)}

    def numbers_of(self, facts: Sequence[str]) -> tuple[int, ...]:
        """Numbers of the sources of ``facts``, ascending."""
        return tuple(sorted({self.number[source] for fact in facts for source in self._curriculum.facts[fact].sources}))

    def cite(self, facts: Sequence[str]) -> str:
        """The numbers that stand for ``facts``, as a Markdown link; '' for none."""
        return self._cite(tuple(facts))

    def resolve(self, text: str, *, markdown: bool = False) -> str:
        """``text`` with numbered citations as Markdown links and register values in place of placeholders: as typed, where it is ``markdown``."""
        text = replace_citations(text, self._cite)
        return replace_placeholders(text, self._value_as_typed if markdown else self._value)

    def resolved(self, noun: N) -> N:
        """A copy of ``noun`` in which every string is resolved."""
        return type(noun).model_validate(self._walk(noun.model_dump(mode="json"), shape_of_noun(type(noun)) if self._signs else None))

    def _cite(self, facts: tuple[str, ...]) -> str:
        numbers = self.numbers_of(facts)
        return f" [[{', '.join(map(str, numbers))}]]({SOURCES_ANCHOR})" if numbers else ""

    def _value(self, register: str, key: str) -> str:
        if register == "contact":
            return contact_in_text(self._curriculum.contacts[key])
        fact = self._curriculum.facts[key]
        return fact.value or fact.statement

    def _value_as_typed(self, register: str, key: str) -> str:
        return as_typed(self._value(register, key))

    @cached_property
    def _signs(self) -> bool:
        """Whether a register holds a value with a sign that Markdown would read: only then it matters what each text is."""
        values = [contact_in_text(contact) for contact in self._curriculum.contacts.values()]
        values += [fact.value or fact.statement for fact in self._curriculum.facts.values()]
        return any(as_typed(value) != value for value in values)

    def _walk(self, value: Any, shape: Shape | None) -> Any:
        if isinstance(value, str):
            markdown = shape is not None and shape.spelling is not None and shape.spelling.name.startswith("Markdown")
            return self.resolve(value, markdown=markdown) if "[@" in value or "{" in value else value
        if isinstance(value, Mapping):
            inner = shape.inside(value["kind"]) if shape and shape.kind == "kinds" else shape
            return {key: self._walk(item, inner.inside(key) if inner else None) for key, item in value.items()}
        if isinstance(value, list | tuple):
            inner = shape.inside(0) if shape else None
            return [self._walk(item, inner) for item in value]
        return value
