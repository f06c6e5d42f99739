"""Notebooks in; what papermill and nbconvert make of them, through their APIs in one warm process, out, with the time it took.

Imports and the first call of each step are made before the clock runs. The last line printed is JSON: for each step its
start and end (of time.monotonic) and the CPU seconds of this process and of those children it waited for.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.chromium import ARGUMENTS

Step = Callable[[Path, Path], None]
"""Makes the file of one notebook in a folder."""


def steps(formats: Sequence[str], executed: Path) -> dict[str, Step]:
    """papermill, which leaves its notebooks in ``executed``, then each format, which begins with those."""
    from nbconvert.exporters import HTMLExporter, SlidesExporter, WebPDFExporter
    from papermill import execute_notebook

    made: dict[str, Any] = {
        "html": HTMLExporter, "slides": SlidesExporter,
        "webpdf": lambda: WebPDFExporter(disable_sandbox=True, browser_args=list(ARGUMENTS)),
    }  # fmt: skip

    def execute(source: Path, folder: Path) -> None:
        execute_notebook(source, folder / source.name, progress_bar=False)

    def conversion(exporter: Any) -> Step:
        def convert(source: Path, folder: Path) -> None:
            body, _ = exporter.from_filename(str(executed / source.name))
            content = body if isinstance(body, bytes) else body.encode()
            (folder / source.with_suffix(exporter.file_extension).name).write_bytes(content)

        return convert

    return {"papermill": execute, **{name: conversion(made[name]()) for name in formats}}


def main(folder: Path, formats: Sequence[str], notebooks: Sequence[Path]) -> None:
    """Warm up with the first notebook, then take the time of all."""
    todo = steps(formats, folder / "papermill")
    for name in todo:
        (folder / name).mkdir()
    for name, make in todo.items():
        make(notebooks[0], folder / name)
    for path in folder.rglob("*.*"):
        path.unlink()
    clocked = []
    for name, make in todo.items():
        start, before = time.monotonic(), sum(os.times()[:4])
        for source in notebooks:
            make(source, folder / name)
        clocked.append({"step": name, "start": start, "end": time.monotonic(), "cpu": sum(os.times()[:4]) - before})
    sys.stdout.write(f"\n{json.dumps(clocked)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].split(","), [Path(path) for path in sys.argv[3:]])
