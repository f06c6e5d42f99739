"""A rule's source and the registers in; what it rests on, spelled out for a reader, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.curriculum import Curriculum
from toolkit.model.registers import Fact, Source, Wording
from toolkit.model.rule import Rule

_IDS = re.compile(r"F-[A-Z0-9-]+(?:, F-[A-Z0-9-]+)*")


def register_ids(rule: Rule) -> tuple[str, ...]:
    """The facts and wordings that the source of ``rule`` names; none when it names a title itself."""
    return tuple(rule.source.split(", ")) if _IDS.fullmatch(rule.source) else ()


@dataclass(frozen=True)
class Grounds:
    """The register entries that sources of rules name, by id, and the sources in which those were read."""

    entries: Mapping[str, Fact | Wording] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def in_curriculum(cls, curriculum: Curriculum | None) -> Grounds:
        """Those of ``curriculum``; none where it could not be read."""
        return cls({**curriculum.facts, **curriculum.wordings}, curriculum.sources) if curriculum else cls()

    def of(self, rule: Rule) -> tuple[str, ...]:
        """What ``rule`` rests on, one published thing to a line. Empty where it has no source."""
        names = register_ids(rule)
        return tuple(self._spelled_out(name) for name in names) if names else (rule.source,) * bool(rule.source)

    def _spelled_out(self, name: str) -> str:
        entry = self.entries.get(name)
        if entry is None:
            return f"{name} (not in this curriculum's registers; docs/rules.md spells it out)"
        titles = "; ".join(f"{one.title} ({one.publisher}, {one.as_of})" for one in self.read_in(entry))
        return f"{name}: {titles}" if titles else f"{name} (our own judgement): {statement(entry)}"

    def read_in(self, entry: Fact | Wording) -> tuple[Source, ...]:
        """The sources that ``entry`` was read in."""
        return tuple(self.sources[name] for name in entry.sources if name in self.sources)


def statement(entry: Fact | Wording) -> str:
    """What ``entry`` says, in a sentence or two."""
    if isinstance(entry, Fact):
        return entry.statement
    return f"Avoid {', '.join(f'“{words}”' for words in entry.avoid)}; prefer “{entry.prefer}”. {entry.why}"
