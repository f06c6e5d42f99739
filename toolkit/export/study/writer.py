"""What the parts of a study page share: the words, the writer of blocks, the activities that live, and names for places."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.export import document as d
from toolkit.export.blocks import BlockWriter
from toolkit.export.markup import Html, element, join
from toolkit.messages import Messages

_LIVING = (d.Sort, d.Reflect, d.Exercise, d.Quiz, d.Scenario)
"""Activities that answer or can be written in. The others are read, and need no script."""


@dataclass
class Writer:
    """Writes for one document. ``living`` fills with the activities of the page, in order."""

    document: d.Document
    words: Messages
    living: list[d.Interactive] = field(default_factory=list)

    def __post_init__(self) -> None:
        titles = {module.title for module in self.document.modules}
        self.single = len(self.document.modules) == 1 and titles == {self.document.title}
        """Whether the page is that of one module, so that its title is the page's."""
        self.level = 3 if self.single else 4
        """Of the headings inside a segment, and of an activity's title."""
        self.prose = BlockWriter(self.cite, self.level, self.words("diagram.in-words"))
        self._known = {source.number for source in self.document.sources}
        self._given: set[str] = set()

    def cite(self, numbers: tuple[int, ...]) -> Html:
        """Numbers that lead to their sources."""
        links = [
            element("a", str(number), href=f"#source-{number}", aria_label=self.words("study.source", number=number))
            for number in numbers if number in self._known
        ]  # fmt: skip
        return element("sup", *_with_commas(links), class_="cite") if links else Html()

    def live(self, block: d.Interactive) -> int | None:
        """The place of ``block`` among those that live, or None for one that is only read."""
        if not isinstance(block.activity, _LIVING):
            return None
        self.living.append(block)
        return len(self.living) - 1

    def anchor(self, *names: str) -> str:
        """A name for a place on the page that no other place has."""
        name = "-".join(part for part in names if part).replace("/", "-") or "part"
        number = 2
        free = name
        while free in self._given:
            free, number = f"{name}-{number}", number + 1
        self._given.add(free)
        return free


def _with_commas(links: list[Html]) -> list[Html]:
    return [join(*([", "] if place else []), link) for place, link in enumerate(links)]
