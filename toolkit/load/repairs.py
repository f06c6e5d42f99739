"""The lines of a file and the syntax faults found in them in; lines that can be read on, as far as that is cheap, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.load.syntax import SyntaxFault, without_value

_MOST_LOST = 8
_TAB_WIDTHS = (2, 4, 8)
_INDENT = re.compile(r"[ \t]*")


@dataclass
class Repairs:
    """A copy of ``lines`` that is mended fault by fault, so that one run names many of them.

    ``lost`` are the lines whose value was replaced by a stand-in. Tabs that indent are read
    as spaces; as editors show them in different widths, the first width that fits is taken.
    """

    source: Sequence[str]
    lines: list[str] = field(init=False)
    lost: set[int] = field(default_factory=set)
    _widths: list[int] = field(default_factory=lambda: list(_TAB_WIDTHS))
    _tabbed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.lines = list(self.source)

    def column(self, line: int, column: int) -> int:
        """The column in the file as it was typed for one in the mended lines."""
        if line not in self._tabbed:
            return column
        typed, spaces = _indent(self.source[line - 1]), _indent(self.lines[line - 1])
        return max(1, column - len(spaces) + len(typed))

    @property
    def tabbed(self) -> bool:
        """Whether some tabs are read as spaces."""
        return bool(self._tabbed)

    def is_echo(self, fault: SyntaxFault) -> bool:
        """Whether ``fault`` comes from an earlier repair and not from what somebody wrote."""
        after_stand_in = fault.line - 1 in self.lost and self._stand_in(fault) is None
        return fault.line in self.lost or after_stand_in or self._is_misfit(fault)

    def go_on(self, fault: SyntaxFault) -> bool:
        """Mend the lines so that reading passes ``fault``; False when that takes a person."""
        by_indent = fault.by_tab and "\t" in _indent(self.lines[fault.line - 1])
        if (by_indent or self._is_misfit(fault)) and self._widths:
            self._expand_tabs(self._widths.pop(0))
            return True
        stand_in = self._stand_in(fault)
        if stand_in is None or self.is_echo(fault) or len(self.lost) == _MOST_LOST:
            return False
        self.lines[fault.line - 1] = stand_in
        self.lost.add(fault.line)
        return True

    def _stand_in(self, fault: SyntaxFault) -> str | None:
        return without_value(self.lines[fault.line - 1]) if fault.one_value else None

    def _is_misfit(self, fault: SyntaxFault) -> bool:
        """Whether the spaces that a tab was read as do not fit; then another width may."""
        return not fault.one_value and fault.line in self._tabbed

    def _expand_tabs(self, width: int) -> None:
        tabbed = [number for number, line in enumerate(self.source, start=1) if "\t" in _indent(line)]
        self._tabbed = frozenset(tabbed)
        for number in tabbed:
            rest = self.lines[number - 1].lstrip(" \t")
            self.lines[number - 1] = _indent(self.source[number - 1]).expandtabs(width) + rest


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found.group() if found else ""
