"""What an export tells when it is over: each kit with its files, what was left out, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from toolkit.kit.work import KitResult, Made

PAGES = "pages"
"""Where pages stand that are exported on their own."""
_NAME = 34
"""Columns that the name of a file takes."""
_WHOLE = 12
"""Kits that are told of file by file; of more, each has a line."""


def told(results: Sequence[KitResult], *, why: bool = False) -> str:
    """Each kit with its files, and how many there are; ``why`` adds why each file was made."""
    many = len(results) > _WHOLE
    lines = [line for result in results for line in (_kit_line(result) if many else _kit_lines(result, why=why))]
    kits = [result for result in results if result.name != PAGES]
    pages = sum(len(result.made) for result in results if result.name == PAGES)
    counts = [_kits(kits)] if kits or not pages else []
    counts += ["1 page" if pages == 1 else f"{pages} pages"] if pages else []
    return "\n".join([*lines, "", " and ".join(counts)])


def told_unchanged(results: Sequence[KitResult]) -> str:
    """The same, as the next call will tell it when nothing changed."""
    return told([_unchanged(result) for result in results])


def _unchanged(result: KitResult) -> KitResult:
    packed = replace(result.packed, written=False) if result.packed else None
    return replace(result, made=[replace(each, written=False) for each in result.made], packed=packed, why={})


def _kit_line(result: KitResult) -> Iterator[str]:
    new = sum(each.written for each in result.made)
    yield f"{result.name}: {len(result.made)} files, {f'{new} of them new' if new else 'all unchanged'}"
    for withheld in result.withheld:
        yield f"  left out: {withheld}, which is for vetted public-safety professionals only"


def _kits(results: Sequence[KitResult]) -> str:
    whole = sum(not result.failures for result in results)
    kits = "1 kit" if whole == 1 else f"{whole} kits"
    return kits if whole == len(results) else f"{kits}, and {len(results) - whole} with gaps,"


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
    for withheld in result.withheld:
        yield f"  left out: {withheld}, which is for vetted public-safety professionals only"
    yield from (f"  {told}" for told in result.told)
    if any(each.path.name == "index.html" for each in result.made):
        yield f"  Open {result.folder / 'index.html'}"


def _state(made: Made) -> str:
    return "" if made.written else "  (unchanged)"
