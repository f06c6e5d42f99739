"""Modules in; the seconds that Typst's compilation and python-pptx's saving alone take for their kits, in one warm process, out.

Documents are read beforehand and everything else that exporters do is left out, so no program that makes the same files
with these two libraries can take less CPU time. Both libraries are wrapped at their own door, wherever it is called from.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pptx.presentation
import typst

from tests.bench.notebooks import sessions
from toolkit.compose import compose
from toolkit.compose_page import compose_page
from toolkit.execute import execute
from toolkit.export.document import Document
from toolkit.export.read import read
from toolkit.export.registry import Format, formats
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.plan import make_plan
from toolkit.study import Show

ROOT = Path(__file__).parent.parent.parent
Piece = tuple[Format, Document]


@dataclass(slots=True)
class Clock:
    """What all calls of one function took, in seconds, with every thread of this process."""

    wall: float = 0.0
    cpu: float = 0.0
    calls: int = 0

    def keeping(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, with its time taken."""

        def timed(*args: Any, **options: Any) -> Any:
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return function(*args, **options)
            finally:
                self.wall += time.perf_counter() - wall
                self.cpu += time.process_time() - cpu
                self.calls += 1

        return timed


def pieces(curriculum: Curriculum, modules: Sequence[str]) -> list[Piece]:
    """Every file of every kit as its format and its document; a page that several kits hold is made once, as the export does."""
    found: list[Piece] = []
    for session in sessions(curriculum, modules).values():
        parameters = session.parameters()
        show = Show(curriculum, list(session.modules), parameters).bundle
        notebook = execute(compose(curriculum, make_plan(curriculum, session)), {}, show)
        documents = {row.reader: read(notebook, row.reader) for row in formats().values()}
        found += [(row, documents[row.reader]) for row in formats().values() if row.of == "session" and row.suits(documents[row.reader])]
        for page in seen(curriculum, session.clearance).pages_for(session.audience):
            made = compose_page(curriculum, page, parameters, session.look)
            found += [(row, read(made, row.reader)) for row in formats().values() if row.of == "page"]
    return list({(row.name, repr(document)): (row, document) for row, document in found}.values())


def wrap() -> dict[str, Clock]:
    """Both libraries, with a clock at each door."""
    typesetting, saving = Clock(), Clock()
    compiler = typst.Compiler

    def watched(*args: Any, **options: Any) -> Any:
        return _Watched(compiler(*args, **options), typesetting)

    typst.Compiler = watched
    pptx.presentation.Presentation.save = saving.keeping(pptx.presentation.Presentation.save)
    return {"Typst": typesetting, "PPTX": saving}


class _Watched:
    """A compiler whose compilations are clocked; its other calls are passed on."""

    def __init__(self, compiler: Any, clock: Clock) -> None:
        self._compiler, self._clock = compiler, clock

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiler, name)
        return self._clock.keeping(found) if name.startswith("compile") else found


def main(modules: Sequence[str]) -> None:
    """Print, as JSON, what each library took, and each format. Exits with 1 where Typst is no longer called in this process."""
    todo = pieces(load_curriculum(ROOT / "curriculum"), modules)
    clocks = wrap()
    small = [piece for piece in todo if piece[0].name in ("wallet-card", "pptx")][:2]
    for row, document in small:  # fonts and modules are read here, outside the clock
        row.exporter()(document, DEFAULT)
    for clock in clocks.values():
        clock.wall, clock.cpu, clock.calls = 0.0, 0.0, 0
    told: dict[str, dict[str, float]] = {}
    for row, document in todo:
        before = _sums(clocks)
        row.exporter()(document, DEFAULT)
        _add(told, row.name, [after - earlier for after, earlier in zip(_sums(clocks), before, strict=True)])
    sheets = sum(row.suffix == ".pdf" for row, _ in todo)
    if clocks["Typst"].calls < sheets:
        sys.exit(f"Only {clocks['Typst'].calls} of {sheets} PDFs were compiled in this process: wrap Typst where it is called now.")
    libraries = {name: asdict(each) for name, each in clocks.items()}
    sys.stdout.write(f"\n{json.dumps({'libraries': libraries, 'formats': told})}\n")


def _sums(clocks: Mapping[str, Clock]) -> list[float]:
    return [sum(getattr(each, name) for each in clocks.values()) for name in ("wall", "cpu", "calls")]


def _add(told: dict[str, dict[str, float]], name: str, taken: Sequence[float]) -> None:
    kept = told.setdefault(name, {"wall": 0.0, "cpu": 0.0, "calls": 0})
    told[name] = {key: value + more for (key, value), more in zip(kept.items(), taken, strict=True)}


if __name__ == "__main__":
    main(sys.argv[1:])
