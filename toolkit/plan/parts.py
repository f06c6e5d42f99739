"""Modules and an audience in; the segments to plan out, and which of them may go when there is too little time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.errors import UsageError
from toolkit.model.access import Access
from toolkit.model.activity import PlaceScenario
from toolkit.model.clearance import HOW_TO_OPEN, seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Module, Segment


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to plan, with its module and its ``number`` in there."""

    module: Module
    segment: Segment
    number: int = 0


def allowed_modules(
    curriculum: Curriculum, names: tuple[str, ...], clearance: Access
) -> tuple[tuple[Module, ...], tuple[str, ...]]:
    """The modules called ``names`` as readers with ``clearance`` see them, and the names of those that they do not.

    Raises UsageError for an unknown module, and when no module is left.
    """
    view = seen(curriculum, clearance)
    withheld = tuple(name for name in names if name in curriculum.modules and name not in view.modules)
    if len(withheld) == len(names):
        these = f"Module {names[0]} is" if len(names) == 1 else f"All modules asked for ({', '.join(names)}) are"
        raise UsageError(f"{these} for vetted public-safety professionals.", HOW_TO_OPEN)
    return tuple(view.module(name) for name in names if name not in withheld), withheld


def parts_for(modules: Sequence[Module], audience: str) -> tuple[Part, ...]:
    """The segments of ``modules`` that are for ``audience``, in order."""
    return tuple(
        Part(module, segment)
        for module in modules
        for segment in module.segments
        if not segment.audiences or audience in segment.audiences
    )


def numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """``parts``, each with its number among those of its module."""
    counts: dict[str, int] = {}
    found = []
    for part in parts:
        counts[part.module.id] = counts.get(part.module.id, 0) + 1
        found.append(replace(part, number=counts[part.module.id]))
    return tuple(found)


def shorter_and_shorter(parts: tuple[Part, ...]) -> Iterator[tuple[tuple[Part, ...], tuple[Part, ...]]]:
    """``parts``, then with one optional segment less and less, the last one first; each time beside what went.

    What alone teaches an objective stays, and so does what keeps heavy material from being the last of all.
    """
    kept, gone = parts, tuple[Part, ...]()
    yield kept, gone
    while (least := _dispensable(kept)) is not None:
        kept, gone = tuple(part for part in kept if part is not least), (*gone, least)
        yield kept, gone


def _dispensable(parts: tuple[Part, ...]) -> Part | None:
    optional = (part for part in reversed(parts) if part.segment.priority == "optional" and len(parts) > 1)
    return next((p for p in optional if not teaches_alone(p, parts) and not _shields_the_end(p, parts)), None)


def teaches_alone(part: Part, parts: Sequence[Part]) -> bool:
    """Whether an objective would be taught by none of ``parts`` without ``part``."""
    others = [other.segment for other in parts if other is not part and other.module is part.module]
    return not set(part.segment.objectives) <= taught_by(others)


def taught_by(segments: Sequence[Segment]) -> set[str]:
    """The objectives that ``segments`` of one module teach. Practice uses what others teach, so it does not count."""
    return {name for segment in segments if not is_practice(segment) for name in segment.objectives}


def is_practice(segment: Segment) -> bool:
    """Whether people play through a scenario in ``segment``."""
    return any(isinstance(block, PlaceScenario) for block in segment.body)


def _shields_the_end(part: Part, parts: Sequence[Part]) -> bool:
    return part is parts[-1] and part.segment.weight == "light" and parts[-2].segment.weight == "heavy"
