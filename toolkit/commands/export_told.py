"""What an export tells when it is over: each kit with its files, what was left out, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.kit.work import KitResult, Made

PAGES = "pages"
"""Where pages stand that are exported on their own."""
_NAME = 34
"""Columns that the name of a file takes."""
_WHOLE = 12
"""Kits that are told of file by file; of more, each has a line."""
REMEMBERED = 500
"""Kits of a call that is remembered as a whole; of a larger one, each kit is looked at on its own."""
_FAILED = 40
"""Failures that are told."""


@dataclass(frozen=True, slots=True)
class Count:
    """One kit of many, in a line."""

    name: str
    files: int
    new: int
    withheld: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The line, and one for each module or page left out."""
        yield f"{self.name}: {self.files} files, {f'{self.new} of them new' if self.new else 'all unchanged'}"
        yield from _left_out(self.withheld)


class Summary:
    """What comes of ``kits`` kits. Of a few it keeps every file, of many a line each."""

    def __init__(self, kits: int, *, why: bool) -> None:
        self._many, self._why = kits > _WHOLE, why
        self._results: list[KitResult | Count] = []
        self._left: list[Path] = []
        self._kits = self._gaps = self._pages = 0
        self.failures: list[tuple[str, ToolkitError]] = []

    def add(self, name: str, result: KitResult | ToolkitError) -> None:
        """Note what came of a kit, or why nothing did."""
        if isinstance(result, ToolkitError):
            self.failures.append((name, result))
            return
        self._kits, self._gaps = self._kits + 1, self._gaps + bool(result.failures)
        self._take(name, result)

    def add_pages(self, result: KitResult) -> None:
        """Note what came of pages that are no part of a kit."""
        self._pages = len(result.made)
        self._take(PAGES, result)

    def _take(self, name: str, result: KitResult) -> None:
        self.failures += [(f"{name}/{piece}", error) for piece, error in result.failures]
        made = [*result.made, *([result.packed] if result.packed else [])]
        if not self._many or self._kits <= REMEMBERED:
            self._left += [each.path for each in made]
        self._results.append(Count(name, len(made), sum(each.written for each in made), result.withheld) if self._many else result)

    def sort(self, names: Sequence[str]) -> None:
        """Put kits in the order of ``names``, and others, as those of a table, behind them by name."""
        places = {name: place for place, name in enumerate(names)}
        self._results.sort(key=lambda result: (places.get(result.name, len(places)), result.name))

    def files(self) -> Sequence[Path]:
        """Every file that was made or left as it was."""
        return self._left

    def told(self) -> str:
        """Each kit with its files, and how many there are."""
        return self._told(self._results, why=self._why)

    def told_unchanged(self) -> str:
        """The same, as the next call will tell it when nothing has changed."""
        return self._told([_unchanged(result) for result in self._results], why=False)

    def failed(self) -> Iterator[str]:
        """What could not be made, and why: the first of many."""
        yield from (f"failed  {piece}: {why}" for piece, why in self.failures[:_FAILED])
        if len(self.failures) > _FAILED:
            yield f"failed  {len(self.failures) - _FAILED} more. Mend these first: one fault often stands behind many."

    def _told(self, results: Sequence[KitResult | Count], *, why: bool) -> str:
        lines = [line for each in results for line in (each.lines() if isinstance(each, Count) else _kit_lines(each, why=why))]
        counts = [_counted(self._kits, self._gaps)] if self._kits or not self._pages else []
        counts += ["1 page" if self._pages == 1 else f"{self._pages} pages"] if self._pages else []
        return "\n".join([*lines, "", " and ".join(counts)])


def _unchanged(result: KitResult | Count) -> KitResult | Count:
    if isinstance(result, Count):
        return replace(result, new=0)
    packed = replace(result.packed, written=False) if result.packed else None
    return replace(result, made=[replace(each, written=False) for each in result.made], packed=packed, why={})


def _counted(kits: int, gaps: int) -> str:
    whole = "1 kit" if kits - gaps == 1 else f"{kits - gaps} kits"
    return f"{whole}, and {gaps} with gaps," if gaps else whole


def _left_out(withheld: Sequence[str]) -> Iterator[str]:
    yield from (f"  left out: {each}, which is for vetted public-safety professionals only" for each in withheld)


def _kit_lines(result: KitResult, *, why: bool) -> Iterator[str]:
    """What was made, folder by folder, then the zip and what was left out."""
    yield f"\n{result.name}"
    made = [(each.path.relative_to(result.folder), each) for each in result.made]
    folders = list(dict.fromkeys(path.parent.as_posix() for path, _ in made))
    made.sort(key=lambda pair: (len(pair[0].parts) == 1, folders.index(pair[0].parent.as_posix())))
    for folder, files in groupby(made, key=lambda pair: pair[0].parent.as_posix()):
        indent = "  " if folder == "." else "    "
        if folder != ".":
            yield f"  {folder}/"
        for path, each in files:
            yield f"{indent}{path.name:<{_NAME - len(indent)}} {each.title}{_state(each)}"
    if why:
        yield from (f"  made {path}: {reason}" for path, reason in result.why.items())
    if result.packed:
        yield f"  {result.packed.path.name:<{_NAME - 2}} {result.packed.title}{_state(result.packed)}"
    yield from _left_out(result.withheld)
    yield from (f"  {told}" for told in result.told)
    if any(each.path.name == "index.html" for each in result.made):
        yield f"  Stored at {result.url}/index.html" if result.url else f"  Open {result.folder / 'index.html'}"


def _state(made: Made) -> str:
    return "" if made.written else "  (unchanged)"
