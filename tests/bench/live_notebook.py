"""How long a notebook with the quizzes of eleven modules takes until all are alive: ``python -m tests.bench.live_notebook``.

The same number of cells, each with one radio group of stock ipywidgets, is measured in the same server and browser.
Times run from the press on Run All Cells, in a kernel that is ready, to the last activity in the page.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser import open_browser
from tests.lab import jupyter_server, reader

if TYPE_CHECKING:
    from tests.lab import Reader

QUIZZES = ("check-define", "check-myths", "check-indicators", "check-report")
MODULES = 11
ROUNDS = 3
OURS = ['from toolkit.study import begin\nshow = begin("intro/1")', *(f'show("intro/1/{name}")' for name in QUIZZES * MODULES)]
STOCK = ["import ipywidgets", *["ipywidgets.RadioButtons(options=['Yes', 'No'], description='Is it?')"] * len(QUIZZES) * MODULES]


def notebook(codes: list[str]) -> dict[str, Any]:
    """A notebook with one code cell for each of ``codes``."""
    plain = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Quizzes"}
    kernel = {"name": "python3", "display_name": "Python 3"}
    cells = [title, *(plain | {"id": f"cell-{number}", "source": code} for number, code in enumerate(codes))]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def seconds(person: Reader, name: str, selector: str, count: int) -> float:
    """From Run All Cells until ``count`` of ``selector`` stand in the page."""
    person.open_in_lab(name)
    person.page.get_by_role("menuitem", name="Run", exact=True).first.click()
    press = person.page.locator("#jp-mainmenu-run").get_by_text("Run All Cells", exact=True)
    press.wait_for()
    started = time.perf_counter()
    press.click()
    person.page.wait_for_function(
        "([selector, count]) => document.querySelectorAll(selector).length >= count", arg=[selector, count], timeout=120_000
    )
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    count = len(QUIZZES) * MODULES
    rows = {"ours.ipynb": (OURS, ".jp-Notebook .tk"), "stock.ipynb": (STOCK, ".jp-Notebook .widget-radio")}
    took: dict[str, list[float]] = {name: [] for name in rows}
    with tempfile.TemporaryDirectory() as folder, jupyter_server(Path(folder)) as server, open_browser() as browser:
        for name, (codes, _) in rows.items():
            (server.folder / name).write_text(json.dumps(notebook(codes)), encoding="utf-8")
        for _ in range(ROUNDS):
            for name, (_, selector) in rows.items():
                with reader(browser, server) as person:
                    took[name].append(seconds(person, name, selector, count))
                server.stop_kernels()
    ours, stock = (statistics.median(times) for times in took.values())
    sys.stdout.write(f"{count} quizzes of ours: {ours:.2f} s; {count} stock radio groups: {stock:.2f} s; ratio {ours / stock:.2f}\n")


if __name__ == "__main__":
    main()
