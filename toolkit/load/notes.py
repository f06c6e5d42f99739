"""The lines of a file and the texts in it in; every '#' that makes a note of what may have been meant as text, out.

YAML drops a note in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

WHAT = "the text from '#' on is a note and is not printed."
MEND = "Put the whole text in quotation marks; if it is a note, put it on a line of its own above."
_NOTE = re.compile(r"([ \t]+)#(.?)")
_ONE_TOKEN = re.compile(r"[a-z0-9][a-z0-9/:.-]*")
_CLINGING = re.compile(r"[,\[\]{}\"'|>+-]#")
_OPENED = re.compile(r"(?:^|[ \t])#")


def cut_after(event: yaml.ScalarEvent, lines: Sequence[str]) -> int | None:
    """How many blanks stand between a text and a '#' that may belong to it; None where there is none."""
    end: Any = event.end_mark
    if event.style or end.line >= len(lines):
        return None
    found = _NOTE.match(lines[end.line], end.column)
    if found is None:
        return None
    blanks, next_sign = found.groups()
    stands_off = blanks != " " or _ONE_TOKEN.fullmatch(event.value)
    return len(blanks) if next_sign.strip() or not stands_off else None


class ClingingNotes:
    """Every '#' right behind a comma, a bracket or a quotation mark, as in ``[Room 1,#2]``; texts take away those that they hold."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        found = ((number, [match.start() + 1 for match in _CLINGING.finditer(line)]) for number, line in enumerate(lines) if "#" in line)
        self._signs = {number: signs for number, signs in found if signs}

    def __bool__(self) -> bool:
        return bool(self._signs)

    def hold(self, event: yaml.ScalarEvent) -> None:
        """Forget those inside this text, which in a block begins on the line below its sign."""
        start: Any = event.start_mark
        end: Any = event.end_mark
        for line in range(start.line + (event.style in ("|", ">")), end.line + 1):
            first = start.column if line == start.line else 0
            if signs := self._signs.get(line):
                self._signs[line] = [sign for sign in signs if sign < first or (line == end.line and sign >= end.column)]

    def left(self) -> Iterator[tuple[int, int]]:
        """Line and column, from 1, of the first one of each line, but for those inside a note."""
        for line, signs in self._signs.items():
            if signs and not _OPENED.search(self._lines[line][: signs[0]]):
                yield line + 1, signs[0] + 1
