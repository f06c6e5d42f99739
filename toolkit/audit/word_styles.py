"""The styles of a Word file in; what they say of a paragraph, of letters and of a table's cell out, wherever they come from (ECMA-376 part 1, 17.7.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.audit.office import number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 30  # styles that come from others
_OFF = frozenset({"0", "false", "off", "none"})
_BODY = 9  # the outline level of text


class Styles:
    """Every style by its id. A file without styles has none, and all its text looks as the program likes."""

    def __init__(self, root: Any) -> None:
        entries = [] if root is None else root.findall(f"{W}style")
        self._by_id = {entry.get(f"{W}styleId", ""): entry for entry in entries}
        self._usual = {entry.get(f"{W}type"): entry.get(f"{W}styleId", "") for entry in entries if is_on(entry, "default")}
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._known: dict[tuple[str, ...], Any] = {}
        self._chains: dict[str, tuple[Any, ...]] = {}
        self._levels: dict[str, int] = {}

    def chain(self, name: str) -> tuple[Any, ...]:
        """A style and all that it comes from, the nearest first."""
        if name not in self._chains:
            found: list[Any] = []
            at = name
            while at in self._by_id and len(found) < _DEEPEST:
                found.append(self._by_id[at])
                at = value(self._by_id[at].find(f"{W}basedOn"))
            self._chains[name] = tuple(found)
        return self._chains[name]

    def of_paragraph(self, paragraph: Any) -> str:
        """The id of its style."""
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._usual.get("paragraph", "")

    def is_usual(self, name: str) -> bool:
        """Whether it is that of text without a style."""
        return name in {"", self._usual.get("paragraph")} or self.name(name).casefold() in {"normal", "body text", "text body", "standard"}

    def name(self, name: str) -> str:
        """What a style is called in the program."""
        return value(self._by_id[name].find(f"{W}name")) if name in self._by_id else ""

    def level(self, name: str) -> int:
        """The heading level of a paragraph style, from 1; 0 for text."""
        if name not in self._levels:
            self._levels[name] = self._level(name)
        return self._levels[name]

    def _level(self, name: str) -> int:
        for style in self.chain(name):
            found = style.find(f"{W}pPr/{W}outlineLvl")
            if found is not None:
                return outline(found)
            called = value(style.find(f"{W}name")).casefold()
            if called.startswith("heading ") and number(called[8:]) > 0:
                return int(number(called[8:]))
        return 0

    def paragraph(self, name: str, path: str) -> Any:
        """What a paragraph style says there, such as 'w:shd', or None."""
        key = "paragraph", name, path
        if key not in self._known:
            self._known[key] = next((found for style in self.chain(name) if (found := style.find(f"{W}pPr/{W}{path}")) is not None), None)
        return self._known[key]

    def letters(self, name: str, what: str) -> Any:
        """What a style says of its letters, such as 'color', or None."""
        key = "letters", name, what
        if key not in self._known:
            self._known[key] = next((found for style in self.chain(name) if (found := style.find(f"{W}rPr/{W}{what}")) is not None), None)
        return self._known[key]

    def default(self, what: str) -> Any:
        """What holds for letters where nobody says anything."""
        key = "default", what
        if key not in self._known:
            self._known[key] = None if self._defaults is None else self._defaults.find(f"{W}{what}")
        return self._known[key]

    def table(self, name: str, conditions: Sequence[str], path: str) -> Any:
        """What the style of a table says of a cell on which ``conditions`` hold, the strongest first; None where nothing."""
        key = "table", name, path, *conditions
        if key not in self._known:
            self._known[key] = next(self._of_table(name or self._usual.get("table", ""), conditions, path), None)
        return self._known[key]

    def _of_table(self, name: str, conditions: Sequence[str], path: str) -> Iterator[Any]:
        steps = "/".join(f"{W}{step}" for step in path.split("/"))
        for condition in conditions:
            for style in self.chain(name):
                for part in style.iterfind(f"{W}tblStylePr"):
                    if part.get(f"{W}type") == condition and (found := part.find(steps)) is not None:
                        yield found
        for style in self.chain(name):
            if (found := style.find(steps)) is not None:
                yield found


def value(element: Any) -> str:
    """Its ``w:val``, '' where there is none."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def is_on(element: Any, attribute: str) -> bool:
    """Whether an attribute is set to yes."""
    return element is not None and element.get(f"{W}{attribute}", "0") not in {*_OFF, ""}


def switched(element: Any) -> bool:
    """Whether a switch such as ``w:b`` is on: it is when it says nothing else."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def outline(element: Any) -> int:
    """The heading level that ``w:outlineLvl`` gives, from 1; 0 for text."""
    found = int(number(value(element), _BODY))
    return found + 1 if 0 <= found < _BODY else 0
