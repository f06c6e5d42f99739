"""Small curricula for tests, and copies of them with mistakes planted."""

from __future__ import annotations

import shutil
from pathlib import Path

SMALL = Path(__file__).parent / "small"
PLANTED = Path(__file__).parent / "planted"
"""A module full of mistakes; tests/check/test_planted.py says how each is marked."""
LABELLED = Path(__file__).parent / "labelled"
"""One of everything, for tests/access, which puts a restricted twin beside each."""
MODULE = "course/1-noticing.yaml"


def copy_of_small(folder: Path) -> Path:
    """A copy of the small curriculum that a test may spoil."""
    return Path(shutil.copytree(SMALL, folder / "curriculum"))


def plant(root: Path, file: str, old: str, new: str) -> None:
    """Replace ``old``, once, by ``new`` in a file of a copy. The text must be there."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(root: Path, file: str, text: str, nth: int = 1) -> int:
    """Number of the ``nth`` line of ``file`` that holds ``text``."""
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, start=1) if text in line][nth - 1]


CLOCK = """    clocks:
      - id: call
        title: "Clock 9: the call"
        starts: Monday 8:10 p.m.
        limit: 24
        told: the state line
        facts: [F-ONE-01]
    scenes:
"""
TIMES = {
    "start": ("Monday 8:25 p.m.", "[call]"),
    "later": ("Tuesday 7:40 a.m.", "[call]"),
    "talk": ("Wednesday 10:10 a.m.", "[call]"),
    "safe": ("Wednesday 5 p.m.", "[]"),
}


def clocked_copy(folder: Path) -> Path:
    """A copy of the small curriculum in whose scenario a clock runs, and runs out."""
    root = copy_of_small(folder)
    plant(root, MODULE, "    scenes:\n", CLOCK)
    for scene, (time, clocks) in TIMES.items():
        plant(root, MODULE, f"        id: {scene}\n", f"        id: {scene}\n        time: {time}\n        clocks: {clocks}\n")
    return root
