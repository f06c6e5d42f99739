"""The arithmetic and the tables of how time grows with size. Nothing is timed here."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.bench.page import BEGIN_SCALE, END
from tests.bench.place import ROOT
from tests.bench.scale_curricula import MAKERS
from tests.bench.scale_table import as_markdown, exponent, table
from toolkit.load import load_curriculum, load_session

ROWS = [
    {"kind": "questions", "size": size, "step": step, "seconds": seconds, "peak_mb": 100.4}
    for step, taken in (("load", {10: 1.0, 100: 10.0, 1000: 100.0}), ("pairs", {10: 1.0, 100: 100.0}))
    for size, seconds in taken.items()
]


@pytest.mark.parametrize("power", [0.0, 1.0, 2.0])
def test_the_exponent_is_the_power_with_which_time_grows(power):
    assert exponent([(size, 3 * size**power) for size in (10, 100, 1000)]) == pytest.approx(power, abs=1e-6)
    assert math.isnan(exponent([(10, 1.0)]))


def test_small_sizes_do_not_hide_the_slope():
    assert exponent([(1, 50.0), (10, 50.0), (100, 100.0), (1000, 1000.0), (10000, 10000.0)]) == pytest.approx(1, abs=0.01)


def test_both_tables_show_every_size_and_leave_open_what_was_not_tried():
    lines = table("questions", ROWS).splitlines()
    assert lines[0].split() == ["questions", "10", "100", "1000", "ms", "each", "peak", "MB", "exponent"]
    assert lines[2].split() == ["pairs", "1.00", "100.00", "-", "1000.00", "100", "2.00"]
    told = as_markdown("questions", ROWS).splitlines()
    assert told[2] == "| load | 1.00 | 10.00 | 100.00 | 100.00 | 100 | 1.00 |"
    assert told[3] == "| pairs | 1.00 | 100.00 | - | 1000.00 | 100 | 2.00 |"
    assert len({line.count("|") for line in told}) == 1


def items(kind: str, folder: Path, size: int) -> int:
    """How many questions or segments a curriculum of one size has."""
    folder.mkdir()
    MAKERS[kind](folder, size)
    found, session = load_curriculum(folder), load_session(folder / "sessions" / "whole.yaml")[0]
    modules = [found.modules[name] for name in session.modules]
    if kind == "segments":
        return sum(len(module.segments) for module in modules)
    return sum(len(quiz.questions) for module in modules for quiz in module.quizzes)


@pytest.mark.parametrize(("kind", "size"), [("questions", 30), ("segments", 50)])
def test_a_curriculum_grows_by_as_many_as_it_is_asked_to(kind, size, tmp_path):
    small, large = items(kind, tmp_path / "small", size), items(kind, tmp_path / "large", 2 * size)
    assert small >= size
    assert large - small == size


def test_the_docs_have_a_place_for_the_tables():
    page = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")
    assert page.count(BEGIN_SCALE) == 1
    assert END in page.partition(BEGIN_SCALE)[2]
